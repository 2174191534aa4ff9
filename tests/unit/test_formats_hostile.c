/* formats, hostile: lines cut anywhere, with NULs, of bytes that are no UTF-8, and 64 KiB long are read or refused, and what is
 * read points to bytes that are there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "formats_at_hand.h"
#include "logs/format_own.h"

enum { LONG = 1 << 16 };

struct world {
    struct log_formats set;
    struct log_scratch *scratch;
    size_t sum; /* of all bytes that records point to: a sanitizer watches them being read */
};

static bool read_by(struct world *w, const struct log_format *f, const char *line, size_t n)
{
    struct log_clock clock = {.newest = INT64_C(1782864000) * TIME_SECOND};
    struct log_record r;
    char *copy = malloc(n ? n : 1); /* of its own, so that one byte too far is noticed */
    memcpy(copy, line, n);
    bool fits = log_format_parse_slowly(f, &clock, copy, n, w->scratch, &r);
    for (int i = 0; fits && i < N_LOG_FIELDS; i++)
        for (size_t k = 0; k < r.field[i].n; k++)
            w->sum += (unsigned char)r.field[i].s[k];
    if (fits) {
        assert_true(r.level < N_LEVELS);
        assert_true(r.status == 0 || (r.status >= 100 && r.status <= 599));
        assert_true(r.took >= -1);
    }
    free(copy);
    return fits;
}

static void for_every_sample(struct world *w, void (*try)(struct world *w, const struct log_format *f, char *line, size_t n))
{
    for (size_t i = 0; i < w->set.list.n; i++)
        for (size_t k = 0; k < w->set.list.v[i]->n_samples; k++) {
            const struct yaml_node *line = w->set.list.v[i]->sample[k].line;
            char *copy = malloc(line->n + 1);
            memcpy(copy, line->text, line->n + 1);
            try(w, w->set.list.v[i], copy, line->n);
            free(copy);
        }
}

static void cut(struct world *w, const struct log_format *f, char *line, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        read_by(w, f, line, i);
        read_by(w, f, line + i, n - i);
    }
}

static void replace(struct world *w, const struct log_format *f, char *line, size_t n)
{
    static const char bytes[] = {'\0', '\xff', '\xc3', '"', '\\', '[', '9', ' ', '\x1b'};
    for (size_t i = 0; i < n; i++) {
        char was = line[i];
        for (size_t k = 0; k < sizeof bytes; k++) {
            line[i] = bytes[k];
            read_by(w, f, line, n);
        }
        line[i] = was;
    }
}

/* The line, and then a piece of it again and again. */
static void lengthen(struct world *w, const struct log_format *f, char *line, size_t n)
{
    char *lengthy = malloc(LONG);
    for (size_t from = 0; from < n; from += 1 + n / 8)
        for (size_t piece = 1; piece <= n - from; piece *= 5) {
            memcpy(lengthy, line, from);
            for (size_t at = from; at < LONG; at++)
                lengthy[at] = line[from + (at - from) % piece];
            read_by(w, f, lengthy, LONG);
        }
    free(lengthy);
}

static void lines_cut_anywhere_are_read_or_refused(void **state)
{
    for_every_sample(*state, cut);
}

static void any_byte_may_be_another(void **state)
{
    for_every_sample(*state, replace);
}

static void lines_of_64_kib_are_read_or_refused(void **state)
{
    for_every_sample(*state, lengthen);
}

