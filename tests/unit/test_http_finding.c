/* What a look by HTTP amounts to: expectations, shares, paces, differences, and the line of JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "observe/finding.h"
#include "observe/pace.h"

#define NOW INT64_C(1772373600000000) /* 2026-03-01T14:00:00Z */

static struct http_exchange answer(struct arena *arena, int status, const char *const *lines, const char *body)
{
    struct http_exchange x;
    http_exchange_init(&x);
    x.status = status, x.http_version = 11, x.total = 212000, x.first_byte = 200000;
    x.url = "https://shop.example/";
    for (; lines && *lines; lines++)
        assert_true(http_exchange_take_line(&x, *lines, strlen(*lines), arena));
    x.body = body, x.n_body = strlen(body), x.size = (int64_t)x.n_body, x.lines = 1;
    return x;
}

static void headers_tell(void **state)
{
    static const char *const lines[] = {"HTTP/1.1 200 OK\r\n", "Server: nginx\r\n", "Age: 30\r\n", "Retry-After: 120\r\n", "Set-Cookie: a=hush\r\n", "X-Served-By: app-2\r\n",
                                        "Via: 1.1 edge\r\n", "X-Request-ID:  7f3a9c \r\n", "X-Esc: \x1b[31m\r\n", "broken\r\n", "\r\n", NULL};
    struct arena arena = {0};
    struct http_exchange x = answer(&arena, 200, lines, "");
    struct http_told told;
    (void)state;
    http_exchange_tell(&x, NOW, &told);
    assert_string_equal(told.server, "nginx");
    assert_string_equal(told.cache, "hit");
    assert_int_equal(told.age, 30 * TIME_SECOND);
    assert_int_equal(told.retry_after, 120 * TIME_SECOND);
    assert_string_equal(told.upstream, "app-2");
    assert_string_equal(told.request_id, "7f3a9c");
    assert_string_equal(http_exchange_header(&x, "set-cookie"), HTTP_SECRET);
    assert_string_equal(http_exchange_header(&x, "x-esc"), "^[[31m");
    assert_true(http_exchange_take_line(&x, "HTTP/2 200\r\n", 12, &arena));
    assert_int_equal(x.n_headers, 0); /* the answer after a 103 */
    arena_release(&arena);
}

static void caches_speak_many_ways(void **state)
{
    static const char *const ways[][2] = {{"CF-Cache-Status: DYNAMIC\r\n", "bypass"}, {"X-Cache: Miss from cloudfront\r\n", "miss"}, {"Cache-Status: edge; hit; ttl=3\r\n", "hit"},
                                          {"X-Cache: TCP_MEM_HIT\r\n", "hit"}, {"X-Cache-Status: STALE\r\n", "stale"}, {"Age: 0\r\n", NULL}};
    (void)state;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct arena arena = {0};
        const char *lines[] = {ways[i][0], NULL};
        struct http_exchange x = answer(&arena, 200, lines, "");
        struct http_told told;
        http_exchange_tell(&x, NOW, &told);
        if (!str_eq(told.cache, ways[i][1]))
            fail_msg("%s: %s", ways[i][0], told.cache ? told.cache : "nothing");
        arena_release(&arena);
    }
}

static void dates_are_read(void **state)
{
    int64_t at;
    (void)state;
    assert_true(http_date_parse("Sun, 01 Mar 2026 14:00:00 GMT", &at) && at == NOW);
    assert_true(http_date_parse("Mar  1 14:00:00 2026 GMT", &at) && at == NOW);
    assert_false(http_date_parse("Mar 41 14:00:00 2026 GMT", &at));
    assert_false(http_date_parse("tomorrow", &at));
    assert_false(http_date_parse("", &at));
}

