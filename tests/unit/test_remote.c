/* What is promised of a command on another machine. The machine is this one, and the way to it a shell in place of ssh: what
 * the text does, and what is made of what comes back, is the same. The real way is tests/e2e/ssh.sh. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>
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

static void turn(struct child *c)
{
    struct pollfd fds[CHILD_FDS];
    size_t n = child_fds(c, fds);
    int64_t wake = child_wakes_at(c), now = now_us();
    poll(fds, n, wake == INT64_MAX ? -1 : wake <= now ? 0 : (int)((wake - now) / 1000 + 1));
    child_step(c, now_us());
}

static const char *const by_sh[] = {"/bin/sh", "-s", NULL};
static const struct child_way far_away = {"far", by_sh, false}, far_and_stays = {"far", by_sh, true};

static void start(struct child *c, const char *command, struct names names, const struct child_way *way)
{
    struct child_spec spec = {.command = command, .names = names, .timeout = TIME_MINUTE, .is_read_only = !way->stays, .way = way};
    struct err e = {0};
    assert_true(child_start(c, &spec, now_us(), &e));
}

static void await_end(struct child *c)
{
    while (!c->ended)
        turn(c);
}

static void expect(const char *command, struct names names, const struct child_way *way, const char *expected, int status)
{
    struct child c;
    struct str text = {0};
    start(&c, command, names, way);
    await_end(&c);
    output_text(&c.output, &text);
    assert_string_equal(str_get(&text), expected);
    assert_int_equal(c.outcome, RUN_EXITED);
    assert_int_equal(c.exit_status, status);
    assert_string_equal(c.why, "");
    str_release(&text);
    child_release(&c);
}

static void await_text(struct child *c, const char *said)
{
    for (bool is_there = false; !is_there;) {
        struct str text = {0};
        turn(c);
        assert_int_equal(c->ended, 0);
        output_text(&c->output, &text);
        is_there = strstr(str_get(&text), said) != NULL;
        str_release(&text);
    }
}

static void output_and_status_come_back(void **state)
{
    (void)state;
    static const struct names none = {0};
    const struct child_way *ways[] = {&far_away, &far_and_stays};
    for (size_t i = 0; i < 2; i++) {
        expect("echo out; echo err >&2; exit 3", none, ways[i], "out\nerr\n", 3);
        expect("printf 'no end of line'; exit 255", none, ways[i], "no end of line", 255);
        expect("true", none, ways[i], "", 0);
        expect("exec sh -c 'exit 7'", none, ways[i], "", 7);
        expect("kill -TERM $$", none, ways[i], "", 143);
    }
}

/* Byte for byte, by way of an assignment that a shell reads. What the author wrote is a value too. */
static void values_arrive_byte_for_byte_and_run_nothing(void **state)
{
    (void)state;
    static const char *const hostile[] = {
        "$(touch /tmp/triage-was-here)", "`id`", "'; id; '", "\" id \"", "-rf /", "a\nb", "%s%n", "\\$HOME", "*", "${IFS}", "&& id", "\xff\xfe",
        "'\\''", "'", "''", "\\", "\\'", "", " ", "\t", "\r\n", "\n", "~root", "!!", "\x01\x02\x1b[31m\x7f", "\xe2\x80\xae", "\x1e", "end\n'",
        "EOF\n", "\x1etriage 0 end 0\n", "a;exit 0", "#", "x=$(cat)", "\x81\x82\x88'\x88",
    };
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        struct str pair = {0}, command = {0};
        str_addf(&pair, "value=%s", hostile[i]);
        const char *list[] = {str_get(&pair)};
        expect("printf %s \"$value\"", (struct names){list, 1}, &far_away, hostile[i], 0);
        str_addf(&command, "printf %%s \"${value#?}\" # '%s", strchr(hostile[i], '\n') ? "" : hostile[i]);
        expect(str_get(&command), (struct names){list, 1}, &far_and_stays, hostile[i][0] ? hostile[i] + 1 : "", 0);
        str_release(&pair);
        str_release(&command);
    }
}

static void only_what_was_set_is_there(void **state)
{
    (void)state;
    const char *list[] = {"one=1", "two=2"};
    expect("cat; echo $#; echo \"$one$two\"; set | grep -c '^TRIAGE_\\(TEXT\\|WORD\\|ALL\\)='; env | grep -c '^TRIAGE_\\(TEXT\\|WORD\\|ALL\\)='; ls /proc/self/fd | tr '\n' ' '; echo $LC_ALL $TERM; umask",
           (struct names){list, 2}, &far_away, "0\n12\n0\n0\n0 1 2 3 C dumb\n0022\n", 0);
}

