/* A look at files, processes and units: on a directory of its own, a made-up /proc, a systemctl of the test's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <time.h>

#include "place.h"
#include "observe/say.h"
#include "observe/want.h"
#include "probe/bounded.h"
#include "probe/file_state.h"
#include "probe/process_list.h"
#include "probe/tool.h"
#include "probe/unit_state.h"

#define WORD(o) observation_get_text(o, "trouble")

static int64_t clock_of_test(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * TIME_SECOND + t.tv_nsec / 1000;
}

static void look_at(struct observation *o, const char *path, bool digest)
{
    struct file_state_options options = {&path, 1, digest, 20 * TIME_SECOND, clock_of_test() + TIME_MINUTE};
    observation_init(o, OBSERVE_FILE, path);
    file_state_look(&options, o);
    observation_judge(o);
}

/* ---- files ----------------------------------------------------------------------------------------------------------------------- */

static void a_file_is_told_and_digested(void **state)
{
    struct observation o;
    (void)state;
    place_write("odd \x1b name\n", "abc");
    chmod("odd \x1b name\n", 0640);
    look_at(&o, "odd \x1b name\n", true);
    assert_true(o.passed);
    assert_string_equal(o.of, "odd ^[ name^J");
    assert_string_equal(observation_get_text(&o, "type"), "file");
    assert_string_equal(observation_get_text(&o, "mode"), "0640");
    assert_int_equal(observation_get(&o, "size")->number, 3);
    assert_string_equal(observation_get_text(&o, "digest"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_in_range(observation_get(&o, "age")->us, 30 * TIME_SECOND, 300 * TIME_SECOND);
    assert_true(observation_get(&o, "free_bytes")->is_known);
    observation_release(&o);
}

static void links_are_followed_and_told(void **state)
{
    struct observation o;
    (void)state;
    place_write("there", "x");
    assert_int_equal(symlink("there", "link") + symlink("nowhere", "dangling") + symlink("loop", "loop"), 0);
    look_at(&o, "link", false);
    assert_true(o.passed && observation_get(&o, "is_link")->flag);
    assert_string_equal(observation_get_text(&o, "target"), "there");
    observation_release(&o);
    look_at(&o, "dangling", false);
    assert_string_equal(WORD(&o), "dangling");
    observation_release(&o);
    look_at(&o, "loop", false);
    assert_string_equal(WORD(&o), "loop");
    observation_release(&o);
    look_at(&o, "there/below", false);
    assert_string_equal(WORD(&o), "absent");
    observation_release(&o);
}

/* Whoever opens a pipe to read waits, and whoever waits at its other end goes on. */
static void a_pipe_is_never_opened(void **state)
{
    struct observation o;
    struct str text = {0};
    (void)state;
    assert_int_equal(mkfifo("pipe", 0600), 0);
    look_at(&o, "pipe", true);
    assert_true(o.passed);
    assert_string_equal(observation_get_text(&o, "type"), "fifo");
    assert_false(observation_get(&o, "digest")->is_known);
    assert_false(observation_get(&o, "size")->is_known);
    observation_sentence(&o, TIME_NONE, NULL, &text);
    assert_string_equal(str_get(&text), "pipe is there: a named pipe");
    observation_release(&o);
    look_at(&o, "/dev/zero", true);
    assert_string_equal(observation_get_text(&o, "type"), "char_device");
    assert_false(observation_get(&o, "digest")->is_known);
    observation_release(&o);
    str_release(&text);
}

static void paths_that_no_file_can_have_are_said(void **state)
{
    struct observation o;
    char *path = malloc(6000);
    (void)state;
    look_at(&o, "", false);
    assert_string_equal(WORD(&o), "bad_path");
    observation_release(&o);
    memset(path, 'a', 5999);
    path[5999] = '\0';
    look_at(&o, path, false);
    assert_string_equal(WORD(&o), "bad_path");
    observation_release(&o);
    path[300] = '\0';
    look_at(&o, path, false);
    assert_string_equal(WORD(&o), "bad_path");
    observation_release(&o);
    free(path);
}

static void hang(void *of, int fd)
{
    (void)of, (void)fd;
    pause();
}

static void chatter(void *of, int fd)
{
    (void)of;
    for (;;)
        bounded_write(fd, "chatter", 7);
}

static void what_hangs_is_left_behind(void **state)
{
    struct str out = {0};
    int64_t began = tool_clock();
    (void)state;
    assert_false(bounded_run(hang, NULL, began + TIME_SECOND / 5, 100, &out));
    assert_true(tool_clock() - began < 10 * TIME_SECOND);
    assert_false(bounded_run(chatter, NULL, began + 20 * TIME_SECOND, 100, &out));
    assert_true(out.n <= 100);
    str_release(&out);
}

/* ---- processes -------------------------------------------------------------------------------------------------------------------------- */

static void add_process(const char *pid, const char *name, char state, const char *started)
{
    char path[64], text[400];
    snprintf(path, sizeof path, "proc/%s", pid);
    mkdir(path, 0755);
    snprintf(path, sizeof path, "proc/%s/fd", pid);
    mkdir(path, 0755);
    snprintf(path, sizeof path, "proc/%s/fd/0", pid);
    place_write(path, "");
    snprintf(text, sizeof text, "%s (%s) %c 1 1 1 0 -1 0 5 0 0 0 3 2 0 0 20 0 4 0 %s 104857600 10 18446744073709551615 1\n", pid, name, state, started);
    snprintf(path, sizeof path, "proc/%s/stat", pid);
    place_write(path, text);
    snprintf(path, sizeof path, "proc/%s/cmdline", pid);
    place_write_n(path, "/usr/sbin/a-very-long-service-name\0-x", 37, "w");
}

static void look_for(struct observation *o, const char *name, const char *user, int64_t pid)
{
    struct process_list_options options = {name, user, pid, 20 * TIME_SECOND, "proc"};
    observation_init(o, OBSERVE_PROCESS, name ? name : "all");
    process_list_look(&options, o);
    observation_judge(o);
}

static void processes_are_counted_by_their_exact_name(void **state)
{
    struct observation o;
    struct err e = {0};
    (void)state;
    mkdir("proc", 0755);
    look_for(&o, "x", NULL, 0);
    assert_string_equal(WORD(&o), "no_proc");
    observation_release(&o);
    place_write("proc/stat", "cpu 1 2\nbtime 1700000000\n");
    add_process("10", "nginx", 'S', "1000");
    add_process("11", "nginx", 'D', "6000");
    add_process("12", "nginx", 'Z', "100");
    add_process("13", "nginx2", 'S', "1");
    add_process("14", "a) S (nginx", 'S', "1");
    add_process("15", "a-very-long-ser", 'S', "1");
    mkdir("proc/16", 0755); /* it has ended since */
    mkdir("proc/17abc", 0755);
    place_write("proc/99", "a file");
    look_for(&o, "nginx", NULL, 0);
    assert_true(o.passed);
    assert_int_equal(observation_get(&o, "count")->number, 2);
    assert_int_equal(observation_get(&o, "zombies")->number, 1);
    assert_int_equal(observation_get(&o, "waiting")->number, 1);
    assert_int_equal(observation_get(&o, "pid")->number, 10);
    assert_int_equal(observation_get(&o, "open_files")->number, 2);
    assert_int_equal(observation_get(&o, "memory")->number, 20 * sysconf(_SC_PAGESIZE));
    assert_true(observation_get(&o, "oldest")->us == (1700000000 + 1000 / sysconf(_SC_CLK_TCK)) * TIME_SECOND);
    assert_true(observation_get(&o, "newest")->us == (1700000000 + 6000 / sysconf(_SC_CLK_TCK)) * TIME_SECOND);
    assert_true(observation_want(&o, "at-least", "3", &e));
    observation_judge(&o);
    assert_false(o.passed);
    observation_release(&o);
    look_for(&o, "a) S (nginx", NULL, 0);
    assert_int_equal(observation_get(&o, "count")->number, 1);
    observation_release(&o);
    look_for(&o, "a-very-long-service-name", NULL, 0);
    assert_int_equal(observation_get(&o, "count")->number, 1);
    observation_release(&o);
    look_for(&o, "a-very-long-ser-other", NULL, 0);
    assert_string_equal(WORD(&o), "absent");
    observation_release(&o);
    look_for(&o, NULL, NULL, 12);
    assert_string_equal(WORD(&o), "zombie");
    observation_release(&o);
    look_for(&o, NULL, "no such user", 0);
    assert_string_equal(WORD(&o), "no_user");
    observation_release(&o);
    look_for(&o, "nginx", "4294967", 0);
    assert_string_equal(WORD(&o), "absent");
    observation_release(&o);
}

/* ---- units -------------------------------------------------------------------------------------------------------------------------------- */

static void look_at_unit(struct observation *o, const char *name, const char *script)
{
    static const char head[] = "#!/bin/sh\nprintf '%s\\n' \"$@\" >asked\n";
    char *path = getenv("PATH"), *old = strdup(path ? path : ""), with[PATH_MAX + 4096];
    struct str text = {0};
    mkdir("bin", 0755);
    if (script) {
        str_addf(&text, "%s%s\n", head, script);
        place_write("bin/systemctl", str_get(&text));
        chmod("bin/systemctl", 0755);
        snprintf(with, sizeof with, "%s/bin:%s", place, old);
    } else {
        snprintf(with, sizeof with, "%s/none", place);
    }
    setenv("PATH", with, 1);
    observation_init(o, OBSERVE_UNIT, name);
    unit_state_look(&(struct unit_state_options){name, false, 5 * TIME_SECOND, clock_of_test()}, o);
    observation_judge(o);
    setenv("PATH", old, 1);
    free(old);
    str_release(&text);
}

static void a_unit_is_asked_for_as_one_word(void **state)
{
    struct observation o;
    char asked[600] = "";
    (void)state;
    look_at_unit(&o, "--version", "echo LoadState=loaded; echo ActiveState=active; echo SubState=running; echo StateChangeTimestampMonotonic=1");
    assert_true(o.passed);
    assert_in_range(observation_get(&o, "since")->us, INT64_C(946684800000000), clock_of_test());
    FILE *f = fopen("asked", "r");
    size_t n = fread(asked, 1, sizeof asked - 1, f);
    fclose(f);
    assert_true(n > 13 && strcmp(asked + n - 13, "--\n--version\n") == 0);
    observation_release(&o);
}

static void without_systemd_there_is_a_word(void **state)
{
    struct observation o;
    (void)state;
    look_at_unit(&o, "nginx", "echo 'System has not been booted with systemd as init system (PID 1).' >&2; exit 1");
    assert_string_equal(WORD(&o), "no_systemd");
    assert_non_null(o.said);
    observation_release(&o);
    look_at_unit(&o, "nginx", "echo 'it is odd \033[2J' >&2; exit 4");
    assert_string_equal(WORD(&o), "unclear");
    assert_string_equal(o.said, "it is odd ^[[2J");
    observation_release(&o);
    look_at_unit(&o, "nginx", NULL);
    assert_string_equal(WORD(&o), "no_systemctl");
    observation_release(&o);
    look_at_unit(&o, "ngin*", "echo ActiveState=active");
    assert_string_equal(WORD(&o), "bad_name");
    observation_release(&o);
    look_at_unit(&o, "nginx", "yes LoadState=loaded");
    assert_string_equal(WORD(&o), "unclear");
    observation_release(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_file_is_told_and_digested, place_begin, place_end),
        cmocka_unit_test_setup_teardown(links_are_followed_and_told, place_begin, place_end),
        cmocka_unit_test_setup_teardown(a_pipe_is_never_opened, place_begin, place_end),
        cmocka_unit_test_setup_teardown(paths_that_no_file_can_have_are_said, place_begin, place_end),
        cmocka_unit_test(what_hangs_is_left_behind),
        cmocka_unit_test_setup_teardown(processes_are_counted_by_their_exact_name, place_begin, place_end),
        cmocka_unit_test_setup_teardown(a_unit_is_asked_for_as_one_word, place_begin, place_end),
        cmocka_unit_test_setup_teardown(without_systemd_there_is_a_word, place_begin, place_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
