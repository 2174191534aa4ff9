/* check: where one can get to, and where one cannot get out. */
#include <string.h>

#include "base/i18n.h"
#include "flow/check_rule.h"
#include "flow/condition_tree.h"
#include "flow/way_out.h"

/* What was written and could not be read has been reported. */
static bool leads_nowhere(const struct flow_answer *a)
{
    return a->next < 0 && a->outcome == OUTCOME_NONE && !a->next_missing && !yaml_find(a->source, "outcome");
}

/* "Not sure" and being passed over follow the step's own next. */
static bool may_pass(const struct flow_step *s)
{
    return s->when || !s->n_answers || !flow_find_answer(s, "unsure");
}

void check_each_next(const struct flow *f, size_t step, void (*see)(void *of, size_t next), void *of)
{
    const struct flow_step *s = &f->step[step];
    for (size_t i = 0; i < s->n_answers; i++)
        if (s->answer[i].next >= 0)
            see(of, (size_t)s->answer[i].next);
    if (may_pass(s) && s->next >= 0)
        see(of, (size_t)s->next);
    if (s->when && s->next < 0 && step + 1 < f->n_steps)
        see(of, step + 1);
    for (size_t i = 0; s->answers_fixes && i < f->n_steps; i++)
        if (f->step[i].is_fix)
            see(of, i);
}

/* ---- spreading along the arrows, and against them ---- */

struct spread {
    bool *marked;
    size_t *queue, n;
};

static void reach(void *of, size_t step)
{
    struct spread *s = of;
    if (s->marked[step])
        return;
    s->marked[step] = true;
    s->queue[s->n++] = step;
}

static struct spread begin(bool *marked, size_t n_steps, struct arena *arena)
{
    struct spread s = {marked, arena_array(arena, n_steps, sizeof *s.queue), 0};
    for (size_t i = 0; i < n_steps; i++)
        if (marked[i])
            s.queue[s.n++] = i;
    return s;
}

/* The fixes are seen once however many steps list them, or a large flow would cost the square of its steps. */
void check_spread_forward(const struct flow *f, bool *marked, struct arena *arena)
{
    struct spread s = begin(marked, f->n_steps, arena);
    bool listed = false;
    for (size_t i = 0; i < s.n; i++) {
        size_t step = s.queue[i];
        if (!f->step[step].answers_fixes || !listed)
            check_each_next(f, step, reach, &s);
        else if (f->step[step].next >= 0)
            reach(&s, (size_t)f->step[step].next);
        listed |= f->step[step].answers_fixes;
    }
}

/* Arrows by where they end: in[start[i]] .. in[start[i + 1]] come into step i. The list of fixes is a hub of its own,
 * the step past the last: every step that lists the fixes leads to it, it leads to every fix. */
struct arrows {
    const struct flow *flow;
    size_t *start, *in, from;
    bool is_counting;
};

static void note_arrow(void *of, size_t to)
{
    struct arrows *a = of;
    if (a->is_counting)
        a->start[to + 1]++;
    else
        a->in[a->start[to]++] = a->from;
}

static void each_arrow(struct arrows *a)
{
    const struct flow *f = a->flow;
    size_t hub = f->n_steps;
    for (a->from = 0; a->from < hub; a->from++) {
        struct flow_step *s = &f->step[a->from];
        if (!s->answers_fixes)
            check_each_next(f, a->from, note_arrow, a);
        else
            note_arrow(a, hub);
        if (s->answers_fixes && s->next >= 0)
            note_arrow(a, (size_t)s->next);
    }
    for (size_t i = 0; i < hub; i++)
        if (f->step[i].is_fix)
            note_arrow(a, i);
}

static struct arrows collect_arrows(const struct flow *f, struct arena *arena)
{
    size_t n = f->n_steps + 1;
    struct arrows a = {.flow = f, .start = arena_array(arena, n + 2, sizeof *a.start), .is_counting = true};
    each_arrow(&a);
    for (size_t i = 0; i < n; i++)
        a.start[i + 1] += a.start[i];
    a.in = arena_array(arena, a.start[n], sizeof *a.in);
    a.is_counting = false;
    each_arrow(&a);
    memmove(a.start + 1, a.start, n * sizeof *a.start); /* filling moved each start to the next one's */
    a.start[0] = 0;
    return a;
}

void check_spread_back(const struct flow *f, bool *marked, struct arena *arena)
{
    struct arrows a = collect_arrows(f, arena);
    bool *all = arena_array(arena, f->n_steps + 1, sizeof *all);
    memcpy(all, marked, f->n_steps * sizeof *all);
    struct spread s = begin(all, f->n_steps + 1, arena);
    for (size_t i = 0; i < s.n; i++)
        for (size_t k = a.start[s.queue[i]]; k < a.start[s.queue[i] + 1]; k++)
            reach(&s, a.in[k]);
    memcpy(marked, all, f->n_steps * sizeof *all);
}

/* ---- the rules ---- */

/* Then it is known already why something is not reached. */
static bool is_next_missing(const struct flow *f)
{
    bool missing = false;
    for (size_t i = 0; i < f->n_steps; i++) {
        missing |= f->step[i].next_missing;
        for (size_t k = 0; k < f->step[i].n_answers; k++)
            missing |= f->step[i].answer[k].next_missing;
    }
    return missing;
}

