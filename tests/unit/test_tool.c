/* A tool ends, whatever it does, and what it did not do is said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "probe/tool.h"
#include "probe/tree.h"

static struct tool_answer run_for(const char *script, int limit_ms, size_t most)
{
    const char *argv[] = {"sh", "-c", script, NULL};
    struct tool_answer a;
    tool_run(&(struct tool_call){argv, limit_ms, most}, &a);
    return a;
}

static void what_it_prints_and_how_it_ends(void **state)
{
    (void)state;
    struct tool_answer a = run_for("printf 'a\\0b'; echo 'fatal: x' >&2; echo more >&2; exit 3", 10000, 100);
    assert_int_equal(a.end, TOOL_DONE);
    assert_int_equal(a.status, 3);
    assert_int_equal(a.out.n, 3);
    assert_memory_equal(a.out.s, "a\0b", 3);
    assert_string_equal(a.said, "fatal: x");
    tool_release(&a);
}

static void what_it_logs_is_not_what_it_says(void **state)
{
    (void)state;
    struct tool_answer a = run_for("echo 'E1120 15:44:22.439923 25419 cache.go:265] \"Unhandled\"' >&2; echo 'it was refused' >&2; exit 1", 10000, 100);
    assert_string_equal(a.said, "it was refused");
    tool_release(&a);
    a = run_for("echo 'E1120 15:44:22.439923 25419 cache.go:265] all' >&2; exit 1", 10000, 100);
    assert_non_null(strstr(a.said, "all"));
    tool_release(&a);
}

static void it_speaks_english_without_terminal_or_input(void **state)
{
    (void)state;
    setenv("LC_ALL", "de_DE.UTF-8", 1);
    setenv("KEPT", "yes", 1);
    struct tool_answer a = run_for("read x; echo \"$LC_ALL $TERM $GIT_TERMINAL_PROMPT $KEPT $x.\"; (: </dev/tty) 2>/dev/null && echo tty; ls /proc/self/fd | wc -l", 10000, 100);
    unsetenv("KEPT");
    unsetenv("LC_ALL");
    assert_int_equal(a.end, TOOL_DONE);
    assert_non_null(strstr(str_get(&a.out), "C.UTF-8 dumb 0 yes .\n"));
    assert_null(strstr(str_get(&a.out), "tty"));
    tool_release(&a);
}

static void one_that_is_not_there_is_told_from_one_that_fails(void **state)
{
    (void)state;
    const char *argv[] = {"no-such-tool-here", NULL}, *directory[] = {"/", NULL};
    struct tool_answer a;
    tool_run(&(struct tool_call){argv, 10000, 100}, &a);
    assert_int_equal(a.end, TOOL_ABSENT);
    tool_release(&a);
    tool_run(&(struct tool_call){directory, 10000, 100}, &a);
    assert_int_equal(a.end, TOOL_FAILED);
    assert_true(*a.said);
    tool_release(&a);
    a = run_for("kill -9 $$", 10000, 100);
    assert_int_equal(a.end, TOOL_FAILED);
    tool_release(&a);
}

/* Ended, whether somebody has taken note of it or not. */
static bool has_ended(long pid)
{
    char path[64], state = 'Z';
    snprintf(path, sizeof path, "/proc/%ld/stat", pid);
    FILE *f = fopen(path, "r");
    if (f && fscanf(f, "%*d %*s %c", &state) != 1)
        state = 'Z';
    if (f)
        fclose(f);
    return state == 'Z' || state == 'X';
}

/* Its number, as the script printed it. */
static void expect_gone(const struct tool_answer *a)
{
    long pid = strtol(str_get(&a->out), NULL, 10);
    assert_true(pid > 1);
    for (int i = 0; i < 1000 && !has_ended(pid); i++) /* a signal takes its time */
        poll(NULL, 0, 2);
    assert_true(has_ended(pid));
}

static void one_that_goes_on_is_ended_with_what_it_started(void **state)
{
    (void)state;
    struct tool_answer a = run_for("sleep 1000 & echo $!; wait", 200, 100);
    assert_int_equal(a.end, TOOL_LATE);
    expect_gone(&a);
    tool_release(&a);
    a = run_for("sleep 1000 >/dev/null 2>&1 & echo $!; exit 0", 10000, 100);
    assert_int_equal(a.end, TOOL_DONE);
    expect_gone(&a);
    tool_release(&a);
    a = run_for("exec >&- 2>&-; exec sleep 1000", 200, 100);
    assert_int_equal(a.end, TOOL_LATE);
    tool_release(&a);
}

static void endless_output_ends_it(void **state)
{
    (void)state;
    struct tool_answer a = run_for("yes", 10000, 1000);
    assert_int_equal(a.end, TOOL_MUCH);
    assert_int_equal(a.out.n, 1000);
    tool_release(&a);
    a = run_for("yes >&2 & head -c 1000 /dev/zero; sleep 1000", 300, 1000);
    assert_int_equal(a.end, TOOL_LATE);
    assert_int_equal(a.out.n, 1000);
    tool_release(&a);
}

/* ---- trees ---- */

static void count(void *to, const char *path, const struct stat *st)
{
    (void)path, (void)st;
    ++*(size_t *)to;
}

static void a_tree_is_walked_once_and_no_further_than_told(void **state)
{
    (void)state;
    char dir[] = "/tmp/triage-tree-XXXXXX", script[200];
    assert_non_null(mkdtemp(dir));
    snprintf(script, sizeof script, "cd %s && mkdir -p a/b .git/x && touch a/1 a/b/2 .git/x/3 && ln -s .. a/up && ln -s /nowhere gone && mkdir no && chmod 0 no", dir);
    struct tool_answer a = run_for(script, 10000, 100);
    assert_int_equal(a.status, 0);
    tool_release(&a);
    size_t n = 0;
    struct tree_walk w = {.left = 100, .see = count, .to = &n};
    assert_true(tree_walk(&w, dir));
    assert_int_equal(n, 4); /* 1, 2, up, gone */
    assert_int_equal(w.n_refused, geteuid() == 0 ? 0 : 1);
    n = 0, w.left = 2;
    assert_false(tree_walk(&w, dir));
    assert_int_equal(w.left, 0);
    w.left = 10, w.ends = 1, n = 0;
    assert_false(tree_walk(&w, dir));
    assert_true(w.is_late && n == 0);
    w.ends = 0, w.is_late = false;
    assert_false(tree_walk(&w, "/no/such/place"));
    assert_int_equal(w.left, 10);
    snprintf(script, sizeof script, "chmod 700 %s/no; rm -rf %s", dir, dir);
    a = run_for(script, 10000, 100);
    tool_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_it_prints_and_how_it_ends),
        cmocka_unit_test(what_it_logs_is_not_what_it_says),
        cmocka_unit_test(it_speaks_english_without_terminal_or_input),
        cmocka_unit_test(one_that_is_not_there_is_told_from_one_that_fails),
        cmocka_unit_test(one_that_goes_on_is_ended_with_what_it_started),
        cmocka_unit_test(endless_output_ends_it),
        cmocka_unit_test(a_tree_is_walked_once_and_no_further_than_told),
    };
    return cmocka_run_group_tests_name("tool", tests, NULL, NULL);
}