/* More than a pipe holds, in both directions. */
static void long_texts_pass(void **state)
{
    (void)state;
    struct str command = {0}, pair = {0};
    struct child c;
    str_add(&command, "# ");
    str_add_repeat(&command, 'c', 100000);
    str_add(&command, "\nyes \"$value\" | head -c 300000");
    str_add(&pair, "value=");
    str_add_repeat(&pair, 'v', 100000);
    const char *list[] = {str_get(&pair)};
    start(&c, str_get(&command), (struct names){list, 1}, &far_away);
    await_end(&c);
    assert_int_equal(c.outcome, RUN_EXITED);
    assert_int_equal(c.output.bytes, 300000);
    child_release(&c);
    str_release(&command);
    str_release(&pair);
}

static void a_cancel_ends_it_there_and_what_it_started(void **state)
{
    (void)state;
    const struct child_way *ways[] = {&far_away, &far_and_stays};
    for (size_t i = 0; i < 2; i++) {
        struct child c;
        struct str text = {0};
        start(&c, "sleep 1000 & echo pid=$!; echo up; wait", (struct names){0}, ways[i]);
        await_text(&c, "up\n");
        child_cancel(&c);
        await_end(&c);
        assert_int_equal(c.outcome, RUN_CANCELLED);
        output_text(&c.output, &text);
        pid_t pid = (pid_t)strtol(strstr(str_get(&text), "pid=") + 4, NULL, 10);
        assert_true(pid > 1);
        for (int n = 0; kill(pid, 0) == 0 && n < 500; n++)
            usleep(10000);
        assert_int_equal(kill(pid, 0), -1);
        str_release(&text);
        child_release(&c);
    }
}

static void what_ignores_that_is_killed_there(void **state)
{
    (void)state;
    struct child c;
    start(&c, "trap '' TERM; echo up; while :; do sleep 0.1; done", (struct names){0}, &far_and_stays);
    await_text(&c, "up\n");
    child_cancel(&c);
    await_end(&c);
    assert_int_equal(c.outcome, RUN_CANCELLED);
    assert_int_equal(c.exit_status, 137);
    child_release(&c);
}

/* What a command that only reads left running ends with it; the service that a change started does not hold us. */
static void what_is_left_running_does_not_hang_us(void **state)
{
    (void)state;
    expect("sleep 1000 & echo on", (struct names){0}, &far_away, "on\n", 0);
    expect("sleep 3 & echo on", (struct names){0}, &far_and_stays, "on\n", 0);
}

static void a_lost_connection_is_an_unknown_outcome(void **state)
{
    (void)state;
    const struct child_way *ways[] = {&far_away, &far_and_stays};
    for (size_t i = 0; i < 2; i++) {
        struct child c;
        struct str why = {0};
        start(&c, "echo up; kill -KILL 0; sleep 1000", (struct names){0}, ways[i]);
        await_end(&c);
        assert_int_equal(c.outcome, RUN_UNKNOWN);
        why_show(c.why, &why);
        assert_string_equal(str_get(&why), "the connection to far was lost; started there, outcome unknown");
        str_release(&why);
        child_release(&c);
    }
}

static void expect_not_started(const char *const *argv, const char *sentence)
{
    struct child c;
    struct str why = {0};
    start(&c, "echo never", (struct names){0}, &(struct child_way){"far", argv, true});
    await_end(&c);
    assert_int_equal(c.outcome, RUN_NOT_STARTED);
    assert_int_equal(c.output.bytes, 0);
    why_show(c.why, &why);
    assert_string_equal(str_get(&why), sentence);
    str_release(&why);
    child_release(&c);
}

static void what_did_not_begin_is_said_in_words(void **state)
{
    (void)state;
#define SAYS(text) (const char *const[]){"/bin/sh", "-c", "cat >/dev/null & echo '" text "' >&2; exit 255", NULL}
    expect_not_started(SAYS("ssh: connect to host far port 22: Connection refused"), "far takes no connection for ssh; nothing was sent");
    expect_not_started(SAYS("ssh: Could not resolve hostname far: Name or service not known"), "no machine is known by the name far; nothing was sent");
    expect_not_started(SAYS("@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed."),
                       "the key of far is not the one that is known; nothing was sent");
    expect_not_started(SAYS("Host key verification failed."), "the key of far is not known; nothing was sent");
    expect_not_started(SAYS("ann@far: Permission denied (publickey)."), "far does not let you in; nothing was sent");
    expect_not_started(SAYS("something\nnew"), "ssh did not get to far, and nothing was sent: new");
    expect_not_started((const char *const[]){"/bin/sh", "-c", "echo This account is not available.", NULL},
                       "far started no shell, and nothing was run: This account is not available.");
    expect_not_started((const char *const[]){"/nowhere/ssh", NULL}, "ssh could not be started: No such file or directory");
}

