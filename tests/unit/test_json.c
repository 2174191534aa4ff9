/* A stranger's JSON, walked: what is there comes back, and what is not there answers so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/json.h"

static const char text[] = "{\"a\": [1, 2.5, \"x\", true, null], \"b\": {\"c\": \"deep\"}, \"a2\": -7, \"a2\": 8}";

static void what_is_there_comes_back(void **state)
{
    (void)state;
    struct err e = {0};
    int64_t whole = 0;
    double part = 0;
    struct json *j = json_read(text, sizeof text - 1, &e);
    assert_non_null(j);
    const struct json *list = json_get(j, "a");
    assert_int_equal(json_count(list), 5);
    assert_true(json_int(json_item(list, 0), &whole) && whole == 1);
    assert_true(json_number(json_item(list, 0), &part) && part == 1.0);
    assert_true(json_number(json_item(list, 1), &part) && part == 2.5);
    assert_string_equal(json_text(json_item(list, 2)), "x");
    assert_true(json_flag(json_item(list, 3)));
    assert_string_equal(json_text(json_get(json_get(j, "b"), "c")), "deep");
    assert_true(json_int(json_get(j, "a2"), &whole) && whole == 8);
    json_free(j);
}

static void what_is_not_there_answers_so(void **state)
{
    (void)state;
    struct err e = {0};
    int64_t whole = 42;
    double part = 42;
    struct json *j = json_read(text, sizeof text - 1, &e);
    const struct json *none = json_get(json_get(json_item(json_get(j, "b"), 0), "c"), "d");
    assert_null(none);
    assert_null(json_text(none));
    assert_null(json_text(json_get(j, "a2")));
    assert_int_equal(json_count(none), 0);
    assert_int_equal(json_count(json_get(j, "a2")), 0);
    assert_false(json_int(json_item(json_get(j, "a"), 1), &whole) || json_int(none, &whole));
    assert_false(json_number(json_item(json_get(j, "a"), 2), &part));
    assert_false(json_flag(json_item(json_get(j, "a"), 0)));
    assert_true(whole == 42 && part == 42);
    json_free(j);
    assert_null(json_read("{\"a\": ", 6, &e));
    assert_int_equal(e.code, ERR_INPUT);
}

static void see(void *to, const char *key, const struct json *value)
{
    str_addf(to, "%s=%zu ", key, json_count(value));
}

static void entries_come_in_order(void **state)
{
    (void)state;
    struct err e = {0};
    struct str seen = {0};
    struct json *j = json_read(text, sizeof text - 1, &e);
    json_each(j, see, &seen);
    json_each(NULL, see, &seen);
    json_each(json_get(j, "a"), see, &seen);
    assert_string_equal(str_get(&seen), "a=5 b=1 a2=0 ");
    str_release(&seen);
    json_free(j);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_there_comes_back),
        cmocka_unit_test(what_is_not_there_answers_so),
        cmocka_unit_test(entries_come_in_order),
    };
    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