static void a_message_of_64_kib_is_read_by_every_pattern_that_ends_in_one(void **state)
{
    struct world *w = *state;
    static const char *const begin[] = {
        "2024-03-05 10:00:00 ERROR ",
        "2024-03-05 10:00:00,123 [main] ERROR shop.Cart - ",
        "Nov  3 09:23:38 web1 shop[1]: ",
        "2024/05/01 10:00:00 [error] 12#12: *1 FastCGI sent in stderr: ",
        "2016-10-06T00:17:09.669794202Z stdout F ",
        "2025-08-13 01:45:01.123 PDT [12345] LOG:  ",
        "[Wed Oct 11 14:32:52.123456 2017] [core:error] [pid 35708] ",
        "1428634687123 ",
    };
    char *line = malloc(LONG);
    for (size_t i = 0; i < sizeof begin / sizeof *begin; i++) {
        struct log_detection d;
        size_t n = strlen(begin[i]);
        memcpy(line, begin[i], n);
        for (size_t at = n; at < LONG; at++)
            line[at] = "some words, and 1 number "[at % 25];
        log_detect(&w->set, begin[i], n, &d);
        if (!d.format || !read_by(w, d.format, line, LONG))
            print_error("not read when it is long: %s (%s)\n", begin[i], d.format ? d.format->id : "none");
        assert_non_null(d.format);
        assert_true(read_by(w, d.format, line, LONG));
    }
    free(line);
}

static void deep_and_broken_json_is_refused(void **state)
{
    struct world *w = *state;
    const struct log_format *f = log_format_find(&w->set, "json");
    static const char *const broken[] = {"{", "{}", "{\"msg\"}", "{\"msg\":}", "{\"msg\":\"a", "{\"msg\":\"a\\", "{\"msg\":\"a\\u12",
                                         "{\"msg\":\"a\"", "{\"msg\":\"a\"}}", "{\"msg\":\"a\"} x", "[{\"msg\":\"a\"}]", "{\"msg\":\"a\",}",
                                         "{msg:\"a\"}", "null", "", "{\"unknown\":1}", "{\"msg\":tru\"}"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        assert_false(read_by(w, f, broken[i], strlen(broken[i])));
    char *deep = malloc(LONG);
    memset(deep, '[', LONG);
    memcpy(deep, "{\"msg\":", 7);
    assert_false(read_by(w, f, deep, LONG));
    for (size_t i = 0; i + 5 <= LONG; i += 5)
        memcpy(deep + i, "{\"a\":", 5);
    assert_false(read_by(w, f, deep, LONG));
    free(deep);
}

static void nothing_is_detected_in_text_or_in_noise(void **state)
{
    struct world *w = *state;
    static const char prose[] = "# Title\n\nIt was a long day, and at 10:00 nothing worked.\n\n    make check\n\n- key: value\n- a=b c=d\n"
                                "| a | b |\n|---|---|\n| 1 | 2 |\n\nint main(void) { return 0; }\n{\n  \"a\": 1\n}\nSee http://x/y?a=1.\n";
    struct log_detection d;
    log_detect(&w->set, prose, strlen(prose), &d);
    assert_null(d.format);
    char *noise = malloc(LONG);
    uint32_t seed = 7;
    for (size_t i = 0; i < LONG; i++) {
        seed = seed * 1664525u + 1013904223u;
        noise[i] = (char)(seed >> 24);
    }
    log_detect(&w->set, noise, LONG, &d);
    assert_null(d.format);
    memset(noise, 0, LONG);
    log_detect(&w->set, noise, LONG, &d);
    assert_null(d.format);
    log_detect(&w->set, "", 0, &d);
    assert_null(d.format);
    assert_int_equal(d.lines, 0);
    free(noise);
}

static int set_up(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    load_shipped_formats(&w->set);
    w->scratch = log_scratch_new();
    *state = w;
    return 0;
}

static int tear_down(void **state)
{
    struct world *w = *state;
    log_scratch_free(w->scratch);
    log_formats_release(&w->set);
    free(w);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_cut_anywhere_are_read_or_refused),
        cmocka_unit_test(any_byte_may_be_another),
        cmocka_unit_test(lines_of_64_kib_are_read_or_refused),
        cmocka_unit_test(a_message_of_64_kib_is_read_by_every_pattern_that_ends_in_one),
        cmocka_unit_test(deep_and_broken_json_is_refused),
        cmocka_unit_test(nothing_is_detected_in_text_or_in_noise),
    };
    return cmocka_run_group_tests_name("formats, hostile", tests, set_up, tear_down);
}
