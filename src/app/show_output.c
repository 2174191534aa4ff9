/* show_output: what a run printed, while it runs and afterwards, as clean lines. */
#include <string.h>

#include "app/clock.h"
#include "app/show.h"
#include "base/i18n.h"
#include "incident/why.h"
#include "observe/say.h"
#include "report/looked.h"
#include "text/clean.h"
#include "text/json.h"
#include "text/redact_tally.h"

enum { LINES_MOST = 20000 };

static void split(struct show *w, const char *clean)
{
    size_t n = 0, at = 0;
    for (const char *s = clean; *s; s++)
        n += *s == '\n';
    const char **line = arena_array(&w->output_arena, n + 1, sizeof *line);
    for (const char *s = clean; *s;) {
        size_t length = strcspn(s, "\n");
        line[at++] = arena_strndup(&w->output_arena, s, length);
        s += length + (s[length] == '\n');
    }
    size_t cut = at > LINES_MOST ? at - LINES_MOST : 0;
    w->output.line = line + cut;
    w->output.n_lines = at - cut;
    w->output.cut_lines = cut;
}

static void put_text(struct show *w, const struct str *text)
{
    char *clean = clean_text(str_get(text), text->n);
    split(w, clean);
    mem_free(clean);
}

/* What a small look found, in the reader's words, above the line that is recorded. */
static void tell_small(struct show *w, const struct run *run, struct str *text)
{
    const struct observation *o = findings_small(&w->findings, w->session, run);
    struct str page = {0};
    if (!o)
        return;
    observation_page(o, clock_now(), &w->session->zone, &page);
    str_add_char(&page, '\n');
    str_add_n(&page, str_get(text), text->n);
    str_release(text);
    *text = page;
}

/* The whole exchange, instead of the line that is recorded: it is the same, for machines. */
static void tell_http(struct show *w, const struct run *run, struct str *text)
{
    struct str page = {0};
    if (run->ended && findings_http(&w->findings, w->session, run) && looked_tell(str_get(text), text->n, &page)) {
        str_release(text);
        *text = page;
        return;
    }
    str_release(&page);
}

static const char *outcome_text(struct show *w, const struct run *run)
{
    char length[TIME_TEXT];
    time_format_length(run->ended - run->started, length);
    switch (run->outcome) {
    case RUN_RUNNING:
        return NULL;
    case RUN_EXITED:
        return arena_printf(&w->output_arena, _("exit %lld after %s"), (long long)run->exit_status, length);
    case RUN_TIMED_OUT:
        return arena_printf(&w->output_arena, _("stopped after %s: it had not ended"), length);
    case RUN_CANCELLED:
        return arena_printf(&w->output_arena, _("stopped by hand after %s"), length);
    case RUN_NOT_STARTED:
        return arena_printf(&w->output_arena, _("could not start: %s"), why_text(run->why, &w->output_arena));
    case RUN_UNKNOWN:
        return _("outcome unknown: nobody saw it end");
    }
    return NULL;
}

static const char *taken_out(struct show *w, const struct str *text)
{
    struct redact_tally tally = {0};
    struct str said = {0};
    redact_tally_marks(&tally, str_get(text), text->n);
    redact_tally_say(&tally, &said);
    const char *kept = said.n ? arena_printf(&w->output_arena, "%s.", said.s) : NULL;
    str_release(&said);
    return kept;
}

static void read_run(struct show *w, const struct run *run)
{
    const struct live_run *live = runs_find(&w->session->runs, run->seq);
    struct str text = {0};
    struct err e = {0};
    if (live)
        output_text(&live->child.output, &text);
    else if (run->output && !journal_get_blob(w->session->journal, run->output, &text, &e))
        str_add(&text, e.text);
    w->output = (struct model_output){
        .run = run->seq,
        .id = arena_strdup(&w->output_arena, run->id), /* kept, and the incident may be left and opened again */
        .command = arena_strdup(&w->output_arena, run->command),
        .started = run->started,
        .ended = run->ended,
        .timeout = live ? live->probe ? live->probe->timeout : live->action->timeout : 0,
        .outcome = outcome_text(w, run),
        .bytes = live ? (size_t)live->child.output.bytes : text.n,
        .is_probe = run->kind == RUN_PROBE,
    };
    if (!live)
        w->output.taken_out = taken_out(w, &text);
    tell_small(w, run, &text);
    tell_http(w, run, &text);
    put_text(w, &text);
    str_release(&text);
}

/* ---- an alert ------------------------------------------------------------------------------------------------------------ */

/* What came, indented: one long line is read by nobody. Where taking secrets out broke it, as it is kept. */
static void tell_payload(struct str *text)
{
    struct err ignored = {0};
    struct str page = {0};
    struct json *j = json_read(str_get(text), text->n, &ignored);
    if (!j)
        return;
    json_print(j, true, &page);
    json_free(j);
    str_release(text);
    *text = page;
}

static void read_payload(struct show *w, const struct event *ev)
{
    const struct event_alerted *a = &ev->as.alerted;
    struct str text = {0};
    struct err e = {0};
    if (!journal_get_blob(w->session->journal, a->payload, &text, &e))
        str_add(&text, e.text);
    w->output = (struct model_output){
        .run = ev->seq,
        .id = arena_strdup(&w->output_arena, a->title),
        .started = ev->recorded_at,
        .ended = ev->recorded_at,
        .outcome = _("as it came"),
        .bytes = text.n,
        .taken_out = taken_out(w, &text),
        .is_probe = true,
    };
    tell_payload(&text);
    put_text(w, &text);
    str_release(&text);
}

static bool show_payload(struct show *w)
{
    const struct incident *inc = w->session->inc;
    bool is_event = inc && w->output_run > 0 && w->output_run <= inc->seq;
    const struct event *ev = is_event ? incident_event(inc, w->output_run) : NULL;
    if (!ev || ev->kind != EVENT_alerted || !ev->as.alerted.payload)
        return false;
    if (w->output.run != ev->seq) {
        arena_release(&w->output_arena);
        read_payload(w, ev);
    }
    w->model.output = &w->output;
    return true;
}

bool show_open_output(struct show *w, int64_t run)
{
    w->output_run = run;
    w->output = (struct model_output){0};
    return true;
}

/* Read again while it runs, once when it has ended. */
void show_output(struct show *w)
{
    if (show_payload(w))
        return;
    const struct run *run = w->session->inc && w->output_run ? incident_find_run(w->session->inc, w->output_run) : NULL;
    if (!run)
        return;
    if (w->output.run != run->seq || w->output.ended != run->ended || !run->ended) {
        arena_release(&w->output_arena);
        read_run(w, run);
    }
    w->model.output = &w->output;
}
