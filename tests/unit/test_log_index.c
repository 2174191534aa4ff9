/* The index finds what a linear read finds, by every filter, in the same order, whatever the stretches are; a window never
 * leaves a row out or shows one twice; what grows, is cut or replaced is seen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <zlib.h>

#include "base/mem.h"
#include "base/str.h"
#include "logs/signature.h"
#include "probe/log_index.h"
#include "formats_at_hand.h"

#define BUDGET 1000000

static char place[] = "/tmp/log-index-XXXXXX";
static struct log_formats formats;

static int64_t at(int minute, int second)
{
    struct time_parts p = {.year = 2026, .month = 3, .day = 1, .hour = 2, .minute = minute, .second = second};
    return time_join(&p, 0);
}

static const char *path_of(const char *name)
{
    static char path[2][200];
    static int turn;
    turn = !turn;
    snprintf(path[turn], sizeof path[turn], "%s/%s", place, name);
    return path[turn];
}

static void write_file(const char *name, const char *mode, const struct str *text)
{
    FILE *f = fopen(path_of(name), mode);
    assert_non_null(f);
    assert_int_equal(fwrite(text->s, 1, text->n, f), text->n);
    fclose(f);
}

/* ---- logs -------------------------------------------------------------------------------------------------------------- */

static unsigned next(unsigned *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return *seed >> 16;
}

static void access_lines(struct str *out, int from, int n, unsigned seed)
{
    for (int i = from; i < from + n; i++) {
        int status = next(&seed) % 17 == 0 ? 500 + (int)(next(&seed) % 4) : next(&seed) % 9 == 0 ? 404 : 200;
        str_addf(out, "203.0.113.%u - %s [01/Mar/2026:02:%02d:%02d +0000] \"%s /%s/%u?q=%u HTTP/1.1\" %d %u \"-\" \"curl/7 \\\" 5\"\n",
                 next(&seed) % 5, next(&seed) % 3 ? "-" : "ann", i / 60 % 60, i % 60, next(&seed) % 2 ? "GET" : "POST",
                 next(&seed) % 2 ? "cart" : "user", next(&seed) % 100, i, status, next(&seed) % 5000);
        if (i % 97 == 0)
            str_add(out, "a line that is none\n"); /* a record of its own */
    }
}

static void app_lines(struct str *out, int from, int n, unsigned seed)
{
    for (int i = from; i < from + n; i++) {
        unsigned kind = next(&seed) % 8;
        str_addf(out, "2026-03-01T02:%02d:%02d.%03uZ %s shop: ", i / 60 % 60, i % 60, next(&seed) % 1000,
                 kind < 2 ? "ERROR" : kind == 2 ? "WARN" : "INFO");
        if (kind == 0)
            str_addf(out, "java.lang.IllegalStateException: cart %u\n\tat shop.Cart.total(Cart.java:88)\n\tat shop.Main.run(Main.java:%u)\n", i, next(&seed) % 2);
        else
            str_addf(out, kind == 1 ? "upstream timed out after %u ms\n" : "handled request %u of needle%u\n", next(&seed) % 900, i % 50);
    }
}

/* ---- a linear read ----------------------------------------------------------------------------------------------------- */

struct linear {
    const struct log_filter *filter;
    uint32_t file;
    VEC(struct log_hit) list;
};

static bool collect(void *to, const struct log_record *r)
{
    struct linear *l = to;
    if (log_filter_holds(l->filter, r))
        *vec_push(&l->list) = (struct log_hit){l->file, r->offset, r->at};
    return true;
}

static int by_time(const void *a, const void *b)
{
    const struct log_hit *x = a, *y = b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    return x->offset < y->offset ? -1 : x->offset > y->offset;
}

static struct linear read_all(struct log_stock *s, const struct log_filter *f)
{
    struct linear l = {.filter = f};
    for (size_t i = 0; i < log_stock_n(s); i++) {
        l.file = (uint32_t)i;
        log_stock_read(s, i, 0, UINT64_MAX, collect, &l);
    }
    if (l.list.n)
        qsort(l.list.v, l.list.n, sizeof *l.list.v, by_time);
    return l;
}

