/* Finding a window of time in a sorted log: always a superset of it, with few reads, whatever the size. The logs here are
 * never written: their bytes are made when they are read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "logs/seek.h"

enum { LINE = 64 };

/* A log of lines of 64 bytes, each `step` us after the one before it; every 8th line only has a time when `sparse`. */
struct made {
    uint64_t lines;
    int64_t step;
    uint64_t long_from, long_to; /* lines that are one line without an end */
    bool is_sparse, halves_swapped, fails;
    unsigned reads;
};

static int64_t time_of_line(const struct made *m, uint64_t i)
{
    if (m->halves_swapped)
        i = (i + m->lines / 2) % m->lines;
    return (int64_t)i * m->step;
}

static void make_line(const struct made *m, uint64_t i, char line[LINE + 1])
{
    if (i >= m->long_from && i < m->long_to)
        snprintf(line, LINE + 1, "%063d%c", 0, i + 1 == m->long_to ? '\n' : '0');
    else if (m->is_sparse && i % 8 != 0)
        snprintf(line, LINE + 1, "%-63s\n", "    at shop.Cart.total(Cart.java:88)");
    else
        snprintf(line, LINE + 1, "%020lld %-42s\n", (long long)time_of_line(m, i), "GET / 200");
}

static ssize_t read_made(void *of, char *to, size_t room, uint64_t at)
{
    struct made *m = of;
    size_t n = 0;
    m->reads++;
    if (m->fails)
        return -1;
    for (uint64_t i = at / LINE; i < m->lines && n < room; i++) {
        char line[LINE + 1];
        make_line(m, i, line);
        size_t skip = n == 0 ? at % LINE : 0, part = LINE - skip < room - n ? LINE - skip : room - n;
        memcpy(to + n, line + skip, part);
        n += part;
    }
    return (ssize_t)n;
}

static bool time_made(void *of, const char *line, size_t n, int64_t *at)
{
    char digits[21] = "";
    (void)of;
    if (n < 21 || line[20] != ' ' || line[0] != '0')
        return false;
    memcpy(digits, line, 20);
    *at = strtoll(digits, NULL, 10);
    return true;
}

static struct seek_found seek(struct made *m, int64_t since, int64_t until)
{
    struct seek_log log = {m->lines * LINE, read_made, time_made, m};
    struct seek_found found;
    m->reads = 0;
    seek_window(&log, since, until, &found);
    assert_int_equal(m->reads, found.reads);
    assert_true(found.reads <= SEEK_READS);
    assert_int_equal(found.start % LINE, 0);
    assert_true(found.start <= found.end);
    assert_true(found.end <= log.size);
    return found;
}

/* Every line of the window is between start and end. */
static void expect_superset(const struct made *m, const struct seek_found *f, int64_t since, int64_t until)
{
    uint64_t first = since == TIME_NONE || since <= 0 ? 0 : ((uint64_t)since + (uint64_t)m->step - 1) / (uint64_t)m->step;
    uint64_t last = until == TIME_NONE ? m->lines : (uint64_t)until / (uint64_t)m->step + 1;
    if (m->is_sparse) { /* a record is eight lines */
        first = (first + 7) / 8 * 8;
        last = until == TIME_NONE ? last : (last + 7) / 8 * 8;
    }
    if (first < m->lines && first < last)
        assert_true(f->start <= first * LINE);
    if (last > m->lines)
        last = m->lines;
    if (first < last)
        assert_true(f->end >= last * LINE);
}

static void a_window_is_found_exactly(void **state)
{
    struct made m = {.lines = 1000000, .step = TIME_SECOND};
    int64_t since = 500000 * TIME_SECOND, until = 500600 * TIME_SECOND;
    (void)state;
    struct seek_found f = seek(&m, since, until);
    assert_true(f.is_sorted);
    assert_int_equal(f.start, (500000 - 60) * LINE);
    assert_int_equal(f.end, (500600 + 60) * LINE);
}

static void any_size_takes_few_reads(void **state)
{
    static const uint64_t lines[] = {1, 2, 100, 1000, 1100, 5000, 100000, UINT64_C(1) << 27, UINT64_C(160000000), UINT64_C(1) << 50, (UINT64_C(1) << 57) - 1};
    unsigned most = 0;
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        for (uint64_t part = 0; part <= 16; part++) {
            struct made m = {.lines = lines[i], .step = lines[i] > 1u << 30 ? 40 : TIME_SECOND / 10, .is_sparse = part % 3 == 1};
            int64_t since = (int64_t)(lines[i] / 16 * part) * m.step + 1, until = since + (int64_t)(lines[i] / 5) * m.step;
            struct seek_found f = seek(&m, since, until);
            assert_true(f.is_sorted);
            expect_superset(&m, &f, since, until);
            if (f.reads > most)
                most = f.reads;
        }
    print_message("# at most %u reads\n", most);
}

