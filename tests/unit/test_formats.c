/* formats: what ships reads what it says it reads, and what a user writes is checked before it is used. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "formats_at_hand.h"
#include "logs/format_own.h"
#include "logs/format_tell.h"

static void the_samples_of_every_shipped_format_are_read_as_they_say(void **state)
{
    struct log_formats *set = *state;
    struct problems ps = {0};
    for (size_t i = 0; i < set->list.n; i++)
        assert_true(log_format_check(set->list.v[i], &ps) > 0);
    print_problems(&ps);
    assert_int_equal(ps.n_errors, 0);
    problems_release(&ps);
}

static void every_sample_alone_is_detected_as_its_format(void **state)
{
    struct log_formats *set = *state;
    int wrong = 0;
    for (size_t i = 0; i < set->list.n; i++) {
        const struct log_format *f = set->list.v[i];
        for (size_t k = 0; k < f->n_samples && !f->inside_only; k++) {
            struct log_detection d;
            log_detect(set, f->sample[k].line->text, f->sample[k].line->n, &d);
            if (d.format == f)
                continue;
            wrong++;
            fprintf(stderr, "# %s: sample %zu is taken for %s\n", f->id, k + 1, d.format ? d.format->id : "none");
        }
    }
    assert_int_equal(wrong, 0);
}

/* What a person copies from the manual must work. */
static void the_formats_in_the_manual_are_right(void **state)
{
    struct log_formats set = {0};
    struct problems ps = {0};
    struct str page = {0};
    char name[1024];
    size_t found = 0;
    (void)state;
    load_shipped_formats(&set);
    snprintf(name, sizeof name, "%s/docs/log-formats.md", getenv("top_srcdir") ? getenv("top_srcdir") : ".");
    assert_true(read_whole(name, &page));
    for (const char *s = strstr(page.s, "\n```yaml\n"); s; s = strstr(s, "\n```yaml\n")) {
        s += strlen("\n```yaml\n");
        const char *end = strstr(s, "\n```\n");
        assert_non_null(end);
        found += log_formats_add(&set, "docs/log-formats.md", s, (size_t)(end - s) + 1, &ps);
        s = end;
    }
    assert_int_equal(found, 3);
    log_formats_wake(&set, &ps);
    for (size_t i = 0; i < set.list.n; i++)
        if (strncmp(log_format_id(set.list.v[i]), "shop", 4) == 0)
            assert_int_equal(log_format_check(set.list.v[i], &ps), 1);
    print_problems(&ps);
    assert_int_equal(ps.n_errors, 0);
    problems_release(&ps);
    log_formats_release(&set);
    str_release(&page);
}

/* Loads one format and gives the first problem, "line:column rule"; "" when there is none. */
static void load_one(const char *text, char out[80])
{
    struct log_formats set = {0};
    struct problems ps = {0};
    char name[] = "x.yaml", *copy = strdup(text); /* neither outlives the call */
    out[0] = '\0';
    bool is_one = log_formats_add(&set, name, copy, strlen(copy), &ps);
    memset(name, '?', 1);
    memset(copy, '?', strlen(copy));
    free(copy);
    if (is_one)
        log_format_check(set.list.v[0], &ps);
    for (size_t i = 0; i < ps.list.n; i++)
        assert_string_equal(ps.list.v[i].file, "x.yaml");
    if (ps.list.n)
        snprintf(out, 80, "%u:%u %s", (unsigned)ps.list.v[0].mark.line, (unsigned)ps.list.v[0].mark.column, ps.list.v[0].rule);
    problems_release(&ps);
    log_formats_release(&set);
}

