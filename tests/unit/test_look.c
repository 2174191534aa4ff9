/* Records in, a finding out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "logs/fold.h"
#include "logs/look.h"
#include "logs/record.h"

#define AT INT64_C(1772334072000000) /* 2026-03-01 03:01:12 UTC: where it begins */

static struct log_text text(const char *s)
{
    return (struct log_text){s, s ? strlen(s) : 0};
}

static struct log_look_options usual(void)
{
    return (struct log_look_options){.rule = log_rule_usual, .since = TIME_NONE, .until = TIME_NONE};
}

static struct log_record request(int64_t at, const char *path, int status, const char *client)
{
    struct log_record r = {.at = at, .n_lines = 1, .status = status, .took = -1};
    r.field[FIELD_METHOD] = text(strstr(path, "checkout") ? "POST" : "GET");
    r.field[FIELD_PATH] = text(path);
    r.field[FIELD_CLIENT] = text(client);
    return r;
}

/* An hour of five requests a second over 20 endpoints, one stray failure every ten minutes; then ten minutes in which every
 * second POST /checkout fails, for some of the clients. Failing ones take four times as long. */
static void take_incident(struct log_look *l, bool only_errors)
{
    char path[64], client[32], id[32];
    for (int64_t i = 0; i < 5 * 4200; i++) {
        int64_t at = AT - TIME_HOUR + i * TIME_SECOND / 5;
        bool is_checkout = i % 4 == 0, is_stray = i % 3000 == 1, is_bad = at >= AT && i % 8 == 0;
        snprintf(path, sizeof path, is_checkout ? "/checkout?session=%c" : "/shop%c/%d", (char)('a' + i % 19), (int)(i * 7919 % 100000));
        snprintf(client, sizeof client, "192.0.2.%d", (int)(i % (is_bad ? 40 : 240)));
        snprintf(id, sizeof id, "req-%d", (int)i);
        struct log_record r = request(at, path, is_bad || is_stray ? 500 : 200, client);
        r.took = (at >= AT ? 200000 : 50000) + i % 100;
        r.field[FIELD_REQUEST] = text(id);
        r.offset = (uint64_t)i * 100;
        if (!only_errors || r.status == 500)
            log_look_take(l, &r);
    }
}

static void an_incident_is_told(void **state)
{
    struct log_look_options o = usual();
    struct log_look *l = log_look_new(&o);
    struct log_finding f;
    struct str out = {0};
    (void)state;
    take_incident(l, false);
    log_look_find(l, &f);
    assert_int_equal(f.requests, 21000);
    assert_int_equal(f.lines, 21000);
    assert_int_equal(f.errors, 375 + 6 + 1);
    assert_true(f.onset.is_found);
    assert_in_range(f.onset.at, AT, AT + 2 * TIME_SECOND);
    assert_int_equal(f.first_error, f.onset.at);
    assert_int_equal(f.onset.ramp, 0);
    assert_true(f.onset.ended == TIME_NONE);
    assert_int_equal(f.endpoints.different, 20);
    assert_int_equal(f.endpoints.failing, 1);
    assert_string_equal(f.endpoints.row[0].text, "POST /checkout");
    assert_int_equal(f.clients.different, 240);
    assert_in_range(f.clients.failing, 5, 6);
    assert_string_equal(f.statuses.row[0].text, "500");
    assert_string_equal(f.statuses.row[1].text, "200");
    assert_false(f.users.is_known);
    assert_true(f.has_latency);
    assert_in_range(f.before.median, 47000, 53000);
    assert_in_range(f.after.median, 188000, 212000);
    assert_int_equal(f.n_requests, 20);
    assert_string_equal(f.request[0], "req-18000");
    assert_string_equal(f.request[1], "req-18001"); /* a stray one, a fifth of a second later */
    assert_int_equal(f.from, AT - TIME_HOUR);
    log_finding_headline(&f, AT, NULL, &out);
    assert_string_equal(str_get(&out), "13% errors since 03:01:12 (376 of 3,000), baseline <0.1%");
    str_clear(&out);
    log_finding_spread(&f, &out);
    assert_non_null(strstr(str_get(&out), "1 of 20 endpoints: POST /checkout · "));
    str_release(&out);
    log_finding_release(&f);
    log_look_free(l);
}

