/* The plan: the worked figures of the design, and brute force over small ones. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/mem.h"
#include "incident/plan.h"

enum { MOST = 8, INSTANCES = 20000, LARGE = 1000 };

static void assert_near(double got, double want)
{
    if (fabs(got - want) > 0.0005)
        fail_msg("%g is not %g", got, want);
}

/* One cause a fix, cured with that chance: p, d, c and E as on paper. */
static double expected(size_t n, const double *p, const double *d, const double *c, double escalate, struct plan *plan)
{
    double share[MOST + 1] = {0};
    struct plan_cure cure[MOST];
    struct plan_fix fix[MOST];
    share[n] = 1;
    for (size_t i = 0; i < n; i++) {
        share[i] = p[i];
        share[n] -= p[i];
        cure[i] = (struct plan_cure){(uint32_t)i, d ? d[i] : 1};
        fix[i] = (struct plan_fix){c[i], &cure[i], 1};
    }
    struct planner *planner = planner_new(fix, n, n, escalate);
    planner_plan(planner, share, plan);
    planner_free(planner);
    return plan->expected;
}

static void the_likelier_per_minute_comes_first(void **state)
{
    (void)state;
    struct plan plan;
    assert_near(expected(2, (double[]){.8, .2}, NULL, (double[]){3, 2}, 1000, &plan), 3.4);
    assert_int_equal(plan.n, 2);
    assert_int_equal(plan.order[0], 0);
    assert_near(expected(5, (double[]){.35, .15, .10, .25, .15}, NULL, (double[]){8, 3, 1, 5, 4}, 1000, &plan), 12.05);
    const size_t order[] = {2, 1, 3, 0, 4};
    assert_int_equal(plan.n, 5);
    assert_memory_equal(plan.order, order, sizeof order);
}

static void escalation_ends_the_plan_where_that_is_cheapest(void **state)
{
    (void)state;
    struct plan plan;
    const double p[] = {.4, .3, .1}, c[] = {2, 4, 5}, prefix[] = {12, 9.2, 8.0, 8.3};
    assert_near(expected(3, p, NULL, c, 12, &plan), prefix[2]);
    assert_int_equal(plan.n, 2);
    for (size_t k = 0; k < 2; k++) /* with fewer fixes there are only the shorter prefixes */
        assert_near(expected(k, p, NULL, c, 12, &plan), prefix[k]);
    assert_near(expected(3, p, NULL, c, 1, &plan), 1); /* quick help is asked at once */
    assert_int_equal(plan.n, 0);
}

/* The first prefix that gains nothing is not the end: what comes after it may gain enough. */
static void the_best_prefix_is_a_minimum(void **state)
{
    (void)state;
    struct plan plan;
    const double p[] = {.5, .45}, c[] = {5.2, 4.9};
    assert_near(expected(1, p, NULL, c, 10, &plan), 10); /* one alone costs 10.2 */
    assert_int_equal(plan.n, 0);
    assert_near(expected(2, p, NULL, c, 10, &plan), 5.2 + .5 * 4.9 + .05 * 10);
    assert_int_equal(plan.n, 2);
}

/* Two fixes for one cause: after the first failed, the second is worth less. 14 + 0.19 * 8 + ... as on the screen. */
static void fixes_of_one_cause_are_ranked_anew_after_a_failure(void **state)
{
    (void)state;
    struct plan plan;
    const double share[] = {.90, .02, .08};
    const struct plan_cure first[] = {{0, .9}}, second[] = {{0, .35}}, third[] = {{1, .7}};
    const struct plan_fix fix[] = {{14, first, 1}, {8, second, 1}, {16, third, 1}};
    struct planner *planner = planner_new(fix, 3, 2, 60);
    planner_plan(planner, share, &plan);
    planner_free(planner);
    assert_near(plan.expected, 14 + .19 * 8 + (.19 - .09 * .35) * 60);
    assert_int_equal(plan.n, 2);
    assert_int_equal(plan.order[0], 0);
    assert_int_equal(plan.order[1], 1);
    assert_int_equal((int)(plan.expected + 0.5), 25); /* "about 25 min in all" */
}

