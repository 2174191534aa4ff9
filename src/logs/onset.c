/*
 * onset: whether, and between which buckets, the error rate changed.
 *
 * Errors among the records of a bucket are binomial; the likelihood-ratio statistic for one change is that of D. V. Hinkley
 * and E. A. Hinkley (1970), "Inference about the change-point in a sequence of binomial variables", Biometrika 57; for two
 * (it went back to where it was) B. Levin and J. Kline (1985), "The CUSUM test of homogeneity with an application in
 * spontaneous abortion epidemiology", Statistics in Medicine 4: the epidemic alternative. A change must gain more than a
 * penalty that grows with the logarithm of the number of places where it could stand: the modified BIC of N. R. Zhang and
 * D. O. Siegmund (2007), Biometrics 63, with its constant set by simulation (tests/unit/test_onset). Where counts vary more
 * than binomial ones, the ratio is divided by their dispersion (P. McCullagh, J. A. Nelder, "Generalized Linear Models",
 * chapter 4.5), so that errors which always come in bursts are no incident.
 *
 * All pairs of buckets would be quadratic: pairs of at most BLOCKS blocks are tried, then the best pair is moved to the
 * bucket where it fits best.
 */
#include "logs/series.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "logs/onset_own.h"

enum { BLOCKS = 400, FEWEST = 3, FEWEST_ENDED = 5, DISPERSION_CELLS = 64 };

static const double per_change = 1.5, constant = 4; /* of the penalty */
static const double least_rise = 1.5; /* times the baseline: less is weather */

static double xlogx(double x)
{
    return x > 0 ? x * log(x) : 0;
}

double onset_fit(const struct onset_counts *c, double e, double n)
{
    if (n <= 0)
        return 0;
    return c->is_by_time ? e > 0 ? e * log(e / n) : 0 : xlogx(e) + xlogx(n - e) - xlogx(n);
}

/* ---- the counts ---- */

static void sum_up(struct onset_counts *c)
{
    c->whole = c->all[c->n];
    c->rate = c->whole > 0 ? c->errors[c->n] / c->whole : 0;
    c->variance = c->is_by_time ? c->rate : c->rate * (1 - c->rate);
}

static void count(struct onset_counts *c, const struct log_series *s, bool is_by_time)
{
    *c = (struct onset_counts){.s = s, .n = s->n, .is_by_time = is_by_time};
    c->all = mem_array(2 * (s->n + 1), sizeof *c->all);
    c->errors = c->all + s->n + 1;
    for (size_t i = 0; i < s->n; i++) {
        double errors = s->v[i].errors, all = s->v[i].all;
        c->all[i + 1] = c->all[i] + (is_by_time ? 1 : all > errors ? all : errors);
        c->errors[i + 1] = c->errors[i] + errors;
    }
    sum_up(c);
}

static double ratio(const struct onset_counts *c, size_t from, size_t to)
{
    double e = c->errors[to] - c->errors[from], n = c->all[to] - c->all[from];
    double all_e = c->errors[c->n], all_n = c->all[c->n];
    if (n <= 0 || e * all_n <= all_e * n)
        return 0;
    return onset_fit(c, e, n) + onset_fit(c, all_e - e, all_n - n) - onset_fit(c, all_e, all_n);
}

/* The ratio is never above Pearson's statistic (log x <= x - 1, taken at both rates), which needs no logarithm: most pairs
 * cannot be the best one, and need not be fitted. */
static bool may_exceed(const struct onset_counts *c, size_t from, size_t to, double least)
{
    double e = c->errors[to] - c->errors[from], n = c->all[to] - c->all[from], off = e - n * c->rate;
    return off > 0 && !(off * off * c->whole * 1.000001 < least * n * (c->whole - n) * c->variance);
}

/* ---- the best pair ---- */

static void better(const struct onset_counts *c, struct onset_cut *best, size_t from, size_t to)
{
    if (!may_exceed(c, from, to, best->ratio))
        return;
    double r = ratio(c, from, to);
    if (r > best->ratio)
        *best = (struct onset_cut){from, to, r};
}

/* Moves one end after the other, within two blocks, until nothing is gained. */
static void settle(const struct onset_counts *c, struct onset_cut *cut, size_t reach, bool is_open)
{
    for (int turn = 0; turn < 4 && cut->ratio > 0; turn++) {
        struct onset_cut was = *cut;
        size_t low = was.from > reach ? was.from - reach : 0;
        for (size_t i = low; i < was.to && i <= was.from + reach; i++)
            better(c, cut, i, was.to);
        size_t from = cut->from, end = was.to + reach < c->n ? was.to + reach : c->n;
        low = was.to > from + reach ? was.to - reach : from + 1;
        for (size_t i = low; !is_open && i <= end; i++)
            better(c, cut, from, i);
        if (was.from == cut->from && was.to == cut->to)
            return;
    }
}

