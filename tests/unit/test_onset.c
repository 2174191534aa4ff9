/* Where the errors began, on generated incidents whose truth is known. Prints the table that docs/performance.md quotes. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "logs/series.h"

#ifndef RUNS
#define RUNS 25 /* 200 for the table in docs/performance.md */
#define QUIET_RUNS 30
#endif
#define DAY0 INT64_C(1772330400000000) /* 2026-03-01 02:00 UTC */

/* splitmix64: the same incidents everywhere. */
static uint64_t draw(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static double uniform(uint64_t *state)
{
    return (double)(draw(state) >> 11) / 9007199254740992.0;
}

enum shape { NONE, STEP, RAMP, SPIKE, INTERMITTENT };

struct incident {
    enum shape shape;
    double minutes, per_second, baseline, rate;
    bool is_diurnal, is_whole_seconds;
};

/* The share that fails at `t` seconds, when it began at `begin`. */
static double failing(const struct incident *in, double t, double begin)
{
    double since = t - begin, share = in->baseline;
    if (in->shape == NONE || since < 0)
        return share;
    if (in->shape == RAMP)
        return share + (in->rate - share) * fmin(1, since / 300);
    if (in->shape == SPIKE)
        return since < 120 ? in->rate : share;
    if (in->shape == INTERMITTENT)
        return fmod(since, 60) < 15 ? in->rate : share;
    return in->rate;
}

/* Requests as a Poisson process; the busiest hour has three times the traffic of the quietest where it is diurnal. */
static double make(const struct incident *in, uint64_t seed, struct log_series *s)
{
    uint64_t state = seed * UINT64_C(7919) + 17;
    double length = in->minutes * 60, begin = length * (0.35 + 0.4 * uniform(&state));
    *s = (struct log_series){.max = 1 << 16};
    for (double t = 0;;) {
        double now = in->is_diurnal ? in->per_second * (1 + 0.5 * sin(t / 86400 * 6.2832)) : in->per_second;
        t -= log(1 - uniform(&state)) / now;
        if (t >= length)
            return begin;
        int64_t at = DAY0 + (int64_t)((in->is_whole_seconds ? floor(t) : t) * 1e6);
        log_series_add(s, at, 1, uniform(&state) < failing(in, t, begin));
    }
}

struct outcome {
    unsigned runs, found, covered, ended;
    double error[400];
    double within[400];
};

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double quantile(double *v, unsigned n, double share)
{
    qsort(v, n, sizeof *v, compare);
    return n ? v[(unsigned)(share * (n - 1))] : 0;
}

static void run(const struct incident *in, unsigned runs, struct outcome *o)
{
    *o = (struct outcome){.runs = runs};
    for (unsigned i = 0; i < runs; i++) {
        struct log_series s;
        struct log_onset found;
        double begin = make(in, i + 1, &s);
        log_onset(&s, &found);
        if (found.is_found) {
            double truth = (double)DAY0 + (in->is_whole_seconds ? floor(begin) : begin) * 1e6;
            double error = fabs((double)found.at - truth);
            o->error[o->found] = error / 1e6;
            o->within[o->found++] = (double)found.within / 1e6;
            o->covered += error <= (double)found.within;
            o->ended += found.ended != TIME_NONE;
        }
        log_series_release(&s);
    }
}

static const char *const names[] = {"none", "step", "ramp", "spike", "intermittent"};

static void say(const struct incident *in, struct outcome *o)
{
    print_message("# %-12s %5.0f min %6.1f/s baseline %4.1f%% rate %5.1f%%%s%s: found %3u of %3u, covered %3.0f%%, error median %5.1f s, "
                  "95%% %6.1f s, within median %5.1f s, ended %u\n",
                  names[in->shape], in->minutes, in->per_second, in->baseline * 100, in->rate * 100, in->is_diurnal ? " diurnal" : "",
                  in->is_whole_seconds ? " whole s" : "", o->found, o->runs, o->found ? 100.0 * o->covered / o->found : 0,
                  quantile(o->error, o->found, 0.5), quantile(o->error, o->found, 0.95), quantile(o->within, o->found, 0.5), o->ended);
}

static const struct incident incidents[] = {
    {STEP, 120, 2, 0, 0.08, false, false},         {STEP, 120, 2, 0.001, 0.08, false, false},
    {STEP, 120, 2, 0.02, 0.08, false, false},      {STEP, 120, 50, 0.001, 0.08, false, true},
    {STEP, 120, 50, 0.02, 0.5, false, false},      {STEP, 1440, 5, 0.001, 0.05, true, false},
    {STEP, 30, 0.1, 0, 0.5, false, false},         {RAMP, 120, 2, 0.001, 0.2, false, false},
    {RAMP, 120, 20, 0.001, 0.2, false, false},     {RAMP, 120, 20, 0.02, 0.3, false, true},
    {SPIKE, 120, 5, 0.001, 0.3, false, false},     {SPIKE, 120, 50, 0.02, 0.3, false, false},
    {INTERMITTENT, 120, 5, 0.001, 0.3, false, false}, {INTERMITTENT, 120, 50, 0.02, 0.3, false, false},
};

static const struct incident quiet[] = {
    {NONE, 120, 2, 0, 0, false, false},      {NONE, 120, 2, 0.001, 0, false, false},   {NONE, 120, 2, 0.02, 0, false, false},
    {NONE, 120, 50, 0.001, 0, false, false}, {NONE, 1440, 5, 0.001, 0, true, false},   {NONE, 30, 0.1, 0.02, 0, false, false},
    {NONE, 120, 50, 0.02, 0, false, true},   {NONE, 120, 2, 0.6, 0, false, false},
};

/* Of few runs a single kind may by chance lie below 90 %; all together may not, and none of many runs. */
static void the_onset_lies_within_what_is_said(void **state)
{
    unsigned covered = 0, runs = 0;
    (void)state;
    for (size_t i = 0; i < sizeof incidents / sizeof *incidents; i++) {
        struct outcome o;
        run(&incidents[i], RUNS, &o);
        say(&incidents[i], &o);
        assert_int_equal(o.found, o.runs);
        assert_true(o.covered * 100 >= (RUNS < 100 ? 80 : 90) * o.runs);
        assert_int_equal(o.ended, incidents[i].shape == SPIKE ? o.runs : 0);
        covered += o.covered;
        runs += o.runs;
    }
    assert_true(covered * 100 >= 92 * runs);
}

static void quiet_logs_have_none(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof quiet / sizeof *quiet; i++) {
        struct outcome o;
        run(&quiet[i], QUIET_RUNS, &o);
        say(&quiet[i], &o);
        assert_true(o.found * 100 <= o.runs);
    }
}

