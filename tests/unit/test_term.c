/* The terminal in bytes: how many for a move, which ones never, and which ones always at the end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/str.h"

struct person { /* at a terminal in which tests/screens/show runs */
    int fd;
    pid_t pid;
    struct str seen;
    int reads; /* since the last forget */
};

static void sit_down(struct person *p, const char *fixture, const char *name, const char *value)
{
    char show[600];
    snprintf(show, sizeof show, "%s/tests/screens/show", getenv("top_builddir") ? getenv("top_builddir") : ".");
    *p = (struct person){0};
    p->pid = forkpty(&p->fd, NULL, NULL, &(struct winsize){.ws_row = 24, .ws_col = 80});
    if (p->pid == 0) {
        setenv("TERM", "xterm-256color", 1);
        unsetenv("NO_COLOR");
        if (name)
            setenv(name, value, 1);
        execl(show, show, fixture, "step", (char *)NULL);
        _exit(127);
    }
    assert_true(p->pid > 0);
}

static bool read_some(struct person *p, int wait_ms)
{
    char block[65536];
    if (poll(&(struct pollfd){.fd = p->fd, .events = POLLIN}, 1, wait_ms) <= 0)
        return false;
    ssize_t n = read(p->fd, block, sizeof block);
    if (n <= 0)
        return false;
    str_add_n(&p->seen, block, (size_t)n);
    p->reads++;
    return true;
}

/* Until that was written; the time only bounds a failure. */
static void see(struct person *p, const char *what)
{
    while (!strstr(str_get(&p->seen), what))
        if (!read_some(p, 20000))
            fail_msg("never saw %s in: %s", what, str_get(&p->seen));
}

static void forget(struct person *p)
{
    str_clear(&p->seen);
    p->reads = 0;
}

static void press(struct person *p, const char *keys)
{
    assert_int_equal(write(p->fd, keys, strlen(keys)), (ssize_t)strlen(keys));
}

static int leave(struct person *p)
{
    int status;
    while (read_some(p, 20000))
        continue;
    waitpid(p->pid, &status, 0);
    close(p->fd);
    return status;
}

static void stand_up(struct person *p)
{
    str_release(&p->seen);
}

/* The page is there when its last cell is: the footer. */
static const char settled[] = "leave";

static void a_cursor_move_is_one_write_of_at_most_60_bytes(void **state)
{
    struct person p;
    (void)state;
    sit_down(&p, "symptom-bare", NULL, NULL);
    see(&p, "cancel");
    press(&p, "\033");
    see(&p, "\033[?25l");
    see(&p, settled);
    press(&p, "\033OB");
    see(&p, "\xe2\x96\xb8");
    forget(&p);
    press(&p, "\033OB"); /* from one field to the next: nothing but the mark changes */
    see(&p, "\xe2\x96\xb8");
    assert_int_equal(p.reads, 1);
    assert_in_range(p.seen.n, 1, 60);
    press(&p, "qq");
    leave(&p);
    stand_up(&p);
}

static void a_key_that_changes_nothing_writes_nothing(void **state)
{
    struct person p;
    (void)state;
    sit_down(&p, "finding", NULL, NULL);
    see(&p, settled);
    forget(&p);
    press(&p, "\033OA"); /* up from the first row */
    press(&p, "1");
    see(&p, "accept");
    assert_int_equal(p.reads, 1);
    press(&p, "qq");
    leave(&p);
    stand_up(&p);
}

/* Is one of the eight colours chosen? 3: of the letters, 4: behind them. Going back to the default is none. */
static bool has_colour(const char *bytes, int which)
{
    char code[8];
    for (int c = 0; c < 8; c++) {
        snprintf(code, sizeof code, "\033[%d%dm", which, c);
        if (strstr(bytes, code))
            return true;
    }
    return false;
}

static void without_colour_no_colour_is_sent(void **state)
{
    struct person p;
    (void)state;
    sit_down(&p, "finding", "NO_COLOR", "1");
    see(&p, settled);
    assert_false(has_colour(str_get(&p.seen), 3));
    assert_false(has_colour(str_get(&p.seen), 4));
    assert_non_null(strstr(str_get(&p.seen), "recorded"));
    press(&p, "qq");
    leave(&p);
    stand_up(&p);
    sit_down(&p, "finding", NULL, NULL);
    see(&p, settled);
    assert_true(has_colour(str_get(&p.seen), 3));
    assert_false(has_colour(str_get(&p.seen), 4)); /* never a background */
    press(&p, "qq");
    leave(&p);
    stand_up(&p);
}

static void a_hostile_byte_never_reaches_the_terminal(void **state)
{
    struct person p;
    (void)state;
    sit_down(&p, "hostile", NULL, NULL);
    see(&p, settled);
    assert_null(strstr(str_get(&p.seen), "\033]0;"));
    assert_null(strchr(str_get(&p.seen), '\007'));
    assert_null(strstr(str_get(&p.seen), "\033[2Jgone"));
    assert_null(strstr(str_get(&p.seen), "\xe2\x80\xae"));
    press(&p, "qq");
    leave(&p);
    stand_up(&p);
}

static void what_was_switched_on_is_switched_off(void **state)
{
    struct person p;
    (void)state;
    for (int crash = 0; crash < 2; crash++) {
        sit_down(&p, "finding", NULL, NULL);
        see(&p, settled);
        assert_non_null(strstr(str_get(&p.seen), "\033[?2004h"));
        assert_non_null(strstr(str_get(&p.seen), "\033[?1049h"));
        forget(&p);
        press(&p, crash ? "X" : "qq");
        int status = leave(&p);
        assert_non_null(strstr(str_get(&p.seen), "\033[?2004l"));
        assert_non_null(strstr(str_get(&p.seen), "\033[?1049l"));
        assert_true(crash ? WIFSIGNALED(status) || WEXITSTATUS(status) != 0
                          : WIFEXITED(status) && WEXITSTATUS(status) == 0);
        stand_up(&p);
    }
}

static void a_closed_terminal_ends_it(void **state)
{
    struct person p;
    int status;
    (void)state;
    sit_down(&p, "finding", NULL, NULL);
    see(&p, settled);
    signal(SIGHUP, SIG_IGN);
    close(p.fd);
    assert_int_equal(waitpid(p.pid, &status, 0), p.pid);
    stand_up(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cursor_move_is_one_write_of_at_most_60_bytes),
        cmocka_unit_test(a_key_that_changes_nothing_writes_nothing),
        cmocka_unit_test(without_colour_no_colour_is_sent),
        cmocka_unit_test(a_hostile_byte_never_reaches_the_terminal),
        cmocka_unit_test(what_was_switched_on_is_switched_off),
        cmocka_unit_test(a_closed_terminal_ends_it),
    };
    return cmocka_run_group_tests_name("term", tests, NULL, NULL);
}
