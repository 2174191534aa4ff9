/* fast paths: what each says yes to, the slow way reads the same: on the samples of all formats that have one or hold one
 * inside, on samples broken in many places, on JSON put together by chance, and on logs of others ($TRIAGE_CORPORA, default
 * ../shared/corpora beside the project; says so where they are absent). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ftw.h>
#include <math.h>

#include "logs/format_own.h"
#include "logs/json_shape.h"
#include "two_ways.h"

enum { MUTATIONS = 400, LINES_OF_FILE = 150, LINE_MAX_HELD = 4000 };

static size_t n_known;

static void hold(const struct log_format *f, const char *line, size_t n)
{
    static const struct time_zone zone = {0};
    struct log_clock clock = {.zone = n % 2 ? &zone : NULL, .newest = INT64_C(1800000000) * TIME_SECOND, .offset = (int64_t)(n % 3)};
    struct log_record r;
    char *exact = malloc(n ? n : 1); /* so that ASan sees who reads behind it */
    memcpy(exact, line, n);
    bool is_read = hold_both(f, &clock, exact, n, &r);
    int64_t at;
    enum log_level level;
    if (log_format_glance(f, &clock, exact, n, ways.quickly, &at, &level))
        assert_true(!is_read || (at == r.at && level == r.level)); /* what follows may be anything */
    free(exact);
}

static bool has_fast(const struct log_format *f)
{
    bool is_fast = f->fast != NULL;
    for (size_t i = 0; i < f->n_inside; i++)
        is_fast |= f->inside[i] && f->inside[i]->fast;
    return is_fast;
}

static void hold_by_all(const char *line, size_t n)
{
    for (size_t i = 0; i < ways.formats.list.n; i++)
        if (has_fast(ways.formats.list.v[i]))
            hold(ways.formats.list.v[i], line, n < LINE_MAX_HELD ? n : LINE_MAX_HELD);
}

/* ---- broken lines ---- */

/* A byte changed, left out or another one; an end cut off; a piece doubled, or put elsewhere. */
static size_t mutate(char *line, size_t n)
{
    static const char odd[] = " \"\\[]{}-:,/.0159aFTZu<=\x1b\t\r\n\x80\xff";
    size_t at = draw((uint32_t)n), from = draw((uint32_t)n), piece = draw(24);
    piece = piece < n - from ? piece : n - from;
    switch (draw(6)) {
    case 0:
        line[at] = odd[draw(sizeof odd)];
        return n;
    case 1:
        memmove(line + at, line + at + 1, n - at - 1);
        return n - 1;
    case 2:
        return draw(4) ? n : at;
    case 3:
    case 4: {
        char copy[24];
        memcpy(copy, line + from, piece);
        memmove(line + at + piece, line + at, n - at);
        memcpy(line + at, copy, piece);
        return n + piece;
    }
    default:
        line[at] = (char)draw(256);
        return n;
    }
}

static void hold_mutations(const struct log_format *f, const char *line, size_t n, int turns)
{
    char copy[LINE_MAX_HELD + 200];
    n = n < LINE_MAX_HELD ? n : LINE_MAX_HELD;
    for (int turn = 0; turn < turns; turn++) {
        size_t now = n;
        memcpy(copy, line, n);
        for (uint32_t i = 1 + draw(3); i && now; i--)
            now = mutate(copy, now);
        hold(f, copy, now);
        if (turn % 8 == 0)
            hold(f, line, n); /* so that its shape stays known */
    }
}

static void samples_are_read_alike(void **state)
{
    (void)state;
    for (size_t i = 0; i < ways.formats.list.n; i++)
        for (size_t k = 0; k < ways.formats.list.v[i]->n_samples; k++) {
            const struct yaml_node *line = ways.formats.list.v[i]->sample[k].line;
            hold_by_all(line->text, line->n);
            hold_by_all(line->text, line->n);
        }
    assert_true(ways.n_read > 100);
}

/* By a scratch that knows nothing yet: nothing is what it must not be taken for. */
static void holes_are_no_times(void **state)
{
    (void)state;
    for (size_t i = 0; i < ways.formats.list.n; i++)
        for (size_t k = 0; k < ways.formats.list.v[i]->n_samples && has_fast(ways.formats.list.v[i]); k++) {
            const struct yaml_node *line = ways.formats.list.v[i]->sample[k].line;
            char hollow[LINE_MAX_HELD];
            size_t n = line->n < sizeof hollow ? line->n : sizeof hollow;
            n -= n % 6; /* by the clock that adds nothing */
            memcpy(hollow, line->text, n);
            for (size_t hole = 0; hole < n && hole < 40; hole++) {
                hollow[hole] = '\0';
                log_scratch_free(ways.quickly);
                ways.quickly = log_scratch_new();
                hold(ways.formats.list.v[i], hollow, n);
            }
        }
}

