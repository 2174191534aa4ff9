/* time: points in time as microseconds since 1970-01-01T00:00:00Z (int64_t, UTC, leap seconds not counted) and lengths
 * of time as microseconds. Nothing here asks a clock or the environment: `now` and the zone are handed in. */
#ifndef BASE_TIME_H
#define BASE_TIME_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TIME_SECOND INT64_C(1000000)
#define TIME_MINUTE (60 * TIME_SECOND)
#define TIME_HOUR (60 * TIME_MINUTE)
#define TIME_DAY (24 * TIME_HOUR)
#define TIME_NONE INT64_MIN

/* The local zone as offsets that hold from a moment on, ascending; loaded at the edge (app/zone). An empty one is UTC. */
struct time_zone {
    struct time_shift {
        int64_t from;     /* us, UTC */
        int32_t offset_s; /* seconds east of UTC */
    } shift[128];
    size_t n;
};

int32_t time_zone_offset(const struct time_zone *z, int64_t at); /* seconds east; NULL zone is UTC */

struct time_parts {
    int year, month, day, hour, minute, second, micro; /* month and day from 1 */
};
struct time_parts time_split(int64_t at, int32_t offset_s);
int64_t time_join(const struct time_parts *p, int32_t offset_s);

enum { TIME_TEXT = 40 }; /* room that every format below fits in */

/* "2026-03-01T14:07:00Z", with ".123456" when the fraction is not zero. */
void time_format_utc(int64_t at, char out[TIME_TEXT]);
/* "03:19:07" local, or "28 Feb 03:19:07" when it is not the local day of `now`. */
void time_format_clock(int64_t at, int64_t now, const struct time_zone *z, char out[TIME_TEXT]);
/* "03:19", or "28 Feb 03:19". */
void time_format_minute(int64_t at, int64_t now, const struct time_zone *z, char out[TIME_TEXT]);
/* "UTC", "UTC+1", "UTC-3:30" at the moment `at`. */
void time_format_zone(int64_t at, const struct time_zone *z, char out[TIME_TEXT]);
/* A length in its two largest units: "212 ms", "14 s", "18 min 18 s", "2 h 5 min", "3 d 4 h"; "0 s". */
void time_format_length(int64_t length, char out[TIME_TEXT]);
/* The same in no language but the record's. */
void time_format_length_plain(int64_t length, char out[TIME_TEXT]);
/* A length as the flow format writes it: "90s", "1h30m", "2d". */
void time_format_duration(int64_t length, char out[TIME_TEXT]);

/* RFC 3339 with zone: 2026-03-01T14:07:00[.fff](Z|+01:00). The whole text must match; dates that do not exist do not. */
bool time_parse(const char *s, int64_t *at);
/* A duration with units: 500ms 90s 15m 1h30m 2d; at most 100 years. The whole text must match. */
bool time_parse_duration(const char *s, int64_t *length);
/* What a person types on the spot: RFC 3339, or local "HH:MM[:SS]" (the newest such moment not after now), or
 * "YYYY-MM-DD HH:MM[:SS]" local, or "15m" (that long ago). */
bool time_parse_spoken(const char *s, int64_t now, const struct time_zone *z, int64_t *at);
/* A day, and perhaps an hour on it: "tomorrow", "friday 9:00", "2 Mar", "Mar 2 14:00", "2. März", "2.3.2027", "2026-03-02"; without
 * an hour it is its last minute, 23:59. A day without a year is the next such day. */
bool time_parse_day(const char *s, int64_t now, const struct time_zone *z, int64_t *at);
/* The same of what is to come: "HH:MM[:SS]" is the next such moment, "15m" so long from now; or a day. */
bool time_parse_ahead(const char *s, int64_t now, const struct time_zone *z, int64_t *at);
#endif
