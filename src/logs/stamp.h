/* stamp: the time in a log line, as text, to a moment in UTC. Layouts are data of a format ("%d/%b/%Y:%H:%M:%S %z"); what
 * a text leaves out comes from the clock: the zone, and the year. */
#ifndef LOGS_STAMP_H
#define LOGS_STAMP_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/time.h"

struct log_clock {
    const struct time_zone *zone; /* of times that name none; NULL is UTC */
    int64_t newest; /* us: no record is newer than a day after it (the file's mtime, or now). A year that is missing is the
                       one that puts the time nearest before it: "Dec 31" in a file of 1 January is last year's. Of a time
                       without any date it is the day */
    int64_t offset; /* us, added to what is read: how far the source's clock is behind */
};

/* Local time to UTC by the zone's rules. An hour that exists twice is its first; one that does not exist is counted on from
 * the moment the clock jumped. */
int64_t stamp_local(const struct time_parts *p, const struct time_zone *zone);

/* Reads a text by one layout: %Y %y %m %d %b %H %I %M %S %f (fraction, any digits, after . or , and it may be missing) %z
 * (Z, +0100, +01:00, +01, UTC) %Z (a zone's name; an unknown one is the clock's) %p %j %e %s (epoch, s ms us or ns by
 * magnitude) %a %N (TAI64N) %% and literal bytes; a blank matches any run of blanks. The layouts "iso" and "clf" are the two readers
 * below. The text may go on behind it: *used says how many bytes it was. False: it does not fit, or no such date exists. */
bool stamp_parse(const char *s, size_t n, const char *layout, const struct log_clock *clock, int64_t *at, size_t *used);
/* Is every % of it one of those? */
bool stamp_is_layout(const char *layout);

/* The most frequent ones by hand. ISO-8601: yyyy-mm-dd (- / . or nothing between), then T, a blank, _ : . or -, then hh:mm:ss
 * (or hhmmss), a fraction, a zone (also behind one blank; none is the clock's). And dd/Mon/yyyy:HH:MM:SS zone. */
bool stamp_iso(const char *s, size_t n, const struct log_clock *clock, int64_t *at, size_t *used);
bool stamp_clf(const char *s, size_t n, const struct log_clock *clock, int64_t *at, size_t *used);
#endif
