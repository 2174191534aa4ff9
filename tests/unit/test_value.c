/* value: literals in, literals out, whatever the locale says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/time.h"
#include "flow/value.h"

static const char *text_of(struct value v, void (*write)(const struct value *, struct str *))
{
    static char text[200];
    struct str t = {0};
    write(&v, &t);
    snprintf(text, sizeof text, "%s", str_get(&t));
    str_release(&t);
    return text;
}

static void assert_number(const char *text, double number)
{
    struct value v = {0};
    assert_true(value_parse(text, VALUE_NUMBER, &v));
    assert_true(v.number >= number && v.number <= number);
}

/* Somebody notes what was, and puts off to what will be. */
static void a_clock_means_the_last_or_the_next_such_moment(void **state)
{
    (void)state;
    int64_t now, at, expected = 0;
    struct time_zone z = {.shift = {{INT64_MIN, 3600}}, .n = 1};
    assert_true(time_parse("2026-03-01T13:00:00Z", &now)); /* 14:00 there */
    assert_true(time_parse_spoken("14:30", now, &z, &at) && time_parse("2026-02-28T13:30:00Z", &expected));
    assert_true(at == expected);
    assert_true(time_parse_ahead("14:30", now, &z, &at) && time_parse("2026-03-01T13:30:00Z", &expected));
    assert_true(at == expected);
    assert_true(time_parse_ahead("09:00", now, &z, &at) && time_parse("2026-03-02T08:00:00Z", &expected));
    assert_true(at == expected);
    assert_true(time_parse_ahead("2h", now, &z, &at) && at == now + 2 * TIME_HOUR);
    assert_true(time_parse_spoken("2h", now, &z, &at) && at == now - 2 * TIME_HOUR);
    assert_true(time_parse_ahead("2026-03-02 09:00", now, &z, &at) && at == expected);
}

/* Nobody types RFC 3339 when asked until when. */
static void a_day_is_typed_as_people_say_it(void **state)
{
    (void)state;
    int64_t now, at, expected = 0;
    struct time_zone z = {.shift = {{INT64_MIN, 3600}}, .n = 1};
    assert_true(time_parse("2026-03-01T13:00:00Z", &now));
    static const struct { const char *typed, *at; } days[] = { /* now is Sunday 1 March 2026, an hour east */
        {"tomorrow", "2026-03-02T22:59:00Z"}, {"tomorrow 9:00", "2026-03-02T08:00:00Z"}, {"2 Mar", "2026-03-02T22:59:00Z"},
        {"Mar 2 14:00", "2026-03-02T13:00:00Z"}, {"2. März", "2026-03-02T22:59:00Z"}, {"2.3.", "2026-03-02T22:59:00Z"},
        {"2.3.2027", "2027-03-02T22:59:00Z"}, {"28 Feb", "2027-02-28T22:59:00Z"}, {"2026-03-02", "2026-03-02T22:59:00Z"},
        {"friday", "2026-03-06T22:59:00Z"}, {"Sunday", "2026-03-08T22:59:00Z"}, {"today 23:00", "2026-03-01T22:00:00Z"},
    };
    static const char *const none[] = {"", "31 Apr", "0 Mar", "2 March 25:00", "2 Mar 14:00x", "morning", "2026-13-01", "13.13.", "Mar", "2", "marble 2x"};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        if (!time_parse_ahead(days[i].typed, now, &z, &at) || !time_parse(days[i].at, &expected) || at != expected)
            fail_msg("'%s' is not %s", days[i].typed, days[i].at);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (time_parse_ahead(none[i], now, &z, &at))
            fail_msg("'%s' is no day", none[i]);
}

static void literals_are_read_by_their_kind(void **state)
{
    (void)state;
    struct value v;
    assert_number("8%", 0.08);
    assert_number("0.08", 0.08);
    assert_number("-12", -12);
    assert_number("1e3", 1000);
    assert_number("0.1%", 0.001);
    assert_number("3.141592653589793238", 3.141592653589793238);
    assert_true(value_parse("1h30m", VALUE_DURATION, &v) && v.us == 90 * TIME_MINUTE);
    assert_true(value_parse("-90s", VALUE_DURATION, &v) && v.us == -90 * TIME_SECOND);
    assert_true(value_parse("2026-03-01T14:07:00Z", VALUE_TIME, &v));
    assert_true(value_parse("true", VALUE_FLAG, &v) && v.flag);
    assert_true(value_parse("no", VALUE_TEXT, &v) && strcmp(v.text, "no") == 0);
}

