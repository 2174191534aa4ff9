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
};

struct log_series {
    int64_t start, width;  /* us; bucket i is [start + i width, start + (i+1) width). A new one has width 1 s */
    struct log_bucket *v;
    size_t n, cap;
};

void log_series_add(struct log_series *s, int64_t at, uint64_t all, uint64_t errors);
void log_series_release(struct log_series *s);
/* The same time in n columns of equal length, from `from` to `to`. */
void log_series_chart(const struct log_series *s, int64_t from, int64_t to, struct log_bucket *column, size_t n);

struct log_onset {
    bool is_found;      /* false: the error rate does not change enough to say so */
    int64_t at;         /* us: the errors begin here */
    int64_t within;     /* us: half of the interval that holds it with 95 % */
    int64_t ramp;       /* us: from there until the rate has reached half of where it settles; 0 at once */
    int64_t ended;      /* us: it went back to the baseline; TIME_NONE: it lasts */
    double baseline, rate; /* error rate before and since (until ended) */
    uint64_t baseline_all, baseline_errors, since_all, since_errors;
    double evidence;    /* log-likelihood ratio against "nothing changed": for --explain and tests */
};

/* errors: the moments of single errors where they are known (ascending, at most a few thousand around the change, may be
 * NULL): they place the onset more finely than a bucket. Binomial change point with a penalty so that quiet series give
 * none; sources in the .c file. */
void log_onset(const struct log_series *s, const int64_t *errors, size_t n_errors, struct log_onset *out);
#endif
