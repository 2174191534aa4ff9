/* Fixes: the worked figures of the design, and the options of a real flow. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "incident/fixes.h"

enum { MOST = 8 };

/* One cause a fix, sure to be cured: p, c and E as on paper. */
static double expected(size_t n, const double *p, const double *c, double escalate, size_t *plan, size_t *n_plan)
{
    double share[MOST + 1] = {0}, chance[MOST * MOST] = {0};
    share[n] = 1;
    for (size_t i = 0; i < n; i++) {
        share[i] = p[i];
        share[n] -= p[i];
        chance[i * n + i] = 1;
    }
    return fixes_expected(share, n, chance, c, n, escalate, plan, n_plan);
}

static void assert_near(double got, double want)
{
    if (fabs(got - want) > 0.0005)
        fail_msg("%g is not %g", got, want);
}

static void the_likelier_per_minute_comes_first(void **state)
{
    (void)state;
    size_t plan[MOST], n;
    assert_near(expected(2, (double[]){.8, .2}, (double[]){3, 2}, 1000, plan, &n), 3.4);
    assert_int_equal(n, 2);
    assert_int_equal(plan[0], 0);
    assert_near(expected(5, (double[]){.35, .15, .10, .25, .15}, (double[]){8, 3, 1, 5, 4}, 1000, plan, &n), 12.05);
    const size_t order[] = {2, 1, 3, 0, 4};
    assert_int_equal(n, 5);
    assert_memory_equal(plan, order, sizeof order);
}

static void escalation_ends_the_plan_where_that_is_cheapest(void **state)
{
    (void)state;
    size_t plan[MOST], n;
    const double p[] = {.4, .3, .1}, c[] = {2, 4, 5}, prefix[] = {12, 9.2, 8.0, 8.3};
    assert_near(expected(3, p, c, 12, plan, &n), prefix[2]);
    assert_int_equal(n, 2);
    for (size_t k = 0; k < 2; k++) /* with fewer fixes there are only the shorter prefixes */
        assert_near(expected(k, p, c, 12, plan, &n), prefix[k]);
    assert_near(expected(3, p, c, 1, plan, &n), 1); /* quick help is asked at once */
    assert_int_equal(n, 0);
}

/* The first prefix that gains nothing is not the end: what comes after it may gain enough. */
static void the_best_prefix_is_a_minimum(void **state)
{
    (void)state;
    size_t plan[MOST], n;
    const double p[] = {.5, .45}, c[] = {5.2, 4.9};
    assert_near(expected(1, p, c, 10, plan, &n), 10); /* one alone costs 10.2 */
    assert_int_equal(n, 0);
    assert_near(expected(2, p, c, 10, plan, &n), 5.2 + .5 * 4.9 + .05 * 10);
    assert_int_equal(n, 2);
}

/* Two fixes for one cause: after the first failed, the second is worth less. 14 + 0.19 * 8 + ... as on the screen. */
static void fixes_of_one_cause_are_ranked_anew_after_a_failure(void **state)
{
    (void)state;
    size_t plan[MOST], n;
    const double share[] = {.90, .02, .08}, chance[] = {.9, 0, .35, 0, 0, .7}, cost[] = {14, 8, 16};
    double e = fixes_expected(share, 2, chance, cost, 3, 60, plan, &n);
    assert_near(e, 14 + .19 * 8 + (.19 - .09 * .35) * 60);
    assert_int_equal(n, 2);
    assert_int_equal(plan[0], 0);
    assert_int_equal(plan[1], 1);
    assert_int_equal((int)(e + 0.5), 25); /* "about 25 min in all" */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_likelier_per_minute_comes_first),
        cmocka_unit_test(escalation_ends_the_plan_where_that_is_cheapest),
        cmocka_unit_test(the_best_prefix_is_a_minimum),
        cmocka_unit_test(fixes_of_one_cause_are_ranked_anew_after_a_failure),
    };
    return cmocka_run_group_tests_name("fixes", tests, NULL, NULL);
}
