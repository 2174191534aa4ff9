/* check: an escalation that the flow's own numbers put before its first question. A small version of the advice that
 * incident/advice gives (docs/flow-format.md, "Numbers"): the fixes in the order of chance by cost, and one question ahead.
 */
#include <string.h>

#include "base/i18n.h"
#include "base/time.h"
#include "flow/check_rule.h"

enum { MAX_WORK = 20000000 }; /* multiplications, about; of a flow that needs more nothing is said */

struct fix_cost {
    const struct flow_step *step;
    double minutes, helps; /* at the outset */
};

struct costs {
    const struct flow *flow;
    struct fix_cost *fix;
    size_t n;
    double escalation; /* minutes */
    double *left;      /* room for the causes that are left */
    size_t n_cures;    /* of all fixes */
};

static double minutes(int64_t us)
{
    return (double)us / (double)TIME_MINUTE;
}

static double cost_of(const struct flow *f, const struct flow_step *s)
{
    bool has_verify = s->next >= 0 && f->step[s->next].phase == PHASE_VERIFY;
    return minutes(s->takes) + (has_verify ? minutes(f->step[s->next].takes) : 0);
}

static double chance(const struct flow_step *s, const double *left)
{
    double helps = 0;
    for (size_t i = 0; i < s->n_cures; i++)
        helps += left[s->cure[i].cause] * s->cure[i].share;
    return helps;
}

/* A fix that failed leaves less of what it cures. */
static void take_away(const struct flow_step *s, double *left)
{
    for (size_t i = 0; i < s->n_cures; i++)
        left[s->cure[i].cause] *= 1 - s->cure[i].share;
}

static int by_worth(const void *a, const void *b)
{
    const struct fix_cost *x = a, *y = b;
    double left = x->helps * y->minutes, right = y->helps * x->minutes; /* p/c against p/c, but c may be 0 */
    return left > right ? -1 : left < right;
}

/* Expected minutes when the fixes are tried in their best order and handed over at the best place, by minimum and not by
 * first fail: p=(.4,.3,.1), c=(2,4,5), E=12 costs 12, 9.2, 8.0, 8.3 after none, one, two, three of them. */
static double expected(struct costs *k, const double *p)
{
    double spent = 0, unsolved = 1, best = k->escalation;
    memcpy(k->left, p, k->flow->n_causes * sizeof *p);
    for (size_t i = 0; i < k->n; i++)
        k->fix[i].helps = chance(k->fix[i].step, p);
    qsort(k->fix, k->n, sizeof *k->fix, by_worth);
    for (size_t i = 0; i < k->n; i++) {
        spent += unsolved * k->fix[i].minutes;
        unsolved -= chance(k->fix[i].step, k->left);
        take_away(k->fix[i].step, k->left);
        if (spent + unsolved * k->escalation < best)
            best = spent + unsolved * k->escalation;
    }
    return best;
}

/* Room for one question at a time, an entry a cause. */
struct question {
    struct likelihood_column *column;
    double *posterior;
};

/* What is left to do after one answer, by how likely it is. */
static double expected_with(struct costs *k, const struct flow_step *s, size_t answer, const double *p, struct question *q)
{
    double sum = 0, named = 0;
    size_t n = k->flow->n_causes;
    for (size_t i = 0; i < n; i++) {
        named += p[i];
        sum += q->posterior[i] = p[i] * likelihood_in_column(s, answer, (int)i, &q->column[i]);
    }
    double likely = named > 0 ? sum + (1 - named) * sum / named : 0; /* something else takes the mean of the named */
    for (size_t i = 0; i < n && likely > 0; i++)
        q->posterior[i] /= likely;
    return likely * expected(k, q->posterior);
}

/* The same as `expected` when this question is asked first: its minutes, and what each answer leaves to do. */
static double expected_after(struct costs *k, const struct flow_step *s, const double *p, struct question *q)
{
    double total = minutes(s->takes);
    for (size_t i = 0; i < k->flow->n_causes; i++)
        q->column[i] = likelihood_column_of(s, (int)i);
    for (size_t a = 0; a < s->n_answers; a++)
        if (strcmp(s->answer[a].id, "unsure") != 0)
            total += expected_with(k, s, a, p, q);
    return total;
}

static double best_question(struct costs *k, const double *p, struct question *q)
{
    double best = k->escalation, work = 0;
    for (size_t i = 0; i < k->flow->n_steps; i++) {
        const struct flow_step *s = &k->flow->step[i];
        if (s->is_fix || !check_has_evidence(s))
            continue;
        work += (double)s->n_answers * (double)(k->flow->n_causes * 2 + k->n_cures + k->n * 8);
        if (work > MAX_WORK)
            return 0; /* not known: say nothing */
        double after = expected_after(k, s, p, q);
        best = after < best ? after : best;
    }
    return best;
}

static void collect_fixes(struct costs *k)
{
    const struct flow *f = k->flow;
    for (size_t i = 0; i < f->n_steps; i++)
        if (f->step[i].is_fix && f->step[i].n_cures)
            k->fix[k->n++] = (struct fix_cost){&f->step[i], cost_of(f, &f->step[i]), 0};
    for (size_t i = 0; i < k->n; i++)
        k->n_cures += k->fix[i].step->n_cures;
}

void check_escalation(struct checking *c)
{
    const struct flow *f = c->flow;
    double sum = 0, *p = arena_array(c->arena, f->n_causes, sizeof *p);
    struct question q = {arena_array(c->arena, f->n_causes, sizeof *q.column),
                         arena_array(c->arena, f->n_causes, sizeof *q.posterior)};
    struct costs k = {.flow = f, .escalation = minutes(f->escalate.takes)};
    k.fix = arena_array(c->arena, f->n_steps, sizeof *k.fix);
    k.left = arena_array(c->arena, f->n_causes, sizeof *k.left);
    for (size_t i = 0; i < f->n_causes; i++)
        sum += f->cause[i].weight;
    for (size_t i = 0; i < f->n_causes; i++)
        p[i] = f->cause[i].weight / sum * (1 - f->something_else);
    collect_fixes(&k);
    if (!k.n || expected(&k, p) < k.escalation || best_question(&k, p, &q) < k.escalation)
        return;
    const struct yaml_node *escalate = yaml_find(f->source, "escalate");
    problem_warning(c->problems, "escalate-first",
                    check_mark(escalate, "takes", escalate ? escalate->mark : k.fix[0].step->mark),
                    _("by its own numbers this flow would hand over before the first question: nothing in it is expected "
                      "to take less than %.0f minutes"),
                    k.escalation);
    problem_remedy(
        c->problems,
        _("check `escalate: takes` (minutes until they have repaired it), and the `takes` and `cures` of the fixes"));
}