/* The same by counts for all that does not fail. */
static void a_quick_look_agrees(void **state)
{
    struct log_look_options o = usual();
    struct log_finding full, quick;
    (void)state;
    struct log_look *a = log_look_new(&o);
    take_incident(a, false);
    log_look_find(a, &full);
    o.is_quick = true;
    struct log_look *b = log_look_new(&o);
    for (int64_t i = 0; i < 70; i++) { /* each minute holds 300, less what fails */
        int64_t at = AT - TIME_HOUR + i * TIME_MINUTE;
        uint64_t failing = i % 10 == 0;
        if (i >= 60)
            failing += i % 2 ? 37 : 38;
        log_look_count(b, at, at + TIME_MINUTE, 300 - failing);
    }
    take_incident(b, true);
    log_look_find(b, &quick);
    assert_int_equal(quick.errors, full.errors);
    assert_in_range(quick.requests, full.requests - 5, full.requests + 5);
    assert_true(quick.onset.is_found);
    assert_in_range(quick.onset.at, full.onset.at - TIME_SECOND, full.onset.at + TIME_SECOND);
    assert_int_equal(quick.endpoints.failing, 1);
    assert_int_equal(quick.endpoints.different, 0);
    assert_string_equal(quick.endpoints.row[0].text, "POST /checkout");
    assert_int_equal(quick.clients.failing, full.clients.failing);
    assert_false(quick.has_latency);
    log_finding_release(&full);
    log_finding_release(&quick);
    log_look_free(a);
    log_look_free(b);
}

/* One endpoint fails in every twentieth request, always; another begins to. */
static void what_always_failed_is_not_part_of_it(void **state)
{
    struct log_look_options o = usual();
    (void)state;
    for (int quick = 0; quick < 2; quick++) {
        o.is_quick = quick;
        struct log_look *l = log_look_new(&o);
        struct log_finding f;
        for (int64_t i = 0; i < 4200; i++) {
            int64_t at = AT - TIME_HOUR + i * TIME_SECOND;
            struct log_record odd = request(at, "/odd/12", i % 20 ? 200 : 500, "::1"), cart = request(at, "/cart", 200, "::1");
            cart.status = at >= AT && i % 2 ? 503 : 200;
            struct log_record r = request(at, "/", i == 3800 ? 500 : 200, "::2");
            log_look_take(l, &odd);
            log_look_take(l, &cart);
            log_look_take(l, &r);
        }
        log_look_find(l, &f);
        assert_true(f.onset.is_found);
        assert_int_equal(f.endpoints.failing, 1);
        assert_string_equal(f.endpoints.row[0].text, "GET /cart");
        assert_string_equal(f.endpoints.row[1].text, "GET /odd/:id");
        log_finding_release(&f);
        log_look_free(l);
    }
}

static void take_line(struct log_look *l, int64_t at, enum log_level level, const char *message, const char *stack)
{
    struct log_record r = {.at = at, .n_lines = stack ? 3 : 1, .level = level, .took = -1, .raw = text(message)};
    r.field[FIELD_MESSAGE] = text(message);
    r.field[FIELD_STACK] = text(stack);
    log_look_take(l, &r);
}

