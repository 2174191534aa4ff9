/* measure: time, samples of it, and the one table that all programs of bench/ print. The caller owns the samples.
 *
 * A row is a figure with what it is held against: an anchor that was measured in the same run (then the target is the
 * ratio of the two), or nothing but a target of its own. */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H
#include <stddef.h>

double now_ms(void);
/* Of this process alone: where nothing waits, what else the machine does is not its cost. */
double cpu_ms(void);

struct samples {
    double *v;
    size_t n, cap; /* a vec */
};

void samples_add(struct samples *s, double v);
double samples_share(struct samples *s, double q); /* 0.5 is the median, 1 the worst */
double samples_median(struct samples *s);
double samples_sum(const struct samples *s);
void samples_release(struct samples *s);

void row_ratio(const char *figure, const char *unit, double value, const char *anchor, double against, double most);
void row_limit(const char *figure, const char *unit, double value, double most);
void row_note(const char *figure, const char *unit, double value, const char *remark); /* no target was set */
#endif
