/* A repeated probe: what was not looked at did not pass, and what is said of it was counted. The clock is ours. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/time.h"
#include "incident/soak.h"

#define N(array) (sizeof(array) / sizeof *(array))

static const struct flow_probe five_minutes = {.id = "healthy", .kind = PROBE_HTTP, .every = 10 * TIME_SECOND, .length = 5 * TIME_MINUTE};

/* Takes samples on time until n were taken or none is due; the clock stands where the last one ended. */
static bool take(struct soak *s, const struct flow_probe *p, int n, bool passed, int64_t *now)
{
    bool more = true;
    for (int i = 0; i < n && more; i++) {
        *now = s->due > *now ? s->due : *now;
        struct soak_sample sample = {*now, TIME_SECOND / 10, passed};
        *now += sample.took;
        more = soak_take(s, p, &sample, *now);
    }
    return more;
}

static void is(struct soak *s, const struct flow_probe *p, int64_t now, bool cut, enum soak_verdict verdict, int64_t samples)
{
    struct soak_result r = soak_result(s, p, now, cut);
    assert_string_equal(soak_verdict_name(r.verdict), soak_verdict_name(verdict));
    assert_int_equal(r.samples, samples);
}

static void a_soak_of_five_minutes_has_thirty_samples(void **state)
{
    struct soak s;
    int64_t now = 1000;
    (void)state;
    soak_begin(&s, now);
    assert_int_equal(soak_expected(&five_minutes), 30);
    assert_int_equal(soak_needed(&five_minutes), 27);
    assert_true(take(&s, &five_minutes, 24, true, &now));
    assert_int_equal(soak_to_come(&s, &five_minutes, now), 6);
    assert_false(take(&s, &five_minutes, 1000, true, &now));
    is(&s, &five_minutes, now, false, SOAK_PASSED, 30);
    assert_int_equal(soak_gap(&s, now), 10 * TIME_SECOND);
    assert_int_equal(soak_median(&s), TIME_SECOND / 10);
    assert_int_equal(soak_to_come(&s, &five_minutes, now), 0);
}

/* The machine slept for two minutes: twelve samples are gone, and nobody says that they passed. */
static void samples_that_were_missed_are_a_gap(void **state)
{
    struct soak s;
    int64_t now = 0;
    (void)state;
    soak_begin(&s, now);
    take(&s, &five_minutes, 10, true, &now);
    now += 2 * TIME_MINUTE;
    assert_false(take(&s, &five_minutes, 1000, true, &now));
    is(&s, &five_minutes, now, false, SOAK_TOO_FEW, 10 + 9);
    assert_true(soak_gap(&s, now) > 2 * TIME_MINUTE);
}

static void what_nobody_saw_end_is_no_sample(void **state)
{
    struct soak s;
    int64_t now = 0;
    (void)state;
    soak_begin(&s, now);
    take(&s, &five_minutes, 29, true, &now);
    assert_true(soak_miss(&s, &five_minutes, now));
    is(&s, &five_minutes, now, false, SOAK_PASSED, 29);
    now = 6 * TIME_MINUTE;
    assert_false(soak_miss(&s, &five_minutes, now));
    assert_true(soak_gap(&s, now) > TIME_MINUTE);
}

static void one_failure_is_one_too_many_unless_allowed(void **state)
{
    struct soak s;
    struct flow_probe p = five_minutes;
    int64_t now = 0;
    (void)state;
    soak_begin(&s, now);
    take(&s, &p, 2, false, &now);
    take(&s, &p, 1000, true, &now);
    is(&s, &p, now, false, SOAK_FAILED, 30);
    p.allow = 2;
    is(&s, &p, now, false, SOAK_PASSED, 30);
    p.allow = 1;
    is(&s, &p, now, false, SOAK_FAILED, 30);
}

static void so_many_failures_end_it_at_once(void **state)
{
    struct soak s;
    struct flow_probe p = five_minutes;
    int64_t now = 0;
    (void)state;
    p.allow = 2, p.abort = 3;
    soak_begin(&s, now);
    assert_true(take(&s, &p, 2, false, &now));
    assert_false(take(&s, &p, 1, false, &now));
    is(&s, &p, now, false, SOAK_FAILED, 3);
    assert_int_equal(soak_to_come(&s, &p, now), 0);
}

