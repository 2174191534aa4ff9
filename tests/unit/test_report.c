/* The report: what is told, what is left out, and each format to the letter (tests/report/NAME.*). After a change that is
 * meant, `REPORT_UPDATE=1 tests/unit/test_report` writes those files anew: read the difference. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../report/case.h"
#include "base/version.h"
#include "text/json.h"

static void write_as(const struct report *r, const char *format, struct str *out)
{
    const struct report_writer *w = report_find_writer(format);
    assert_non_null(w);
    w->write(r, out);
    assert_int_equal(strlen(out->s), out->n);
}

/* ---- golden files ---------------------------------------------------------------------------------------------------- */
/* The version of the program is no part of what is tested. */
static void hide_version(struct str *text)
{
    struct str out = {0};
    const char *version = version_text(), *at = text->s, *next;
    while ((next = strstr(at, version))) {
        str_add_n(&out, at, (size_t)(next - at));
        str_add(&out, "VERSION");
        at = next + strlen(version);
    }
    str_add(&out, at);
    str_release(text);
    *text = out;
}

static void open_golden(const char *name, const char *format, const char *mode, FILE **f)
{
    char path[4096];
    const char *top = getenv("top_srcdir");
    snprintf(path, sizeof path, "%s/tests/report/%s.%s", top ? top : ".", name, format);
    *f = fopen(path, mode);
    if (!*f)
        fail_msg("%s cannot be opened; REPORT_UPDATE=1 writes it", path);
}

static void assert_as_golden(const struct report *r, const char *name, const char *format)
{
    struct str out = {0}, golden = {0};
    char bytes[4096];
    FILE *f;
    write_as(r, format, &out);
    hide_version(&out);
    if (getenv("REPORT_UPDATE")) {
        open_golden(name, format, "w", &f);
        fwrite(out.s, 1, out.n, f);
        fclose(f);
    }
    open_golden(name, format, "r", &f);
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, f)) > 0;)
        str_add_n(&golden, bytes, n);
    fclose(f);
    assert_string_equal(out.s, str_get(&golden));
    str_release(&out);
    str_release(&golden);
}

static void a_full_incident_is_told_to_the_letter(void **state)
{
    (void)state;
    struct report_case c;
    case_full(&c, NULL, NULL);
    assert_as_golden(c.report, "full", "md");
    assert_as_golden(c.report, "full", "html");
    assert_as_golden(c.report, "full", "json");
    case_release(&c);
}

static void of_little_little_is_told(void **state)
{
    (void)state;
    struct report_case c;
    case_bare(&c);
    assert_as_golden(c.report, "bare", "md");
    assert_as_golden(c.report, "bare", "html");
    assert_as_golden(c.report, "bare", "json");
    case_release(&c);
}

/* ---- what is told ---------------------------------------------------------------------------------------------------- */
static void a_duration_names_both_ends(void **state)
{
    (void)state;
    struct report_case c;
    case_full(&c, NULL, NULL);
    static const struct {
        enum report_milestone from, to;
        int seconds;
    } expected[] = {
        {MILESTONE_BEGAN, MILESTONE_ALERT, 198},      {MILESTONE_BEGAN, MILESTONE_OPENED, 289},
        {MILESTONE_ALERT, MILESTONE_OPENED, 91},      {MILESTONE_BEGAN, MILESTONE_MITIGATED, 1620},
        {MILESTONE_ALERT, MILESTONE_MITIGATED, 1422},
    };
    assert_int_equal(c.report->spans.n, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < c.report->spans.n; i++) {
        assert_int_equal(c.report->spans.v[i].from, expected[i].from);
        assert_int_equal(c.report->spans.v[i].to, expected[i].to);
        assert_int_equal(c.report->spans.v[i].length, expected[i].seconds * INT64_C(1000000));
    }
    assert_string_equal(c.report->milestone[MILESTONE_BEGAN].source, "scan.first_error");
    case_release(&c);
}

static void the_timeline_is_in_the_order_it_happened(void **state)
{
    (void)state;
    struct report_case c;
    case_full(&c, NULL, NULL);
    const struct report *r = c.report;
    for (size_t i = 1; i < r->timeline.n; i++)
        assert_true(r->timeline.v[i - 1].at <= r->timeline.v[i].at);
    assert_string_equal(r->timeline.v[0].kind, "began");
    assert_string_equal(r->timeline.v[1].kind, "noted"); /* written down 20 minutes later */
    assert_true(r->timeline.v[1].is_late);
    for (size_t i = 0; i < r->timeline.n; i++)
        if (str_eq(r->timeline.v[i].kind, "given"))
            assert_false(str_eq(r->timeline.v[i].event.as.given.source, "default"));
    case_release(&c);
}

static void gaps_are_marked_and_words_are_kept(void **state)
{
    (void)state;
    struct report_case c;
    case_full(&c, NULL, NULL);
    assert_true(report_is_to_write(c.report, WORDS_SUMMARY));
    assert_true(report_is_to_write(c.report, WORDS_ROOT_CAUSE));
    assert_false(report_is_to_write(c.report, WORDS_IMPACT));
    assert_false(report_is_to_write(c.report, WORDS_TRIGGER)); /* left out, not asked for */
    case_release(&c);
    case_bare(&c);
    assert_true(report_is_to_write(c.report, WORDS_IMPACT));
    assert_false(report_is_to_write(c.report, WORDS_LESSONS)); /* it is still open */
    case_release(&c);
}