/* Of those that last to the end, and of all others. */
static void search(const struct onset_counts *c, struct onset_cut *lasting, struct onset_cut *ended)
{
    size_t m = c->n < BLOCKS ? c->n : BLOCKS, edge[BLOCKS + 1];
    memset(lasting, 0, sizeof *lasting);
    memset(ended, 0, sizeof *ended);
    for (size_t i = 0; i <= m; i++)
        edge[i] = i * c->n / m;
    for (size_t i = 0; i < m; i++) {
        if (c->errors[edge[i + 1]] <= c->errors[edge[i]])
            continue;
        better(c, lasting, edge[i], c->n);
        for (size_t j = i + 1; j < m; j++)
            if (c->errors[edge[j]] > c->errors[edge[j - 1]])
                better(c, ended, edge[i], edge[j]);
    }
    settle(c, lasting, 2 * (c->n / m + 1), true);
    settle(c, ended, 2 * (c->n / m + 1), false);
}

/* ---- is it one ---- */

static double variance(const struct onset_counts *c, double p)
{
    return c->is_by_time ? p : p * (1 - p > 0.01 ? 1 - p : 0.01);
}

/* Pearson's statistic over cells outside of the cut that expect at least five errors each; 1 where there are too few, and
 * where three standard errors of its own could be the reason. */
static double dispersion(const struct onset_counts *c, const struct onset_cut *cut)
{
    double errors = c->errors[c->n] - (c->errors[cut->to] - c->errors[cut->from]);
    double all = c->all[c->n] - (c->all[cut->to] - c->all[cut->from]);
    double p = all > 0 ? errors / all : 0, cells = fmin(floor(errors / 5), DISPERSION_CELLS), e = 0, n = 0, sum = 0, seen = 0;
    if (cells < 8)
        return 1;
    for (size_t i = 0; i < c->n; i++) {
        if (i >= cut->from && i < cut->to)
            continue;
        e += c->errors[i + 1] - c->errors[i];
        n += c->all[i + 1] - c->all[i];
        if (n < all / cells)
            continue;
        sum += (e - n * p) * (e - n * p) / (n * variance(c, p));
        seen++;
        e = n = 0;
    }
    return seen > 2 && sum / (seen - 1) > 1 + 3 * sqrt(2 / (seen - 1)) ? sum / (seen - 1) : 1;
}

static double penalty(const struct onset_counts *c)
{
    double places = (double)c->n, records = 0;
    for (size_t i = 0; i < c->n; i++)
        records += c->s->v[i].all;
    places = records < places ? records : places;
    return per_change * log(places + 1) + constant;
}

static bool rises(const struct onset_counts *c, const struct onset_cut *cut)
{
    double e = c->errors[cut->to] - c->errors[cut->from], n = c->all[cut->to] - c->all[cut->from];
    double before_e = c->errors[c->n] - e, before_n = c->all[c->n] - n;
    bool is_ended = cut->to < c->n;
    return e >= (is_ended ? FEWEST_ENDED : FEWEST) && e * before_n > least_rise * before_e * n;
}

/* It went back when at most a quarter of the rise is left. */
static bool went_back(const struct onset_counts *c, const struct onset_cut *cut)
{
    double in = (c->errors[cut->to] - c->errors[cut->from]) / (c->all[cut->to] - c->all[cut->from]);
    double before = c->all[cut->from] > 0 ? c->errors[cut->from] / c->all[cut->from] : 0;
    double n = c->all[c->n] - c->all[cut->to], after = n > 0 ? (c->errors[c->n] - c->errors[cut->to]) / n : in;
    return after < before + (in - before) / 4;
}

/* The longest stretch inside the cut, in buckets, that was as quiet as what came after it: of cells that expect five errors. */
static size_t longest_lull(const struct onset_counts *c, const struct onset_cut *cut)
{
    double in_e = c->errors[cut->to] - c->errors[cut->from], in_n = c->all[cut->to] - c->all[cut->from];
    double before = c->all[cut->from] > 0 ? c->errors[cut->from] / c->all[cut->from] : 0;
    double low = before + (in_e / in_n - before) / 4, least = 5 * in_n / in_e;
    size_t longest = 0, began = cut->from, cell = cut->from;
    for (size_t i = cut->from; i < cut->to; i++) {
        double e = c->errors[i + 1] - c->errors[cell], n = c->all[i + 1] - c->all[cell];
        if (n < least)
            continue;
        if (e > low * n)
            began = i + 1;
        cell = i + 1;
        longest = cell - began > longest ? cell - began : longest;
    }
    return longest;
}

