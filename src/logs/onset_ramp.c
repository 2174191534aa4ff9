/*
 * onset_ramp: did the rate rise slowly? A rate that goes evenly from the baseline to where it settles, tried for many
 * beginnings and lengths: first over a wide grid, then over a fine one where the likelihood is. The moment of the beginning
 * is then that of the slope, not of the step that fits it best, which would stand in its middle. Change-in-slope models:
 * P. Fearnhead, R. Maidstone, A. Letchford (2019), "Detecting changes in slope with an L0 penalty", Journal of
 * Computational and Graphical Statistics 28; here with one slope, binomial, and a flat prior over the grid.
 */
#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "logs/onset_own.h"

enum { CELLS = 24, LENGTHS = 24, BEGINS = 64, FINE_LENGTHS = 32, FINE_BEGINS = 128, SPREAD_CELLS = 32 };

static const double gain = 2.5; /* log-likelihood that a slope must have over a step: it has one parameter more */
static const double shortest = 8; /* buckets: what rises faster is a step as far as anyone can tell */

struct slope {
    double begin, length; /* buckets */
};

struct box { /* of slopes: begins evenly, lengths by a factor */
    struct slope low, high;
};

struct sums {
    double e, n;
};

static struct sums until(const struct onset_counts *c, double t)
{
    struct sums s;
    size_t bucket = t >= (double)c->n ? c->n - 1 : t > 0 ? (size_t)t : 0;
    double part = t - (double)bucket;
    onset_until(c, bucket, part < 0 ? 0 : part > 1 ? 1 : part, &s.e, &s.n);
    return s;
}

/* log(1 - p): of the small rates that there mostly are by its series, to the twelfth digit. */
static double log_rest(double p)
{
    return p < 0.01 ? -p * (1 + p * (1 / 2. + p * (1 / 3. + p * (1 / 4. + p / 5)))) : log(1 - p);
}

/* The cells of a slope: counts, and how far up each is; the last one is all that came when it had settled. */
static size_t cells_of(const struct onset_counts *c, const struct slope *x, double end, struct sums *cell, double *height)
{
    struct sums before = until(c, x->begin);
    size_t n = 0;
    for (; n < CELLS; n++) {
        double to = x->begin + x->length * (double)(n + 1) / CELLS;
        struct sums now = until(c, to < end ? to : end);
        cell[n] = (struct sums){now.e - before.e, now.n - before.n};
        height[n] = ((double)n + 0.5) / CELLS;
        before = now;
        if (to >= end)
            return n + 1;
    }
    struct sums last = until(c, end);
    cell[n] = (struct sums){last.e - before.e, last.n - before.n};
    height[n] = 1;
    return n + 1;
}

/* The rate where it settles, so that the slope and what follows hold as many errors as came; 0: it does not rise. */
static double top_rate(const struct sums *cell, const double *height, size_t n, double base)
{
    double e = 0, all = 0, weight = 0;
    for (size_t i = 0; i < n; i++) {
        e += cell[i].e;
        all += cell[i].n;
        weight += cell[i].n * height[i];
    }
    return weight > 0 && e > all * base ? base + (e - all * base) / weight : 0;
}

static double base_rate(const struct onset_counts *c, const struct slope *x, double end, struct sums *outside)
{
    struct sums begin = until(c, x->begin), last = until(c, end);
    outside->e = c->errors[c->n] - (last.e - begin.e);
    outside->n = c->all[c->n] - (last.n - begin.n);
    return outside->n > 0 ? outside->e / outside->n : 0;
}

static double slope_fit(const struct onset_counts *c, const struct slope *x, double end)
{
    struct sums cell[CELLS + 1], outside;
    double height[CELLS + 1], base = base_rate(c, x, end, &outside), sum;
    size_t n = cells_of(c, x, end, cell, height);
    double top = top_rate(cell, height, n, base);
    if (outside.n <= 0 || top <= 0)
        return -INFINITY;
    sum = onset_fit(c, outside.e, outside.n);
    for (size_t i = 0; i < n; i++) {
        double p = base + (top - base) * height[i], rest = cell[i].n - cell[i].e;
        p = !c->is_by_time && p > 0.999 ? 0.999 : p;
        sum += cell[i].e > 0 ? cell[i].e * log(p) : 0;
        sum += !c->is_by_time && rest > 0 ? rest * log_rest(p) : 0;
    }
    return sum;
}

/* How much more the counts vary around the slope than they should: failures that come and go are no slope. */
static double spread_around(const struct onset_counts *c, const struct slope *x, double end)
{
    struct sums cell[CELLS + 1], outside, before = until(c, x->begin);
    double height[CELLS + 1], base = base_rate(c, x, end, &outside), sum = 0, seen = 0;
    double top = top_rate(cell, height, cells_of(c, x, end, cell, height), base);
    for (size_t i = 0; i < SPREAD_CELLS; i++) {
        double from = (end - x->begin) * (double)i / SPREAD_CELLS, to = (end - x->begin) * (double)(i + 1) / SPREAD_CELLS;
        struct sums now = until(c, x->begin + to);
        double high = (from + to) / 2 / x->length, p = base + (top - base) * (high < 1 ? high : 1), n = now.n - before.n;
        p = !c->is_by_time && p > 0.999 ? 0.999 : p;
        if (n * p >= 3) {
            double off = now.e - before.e - n * p;
            sum += off * off / (n * p * (c->is_by_time ? 1 : 1 - p));
            seen++;
        }
        before = now;
    }
    return seen > 3 && sum > seen - 3 ? sum / (seen - 3) : 1;
}