static void what_is_not_as_expected_is_named(void **state)
{
    static const char *const lines[] = {"Content-Type: text/html\r\n", NULL};
    struct arena arena = {0};
    struct http_exchange x = answer(&arena, 404, lines, "{\"db\": \"down\", \"n\": 7}");
    struct http_wrongs wrong;
    struct http_expect all = {.status = {"2xx", "301"}, .n_status = 2, .header = {{"content-type", "json"}, {"X-None", "."}}, .n_headers = 2,
                              .json = {{"/db", "up"}, {"/n", "7"}, {"/nowhere", "x"}}, .n_json = 3, .matches = "^ok", .at_most = 200000, .certificate = TIME_DAY};
    struct http_expect none = {.status = {"4xx"}, .n_status = 1};
    (void)state;
    assert_false(http_expect_judge(&all, &x, NOW, &arena, &wrong));
    static const enum http_aspect aspects[] = {HTTP_STATUS, HTTP_HEADER, HTTP_HEADER, HTTP_BODY, HTTP_JSON, HTTP_JSON, HTTP_LATENCY, HTTP_CERTIFICATE};
    assert_int_equal(wrong.n, 8);
    for (size_t i = 0; i < wrong.n; i++)
        assert_int_equal(wrong.v[i].aspect, aspects[i]);
    assert_string_equal(wrong.v[0].wanted, "2xx, 301");
    assert_string_equal(wrong.v[4].got, "down");
    assert_true(http_expect_judge(&none, &x, NOW, &arena, &wrong));
    x.certificate.until = NOW + TIME_DAY / 2;
    assert_false(http_expect_judge(&(struct http_expect){.status = {"4xx"}, .n_status = 1, .certificate = TIME_DAY}, &x, NOW, &arena, &wrong));
    assert_true(http_expect_judge(&(struct http_expect){.status = {"4xx"}, .n_status = 1, .certificate = TIME_HOUR}, &x, NOW, &arena, &wrong));
    x.trouble = TROUBLE_RESET;
    assert_false(http_expect_judge(&none, &x, NOW, &arena, &wrong));
    assert_int_equal(wrong.n, 0);
    arena_release(&arena);
}

static bool is_near(double a, double b)
{
    return a > b - 0.0005 && a < b + 0.0005;
}

static void the_interval_is_wilsons(void **state)
{
    double low, high;
    (void)state;
    series_wilson(17, 20, 1.959964, &low, &high);
    assert_true(is_near(low, 0.6396) && is_near(high, 0.9476));
    series_wilson(0, 20, 1.959964, &low, &high);
    assert_true(low == 0 && is_near(high, 0.1611));
    series_wilson(20, 20, 1.959964, &low, &high);
    assert_true(high == 1 && is_near(low, 0.8389));
    series_wilson(0, 0, 1.959964, &low, &high);
    assert_true(low == 0 && high == 1);
}

static void samples_sum_up(void **state)
{
    struct http_sample v[20];
    struct http_series s;
    (void)state;
    for (int i = 0; i < 20; i++)
        v[i] = (struct http_sample){i, (i + 1) * 10000, i < 15 ? 500 : i < 17 ? 502 : 200, TROUBLE_NONE, i >= 17};
    v[0] = (struct http_sample){0, -1, 0, TROUBLE_TIMEOUT, false};
    series_sum(v, 20, &s);
    assert_int_equal(s.passed, 3);
    assert_int_equal(s.common_status, 500);
    assert_int_equal(s.n_common, 14);
    assert_int_equal(s.n_took, 19);
    assert_int_equal(s.fastest, 20000);
    assert_int_equal(s.median, 110000);
    assert_int_equal(s.slowest, 200000);
    size_t in_bars = 0;
    for (size_t i = 0; i < s.n_bars; i++)
        in_bars += s.bar[i].n;
    assert_int_equal(in_bars, 19);
    assert_true(s.n_bars <= SERIES_BARS && s.bar[0].from == 20000 && s.bar[1].from - s.bar[0].from == 20000);
    series_sum(v, 0, &s);
    assert_int_equal(s.median, -1);
    for (int64_t span = 1; span < INT64_C(1) << 45; span = span * 3 + 1) { /* whatever the spread, it fits the bars */
        v[0].took = 5, v[1].took = 5 + span;
        series_sum(v, 2, &s);
        assert_true(s.n_bars && s.n_bars <= SERIES_BARS);
    }
}

static void nothing_is_asked_faster_than_allowed(void **state)
{
    struct pace p;
    int64_t now = 0, last = -TIME_SECOND;
    (void)state;
    pace_init(&p, 2);
    for (int i = 0; i < 50; i++) {
        int64_t at = pace_take(&p, now);
        assert_true(at - last >= TIME_SECOND / 2);
        last = at, now = at + (i % 7) * 100000;
    }
    pace_init(&p, 1e-300);
    pace_take(&p, now);
    assert_true(pace_take(&p, now) - now >= TIME_DAY);
}

