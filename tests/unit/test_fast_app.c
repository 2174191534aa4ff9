/* fast_app: what the hand reader says yes to, the pattern reads the same, on lines of all kinds and on broken ones. More
 * lines may be given: LOG_LINES names a file of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "formats_at_hand.h"
#include "logs/fast_app.h"

static const char *const lines[] = {
    "2026-03-01 03:00:01,123 INFO  [http-nio-8080-exec-5] shop.Access - pool stats: total=71985 active=18762",
    "2026-03-01 03:00:01.123 [main] ERROR shop.Cart - no answer",
    "2026-03-01T03:00:01,123 WARN shop.Cart$Line : slow",
    "2026-03-01 03:00:59,999  WARNING  [a b] c.s.Cart -  two blanks",
    "2026-03-01 03:00:60,000 INFO [main] a.B - leap",
    "2026-02-29 03:00:01,123 INFO [main] a.B - no such day",
    "2026-03-29 02:30:01,123 INFO [main] a.B - no such hour",
    "2026-03-01 03:00:01,123 +0100 INFO [main] a.B - zoned",
    "2026-03-01 03:00:01,123456 INFO [main] a.B - finer",
    "2026-03-01 03:00:01,123 INFO [shop,5f2a,9c1d,true] 1234 --- [nio-1] c.s.Cart : sleuth",
    "2026-03-01 03:00:01,123 [main] INFO [shop,5f2a,9c1d] c.s.Cart : sleuth",
    "2026-03-01 03:00:01,123 [x] [y] INFO [z] a.B - -",
    "2026-03-01 03:00:01,123 TRACE [main] a.B - ",
    "2026-03-01 03:00:01,123 INFO [main] a.B#c:12 - at line",
    "2026-03-01 03:00:01,123 INFO [myid:] - a.B - empty",
    "2026-03-01 03:00:01,123 FATAL [main] a.B - \x1b[31mred\x1b[0m",
    "2026-03-01 03:00:01,123 INFO executor.Backend: close",
    "2026-03-01 03:00:01,123 DEBUG [main] a-B - - : x",
};

enum { N_LINES = sizeof lines / sizeof *lines };

static void text_is_equal(struct log_text a, struct log_text b)
{
    assert_int_equal(a.n, b.n);
    assert_int_equal(a.s == NULL, b.s == NULL);
    assert_true(!a.n || memcmp(a.s, b.s, a.n) == 0);
}

static void is_equal(const struct log_record *a, const struct log_record *b)
{
    assert_true(a->at == b->at);
    assert_int_equal(a->status, b->status);
    assert_int_equal(a->took, b->took);
    assert_int_equal(a->level, b->level);
    assert_int_equal(a->n_lines, b->n_lines);
    assert_int_equal(a->is_partial, b->is_partial);
    text_is_equal(a->raw, b->raw);
    for (int i = 0; i < N_LOG_FIELDS; i++)
        text_is_equal(a->field[i], b->field[i]);
}

static struct log_formats formats;
static struct log_scratch *quickly, *slowly;
static size_t n_read, n_fast;

static void hold(const char *line, size_t n)
{
    const struct time_zone berlin = {.shift = {{INT64_C(1761440400) * TIME_SECOND, 3600}, {INT64_C(1774746000) * TIME_SECOND, 7200}}, .n = 2};
    const struct log_clock clock[] = {
        {.newest = INT64_C(1800000000) * TIME_SECOND, .offset = 17},
        {.newest = INT64_C(1800000000) * TIME_SECOND, .zone = &berlin},
    };
    const struct log_format *f = log_format_find(&formats, "log4j");
    static struct app_second second;
    struct log_record a, b;
    if (memchr(line, '\n', n))
        return;
    for (size_t i = 0; i < 2; i++) {
        bool is_read = log_format_parse(f, &clock[i], line, n, quickly, &a);
        assert_int_equal(is_read, log_format_parse_slowly(f, &clock[i], line, n, slowly, &b));
        if (is_read)
            is_equal(&a, &b);
        n_read += is_read;
        bool is_fast = fast_app_parse(line, n, &clock[i], &second, &a);
        n_fast += is_fast;
        if (is_fast)
            is_equal(&a, &b);
    }
}

static uint32_t draw(uint32_t below)
{
    static uint64_t state = 5;
    state = state * UINT64_C(6364136223846793005) + 1442695040888963407U;
    return (uint32_t)((state >> 33) % below);
}

/* A byte changed, left out or doubled, a piece of another line put in, an end cut off. */
static size_t mutate(char *line, size_t n)
{
    static const char odd[] = " \"\\[]-:,/.059aF\x1b\t\r\n\x80\xff";
    const char *other = lines[draw(N_LINES)];
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

static void hold_mutations(const char *line, size_t n, int turns)
{
    char copy[4096];
    for (int turn = 0; turn < turns; turn++) {
        size_t now = n < sizeof copy / 2 ? n : sizeof copy / 2;
        memcpy(copy, line, now);
        for (uint32_t i = 1 + draw(3); i && now; i--)
            now = mutate(copy, now);
        hold(copy, now);
    }
}

static void usual_and_unusual_lines_are_read_as_the_pattern_reads_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_LINES; i++)
        hold(lines[i], strlen(lines[i]));
    assert_true(n_fast >= 10 && n_read >= N_LINES); /* or nothing was compared */
}

static void broken_lines_are_read_as_the_pattern_reads_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_LINES; i++)
        hold_mutations(lines[i], strlen(lines[i]), 3000);
    assert_true(n_fast > 1000);
}

static void lines_from_elsewhere_are_read_as_the_pattern_reads_them(void **state)
{
    (void)state;
    struct str text = {0};
    const char *name = getenv("LOG_LINES");
    if (name)
        assert_true(read_whole(name, &text));
    for (const char *s = str_get(&text), *end = s + text.n; s < end;) {
        const char *newline = memchr(s, '\n', (size_t)(end - s));
        size_t n = (size_t)((newline ? newline : end) - s);
        hold(s, n);
        hold_mutations(s, n, 5);
        s += n + 1;
    }
    str_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(usual_and_unusual_lines_are_read_as_the_pattern_reads_them),
        cmocka_unit_test(broken_lines_are_read_as_the_pattern_reads_them),
        cmocka_unit_test(lines_from_elsewhere_are_read_as_the_pattern_reads_them),
    };
    load_shipped_formats(&formats);
    quickly = log_scratch_new();
    slowly = log_scratch_new();
    int failed = cmocka_run_group_tests_name("fast_app", tests, NULL, NULL);
    log_scratch_free(quickly);
    log_scratch_free(slowly);
    log_formats_release(&formats);
    return failed;
}
