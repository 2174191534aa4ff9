/* series: the same request many times: how often it failed, how surely, and how long it took. Pure arithmetic. */
#ifndef OBSERVE_SERIES_H
#define OBSERVE_SERIES_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "observe/trouble.h"

enum { SERIES_MOST = 1000, SERIES_BARS = 12 };

struct http_sample {
    int64_t at;   /* us since the first */
    int64_t took; /* us; -1: no answer */
    int status;
    enum trouble trouble;
    bool passed;
};

struct http_series {
    size_t n, passed;
    double low, high;              /* of the share that failed: Wilson, 95 % */
    size_t n_took;
    int64_t fastest, median, p95, slowest; /* us, of those that were answered; -1: none was */
    struct {
        int64_t from;              /* us; bar i reaches to the next one's, all are as wide */
        size_t n;
    } bar[SERIES_BARS];
    size_t n_bars;
    int common_status;             /* the one that most failures had; 0: none had one */
    enum trouble common_trouble;   /* where that is 0 */
    size_t n_common;
};

/* E. B. Wilson, 1927: the interval that a share of `part` in `whole` is known to lie in, z standard errors wide. */
void series_wilson(size_t part, size_t whole, double z, double *low, double *high);
void series_sum(const struct http_sample *v, size_t n, struct http_series *s);
#endif
