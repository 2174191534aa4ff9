/* What is promised of a command that triage runs: it gets what was set and nothing else, it ends when told, and it
 * leaves behind only what a change meant to leave. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
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

static void run_on(struct child *c)
{
    while (!c->ended) {
        struct pollfd fds[CHILD_FDS];
        size_t n = child_fds(c, fds);
        int64_t wake = child_wakes_at(c), now = now_us();
        int ms = wake == INT64_MAX ? -1 : wake <= now ? 0 : (int)((wake - now) / 1000 + 1);
        poll(fds, n, ms);
        child_step(c, now_us());
    }
}

static void run(struct child *c, const char *command, struct names names, int64_t timeout, bool read_only)
{
    struct child_spec spec = {.command = command, .names = names, .timeout = timeout, .is_read_only = read_only};
    struct err e = {0};
    assert_true(child_start(c, &spec, now_us(), &e));
    run_on(c);
}

static char *text_of(struct child *c)
{
    struct str out = {0};
    output_text(&c->output, &out);
    return str_take(&out);
}

static void expect_output(const char *command, struct names names, const char *expected)
{
    struct child c;
    run(&c, command, names, 10 * TIME_SECOND, true);
    char *text = text_of(&c);
    assert_string_equal(text, expected);
    assert_int_equal(c.outcome, RUN_EXITED);
    mem_free(text);
    child_release(&c);
}

static void output_and_status_come_back(void **state)
{
    (void)state;
    struct child c;
    run(&c, "echo out; echo err >&2; exit 3", (struct names){0}, TIME_SECOND * 10, true);
    char *text = text_of(&c);
    assert_string_equal(text, "out\nerr\n");
    assert_int_equal(c.outcome, RUN_EXITED);
    assert_int_equal(c.exit_status, 3);
    mem_free(text);
    child_release(&c);
}

static void values_arrive_byte_for_byte_and_run_nothing(void **state)
{
    (void)state;
    static const char *const hostile[] = {"$(touch /tmp/triage-was-here)", "`id`",   "'; id; '", "\" id \"", "-rf /", "a\nb",
                                          "%s%n",                          "\\$HOME", "*",       "${IFS}",   "&& id", "\xff\xfe"};
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        char name[200];
        snprintf(name, sizeof name, "value=%s", hostile[i]);
        const char *list[] = {name};
        expect_output("printf %s \"$value\"", (struct names){list, 1}, hostile[i]);
    }
    assert_int_equal(access("/tmp/triage-was-here", F_OK), -1);
}

static void standard_input_is_empty_and_there_is_a_terminal(void **state)
{
    (void)state;
    expect_output("cat; test -t 1 && echo terminal; echo $TERM; (exec </dev/tty) && echo tty", (struct names){0},
                  "terminal\ndumb\ntty\n");
}

static void no_descriptor_is_inherited(void **state)
{
    (void)state;
    int leak[2];
    assert_int_equal(pipe(leak), 0);
    expect_output("ls /proc/self/fd | wc -l", (struct names){0}, "4\n");
    close(leak[0]), close(leak[1]);
}

static void run_until_it_speaks(struct child *c, const char *command, bool read_only)
{
    struct child_spec spec = {.command = command, .timeout = TIME_MINUTE, .is_read_only = read_only};
    struct err e = {0};
    assert_true(child_start(c, &spec, now_us(), &e));
    while (!c->output.bytes) {
        struct pollfd fds[CHILD_FDS];
        poll(fds, child_fds(c, fds), -1);
        child_step(c, now_us());
    }
}

static void a_timeout_ends_what_ignores_it(void **state)
{
    (void)state;
    struct child c;
    run_until_it_speaks(&c, "trap '' TERM HUP; echo here; while :; do sleep 1; done", true);
    child_step(&c, c.deadline);
    run_on(&c);
    assert_int_equal(c.outcome, RUN_TIMED_OUT);
    char *text = text_of(&c);
    assert_string_equal(text, "here\n");
    mem_free(text);
    child_release(&c);
}

static void a_cancel_ends_it(void **state)
{
    (void)state;
    struct child c;
    struct err e = {0};
    struct child_spec spec = {.command = "exec sleep 1000", .timeout = 0, .is_read_only = true};
    assert_true(child_start(&c, &spec, now_us(), &e));
    child_cancel(&c);
    run_on(&c);
    assert_int_equal(c.outcome, RUN_CANCELLED);
    child_release(&c);
}

static pid_t number_in(struct child *c)
{
    char *text = text_of(c);
    pid_t pid = (pid_t)strtol(text, NULL, 10);
    mem_free(text);
    assert_true(pid > 1);
    return pid;
}

static const char *const leaves_a_daemon = "setsid sh -c 'exec sleep 1000' >/dev/null 2>&1 & echo $!";

static void what_the_command_started_has_the_grace_too(void **state)
{
    (void)state;
    struct child c;
    run_until_it_speaks(
        &c, "sh -c 'exec 2>/dev/null; trap \"sleep 0.3; echo cleaned; exit\" TERM; echo up; while :; do sleep 0.02; done' & wait", false);
    child_cancel(&c);
    run_on(&c);
    char *text = text_of(&c);
    assert_int_equal(c.outcome, RUN_CANCELLED);
    assert_string_equal(text, "up\ncleaned\n");
    mem_free(text);
    child_release(&c);
}

/* A script under set -e would stop half way at the first word that it cannot print. */
static void a_change_prints_on_when_nobody_listens(void **state)
{
    (void)state;
    char dir[] = "/tmp/triage-child-XXXXXX", go[64], done[64], go_is[80], done_is[80];
    assert_non_null(mkdtemp(dir));
    snprintf(go, sizeof go, "%s/go", dir);
    snprintf(done, sizeof done, "%s/done", dir);
    snprintf(go_is, sizeof go_is, "go=%s", go);
    snprintf(done_is, sizeof done_is, "done=%s", done);
    assert_int_equal(mkfifo(go, 0600), 0);
    const char *names[] = {go_is, done_is};
    struct child c;
    struct child_spec spec = {.command = "set -e; read -r x <\"$go\"; head -c 200000 /dev/zero; echo said; : >\"$done\"",
                              .names = {names, 2}, .timeout = 60 * TIME_SECOND};
    struct err e = {0};
    assert_true(child_start(&c, &spec, now_us(), &e));
    child_let_go(&c);
    FILE *f = fopen(go, "w");
    fputs("go\n", f);
    fclose(f);
    waitpid(c.keeper, NULL, 0);
    assert_int_equal(access(done, F_OK), 0);
    unlink(done);
    unlink(go);
    rmdir(dir);
}

