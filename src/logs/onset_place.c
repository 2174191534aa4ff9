/*
 * onset_place: the moment of a change inside and around the bucket where it was found, and how sure that is.
 *
 * Every moment gets the likelihood of a change there, with both rates fitted anew (profile likelihood). These, made to sum
 * to one, are the posterior of the moment when none is preferred beforehand (A. F. M. Smith (1975), "A Bayesian approach to
 * inference about a change-point in a sequence of random variables", Biometrika 62); the interval that holds 95 % of it is
 * what `within` says. A change point's likelihood is not smooth, so the usual chi-square bound would be too narrow
 * (D. Siegmund (1988), "Confidence sets in change-point problems", International Statistical Review 56).
 */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "logs/onset_own.h"

static const double negligible = 14; /* e^-14 of the best is nothing */

struct piece { /* of time, in buckets, with its share of the likelihood */
    double from, to, weight;
};

struct posterior {
    VEC(struct piece) pieces;
    double best, best_at; /* highest log-likelihood, and where */
    double end_e, end_n;  /* sums where the incident ends */
};

void onset_until(const struct onset_counts *c, size_t bucket, double part, double *e, double *n)
{
    const struct log_bucket *b = &c->s->v[bucket];
    double first = (double)b->first / 4294967296.0, errors = c->errors[bucket + 1] - c->errors[bucket];
    double rest = errors > 1 && part > first ? (part - first) / (1 - first) * (errors - 1) : 0;
    *n = c->all[bucket] + part * (c->all[bucket + 1] - c->all[bucket]);
    *e = c->errors[bucket] + (errors > 0 && part > first ? 1 : 0) + rest;
}

/* A change here: what came before (and what came after the end) at one rate, what came since at another. */
static double likelihood(const struct onset_counts *c, const struct posterior *p, double e, double n)
{
    double in_e = p->end_e - e, in_n = p->end_n - n;
    double out_e = c->errors[c->n] - in_e, out_n = c->all[c->n] - in_n;
    if (out_n <= 0 || in_n <= 0 || in_e * out_n <= out_e * in_n)
        return -INFINITY;
    return onset_fit(c, in_e, in_n) + onset_fit(c, out_e, out_n);
}

static double likelihood_at(const struct onset_counts *c, const struct posterior *p, size_t bucket, double part)
{
    double e, n;
    onset_until(c, bucket, part, &e, &n);
    return likelihood(c, p, e, n);
}

/* The mean of e^x over a stretch where x goes evenly from a to b. */
static double mean_exp(double a, double b)
{
    double d = b - a;
    if (a == -INFINITY || b == -INFINITY)
        return 0;
    return fabs(d) < 1e-6 ? exp(a) : (exp(b) - exp(a)) / d;
}

static void add_piece(struct posterior *p, double from, double to, double a, double b, double spread)
{
    if (to <= from)
        return;
    struct piece *piece = vec_push(&p->pieces);
    *piece = (struct piece){from, to, (to - from) * mean_exp((a - p->best) / spread, (b - p->best) / spread)};
}

/* The stretches of a bucket: before its first error, and behind it in halves. */
static size_t marks_of(const struct onset_counts *c, size_t bucket, double mark[4])
{
    const struct log_bucket *b = &c->s->v[bucket];
    double first = (double)b->first / 4294967296.0;
    size_t n = 0;
    mark[n++] = 0;
    if (!b->errors) {
        mark[n++] = 1;
        return n;
    }
    if (first > 0)
        mark[n++] = first;
    if (b->errors > 1)
        mark[n++] = (1 + first) / 2;
    mark[n++] = 1;
    return n;
}

/* A mark's own likelihood is that of a change just before the error that stands there. */
static void notice_bucket(const struct onset_counts *c, struct posterior *p, size_t bucket)
{
    double mark[4];
    size_t n = marks_of(c, bucket, mark);
    for (size_t i = 0; i < n; i++) {
        double here = likelihood_at(c, p, bucket, mark[i]);
        if (here > p->best) {
            p->best = here;
            p->best_at = (double)bucket + mark[i];
        }
    }
}

static void weigh_bucket(const struct onset_counts *c, struct posterior *p, size_t bucket, double spread)
{
    static const double behind = 1e-9; /* an error at the mark has come */
    double mark[4];
    size_t n = marks_of(c, bucket, mark);
    for (size_t i = 0; i + 1 < n; i++) {
        double a = likelihood_at(c, p, bucket, mark[i] + behind), b = likelihood_at(c, p, bucket, mark[i + 1]);
        add_piece(p, (double)bucket + mark[i], (double)bucket + mark[i + 1], a, b, spread);
    }
}

static void weigh(const struct onset_counts *c, const struct onset_cut *cut, double spread, struct posterior *p)
{
    double *at = mem_array(cut->to + 1, sizeof *at), top = -INFINITY;
    for (size_t i = 0; i <= cut->to; i++) {
        at[i] = likelihood(c, p, c->errors[i], c->all[i]);
        top = at[i] > top ? at[i] : top;
    }
    for (size_t i = 0; i < cut->to; i++)
        if (fmax(at[i], at[i + 1]) > top - negligible * spread)
            notice_bucket(c, p, i);
    for (size_t i = 0; i < cut->to; i++)
        if (fmax(at[i], at[i + 1]) > top - negligible * spread)
            weigh_bucket(c, p, i, spread);
    mem_free(at);
}

/* ---- the interval ---- */

static double mass_within(const struct posterior *p, double at, double reach)
{
    double sum = 0;
    for (size_t i = 0; i < p->pieces.n; i++) {
        const struct piece *x = &p->pieces.v[i];
        double from = fmax(x->from, at - reach), to = fmin(x->to, at + reach);
        if (to > from)
            sum += x->weight * (to - from) / (x->to - x->from);
    }
    return sum;
}

static double reach_of(const struct posterior *p, double at, double share)
{
    double low = 0, high = 1, all = 0;
    for (size_t i = 0; i < p->pieces.n; i++)
        all += p->pieces.v[i].weight;
    while (mass_within(p, at, high) < share * all && high < 1e9)
        high *= 2;
    for (int i = 0; i < 40; i++) {
        double middle = (low + high) / 2;
        if (mass_within(p, at, middle) < share * all)
            low = middle;
        else
            high = middle;
    }
    return high;
}

/* Times that all stand at the beginning of a bucket are whole seconds (or coarser): no answer is finer than that. */
static int64_t finest(const struct log_series *s)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->v[i].errors && s->v[i].first)
            return TIME_SECOND / 1000;
    return TIME_SECOND;
}

void onset_place(const struct onset_counts *c, const struct onset_cut *cut, double spread, struct log_onset *out)
{
    const struct log_series *s = c->s;
    struct posterior p = {.best = -INFINITY, .end_e = c->errors[cut->to], .end_n = c->all[cut->to]};
    weigh(c, cut, spread, &p);
    int64_t reach = (int64_t)(reach_of(&p, p.best_at, 0.95) * (double)s->width), least = finest(s);
    out->at = s->start + (int64_t)(p.best_at * (double)s->width + 0.5);
    out->within = reach > least ? reach : least;
    out->ramp = 0;
    onset_slope(c, cut, p.best, out);
    vec_release(&p.pieces);
}