/* As they are, and with blanks behind them. */
static void hold_beginnings(const struct log_format *f, const char *line, size_t n)
{
    char padded[LINE_MAX_HELD + 8];
    for (size_t i = 0; i < n && i < LINE_MAX_HELD; i++) {
        memcpy(padded, line, i);
        memset(padded + i, ' ', 8);
        hold(f, line, i);
        for (size_t blanks = 1; blanks <= 8; blanks++)
            hold(f, padded, i + blanks);
    }
}

static void beginnings_of_samples_are_read_alike(void **state)
{
    (void)state;
    for (size_t i = 0; i < ways.formats.list.n; i++)
        for (size_t k = 0; k < ways.formats.list.v[i]->n_samples && has_fast(ways.formats.list.v[i]); k++)
            hold_beginnings(ways.formats.list.v[i], ways.formats.list.v[i]->sample[k].line->text, ways.formats.list.v[i]->sample[k].line->n);
}

static void broken_samples_are_read_alike(void **state)
{
    (void)state;
    for (size_t i = 0; i < ways.formats.list.n; i++)
        for (size_t k = 0; k < ways.formats.list.v[i]->n_samples && has_fast(ways.formats.list.v[i]); k++) {
            const struct yaml_node *line = ways.formats.list.v[i]->sample[k].line;
            hold_mutations(ways.formats.list.v[i], line->text, line->n, MUTATIONS);
        }
}

/* ---- JSON by chance ---- */

static const char *const values[] = {
    "\"\"", "\"x\"", "\"a longer text, with blanks\"", "\"\\u00e4 \\\"quoted\\\" \\ud83d\\ude00\"", "\"\\\\\"", "\"broken \\x\"",
    "1", "-12.5e3", "502", "0.25", "1772323200.123", "1772323200123", "true", "null", "nan", "\"2026-03-01T00:00:00.011Z\"",
    "\"2026-03-01 00:00:59,5\"", "\"2026-03-01T00:00:61+01:00\"", "\"error\"", "\"WARN\"", "30", "\"-\"", "\"12ms\"", "\" 502 \"", "{}", "[]",
    "[1, 2]", "[\"10.0.0.1\",\"b\"]", "[[{\"level\":\"info\"}]]", "\"10.0.0.2, 10.0.0.1\"", "\"/a?b=c\"", "\"line\\nline\\n\""};

static void put_members(struct str *out, const struct log_format *f, int depth)
{
    static const char *const others[] = {"x", "pid", "a.b", "http", "error", "request", "log", "message", "k\\\"", ""};
    for (uint32_t i = 0, n = 1 + draw(6); i < n; i++) {
        const char *key = draw(3) && f->n_keys ? f->key[draw((uint32_t)f->n_keys)].name : others[draw(10)];
        const char *dot = strchr(key, '.');
        str_addf(out, "%s%s\"", i ? "," : "", draw(20) ? "" : " ");
        str_add_n(out, key, dot && draw(2) ? (size_t)(dot - key) : strlen(key));
        str_add(out, draw(20) ? "\":" : "\" : ");
        if (draw(5) || depth > 3) {
            str_add(out, values[draw(sizeof values / sizeof *values)]);
        } else {
            str_add(out, draw(4) ? "{" : "[{");
            put_members(out, f, depth + 1);
            str_add(out, out->n % 7 ? "}" : "}]");
        }
    }
}

/* The values of a known shape, others than those it was known by. */
static void vary(struct str *line)
{
    static const char digits[] = "0123456789";
    for (size_t i = 0; i < line->n; i++)
        if (strchr(digits, line->s[i]) && draw(2))
            line->s[i] = digits[draw(10)];
}

static void note_known(const struct log_format *f, const struct str *line)
{
    struct log_parts parts = {0};
    for (int i = 0; i < 2; i++)
        if (ways.quickly->shapes[i] && json_shapes_format(ways.quickly->shapes[i]) == f)
            n_known += json_shapes_read(ways.quickly->shapes[i], line->s, line->n, ways.quickly, &parts);
}

static void hold_by_chance(const struct log_format *f)
{
    struct str line = {0};
    log_scratch_free(ways.quickly); /* so many shapes would be too many */
    ways.quickly = log_scratch_new();
    str_add(&line, "{");
    put_members(&line, f, 0);
    str_add(&line, draw(20) ? "}" : "} ,");
    for (int turn = 0; turn < 3; turn++) {
        hold(f, line.s, line.n);
        vary(&line);
        note_known(f, &line);
    }
    hold_mutations(f, line.s, line.n, 12);
    str_release(&line);
}

static void json_by_chance_is_read_alike(void **state)
{
    (void)state;
    for (size_t i = 0; i < ways.formats.list.n; i++)
        for (int turn = 0; turn < 800 && ways.formats.list.v[i]->fast && ways.formats.list.v[i]->syntax == SYNTAX_JSON; turn++)
            hold_by_chance(ways.formats.list.v[i]);
    assert_true(n_known > 500);
}