static void what_does_not_fit_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum value_kind kind;
    } wrong[] = {
        {"", VALUE_NUMBER},
        {"1,5", VALUE_NUMBER},
        {"1.", VALUE_NUMBER},
        {".5", VALUE_NUMBER},
        {"0x10", VALUE_NUMBER},
        {"nan", VALUE_NUMBER},
        {"1e999", VALUE_NUMBER},
        {"5 ", VALUE_NUMBER},
        {"90", VALUE_DURATION},
        {"yes", VALUE_FLAG},
        {"2026-02-30T00:00:00Z", VALUE_TIME},
        {"2026-03-01T00:00:00", VALUE_TIME},
        {"x", VALUE_UNKNOWN},
        {"1e", VALUE_NUMBER},
    };
    struct value v = value_flag(true);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(value_parse(wrong[i].text, wrong[i].kind, &v));
    assert_int_equal(v.kind, VALUE_FLAG);
}

static void printing_can_be_read_back(void **state)
{
    (void)state;
    static const double numbers[] = {0,     1, -1, 0.1, 1.0 / 3, 8.1e-7, 1e300, 12345678901234567.0, 0.30000000000000004,
                                     5e-324};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        assert_number(text_of(value_number(numbers[i]), value_print), numbers[i]);
    assert_string_equal(text_of(value_number(0.08), value_print), "0.08");
    assert_string_equal(text_of(value_number(11320), value_print), "11320");
    assert_string_equal(text_of(value_duration(-90 * TIME_SECOND), value_print), "-1m30s");
    assert_string_equal(text_of(value_duration(1), value_print), "1us");
    assert_string_equal(text_of(value_none(), value_print), "");
}

static void showing_is_for_people(void **state)
{
    (void)state;
    assert_string_equal(text_of(value_number(0.0831), value_show), "8.3%");
    assert_string_equal(text_of(value_number(0.75), value_show), "75%");
    assert_string_equal(text_of(value_number(0.001), value_show), "0.1%");
    assert_string_equal(text_of(value_number(11320), value_show), "11320");
    assert_string_equal(text_of(value_number(2.345678), value_show), "2.35");
    assert_string_equal(text_of(value_number(0.9951), value_show), "99.5%");
    assert_string_equal(text_of(value_number(0.99996), value_show), "100%");
    assert_string_equal(text_of(value_number(999.96), value_show), "1000");
    assert_string_equal(text_of(value_number(12345.6), value_show), "12346");
    assert_string_equal(text_of(value_number(-12345.6), value_show), "-12346");
    assert_string_equal(text_of(value_duration(14 * TIME_SECOND), value_show), "14 s");
    assert_string_equal(text_of(value_unknown(), value_show), "unknown");
}

/* Builds the German locale into a directory of its own where the machine has none. */
static bool speak_german(void)
{
    char dir[] = "/tmp/triage-locale-XXXXXX", locale[60];
    if (setlocale(LC_ALL, "de_DE.UTF-8"))
        return true;
    if (!mkdtemp(dir))
        return false;
    snprintf(locale, sizeof locale, "%s/de_DE.UTF-8", dir);
    pid_t child = fork();
    if (child == 0) {
        execlp("localedef", "localedef", "--quiet", "-i", "de_DE", "-f", "UTF-8", locale, (char *)NULL);
        _exit(127);
    }
    waitpid(child, NULL, 0);
    setenv("LOCPATH", dir, 1);
    bool ok = setlocale(LC_ALL, "de_DE.UTF-8") != NULL;
    unsetenv("LOCPATH");
    if (fork() == 0) {
        execlp("rm", "rm", "-rf", dir, (char *)NULL);
        _exit(127);
    }
    wait(NULL);
    return ok;
}

static void a_decimal_comma_changes_nothing(void **state)
{
    if (!speak_german()) { /* skip() would count as a failure under TAP */
        print_message("no German locale here, and localedef cannot make one\n");
        return;
    }
    char comma[10];
    snprintf(comma, sizeof comma, "%.1f", 0.5);
    assert_string_equal(comma, "0,5");
    printing_can_be_read_back(state);
    literals_are_read_by_their_kind(state);
    assert_string_equal(text_of(value_number(0.0831), value_show), "8.3%");
    assert_string_equal(text_of(value_number(1.0 / 3), value_print), "0.3333333333333333");
    setlocale(LC_ALL, "C");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(literals_are_read_by_their_kind), cmocka_unit_test(what_does_not_fit_is_refused),
        cmocka_unit_test(printing_can_be_read_back),       cmocka_unit_test(showing_is_for_people),
        cmocka_unit_test(a_decimal_comma_changes_nothing), cmocka_unit_test(a_clock_means_the_last_or_the_next_such_moment),
        cmocka_unit_test(a_day_is_typed_as_people_say_it),
    };
    return cmocka_run_group_tests_name("value", tests, NULL, NULL);
}
