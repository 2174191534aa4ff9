/* coverage: events looked up among the steps and answers of a flow. */
#include "incident/coverage.h"

#include <string.h>

#include "base/time.h"

/* ---- what there is to cover --------------------------------------------------------------------------------------------- */

static bool takes_part(const struct flow_answer *a)
{
    return !str_eq(a->id, "unsure");
}

static size_t count_fixes(const struct flow *f)
{
    size_t n = 0;
    for (size_t i = 0; i < f->n_steps; i++)
        n += f->step[i].is_fix;
    return n;
}

static void add_answer(struct coverage *c, const struct flow_step *s, const char *id)
{
    c->answer[c->n_answers++] = (struct coverage_answer){.step = s, .answer = id};
}

static void add_answers(struct coverage *c, size_t i)
{
    const struct flow_step *s = &c->flow->step[i];
    c->step[i].first = c->n_answers;
    for (size_t k = 0; k < s->n_answers; k++)
        if (takes_part(&s->answer[k]))
            add_answer(c, s, s->answer[k].id);
    for (size_t k = 0; s->answers_fixes && k < c->flow->n_steps; k++)
        if (c->flow->step[k].is_fix)
            add_answer(c, s, c->flow->step[k].id);
    if (s->answers_fixes)
        add_answer(c, s, "escalate");
    c->step[i].n = c->n_answers - c->step[i].first;
}

void coverage_begin(struct coverage *c, const struct flow *flow)
{
    size_t room = 0, fixes = count_fixes(flow);
    *c = (struct coverage){.flow = flow};
    for (size_t i = 0; i < flow->n_steps; i++)
        room += flow->step[i].n_answers + (flow->step[i].answers_fixes ? fixes + 1 : 0);
    c->step = arena_array(&c->arena, flow->n_steps, sizeof *c->step);
    c->answer = arena_array(&c->arena, room + 1, sizeof *c->answer);
    c->last = arena_array(&c->arena, flow->n_steps + room + 1, sizeof *c->last);
    for (size_t i = 0; i < flow->n_steps; i++)
        add_answers(c, i);
}

void coverage_release(struct coverage *c)
{
    arena_release(&c->arena);
    memset(c, 0, sizeof *c);
}

/* ---- what happened ------------------------------------------------------------------------------------------------------- */

struct looking {
    struct coverage *c;
    enum coverage_by by;
    struct walk_map map;
    bool was_here;
};

/* The step of this flow that a path leads to, by its id: the incident may have been walked along an older text. -1: none. */
static int step_at(const struct looking *l, const char *path)
{
    const struct flow *flow = NULL;
    const struct flow_step *s = path ? walk_find(&l->map, path, &flow) : NULL;
    return s && str_eq(flow->id, l->c->flow->id) ? flow_step_index(l->c->flow, s->id) : -1;
}

static void count(struct looking *l, size_t *counted, size_t *last)
{
    if (*last == l->c->n_seen)
        return;
    *last = l->c->n_seen;
    counted[l->by]++;
}

static void take_event(struct looking *l, const struct event *ev)
{
    struct coverage *c = l->c;
    int i = ev->kind == EVENT_entered || ev->kind == EVENT_answered ? step_at(l, ev->step) : -1;
    if (i < 0)
        return;
    l->was_here = true;
    if (ev->kind == EVENT_entered)
        count(l, c->step[i].count, &c->last[i]);
    const char *given = ev->kind == EVENT_answered ? ev->as.answered.answer : NULL;
    for (size_t k = c->step[i].first; given && k < c->step[i].first + c->step[i].n; k++)
        if (str_eq(c->answer[k].answer, given))
            count(l, c->answer[k].count, &c->last[c->flow->n_steps + k]);
}

void coverage_take(struct coverage *c, enum coverage_by by, const struct flow *flow, const struct incident *inc,
                   const struct flow *(*find_flow)(void *who, const char *id), void *who)
{
    struct looking l = {c, by, {.flow = flow, .inc = inc, .now = TIME_NONE, .find_flow = find_flow, .who = who}, false};
    c->n_seen++;
    for (size_t i = 0; i < inc->events.n; i++)
        take_event(&l, &inc->events.v[i]);
    c->n_taken[by] += l.was_here;
}

/* ---- sums ----------------------------------------------------------------------------------------------------------------- */

struct coverage_sum coverage_sum(const struct coverage *c, enum coverage_by by)
{
    struct coverage_sum sum = {0, 0};
    for (size_t i = 0; i < c->flow->n_steps; i++)
        sum.steps += c->step[i].count[by] > 0;
    for (size_t i = 0; i < c->n_answers; i++)
        sum.answers += c->answer[i].count[by] > 0;
    return sum;
}

int coverage_percent(const struct coverage *c, enum coverage_by by)
{
    struct coverage_sum sum = coverage_sum(c, by);
    size_t all = c->flow->n_steps + c->n_answers;
    return all ? (int)((sum.steps + sum.answers) * 100 / all) : 100;
}