/* ---- times and lengths of time, which both ways read by the same functions ---- */

static void hold_time(struct iso_minute *known, const char *text, size_t n, const struct log_clock *clock)
{
    int64_t at, slow_at;
    size_t used;
    if (!iso_minute_read(known, text, n, clock, &at))
        return;
    n_known++;
    if (!stamp_iso(text, n, clock, &slow_at, &used) || used != n || at != slow_at)
        print_error("%.*s, minute %.17s zone %.*s\n", (int)n, text, known->text, (int)known->n_zone, known->zone);
    assert_true(stamp_iso(text, n, clock, &slow_at, &used));
    assert_int_equal(used, n);
    assert_true(at == slow_at);
}

static void times_of_a_known_minute_are_read_alike(void **state)
{
    static const char *const texts[] = {"2026-03-29T01:59:58.123Z", "2026-03-29 01:59:59,5", "2026-03-29T02:00:00.1234567+01:00", "2026/10/25 02:30:00 UTC",
                                        "2026-03-29T01:59:58", "2026-10-25T02:59:01.000001 +0100", "2026-12-31T23:59:60Z", "1970-01-01T00:00:01Z"};
    struct time_zone zone = {.shift = {{INT64_MIN, 3600}, {INT64_C(1774746000) * TIME_SECOND, 7200}, {INT64_C(1792890007) * TIME_SECOND, 3600}}, .n = 3};
    struct iso_minute known = {.start = 0};
    (void)state;
    n_known = 0;
    for (uint32_t turn = 0; turn < 200000; turn++) {
        struct log_clock clock = {.zone = draw(4) ? NULL : &zone, .offset = draw(3) ? 0 : 17};
        char text[64];
        size_t n = (size_t)snprintf(text, sizeof text, "%s", texts[draw(2) ? 0 : draw(8)]);
        for (uint32_t i = draw(3); i; i--)
            text[draw((uint32_t)n)] = "0123456789:.,Z+- T"[draw(18)];
        hold_time(&known, text, n - (draw(4) ? 0 : draw(6)), &clock);
    }
    assert_true(n_known > 20000);
}

static void short_lengths_are_read_as_strtod_reads_them(void **state)
{
    static const double units[] = {1e6, 1e3, 1, 1e-3};
    (void)state;
    for (int turn = 0; turn < 50000; turn++) {
        char text[24];
        double unit = units[draw(4)];
        int64_t us;
        int n = snprintf(text, sizeof text, "%u%s%0*u", draw(1000), draw(3) ? "." : "", (int)draw(8), draw(100000));
        bool is_read = log_took_parse(text, (size_t)n, unit, &us);
        double value = strtod(text, NULL) * unit;
        assert_int_equal(is_read, value < 9e15);
        assert_true(!is_read || us == (int64_t)floor(value + 0.5));
    }
}

/* ---- logs of others ---- */

static void hold_file(const char *name)
{
    struct str text = {0};
    size_t lines = 0;
    if (!read_whole(name, &text))
        return;
    for (const char *s = str_get(&text), *end = s + text.n; s < end && lines < LINES_OF_FILE; lines++) {
        const char *newline = memchr(s, '\n', (size_t)(end - s));
        size_t n = (size_t)((newline ? newline : end) - s);
        hold_by_all(s, n);
        s += n + 1;
    }
    str_release(&text);
}

static int see_file(const char *name, const struct stat *st, int kind, struct FTW *at)
{
    (void)at;
    if (kind == FTW_F && st->st_size < 64 << 20)
        hold_file(name);
    return 0;
}

static void logs_of_others_are_read_alike(void **state)
{
    const char *corpora = getenv("TRIAGE_CORPORA"), *top = getenv("top_srcdir");
    char directory[1024];
    size_t before = ways.n_held;
    (void)state;
    if (corpora)
        snprintf(directory, sizeof directory, "%s/logs", corpora);
    else
        snprintf(directory, sizeof directory, "%s/../shared/corpora/logs", top ? top : ".");
    nftw(directory, see_file, 16, FTW_PHYS);
    if (ways.n_held == before)
        print_message("no logs of others here (TRIAGE_CORPORA): nothing was read\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples_are_read_alike),
        cmocka_unit_test(holes_are_no_times),
        cmocka_unit_test(beginnings_of_samples_are_read_alike),
        cmocka_unit_test(broken_samples_are_read_alike),
        cmocka_unit_test(json_by_chance_is_read_alike),
        cmocka_unit_test(times_of_a_known_minute_are_read_alike),
        cmocka_unit_test(short_lengths_are_read_as_strtod_reads_them),
        cmocka_unit_test(logs_of_others_are_read_alike),
    };
    ways_begin();
    int failed = cmocka_run_group_tests_name("fast_equal", tests, NULL, NULL);
    print_message("# %zu lines held, %zu read, %zu by a known shape\n", ways.n_held, ways.n_read, n_known);
    ways_end();
    return failed;
}