static void a_read_only_command_leaves_nothing_behind(void **state)
{
    (void)state;
    struct child c;
    run(&c, leaves_a_daemon, (struct names){0}, TIME_SECOND * 10, true);
    assert_int_equal(kill(number_in(&c), 0), -1);
    assert_int_equal(errno, ESRCH);
    child_release(&c);
}

static void a_change_leaves_what_it_started(void **state)
{
    (void)state;
    struct child c;
    run(&c, leaves_a_daemon, (struct names){0}, TIME_SECOND * 10, false);
    pid_t pid = number_in(&c);
    assert_int_equal(c.survivors, 1);
    assert_int_equal(kill(pid, 0), 0);
    kill(pid, SIGKILL);
    child_release(&c);
}

static void a_held_terminal_does_not_hang_us(void **state)
{
    (void)state;
    struct child c;
    run(&c, "setsid sleep 1000 & echo $!", (struct names){0}, TIME_SECOND * 20, false);
    assert_int_equal(c.outcome, RUN_EXITED);
    kill(number_in(&c), SIGKILL);
    child_release(&c);
}

static void a_flood_is_kept_head_and_tail(void **state)
{
    (void)state;
    struct child c;
    run(&c, "echo first; head -c 3000000 /dev/zero | tr '\\0' x; echo; echo last", (struct names){0}, TIME_SECOND * 30, true);
    struct str text = {0};
    output_text(&c.output, &text);
    assert_true(text.n <= 2 * OUTPUT_HALF + 80);
    assert_true(str_starts(text.s, "first\nxxx"));
    assert_true(str_ends(text.s, "x\nlast\n"));
    assert_non_null(strstr(text.s, "bytes left out"));
    str_release(&text);
    child_release(&c);
}

static void nothing_is_lost_however_late_it_is_read(void **state)
{
    (void)state;
    struct child c;
    struct err e = {0};
    struct child_spec spec = {.command = "head -c 12000 /dev/zero | tr '\\0' x; echo last", .timeout = TIME_SECOND * 30, .is_read_only = true};
    int64_t now = TIME_MINUTE;
    assert_true(child_start(&c, &spec, now, &e));
    assert_int_equal(poll(&(struct pollfd){.fd = c.report, .events = POLLIN}, 1, -1), 1);
    for (; !c.ended; now += TIME_MINUTE) /* between two looks we were suspended */
        child_step(&c, now);
    char *text = text_of(&c);
    assert_int_equal(c.output.bytes, 12005);
    assert_true(str_ends(text, "xlast\n"));
    mem_free(text);
    child_release(&c);
}

static void what_is_typed_reaches_it_unechoed(void **state)
{
    (void)state;
    struct child c;
    struct err e = {0};
    struct child_spec spec = {.command = "read line </dev/tty; echo \"got ${#line}\"", .timeout = TIME_SECOND * 10, .is_read_only = true};
    assert_true(child_start(&c, &spec, now_us(), &e));
    child_type(&c, "secret\n", 7);
    run_on(&c);
    char *text = text_of(&c);
    assert_string_equal(text, "got 6\n");
    mem_free(text);
    child_release(&c);
}

static void a_signal_is_an_exit_status(void **state)
{
    (void)state;
    struct child c;
    run(&c, "kill -9 $$", (struct names){0}, TIME_SECOND * 10, true);
    assert_int_equal(c.exit_status, 128 + 9);
    child_release(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(output_and_status_come_back),
        cmocka_unit_test(values_arrive_byte_for_byte_and_run_nothing),
        cmocka_unit_test(standard_input_is_empty_and_there_is_a_terminal),
        cmocka_unit_test(no_descriptor_is_inherited),
        cmocka_unit_test(a_timeout_ends_what_ignores_it),
        cmocka_unit_test(a_cancel_ends_it),
        cmocka_unit_test(what_the_command_started_has_the_grace_too),
        cmocka_unit_test(a_change_prints_on_when_nobody_listens),
        cmocka_unit_test(a_read_only_command_leaves_nothing_behind),
        cmocka_unit_test(a_change_leaves_what_it_started),
        cmocka_unit_test(a_held_terminal_does_not_hang_us),
        cmocka_unit_test(a_flood_is_kept_head_and_tail),
        cmocka_unit_test(nothing_is_lost_however_late_it_is_read),
        cmocka_unit_test(what_is_typed_reaches_it_unechoed),
        cmocka_unit_test(a_signal_is_an_exit_status),
    };
    signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
