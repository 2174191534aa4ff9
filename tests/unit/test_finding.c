/* A finding: what its two lines, its page and its JSON say, and that JSON which is not one is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "logs/finding.h"

#define N(array) (sizeof(array) / sizeof *(array))
#define AT INT64_C(1772334072000000) /* 2026-03-01 03:01:12 UTC */

static struct log_frame frames[] = {{"shop.Cart.total", "Cart.java", 88}, {"shop.Cart.checkout", "Cart.java", 141}};
static struct log_kind kinds[] = {
    {.key = "npe", .title = "NullPointerException in shop.Cart.total (Cart.java:88)", .type = "NullPointerException",
     .errors = 913, .is_new = true, .first = AT, .last = AT + 550 * TIME_SECOND, .source = 1, .offset = 77,
     .example = "java.lang.NullPointerException: cart.coupon is null\n    at shop.Cart.total(Cart.java:88)",
     .frame = frames, .n_frames = N(frames)},
    {.key = "up", .title = "upstream timed out, GET /recommend", .type = "", .errors = 4, .before = 3, .first = AT - TIME_HOUR,
     .last = AT, .example = "upstream timed out, GET /recommend"},
};
static struct log_row endpoints[] = {{"POST /checkout", 11320, 917}, {"GET /recommend", 3000, 4}};
static struct log_row statuses[] = {{"500", 913, 913}, {"504", 8, 8}, {"200", 84000, 0}};
static struct log_row clients[] = {{"203.0.113.140", 40, 11}, {"192.0.2.77", 31, 9}};
static struct log_source_said sources[] = {
    {.name = "access.log", .format = "combined", .bytes = 1100000000, .records = 85000, .errors = 921, .first = AT - TIME_HOUR,
     .last = AT + 550 * TIME_SECOND},
    {.name = "app.log", .format = "java", .offset = -2 * TIME_SECOND, .is_estimated = true,
     .trouble = "3 lines were not read: they are longer than 64 KB, and so on until this sentence needs a second line"},
};
static const char *requests[] = {"7f3a9c", "91be02"}, *files[] = {"Cart.java"}, *said[] = {"app.log grew while it was read"};
static struct log_named_count counts[] = {{"deadlocks", 1234}};

static void make(struct log_finding *f)
{
    *f = (struct log_finding){
        .bytes = 1100000000, .bytes_total = 1100000000, .lines = 85123, .requests = 85000, .errors = 921,
        .from = AT - 3672 * TIME_SECOND, .to = AT + 550 * TIME_SECOND, .first_error = AT, .last_error = AT + 550 * TIME_SECOND,
        .onset = {.is_found = true, .at = AT, .within = 6 * TIME_SECOND, .ended = TIME_NONE, .baseline = 0.001, .rate = 0.081,
                  .baseline_all = 73680, .baseline_errors = 4, .since_all = 11320, .since_errors = 917, .evidence = 2100.5},
        .endpoints = {endpoints, N(endpoints), 1, 23, false, true},
        .clients = {clients, N(clients), 371, 4870, false, true},
        .statuses = {statuses, N(statuses), 2, 3, false, true},
        .before = {84000, 210000, 800000}, .after = {97000, 340000, 2000000}, .has_latency = true,
        .kind = kinds, .n_kinds = N(kinds), .n_new = 1,
        .request = requests, .n_requests = N(requests), .trace_file = files, .n_trace_files = N(files),
        .count = counts, .n_counts = N(counts), .source = sources, .n_sources = N(sources), .said = said, .n_said = N(said),
    };
    for (int64_t t = 0; t < 3672; t++)
        log_series_add(&f->series, f->from + t * TIME_SECOND, 20, t % 900 == 0);
    for (int64_t t = 0; t < 550; t++)
        log_series_add(&f->series, AT + t * TIME_SECOND, 20, t % 3 == 2 ? 2 : 1);
}

/* ---- words ---- */

static void headline_is(const struct log_finding *f, const char *expected)
{
    struct str out = {0};
    log_finding_headline(f, AT + TIME_HOUR, NULL, &out);
    assert_string_equal(str_get(&out), expected);
    str_release(&out);
}

static void two_lines_say_it(void **state)
{
    struct log_finding f;
    struct str out = {0};
    (void)state;
    make(&f);
    headline_is(&f, "8.1% errors since 03:01:12 (917 of 11,320), baseline 0.1%");
    log_finding_spread(&f, &out);
    assert_string_equal(str_get(&out), "1 of 23 endpoints: POST /checkout · 371 of 4,870 clients");
    str_clear(&out);
    f.endpoints.failing = f.clients.failing = 0;
    log_finding_spread(&f, &out);
    assert_string_equal(str_get(&out), "1 new kind of error since then: NullPointerException, 913");
    f.is_partial = true;
    headline_is(&f, "so far: 8.1% errors since 03:01:12 (917 of 11,320), baseline 0.1%");
    f.is_partial = false;
    f.onset.ended = AT + 60 * TIME_SECOND;
    headline_is(&f, "8.1% errors 03:01:12 to 03:02:12 (917 of 11,320), baseline 0.1%");
    f.onset.is_found = false;
    headline_is(&f, "8.1% errors at first, until 03:02:12 (917 of 11,320), then 0.1%");
    f.onset.ended = TIME_NONE;
    headline_is(&f, "1.1% errors, without a beginning that stands out (921 of 85,000)");
    f.errors = 0;
    headline_is(&f, "no errors in 85,000 lines");
    f.requests = 0;
    headline_is(&f, "nothing was logged in this time");
    f.onset = (struct log_onset){.is_found = true, .is_by_time = true, .at = AT, .rate = 14.2, .baseline = 0.04, .since_errors = 140,
                                 .ended = TIME_NONE};
    headline_is(&f, "14 errors a minute since 03:01:12 (140 in all), baseline <0.1");
    str_release(&out);
    log_series_release(&f.series);
}

