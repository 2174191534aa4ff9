/* fast_access: what the hand reader says yes to, the patterns read the same, on lines of all kinds and on broken ones. More
 * lines may be given: LOG_LINES names a file of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "formats_at_hand.h"
#include "logs/fast_access.h"

static const char *const lines[] = {
    "192.0.2.7 - - [07/Dec/2016:11:05:07 +0100] \"GET /ocelot?x=1 HTTP/1.1\" 200 571 \"-\" \"Mozilla/5.0 (X11; Linux)\"",
    "10.0.0.2, 10.0.0.1, 85.181.35.98 - frank [07/Dec/2016:11:05:07 +0100] \"POST /a b HTTP/2.0\" 503 0 \"http://x/\\\"q\\\"\" \"curl/8\"",
    "172.17.0.1 - - [29/May/2017:19:02:48 +0000] \"GET /x HTTP/1.1\" 404 612 \"-\" \"Mozilla\" \"203.0.113.9, 10.1.1.1\"",
    "172.17.0.1 - - [29/May/2017:19:02:48 +0000] \"GET /x HTTP/1.1\" 404 612 \"-\" \"Mozilla\" \"203.0.113.9\"",
    "172.17.0.1 - - [29/May/2017:19:02:48 +0000] \"GET /x HTTP/2\" 404 612 \"-\" \"Mozilla\" \"-\"",
    "192.0.2.7 - - [07/Dec/2016:11:05:07 +0000] \"GET /x HTTP/1.1\" 200 571 \"-\" \"curl/8\" \"-\" 0.123 0.120 .",
    "192.0.2.7 - - [07/Dec/2016:11:05:07 +0000] \"GET /x HTTP/1.1\" 502 571 \"-\" \"curl/8\" \"-\" rt=1.5 id=0123456789abcdef0123456789abcdef",
    "192.0.2.7 - - [07/Dec/2016:11:05:07 +0000] \"GET /x HTTP/1.1\" 200 571 \"-\" \"curl/8\" 0/1160",
    "192.0.2.7 - - [07/Dec/2016:11:05:60 +0000] \"\\x16\\x03\\x01\\x00\" 400 157 \"-\" \"-\"",
    "2001:db8::7 - john doe [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 499 - \"-\" \"-\"",
    "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /apache_pb.gif HTTP/1.0\" 200 2326",
    "shop.example - - [10/Oct/2000:13:55:36 +0000] \"-\" 408 -",
    "127.0.0.1 - - [10/Oct/2000:13:55:36 +0000] \"GET /a HTTP/1.1\" 500 26 0.250",
    "www.shop.example:443 192.0.2.7 - - [11/Mar/2024:10:00:00 +0100] \"GET /cart HTTP/1.1\" 500 120 \"-\" \"curl/8\"",
    "shop.example 192.0.2.7 - ann [29/Feb/2024:23:59:59 +0100] \"GET /cart HTTP/1.1\" 200 120 \"-\" \"curl/8\" 0.020",
    "::1 - - [31/Feb/2024:10:00:00 +0100] \"GET /\x1b[31m HTTP/1.1\" 999 120 \"\x1b[\"-\" \"curl\x1b[0m\"",
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
    static const char *const ids[] = {"combined", "common", "vhost"};
    struct log_clock clock = {.newest = INT64_C(1800000000) * TIME_SECOND, .offset = 17};
    struct clf_minute minute = {0};
    struct log_record a, b;
    for (size_t i = 0; i < 3; i++) {
        const struct log_format *f = log_format_find(&formats, ids[i]);
        bool is_read = log_format_parse(f, &clock, line, n, quickly, &a);
        assert_int_equal(is_read, log_format_parse_slowly(f, &clock, line, n, slowly, &b));
        if (is_read)
            is_equal(&a, &b);
        n_read += is_read;
    }
    n_fast += fast_access_parse(line, n, &clock, &minute, &a) != ACCESS_NONE;
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
    assert_true(n_fast >= 5 && n_read >= N_LINES); /* or nothing was compared */
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
    int failed = cmocka_run_group_tests_name("fast_access", tests, NULL, NULL);
    log_scratch_free(quickly);
    log_scratch_free(slowly);
    log_formats_release(&formats);
    return failed;
}
