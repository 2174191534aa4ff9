/* series: how many records and errors came in each stretch of time, and where that changed: the onset. */
#ifndef LOGS_SERIES_H
#define LOGS_SERIES_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/time.h"

enum { SERIES_MAX = 4096 }; /* buckets; when time outgrows them, neighbours are put together and the width doubles */

struct log_bucket {
    uint32_t all, errors;
    uint32_t first; /* where in the bucket its first error stands, in 2^-32 of the width: places the onset more finely */
};

struct log_series {
    int64_t start, width;  /* us; bucket i is [start + i width, start + (i+1) width). A new one has width 1 s */
    struct log_bucket *v;
    size_t n, cap;
    size_t max;            /* buckets at most; 0 is SERIES_MAX */
};

/* Both clamp a time to the years -9999 to 9999; TIME_NONE adds nothing. Counts past 2^32-1 stay there. */
void log_series_add(struct log_series *s, int64_t at, uint64_t all, uint64_t errors);
/* So many records, none of them an error, evenly over [from, to): what was counted and not read. */
void log_series_spread(struct log_series *s, int64_t from, int64_t to, uint64_t all);
/* The index of the bucket of `at`, made when it is not there; (size_t)-1 for TIME_NONE. Holds until the next time that
 * is outside of the series: for who counts many records of one moment. */
size_t log_series_place(struct log_series *s, int64_t at);
/* Puts neighbours together until there are at most `max`; empty buckets at both ends go. */
void log_series_narrow(struct log_series *s, size_t max);
void log_series_copy(const struct log_series *s, struct log_series *to);
void log_series_release(struct log_series *s);
/* The same time in n columns of equal length, from `from` to `to`. What a bucket longer than a column holds is shared out
 * evenly; the sum is kept. */
void log_series_chart(const struct log_series *s, int64_t from, int64_t to, struct log_bucket *column, size_t n);

struct log_onset {
    bool is_found;      /* false: the error rate does not change enough to say so, or not after a time without trouble */
    bool is_by_time;    /* records only appear when errors do, so there is nothing to divide by: baseline and rate are
                           errors a minute, and baseline_all and since_all count errors too */
    int64_t at;         /* us: the errors begin here */
    int64_t within;     /* us: half of the interval around it that holds it with 95 % */
    int64_t ramp;       /* us: from there until the rate has reached half of where it settles; 0 at once */
    int64_t ended;      /* us: it went back to the baseline; TIME_NONE: it lasts. Known without is_found when the errors
                           were there from the first record on */
    double baseline, rate; /* error rate before (and after, when it ended) and since (until ended) */
    uint64_t baseline_all, baseline_errors, since_all, since_errors;
    double evidence;    /* log-likelihood ratio against "nothing changed": for --explain and tests */
};

/* Where the error rate rose: a binomial change point, or two where it went back, with a penalty so that quiet series give
 * none; sources in the .c file. Not found: baseline is the rate of the whole. */
void log_onset(const struct log_series *s, struct log_onset *out);
#endif