/* ---- brute force ---------------------------------------------------------------------------------------------------------- */

static double draw(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (double)(*seed >> 40) / (double)(1u << 24);
}

struct instance {
    size_t n;
    double p[MOST], d[MOST], c[MOST], escalate;
};

/* The least over every order of every subset. */
static double least(const struct instance *in, unsigned tried, double left)
{
    double best = left * in->escalate;
    for (size_t i = 0; i < in->n; i++) {
        if (tried & 1u << i)
            continue;
        double sum = left * in->c[i] + least(in, tried | 1u << i, left - in->p[i] * in->d[i]);
        best = sum < best ? sum : best;
    }
    return best;
}

static void draw_instance(struct instance *in, uint64_t *seed)
{
    double sum = 0;
    in->n = 1 + (size_t)(draw(seed) * 6);
    in->escalate = 5 + draw(seed) * 90;
    for (size_t i = 0; i < in->n; i++) {
        in->p[i] = draw(seed);
        in->d[i] = draw(seed) < 0.3 ? 1 : draw(seed);
        in->c[i] = 0.5 + draw(seed) * 30;
        sum += in->p[i];
    }
    sum += draw(seed); /* something else */
    for (size_t i = 0; i < in->n; i++)
        in->p[i] /= sum;
}

static void no_order_of_any_subset_is_better(void **state)
{
    (void)state;
    uint64_t seed = 20260301;
    for (int i = 0; i < INSTANCES; i++) {
        struct instance in;
        struct plan plan;
        draw_instance(&in, &seed);
        double got = expected(in.n, in.p, in.d, in.c, in.escalate, &plan), want = least(&in, 0, 1);
        if (fabs(got - want) > 1e-6)
            fail_msg("instance %d: %.9g, but %.9g can be had", i, got, want);
    }
}

/* As many as a flow may have, every fix for three causes. */
static void a_thousand_causes_and_fixes_are_planned(void **state)
{
    (void)state;
    static double share[LARGE + 1];
    static struct plan_cure cure[LARGE][3];
    static struct plan_fix fix[LARGE];
    struct plan plan;
    uint64_t seed = 7;
    for (size_t i = 0; i < LARGE; i++) {
        share[i] = 0.9 / LARGE;
        for (size_t k = 0; k < 3; k++)
            cure[i][k] = (struct plan_cure){(uint32_t)((i + k * 331) % LARGE), draw(&seed)};
        fix[i] = (struct plan_fix){1 + draw(&seed), cure[i], 3};
    }
    share[LARGE] = 0.1;
    struct planner *planner = planner_new(fix, LARGE, LARGE, 1e6);
    planner_plan(planner, share, &plan);
    assert_int_equal(plan.n, PLAN_MOST);
    double left = 1, spent = 0; /* the same sum, from the beginning */
    for (size_t k = 0; k < plan.n; k++) {
        spent += left * fix[plan.order[k]].cost;
        for (size_t i = 0; i < 3; i++) {
            struct plan_cure *c = &cure[plan.order[k]][i];
            left -= share[c->cause] * c->chance;
            share[c->cause] *= 1 - c->chance;
        }
    }
    assert_true(fabs(plan.expected - (spent + left * 1e6)) < 1e-9 * plan.expected);
    planner_free(planner);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_likelier_per_minute_comes_first),
        cmocka_unit_test(escalation_ends_the_plan_where_that_is_cheapest),
        cmocka_unit_test(the_best_prefix_is_a_minimum),
        cmocka_unit_test(fixes_of_one_cause_are_ranked_anew_after_a_failure),
        cmocka_unit_test(no_order_of_any_subset_is_better),
        cmocka_unit_test(a_thousand_causes_and_fixes_are_planned),
    };
    return cmocka_run_group_tests_name("plan", tests, NULL, NULL);
}
