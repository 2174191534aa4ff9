/* fast_access: what the hand reader says yes to, the patterns read the same, on lines of all kinds and on broken ones. More
 * lines may be given: LOG_LINES names a file of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "logs/fast_access.h"
#include "two_ways.h"

static const char *const lines[] = {
    "192.0.2.7 - - [07/Dec/2016:11:05:07 +0100] \"GET /ocelot?x=1 HTTP/1.1\" 200 571 \"-\" \"Mozilla/5.0 (X11; Linux)\"",
    "10.0.0.2, 10.0.0.1, 85.181.35.98 - frank [07/Dec/2016:11:05:07 +0100] \"POST /a b HTTP/2.0\" 503 0 \"http://x/\\\"q\\\"\" \"curl/8\"",
    "172.17.0.1 - - [29/May/2017:19:02:48 +0000] \"GET /x HTTP/1.1\" 404 612 \"-\" \"Mozilla\" \"203.0.113.9, 10.1.1.1\"",
    "172.17.0.1 - - [29/May/2017:19:02:48 +0000] \"GET /x HTTP/1.1\" 404 612 \"-\" \"Mozilla\" \"203.0.113.9\"",
    "172.17.0.1 - - [29/May/2017:19:02:48 +0000] \"GET /x HTTP/2\" 404 612 \"-\" \"Mozilla\" \"-\"",
    "192.0.2.7 - - [07/Dec/2016:11:05:07 +0000] \"GET /x HTTP/1.1\" 200 571 \"-\" \"curl/8\" \"-\" 0.123 0.120 .",
    "192.0.2.7 - - [07/Dec/2016:11:05:07 +0000] \"GET /x HTTP/1.1\" 502 571 \"-\" \"curl/8\" \"-\" rt=1.5 id=0123456789abcdef0123456789abcdef",
    "192.0.2.7 - - [07/Dec/2016:11:05:07 +0000] \"GET /x HTTP/1.1\" 200 571 \"-\" \"curl/8\" 0/1160",
    "192.0.2.7 - - [07/Dec/2016:11:05:60 +0000] \"\\x16\\x03\\x01\\x00\" 400 157 \"-\" \"-\"",
    "2001:db8::7 - john doe [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 499 - \"-\" \"-\"",
    "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /apache_pb.gif HTTP/1.0\" 200 2326",
    "shop.example - - [10/Oct/2000:13:55:36 +0000] \"-\" 408 -",
    "127.0.0.1 - - [10/Oct/2000:13:55:36 +0000] \"GET /a HTTP/1.1\" 500 26 0.250",
    "www.shop.example:443 192.0.2.7 - - [11/Mar/2024:10:00:00 +0100] \"GET /cart HTTP/1.1\" 500 120 \"-\" \"curl/8\"",
    "shop.example 192.0.2.7 - ann [29/Feb/2024:23:59:59 +0100] \"GET /cart HTTP/1.1\" 200 120 \"-\" \"curl/8\" 0.020",
    "::1 - - [31/Feb/2024:10:00:00 +0100] \"GET /\x1b[31m HTTP/1.1\" 999 120 \"\x1b[\"-\" \"curl\x1b[0m\"",
};

static void hold(const char *line, size_t n)
{
    static const char *const ids[] = {"combined", "common", "vhost"};
    struct log_clock clock = {.newest = INT64_C(1800000000) * TIME_SECOND, .offset = 17};
    struct clf_minute minute = {0};
    struct log_record r;
    for (size_t i = 0; i < 3; i++)
        (void)hold_both(log_format_find(&ways.formats, ids[i]), &clock, line, n, &r);
    ways.n_fast += fast_access_parse(line, n, &clock, &minute, &r) != ACCESS_NONE;
}

int main(void)
{
    return run_lines("fast_access", lines, sizeof lines / sizeof *lines, 5, hold);
}
