/* What a log's name and its first bytes say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "logs/rotation.h"
#include "logs/sniff.h"

static void a_rotated_piece_knows_its_log(void **state)
{
    static const struct {
        const char *name, *base, *date;
        unsigned number;
        bool is_rotated;
    } cases[] = {
        {"access.log", "access.log", "", 0, false},
        {"access.log.1", "access.log", "", 2, true},
        {"access.log.0", "access.log", "", 1, true},
        {"access.log.2.gz", "access.log", "", 3, true},
        {"access.log.gz", "access.log.gz", "", 0, false},
        {"access.log.old", "access.log", "", 1, true},
        {"access.log-20261120", "access.log", "20261120", 0, true},
        {"access.log-20261120.gz", "access.log", "20261120", 0, true},
        {"access.log-2026112014.zst", "access.log", "2026112014", 0, true},
        {"access.log-20261120-1432", "access.log", "202611201432", 0, true},
        {"app.2026-11-19.log", "app.log", "20261119", 0, true},
        {"app-2026-11-19.log.gz", "app.log", "20261119", 0, true},
        {"app.log.2026-11-19.1", "app.log", "20261119", 2, true},
        {"app.2026-11-19.3.log", "app.log", "20261119", 4, true},
        {"app.log_2026_11_19", "app.log", "20261119", 0, true},
        {"0.log.20261120-101112", "0.log", "20261120101112", 0, true},
        {"error_log.1763596800", "error_log", "1763596800", 0, true},
        {"foo-2026-05-04T14-44-33.555.log", "foo.log", "20260504144433555", 0, true},
        {"app-202611.log", "app.log", "202611", 0, true},
        {"syslog", "syslog", "", 0, false},
        {"syslog.1", "syslog", "", 2, true},
        {"app.1.log", "app.log", "", 2, true},
        {"app-1.log", "app-1.log", "", 0, false},
        {"host-20.26.11.19.log", "host-20.26.11.log", "", 20, true},
        {"app-20261341.log", "app-20261341.log", "", 0, false},
        {"2026-11-19.log", "2026-11-19.log", "", 0, false},
        {".1", ".1", "", 0, false},
        {"1", "1", "", 0, false},
        {"", "", "", 0, false},
        {"-foo.log", "-foo.log", "", 0, false},
        {".gz", ".gz", "", 0, false},
        {"log.123456", "log.123456", "", 0, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct rotation r;
        rotation_of(cases[i].name, &r);
        if (strcmp(r.base, cases[i].base) != 0 || r.number != cases[i].number || strcmp(r.date, cases[i].date) != 0)
            print_message("# %s: %s %s %u\n", cases[i].name, r.base, r.date, r.number);
        assert_string_equal(r.base, cases[i].base);
        assert_string_equal(r.date, cases[i].date);
        assert_int_equal(r.number, cases[i].number);
        assert_int_equal(r.is_rotated, cases[i].is_rotated);
    }
}

static int by_age(const void *a, const void *b)
{
    struct rotation x, y;
    rotation_of(*(const char *const *)a, &x);
    rotation_of(*(const char *const *)b, &y);
    return rotation_compare(&x, &y);
}

static void expect_order(const char *const *oldest_first, size_t n)
{
    const char *list[16];
    for (size_t i = 0; i < n; i++)
        list[i] = oldest_first[n - 1 - i];
    qsort(list, n, sizeof *list, by_age);
    for (size_t i = 0; i < n; i++)
        assert_string_equal(list[i], oldest_first[i]);
}

static void pieces_stand_in_the_order_of_time(void **state)
{
    static const char *const numbers[] = {"a.log.10.gz", "a.log.9.gz", "a.log.2.gz", "a.log.1", "a.log"};
    static const char *const dates[] = {"a.log-20251231.gz", "a.log-20261101", "a.log-2026110114", "a.log-20261120", "a.log"};
    static const char *const both[] = {"a.2026-11-18.log", "a.log.2026-11-19.1", "a.log.2026-11-19.2", "a.log.2026-11-19.10", "a.log"};
    static const char *const old[] = {"a.log.old", "a.log"};
    (void)state;
    expect_order(numbers, 5);
    expect_order(dates, 5);
    expect_order(both, 5);
    expect_order(old, 2);
}

static void a_long_name_is_no_piece(void **state)
{
    char name[400];
    struct rotation r;
    (void)state;
    memset(name, 'x', sizeof name);
    memcpy(name + sizeof name - 3, ".1", 3);
    rotation_of(name, &r);
    assert_false(r.is_rotated);
    memcpy(name + 253, ".1", 3);
    rotation_of(name, &r);
    assert_true(r.is_rotated);
    memcpy(name + 240, "2026-11-19.log", 15);
    name[239] = '-';
    rotation_of(name, &r);
    assert_string_equal(r.date, "20261119");
    assert_int_equal(strlen(r.base), 243);
}

static void expect_content(const char *bytes, size_t n, enum log_content content)
{
    assert_int_equal(log_sniff(bytes, n), content);
}

static void first_bytes_say_what_it_is(void **state)
{
    char block[SNIFF_BYTES];
    (void)state;
    expect_content("", 0, CONTENT_EMPTY);
    expect_content("GET / HTTP/1.1\n", 15, CONTENT_TEXT);
    expect_content("\x1f\x8b\x08\x00", 4, CONTENT_GZIP);
    expect_content("\x28\xb5\x2f\xfd", 4, CONTENT_ZSTD);
    expect_content("\xfd" "7zXZ\0", 6, CONTENT_XZ);
    expect_content("BZh91AY", 7, CONTENT_BZIP2);
    expect_content("LPKSHHRH\0\0", 10, CONTENT_JOURNAL);
    expect_content("\xff\xfe" "a\0b\0", 6, CONTENT_UTF16);
    expect_content("a\0b\0c\0d\0e\0f\0g\0h\0i\0", 18, CONTENT_UTF16);
    expect_content("\0a\0b\0c\0d\0e\0f\0g\0h\0i", 18, CONTENT_UTF16);
    expect_content("\x1b[31mERROR\x1b[0m red\tand \xc3\xa4 and \xe4\n", 30, CONTENT_TEXT);
    expect_content("\x7f" "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0>\0", 20, CONTENT_BINARY);
    memset(block, 0, sizeof block);
    expect_content(block, sizeof block, CONTENT_TEXT);
    for (size_t i = 0; i < sizeof block; i++)
        block[i] = (char)(i * 31);
    expect_content(block, sizeof block, CONTENT_BINARY);
    memset(block, 'a', sizeof block);
    block[100] = '\0';
    expect_content(block, sizeof block, CONTENT_TEXT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rotated_piece_knows_its_log),
        cmocka_unit_test(pieces_stand_in_the_order_of_time),
        cmocka_unit_test(a_long_name_is_no_piece),
        cmocka_unit_test(first_bytes_say_what_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
