/* How far two clocks are apart, from the requests that both logs saw. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "logs/skew.h"

static void take(struct log_skew *k, uint32_t source, unsigned id, int64_t at)
{
    char text[32];
    int n = snprintf(text, sizeof text, "req-%08x", id * 2654435761u);
    log_skew_take(k, source, (struct log_text){text, (size_t)n}, at);
}

/* Both saw `n` requests, one a millisecond; the second's clock is `behind`, and it logs up to 400 ms later. */
static bool estimate(unsigned n, int64_t behind, struct log_skew_found *f)
{
    struct log_skew *k = log_skew_new();
    for (unsigned i = 0; i < n; i++) {
        take(k, 0, i, TIME_HOUR + i * 1000);
        take(k, 1, i, TIME_HOUR + i * 1000 + (i * 7919 % 400) * 1000 - behind);
    }
    bool is_found = log_skew_between(k, 0, 1, f);
    log_skew_free(k);
    return is_found;
}

static void a_wrong_clock_is_found(void **state)
{
    struct log_skew_found f;
    (void)state;
    assert_true(estimate(100, 37 * TIME_SECOND, &f));
    assert_in_range(f.offset, 36 * TIME_SECOND, 38 * TIME_SECOND);
    assert_true(estimate(100, -TIME_HOUR, &f));
    assert_true(f.offset < -TIME_HOUR + 2 * TIME_SECOND && f.offset > -TIME_HOUR - 2 * TIME_SECOND);
    assert_int_equal(f.pairs, 100);
}

static void clocks_that_agree_are_left_alone(void **state)
{
    struct log_skew_found f;
    (void)state;
    assert_false(estimate(1000, 0, &f));
    assert_int_equal(f.pairs, 1000);
    assert_false(estimate(1000, TIME_SECOND, &f));
}

static void few_ids_say_nothing(void **state)
{
    struct log_skew_found f;
    (void)state;
    assert_false(estimate(SKEW_PAIRS_MIN - 1, TIME_HOUR, &f));
    assert_true(estimate(SKEW_PAIRS_MIN, TIME_HOUR, &f));
    assert_false(estimate(0, 0, &f));
}

static void another_day_is_no_wrong_clock(void **state)
{
    struct log_skew_found f;
    (void)state;
    assert_false(estimate(100, 3 * TIME_DAY, &f));
    assert_int_equal(f.pairs, 0);
}

static void differences_without_a_middle_say_nothing(void **state)
{
    struct log_skew *k = log_skew_new();
    struct log_skew_found f;
    (void)state;
    for (unsigned i = 0; i < 200; i++) {
        take(k, 0, i, TIME_HOUR);
        take(k, 1, i, i * 30 * TIME_SECOND);
    }
    assert_false(log_skew_between(k, 0, 1, &f));
    log_skew_free(k);
}

/* Ten million ids do not need more memory than ten thousand, and the ones that are kept are the same on both sides. */
static void too_many_ids_are_sampled(void **state)
{
    struct log_skew *k = log_skew_new();
    struct log_skew_found f;
    (void)state;
    for (unsigned i = 0; i < 300000; i++)
        take(k, 0, i, TIME_HOUR + i);
    for (unsigned i = 200000; i < 500000; i++)
        take(k, 1, i, i);
    assert_true(log_skew_between(k, 0, 1, &f));
    assert_true(f.pairs > 200);
    assert_int_equal(f.offset, TIME_HOUR);
    assert_int_equal(f.spread, 0);
    log_skew_free(k);
}

static void the_first_time_of_an_id_counts(void **state)
{
    struct log_skew *k = log_skew_new();
    struct log_skew_found f;
    (void)state;
    for (unsigned i = 0; i < 50; i++) {
        take(k, 0, i, TIME_HOUR);
        take(k, 0, i, TIME_HOUR + TIME_MINUTE);
        take(k, 1, i, 2 * TIME_HOUR);
        take(k, 1, i, TIME_HOUR + TIME_MINUTE);
        log_skew_take(k, 1, (struct log_text){NULL, 0}, 0);
        take(k, 1, i, TIME_NONE);
    }
    assert_true(log_skew_between(k, 0, 1, &f));
    assert_int_equal(f.offset, -TIME_MINUTE);
    log_skew_free(k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wrong_clock_is_found),        cmocka_unit_test(clocks_that_agree_are_left_alone),
        cmocka_unit_test(few_ids_say_nothing),           cmocka_unit_test(another_day_is_no_wrong_clock),
        cmocka_unit_test(too_many_ids_are_sampled),      cmocka_unit_test(differences_without_a_middle_say_nothing),
        cmocka_unit_test(the_first_time_of_an_id_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