static void new_kinds_come_first(void **state)
{
    static const char stack[] = "java.lang.NullPointerException: cart.coupon is null\n\tat shop.Cart.total(Cart.java:88)";
    struct log_look_options o = usual();
    struct log_look *l = log_look_new(&o);
    struct log_finding f;
    char message[80];
    (void)state;
    for (int64_t i = 0; i < 4200; i++) {
        int64_t at = AT - TIME_HOUR + i * TIME_SECOND;
        snprintf(message, sizeof message, "served request %d in %d ms", (int)i, (int)(i % 97));
        take_line(l, at, LEVEL_INFO, message, NULL);
        snprintf(message, sizeof message, "connection to 10.0.0.%d:5432 timed out", (int)(i % 250));
        if (i % 400 == 0)
            take_line(l, at, LEVEL_ERROR, message, NULL);
        if (at >= AT && i % 4 == 0)
            take_line(l, at + 1000, LEVEL_ERROR, "cannot price the cart", stack);
    }
    log_look_find(l, &f);
    assert_true(f.onset.is_found);
    assert_in_range(f.onset.at, AT - TIME_SECOND, AT + 8 * TIME_SECOND);
    assert_int_equal(f.n_kinds, 2);
    assert_int_equal(f.n_new, 1);
    assert_true(f.kind[0].is_new);
    assert_int_equal(f.kind[0].errors, 150);
    assert_int_equal(f.kind[0].before, 0);
    assert_string_equal(f.kind[0].type, "NullPointerException");
    assert_non_null(strstr(f.kind[0].example, "cannot price the cart\njava.lang.NullPointerException"));
    assert_non_null(strstr(f.kind[0].example, "Cart.java:88"));
    assert_false(f.kind[1].is_new);
    assert_int_equal(f.kind[1].errors, 11);
    assert_in_range(f.kind[1].before, 8, 10);
    assert_int_equal(f.n_trace_files, 1);
    assert_string_equal(f.trace_file[0], "Cart.java");
    assert_string_equal(f.statuses.row[0].text, "error");
    assert_false(f.endpoints.is_known);
    log_finding_release(&f);
    log_look_free(l);
}

