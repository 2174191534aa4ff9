/* show_question: a change before it is made, whole: what, with which values, where, as whom, the way back. */
#include <string.h>

#include "app/show.h"
#include "base/i18n.h"
#include "text/clean.h"

struct lines {
    struct arena *arena;
    struct model_pair *pair;
    size_t n, most;
};

static void add(struct lines *l, const char *label, const char *text)
{
    if (text && l->n < l->most)
        l->pair[l->n++] = (struct model_pair){label, text};
}

static void add_values(struct lines *l, const struct names *names)
{
    for (size_t i = 0; i < names->n; i++)
        add(l, i ? NULL : _("with"), names->v[i]);
}

static void add_gap(struct lines *l)
{
    if (l->n < l->most)
        l->pair[l->n++] = (struct model_pair){NULL, NULL};
}

/* Its first lines: the state may be long, the page is not. */
static const char *shortened(struct arena *arena, const char *text)
{
    enum { LINE_MOST = 200 };
    size_t n = strcspn(text, "\n");
    return arena_printf(arena, text[n] ? "%.*s ..." : "%.*s", (int)(n < LINE_MOST ? n : LINE_MOST), text);
}

static const char *timeout_text(struct arena *arena, int64_t timeout)
{
    char length[TIME_TEXT];
    time_format_length(timeout, length);
    return arena_printf(arena, _("by itself after %s; Ctrl-C stops it sooner"), length);
}

static const char *undo_text(struct arena *arena, const struct question *q)
{
    if (q->undoes)
        return _("this is one; it is recorded like any change");
    if (!q->undo)
        return _("\xe2\x9c\x97 cannot be undone");
    return arena_printf(arena, _("\xe2\x9c\x93 %s; kept on the undo page (u)"), shortened(arena, q->undo));
}

/* The verification that follows, in its own words. */
static const char *then_text(const struct session *s, const struct question *q)
{
    struct place p;
    if (q->undoes || !place_at(s, q->path, &p) || p.step->next < 0)
        return NULL;
    return p.flow->step[p.step->next].title;
}

static const char *environment_of(const struct session *s)
{
    struct value v = incident_value(s->inc, "environment");
    return v.kind == VALUE_TEXT ? v.text : NULL;
}

void show_question(struct show *w)
{
    enum { BESIDE_VALUES = 10 };
    struct session *s = w->session;
    const struct question *q = &s->question;
    if (!q->id)
        return;
    size_t most = q->shown.n + BESIDE_VALUES; /* many values take no room from the place and the way back */
    struct lines l = {&w->arena, arena_array(&w->arena, most, sizeof *l.pair), 0, most};
    add_values(&l, &q->shown);
    add(&l, _("where"), str_eq(q->host, s->host) ? arena_printf(&w->arena, _("%s, here"), q->host) : q->host);
    add(&l, _("as"), q->user);
    add(&l, _("stops"), timeout_text(&w->arena, q->timeout));
    add_gap(&l);
    add(&l, _("now"), q->now ? shortened(&w->arena, q->now) : NULL);
    add(&l, _("back to"), q->back_to ? shortened(&w->arena, q->back_to) : NULL);
    add(&l, _("undo"), undo_text(&w->arena, q));
    add(&l, _("then"), then_text(s, q));
    w->question = (struct model_question){
        .id = q->id,
        .risk = q->risk,
        .title = q->title,
        .command = q->command,
        .line = l.pair,
        .n_lines = l.n,
        .environment = environment_of(s),
        .confirm = q->confirm,
        .refused = q->refused,
    };
    w->model.question = &w->question;
}