/* ---- walking ----------------------------------------------------------------------------------------------------------- */

static void finish(struct log_index *ix)
{
    while (!log_index_state(ix).is_done)
        log_index_step(ix, BUDGET);
    log_index_step(ix, BUDGET);
}

/* Every row from the first to the last, by looking at the last one of the window again and again. */
static struct linear walk_from_here(struct log_index *ix, bool backwards)
{
    struct linear l = {0};
    size_t n, here;
    for (size_t before = SIZE_MAX; l.list.n != before;) {
        before = l.list.n;
        for (int i = 0; i < 3; i++)
            log_index_step(ix, BUDGET);
        const struct log_hit *hit = log_index_window(ix, &n, &here);
        size_t k = 0;
        if (l.list.n) {
            const struct log_hit *last = vec_last(&l.list);
            while (k < n && !(hit[backwards ? n - 1 - k : k].file == last->file && hit[backwards ? n - 1 - k : k].offset == last->offset))
                k++;
            assert_true(k < n); /* where one looks stays in the window */
            k++;
        }
        for (; k < n; k++)
            *vec_push(&l.list) = hit[backwards ? n - 1 - k : k];
        if (l.list.n)
            log_index_look_at(ix, vec_last(&l.list)->file, vec_last(&l.list)->offset);
    }
    return l;
}

static struct linear walk(struct log_index *ix, bool backwards)
{
    if (backwards)
        log_index_go_last(ix);
    else
        log_index_go_first(ix);
    return walk_from_here(ix, backwards);
}

static void assert_same(const struct linear *is, const struct linear *should, bool backwards)
{
    assert_int_equal(is->list.n, should->list.n);
    for (size_t i = 0; i < is->list.n; i++) {
        const struct log_hit *a = &is->list.v[backwards ? is->list.n - 1 - i : i], *b = &should->list.v[i];
        if (a->at != b->at) /* of one moment the files may stand in any order */
            fail_msg("row %zu is of another time", i);
    }
    for (size_t i = 0; i < is->list.n; i++) {
        bool is_there = false;
        for (size_t k = 0; k < should->list.n && !is_there; k++)
            is_there = should->list.v[k].file == is->list.v[i].file && should->list.v[k].offset == is->list.v[i].offset;
        assert_true(is_there);
    }
}

static struct log_stock *open_stock(const char *const *names, size_t n)
{
    struct log_stock_options options = {.formats = &formats, .now = at(59, 0), .directory = place};
    struct err e = {0};
    const char *path[4];
    char copy[4][200];
    for (size_t i = 0; i < n; i++) {
        snprintf(copy[i], sizeof copy[i], "%s", path_of(names[i]));
        path[i] = copy[i];
    }
    struct log_stock *s = log_stock_open(path, n, &options, &e);
    if (!s)
        fail_msg("%s", e.text);
    while (log_stock_is_unpacking(s))
        log_stock_step(s, BUDGET);
    return s;
}

static struct log_index *open_index(struct log_stock *s, const struct log_filter *f, const struct log_index_limits *limits)
{
    struct log_filter copy;
    struct err e = {0};
    log_filter_copy(f, &copy);
    assert_true(log_filter_ready(&copy, &e));
    return log_index_new(s, &copy, limits);
}

static void check_filter(struct log_stock *s, struct log_filter f, bool may_be_none)
{
    static const struct log_index_limits limits[] = {{1000, 10000, 7}, {4096, 8, 50}, {0, 0, 0}};
    struct err e = {0};
    assert_true(log_filter_ready(&f, &e));
    struct linear should = read_all(s, &f);
    assert_true(may_be_none || should.list.n > 0);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        for (int backwards = 0; backwards < 2; backwards++) {
            struct log_index *ix = open_index(s, &f, &limits[i]);
            struct linear is = walk(ix, backwards);
            assert_same(&is, &should, backwards);
            if (is.list.n) { /* and back again, through what the window had let go */
                size_t n, here;
                const struct log_hit *hit = log_index_window(ix, &n, &here);
                log_index_look_at(ix, hit[backwards ? 0 : n - 1].file, hit[backwards ? 0 : n - 1].offset);
                struct linear again = walk_from_here(ix, !backwards);
                assert_int_equal(again.list.n, is.list.n);
                assert_int_equal(again.list.v[again.list.n - 1].offset, is.list.v[0].offset);
                assert_int_equal(log_index_state(ix).more_before && log_index_state(ix).more_after, 0);
                vec_release(&again.list);
            }
            finish(ix);
            assert_int_equal(log_index_state(ix).hits, should.list.n);
            assert_true(log_index_state(ix).share >= 1);
            vec_release(&is.list);
            log_index_free(ix);
        }
    vec_release(&should.list);
    log_where_free(f.condition);
    regex_free(f.needle);
}