/* Failures that come and go have not ended because they are gone just now. */
static bool is_over(const struct onset_counts *c, const struct onset_cut *ended, const struct onset_cut *lasting, double spread)
{
    return ended->ratio - lasting->ratio > penalty(c) / 2 * spread && c->n - ended->to > 2 * longest_lull(c, ended);
}

/* False: no change worth its penalty. */
static bool choose(const struct onset_counts *c, struct onset_cut *cut, double *spread)
{
    struct onset_cut lasting, ended;
    double least = penalty(c);
    search(c, &lasting, &ended);
    *cut = ended.ratio > lasting.ratio ? ended : lasting;
    if (cut->ratio <= least)
        return false;
    *spread = dispersion(c, cut);
    least *= *spread;
    bool is_lasting = lasting.ratio > least && rises(c, &lasting);
    bool has_ended = ended.ratio > least * 1.5 && rises(c, &ended) && went_back(c, &ended);
    *cut = has_ended && (!is_lasting || is_over(c, &ended, &lasting, *spread)) ? ended : lasting;
    return has_ended || is_lasting;
}

/* ---- the answer ---- */

static int64_t edge_time(const struct log_series *s, size_t i)
{
    return s->start + (int64_t)i * s->width;
}

static double rate_of(const struct onset_counts *c, double e, double n)
{
    double per = c->is_by_time ? (double)c->s->width / (double)TIME_MINUTE : 1;
    return n > 0 ? e / n / per : 0;
}

static void say_rates(const struct onset_counts *c, const struct onset_cut *cut, struct log_onset *out)
{
    double e = c->errors[cut->to] - c->errors[cut->from], n = c->all[cut->to] - c->all[cut->from];
    double before_e = c->errors[c->n] - e, before_n = c->all[c->n] - n;
    out->rate = rate_of(c, e, n);
    out->baseline = rate_of(c, before_e, before_n);
    out->since_errors = (uint64_t)e;
    out->since_all = (uint64_t)(c->is_by_time ? e : n);
    out->baseline_errors = (uint64_t)before_e;
    out->baseline_all = (uint64_t)(c->is_by_time ? before_e : before_n);
    out->evidence = cut->ratio;
    out->ended = cut->to < c->n ? edge_time(c->s, cut->to) : TIME_NONE;
}

static void say(const struct onset_counts *c, const struct onset_cut *cut, double spread, struct log_onset *out)
{
    say_rates(c, cut, out);
    out->is_by_time = c->is_by_time;
    /* Before it there must be something without the trouble; otherwise it was there from the beginning. */
    out->is_found = cut->from > 0 && c->all[cut->from] > 0;
    if (out->is_found)
        onset_place(c, cut, spread, out);
}

static void leave_out(struct onset_counts *c, const struct onset_cut *cut)
{
    double all = c->all[cut->to] - c->all[cut->from], errors = c->errors[cut->to] - c->errors[cut->from];
    for (size_t i = cut->from + 1; i <= c->n; i++) {
        c->all[i] = i < cut->to ? c->all[cut->from] : c->all[i] - all;
        c->errors[i] = i < cut->to ? c->errors[cut->from] : c->errors[i] - errors;
    }
    sum_up(c);
}

/* What lasts matters more than what is over, though that may stand out more. */
static void find_later(struct onset_counts *c, const struct onset_cut *over, struct log_onset *out)
{
    struct onset_cut cut = {0};
    double spread = 1;
    leave_out(c, over);
    if (choose(c, &cut, &spread) && cut.to == c->n && cut.from >= over->to)
        say(c, &cut, spread, out);
}

static bool look(const struct log_series *s, bool is_by_time, struct log_onset *out)
{
    struct onset_counts c;
    struct onset_cut cut = {0};
    double spread = 1;
    count(&c, s, is_by_time);
    bool changed = choose(&c, &cut, &spread);
    if (changed)
        say(&c, &cut, spread, out);
    if (changed && cut.to < c.n)
        find_later(&c, &cut, out);
    mem_free(c.all);
    return changed;
}

static void say_whole(const struct log_series *s, struct log_onset *out)
{
    *out = (struct log_onset){.at = TIME_NONE, .ended = TIME_NONE};
    for (size_t i = 0; i < s->n; i++) {
        out->baseline_all += s->v[i].all;
        out->baseline_errors += s->v[i].errors;
    }
    out->baseline = out->baseline_all ? (double)out->baseline_errors / (double)out->baseline_all : 0;
}

void log_onset(const struct log_series *s, struct log_onset *out)
{
    say_whole(s, out);
    if (out->baseline_errors < FEWEST || s->n < 2)
        return;
    if (look(s, false, out))
        return;
    if ((double)out->baseline_errors >= 0.9 * (double)out->baseline_all)
        look(s, true, out);
}
