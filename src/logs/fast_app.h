/* fast_app: a line of an application's log read by hand, as log4j and logback are most often told to write it:
 * 2026-03-01 03:00:01,123 LEVEL [thread] logger - message, or the thread before the level. What it says yes to it reads as the
 * format's pattern does; of anything unusual it says no, and the pattern is asked. */
#ifndef LOGS_FAST_APP_H
#define LOGS_FAST_APP_H
#include "logs/record.h"
#include "logs/stamp.h"

enum { APP_SECOND = 19 };

/* Many lines are of the second of the one before. A zeroed one knows none yet. */
struct app_second {
    char text[APP_SECOND + 1]; /* "2026-03-01 03:00:01" */
    const struct time_zone *zone;
    int64_t start, offset;     /* us; of the second, and the clock's that it was read by */
};

/* Only when it was and how loud: of every line that begins with both, or has a thread between them, whatever follows. */
bool fast_app_glance(const char *line, size_t n, const struct log_clock *clock, struct app_second *second, int64_t *at,
                     enum log_level *level);
/* One line, without its end. Clears *out and fills it in, but for offset; false: it is not to be used. */
bool fast_app_parse(const char *line, size_t n, const struct log_clock *clock, struct app_second *second, struct log_record *out);
#endif
