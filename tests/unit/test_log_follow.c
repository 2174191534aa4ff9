/* Following logs while they are written, emptied, rotated, removed and made. Every step is taken by the test: nothing waits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <poll.h>

#include "base/str.h"
#include "place.h"
#include "probe/log_follow.h"

/* "0:text", or a word for another event. */
static void note(void *to, uint32_t log, enum log_follow_event event, const char *bytes, size_t n, uint64_t offset)
{
    static const char *const words[] = {[FOLLOW_CAME] = "came", [FOLLOW_GONE] = "gone", [FOLLOW_TRUNCATED] = "emptied", [FOLLOW_ROTATED] = "rotated"};
    struct str *out = to;
    if (event == FOLLOW_BYTES)
        str_addf(out, "%u@%llu:%.*s", log, (unsigned long long)offset, (int)n, bytes);
    else
        str_addf(out, "%u %s ", log, words[event]);
}

static void expect(struct log_follow *f, const char *text)
{
    struct str out = {0};
    while (log_follow_step(f, note, &out))
        continue;
    assert_string_equal(str_get(&out), text);
    str_release(&out);
}

static bool is_told(const struct log_follow *f)
{
    struct pollfd p = {.fd = log_follow_fd(f), .events = POLLIN};
    return log_follow_fd(f) < 0 || poll(&p, 1, 0) == 1;
}

static void what_is_written_comes(void **state)
{
    struct log_follow *f = log_follow_new();
    (void)state;
    place_write("a.log", "old\n");
    place_write("b.log", "old\n");
    assert_int_equal(log_follow_add(f, "a.log", 0, LOG_FOLLOW_FROM_END), 0);
    assert_int_equal(log_follow_add(f, "b.log", 0, 2), 1);
    expect(f, "1@2:d\n");
    expect(f, "");
    assert_true(log_follow_fd(f) < 0 || !is_told(f));
    place_append("a.log", "new\n");
    assert_true(is_told(f));
    expect(f, "0@4:new\n");
    log_follow_free(f);
}

static void nothing_is_lost_in_a_rotation(void **state)
{
    struct log_follow *f = log_follow_new();
    (void)state;
    place_write("a.log", "1\n");
    log_follow_add(f, "a.log", 0, 0);
    expect(f, "0@0:1\n");
    FILE *writer = fopen("a.log", "a");
    assert_int_equal(rename("a.log", "a.log.1"), 0);
    assert_true(is_told(f));
    fputs("2\n", writer), fflush(writer);
    expect(f, "0@2:2\n0 gone ");
    place_write("a.log", "");
    assert_true(is_told(f));
    expect(f, "");
    fputs("3\n", writer), fflush(writer);
    expect(f, "0@4:3\n");
    fputs("4\n", writer), fclose(writer);
    place_append("a.log", "5\n");
    expect(f, "0@6:4\n0 rotated 0@0:5\n");
    place_append("a.log", "6\n");
    assert_true(is_told(f));
    expect(f, "0@2:6\n");
    log_follow_free(f);
}

static void an_emptied_log_begins_again(void **state)
{
    struct log_follow *f = log_follow_new();
    (void)state;
    place_write("a.log", "one\ntwo\n");
    log_follow_add(f, "a.log", 0, LOG_FOLLOW_FROM_END);
    assert_int_equal(truncate("a.log", 0), 0);
    place_append("a.log", "three\n");
    expect(f, "0 emptied 0@0:three\n");
    log_follow_free(f);
}

static void a_log_that_comes_later_is_read_from_its_beginning(void **state)
{
    struct log_follow *f = log_follow_new();
    (void)state;
    log_follow_add(f, "later.log", 0, LOG_FOLLOW_FROM_END);
    log_follow_add(f, "no/such/dir.log", 0, 5);
    expect(f, "");
    place_write("later.log", "one\n");
    assert_true(is_told(f));
    expect(f, "0 came 0@0:one\n");
    mkdir("no", 0755), mkdir("no/such", 0755);
    place_write("no/such/dir.log", "two\n");
    expect(f, "1 came 1@0:two\n");
    unlink("no/such/dir.log");
    expect(f, "1 gone ");
    place_write("no/such/dir.log", "three\n");
    expect(f, "1 rotated 1@0:three\n");
    log_follow_free(f);
}

static void a_replaced_log_is_seen_as_another(void **state)
{
    struct log_follow *f = log_follow_new();
    struct stat st;
    (void)state;
    place_write("a.log", "one\ntwo\n");
    assert_int_equal(stat("a.log", &st), 0);
    log_follow_add(f, "a.log", st.st_ino, 4);
    expect(f, "0@4:two\n");
    place_write("new", "three\n");
    assert_int_equal(rename("new", "a.log"), 0);
    expect(f, "0 rotated 0@0:three\n");
    log_follow_free(f);
    f = log_follow_new();
    log_follow_add(f, "a.log", st.st_ino, 4); /* counted in the file that is gone */
    expect(f, "0@0:three\n");
    log_follow_free(f);
}

static void what_is_no_file_is_waited_for(void **state)
{
    struct log_follow *f = log_follow_new();
    (void)state;
    assert_int_equal(mkfifo("a.log", 0600), 0);
    log_follow_add(f, "a.log", 0, 0);
    expect(f, "");
    unlink("a.log");
    place_write("a.log", "one\n");
    expect(f, "0 came 0@0:one\n");
    log_follow_free(f);
}

static void a_flood_does_not_keep_the_others_waiting(void **state)
{
    struct log_follow *f = log_follow_new();
    struct str out = {0};
    (void)state;
    place_write("a.log", "");
    place_write("b.log", "");
    log_follow_add(f, "a.log", 0, 0);
    log_follow_add(f, "b.log", 0, 0);
    char *flood = calloc(1, 3 << 20);
    memset(flood, 'x', 3 << 20);
    place_write_n("a.log", flood, 3 << 20, "a");
    place_append("b.log", "one\n");
    assert_true(log_follow_step(f, note, &out));
    assert_true(out.n < 2 << 20);
    assert_true(str_ends(out.s, "1@0:one\n"));
    while (log_follow_step(f, note, &out))
        continue;
    assert_true(out.n > 3 << 20);
    free(flood);
    str_release(&out);
    log_follow_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_written_comes, place_begin, place_end),
        cmocka_unit_test_setup_teardown(nothing_is_lost_in_a_rotation, place_begin, place_end),
        cmocka_unit_test_setup_teardown(an_emptied_log_begins_again, place_begin, place_end),
        cmocka_unit_test_setup_teardown(a_log_that_comes_later_is_read_from_its_beginning, place_begin, place_end),
        cmocka_unit_test_setup_teardown(a_replaced_log_is_seen_as_another, place_begin, place_end),
        cmocka_unit_test_setup_teardown(what_is_no_file_is_waited_for, place_begin, place_end),
        cmocka_unit_test_setup_teardown(a_flood_does_not_keep_the_others_waiting, place_begin, place_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
