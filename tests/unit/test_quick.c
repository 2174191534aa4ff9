/* quick: what it counts is what reading line by line counts, and where it cannot know it says so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "formats_at_hand.h"
#include "logs/quick.h"

static struct log_formats formats;
static const struct log_format *combined;

static uint32_t draw(uint32_t below)
{
    static uint64_t state = 11;
    state = state * UINT64_C(6364136223846793005) + 1442695040888963407U;
    return (uint32_t)((state >> 33) % below);
}

/* ---- logs ---- */

struct way { /* of writing one */
    int64_t start;        /* s */
    uint32_t gap;         /* s at most between two lines, one in `rare` of them 100 times as much */
    uint32_t rare, fails; /* one in so many */
    int32_t zone, zone_later, jump; /* minutes; the second from line `jump` on */
    uint32_t jitter;      /* s that a line may be late */
    const char *end;
};

static void put_time(struct str *out, int64_t second, int32_t zone)
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct time_parts p = time_split(second * TIME_SECOND, zone * 60);
    int32_t z = zone < 0 ? -zone : zone;
    str_addf(out, "[%02d/%s/%04d:%02d:%02d:%02d %c%02d%02d]", p.day, months[p.month - 1], p.year, p.hour, p.minute, p.second,
             zone < 0 ? '-' : '+', z / 60, z % 60);
}

/* Names of browsers and pages try to look like a status. */
static void put_rest(struct str *out, uint32_t fails, const char *end)
{
    static const char *const agents[] = {"curl/8", "x\\\" 503 y", "a \\\\", "", "\\\" 5", "5", " 500 "};
    static const char *const paths[] = {"/cart", "/users/7/orders/ab12cd34", "/a?q=\\\" 500 1", "/\xc3\xa4", "/x y"};
    int status = fails && !draw(fails) ? 500 + (int)draw(100) : 200 + (int)draw(300);
    str_addf(out, " \"GET %s HTTP/1.1\" %d %u \"%s\" \"%s\"%s", paths[draw(5)], status, draw(9999), agents[draw(7)],
             agents[draw(7)], end);
}

static void write_log(struct str *out, const struct way *w, int lines)
{
    int64_t second = w->start;
    str_clear(out);
    for (int i = 0; i < lines; i++) {
        second += draw(w->gap + 1) + (w->rare && !draw(w->rare) ? w->gap * 100 : 0);
        str_addf(out, "10.0.%u.%u - - ", draw(3), draw(9));
        put_time(out, second - draw(w->jitter + 1), w->jump && i >= w->jump ? w->zone_later : w->zone);
        put_rest(out, w->fails, i + 1 == lines && !draw(2) ? "" : w->end);
    }
}

/* ---- both ways ---- */

struct window {
    int64_t since, until;
};

static const struct log_clock clock_now = {.newest = INT64_C(2000000000) * TIME_SECOND};

static struct log_look *new_look(const struct window *w)
{
    struct log_look_options options = {.rule = log_rule_usual, .since = w->since, .until = w->until, .is_quick = true};
    return log_look_new(&options);
}

static void look_fully(const struct str *log, const struct window *w, struct log_finding *f)
{
    struct log_look *look = new_look(w);
    struct log_scratch *scratch = log_scratch_new();
    const char *end = log->s + log->n;
    for (const char *s = log->s, *next; s < end; s = next) {
        struct log_record r;
        const char *newline = memchr(s, '\n', (size_t)(end - s));
        next = newline ? newline + 1 : end;
        assert_true(log_format_parse(combined, &clock_now, s, (size_t)((newline ? newline : end) - s), scratch, &r));
        r.offset = (uint64_t)(s - log->s);
        log_look_take(look, &r);
    }
    log_look_find(look, f);
    log_look_free(look);
    log_scratch_free(scratch);
}

/* In blocks of that many bytes; what was not taken comes again. */
static bool look_quickly(const struct str *log, const struct window *w, size_t block, struct log_finding *f)
{
    struct log_look *look = new_look(w);
    struct log_quick *q = log_quick_new(combined, &log_rule_usual, &clock_now, look, w->since, w->until);
    size_t at = 0, used, n = block;
    bool is_fit = true, is_last = false;
    while (is_fit && !is_last && !log_quick_is_past(q)) {
        is_last = log->n - at <= n;
        is_fit = log_quick_feed(q, log->s + at, is_last ? log->n - at : n, at, is_last, &used);
        n = used ? block : n + block;
        at += used;
    }
    log_look_find(look, f);
    log_quick_free(q);
    log_look_free(look);
    return is_fit;
}

static void list_is_equal(const struct log_list *a, const struct log_list *b)
{
    assert_int_equal(a->n, b->n);
    assert_int_equal(a->failing, b->failing);
    for (size_t i = 0; i < a->n; i++) {
        assert_string_equal(a->row[i].text, b->row[i].text);
        assert_int_equal(a->row[i].errors, b->row[i].errors);
    }
}

