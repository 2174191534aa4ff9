/* What is promised of a probe that repeats: it passed only where it stood as long as it was asked to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "app/runs.h"
#include "base/time.h"
#include "store/trail.h"

static int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_BOOTTIME, &t);
    return t.tv_sec * TIME_SECOND + t.tv_nsec / 1000;
}

static void turn(struct runs *rs)
{
    struct pollfd fds[CHILD_FDS];
    size_t n = runs_fds(rs, fds, CHILD_FDS);
    int64_t wake = runs_wake_at(rs), now = now_us();
    poll(fds, (nfds_t)n, wake == INT64_MAX ? -1 : wake <= now ? 0 : (int)((wake - now) / 1000 + 1));
    runs_step(rs, now_us());
}

static struct live_run *start(struct runs *rs, const struct flow_probe *probe)
{
    struct err e = {0};
    struct live_run what = {.id = "soak", .path = "soak", .probe = probe, .command = "echo beat", .guard = -1};
    struct live_run *r = runs_start(rs, &what, now_us(), &e);
    assert_non_null(r);
    return r;
}

static struct live_run *await_end(struct runs *rs)
{
    struct live_run *ended;
    while (!(ended = runs_take_ended(rs)))
        turn(rs);
    return ended;
}

static const struct flow_probe long_soak = {.id = "soak", .every = TIME_SECOND / 100, .length = TIME_MINUTE, .timeout = TIME_MINUTE};

static void a_soak_stands_as_long_as_it_was_asked_to(void **state)
{
    (void)state;
    struct runs rs = {0};
    struct flow_probe probe = long_soak;
    probe.length = TIME_SECOND / 10;
    start(&rs, &probe);
    struct live_run *ended = await_end(&rs);
    assert_int_equal(ended->child.outcome, RUN_EXITED);
    assert_true(ended->soak->samples > 0);
    runs_free(ended);
    runs_release(&rs);
}

/* The command of a sample is gone already, and its output is awaited: whoever cancels then has cancelled the soak. */
static void a_soak_cancelled_as_a_sample_ends_is_cancelled(void **state)
{
    (void)state;
    struct runs rs = {0};
    struct live_run *r = start(&rs, &long_soak);
    int held = open(ptsname(r->child.terminal), O_RDWR | O_NOCTTY);
    assert_true(held >= 0);
    while (!r->child.report_at)
        turn(&rs);
    assert_false(r->child.ended);
    runs_cancel(&rs, 0);
    close(held);
    struct live_run *ended = await_end(&rs);
    assert_int_equal(ended->child.outcome, RUN_CANCELLED);
    runs_free(ended);
    runs_release(&rs);
}

static void a_soak_cancelled_between_samples_is_cancelled(void **state)
{
    (void)state;
    struct runs rs = {0};
    struct flow_probe probe = long_soak;
    probe.every = TIME_MINUTE / 2;
    struct live_run *r = start(&rs, &probe);
    while (!r->next_sample)
        turn(&rs);
    runs_cancel(&rs, 0);
    struct live_run *ended = await_end(&rs);
    assert_int_equal(ended->child.outcome, RUN_CANCELLED);
    assert_int_equal(ended->soak->samples, 1);
    runs_free(ended);
    runs_release(&rs);
}

/* Stopped with Ctrl-Z, or asleep with its machine: nobody saw how the sample went that ran meanwhile. */
static void a_sample_that_nobody_watched_does_not_count(void **state)
{
    (void)state;
    struct runs rs = {0};
    struct flow_probe probe = long_soak;
    struct pollfd fds[CHILD_FDS];
    probe.every = TIME_SECOND;
    struct live_run *r = start(&rs, &probe);
    int64_t later = r->began + 20 * TIME_SECOND;
    runs_step(&rs, later);
    while (r->is_unseen) { /* until another one runs in its place */
        poll(fds, (nfds_t)runs_fds(&rs, fds, CHILD_FDS), -1);
        runs_step(&rs, later);
    }
    assert_int_equal(r->soak->samples, 0);
    assert_true(r->soak->due == later);
    runs_step(&rs, later + 2 * TIME_MINUTE);
    while (!r->child.ended) {
        poll(fds, (nfds_t)runs_fds(&rs, fds, CHILD_FDS), -1);
        runs_step(&rs, later + 2 * TIME_MINUTE);
    }
    struct live_run *ended = runs_take_ended(&rs);
    assert_non_null(ended);
    assert_true(soak_result(ended->soak, &probe, ended->seen, false).verdict == SOAK_TOO_FEW);
    assert_true(soak_gap(ended->soak, ended->seen) >= 2 * TIME_MINUTE);
    runs_free(ended);
    runs_release(&rs);
}

static void each_sample_leaves_a_line_on_the_disk_too(void **state)
{
    (void)state;
    struct runs rs = {0};
    struct err e = {0};
    struct str lines = {0};
    struct soak soak;
    char dir[] = "/tmp/test-runs-XXXXXX", path[64];
    struct flow_probe probe = long_soak;
    probe.length = TIME_SECOND / 10;
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/lock", dir);
    struct live_run what = {.run = 7, .id = "soak", .path = "soak", .probe = &probe, .command = "echo beat", .guard = -1, .trail = path};
    assert_non_null(runs_start(&rs, &what, now_us(), &e));
    struct live_run *ended = await_end(&rs);
    trail_read(path, 7, &lines);
    assert_string_equal(str_get(&lines), str_get(&ended->lines));
    soak_recall(str_get(&lines), lines.n, &soak);
    assert_int_equal(soak.samples, ended->soak->samples);
    trail_remove(path, 7);
    assert_int_equal(rmdir(dir), 0);
    str_release(&lines);
    runs_free(ended);
    runs_release(&rs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_soak_stands_as_long_as_it_was_asked_to),
        cmocka_unit_test(a_soak_cancelled_as_a_sample_ends_is_cancelled),
        cmocka_unit_test(a_soak_cancelled_between_samples_is_cancelled),
        cmocka_unit_test(a_sample_that_nobody_watched_does_not_count),
        cmocka_unit_test(each_sample_leaves_a_line_on_the_disk_too),
    };
    signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
