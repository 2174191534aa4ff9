/* fast_app: what the hand reader says yes to, the pattern reads the same, on lines of all kinds and on broken ones. More
 * lines may be given: LOG_LINES names a file of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "logs/fast_app.h"
#include "two_ways.h"

static const char *const lines[] = {
    "2026-03-01 03:00:01,123 INFO  [http-nio-8080-exec-5] shop.Access - pool stats: total=71985 active=18762",
    "2026-03-01 03:00:01.123 [main] ERROR shop.Cart - no answer",
    "2026-03-01T03:00:01,123 WARN shop.Cart$Line : slow",
    "2026-03-01 03:00:59,999  WARNING  [a b] c.s.Cart -  two blanks",
    "2026-03-01 03:00:60,000 INFO [main] a.B - leap",
    "2026-02-29 03:00:01,123 INFO [main] a.B - no such day",
    "2026-03-29 02:30:01,123 INFO [main] a.B - no such hour",
    "2026-03-01 03:00:01,123 +0100 INFO [main] a.B - zoned",
    "2026-03-01 03:00:01,123456 INFO [main] a.B - finer",
    "2026-03-01 03:00:01,123 INFO [shop,5f2a,9c1d,true] 1234 --- [nio-1] c.s.Cart : sleuth",
    "2026-03-01 03:00:01,123 [main] INFO [shop,5f2a,9c1d] c.s.Cart : sleuth",
    "2026-03-01 03:00:01,123 [x] [y] INFO [z] a.B - -",
    "2026-03-01 03:00:01,123 TRACE [main] a.B - ",
    "2026-03-01 03:00:01,123 INFO [main] a.B#c:12 - at line",
    "2026-03-01 03:00:01,123 INFO [myid:] - a.B - empty",
    "2026-03-01 03:00:01,123 FATAL [main] a.B - \x1b[31mred\x1b[0m",
    "2026-03-01 03:00:01,123 INFO executor.Backend: close",
    "2026-03-01 03:00:01,123 DEBUG [main] a-B - - : x",
};

static void hold(const char *line, size_t n)
{
    const struct time_zone berlin = {.shift = {{INT64_C(1761440400) * TIME_SECOND, 3600}, {INT64_C(1774746000) * TIME_SECOND, 7200}}, .n = 2};
    const struct log_clock clock[] = {
        {.newest = INT64_C(1800000000) * TIME_SECOND, .offset = 17},
        {.newest = INT64_C(1800000000) * TIME_SECOND, .zone = &berlin},
    };
    const struct log_format *f = log_format_find(&ways.formats, "log4j");
    static struct app_second second;
    struct log_record quick, slow;
    if (memchr(line, '\n', n))
        return;
    for (size_t i = 0; i < 2; i++) {
        bool is_read = hold_both(f, &clock[i], line, n, &slow);
        bool is_fast = fast_app_parse(line, n, &clock[i], &second, &quick);
        ways.n_fast += is_fast;
        assert_true(!is_fast || (is_read && record_is_equal(&quick, &slow)));
    }
}

int main(void)
{
    return run_lines("fast_app", lines, sizeof lines / sizeof *lines, 10, hold);
}