static void refusals_make_it_slower(void **state)
{
    struct pace p;
    int64_t now = 0, waits[3];
    (void)state;
    pace_init(&p, 1000);
    for (int i = 0; i < 3; i++) {
        pace_take(&p, now);
        assert_true(pace_heed(&p, 503, -1, 0, now));
        waits[i] = p.next - now;
        now = p.next;
    }
    assert_true(waits[0] == TIME_SECOND / 4 && waits[1] == TIME_SECOND / 2 && waits[2] == TIME_SECOND);
    assert_true(pace_heed(&p, 429, 20 * TIME_SECOND, 1, now) && p.next == now + 20 * TIME_SECOND);
    assert_false(pace_heed(&p, 429, TIME_DAY, 1, now)); /* more than we wait */
    pace_init(&p, 1000);
    for (int i = 0; i < 5; i++)
        assert_true(pace_heed(&p, 429, 0, 0.5, 0));
    assert_false(pace_heed(&p, 429, 0, 0.5, 0)); /* often enough */
    pace_init(&p, 1000);
    assert_true(pace_heed(&p, 429, -1, 0, 0) && pace_heed(&p, 200, -1, 0, 0) && p.refused == 0);
}

static struct http_comparison compared(struct arena *arena, int status, const char *const *first, int other_status, const char *const *second)
{
    struct http_exchange a = answer(arena, status, first, "x"), b = answer(arena, other_status, second, "x");
    struct http_comparison c;
    http_compare(&a, &b, NOW, arena, &c);
    return c;
}

static void differences_hint(void **state)
{
    static const char *const app_1[] = {"Server: nginx\r\n", "X-Served-By: app-1\r\n", "Date: now\r\n", NULL}, *const app_2[] = {"Server: nginx\r\n", "X-Served-By: app-2\r\n", "Date: then\r\n", NULL},
                       *const front[] = {"Server: nginx\r\n", NULL}, *const cached[] = {"Server: nginx\r\n", "X-Cache: HIT\r\n", NULL};
    struct arena arena = {0};
    (void)state;
    struct http_comparison c = compared(&arena, 200, app_1, 200, app_1);
    assert_true(c.is_same && c.hint == HINT_ALIKE && c.n == 0);
    c = compared(&arena, 500, app_1, 200, app_2);
    assert_int_equal(c.hint, HINT_UPSTREAM);
    assert_string_equal(c.about, "app-1");
    assert_int_equal(c.n, 2); /* status and X-Served-By: Date is none */
    assert_int_equal(compared(&arena, 200, app_1, 502, front).hint, HINT_PROXY);
    assert_int_equal(compared(&arena, 500, cached, 200, app_1).hint, HINT_CACHED);
    assert_int_equal(compared(&arena, 500, app_1, 200, app_1).hint, HINT_APPLICATION);
    struct http_exchange a = answer(&arena, 200, app_1, "x"), b = answer(&arena, 0, NULL, "");
    b.trouble = TROUBLE_REFUSED;
    http_compare(&a, &b, NOW, &arena, &c);
    assert_int_equal(c.hint, HINT_ONE_SILENT);
    http_compare(&b, &b, NOW, &arena, &c);
    assert_int_equal(c.hint, HINT_NEITHER);
    b = answer(&arena, 200, app_1, "x");
    b.total = 3 * TIME_SECOND;
    http_compare(&a, &b, NOW, &arena, &c);
    assert_int_equal(c.hint, HINT_SLOW);
    arena_release(&arena);
}

static void fill(struct http_finding *f)
{
    static const char *const lines[] = {"Server: nginx\r\n", "Set-Cookie: hush\r\n", "X-Request-Id: 7f3a9c\r\n", NULL};
    *f = (struct http_finding){.method = "GET", .url = "https://shop.example/", .at = NOW, .asked = 20, .requests = 25, .every = 500000, .waited = 3, .n_facts = 1};
    f->x = answer(&f->arena, 500, lines, "one\ntwo \x1b");
    f->x.certificate.until = NOW + TIME_DAY;
    f->x.address = "10.0.0.1:443";
    f->fact[0] = (struct http_fact){"version", "7"};
    f->sample = arena_array(&f->arena, 20, sizeof *f->sample);
    for (int i = 0; i < 20; i++)
        f->sample[f->n_samples++] = (struct http_sample){i * 500000, i == 3 ? -1 : 85000, i == 3 ? 0 : i < 17 ? 500 : 200, i == 3 ? TROUBLE_RESET : TROUBLE_NONE, i >= 17};
    http_expect_judge(&(struct http_expect){0}, &f->x, NOW, &f->arena, &f->wrong);
    f->other = answer(&f->arena, 200, NULL, "one\ntwo");
    f->has_other = true;
    http_compare(&f->x, &f->other, NOW, &f->arena, &f->comparison);
}