static void series_is_equal(const struct log_series *a, const struct log_series *b)
{
    assert_int_equal(a->n, b->n);
    assert_int_equal(a->width, b->width);
    assert_int_equal(a->start, b->start);
    for (size_t i = 0; i < a->n; i++) {
        assert_int_equal(a->v[i].all, b->v[i].all);
        assert_int_equal(a->v[i].errors, b->v[i].errors);
    }
}

static void finding_is_equal(const struct log_finding *a, const struct log_finding *b)
{
    assert_int_equal(a->requests, b->requests);
    assert_int_equal(a->errors, b->errors);
    assert_int_equal(a->lines, b->lines);
    assert_true(a->from == b->from && a->to == b->to);
    assert_true(a->first_error == b->first_error && a->last_error == b->last_error);
    assert_int_equal(a->onset.is_found, b->onset.is_found);
    list_is_equal(&a->endpoints, &b->endpoints);
    list_is_equal(&a->clients, &b->clients);
}

/* `is_sorted`: to the second, so that each stretch of time holds the same lines. */
static void hold(const struct way *way, int lines, const struct window *window, bool is_sorted)
{
    static const size_t blocks[] = {QUICK_BLOCK, 4096, 700};
    struct str log = {0};
    struct log_finding full, quick;
    write_log(&log, way, lines);
    look_fully(&log, window, &full);
    for (size_t i = 0; i < 3; i++) {
        assert_true(look_quickly(&log, window, blocks[i], &quick));
        if (is_sorted) {
            finding_is_equal(&full, &quick);
            series_is_equal(&full.series, &quick.series);
        }
        assert_int_equal(full.requests, quick.requests);
        assert_int_equal(full.errors, quick.errors);
        log_finding_release(&quick);
    }
    log_finding_release(&full);
    str_release(&log);
}

static const struct window open_window = {TIME_NONE, TIME_NONE};
enum { START = 1772323200 }; /* 2026-03-01T00:00:00Z */

static void sorted_logs_give_the_same_as_line_by_line(void **state)
{
    (void)state;
    for (uint32_t turn = 0; turn < 60; turn++) {
        struct way way = {.start = START + draw(100000), .gap = draw(2) ? draw(4) : draw(400), .rare = draw(2) ? 50 : 0,
                          .fails = draw(3) * 7, .zone = (int32_t)draw(1400) - 700, .end = draw(2) ? "\n" : "\r\n"};
        hold(&way, 1 + (int)draw(3000), &open_window, true);
    }
}

static void every_second_line_may_fail(void **state)
{
    (void)state;
    hold(&(struct way){.start = START, .gap = 1, .fails = 2, .end = "\n"}, 20000, &open_window, true);
    hold(&(struct way){.start = START, .gap = 1, .fails = 1, .end = "\n"}, 5000, &open_window, true);
}

static void zones_and_summer_time_may_change_within(void **state)
{
    (void)state;
    for (int turn = 0; turn < 20; turn++)
        hold(&(struct way){.start = START, .gap = 3, .fails = 5, .zone = 120, .zone_later = turn % 2 ? 60 : -330, .end = "\n",
                           .jump = 1 + (int32_t)draw(2000)}, 2000, &open_window, true);
}

static void only_the_window_is_counted(void **state)
{
    (void)state;
    for (int turn = 0; turn < 60; turn++) {
        struct way way = {.start = START, .gap = draw(2) ? 2 : 60, .rare = 90, .fails = 9, .end = "\n"};
        int64_t since = (START + (int64_t)draw(3000)) * TIME_SECOND;
        int64_t until = since + (int64_t)draw(4000) * TIME_SECOND;
        hold(&way, 2000, &(struct window){since, until}, true);
        hold(&way, 2000, &(struct window){since, TIME_NONE}, true);
        hold(&way, 2000, &(struct window){TIME_NONE, until + 1}, true);
    }
}

/* Written when a request ends, with the time of its beginning. */
static void lines_may_be_a_little_late(void **state)
{
    (void)state;
    for (int turn = 0; turn < 20; turn++)
        hold(&(struct way){.start = START, .gap = 1, .fails = 9, .jitter = 1 + draw(40), .end = "\n"}, 3000, &open_window, false);
}

/* ---- where it cannot know ---- */

static bool fits(const struct str *log, size_t block)
{
    struct log_finding f;
    bool is_fit = look_quickly(log, &open_window, block, &f);
    log_finding_release(&f);
    return is_fit;
}

