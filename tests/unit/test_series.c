/* Counts in buckets of time: nothing is lost, whatever order and however far apart it comes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "logs/grid.h"
#include "logs/series.h"

#define DAY0 INT64_C(1772330400000000)

static struct log_bucket sum_of(const struct log_bucket *v, size_t n)
{
    struct log_bucket sum = {0};
    for (size_t i = 0; i < n; i++) {
        sum.all += v[i].all;
        sum.errors += v[i].errors;
    }
    return sum;
}

static void time_that_outgrows_it_doubles_the_width(void **state)
{
    struct log_series s = {.max = 8};
    (void)state;
    for (int64_t i = 0; i < 100; i++)
        log_series_add(&s, DAY0 + i * TIME_SECOND, 2, i == 13 || i == 77);
    assert_true(s.n <= 8);
    assert_true(s.width == 16 * TIME_SECOND);
    assert_int_equal(s.start % s.width, 0);
    assert_int_equal(sum_of(s.v, s.n).all, 200);
    static const int64_t errors[] = {13, 77};
    for (size_t j = 0; j < 2; j++) {
        size_t i = log_series_place(&s, DAY0 + errors[j] * TIME_SECOND);
        int64_t first = s.start + (int64_t)i * s.width + (int64_t)(s.v[i].first / 4294967296.0 * (double)s.width + 0.5);
        assert_int_equal(s.v[i].errors, 1);
        assert_in_range(first - DAY0 + 10, errors[j] * TIME_SECOND, errors[j] * TIME_SECOND + 20);
    }
    log_series_release(&s);
}

static void the_order_does_not_matter(void **state)
{
    (void)state;
    struct log_series up = {.max = 32}, down = {.max = 32};
    for (int64_t i = 0; i < 1000; i++) {
        log_series_add(&up, DAY0 + i * 7 * TIME_SECOND, 1, i % 3 == 0);
        log_series_add(&down, DAY0 + (999 - i) * 7 * TIME_SECOND, 1, (999 - i) % 3 == 0);
    }
    log_series_narrow(&up, 32);
    log_series_narrow(&down, 32);
    assert_int_equal(up.start, down.start);
    assert_int_equal(up.width, down.width);
    assert_int_equal(up.n, down.n);
    for (size_t i = 0; i < up.n; i++) {
        assert_int_equal(up.v[i].all, down.v[i].all);
        assert_int_equal(up.v[i].errors, down.v[i].errors);
    }
    log_series_release(&up);
    log_series_release(&down);
}

static void times_without_sense_are_borne(void **state)
{
    struct log_series s = {0};
    struct log_bucket column[10];
    (void)state;
    log_series_add(&s, TIME_NONE, 1, 1);
    assert_int_equal(s.n, 0);
    log_series_add(&s, INT64_MAX, 1, 1);
    log_series_add(&s, INT64_MIN + 1, 1, 0);
    log_series_add(&s, 0, UINT64_MAX, UINT64_MAX);
    log_series_add(&s, 0, 1, 1);
    log_series_spread(&s, INT64_MIN, INT64_MAX, 1000);
    assert_true(s.n <= SERIES_MAX);
    log_series_chart(&s, INT64_MIN, INT64_MAX, column, 10);
    log_series_narrow(&s, 2);
    assert_true(s.n <= 2);
    log_series_release(&s);
}

static void what_is_spread_is_all_there(void **state)
{
    struct log_series s = {.max = 64};
    (void)state;
    log_series_spread(&s, DAY0 + 500000, DAY0 + 30 * TIME_SECOND + 500000, 1000);
    assert_int_equal(sum_of(s.v, s.n).all, 1000);
    assert_in_range(s.v[0].all, 15, 18);
    assert_in_range(s.v[10].all, 32, 35);
    log_series_spread(&s, DAY0, DAY0 + TIME_HOUR, 777);
    log_series_spread(&s, DAY0, DAY0, 3);
    assert_int_equal(sum_of(s.v, s.n).all, 1780);
    log_series_release(&s);
}

static void a_chart_keeps_the_sum(void **state)
{
    struct log_series s = {0};
    struct log_bucket column[64];
    (void)state;
    for (int64_t i = 0; i < 100; i++)
        log_series_add(&s, DAY0 + i * TIME_SECOND, 7, i % 2 ? 1 : 0);
    for (size_t n = 1; n <= 64; n++) {
        log_series_chart(&s, DAY0, DAY0 + 100 * TIME_SECOND, column, n);
        assert_int_equal(sum_of(column, n).all, 700);
        assert_int_equal(sum_of(column, n).errors, 50);
    }
    log_series_chart(&s, DAY0 + 90 * TIME_SECOND, DAY0 + 90 * TIME_SECOND + 500000, column, 2);
    assert_in_range(sum_of(column, 2).all, 2, 4);
    log_series_chart(&s, DAY0, DAY0 + 99 * TIME_SECOND + 1, column, 20);
    assert_int_equal(sum_of(column, 20).all, 700);
    log_series_chart(&s, DAY0 + TIME_HOUR, DAY0 + 2 * TIME_HOUR, column, 4);
    assert_int_equal(sum_of(column, 4).all, 0);
    log_series_chart(&s, DAY0, DAY0, column, 4);
    log_series_release(&s);
}

static void a_grid_loses_nothing(void **state)
{
    struct log_grid g;
    uint64_t sum = 0;
    (void)state;
    log_grid_init(&g, 3);
    for (int64_t i = 0; i < 5000; i++)
        log_grid_add(&g, DAY0 + (i * 7919 % 5000) * TIME_SECOND, (size_t)(i % 3));
    for (size_t i = 0; i < 3; i++)
        sum += log_grid_sum(&g, i, 0, GRID_SLOTS);
    assert_int_equal(sum, 5000);
    assert_true(g.n <= GRID_SLOTS);
    size_t middle = log_grid_slot(&g, DAY0 + 2500 * TIME_SECOND);
    uint64_t before = log_grid_sum(&g, 0, 0, middle);
    assert_in_range(before, 800, 840);
    assert_int_equal(log_grid_slot(&g, DAY0 - TIME_DAY), 0);
    assert_int_equal(log_grid_slot(&g, DAY0 + TIME_DAY), g.n);
    log_grid_add(&g, INT64_MAX, 0);
    log_grid_add(&g, INT64_MIN + 1, 1);
    assert_int_equal(log_grid_sum(&g, 0, 0, GRID_SLOTS) + log_grid_sum(&g, 1, 0, GRID_SLOTS), 3334 + 2);
    log_grid_release(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(time_that_outgrows_it_doubles_the_width),
        cmocka_unit_test(the_order_does_not_matter),
        cmocka_unit_test(times_without_sense_are_borne),
        cmocka_unit_test(what_is_spread_is_all_there),
        cmocka_unit_test(a_chart_keeps_the_sum),
        cmocka_unit_test(a_grid_loses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