static const char page[] =
    "  8.1% errors since 03:01:12 (917 of 11,320), baseline 0.1%\n"
    "  1 of 23 endpoints: POST /checkout · 371 of 4,870 clients\n"
    "\n"
    "  80/min      ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▃████████\n"
    "              02:00                                                  ^ 03:01:12\n"
    "\n"
    "  onset       03:01:12, within 6 s, all at once\n"
    "  errors      first 03:01:12, last 03:10:22\n"
    "  read        85,123 lines, 921 errors, 1.1 GB\n"
    "  time        02:00:00 to 03:10:22 UTC\n"
    "\n"
    "  Endpoints   1 of 23 affected since the onset\n"
    "    POST /checkout                                               917 of 11,320\n"
    "    GET /recommend                                                  4 of 3,000\n"
    "\n"
    "  Statuses    2 of 3 with errors\n"
    "    500                                                                    913\n"
    "    504                                                                      8\n"
    "\n"
    "  Clients     371 of 4,870 affected since the onset\n"
    "    203.0.113.140                                                     11 of 40\n"
    "    192.0.2.77                                                         9 of 31\n"
    "\n"
    "  Kinds       1 new since the onset\n"
    "    NEW NullPointerException in shop.Cart.total (Cart.java:88)             913\n"
    "          java.lang.NullPointerException: cart.coupon is null\n"
    "              at shop.Cart.total(Cart.java:88)\n"
    "        upstream timed out, GET /recommend                                   4\n"
    "\n"
    "  Counted\n"
    "    deadlocks                                                            1,234\n"
    "\n"
    "  Latency           before       since\n"
    "  median             84 ms       97 ms\n"
    "  95%               210 ms      340 ms\n"
    "  99%               800 ms         2 s\n"
    "\n"
    "  Requests    7f3a9c 91be02\n"
    "\n"
    "  Files       Cart.java\n"
    "\n"
    "  Sources\n"
    "    access.log, combined                                                85,000\n"
    "    app.log, java, clock 2 s ahead, estimated                                0\n"
    "\n"
    "  Note        3 lines were not read: they are longer than 64 KB, and so on\n"
    "              until this sentence needs a second line\n"
    "              app.log grew while it was read\n";

static void a_page_fits_its_columns(void **state)
{
    struct log_finding f;
    struct log_text_options o = {.now = AT + TIME_HOUR, .has_unicode = true};
    struct str out = {0};
    (void)state;
    make(&f);
    log_finding_summary(&f, &o, &out);
    if (strcmp(str_get(&out), page) != 0)
        fputs(str_get(&out), stdout);
    assert_string_equal(str_get(&out), page);
    str_clear(&out);
    o.has_unicode = false;
    o.columns = 60;
    log_finding_summary(&f, &o, &out);
    for (const char *s = str_get(&out); *s; s += strcspn(s, "\n") + 1) {
        assert_true(strcspn(s, "\n") < 60);
        assert_int_equal(strspn(s, " "), strcspn(s, "\n") ? strspn(s, " ") : 0);
    }
    for (size_t i = 0; i < out.n; i++)
        assert_true((unsigned char)out.s[i] < 0x80);
    str_release(&out);
    log_series_release(&f.series);
}

/* ---- JSON ---- */

static void what_is_printed_is_read_back(void **state)
{
    struct log_finding f, back;
    struct str once = {0}, again = {0};
    struct err e = {0};
    (void)state;
    make(&f);
    log_finding_print(&f, &once);
    assert_null(strchr(str_get(&once), '\n'));
    if (!log_finding_read(once.s, once.n, &back, &e))
        fail_msg("%s", e.text);
    log_finding_print(&back, &again);
    assert_string_equal(str_get(&once), str_get(&again));
    assert_int_equal(back.kind[0].frame[0].line, 88);
    assert_int_equal(back.series.n, f.series.n);
    assert_null(back.source[0].trouble);
    headline_is(&back, "8.1% errors since 03:01:12 (917 of 11,320), baseline 0.1%");
    log_finding_release(&back);
    log_series_release(&f.series);
    str_release(&once);
    str_release(&again);
}