static void a_finding_reads_as_it_was_printed(void **state)
{
    struct http_finding f, back;
    struct str one = {0}, two = {0};
    struct err e = {0};
    (void)state;
    fill(&f);
    http_finding_print(&f, &one);
    assert_null(strchr(str_get(&one), '\n'));
    assert_null(strstr(str_get(&one), "hush"));
    assert_true(http_finding_read(str_get(&one), one.n, &back, &e));
    http_finding_print(&back, &two);
    assert_string_equal(str_get(&one), str_get(&two));
    assert_int_equal(back.n_samples, 20);
    assert_int_equal(back.sample[3].trouble, TROUBLE_RESET);
    assert_int_equal(back.x.certificate.until, NOW + TIME_DAY);
    str_clear(&one);
    http_finding_say(&back, false, &one);
    assert_string_equal(str_get(&one), "17 of 20 failed (64 to 95 %), median 85 ms, the other 200 in 212 ms");
    http_finding_release(&f);
    http_finding_release(&back);
    str_release(&one), str_release(&two);
}

static void one_line_says_what_a_first_look_wants(void **state)
{
    static const char *const lines[] = {"X-Request-Id: 7f3a9c\r\n", "Age: 30\r\n", NULL};
    struct http_finding f = {.at = NOW, .asked = 1, .n_samples = 1};
    struct str out = {0};
    (void)state;
    f.x = answer(&f.arena, 500, lines, "");
    http_finding_say(&f, false, &out);
    assert_string_equal(str_get(&out), "500 in 212 ms, request id 7f3a9c, from a cache, 30 s old");
    f.x.trouble = TROUBLE_DNS;
    str_clear(&out);
    http_finding_say(&f, false, &out);
    assert_string_equal(str_get(&out), "the name does not resolve");
    http_finding_release(&f);
    str_release(&out);
}

static void what_is_no_finding_is_refused(void **state)
{
    static const char *const texts[] = {"", "{}", "[]", "7", "{\"http\":1}", "{\"http\":\"x\",\"exchange\":{}}", "{\"finding\":1,\"exchange\":{}}"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct http_finding f;
        struct err e = {0};
        assert_false(http_finding_read(texts[i], strlen(texts[i]), &f, &e));
        http_finding_release(&f);
    }
    struct http_finding f;
    struct err e = {0};
    static const char odd[] = "{\"http\":1,\"exchange\":{\"status\":-5,\"total_us\":1e300,\"headers\":[[1],[\"a\"],[\"b\",\"c\",3],7],\"trouble\":\"zz\"},\"samples\":[[1,2],[0,200,5,1],9],\"wrong\":[{}]}";
    assert_true(http_finding_read(odd, sizeof odd - 1, &f, &e));
    assert_int_equal(f.x.status, 0);
    assert_int_equal(f.x.n_headers, 1);
    assert_int_equal(f.n_samples, 1);
    assert_int_equal(f.x.trouble, TROUBLE_OTHER);
    http_finding_release(&f);
}

static void urls_keep_their_passwords(void **state)
{
    struct str out = {0};
    (void)state;
    http_url_show("https://ann:hush@shop.example:8443/a:b@c?d", &out);
    assert_string_equal(str_get(&out), "https://ann:" HTTP_SECRET "@shop.example:8443/a:b@c?d");
    assert_true(http_url_same_origin("https://a/x", "HTTPS://A:443/y"));
    assert_false(http_url_same_origin("https://a/x", "http://a/x"));
    assert_false(http_url_same_origin("https://a/x", "https://a:444/x"));
    assert_false(http_url_same_origin("https://a/x", "https://a@b/x"));
    assert_false(http_url_same_origin("https://a/x", "/x"));
    str_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_tell),
        cmocka_unit_test(caches_speak_many_ways),
        cmocka_unit_test(dates_are_read),
        cmocka_unit_test(what_is_not_as_expected_is_named),
        cmocka_unit_test(the_interval_is_wilsons),
        cmocka_unit_test(samples_sum_up),
        cmocka_unit_test(nothing_is_asked_faster_than_allowed),
        cmocka_unit_test(refusals_make_it_slower),
        cmocka_unit_test(differences_hint),
        cmocka_unit_test(a_finding_reads_as_it_was_printed),
        cmocka_unit_test(one_line_says_what_a_first_look_wants),
        cmocka_unit_test(what_is_no_finding_is_refused),
        cmocka_unit_test(urls_keep_their_passwords),
    };
    return cmocka_run_group_tests_name("http_finding", tests, NULL, NULL);
}
