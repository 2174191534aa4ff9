/* check: facts that a condition needs before anything can have yielded them, and evidence that counts twice. */
#include <string.h>

#include "base/i18n.h"
#include "flow/check_rule.h"

enum { MAX_WALKS = 200 }; /* each may visit every step: a flow with more backward uses than this is checked in part */

/* The step that yields a fact, -1 for inputs and what is always there. */
static int yielded_by(const struct flow *f, const char *name)
{
    char first[64];
    const char *dot = strchr(name, '.');
    if (!dot)
        return flow_find_input(f, name) ? -1 : flow_step_index(f, name);
    size_t n = (size_t)(dot - name);
    if (n >= sizeof first)
        return -1;
    memcpy(first, name, n);
    first[n] = '\0';
    uint32_t i = map_find(&f->observer_by_id, first);
    return i != MAP_ABSENT ? f->observer[i].step : flow_step_index(f, first);
}

struct order {
    struct checking *c;
    size_t walks;
};

static bool can_follow(struct order *o, size_t from, size_t to)
{
    const struct flow *f = o->c->flow;
    bool *marked = arena_array(o->c->arena, f->n_steps, sizeof *marked);
    marked[from] = true;
    check_spread_forward(f, marked, o->c->arena);
    return marked[to];
}

/* A fact of a step above is taken for granted (the author reads from top to bottom); one of a step below is looked for
 * on the way. */
static void check_uses(struct order *o, size_t step, const struct condition *condition, struct mark at)
{
    struct names facts;
    condition_facts(condition, &facts);
    for (size_t i = 0; i < facts.n && o->walks < MAX_WALKS; i++) {
        int from = yielded_by(o->c->flow, facts.v[i]);
        if (from <= (int)step || (o->walks++, can_follow(o, (size_t)from, step)))
            continue;
        problem_warning(o->c->problems, "too-early", at,
                        _("'%s' is not known yet here: step '%s' yields it, and no way leads from there to here"),
                        facts.v[i], o->c->flow->step[from].id);
        problem_remedy(o->c->problems, _("move the probe or the question up, or ask for it later"));
    }
}

/* ---- evidence twice ---- */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The set of facts as one name. */
static const char *key_of(struct arena *arena, const struct names *facts)
{
    const char *sorted[8];
    size_t n = facts->n < 8 ? facts->n : 8;
    struct str t = {0};
    if (n == 1)
        return facts->v[0];
    for (size_t i = 0; i < n; i++)
        sorted[i] = facts->v[i];
    qsort(sorted, n, sizeof *sorted, by_text);
    for (size_t i = 0; i < n; i++)
        str_addf(&t, "%s%s", i ? " " : "", sorted[i]);
    const char *key = arena_strndup(arena, str_get(&t), t.n);
    str_release(&t);
    return key;
}

struct seen {
    struct checking *c;
    struct map first; /* set of facts -> step that counts it as evidence */
};

static void check_answer(struct seen *s, size_t step, const struct flow_answer *a)
{
    struct names facts;
    condition_facts(a->when, &facts);
    if (!facts.n || !a->n_shares)
        return;
    const char *key = key_of(s->c->arena, &facts);
    uint32_t first = map_find(&s->first, key);
    if (first == MAP_ABSENT)
        map_set(&s->first, key, (uint32_t)step);
    if (first == MAP_ABSENT || first == step)
        return;
    const struct condition *when = a->when;
    problem_warning(s->c->problems, "evidence-twice", when->mark,
                    _("step '%s' takes the same facts as evidence already (%s): they would count twice"),
                    s->c->flow->step[first].id, key);
    problem_remedy(s->c->problems, _("leave the `evidence` to one of the two steps"));
}

void check_order(struct checking *c)
{
    struct order o = {c, 0};
    struct seen seen = {.c = c};
    for (size_t i = 0; i < c->flow->n_steps; i++) {
        const struct flow_step *s = &c->flow->step[i];
        check_uses(&o, i, s->when, condition_mark(s->when));
        for (size_t k = 0; k < s->n_answers; k++) {
            check_uses(&o, i, s->answer[k].when, condition_mark(s->answer[k].when));
            check_answer(&seen, i, &s->answer[k]);
        }
    }
    map_release(&seen.first);
}