static void every_filter_finds_what_a_linear_read_finds(void **state)
{
    static const char *const names[] = {"access.log", "app.log"};
    struct str access = {0}, app = {0};
    (void)state;
    access_lines(&access, 0, 2500, 7);
    app_lines(&app, 0, 1500, 11);
    write_file("access.log", "w", &access);
    write_file("app.log", "w", &app);
    struct log_stock *s = open_stock(names, 2);
    static char endpoint[] = "GET /cart/:id", client[] = "203.0.113.3", user[] = "ann", id[] = "needle7", text[] = "ILLEGALSTATE", in_trace[] = "main.java",
                where[] = "status >= 500 and path matches \"^/user\"", level[] = "level == \"warning\"";
    check_filter(s, (struct log_filter){0}, false);
    check_filter(s, (struct log_filter){.errors_only = true}, false);
    check_filter(s, (struct log_filter){.endpoint = endpoint}, false);
    check_filter(s, (struct log_filter){.errors_only = true, .endpoint = endpoint}, false);
    check_filter(s, (struct log_filter){.status = 502}, false);
    check_filter(s, (struct log_filter){.status = 404}, false);
    check_filter(s, (struct log_filter){.level = LEVEL_WARNING}, false);
    check_filter(s, (struct log_filter){.client = client, .errors_only = true}, false);
    check_filter(s, (struct log_filter){.user = user}, false);
    check_filter(s, (struct log_filter){.id = id}, false);
    check_filter(s, (struct log_filter){.text = text}, false);
    check_filter(s, (struct log_filter){.text = in_trace}, false);
    check_filter(s, (struct log_filter){.where = where}, false);
    check_filter(s, (struct log_filter){.where = level}, false);
    check_filter(s, (struct log_filter){.since = at(10, 0), .until = at(12, 30)}, false);
    check_filter(s, (struct log_filter){.errors_only = true, .since = at(10, 0), .until = at(12, 30)}, false);
    check_filter(s, (struct log_filter){.status = 418}, true);
    log_stock_free(s);
    str_release(&access);
    str_release(&app);
}

static void a_line_on_the_border_is_counted_once(void **state)
{
    static const char *const names[] = {"border.log"};
    struct str text = {0};
    (void)state;
    for (int i = 0; i < 200; i++)
        str_addf(&text, "203.0.113.9 - - [01/Mar/2026:02:%02d:%02d +0000] \"GET /a HTTP/1.1\" 500 1000 \"-\" \"c\"\n", i / 60, i % 60);
    write_file("border.log", "w", &text);
    struct log_stock *s = open_stock(names, 1);
    struct log_index *ix = open_index(s, &(struct log_filter){.errors_only = true}, &(struct log_index_limits){text.n / 200 * 7, 0, 20});
    finish(ix);
    assert_int_equal(log_index_state(ix).hits, 200);
    log_index_free(ix);
    log_stock_free(s);
    str_release(&text);
}

static bool note_kind(void *to, const struct log_record *r)
{
    struct log_signature g;
    if (!log_is_error(r, &log_rule_usual))
        return true;
    log_signature(r, &g);
    snprintf(to, SIGNATURE_MAX, "%s", g.key);
    return false;
}

static void a_kind_is_found_by_its_key(void **state)
{
    static const char *const names[] = {"app.log"};
    struct log_stock *s = open_stock(names, 1);
    char key[SIGNATURE_MAX] = "";
    (void)state;
    log_stock_read(s, 0, 0, UINT64_MAX, note_kind, key);
    assert_true(key[0]);
    check_filter(s, (struct log_filter){.kind = key}, false);
    log_stock_free(s);
}

