/* What becomes of a change when triage lets go of it: its keeper goes on or ends it, and tells the one that is to record it, unless
 * its end is recorded already. And what every command is promised: a umask, no zombies, bytes as they were. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/time.h"
#include "probe/child.h"

static int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * TIME_SECOND + t.tv_nsec / 1000;
}

static void step(struct child *c)
{
    struct pollfd fds[CHILD_FDS];
    size_t n = child_fds(c, fds);
    int64_t wake = child_wakes_at(c), now = now_us();
    poll(fds, n, wake == INT64_MAX ? -1 : wake <= now ? 0 : (int)((wake - now) / 1000 + 1));
    child_step(c, now_us());
}

struct fixture {
    char path[64];
};

static int open_fixture(void **state)
{
    struct fixture *f = mem_alloc(sizeof *f);
    snprintf(f->path, sizeof f->path, "/tmp/triage-will-%ld", (long)getpid());
    unlink(f->path);
    *state = f;
    return 0;
}

static int close_fixture(void **state)
{
    struct fixture *f = *state;
    unlink(f->path);
    mem_free(f);
    return 0;
}

/* Who is called is `cat`, into a file. */
static void begin(struct fixture *f, struct child *c, const char *command, bool dies_with_us, int64_t timeout)
{
    char *argv[] = {(char *)(size_t)"/bin/sh", (char *)(size_t)"-c", (char *)(size_t)"cat >\"$0\"", f->path, NULL};
    struct str text = {0};
    struct err e = {0};
    will_add_number(&text, "run", 7);
    will_add_text(&text, "secret", "a\nb");
    struct will will = {argv, text.s, text.n};
    struct child_spec spec = {.command = command, .timeout = timeout, .will = &will, .dies_with_us = dies_with_us};
    assert_true(child_start(c, &spec, now_us(), &e));
    str_release(&text);
}

static void await_words(struct child *c)
{
    while (!c->output.bytes)
        step(c);
}

static void let_go(struct child *c)
{
    pid_t keeper = c->keeper;
    child_let_go(c);
    assert_int_equal(waitpid(keeper, NULL, 0), keeper);
}

/* The value of that name in what was told. */
static void expect_told(const struct fixture *f, const char *name, const char *expected)
{
    char bytes[65536], found[32];
    FILE *file = fopen(f->path, "r");
    assert_non_null(file);
    size_t n = fread(bytes, 1, sizeof bytes, file), length;
    const char *at = bytes, *value;
    fclose(file);
    while (will_next(&at, bytes + n, found, &value, &length))
        if (strcmp(found, name) == 0) {
            assert_int_equal(length, strlen(expected));
            assert_memory_equal(value, expected, length);
            return;
        }
    fail_msg("nothing is told of %s", name);
}

static void a_change_goes_on_and_its_end_is_told(void **state)
{
    struct fixture *f = *state;
    struct child c;
    begin(f, &c, "echo begins; sleep 0.2; echo ends; exit 3", false, TIME_MINUTE);
    await_words(&c);
    let_go(&c);
    expect_told(f, "run", "7");
    expect_told(f, "secret", "a\nb");
    expect_told(f, "outcome", "exited");
    expect_told(f, "exit", "3");
    expect_told(f, "output", "ends\n");
}

static void one_that_dies_with_us_is_ended(void **state)
{
    struct fixture *f = *state;
    struct child c;
    begin(f, &c, "trap '' TERM HUP; echo here; while :; do sleep 1; done", true, TIME_MINUTE);
    await_words(&c);
    let_go(&c);
    expect_told(f, "outcome", "cancelled");
    expect_told(f, "exit", "137");
}

static void its_time_counts_without_us(void **state)
{
    struct fixture *f = *state;
    struct child c;
    begin(f, &c, "echo here; sleep 600", false, TIME_SECOND / 2);
    await_words(&c);
    let_go(&c);
    expect_told(f, "outcome", "timed_out");
}