static void what_is_not_sorted_is_noticed(void **state)
{
    struct str a = {0}, b = {0}, both = {0};
    (void)state;
    write_log(&a, &(struct way){.start = START, .gap = 2, .fails = 9, .end = "\n"}, 3000);
    write_log(&b, &(struct way){.start = START - 7200, .gap = 2, .fails = 9, .end = "\n"}, 3000);
    str_add_n(&both, a.s, a.n);
    str_add(&both, "\n");
    str_add_n(&both, b.s, b.n);
    assert_true(fits(&a, QUICK_BLOCK));
    assert_false(fits(&both, QUICK_BLOCK)); /* a newer day, then an older one */
    assert_false(fits(&both, 4096));
    str_release(&a);
    str_release(&b);
    str_release(&both);
}

/* Two servers in one file, one an hour behind. */
static void two_clocks_are_noticed(void **state)
{
    struct str log = {0};
    (void)state;
    for (int i = 0; i < 4000; i++) {
        str_add(&log, "10.0.0.1 - - ");
        put_time(&log, START + i / 4 - (draw(2) ? 3600 : 0), 0);
        put_rest(&log, 9, "\n");
    }
    assert_false(fits(&log, QUICK_BLOCK));
    assert_false(fits(&log, 4096));
    str_release(&log);
}

static void what_has_no_times_is_noticed(void **state)
{
    struct str log = {0};
    (void)state;
    for (int i = 0; i < 4000; i++)
        str_add(&log, "10.0.0.1 \" 503 nothing of the kind\n");
    assert_false(fits(&log, QUICK_BLOCK));
    str_clear(&log);
    str_add_repeat(&log, 'x', 2 * QUICK_BLOCK); /* no line at all */
    assert_false(fits(&log, QUICK_BLOCK));
    str_clear(&log);
    write_log(&log, &(struct way){.start = START, .gap = 2, .end = "\n"}, 400);
    str_add_repeat(&log, '\0', 5000); /* a hole */
    for (int i = 0; i < 4000; i++)
        str_add(&log, "\tat shop.Cart.total(Cart.java:88)\n");
    assert_false(fits(&log, QUICK_BLOCK));
    str_release(&log);
}

static void a_few_odd_lines_do_no_harm(void **state)
{
    struct str log = {0}, more = {0};
    (void)state;
    for (int i = 0; i < 30; i++) {
        write_log(&more, &(struct way){.start = START + 4000 * i, .gap = 2, .fails = 9, .end = "\n"}, 1000);
        str_add_n(&log, more.s, more.n);
        str_add(&log, "\n[broken\n");
    }
    assert_true(fits(&log, QUICK_BLOCK));
    str_release(&log);
    str_release(&more);
}

static void hostile_bytes_end_it_or_are_counted(void **state)
{
    struct str log = {0};
    (void)state;
    for (int turn = 0; turn < 300; turn++) {
        write_log(&log, &(struct way){.start = START, .gap = 5, .fails = 3, .end = "\n"}, 60);
        for (uint32_t i = draw(200); i; i--)
            log.s[draw((uint32_t)log.n)] = "\n\n[]/:\" 5\\\xff"[draw(12)];
        fits(&log, 1000);
        fits(&log, QUICK_BLOCK);
    }
    str_release(&log);
}

static void nothing_and_less_than_a_line_are_fit(void **state)
{
    struct log_finding f;
    struct str log = {0};
    (void)state;
    str_add(&log, "");
    assert_true(look_quickly(&log, &open_window, 10, &f));
    assert_int_equal(f.requests, 0);
    log_finding_release(&f);
    hold(&(struct way){.start = START, .fails = 1, .end = ""}, 1, &open_window, true);
    str_release(&log);
}

static void only_what_it_can_see_is_its_business(void **state)
{
    struct log_rule rule = log_rule_usual;
    (void)state;
    assert_true(log_quick_fits(combined, &rule));
    assert_false(log_quick_fits(log_format_find(&formats, "json"), &rule));
    rule.status = 400;
    assert_true(log_quick_fits(combined, &rule));
    rule.status = 200;
    assert_false(log_quick_fits(combined, &rule));
    rule.status = 0;
    assert_false(log_quick_fits(combined, &rule));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sorted_logs_give_the_same_as_line_by_line),
        cmocka_unit_test(every_second_line_may_fail),
        cmocka_unit_test(zones_and_summer_time_may_change_within),
        cmocka_unit_test(only_the_window_is_counted),
        cmocka_unit_test(lines_may_be_a_little_late),
        cmocka_unit_test(what_is_not_sorted_is_noticed),
        cmocka_unit_test(two_clocks_are_noticed),
        cmocka_unit_test(what_has_no_times_is_noticed),
        cmocka_unit_test(a_few_odd_lines_do_no_harm),
        cmocka_unit_test(hostile_bytes_end_it_or_are_counted),
        cmocka_unit_test(nothing_and_less_than_a_line_are_fit),
        cmocka_unit_test(only_what_it_can_see_is_its_business),
    };
    load_shipped_formats(&formats);
    combined = log_format_find(&formats, "combined");
    int failed = cmocka_run_group_tests_name("quick", tests, NULL, NULL);
    log_formats_release(&formats);
    return failed;
}
