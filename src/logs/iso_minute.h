/* iso_minute: ISO-8601 times, read again and again: most lines are of the minute of the one before. What it reads, stamp_iso
 * reads as the same moment, and to the end of the text. */
#ifndef LOGS_ISO_MINUTE_H
#define LOGS_ISO_MINUTE_H
#include "logs/stamp.h"

enum { ISO_MINUTE = 17, ISO_ZONE = 8 }; /* "2026-03-01T00:00:", "+01:00" */

/* A zeroed one knows no minute yet. */
struct iso_minute {
    char text[ISO_MINUTE], zone[ISO_ZONE];
    size_t n_zone;
    const struct time_zone *by; /* the clock's zone and offset that it was read by */
    int64_t offset;
    int64_t start;              /* us; 0: none known */
};

/* All of the text. False: it is no such time, or one that needs more thought. */
bool iso_minute_read(struct iso_minute *known, const char *s, size_t n, const struct log_clock *clock, int64_t *at);
#endif