static void a_wrong_format_is_refused_where_it_is_wrong(void **state)
{
#define HEAD "id: x\ntitle: X\n"
#define TAIL "samples: []\n"
    static const struct {
        const char *text, *want;
    } rows[] = {
        {HEAD "patterns: '(?<message>.*)'\n" TAIL, ""},
        {"", "1:1 empty"},
        {"[]", "1:1 wrong-value"},
        {HEAD "patterns: '(?<message>.*'\n" TAIL, "3:11 pattern"},
        {HEAD "patterns: ['(?<mesage>.*)']\n" TAIL, "3:12 unknown-field"},
        {HEAD "patterns: 'a'\n" TAIL, "3:11 no-field"},
        {HEAD "paterns: '(?<message>.*)'\n" TAIL, "3:1 unknown-key"},
        {HEAD TAIL, "1:1 missing-key"},
        {HEAD "patterns: '(?<message>.*)'\n", "1:1 missing-key"},
        {HEAD "syntax: xml\npatterns: '(?<message>.*)'\n" TAIL, "3:9 wrong-value"},
        {HEAD "syntax: json\nkeys: {time: t, level: t}\n" TAIL, "4:24 key-twice"},
        {HEAD "syntax: json\nkeys: {tme: t}\n" TAIL, "4:8 unknown-field"},
        {HEAD "patterns: '(?<time>.*)'\ntime: '%Q'\n" TAIL, "4:7 time-layout"},
        {HEAD "patterns: '(?<level>.*)'\nlevels: {a: bad}\n" TAIL, "4:13 wrong-value"},
        {HEAD "patterns: '(?<level>.*)'\nspecific: 101\n" TAIL, "4:11 wrong-value"},
        {HEAD "patterns: '(?<level>.*)'\nutc: yes\n" TAIL, "4:6 wrong-value"},
        {HEAD "patterns: '(?<level>.*)'\nsamples: [{line: x}]\n", "4:11 wrong-value"},
        {HEAD "patterns: '(?<level>.*)'\nsamples: [{line: error, expect: {level: warning}}]\n", "4:41 sample"},
        {HEAD "patterns: '(?<level>.*)'\nsamples: [{line: error, expect: {colour: red}}]\n", "4:42 sample"},
        {HEAD "patterns: 'a(?<level>.*)'\nsamples: [{line: error, expect: {}}]\n", "4:18 sample"},
        {"id: X Y\ntitle: X\npatterns: '(?<level>.*)'\n" TAIL, "1:5 wrong-value"},
    };
    char got[80];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        load_one(rows[i].text, got);
        if (strcmp(got, rows[i].want) != 0)
            print_error("row %zu:\n%s", i, rows[i].text);
        assert_string_equal(got, rows[i].want);
    }
}

static void a_format_of_ones_own_replaces_the_shipped_one(void **state)
{
    static const char own[] = "id: iso\ntitle: Mine\nspecific: 99\npatterns: 'x(?<message>.*)'\nsamples: []\n";
    struct log_formats set = {0};
    struct problems ps = {0};
    (void)state;
    load_shipped_formats(&set);
    size_t before = set.list.n;
    assert_true(log_formats_add(&set, "own.yaml", own, strlen(own), &ps));
    assert_int_equal(set.list.n, before);
    assert_string_equal(log_format_title(log_format_find(&set, "iso")), "Mine");
    assert_ptr_equal(set.list.v[0], log_format_find(&set, "iso"));
    const struct log_format *cri = log_format_find(&set, "cri");
    bool is_new = false;
    for (size_t i = 0; i < cri->n_inside; i++)
        is_new |= cri->inside[i] == log_format_find(&set, "iso");
    assert_true(is_new); /* what is inside is the new one too */
    problems_release(&ps);
    log_formats_release(&set);
}

static void a_split_line_is_read_inside_once_it_is_whole(void **state)
{
    static const char first[] = "2016-10-06T00:17:09Z stderr P {\"level\":\"err", second[] = "2016-10-06T00:17:10Z stderr F or\",\"msg\":\"no\"}";
    struct log_formats *set = *state;
    const struct log_format *cri = log_format_find(set, "cri");
    struct log_scratch *scratch = log_scratch_new();
    struct log_clock clock = {.newest = INT64_C(1782864000) * TIME_SECOND};
    struct log_record a, b;
    struct str whole = {0};
    assert_true(log_format_is_wrapper(cri));
    assert_true(log_format_parse(cri, &clock, first, strlen(first), scratch, &a));
    assert_true(a.is_partial && a.is_stderr);
    str_add_n(&whole, a.field[FIELD_MESSAGE].s, a.field[FIELD_MESSAGE].n);
    assert_true(log_format_parse(cri, &clock, second, strlen(second), scratch, &b));
    assert_false(b.is_partial);
    str_add_n(&whole, b.field[FIELD_MESSAGE].s, b.field[FIELD_MESSAGE].n);
    log_format_read_inside(cri, &clock, (struct log_text){whole.s, whole.n}, scratch, &a);
    assert_int_equal(a.level, LEVEL_ERROR);
    assert_int_equal(a.field[FIELD_MESSAGE].n, 2);
    str_release(&whole);
    log_scratch_free(scratch);
}

