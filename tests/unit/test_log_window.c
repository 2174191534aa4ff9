/* log_window: all bytes of a file come by, and one that becomes shorter ends nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "probe/log_window.h"

static int new_file(size_t n)
{
    char name[] = "/tmp/triage-window-XXXXXX";
    int fd = mkstemp(name);
    char *bytes = malloc(n + 1);
    assert_true(fd >= 0 && bytes);
    unlink(name);
    for (size_t i = 0; i < n; i++)
        bytes[i] = (char)(i * 7 % 251 + 1);
    for (size_t i = 0; i < n;) {
        ssize_t written = write(fd, bytes + i, n - i);
        assert_true(written > 0);
        i += (size_t)written;
    }
    free(bytes);
    return fd;
}

static void all_bytes_come_by_from_any_place(void **state)
{
    enum { BYTES = 2 * LOG_WINDOW + 12345 };
    int fd = new_file(BYTES);
    struct log_window *w = log_window_new(fd);
    (void)state;
    for (uint64_t at = 4711, step; at < BYTES; at += step) {
        size_t n;
        const char *s = log_window_at(w, at, BYTES, &n);
        assert_non_null(s);
        assert_true(n > 0 && n <= LOG_WINDOW && at + n <= BYTES);
        for (size_t i = 0; i < n; i += 997)
            assert_int_equal(s[i], (char)((at + i) * 7 % 251 + 1));
        step = n > 100 ? n - 100 : n;
    }
    size_t n;
    assert_null(log_window_at(w, BYTES, BYTES, &n));
    assert_false(log_window_is_torn(w));
    log_window_free(w);
    close(fd);
}

static void a_file_that_becomes_shorter_gives_zeros(void **state)
{
    enum { BYTES = 1 << 20, LEFT = 100000 };
    int fd = new_file(BYTES);
    struct log_window *w = log_window_new(fd);
    size_t n, zeros = 0;
    const char *s = log_window_at(w, 0, BYTES, &n);
    (void)state;
    assert_non_null(s);
    assert_int_equal(ftruncate(fd, LEFT), 0);
    for (size_t i = LEFT; i < n; i++)
        zeros += s[i] == 0;
    assert_int_equal(zeros, BYTES - LEFT);
    assert_true(log_window_is_torn(w));
    for (size_t i = 0; i < LEFT; i++) /* what is left is still there */
        assert_int_equal(s[i], (char)(i * 7 % 251 + 1));
    log_window_free(w);
    w = log_window_new(fd);
    assert_false(log_window_is_torn(w));
    log_window_free(w);
    close(fd);
}

static void there_is_one_at_a_time(void **state)
{
    int fd = new_file(10);
    struct log_window *w = log_window_new(fd);
    (void)state;
    assert_null(log_window_new(fd));
    log_window_free(w);
    w = log_window_new(fd);
    assert_non_null(w);
    log_window_free(w);
    close(fd);
}

/* The program's own mistakes still end it. */
static void the_trouble_of_others_is_not_hidden(void **state)
{
    int status;
    (void)state;
    pid_t child = fork();
    if (child == 0) {
        int fd = new_file(10);
        signal(SIGBUS, SIG_DFL);
        if (log_window_new(fd))
            raise(SIGBUS);
        raise(SIGBUS);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGBUS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_bytes_come_by_from_any_place),
        cmocka_unit_test(a_file_that_becomes_shorter_gives_zeros),
        cmocka_unit_test(there_is_one_at_a_time),
        cmocka_unit_test(the_trouble_of_others_is_not_hidden),
    };
    return cmocka_run_group_tests_name("log_window", tests, NULL, NULL);
}
