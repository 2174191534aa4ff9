/* clf: the time of access logs, dd/Mon/yyyy:HH:MM:SS +zzzz, read again and again: most lines are of the minute of the one
 * before. What it reads, stamp_clf reads as the same moment. */
#ifndef LOGS_CLF_H
#define LOGS_CLF_H
#include "logs/stamp.h"

enum { CLF_BYTES = 26 };

/* A zeroed one knows no minute yet. */
struct clf_minute {
    char text[CLF_BYTES];
    int64_t start, offset; /* us; of the minute, and the clock's that it was read by */
};

/* Of CLF_BYTES bytes. False: it is no such time, or one of the few that need more thought (a leap second). */
bool clf_read(struct clf_minute *known, const char *s, const struct log_clock *clock, int64_t *at);
#endif
