/* Bars over times, however little room there is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ui/chart.h"

#define BEGIN (1772330400 * TIME_SECOND) /* 2026-03-01 02:00:00Z */

static struct log_bucket minute[] = {{.all = 10}, {.all = 10}, {.all = 10, .errors = 8}, {.all = 10, .errors = 4}};
static const struct log_series series = {.start = BEGIN, .width = TIME_MINUTE, .v = minute, .n = 4, .cap = 4};

static void draws(int width, int height, const char *bars, const char *axis)
{
    struct chart c;
    struct str out = {0};
    chart_make(&series, BEGIN, BEGIN + 4 * TIME_MINUTE, width, height, &c);
    for (int i = 0; i < height; i++) {
        str_add(&out, i ? "|" : "");
        chart_line(&c, i, &out);
    }
    assert_string_equal(str_get(&out), bars);
    str_clear(&out);
    chart_axis(&c, BEGIN + 2 * TIME_MINUTE, NULL, &out);
    assert_string_equal(str_get(&out), axis);
    str_release(&out);
}

static void bars_stand_over_their_times(void **state)
{
    (void)state;
    draws(4, 1, "▁▁█▅", "    ");
    draws(4, 2, "  █▁|▁▁██", "    ");
    draws(40, 1, "▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁████▁████▁▁█▁█▁▁█▁█", "02:00               ^ 02:02:00          ");
}

/* The moment's text is wider than what is left and right of it. */
static void no_room_is_no_harm(void **state)
{
    (void)state;
    for (int width = -3; width < 30; width++) {
        struct chart c;
        struct str out = {0};
        chart_make(&series, BEGIN, BEGIN + 4 * TIME_MINUTE, width, 1, &c);
        assert_true(c.width == (width < 1 ? 1 : width));
        for (int i = 0; i < 4; i++) {
            str_clear(&out);
            chart_axis(&c, BEGIN + i * TIME_MINUTE, NULL, &out);
            assert_int_equal(out.n, c.width);
        }
        str_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bars_stand_over_their_times),
        cmocka_unit_test(no_room_is_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