/* ---- the grid ---- */

struct grid {
    struct box box;
    size_t begins, lengths;
    double *fit; /* by length, then begin */
    double best;
    struct slope at;
};

static struct slope slope_at(const struct grid *g, size_t length, size_t begin)
{
    double share = (double)begin / (double)(g->begins - 1), factor = (double)length / (double)(g->lengths - 1);
    return (struct slope){
        .begin = g->box.low.begin + (g->box.high.begin - g->box.low.begin) * share,
        .length = g->box.low.length * pow(g->box.high.length / g->box.low.length, factor),
    };
}

static void try_all(const struct onset_counts *c, double end, struct grid *g)
{
    g->best = -INFINITY;
    for (size_t i = 0; i < g->lengths; i++)
        for (size_t j = 0; j < g->begins; j++) {
            struct slope x = slope_at(g, i, j);
            double fit = x.begin > 0 && x.begin < end ? slope_fit(c, &x, end) : -INFINITY;
            g->fit[i * g->begins + j] = fit;
            if (fit > g->best) {
                g->best = fit;
                g->at = x;
            }
        }
}

/* Where the likelihood is more than e^-reach of the best, and a little more. */
static struct box narrow(const struct grid *g, double reach)
{
    struct box b = {g->at, g->at};
    double step = (g->box.high.begin - g->box.low.begin) / (double)(g->begins - 1);
    double factor = pow(g->box.high.length / g->box.low.length, 1 / (double)(g->lengths - 1));
    for (size_t i = 0; i < g->lengths * g->begins; i++) {
        struct slope x = slope_at(g, i / g->begins, i % g->begins);
        if (g->fit[i] < g->best - reach)
            continue;
        b.low.begin = fmin(b.low.begin, x.begin);
        b.high.begin = fmax(b.high.begin, x.begin);
        b.low.length = fmin(b.low.length, x.length);
        b.high.length = fmax(b.high.length, x.length);
    }
    b.low.begin -= step;
    b.high.begin += step;
    b.low.length /= factor;
    b.high.length *= factor;
    return b;
}

/* ---- what it says ---- */

/* The likelihood of each begin, all lengths together; and the mean length. */
static double weights_of(const struct grid *g, double spread, double *weight)
{
    double all = 0, length = 0;
    memset(weight, 0, g->begins * sizeof *weight);
    for (size_t i = 0; i < g->lengths * g->begins; i++) {
        double w = exp((g->fit[i] - g->best) / spread);
        weight[i % g->begins] += w;
        length += w * slope_at(g, i / g->begins, 0).length;
        all += w;
    }
    for (size_t i = 0; i < g->begins; i++)
        weight[i] /= all;
    return length / all;
}

static void say(const struct onset_counts *c, const struct grid *g, double spread, struct log_onset *out)
{
    double weight[FINE_BEGINS], sum = 0, held = 0, length = weights_of(g, spread, weight);
    size_t middle = 0, reach = 0;
    while (middle + 1 < g->begins && (sum += weight[middle]) < 0.5)
        middle++;
    for (held = weight[middle]; held < 0.95 && reach < g->begins;) {
        reach++;
        held += middle >= reach ? weight[middle - reach] : 0;
        held += middle + reach < g->begins ? weight[middle + reach] : 0;
    }
    double step = (g->box.high.begin - g->box.low.begin) / (double)(g->begins - 1), width = (double)c->s->width;
    out->at = c->s->start + (int64_t)(slope_at(g, 0, middle).begin * width);
    out->within = (int64_t)(((double)reach + 0.5) * step * width);
    out->ramp = (int64_t)(length / 2 * width);
}

void onset_slope(const struct onset_counts *c, const struct onset_cut *cut, double step_fit, struct log_onset *out)
{
    double end = (double)cut->to, step_at = (double)cut->from, longest = (end - step_at) * 2;
    struct grid g = {.begins = BEGINS, .lengths = LENGTHS};
    if (longest < shortest || step_at < 2)
        return;
    g.fit = mem_array(FINE_LENGTHS * FINE_BEGINS, sizeof *g.fit);
    /* Begins go with the length: short slopes stand close to the step, so each turn halves the room around it. */
    struct grid best = g;
    best.best = -INFINITY;
    for (double room = longest; room >= shortest; room /= 2) {
        g.box.low = (struct slope){fmax(step_at - room, 0), fmax(room / 4, shortest / 2)};
        g.box.high = (struct slope){fmin(step_at + room / 4, end), room};
        g.lengths = 6;
        try_all(c, end, &g);
        if (g.best > best.best) {
            best = g;
            best.box = narrow(&g, 10);
        }
    }
    double spread = best.best > -INFINITY ? spread_around(c, &best.at, end) : 1;
    if (best.best - step_fit > gain * spread) {
        best.begins = FINE_BEGINS;
        best.lengths = FINE_LENGTHS;
        best.box.low.begin = fmax(best.box.low.begin, 0);
        try_all(c, end, &best);
        say(c, &best, spread, out);
    }
    mem_free(g.fit);
}
