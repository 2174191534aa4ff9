/* Small bars of lengths, and lines that are marked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ui/marks.h"
#include "ui/spark.h"

#define N(array) (sizeof(array) / sizeof *(array))

static void draws(const int64_t *v, size_t n, const char *expected)
{
    struct str out = {0};
    spark_add(v, n, &out);
    assert_string_equal(str_get(&out), expected);
    str_release(&out);
}

static void an_even_row_stays_low(void **state)
{
    static const int64_t even[] = {85, 85, 85}, none[] = {0, 0};
    (void)state;
    draws(even, N(even), "▁▁▁");
    draws(none, N(none), "▁▁");
    draws(even, 1, "▁");
    draws(even, 0, "");
}

static void what_took_long_is_seen(void **state)
{
    static const int64_t rows[] = {100, 110, 100, 900, 100}, huge[] = {INT64_MAX / 2, 0, INT64_MAX / 2};
    (void)state;
    draws(rows, N(rows), "▁▁▁█▁");
    draws(huge, N(huge), "▅▁▅");
}

static void marks_come_in_the_order_of_their_lines(void **state)
{
    struct marks m = {0};
    struct str text = {0}, keys = {0};
    (void)state;
    marks_toggle(&m, (struct row_id){ROW_LINE, 7}, 30, "seven\nand a half");
    marks_toggle(&m, (struct row_id){ROW_LINE, 2}, 30, "");
    marks_toggle(&m, (struct row_id){ROW_LINE, 5}, 30, "five");
    marks_toggle(&m, (struct row_id){ROW_LINE, 5}, 31, "of another run");
    marks_toggle(&m, (struct row_id){ROW_EVENT, 5}, 0, "an event");
    marks_text(&m, ROW_LINE, 30, &text, &keys);
    assert_string_equal(str_get(&text), "\nfive\nseven and a half");
    assert_string_equal(str_get(&keys), "2 5 7");
    marks_toggle(&m, (struct row_id){ROW_LINE, 5}, 30, "five");
    assert_false(marks_has(&m, (struct row_id){ROW_LINE, 5}, 30));
    assert_true(marks_has(&m, (struct row_id){ROW_LINE, 5}, 31));
    marks_clear(&m, ROW_LINE, 30);
    assert_int_equal(marks_count(&m, ROW_LINE, 30), 0);
    assert_int_equal(marks_count(&m, ROW_LINE, 31), 1);
    assert_int_equal(marks_count(&m, ROW_EVENT, 0), 1);
    marks_release(&m);
    str_release(&text);
    str_release(&keys);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_even_row_stays_low),
        cmocka_unit_test(what_took_long_is_seen),
        cmocka_unit_test(marks_come_in_the_order_of_their_lines),
    };
    return cmocka_run_group_tests_name("spark", tests, NULL, NULL);
}