static void what_was_cut_short_has_not_passed(void **state)
{
    struct soak s;
    struct flow_probe p = five_minutes;
    int64_t now = 0;
    (void)state;
    p.at_least = 3;
    soak_begin(&s, now);
    take(&s, &p, 20, true, &now);
    is(&s, &p, now, true, SOAK_TOO_FEW, 20);
    take(&s, &p, 1, false, &now);
    is(&s, &p, now, true, SOAK_FAILED, 21);
}

/* A sample that takes longer than the pace delays the next; none is made up for. */
static void slow_samples_do_not_pile_up(void **state)
{
    struct soak s;
    int64_t now = 0;
    bool more = true;
    (void)state;
    soak_begin(&s, now);
    while (more) {
        assert_true(s.due >= now);
        now = s.due + 25 * TIME_SECOND;
        more = soak_take(&s, &five_minutes, &(struct soak_sample){s.due, 25 * TIME_SECOND, true}, now);
    }
    is(&s, &five_minutes, now, false, SOAK_TOO_FEW, 12);
}

static void the_lines_of_the_record_tell_it_again(void **state)
{
    struct soak s;
    struct str lines = {0}, cut = {0};
    (void)state;
    for (int i = 0; i < 1000; i++)
        soak_line((1000 + 10 * i) * TIME_SECOND, &(struct soak_sample){0, 85000 + i, i != 500}, "exit 0", &lines);
    str_add(&lines, "garbage\n2026-13-01T00:00:00Z passed 1ms exit 0\nx y z w\n2026-01-01T00:00:00Z perhaps 1ms x\n\n");
    assert_memory_equal(lines.s, "1970-01-01T00:16:40Z passed 85ms exit 0\n", 40);
    soak_recall(str_get(&lines), lines.n, &s);
    assert_int_equal(s.samples, 1000);
    assert_int_equal(s.failures, 1);
    assert_int_equal(s.longest_gap, 10 * TIME_SECOND);
    soak_cut_lines(lines.s, lines.n, &cut);
    assert_non_null(strstr(str_get(&cut), "\n... 205 samples left out, 1 of them failed ...\n"));
    soak_recall("", 0, &s);
    assert_int_equal(s.samples, 0);
    str_release(&lines);
    str_release(&cut);
}

static void says(const struct flow_probe *p, const char *expected)
{
    struct str out = {0};
    soak_say_passes_if(p, &out);
    assert_string_equal(str_get(&out), expected);
    str_release(&out);
}

static void what_passes_is_said_of_every_kind(void **state)
{
    const char *status[] = {"200", "204"};
    struct flow_probe p = five_minutes;
    (void)state;
    says(&p, "healthy: at least 27 samples, all 2xx");
    p.expect.status = (struct names){status, 2};
    says(&p, "healthy: at least 27 samples, all 200, 204");
    p.allow = 2;
    says(&p, "healthy: at least 27 samples, at most 2 not 200, 204");
    p.kind = PROBE_RUN;
    says(&p, "healthy: at least 27 samples, at most 2 do not exit 0");
    p.allow = 0, p.at_least = 5, p.expect.exit_status = 3;
    says(&p, "healthy: at least 5 samples, all exit 3");
    p.expect.matches = "ok";
    says(&p, "healthy: at least 5 samples, all match \"ok\"");
    p.expect.matches = NULL, p.kind = PROBE_LOGS;
    says(&p, "healthy: at least 5 samples, all pass");
}

static void the_median_stands_in_the_middle(void **state)
{
    static const int64_t odd[] = {9, 1, 5}, even[] = {8, 2, 4, 6}, huge[] = {INT64_MAX, INT64_MAX - 2};
    (void)state;
    assert_int_equal(soak_middle(odd, N(odd)), 5);
    assert_int_equal(soak_middle(even, N(even)), 5);
    assert_int_equal(soak_middle(odd, 0), 0);
    assert_true(soak_middle(huge, N(huge)) == INT64_MAX - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_soak_of_five_minutes_has_thirty_samples),
        cmocka_unit_test(samples_that_were_missed_are_a_gap),
        cmocka_unit_test(what_nobody_saw_end_is_no_sample),
        cmocka_unit_test(one_failure_is_one_too_many_unless_allowed),
        cmocka_unit_test(so_many_failures_end_it_at_once),
        cmocka_unit_test(what_was_cut_short_has_not_passed),
        cmocka_unit_test(slow_samples_do_not_pile_up),
        cmocka_unit_test(the_lines_of_the_record_tell_it_again),
        cmocka_unit_test(the_median_stands_in_the_middle),
        cmocka_unit_test(what_passes_is_said_of_every_kind),
    };
    return cmocka_run_group_tests_name("soak", tests, NULL, NULL);
}
