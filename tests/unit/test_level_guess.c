/* The level of a line that no format reads: what a person would say it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "logs/record.h"

static const struct {
    enum log_level level;
    const char *line;
} lines[] = {
    {LEVEL_ERROR, "PHP Fatal error:  Uncaught TypeError: Unsupported operand types in /srv/x.php:3"},
    {LEVEL_ERROR, "Traceback (most recent call last):"},
    {LEVEL_ERROR, "KeyError: 'coupon'"},
    {LEVEL_ERROR, "Exception in thread \"http-1\" java.lang.NullPointerException: x"},
    {LEVEL_ERROR, "TypeError: Cannot read properties of undefined"},
    {LEVEL_ERROR, "NoMethodError (undefined method `total' for nil:NilClass):"},
    {LEVEL_CRITICAL, "panic: runtime error: index out of range [3] with length 3"},
    {LEVEL_CRITICAL, "FATAL:  sorry, too many clients already"},
    {LEVEL_ERROR, "psycopg2.OperationalError: connection to server at \"db1\", port 5432 failed"},
    {LEVEL_ERROR, "ERROR:  relation \"orders\" does not exist"},
    {LEVEL_ERROR, "OSError: [Errno 28] No space left on device"},
    {LEVEL_ERROR, "java.lang.OutOfMemoryError: Java heap space"},
    {LEVEL_ERROR, "web-3 [error] upstream closed"},
    {LEVEL_WARNING, "12:00 WARN pool is full"},
    {LEVEL_WARNING, "(node:12) Warning: something is deprecated"},
    {LEVEL_INFO, "INFO timeout=30, 0 errors"},
    {LEVEL_INFO, "INFO could not parse header: Error is expected here"},
    {LEVEL_UNSAID, "finished without error, 0 errors in all"},
    {LEVEL_UNSAID, "GET /errors/Error.html"},
    {LEVEL_UNSAID, "E"},
    {LEVEL_UNSAID, ""},
    {LEVEL_UNSAID, "an informational text about a fatal accident"},
};

static void a_level_is_taken_from_where_levels_stand(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (log_level_guess(lines[i].line, strlen(lines[i].line)) != lines[i].level)
            fail_msg("%s: %s", lines[i].line, log_level_name(log_level_guess(lines[i].line, strlen(lines[i].line))));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_level_is_taken_from_where_levels_stand)};
    return cmocka_run_group_tests_name("level_guess", tests, NULL, NULL);
}
