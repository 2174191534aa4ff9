/* regex: matches, groups, and no pattern that burns. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "text/regex.h"

static enum regex_result match(const char *pattern, const char *s, struct regex_span *span)
{
    struct err e = {0};
    struct regex *re = regex_compile(pattern, REGEX_PLAIN, NULL, &e);
    assert_non_null(re);
    enum regex_result r = regex_match(re, s, strlen(s), span);
    regex_free(re);
    return r;
}

static void the_first_group_or_the_whole_match_is_given(void **state)
{
    (void)state;
    struct regex_span span;
    assert_int_equal(match("used (\\d+)%", "disk used 98% of", &span), REGEX_YES);
    assert_int_equal(span.start, 10);
    assert_int_equal(span.end, 12);
    assert_int_equal(match("us.d", "disk used", &span), REGEX_YES);
    assert_int_equal(span.start, 5);
    assert_int_equal(match("(a)|(b)", "b", &span), REGEX_YES);
    assert_int_equal(span.end, 1);
    assert_int_equal(match("x", "disk", &span), REGEX_NO);
}

static void a_bad_pattern_says_where(void **state)
{
    (void)state;
    size_t at = 0;
    struct err e = {0};
    assert_null(regex_compile("ab(c", REGEX_PLAIN, &at, &e));
    assert_int_equal(at, 4);
    assert_int_equal(e.code, ERR_INPUT);
}

static void a_pattern_that_would_burn_gives_up(void **state)
{
    (void)state;
    char s[4096];
    memset(s, 'a', sizeof s);
    s[sizeof s - 1] = '\0';
    assert_int_equal(match("^(a+)+$|(x+x+)+y", s, NULL), REGEX_YES);
    s[sizeof s - 2] = '!';
    assert_int_equal(match("^(a|aa)+$", s, NULL), REGEX_GAVE_UP);
    assert_int_equal(match("(?:(?:(?:a*)*)*)*b", s, NULL) == REGEX_YES, 0);
}

static void text_that_is_not_utf8_can_be_searched(void **state)
{
    (void)state;
    assert_int_equal(match("err(or)?", "\xFF\xC3 error", NULL), REGEX_YES);
    assert_int_equal(match("^.$", "\xC3\xA4", NULL), REGEX_YES);
}

static void named_groups_are_given_line_after_line(void **state)
{
    (void)state;
    struct err e = {0};
    struct regex *re = regex_compile("(?<a>\\d+)(?:-(?<b>\\w+))?", REGEX_BYTES | REGEX_ANCHORED, NULL, &e);
    struct regex_work *work = regex_work_new();
    struct regex_span span[4];
    size_t number;
    assert_non_null(re);
    assert_string_equal(regex_group_name(re, 0, &number), "a");
    assert_int_equal(number, 1);
    assert_string_equal(regex_group_name(re, 1, &number), "b");
    assert_null(regex_group_name(re, 2, &number));
    assert_int_equal(regex_groups(re, "12-xy", 5, work, span, 4), REGEX_YES);
    assert_int_equal(span[2].start, 3);
    assert_int_equal(span[2].end, 5);
    assert_true(span[3].start == REGEX_UNSET);
    assert_int_equal(regex_groups(re, "12\xff", 3, work, span, 4), REGEX_YES);
    assert_true(span[2].start == REGEX_UNSET);
    assert_int_equal(regex_groups(re, "x12", 3, work, span, 4), REGEX_NO);
    regex_free(re);
    assert_null(regex_compile("(*UTF)a", REGEX_BYTES, NULL, &e));
    regex_work_free(work);
}

static void a_line_that_would_burn_gives_up_soon(void **state)
{
    (void)state;
    struct err e = {0};
    char s[4096];
    struct regex_span span[2];
    struct regex *re = regex_compile("^(a|aa)+$", REGEX_BYTES, NULL, &e);
    struct regex_work *work = regex_work_new();
    memset(s, 'a', sizeof s);
    s[sizeof s - 1] = '!';
    assert_int_equal(regex_groups(re, s, sizeof s, work, span, 2), REGEX_GAVE_UP);
    regex_free(re);
    re = regex_compile("^a*a*a*[bc]", REGEX_BYTES, NULL, &e); /* tens of thousands of steps: too many for a line, few for an output */
    memset(s, 'a', 300);
    s[299] = '!';
    assert_int_equal(regex_groups(re, s, 300, work, span, 2), REGEX_GAVE_UP);
    regex_free(re);
    regex_work_free(work);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_group_or_the_whole_match_is_given),
        cmocka_unit_test(a_bad_pattern_says_where),
        cmocka_unit_test(a_pattern_that_would_burn_gives_up),
        cmocka_unit_test(text_that_is_not_utf8_can_be_searched),
        cmocka_unit_test(named_groups_are_given_line_after_line),
        cmocka_unit_test(a_line_that_would_burn_gives_up_soon),
    };
    return cmocka_run_group_tests_name("regex", tests, NULL, NULL);
}
