/* plan: one fix after the other, the one with the most gain per time first; a failed one changes the gain of those alone
 * that cure the same causes. */
#include "incident/plan.h"

#include <stdbool.h>
#include <string.h>

#include "base/mem.h"

struct planner {
    const struct plan_fix *fix;
    size_t n, n_causes;
    double escalate;
    uint32_t *first, *curer; /* of cause c: curer[first[c]] to curer[first[c + 1]] */
    double *left;            /* of each cause's share, after the fixes tried so far; last, of something else */
    double *gain;
    bool *is_tried;
};

/* Which fixes cure which cause. */
static void index_curers(struct planner *p)
{
    for (size_t i = 0; i < p->n; i++)
        for (size_t k = 0; k < p->fix[i].n; k++)
            p->first[p->fix[i].cure[k].cause + 1]++;
    for (size_t c = 0; c < p->n_causes; c++)
        p->first[c + 1] += p->first[c];
    uint32_t *at = mem_array(p->n_causes + 1, sizeof *at);
    memcpy(at, p->first, (p->n_causes + 1) * sizeof *at);
    for (size_t i = 0; i < p->n; i++)
        for (size_t k = 0; k < p->fix[i].n; k++)
            p->curer[at[p->fix[i].cure[k].cause]++] = (uint32_t)i;
    mem_free(at);
}

struct planner *planner_new(const struct plan_fix *fix, size_t n, size_t n_causes, double escalate)
{
    struct planner *p = mem_alloc(sizeof *p);
    size_t n_cures = 0;
    for (size_t i = 0; i < n; i++)
        n_cures += fix[i].n;
    *p = (struct planner){.fix = fix, .n = n, .n_causes = n_causes, .escalate = escalate};
    p->first = mem_array(n_causes + 2, sizeof *p->first);
    p->curer = mem_array(n_cures + 1, sizeof *p->curer);
    p->left = mem_array(n_causes + 1, sizeof *p->left);
    p->gain = mem_array(n + 1, sizeof *p->gain);
    p->is_tried = mem_array(n + 1, sizeof *p->is_tried);
    index_curers(p);
    return p;
}

void planner_free(struct planner *p)
{
    if (!p)
        return;
    mem_free(p->first);
    mem_free(p->curer);
    mem_free(p->left);
    mem_free(p->gain);
    mem_free(p->is_tried);
    mem_free(p);
}

static double gain_of(const struct planner *p, size_t fix)
{
    double gain = 0;
    for (size_t k = 0; k < p->fix[fix].n; k++)
        gain += p->left[p->fix[fix].cure[k].cause] * p->fix[fix].cure[k].chance;
    return gain;
}

static void begin(struct planner *p, const double *share)
{
    memcpy(p->left, share, (p->n_causes + 1) * sizeof *p->left);
    memset(p->is_tried, 0, p->n * sizeof *p->is_tried);
    for (size_t i = 0; i < p->n; i++)
        p->gain[i] = gain_of(p, i);
}

/* Free fixes first; then the most gain per time; ties in the author's order. */
static bool is_better(double gain, double cost, double best_gain, double best_cost)
{
    return gain * best_cost > best_gain * cost * (1 + 1e-12);
}

static bool find_best(const struct planner *p, size_t *best)
{
    double best_gain = 0, best_cost = 1;
    bool found = false;
    for (size_t i = 0; i < p->n; i++)
        if (!p->is_tried[i] && p->gain[i] > 0 && (!found || is_better(p->gain[i], p->fix[i].cost, best_gain, best_cost))) {
            best_gain = p->gain[i];
            best_cost = p->fix[i].cost;
            *best = i;
            found = true;
        }
    return found;
}

/* It failed: what is left of its causes is less, and so is what others that cure them would gain. */
static double take_out(struct planner *p, size_t fix)
{
    double taken = 0;
    p->is_tried[fix] = true;
    for (size_t k = 0; k < p->fix[fix].n; k++) {
        uint32_t c = p->fix[fix].cure[k].cause;
        double part = p->left[c] * p->fix[fix].cure[k].chance;
        p->left[c] -= part;
        taken += part;
        for (uint32_t at = p->first[c]; at < p->first[c + 1]; at++)
            if (!p->is_tried[p->curer[at]])
                p->gain[p->curer[at]] = gain_of(p, p->curer[at]);
    }
    return taken;
}

/* What is spent already counts whatever comes: once it is more than the best sum, no longer plan can be better. */
void planner_plan(struct planner *p, const double *share, struct plan *plan)
{
    double spent = 0, left = 1;
    size_t fix = 0;
    begin(p, share);
    plan->n = 0;
    plan->expected = p->escalate;
    for (size_t k = 0; k < PLAN_MOST && spent < plan->expected && find_best(p, &fix); k++) {
        spent += left * p->fix[fix].cost;
        left -= take_out(p, fix);
        plan->order[k] = fix;
        if (spent + left * p->escalate < plan->expected - 1e-9) {
            plan->expected = spent + left * p->escalate;
            plan->n = k + 1;
        }
    }
}
