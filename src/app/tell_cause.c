/* tell_cause: what the operator says of a cause: it is out, possible again, another one, or the one. Each is one event. */
#include <stdio.h>

#include "app/parts.h"
#include "base/i18n.h"
#include "incident/path.h"

struct meant { /* a cause, or a change that is ruled out like one */
    const char *name, *title; /* as events have it; title NULL: there is none */
};

static const char *title_of_added(const struct session *s, const char *name)
{
    for (size_t i = 0; i < s->inc->added.n; i++)
        if (str_eq(s->inc->added.v[i].id, name))
            return s->inc->added.v[i].title;
    return NULL;
}

/* A cause of the flow at hand, by its id or its whole name; else one of the outermost flow. */
static struct meant find_cause(const struct session *s, const char *name, struct arena *arena)
{
    const struct flow *outer = s->flow ? s->flow->flow : NULL;
    struct place p;
    bool is_called = place_now(s, &p) && p.flow != outer;
    const char *id = is_called ? path_within(name, p.path) : NULL;
    int there = is_called ? flow_cause_index(p.flow, id ? id : name) : -1, here = outer ? flow_cause_index(outer, name) : -1;
    const char *beside = is_called ? path_beside(p.path, name, arena) : name;
    if (there >= 0)
        return (struct meant){path_beside(p.path, p.flow->cause[there].id, arena), p.flow->cause[there].title};
    if (here >= 0)
        return (struct meant){name, outer->cause[here].title};
    return title_of_added(s, name) ? (struct meant){name, title_of_added(s, name)} : (struct meant){beside, title_of_added(s, beside)};
}

static bool find_meant(const struct session *s, const struct wish *w, struct arena *arena, struct meant *c, struct err *e)
{
    *c = (struct meant){0};
    if (w->id)
        *c = str_starts(w->id, "change:") ? (struct meant){w->id, w->text} : find_cause(s, w->id, arena);
    return c->title || err_set(e, ERR_USAGE, _("There is no cause called '%s'."), w->id ? w->id : "");
}

static const char *reason_of(const struct wish *w)
{
    return str_blank(w->reason) ? NULL : w->reason;
}

static bool say_out(struct session *s, const struct wish *w, const struct meant *c, struct err *e)
{
    struct event ev = {.kind = EVENT_cause_ruled_out};
    if (!reason_of(w))
        return err_set(e, ERR_USAGE, _("Ruling out a cause needs a reason: the record would not explain itself."));
    ev.as.cause_ruled_out = (struct event_cause_ruled_out){c->name, c->title, w->reason};
    return record_event(s, &ev, e);
}

static bool say_in(struct session *s, const struct wish *w, const struct meant *c, struct err *e)
{
    struct event ev = {.kind = EVENT_cause_restored, .as.cause_restored = {c->name, c->title}};
    (void)w;
    return record_event(s, &ev, e);
}

static bool say_pinned(struct session *s, const struct wish *w, const struct meant *c, struct err *e)
{
    struct event ev = {.kind = EVENT_cause_pinned, .as.cause_pinned = {c->name, c->title, reason_of(w)}};
    return record_event(s, &ev, e);
}

static bool say_unpinned(struct session *s, const struct wish *w, const struct meant *c, struct err *e)
{
    struct event ev = {.kind = EVENT_cause_unpinned, .as.cause_unpinned = {c->name, c->title}};
    (void)w;
    return record_event(s, &ev, e);
}

typedef bool say_fn(struct session *s, const struct wish *w, const struct meant *c, struct err *e);

static bool tell(struct session *s, const struct wish *w, say_fn *say, struct err *e)
{
    struct arena arena = {0};
    struct meant c;
    bool ok = find_meant(s, w, &arena, &c, e) && say(s, w, &c, e);
    arena_release(&arena);
    return ok;
}

bool tell_rule_out(struct session *s, const struct wish *w, struct err *e)
{
    return tell(s, w, say_out, e);
}

bool tell_restore(struct session *s, const struct wish *w, struct err *e)
{
    return tell(s, w, say_in, e);
}

bool tell_pin_cause(struct session *s, const struct wish *w, struct err *e)
{
    return tell(s, w, say_pinned, e);
}

bool tell_unpin_cause(struct session *s, const struct wish *w, struct err *e)
{
    return tell(s, w, say_unpinned, e);
}

/* It belongs to the flow at hand: what a called flow finds is about its own causes. */
bool tell_add_cause(struct session *s, const struct wish *w, struct err *e)
{
    enum { MEDIUM = 3 };
    struct event ev = {.kind = EVENT_cause_added};
    struct arena arena = {0};
    struct place p;
    char id[32];
    if (str_blank(w->text))
        return err_set(e, ERR_USAGE, _("A cause needs a name."));
    snprintf(id, sizeof id, "added_%zu", s->inc->added.n + 1);
    const char *name = place_now(s, &p) ? path_beside(p.path, id, &arena) : id;
    ev.as.cause_added = (struct event_cause_added){name, w->text, MEDIUM, reason_of(w)};
    bool ok = record_event(s, &ev, e);
    arena_release(&arena);
    return ok;
}