/* What a login prints first is no output, and what looks like an end is none. */
static void only_what_the_command_prints_is_its_output(void **state)
{
    (void)state;
    static const char *const chatty[] = {"/bin/sh", "-c", "echo Welcome; printf '\\036triage 00 begin\\n'; exec /bin/sh -s", NULL};
    expect("printf '\\036triage 00 end 9\\n'; printf '\\036'; exit 4", (struct names){0}, &(struct child_way){"far", chatty, false},
           "\x1etriage 00 end 9\n\x1e", 4);
}

static void a_name_is_a_name(void **state)
{
    (void)state;
    static const char *const good[] = {"web-3", "ann@web-3", "10.0.0.1", "fe80::1", "[::1]", "a", "web_3.example.org"};
    static const char *const bad[] = {"", "-oProxyCommand=id", "ann@-oX", "@web", "ann@", "a b", "a\tb", "a\nb", "%h", "a;id", "$(id)", "`id`", "a'b", "a\"b",
                                      "a|b", "a&b", "b\xc3\xbcro", "a\\b", "a/b", "a>b", "*", "~"};
    char long_name[REMOTE_HOST_MOST + 2];
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(remote_is_name(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(remote_is_name(bad[i]));
    memset(long_name, 'a', sizeof long_name);
    long_name[sizeof long_name - 1] = '\0';
    assert_false(remote_is_name(long_name));
    assert_false(remote_is_name(NULL));
}

/* The stream cut at every byte. */
static void marks_are_found_however_they_come(void **state)
{
    (void)state;
    static const char all[] = "hello\n\x1eMM begin\nout\x1eM\x1eMM en\x1eMM end 42\nlate";
    for (size_t step = 1; step < sizeof all; step++) {
        struct remote_stream s = {.mark = "\x1eMM"};
        struct output o = {0};
        struct str text = {0};
        for (size_t at = 0; at < sizeof all - 1; at += step)
            remote_take(&s, all + at, step < sizeof all - 1 - at ? step : sizeof all - 1 - at, &o);
        output_text(&o, &text);
        assert_string_equal(str_get(&text), "out\x1eM\x1eMM en");
        assert_string_equal(str_get(&s.noise), "hello\n");
        assert_true(s.has_ended);
        assert_int_equal(s.exit_status, 42);
        remote_release(&s);
        output_release(&o);
        str_release(&text);
    }
}

static void an_end_that_never_ends_fills_nothing(void **state)
{
    (void)state;
    struct remote_stream s = {.mark = "\x1eMM"};
    struct output o = {0};
    remote_take(&s, "\x1eMM begin\n\x1eMM end 7", 19, &o);
    for (int i = 0; i < 1000; i++)
        remote_take(&s, "7777777777", 10, &o);
    assert_true(s.held.n < 100);
    assert_false(s.has_ended);
    remote_release(&s);
    output_release(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(output_and_status_come_back),
        cmocka_unit_test(values_arrive_byte_for_byte_and_run_nothing),
        cmocka_unit_test(only_what_was_set_is_there),
        cmocka_unit_test(long_texts_pass),
        cmocka_unit_test(a_cancel_ends_it_there_and_what_it_started),
        cmocka_unit_test(what_ignores_that_is_killed_there),
        cmocka_unit_test(what_is_left_running_does_not_hang_us),
        cmocka_unit_test(a_lost_connection_is_an_unknown_outcome),
        cmocka_unit_test(what_did_not_begin_is_said_in_words),
        cmocka_unit_test(only_what_the_command_prints_is_its_output),
        cmocka_unit_test(a_name_is_a_name),
        cmocka_unit_test(marks_are_found_however_they_come),
        cmocka_unit_test(an_end_that_never_ends_fills_nothing),
    };
    signal(SIGPIPE, SIG_IGN); /* as triage does */
    return cmocka_run_group_tests(tests, NULL, NULL);
}
