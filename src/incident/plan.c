/* plan: the order in which fixes are worth trying, and what it costs in expectation. */
#include "incident/fixes.h"

#include "base/mem.h"

enum { PLAN_MOST = 64 }; /* nobody tries more; and the work grows with its square */

struct planner {
    double *left; /* what is left of each cause's share after the fixes tried so far */
    size_t n_causes, n;
    const double *chance, *cost;
    bool *tried;
};

static double gain_of(const struct planner *p, size_t fix)
{
    double gain = 0;
    for (size_t c = 0; c < p->n_causes; c++)
        gain += p->left[c] * p->chance[fix * p->n_causes + c];
    return gain;
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
    for (size_t i = 0; i < p->n; i++) {
        double gain = p->tried[i] ? 0 : gain_of(p, i);
        if (gain > 0 && (!found || is_better(gain, p->cost[i], best_gain, best_cost))) {
            best_gain = gain;
            best_cost = p->cost[i];
            *best = i;
            found = true;
        }
    }
    return found;
}

/* It failed: returns what is left in all. */
static double take_out(struct planner *p, size_t fix)
{
    double left = p->left[p->n_causes];
    p->tried[fix] = true;
    for (size_t c = 0; c < p->n_causes; c++) {
        p->left[c] *= 1 - p->chance[fix * p->n_causes + c];
        left += p->left[c];
    }
    return left;
}

double fixes_expected(const double *share, size_t n_causes, const double *chance, const double *cost, size_t n,
                      double escalate, size_t *plan, size_t *n_plan)
{
    struct planner p = {.n_causes = n_causes, .n = n, .chance = chance, .cost = cost};
    double spent = 0, left = 1, best = escalate;
    size_t fix = 0;
    p.left = mem_array(n_causes + 1, sizeof *p.left);
    p.tried = mem_array(n, sizeof *p.tried);
    for (size_t c = 0; c <= n_causes; c++)
        p.left[c] = share[c];
    *n_plan = 0;
    for (size_t k = 0; k < PLAN_MOST && find_best(&p, &fix); k++) {
        spent += left * cost[fix];
        left = take_out(&p, fix);
        plan[k] = fix;
        if (spent + left * escalate < best - 1e-9) {
            best = spent + left * escalate;
            *n_plan = k + 1;
        }
    }
    mem_free(p.left);
    mem_free(p.tried);
    return best;
}