static void a_moment_is_found_without_reading_all(void **state)
{
    static const char *const names[] = {"access.log", "app.log"};
    struct log_stock *s = open_stock(names, 2);
    size_t n, here;
    (void)state;
    for (int minute = 0; minute < 25; minute += 3) {
        struct log_index *ix = open_index(s, &(struct log_filter){.errors_only = true}, &(struct log_index_limits){2000, 0, 5});
        struct log_filter f = {.errors_only = true};
        struct linear all = read_all(s, &f);
        size_t i = 0;
        while (i < all.list.n && all.list.v[i].at < at(minute, 0))
            i++;
        log_index_go(ix, at(minute, 0));
        log_index_step_window(ix, BUDGET);
        const struct log_hit *hit = log_index_window(ix, &n, &here);
        assert_true(here < n && hit[here].at == all.list.v[i].at);
        assert_true(minute == 0 || (here > 0 && hit[here - 1].at < at(minute, 0)));
        assert_true(log_index_state(ix).share < 0.7);
        vec_release(&all.list);
        log_index_free(ix);
    }
    log_stock_free(s);
}

static size_t hits_of(struct log_index *ix)
{
    finish(ix);
    return (size_t)log_index_state(ix).hits;
}

static void what_grows_is_cut_or_replaced_is_seen(void **state)
{
    static const char *const names[] = {"grows.log"};
    struct str text = {0}, half = {0};
    size_t n, here;
    (void)state;
    access_lines(&text, 0, 300, 3);
    write_file("grows.log", "w", &text);
    struct log_stock *s = open_stock(names, 1);
    struct log_index *ix = open_index(s, &(struct log_filter){0}, &(struct log_index_limits){700, 0, 20});
    log_index_go_last(ix);
    assert_int_equal(hits_of(ix), 304);

    str_clear(&text);
    access_lines(&text, 300, 2, 5);
    str_add_n(&half, text.s, text.n / 2 + 20); /* the second of two lines is cut */
    write_file("grows.log", "a", &half);
    assert_true(log_stock_refresh(s));
    hits_of(ix);
    str_clear(&half);
    str_add(&half, text.s + text.n / 2 + 20);
    write_file("grows.log", "a", &half);
    assert_true(log_stock_refresh(s));
    assert_int_equal(hits_of(ix), 306);
    const struct log_hit *hit = log_index_window(ix, &n, &here);
    assert_true(n > 0 && here == n && hit[n - 1].at == at(301 / 60, 301 % 60));

    assert_int_equal(rename(path_of("grows.log"), path_of("grows.log.1")), 0);
    str_clear(&text);
    access_lines(&text, 400, 10, 9);
    write_file("grows.log", "w", &text);
    assert_true(log_stock_refresh(s));
    assert_int_equal(log_stock_n(s), 2);
    assert_int_equal(hits_of(ix), 316);
    hit = log_index_window(ix, &n, &here);
    assert_true(hit[n - 1].file == 1 && hit[n - 1].at == at(409 / 60, 409 % 60));

    assert_int_equal(truncate(path_of("grows.log"), 0), 0);
    assert_true(log_stock_refresh(s));
    assert_int_equal(hits_of(ix), 306);
    log_index_free(ix);
    log_stock_free(s);
    str_release(&text);
    str_release(&half);
}