static void check_unreachable(struct checking *c)
{
    const struct flow *f = c->flow;
    bool is_known = is_next_missing(f);
    for (size_t i = 0; i < f->n_steps; i++) {
        const struct flow_step *s = &f->step[i];
        if (c->reachable[i] || is_known)
            continue;
        problem_warning(c->problems, "unreachable", check_mark(s->source, "id", s->mark), _("nothing leads to step '%s'"),
                        s->id);
        if (s->is_fix)
            problem_remedy(c->problems, _("lead to it by `next`, or add a step with `answers: fixes`"));
        else
            problem_remedy(c->problems, _("lead to it by `next`, or remove it"));
    }
}

static void check_dead_ends(struct checking *c)
{
    const struct flow *f = c->flow;
    for (size_t i = 0; i < f->n_steps; i++) {
        const struct flow_step *s = &f->step[i];
        for (size_t k = 0; k < s->n_answers; k++) {
            const struct flow_answer *a = &s->answer[k];
            if (!leads_nowhere(a))
                continue;
            problem_error(c->problems, "dead-end", a->mark, _("answer '%s' of step '%s' leads nowhere"), a->id, s->id);
            problem_remedy(c->problems, _("add `next` or `outcome`"));
        }
        if (s->n_answers || s->answers_fixes || s->next >= 0 || s->next_missing || yaml_find(s->source, "outcome"))
            continue;
        problem_error(c->problems, "dead-end", s->mark, _("the flow ends at step '%s' without an outcome"), s->id);
        problem_remedy(c->problems, _("add `outcome: resolved`, found, cleared or escalated, or `next`"));
    }
}

/* What lies behind a step that is passed over and has nothing below. */
static void check_passed_over(struct checking *c)
{
    const struct flow *f = c->flow;
    const struct flow_step *last = &f->step[f->n_steps - 1];
    if (!last->when || !last->when->facts.n || last->next >= 0 || last->next_missing)
        return;
    problem_warning(c->problems, "passed-over", last->when->mark,
                    _("where the last step '%s' is passed over the flow ends without an outcome"), last->id);
    problem_remedy(c->problems, _("put a step without `when` below it, or lead on by `next`"));
}

/* ---- ways out ---- */

struct calls { /* of a flow that is called, and of those that it calls */
    struct checking *c;
    int deepest, *patience; /* how many flows are looked into in all: they may call one another again and again */
};

static unsigned outcomes_of(void *of, const char *id)
{
    const struct calls *k = of;
    const struct flow_library *lib = k->c->library;
    struct calls below = {k->c, k->deepest - 1, k->patience};
    const struct flow *called = lib->find_flow && k->deepest > 0 && (*k->patience)-- > 0 ? lib->find_flow(lib->of, id) : NULL;
    struct way_out w;
    struct arena arena = {0};
    if (!called)
        return WAY_OUT_ALL;
    way_out_find(called, outcomes_of, &below, &arena, &w);
    arena_release(&arena);
    return w.outcomes;
}

/* Has been reported, so nothing more is said of the circle that it is in: the dead end, or what could not be read. */
static bool is_dead_end(const struct flow_step *s)
{
    bool has_answers = s->n_answers || s->answers_fixes || s->call;
    bool is_dead = s->next_missing || (!has_answers && s->next < 0) || (s->outcome == OUTCOME_NONE && yaml_find(s->source, "outcome"));
    for (size_t i = 0; i < s->n_answers; i++)
        is_dead |= s->answer[i].next < 0 && s->answer[i].outcome == OUTCOME_NONE;
    return is_dead;
}

static void say_circle(struct checking *c, const struct flow_step *s)
{
    problem_error(c->problems, "no-way-out", s->mark, _("from step '%s' on, no answer ends the flow: it goes in circles"), s->id);
    problem_remedy(c->problems, _("give one of the steps in the circle an `outcome`, or a `next` that leads out"));
}

static void check_circles(struct checking *c, const struct way_out *w)
{
    size_t n = c->flow->n_steps;
    bool *is_said = arena_array(c->arena, w->n_circles, sizeof *is_said);
    for (size_t i = 0; i < n; i++)
        is_said[w->circle[i]] |= w->is_closed[i] && is_dead_end(&c->flow->step[i]);
    for (size_t i = 0; i < n; i++) {
        if (!w->is_closed[i] || is_said[w->circle[i]])
            continue;
        say_circle(c, &c->flow->step[i]);
        is_said[w->circle[i]] = true; /* one message a circle */
    }
}

static void check_auto(struct checking *c)
{
    for (size_t i = 0; i < c->flow->n_steps; i++) {
        const struct flow_step *s = &c->flow->step[i];
        if (!s->is_auto || (!s->n_actions && !s->is_fix && s->outcome == OUTCOME_NONE))
            continue;
        problem_warning(c->problems, "auto", check_mark(s->source, "auto", s->mark),
                        _("`auto` has no effect on a step with actions, a fix or an outcome"));
        problem_remedy(c->problems, _("remove it: such a step always waits for the operator"));
    }
}

void check_graph(struct checking *c)
{
    struct way_out w;
    int patience = 100;
    struct calls calls = {c, 8, &patience};
    way_out_find(c->flow, outcomes_of, &calls, c->arena, &w);
    c->reachable = w.reachable;
    check_unreachable(c);
    check_dead_ends(c);
    check_passed_over(c);
    check_circles(c, &w);
    check_auto(c);
    for (size_t i = 0; i < c->flow->n_steps; i++)
        c->verified[i] = c->flow->step[i].phase == PHASE_VERIFY;
    check_spread_back(c->flow, c->verified, c->arena);
}