/* ---- single cases ---- */

/* `n` seconds with so many records each, and an error in every `each`th second (0: none). */
static void seconds(struct log_series *s, int64_t from, int64_t n, uint64_t all, int64_t each)
{
    for (int64_t i = 0; i < n; i++)
        log_series_add(s, DAY0 + (from + i) * TIME_SECOND, all, each && i % each == 0);
}

static struct log_onset onset_of(struct log_series *s)
{
    struct log_onset o;
    log_onset(s, &o);
    log_series_release(s);
    return o;
}

static void begins_at(const struct log_onset *o, int64_t second, int64_t slack)
{
    assert_true(o->is_found);
    if (llabs(o->at - DAY0 - second * TIME_SECOND) > slack * TIME_SECOND)
        fail_msg("begins at %.1f s, not %d s", (double)(o->at - DAY0) / 1e6, (int)second);
    assert_true(o->within >= 0 && o->evidence > 0);
}

static void twenty_requests_are_enough(void **state)
{
    struct log_series s = {0};
    (void)state;
    for (int64_t i = 0; i < 20; i++)
        log_series_add(&s, DAY0 + i * 7 * TIME_SECOND, 1, i >= 12);
    struct log_onset o = onset_of(&s);
    begins_at(&o, 84, 7);
    assert_int_equal(o.baseline_all, 12);
    assert_int_equal(o.since_errors, 8);
}

static void a_stray_error_is_not_the_onset(void **state)
{
    struct log_series s = {0};
    (void)state;
    seconds(&s, 0, 3000, 2, 0);
    seconds(&s, 3000, 600, 2, 5);
    log_series_add(&s, DAY0 + 1800 * TIME_SECOND, 1, 1);
    log_series_add(&s, DAY0 + 2700 * TIME_SECOND, 1, 1);
    struct log_onset o = onset_of(&s);
    begins_at(&o, 3000, 0);
    assert_int_equal(o.baseline_errors, 2);
    assert_true(o.ended == TIME_NONE);
}

