/* two_ways: a line read by hand and by the format's pattern gives one record: what the tests of fast readers share. */
#ifndef TESTS_TWO_WAYS_H
#define TESTS_TWO_WAYS_H
#include "formats_at_hand.h"

static struct two_ways {
    struct log_formats formats;
    struct log_scratch *quickly, *slowly;
    size_t n_held, n_read, n_fast;
    const char *const *line; /* of run_lines, and who holds one */
    size_t n_lines, least_fast;
    void (*hold)(const char *line, size_t n);
} ways;

static inline void ways_begin(void)
{
    load_shipped_formats(&ways.formats);
    ways.quickly = log_scratch_new();
    ways.slowly = log_scratch_new();
}

static inline void ways_end(void)
{
    log_scratch_free(ways.quickly);
    log_scratch_free(ways.slowly);
    log_formats_release(&ways.formats);
}

/* ---- is it one record ---- */

static inline bool text_is_equal(struct log_text a, struct log_text b)
{
    return a.n == b.n && (a.s == NULL) == (b.s == NULL) && (!a.n || memcmp(a.s, b.s, a.n) == 0);
}

static inline bool record_is_equal(const struct log_record *a, const struct log_record *b)
{
    bool same = a->at == b->at && a->status == b->status && a->took == b->took && a->level == b->level && a->n_lines == b->n_lines &&
                a->is_partial == b->is_partial && a->is_stderr == b->is_stderr && text_is_equal(a->raw, b->raw);
    for (int i = 0; i < N_LOG_FIELDS; i++)
        same &= text_is_equal(a->field[i], b->field[i]);
    return same;
}

static inline void print_record(bool is_read, const struct log_record *r)
{
    print_error("%s at %lld status %d took %lld level %d partial %d\n", is_read ? "read:" : "not read;", (long long)r->at, r->status,
                (long long)r->took, (int)r->level, r->is_partial);
    for (int i = 0; i < N_LOG_FIELDS && is_read; i++)
        print_error("  %s %zu\n", log_field_name((enum log_field)i), r->field[i].n);
}

static inline void print_difference(const struct log_format *f, const char *line, size_t n)
{
    char *clean = malloc(n + 1);
    for (size_t i = 0; i < n; i++)
        clean[i] = line[i] >= ' ' && line[i] <= '~' ? line[i] : '?';
    print_error("%s: read differently: %.*s\n", log_format_id(f), (int)n, clean);
    free(clean);
}

/* Fails where the two are not alike. Was the line read, to *slow? */
static inline bool hold_both(const struct log_format *f, const struct log_clock *clock, const char *line, size_t n, struct log_record *slow)
{
    struct log_record quick;
    bool is_read = log_format_parse(f, clock, line, n, ways.quickly, &quick);
    bool is_read_slowly = log_format_parse_slowly(f, clock, line, n, ways.slowly, slow);
    if (is_read != is_read_slowly || (is_read && !record_is_equal(&quick, slow))) {
        print_difference(f, line, n);
        print_record(is_read, &quick);
        print_record(is_read_slowly, slow);
        fail();
    }
    ways.n_held++;
    ways.n_read += is_read;
    return is_read;
}

/* ---- broken lines ---- */

static inline uint32_t draw(uint32_t below)
{
    static uint64_t state = 11;
    state = state * UINT64_C(6364136223846793005) + 1442695040888963407U;
    return (uint32_t)((state >> 33) % below);
}

/* A byte changed, left out or doubled, a piece of another line put in, an end cut off. */
static inline size_t mutate_line(char *line, size_t n)
{
    static const char odd[] = " \"\\[]-:,/.059aF\x1b\t\r\n\x80\xff";
    const char *other = ways.line[draw((uint32_t)ways.n_lines)];
    size_t at = n ? draw((uint32_t)n) : 0, piece = draw(12), from = draw((uint32_t)strlen(other));
    switch (draw(5)) {
    case 0:
        line[at] = odd[draw(sizeof odd)];
        return n;
    case 1:
        memmove(line + at, line + at + 1, n - at - 1);
        return n - 1;
    case 2:
        return at;
    case 3:
        piece = strlen(other) - from < piece ? strlen(other) - from : piece;
        memmove(line + at + piece, line + at, n - at);
        memcpy(line + at, other + from, piece);
        return n + piece;
    default:
        line[at] = (char)draw(256);
        return n;
    }
}

static inline void hold_broken(const char *line, size_t n, int turns)
{
    char copy[4096];
    for (int turn = 0; turn < turns; turn++) {
        size_t now = n < sizeof copy / 2 ? n : sizeof copy / 2;
        memcpy(copy, line, now);
        for (uint32_t i = 1 + draw(3); i && now; i--)
            now = mutate_line(copy, now);
        ways.hold(copy, now);
    }
}

/* ---- the tests of a reader ---- */

static inline void usual_and_unusual_lines_are_read_as_the_pattern_reads_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < ways.n_lines; i++)
        ways.hold(ways.line[i], strlen(ways.line[i]));
    assert_true(ways.n_fast >= ways.least_fast && ways.n_read >= ways.n_lines); /* or nothing was compared */
}

static inline void broken_lines_are_read_as_the_pattern_reads_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < ways.n_lines; i++)
        hold_broken(ways.line[i], strlen(ways.line[i]), 3000);
    assert_true(ways.n_fast > 1000);
}

static inline void lines_from_elsewhere_are_read_as_the_pattern_reads_them(void **state)
{
    (void)state;
    struct str text = {0};
    const char *name = getenv("LOG_LINES");
    if (name)
        assert_true(read_whole(name, &text));
    for (const char *s = str_get(&text), *end = s + text.n; s < end;) {
        const char *newline = memchr(s, '\n', (size_t)(end - s));
        size_t n = (size_t)((newline ? newline : end) - s);
        ways.hold(s, n);
        hold_broken(s, n, 5);
        s += n + 1;
    }
    str_release(&text);
}

/* `hold` counts in ways.n_fast what the hand reader says yes to: of the lines at least so many. */
static inline int run_lines(const char *name, const char *const *line, size_t n, size_t least_fast, void (*hold)(const char *line, size_t n))
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(usual_and_unusual_lines_are_read_as_the_pattern_reads_them),
        cmocka_unit_test(broken_lines_are_read_as_the_pattern_reads_them),
        cmocka_unit_test(lines_from_elsewhere_are_read_as_the_pattern_reads_them),
    };
    ways_begin();
    ways.line = line;
    ways.n_lines = n;
    ways.least_fast = least_fast;
    ways.hold = hold;
    int failed = cmocka_run_group_tests_name(name, tests, NULL, NULL);
    ways_end();
    return failed;
}
#endif