/* What a look takes for one endpoint without folding it is one endpoint when it is folded. */
static void segments_that_begin_with_a_digit_are_ids(void **state)
{
    static const char letters[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    uint64_t random = 1;
    char path[64], out[FOLD_MAX];
    (void)state;
    for (int i = 0; i < 20000; i++) {
        size_t n = 3;
        memcpy(path, "/a/", n);
        for (size_t length = 1 + random / 7 % 24; length > 0; length--) {
            random = random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            path[n] = letters[random >> 40 & 1 || n == 3 ? (random >> 33) % 10 : (random >> 33) % 62];
            n++;
        }
        path[n] = '\0';
        fold_endpoint((struct log_text){0}, (struct log_text){path, n}, out);
        if (strcmp(out, "/a/:id") != 0)
            fail_msg("%s is %s", path, out);
    }
}

static void what_is_outside_is_not_counted(void **state)
{
    struct log_look_options o = usual();
    struct log_finding f;
    (void)state;
    o.since = AT;
    o.until = AT + 10 * TIME_SECOND;
    struct log_look *l = log_look_new(&o);
    for (int64_t i = -20; i < 20; i++) {
        struct log_record r = request(AT + i * TIME_SECOND, "/", 200, "::1");
        log_look_take(l, &r);
    }
    log_look_find(l, &f);
    assert_int_equal(f.requests, 10);
    assert_int_equal(f.from, AT);
    assert_int_equal(f.to, AT + 10 * TIME_SECOND);
    log_finding_release(&f);
    log_look_free(l);
}

static void take_strays(struct log_look *l, int64_t at, int n)
{
    for (int i = 0; i < n; i++) {
        struct log_record r = request(at + i * TIME_SECOND, "/stray", 500, NULL);
        log_look_take(l, &r);
    }
}

/* A clock that was not set: before, amid, after. */
static void a_few_strays_in_time_change_nothing(void **state)
{
    struct log_look_options o = usual();
    (void)state;
    for (int where = 0; where < 3; where++) {
        struct log_look *l = log_look_new(&o);
        struct log_finding f;
        if (where == 0)
            take_strays(l, 0, 20);
        take_incident(l, false);
        if (where > 0)
            take_strays(l, where == 1 ? 5 : AT + 400 * TIME_DAY, 20);
        log_look_find(l, &f);
        assert_int_equal(f.astray, 20);
        assert_int_equal(f.requests, 21020);
        assert_true(f.onset.is_found);
        assert_in_range(f.onset.at, AT, AT + 2 * TIME_SECOND);
        assert_true(f.to - f.from < 2 * TIME_HOUR);
        assert_string_equal(f.request[0], "req-18000");
        log_finding_release(&f);
        log_look_free(l);
    }
}

static void many_far_away_are_no_strays(void **state)
{
    struct log_look_options o = usual();
    struct log_look *l = log_look_new(&o);
    struct log_finding f;
    (void)state;
    for (int64_t i = 0; i < 12; i++) { /* once in two months */
        struct log_record r = request(AT + i * 60 * TIME_DAY, "/", i > 8 ? 500 : 200, NULL);
        log_look_take(l, &r);
    }
    log_look_find(l, &f);
    assert_int_equal(f.astray, 0);
    assert_true(f.to - f.from >= 660 * TIME_DAY);
    log_finding_release(&f);
    take_incident(l, false);
    for (int64_t i = 0; i < 5000; i++) {
        struct log_record r = request(AT + 300 * TIME_DAY + i * TIME_SECOND, "/", 200, NULL);
        log_look_take(l, &r);
    }
    log_look_find(l, &f);
    uint64_t all = 0;
    for (size_t i = 0; i < f.series.n; i++)
        all += f.series.v[i].all;
    assert_int_equal(all + f.astray, 12 + 21000 + 5000);
    assert_true(f.astray <= 12);
    log_finding_release(&f);
    log_look_free(l);
}

/* More of everything than there is room for, without times, with bytes that are not text. */
static void memory_is_bounded_and_overflow_is_said(void **state)
{
    struct log_look_options o = usual();
    struct log_look *l = log_look_new(&o);
    struct log_finding f, back;
    struct str out = {0};
    struct err e = {0};
    char path[64], client[32], message[300];
    (void)state;
    for (int i = 0; i < 100000; i++) {
        snprintf(path, sizeof path, "/%c%c%c%c/\x1b[31m\xff", 'a' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676 % 26, 'a' + i / 17576 % 26);
        snprintf(client, sizeof client, "client-%d", i);
        struct log_record r = request(i % 7 ? TIME_NONE : (int64_t)i * i * 1000000, path, i % 3 ? 500 : 200, client);
        r.took = (int64_t)i << i % 40;
        log_look_take(l, &r);
    }
    for (int i = 0; i < 3000; i++) {
        for (int j = 0; j < 260; j++)
            message[j] = (char)('a' + (i >> j % 11 & 1) * (j % 13) + j % 5);
        message[260] = '\0';
        take_line(l, AT, LEVEL_ERROR, message, "\x1b]0;\x07\xff\xfe");
    }
    log_look_find(l, &f);
    assert_true(f.endpoints.more);
    assert_true(f.clients.more);
    assert_true(f.n_kinds <= 40);
    log_finding_print(&f, &out);
    assert_true(out.n <= LOG_FINDING_BYTES);
    for (size_t i = 0; i < out.n; i++)
        assert_true((unsigned char)out.s[i] >= ' ' && out.s[i] != 0x7f);
    assert_true(log_finding_read(out.s, out.n, &back, &e));
    str_release(&out);
    log_finding_release(&back);
    log_finding_release(&f);
    log_look_free(l);
}

static void nothing_is_told_as_nothing(void **state)
{
    struct log_look_options o = usual();
    struct log_look *l = log_look_new(&o);
    struct log_finding f;
    struct str out = {0};
    struct log_text_options t = {.now = AT};
    (void)state;
    log_look_find(l, &f);
    assert_int_equal(f.requests, 0);
    assert_true(f.first_error == TIME_NONE);
    assert_false(f.onset.is_found);
    log_finding_summary(&f, &t, &out);
    assert_non_null(strstr(str_get(&out), "nothing was logged in this time"));
    str_release(&out);
    log_finding_release(&f);
    log_look_free(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_incident_is_told),
        cmocka_unit_test(a_quick_look_agrees),
        cmocka_unit_test(what_always_failed_is_not_part_of_it),
        cmocka_unit_test(new_kinds_come_first),
        cmocka_unit_test(segments_that_begin_with_a_digit_are_ids),
        cmocka_unit_test(what_is_outside_is_not_counted),
        cmocka_unit_test(a_few_strays_in_time_change_nothing),
        cmocka_unit_test(many_far_away_are_no_strays),
        cmocka_unit_test(memory_is_bounded_and_overflow_is_said),
        cmocka_unit_test(nothing_is_told_as_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