static void what_was_chosen_is_explained(void **state)
{
    struct log_formats *set = *state;
    struct log_detection d;
    struct str out = {0};
    static const char two[] = "127.0.0.1 - - [10/Oct/2000:13:55:36 +0000] \"GET /a HTTP/1.1\" 500 26 \"-\" \"-\"\nno log\n";
    log_detect(set, two, strlen(two), &d);
    log_detection_explain(&d, &out);
    assert_string_equal(out.s, "combined: Access log, combined (nginx, Apache, Caddy, Traefik), with what is often put behind it. It reads 1 of the first 2 lines.\n"
                               "  common reads 1 line of them, and is less specific.\n");
    str_clear(&out);
    log_detect(set, "hello\n", 6, &d);
    log_detection_explain(&d, &out);
    assert_string_equal(out.s, "No format reads its first line: it is taken as a message.\n");
    str_clear(&out);
    log_formats_list(set, &out);
    assert_non_null(strstr(out.s, "\nsyslog-5424    syslog (RFC 5424)  ("));
    str_release(&out);
}

/* `many` lines of one kind, then `few` of another. */
static const struct log_format *detect_mixed(struct log_formats *set, const char *a, size_t many, const char *b, size_t few)
{
    struct str text = {0};
    struct log_detection d;
    for (size_t i = 0; i < many + few; i++)
        str_addf(&text, "%s\n", i < many ? a : b);
    log_detect(set, text.s, text.n, &d);
    str_release(&text);
    return d.format;
}

static void a_specific_format_is_taken_though_a_line_in_ten_is_not_its(void **state)
{
    static const char python[] = "2024-03-05 10:00:00,123 - shop.cart - ERROR - no answer", any[] = "2024-03-05 10:00:00 hello";
    struct log_formats *set = *state;
    assert_string_equal(log_format_id(detect_mixed(set, python, 9, any, 1)), "python");
    assert_string_equal(log_format_id(detect_mixed(set, python, 8, any, 2)), "iso");
}

static void a_line_in_fifty_makes_a_log(void **state)
{
    static const char any[] = "2024-03-05 10:00:00 hello";
    struct log_formats *set = *state;
    assert_string_equal(log_format_id(detect_mixed(set, any, 2, "\tat shop.Cart.total(Cart.java:88)", 98)), "iso");
    assert_null(detect_mixed(set, any, 1, "\tat shop.Cart.total(Cart.java:88)", 99));
}

static void a_sentence_with_pairs_in_it_is_no_logfmt(void **state)
{
    static const char *const lines[] = {"level=info msg=x is what it says when all is well", "set level=info msg=x", "a=1 b=2 c=3",
                                        "level=info", "level=\"info msg=x", "level=info msg=\"x\"y"};
    struct log_formats *set = *state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        assert_null(detect_mixed(set, lines[i], 3, "", 0));
}

static void line_ends_marks_and_colours_are_no_part_of_a_line(void **state)
{
    static const char *const lines[] = {"{\"level\":\"error\",\"msg\":\"no\"}\r", "\xef\xbb\xbf{\"level\":\"error\",\"msg\":\"no\"}",
                                        "\x1b[31m{\"level\":\"error\",\x1b[1;32m\"msg\":\"no\"}\x1b[0m"};
    struct log_formats *set = *state;
    struct log_scratch *scratch = log_scratch_new();
    struct log_clock clock = {0};
    struct log_record r;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_true(log_format_parse(log_format_find(set, "json"), &clock, lines[i], strlen(lines[i]), scratch, &r));
        assert_int_equal(r.level, LEVEL_ERROR);
        assert_memory_equal(r.field[FIELD_MESSAGE].s, "no", 2);
    }
    log_scratch_free(scratch);
}

static int set_up(void **state)
{
    static struct log_formats set;
    load_shipped_formats(&set);
    *state = &set;
    return 0;
}

static int tear_down(void **state)
{
    log_formats_release(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_samples_of_every_shipped_format_are_read_as_they_say),
        cmocka_unit_test(every_sample_alone_is_detected_as_its_format),
        cmocka_unit_test(the_formats_in_the_manual_are_right),
        cmocka_unit_test(a_wrong_format_is_refused_where_it_is_wrong),
        cmocka_unit_test(a_format_of_ones_own_replaces_the_shipped_one),
        cmocka_unit_test(a_split_line_is_read_inside_once_it_is_whole),
        cmocka_unit_test(what_was_chosen_is_explained),
        cmocka_unit_test(a_specific_format_is_taken_though_a_line_in_ten_is_not_its),
        cmocka_unit_test(a_line_in_fifty_makes_a_log),
        cmocka_unit_test(a_sentence_with_pairs_in_it_is_no_logfmt),
        cmocka_unit_test(line_ends_marks_and_colours_are_no_part_of_a_line),
    };
    return cmocka_run_group_tests_name("formats", tests, set_up, tear_down);
}