static void however_much_it_stays_short(void **state)
{
    static char wide[2049];
    static struct log_row row[50];
    static struct log_kind kind[40];
    static struct log_frame frame[FRAMES_MAX];
    struct log_finding f, back;
    struct str out = {0};
    struct err e = {0};
    (void)state;
    make(&f);
    memset(wide, '"', sizeof wide - 1);
    for (size_t i = 0; i < N(row); i++)
        row[i] = (struct log_row){wide, 1, 1};
    for (size_t i = 0; i < N(frame); i++)
        memset(frame[i].function, '\\', sizeof frame[i].function - 1);
    for (size_t i = 0; i < N(kind); i++)
        kind[i] = (struct log_kind){.key = wide, .title = wide, .type = wide, .example = wide, .frame = frame, .n_frames = N(frame)};
    f.endpoints.row = f.clients.row = f.users.row = row;
    f.endpoints.n = f.clients.n = f.users.n = N(row);
    f.kind = kind;
    f.n_kinds = N(kind);
    log_finding_print(&f, &out);
    assert_true(out.n <= LOG_FINDING_BYTES);
    assert_true(log_finding_read(out.s, out.n, &back, &e));
    log_finding_release(&back);
    log_series_release(&f.series);
    str_release(&out);
}

static void refused(const char *json)
{
    struct log_finding f;
    struct err e = {0};
    assert_false(log_finding_read(json, strlen(json), &f, &e));
    assert_true(strlen(e.text) > 10);
    log_finding_release(&f);
}

static void what_is_no_finding_is_refused(void **state)
{
    (void)state;
    refused("");
    refused("[]");
    refused("{\"finding\":2}");
    refused("{\"finding\":1}");
    refused("{\"finding\":1,\"totals\":[]}");
}

/* The JSON of a finding, with one part of it replaced. */
static void changed_is_refused(const char *part, const char *by)
{
    struct log_finding f;
    struct str out = {0}, bad = {0};
    make(&f);
    log_series_narrow(&f.series, 4);
    log_finding_print(&f, &out);
    const char *at = strstr(str_get(&out), part);
    assert_non_null(at);
    str_add_n(&bad, out.s, (size_t)(at - out.s));
    str_add(&bad, by);
    str_add(&bad, at + strlen(part));
    refused(str_get(&bad));
    log_series_release(&f.series);
    str_release(&out);
    str_release(&bad);
}

static void bounds_hold(void **state)
{
    struct str many = {0};
    (void)state;
    str_add(&many, "\"request\":[");
    for (int i = 0; i < 100; i++)
        str_add(&many, "\"a\",");
    changed_is_refused("\"request\":[", str_get(&many));
    str_release(&many);
    changed_is_refused("\"within\":6000000", "\"within\":-1");
    changed_is_refused("\"at\":1772334072000000", "\"at\":9223372036854775807");
    changed_is_refused("\"at\":1772334072000000", "\"at\":null");
    changed_is_refused("\"errors\":921", "\"errors\":-921");
    changed_is_refused("\"width\":", "\"width\":99999999");
    changed_is_refused("\"width\":", "\"width\":-");
    changed_is_refused("\"line\":88", "\"line\":88},{},{},{},{},{},{},{\"line\":1");
}

/* Every byte changed in some ways: never a crash, and what is taken can be said and printed. */
static void tampered_json_is_borne(void **state)
{
    static const char bytes[] = "9-\"]}0e{";
    struct log_finding f, back;
    struct log_text_options o = {.now = AT};
    struct str out = {0}, said_of_it = {0};
    (void)state;
    make(&f);
    log_series_narrow(&f.series, 16);
    log_finding_print(&f, &out);
    for (size_t i = 0; i < out.n; i++)
        for (size_t j = 0; j < sizeof bytes - 1; j++) {
            struct err e = {0};
            char was = out.s[i];
            out.s[i] = bytes[j];
            if (log_finding_read(out.s, out.n, &back, &e)) {
                str_clear(&said_of_it);
                log_finding_summary(&back, &o, &said_of_it);
            }
            log_finding_release(&back);
            out.s[i] = was;
        }
    log_series_release(&f.series);
    str_release(&out);
    str_release(&said_of_it);
}

/* A clock that nothing is said about is right. */
static void a_source_without_an_offset_has_none(void **state)
{
    struct log_finding f, back;
    struct str line = {0};
    struct err e = {0};
    (void)state;
    make(&f);
    log_finding_print(&f, &line);
    char *offset = strstr(line.s, "\"offset\":-2000000");
    assert_non_null(offset);
    memcpy(offset, "\"offseT\"", 8); /* now there is none */
    assert_true(log_finding_read(line.s, line.n, &back, &e));
    assert_true(back.source[1].offset == 0);
    log_finding_release(&back);
    str_release(&line);
    log_series_release(&f.series);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_lines_say_it),
        cmocka_unit_test(a_page_fits_its_columns),
        cmocka_unit_test(what_is_printed_is_read_back),
        cmocka_unit_test(a_source_without_an_offset_has_none),
        cmocka_unit_test(however_much_it_stays_short),
        cmocka_unit_test(what_is_no_finding_is_refused),
        cmocka_unit_test(bounds_hold),
        cmocka_unit_test(tampered_json_is_borne),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
