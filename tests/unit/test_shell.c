/* Words reach a shell as they are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/shell.h"

static void is_added_as(const char *word, const char *expected)
{
    struct str out = {0};
    shell_add_word(&out, word);
    assert_string_equal(str_get(&out), expected);
    str_release(&out);
}

static void what_means_nothing_stays_as_it_is(void **state)
{
    (void)state;
    is_added_as("/srv/app/a-b_c.d:1+2@3%4,5=6", "/srv/app/a-b_c.d:1+2@3%4,5=6");
    is_added_as("--option", "--option");
}

static void all_else_is_quoted(void **state)
{
    (void)state;
    is_added_as("", "''");
    is_added_as("a b", "'a b'");
    is_added_as("$(id)`id`;|&<>*?~#!\\\n", "'$(id)`id`;|&<>*?~#!\\\n'");
    is_added_as("it's", "'it'\\''s'");
    is_added_as("\xc3\xa9\x1b", "'\xc3\xa9\x1b'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_means_nothing_stays_as_it_is),
        cmocka_unit_test(all_else_is_quoted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