static void a_recorded_end_is_told_to_nobody(void **state)
{
    struct fixture *f = *state;
    struct child c;
    begin(f, &c, "echo here", false, TIME_MINUTE);
    while (!c.ended)
        step(&c);
    assert_int_equal(c.outcome, RUN_EXITED);
    child_recorded(&c);
    child_let_go(&c);
    assert_int_equal(access(f->path, F_OK), -1);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

/* Its end was seen, and then we went before it was recorded. */
static void an_end_that_nobody_recorded_is_told(void **state)
{
    struct fixture *f = *state;
    struct child c;
    begin(f, &c, "exit 0", false, TIME_MINUTE);
    while (!c.ended)
        step(&c);
    let_go(&c);
    expect_told(f, "outcome", "exited");
    expect_told(f, "exit", "0");
    expect_told(f, "gone_at", "0");
}

static void expect_output(const char *command, const char *pair, const void *expected, size_t n)
{
    struct child c;
    struct str out = {0};
    struct err e = {0};
    struct child_spec spec = {.command = command, .names = {&pair, pair ? 1 : 0}, .timeout = TIME_MINUTE, .is_read_only = true};
    assert_true(child_start(&c, &spec, now_us(), &e));
    while (!c.ended)
        step(&c);
    output_text(&c.output, &out);
    assert_int_equal(out.n, n);
    assert_memory_equal(str_get(&out), expected, n);
    str_release(&out);
    child_release(&c);
}

static void bytes_come_as_they_were(void **state)
{
    (void)state;
    expect_output("printf '\\000\\033[31m\\377\\r\\n\\007'", NULL, "\0\033[31m\377\r\n\007", 10);
    expect_output("umask", NULL, "0022\n", 5);
}

/* By hand through another shell, through env, through xargs -0: what arrives is what was set, and nothing else ran. */
static void values_arrive_through_other_programs(void **state)
{
    (void)state;
    static const char *const hostile[] = {
        "$(touch /tmp/triage-was-there)", "`touch /tmp/triage-was-there`", "'; touch /tmp/triage-was-there; '", "\"\n;id\n\"", "--help", "-", "-n", "\\n\\0",
        "%s%n%x", "* ? [a]", "~root", "a=b", "\xe2\x80\xae" "cod\xe2\x80\xac.txt", "\xc2\xa0", "line\r\nline", "\x1b]0;title\x07", "\xff\xfe\x80", "${HOME:?}", "!!", "#no",
    };
    static const char *const ways[] = {"printf %s \"$value\"", "sh -c 'printf %s \"$1\"' _ \"$value\"", "awk 'BEGIN { printf \"%s\", ENVIRON[\"value\"] }'",
                                       "printf '%s\\0' \"$value\" | xargs -0 printf %s"};
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++)
        for (size_t k = 0; k < sizeof ways / sizeof *ways; k++) {
            char pair[256];
            snprintf(pair, sizeof pair, "value=%s", hostile[i]);
            if (k < 3 || hostile[i][0] != '-')
                expect_output(ways[k], pair, hostile[i], strlen(hostile[i]));
        }
    assert_int_equal(access("/tmp/triage-was-there", F_OK), -1);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* no zombie of all these is left */
}

static void what_is_no_will_is_not_read(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "run", "run 3\n7", "run x\n7\n", "run 99999999999999\n7\n", "a-name-that-is-longer-than-any-can-be 1\n7\n", "run -1\n7\n", "\n\n\n"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const char *at = bad[i], *value;
        char name[32];
        size_t n;
        assert_false(will_next(&at, bad[i] + strlen(bad[i]), name, &value, &n));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_change_goes_on_and_its_end_is_told, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(one_that_dies_with_us_is_ended, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(its_time_counts_without_us, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(a_recorded_end_is_told_to_nobody, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(an_end_that_nobody_recorded_is_told, open_fixture, close_fixture),
        cmocka_unit_test(bytes_come_as_they_were),
        cmocka_unit_test(values_arrive_through_other_programs),
        cmocka_unit_test(what_is_no_will_is_not_read),
    };
    signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests_name("will", tests, NULL, NULL);
}