static void from_the_first_line_on_there_is_no_onset(void **state)
{
    struct log_series s = {0};
    (void)state;
    seconds(&s, 0, 1800, 10, 2);
    struct log_onset o = onset_of(&s);
    assert_false(o.is_found);
    assert_true(o.ended == TIME_NONE);
    assert_int_equal(o.baseline_errors, 900);
    seconds(&s, 0, 1800, 10, 2);
    seconds(&s, 1800, 1800, 10, 0);
    o = onset_of(&s);
    assert_false(o.is_found);
    assert_in_range(o.ended - DAY0, 1798 * TIME_SECOND, 1800 * TIME_SECOND);
    assert_true(o.rate > 0.04 && o.baseline < 0.001);
}

static void a_log_of_nothing_but_errors_goes_by_time(void **state)
{
    struct log_series s = {0};
    (void)state;
    for (int64_t i = 0; i < 24; i++)
        log_series_add(&s, DAY0 + i * 300 * TIME_SECOND, 1, 1);
    for (int64_t i = 0; i < 300; i++)
        log_series_add(&s, DAY0 + (7200 + 2 * i) * TIME_SECOND, 1, 1);
    struct log_onset o = onset_of(&s);
    begins_at(&o, 7200, 2);
    assert_true(o.is_by_time);
    assert_true(o.rate > 29 && o.rate < 31 && o.baseline > 0.1 && o.baseline < 0.3);
    for (int64_t i = 0; i < 300; i++)
        log_series_add(&s, DAY0 + i * 30 * TIME_SECOND, 1, 1);
    o = onset_of(&s);
    assert_false(o.is_found);
}

static void errors_that_always_come_in_bursts_are_no_incident(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 20; seed++) {
        struct log_series s = {0};
        uint64_t random = seed;
        seconds(&s, 0, 7200, 20, 0);
        for (int64_t t = 0; t < 7200; t++)
            if (uniform(&random) < 1 / 180.0)
                log_series_add(&s, DAY0 + t * TIME_SECOND, 5, 5);
        struct log_onset o = onset_of(&s);
        assert_false(o.is_found);
    }
}

static void what_came_back_partly_has_not_ended(void **state)
{
    struct log_series s = {0};
    (void)state;
    seconds(&s, 0, 3600, 5, 200);
    seconds(&s, 3600, 900, 5, 1);
    seconds(&s, 4500, 900, 5, 2);
    struct log_onset o = onset_of(&s);
    begins_at(&o, 3600, 1);
    assert_true(o.ended == TIME_NONE);
}

static void what_lasts_is_told_before_what_is_over(void **state)
{
    struct log_series s = {0};
    (void)state;
    seconds(&s, 0, 3600, 5, 300);
    seconds(&s, 3600, 300, 5, 1);
    seconds(&s, 3900, 3300, 5, 300);
    seconds(&s, 7200, 600, 5, 5);
    struct log_onset o = onset_of(&s);
    begins_at(&o, 7200, 1);
    assert_true(o.ended == TIME_NONE);
    assert_int_equal(o.since_errors, 120);
    assert_in_range(o.baseline_errors, 20, 26);
}

static void nothing_is_no_change(void **state)
{
    struct log_series s = {0};
    (void)state;
    struct log_onset o = onset_of(&s);
    assert_false(o.is_found);
    assert_true(o.at == TIME_NONE && o.ended == TIME_NONE);
    log_series_add(&s, DAY0, 5, 5);
    o = onset_of(&s);
    assert_false(o.is_found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(twenty_requests_are_enough),
        cmocka_unit_test(a_stray_error_is_not_the_onset),
        cmocka_unit_test(from_the_first_line_on_there_is_no_onset),
        cmocka_unit_test(a_log_of_nothing_but_errors_goes_by_time),
        cmocka_unit_test(errors_that_always_come_in_bursts_are_no_incident),
        cmocka_unit_test(what_came_back_partly_has_not_ended),
        cmocka_unit_test(what_lasts_is_told_before_what_is_over),
        cmocka_unit_test(nothing_is_no_change),
        cmocka_unit_test(the_onset_lies_within_what_is_said),
        cmocka_unit_test(quiet_logs_have_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
