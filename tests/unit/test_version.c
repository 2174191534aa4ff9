/* The version. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/version.h"

static void the_version_is_the_packages(void **state)
{
    (void)state;
    assert_string_equal(version_text(), PACKAGE_VERSION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_version_is_the_packages),
    };
    return cmocka_run_group_tests_name("version", tests, NULL, NULL);
}
