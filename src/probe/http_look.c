/* http_look: the requests one after the other, each judged, and the finding as it grows. */
#include "probe/http.h"

#include "base/i18n.h"
#include "probe/http_own.h"
#include "probe/tool.h"
#include "text/json.h"
#include "text/regex.h"

#define TELL_EVERY (TIME_SECOND / 2)

static const char *shown_url(const char *url, struct arena *arena)
{
    struct str text = {0};
    http_url_show(url, &text);
    const char *copy = arena_strdup(arena, str_get(&text));
    str_release(&text);
    return copy;
}

/* ---- facts in the body ------------------------------------------------------------------------------------------------ */

static char *find_pattern(const char *pattern, const struct http_exchange *x)
{
    struct regex_span span;
    struct err e = {0};
    struct regex *re = regex_compile(pattern, REGEX_LINES, NULL, &e);
    bool is_there = re && regex_match(re, x->body, x->n_body, &span) == REGEX_YES;
    regex_free(re);
    return is_there ? mem_strndup(x->body + span.start, span.end - span.start) : NULL;
}

static void capture(struct http_look *look, struct arena *arena)
{
    struct http_finding *f = look->f;
    f->n_facts = 0;
    for (size_t i = 0; i < look->options->n_captures && i < HTTP_FACTS_MOST; i++) {
        const struct http_capture *c = &look->options->capture[i];
        char *value = *c->from == '/' ? json_point(f->x.body, f->x.n_body, c->from) : find_pattern(c->from, &f->x);
        f->fact[f->n_facts++] = (struct http_fact){arena_strdup(arena, c->name), arena_strdup(arena, value)};
        mem_free(value);
    }
}

/* ---- one sample ------------------------------------------------------------------------------------------------------- */

/* The last that failed is what is shown; where none did, the last. */
static void keep(struct http_look *look, const struct http_exchange *x, const struct http_wrongs *wrong, struct arena *mine)
{
    arena_release(&look->kept);
    look->kept = *mine;
    look->f->x = *x;
    look->f->wrong = *wrong;
    capture(look, &look->kept);
}

static void take_sample(struct http_look *look, int64_t at)
{
    struct http_finding *f = look->f;
    struct arena mine = {0};
    struct http_exchange x;
    struct http_wrongs wrong;
    http_ask(look, look->options->request, &mine, &x);
    if (x.trouble == TROUBLE_STOPPED && f->n_samples) {
        f->ended = TROUBLE_STOPPED; /* what was broken off by us says nothing about them */
        arena_release(&mine);
        return;
    }
    bool passed = http_expect_judge(look->options->expect, &x, http_wall_clock(), &mine, &wrong);
    bool answered = x.status && !trouble_is_failure(x.trouble), is_first = !f->n_samples;
    f->sample[f->n_samples++] = (struct http_sample){at, answered ? x.total : -1, x.status, x.trouble, passed};
    if (x.trouble == TROUBLE_BUSY && f->asked > 1)
        f->ended = TROUBLE_BUSY;
    if (is_first || !passed || f->passed)
        keep(look, &x, &wrong, &mine);
    else
        arena_release(&mine);
    f->passed = passed && (is_first || f->passed);
}

static void tell(struct http_look *look)
{
    int64_t now = tool_clock();
    if (!look->options->tell || now - look->told < TELL_EVERY)
        return;
    look->told = now;
    look->f->is_partial = true;
    look->options->tell(look->options->to, look->f);
    look->f->is_partial = false;
}

static void take_samples(struct http_look *look)
{
    struct http_finding *f = look->f;
    int64_t start = tool_clock();
    for (size_t i = 0; i < f->asked && f->ended == TROUBLE_NONE; i++) {
        int64_t due = start + (int64_t)i * f->every;
        if (i && !http_wait(look, due > tool_clock() ? due : 0)) {
            f->ended = TROUBLE_STOPPED;
            return;
        }
        take_sample(look, i ? tool_clock() - start : 0);
        if (http_is_stopped(look) && i + 1 < f->asked)
            f->ended = TROUBLE_STOPPED;
        tell(look);
    }
}

static void look_elsewhere(struct http_look *look)
{
    struct http_finding *f = look->f;
    if (!look->options->other || http_is_stopped(look))
        return;
    http_ask(look, look->options->other, &f->arena, &f->other);
    f->has_other = true;
    http_compare(&f->x, &f->other, http_wall_clock(), &f->arena, &f->comparison);
}

bool http_look(const struct http_options *o, struct http_finding *f, struct err *e)
{
    struct http_look look = {.options = o, .f = f, .chance = o->seed | 1};
    *f = (struct http_finding){0};
    look.curl = curl_open(e);
    if (!look.curl)
        return false;
    pace_init(&look.pace, o->rate);
    look.told = tool_clock();
    f->method = arena_strdup(&f->arena, o->request->method ? o->request->method : "GET");
    f->url = shown_url(o->request->url, &f->arena);
    f->at = http_wall_clock();
    f->asked = o->repeat > 1 ? (o->repeat < SERIES_MOST ? o->repeat : SERIES_MOST) : 1;
    f->every = o->repeat > 1 ? o->every : -1;
    f->sample = arena_array(&f->arena, f->asked, sizeof *f->sample);
    take_samples(&look);
    look_elsewhere(&look);
    arena_adopt(&f->arena, &look.kept);
    curl_close(look.curl);
    return true;
}