static void a_10_gb_log_takes_few_bytes(void **state)
{
    struct made m = {.lines = UINT64_C(160000000), .step = 1000};
    int64_t since = INT64_C(100000000) * 1000, until = since + TIME_MINUTE;
    (void)state;
    struct seek_found f = seek(&m, since, until);
    expect_superset(&m, &f, since, until);
    assert_true(f.reads <= 48);
    assert_true(f.end - f.start <= 4 * 60000 * LINE);
}

static void random_windows_are_never_cut(void **state)
{
    uint64_t r = 42;
    (void)state;
    for (int i = 0; i < 300; i++) {
        r = r * UINT64_C(6364136223846793005) + 1;
        uint64_t lines = 1 + (r >> 20) % 300000;
        struct made m = {.lines = lines, .step = 1 + (int64_t)((r >> 33) % TIME_MINUTE), .is_sparse = r >> 63};
        int64_t span = (int64_t)lines * m.step, since = (int64_t)(r >> 13) % span, until = since + (int64_t)(r >> 7) % span;
        struct seek_found f = seek(&m, since, i % 5 ? until : TIME_NONE);
        expect_superset(&m, &f, since, i % 5 ? until : TIME_NONE);
    }
}

static void a_window_outside_is_empty_or_all(void **state)
{
    struct made m = {.lines = 1000000, .step = TIME_SECOND};
    (void)state;
    struct seek_found f = seek(&m, 2000000 * TIME_SECOND, TIME_NONE);
    assert_int_equal(f.start, m.lines * LINE);
    f = seek(&m, TIME_NONE, -3600 * TIME_SECOND);
    assert_int_equal(f.end, 0);
    f = seek(&m, TIME_NONE, TIME_NONE);
    assert_true(f.start == 0 && f.end == m.lines * LINE);
    f = seek(&m, -TIME_DAY, 2000000 * TIME_SECOND);
    assert_true(f.start == 0 && f.end == m.lines * LINE);
}

static void a_very_long_line_only_widens(void **state)
{
    struct made m = {.lines = 4000000, .step = TIME_SECOND, .long_from = 1500000, .long_to = 3100000};
    int64_t since = 1400000 * TIME_SECOND, until = 3200000 * TIME_SECOND;
    (void)state;
    struct seek_found f = seek(&m, since, until);
    assert_true(f.is_sorted);
    expect_superset(&m, &f, since, until);
    f = seek(&m, 2000000 * TIME_SECOND, 2100000 * TIME_SECOND);
    assert_true(f.start <= 1500000 * (uint64_t)LINE && f.end >= 3100000 * (uint64_t)LINE);
}

static void what_is_not_sorted_is_read_whole(void **state)
{
    struct made m = {.lines = 1000000, .step = TIME_SECOND, .halves_swapped = true};
    (void)state;
    struct seek_found f = seek(&m, 500000 * TIME_SECOND, 500100 * TIME_SECOND);
    assert_false(f.is_sorted);
    assert_true(f.start == 0 && f.end == m.lines * LINE);
}

static void what_cannot_be_read_is_not_narrowed(void **state)
{
    struct made m = {.lines = 1000000, .step = TIME_SECOND, .fails = true};
    (void)state;
    struct seek_found f = seek(&m, 500000 * TIME_SECOND, TIME_NONE);
    assert_true(f.start == 0 && f.end == m.lines * LINE);
    m = (struct made){.lines = 0, .step = 1};
    f = seek(&m, 0, 1);
    assert_true(f.start == 0 && f.end == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_window_is_found_exactly),        cmocka_unit_test(any_size_takes_few_reads),
        cmocka_unit_test(a_10_gb_log_takes_few_bytes),      cmocka_unit_test(random_windows_are_never_cut),
        cmocka_unit_test(a_window_outside_is_empty_or_all), cmocka_unit_test(a_very_long_line_only_widens),
        cmocka_unit_test(what_is_not_sorted_is_read_whole), cmocka_unit_test(what_cannot_be_read_is_not_narrowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
