/* show_past: what was done at the step at hand in incidents that have ended, asked of the journal once for each step. */
#include "app/show.h"

enum { LOOKED_AT_MOST = 100 }; /* the newest; an older one says little of how it is now */

struct asked {
    struct show *w;
    const char *service;
    struct past_tally *same, *all;
};

static bool take(const struct journal_past *past, void *who)
{
    struct asked *a = who;
    struct arena arena = {0};
    struct course c;
    if (past->number == a->w->session->inc->number)
        return true;
    course_read(past->course, past->n, &arena, &c);
    past_add(a->all, &c, past->number, past->opened_at);
    if (str_eq(past->service, a->service))
        past_add(a->same, &c, past->number, past->opened_at);
    arena_release(&arena);
    return true;
}

static const char *service_of(const struct incident *inc)
{
    const struct fact *f = incident_find_fact(inc, "service");
    return f && f->value.kind == VALUE_TEXT && f->value.text ? f->value.text : "";
}

static void ask(struct show *w, const struct place *p, const char *service)
{
    struct err ignored = {0}; /* what cannot be read is no news here: the incident itself could be */
    struct past all;
    struct asked a = {w, service, past_begin(p->flow, p->step, p->path), past_begin(p->flow, p->step, p->path)};
    journal_past(w->session->journal, w->session->inc->flow, LOOKED_AT_MOST, take, &a, &ignored);
    past_end(a.all, &w->past_arena, &all);
    past_end(a.same, &w->past_arena, &w->past);
    if (!w->past.n) {
        w->past = all;
        w->past.is_elsewhere = true;
    }
}

void show_past(struct show *w, const struct place *p)
{
    const struct session *s = w->session;
    const char *service = service_of(s->inc);
    struct str key = {0};
    str_addf(&key, "%lld %s %s %s", (long long)s->inc->number, s->flow->digest, p->path, service);
    if (!str_eq(str_get(&key), w->past_of)) {
        arena_release(&w->past_arena);
        ask(w, p, service);
        mem_free(w->past_of);
        w->past_of = mem_strdup(str_get(&key));
    }
    str_release(&key);
    w->step.past = w->past.n ? &w->past : NULL;
}
