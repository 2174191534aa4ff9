/* onset_own: the counts that logs/onset looks for a change in, and how likely they are; for onset.c, onset_place.c and onset_ramp.c. */
#ifndef LOGS_ONSET_OWN_H
#define LOGS_ONSET_OWN_H
#include "logs/series.h"

/* Sums up to each bucket: all[i] and errors[i] are what came before bucket i. */
struct onset_counts {
    const struct log_series *s;
    double *all, *errors;
    size_t n;
    bool is_by_time; /* all[i] is i: Poisson in time instead of binomial per record */
    double whole, rate, variance; /* of all: how many, how many of them are errors, and how much one of them varies */
};

struct onset_cut { /* buckets [from, to) have the higher rate */
    size_t from, to;
    double ratio;    /* log-likelihood ratio against one rate for all */
};

/* The log-likelihood of e errors among n at the rate that fits them best, without what is the same for every cut. */
double onset_fit(const struct onset_counts *c, double e, double n);
/* Errors and all up to a moment, in buckets: inside one by the moment of its first error, the rest evenly. */
void onset_until(const struct onset_counts *c, size_t bucket, double part, double *e, double *n);

/* Where exactly, from when to when with 95 %, and whether it rose slowly: fills at, within and ramp. `spread` (>= 1) is how
 * much more the counts vary than the model says. */
void onset_place(const struct onset_counts *c, const struct onset_cut *cut, double spread, struct log_onset *out);
/* Where it rose slowly: puts at, within and ramp right. `step_fit` is the log-likelihood of the best step. */
void onset_slope(const struct onset_counts *c, const struct onset_cut *cut, double step_fit, struct log_onset *out);
#endif