static void an_override_keeps_its_reason(void **state)
{
    (void)state;
    struct report_case c;
    case_full(&c, NULL, NULL);
    const struct report_answer *a = &c.report->answers.v[1];
    assert_true(a->is_override);
    assert_string_equal(a->proposed, "Every endpoint");
    assert_string_equal(a->reason, "the other eight are health checks | and robots");
    assert_false(c.report->answers.v[0].is_override);
    case_release(&c);
}

static void a_called_flow_has_causes_of_its_own(void **state)
{
    (void)state;
    struct report_case c;
    case_full(&c, NULL, NULL);
    assert_int_equal(c.report->called.n, 1);
    const struct report_causes *db = &c.report->called.v[0];
    assert_string_equal(db->step, "database");
    assert_string_equal(db->title, "Database connections");
    assert_int_equal(db->n, 3); /* pool, something else, and leak, which is out */
    assert_string_equal(db->v[0].id, "pool");
    assert_string_equal(db->v[2].id, "leak");
    assert_string_equal(db->v[2].out_reason, "12 of 100 in use");
    case_release(&c);
}

static void a_secret_is_named_and_never_told(void **state)
{
    (void)state;
    struct report_case c;
    case_full(&c, NULL, NULL);
    size_t n = 0;
    for (size_t i = 0; i < c.report->inputs.n; i++)
        if (c.report->inputs.v[i].is_secret) {
            assert_string_equal(c.report->inputs.v[i].name, "token");
            assert_null(c.report->inputs.v[i].text);
            n++;
        }
    assert_int_equal(n, 1);
    case_release(&c);
}

static void outputs_are_cut_and_counted(void **state)
{
    (void)state;
    struct report_case c;
    case_full(&c, NULL, NULL);
    assert_int_equal(c.report->outputs.n, 3);
    assert_int_equal(c.report->outputs.v[0].left_out, 0);
    assert_int_equal(c.report->outputs.v[1].left_out, 90 - 32);
    assert_non_null(strstr(c.report->outputs.v[1].excerpt, "500 89\n"));
    assert_null(strstr(c.report->outputs.v[1].excerpt, "500 40\n"));
    assert_null(c.report->outputs.v[2].excerpt); /* the journal has it no more */
    case_release(&c);
}

/* ---- files ----------------------------------------------------------------------------------------------------------- */
static void every_format_has_a_name_and_a_file(void **state)
{
    (void)state;
    struct report_case c;
    struct str name = {0};
    case_bare(&c);
    assert_ptr_equal(report_find_writer("md"), report_writers[0]);
    assert_ptr_equal(report_find_writer("markdown"), report_writers[0]);
    assert_null(report_find_writer("docx"));
    assert_null(report_find_writer(NULL));
    report_file_name(c.report, report_writers[0], &name);
    assert_string_equal(name.s, "INC-7.md");
    str_release(&name);
    case_release(&c);
}

static void the_mark_is_found_again_in_every_format(void **state)
{
    (void)state;
    struct report_case c;
    struct report_mark mark;
    case_full(&c, NULL, NULL);
    for (size_t i = 0; report_writers[i]; i++) {
        struct str out = {0};
        report_writers[i]->write(c.report, &out);
        assert_true(report_find_mark(out.s, out.n, &mark));
        assert_string_equal(mark.incident, "0123456789abcdef0123456789abcdef");
        assert_int_equal(mark.seq, c.inc.seq);
        assert_string_equal(mark.head, c.report->head);
        str_release(&out);
    }
    assert_false(report_find_mark("", 0, &mark));
    assert_false(report_find_mark("triage-record 1 0123", 20, &mark));
    case_release(&c);
}

static void json_is_json(void **state)
{
    (void)state;
    struct report_case c;
    struct str out = {0};
    struct err e = {0};
    case_full(&c, NULL, NULL);
    write_as(c.report, "json", &out);
    assert_true(json_check(out.s, out.n, &e));
    char *schema = json_point(out.s, out.n, "/schema");
    assert_string_equal(schema, "1");
    mem_free(schema);
    str_release(&out);
    case_release(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_incident_is_told_to_the_letter),
        cmocka_unit_test(of_little_little_is_told),
        cmocka_unit_test(a_duration_names_both_ends),
        cmocka_unit_test(the_timeline_is_in_the_order_it_happened),
        cmocka_unit_test(gaps_are_marked_and_words_are_kept),
        cmocka_unit_test(an_override_keeps_its_reason),
        cmocka_unit_test(a_called_flow_has_causes_of_its_own),
        cmocka_unit_test(a_secret_is_named_and_never_told),
        cmocka_unit_test(outputs_are_cut_and_counted),
        cmocka_unit_test(every_format_has_a_name_and_a_file),
        cmocka_unit_test(the_mark_is_found_again_in_every_format),
        cmocka_unit_test(json_is_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