static void what_is_packed_is_unpacked_once_and_within_bounds(void **state)
{
    struct log_stock_options options = {.formats = &formats, .now = at(59, 0), .directory = place};
    const char *name = path_of("packed.log.gz");
    struct str text = {0};
    struct err e = {0};
    (void)state;
    access_lines(&text, 0, 3000, 7);
    gzFile gz = gzopen(name, "wb");
    assert_int_equal(gzwrite(gz, text.s, (unsigned)text.n), (int)text.n);
    gzclose(gz);
    struct log_stock *s = log_stock_open(&name, 1, &options, &e);
    assert_non_null(s);
    struct log_index *ix = open_index(s, &(struct log_filter){0}, &(struct log_index_limits){5000, 0, 20});
    assert_false(log_index_state(ix).is_done);
    while (log_stock_is_unpacking(s))
        log_stock_step(s, BUDGET);
    assert_int_equal(hits_of(ix), 3031);
    log_index_free(ix);
    log_stock_free(s);

    options.unpack_most = 10000;
    s = log_stock_open(&name, 1, &options, &e);
    while (log_stock_is_unpacking(s))
        log_stock_step(s, BUDGET);
    assert_true(log_stock_file(s, 0)->bytes == 10000 && log_stock_file(s, 0)->trouble);
    log_stock_free(s);
    str_release(&text);
}

static void bytes_of_no_log_at_all_are_borne(void **state)
{
    static const char *const names[] = {"none.log"};
    struct str text = {0};
    unsigned seed = 1;
    (void)state;
    access_lines(&text, 0, 200, 1);
    for (int i = 0; i < 300000; i++)
        str_add_char(&text, (char)(next(&seed) % 257 ? next(&seed) : '\n'));
    str_add_repeat(&text, 'x', 200000); /* a line longer than is kept, and no end of it */
    write_file("none.log", "w", &text);
    struct log_stock *s = open_stock(names, 1);
    struct log_index *ix = open_index(s, &(struct log_filter){0}, &(struct log_index_limits){4000, 16, 20});
    log_index_go(ix, at(10, 0));
    finish(ix);
    log_index_go_last(ix);
    finish(ix);
    log_index_free(ix);
    log_stock_free(s);
    str_release(&text);
}

static void a_clock_that_was_found_to_be_wrong_moves_its_records(void **state)
{
    static const char *const names[] = {"access.log", "app.log"};
    struct log_stock *s = open_stock(names, 2);
    (void)state;
    assert_true(log_stock_time_at(s, 1, 0) < at(0, 1));
    assert_true(log_stock_set_offset(s, log_stock_file(s, 1)->name, 10 * TIME_MINUTE));
    assert_false(log_stock_set_offset(s, log_stock_file(s, 1)->name, 10 * TIME_MINUTE));
    assert_true(log_stock_time_at(s, 1, 0) >= at(10, 0) && log_stock_time_at(s, 0, 0) < at(1, 0));
    check_filter(s, (struct log_filter){.errors_only = true}, false);
    log_stock_free(s);
}

static void a_condition_says_what_is_wrong_with_it(void **state)
{
    struct err e = {0};
    (void)state;
    assert_null(log_where_new("statu >= 500", &e));
    assert_non_null(strstr(e.text, "did you mean 'status'"));
    e = (struct err){0};
    assert_null(log_where_new("status >= ", &e));
    assert_non_null(strstr(e.text, "column"));
    e = (struct err){0};
    assert_null(log_where_new("path > 5", &e));
    assert_null(log_where_new("", &e));
}

static int set_up(void **state)
{
    (void)state;
    load_shipped_formats(&formats);
    return mkdtemp(place) ? 0 : -1;
}

static int tear_down(void **state)
{
    static const char *const names[] = {"access.log", "app.log", "grows.log", "grows.log.1", "none.log", "packed.log.gz", "border.log"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(path_of(names[i]));
    rmdir(place);
    log_formats_release(&formats);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_filter_finds_what_a_linear_read_finds),
        cmocka_unit_test(a_line_on_the_border_is_counted_once),
        cmocka_unit_test(a_kind_is_found_by_its_key),
        cmocka_unit_test(a_moment_is_found_without_reading_all),
        cmocka_unit_test(what_grows_is_cut_or_replaced_is_seen),
        cmocka_unit_test(what_is_packed_is_unpacked_once_and_within_bounds),
        cmocka_unit_test(bytes_of_no_log_at_all_are_borne),
        cmocka_unit_test(a_clock_that_was_found_to_be_wrong_moves_its_records),
        cmocka_unit_test(a_condition_says_what_is_wrong_with_it),
    };
    return cmocka_run_group_tests_name("log_index", tests, set_up, tear_down);
}
