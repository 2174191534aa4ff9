/* soak: counting samples, and judging them. */
#include "incident/soak.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/time.h"

bool soak_is(const struct flow_probe *p)
{
    return p && p->every > 0 && p->length > 0;
}

int64_t soak_expected(const struct flow_probe *p)
{
    return p->length / p->every + (p->length % p->every != 0);
}

int64_t soak_needed(const struct flow_probe *p)
{
    int64_t expected = soak_expected(p);
    return p->at_least > 0 ? p->at_least : expected - expected / 10;
}

/* ---- the pace ---------------------------------------------------------------------------------------------------------- */

void soak_begin(struct soak *s, int64_t ticks)
{
    *s = (struct soak){.began = ticks, .due = ticks, .last = ticks};
}

static bool is_aborted(const struct soak *s, const struct flow_probe *p)
{
    return p->abort > 0 && s->failures >= p->abort;
}

static bool is_another_due(const struct soak *s, const struct flow_probe *p)
{
    return s->due - s->began < p->length && !is_aborted(s, p);
}

bool soak_take(struct soak *s, const struct flow_probe *p, const struct soak_sample *sample, int64_t now)
{
    int64_t gap = sample->began - s->last;
    s->longest_gap = gap > s->longest_gap ? gap : s->longest_gap;
    s->last = sample->began;
    s->took[s->samples % SOAK_KEPT] = sample->took;
    s->failed[s->samples % SOAK_KEPT] = !sample->passed;
    s->samples++;
    s->failures += !sample->passed;
    s->due = (sample->began - s->due < p->every ? s->due : sample->began) + p->every; /* a little late keeps the pace */
    s->due = s->due < now ? now : s->due;
    return is_another_due(s, p);
}

bool soak_miss(struct soak *s, const struct flow_probe *p, int64_t now)
{
    s->due = s->due < now ? now : s->due;
    return is_another_due(s, p);
}

int64_t soak_to_come(const struct soak *s, const struct flow_probe *p, int64_t now)
{
    int64_t at = s->due > now ? s->due : now, left = s->began + p->length - at;
    return left <= 0 || is_aborted(s, p) ? 0 : left / p->every + (left % p->every != 0);
}

int64_t soak_gap(const struct soak *s, int64_t now)
{
    return now - s->last > s->longest_gap ? now - s->last : s->longest_gap;
}

/* ---- what it amounts to ------------------------------------------------------------------------------------------------ */

static int compare(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

int64_t soak_middle(const int64_t *v, size_t n)
{
    if (n == 0)
        return 0;
    int64_t *sorted = mem_array(n, sizeof *sorted);
    memcpy(sorted, v, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, compare);
    int64_t low = sorted[(n - 1) / 2], high = sorted[n / 2];
    mem_free(sorted);
    return low + (high - low) / 2;
}

int64_t soak_median(const struct soak *s)
{
    return soak_middle(s->took, s->samples < SOAK_KEPT ? (size_t)s->samples : SOAK_KEPT);
}

static enum soak_verdict judge(const struct soak *s, const struct flow_probe *p, bool was_cut_short)
{
    if (s->failures > p->allow || is_aborted(s, p))
        return SOAK_FAILED;
    return was_cut_short || s->samples < soak_needed(p) ? SOAK_TOO_FEW : SOAK_PASSED;
}

struct soak_result soak_result(const struct soak *s, const struct flow_probe *p, int64_t now, bool was_cut_short)
{
    return (struct soak_result){s->samples, s->failures, judge(s, p, was_cut_short), soak_gap(s, now), soak_median(s)};
}

static const char *const verdict_names[N_SOAK_VERDICTS] = {
    [SOAK_PASSED] = "passed", [SOAK_FAILED] = "failed", [SOAK_TOO_FEW] = "too_few"};

const char *soak_verdict_name(enum soak_verdict v)
{
    return verdict_names[v];
}

bool soak_verdict_parse(const char *s, enum soak_verdict *v)
{
    for (int i = 0; s && i < N_SOAK_VERDICTS; i++)
        if (strcmp(s, verdict_names[i]) == 0)
            return *v = (enum soak_verdict)i, true;
    return false;
}

/* ---- the record -------------------------------------------------------------------------------------------------------- */

void soak_line(int64_t at, const struct soak_sample *sample, const char *how, struct str *out)
{
    char time[TIME_TEXT];
    time_format_utc(at, time);
    str_addf(out, "%s %s %" PRId64 "ms %s\n", time, sample->passed ? "passed" : "failed", (sample->took + 500) / 1000, how);
}

struct recalled {
    int64_t at;
    struct soak_sample sample;
};

/* "TIME passed 85ms exit 0" */
static bool read_line(const char *line, size_t n, struct recalled *r)
{
    char word[3][64] = {""};
    size_t at = 0;
    for (int i = 0; i < 3; i++) {
        const char *end = at < n ? memchr(line + at, ' ', n - at) : NULL;
        size_t length = end ? (size_t)(end - line) - at : 0;
        if (!length || length >= sizeof word[i])
            return false;
        memcpy(word[i], line + at, length);
        at += length + 1;
    }
    bool passed = strcmp(word[1], "passed") == 0;
    int64_t took = strtoll(word[2], NULL, 10);
    if ((!passed && strcmp(word[1], "failed") != 0) || !time_parse(word[0], &r->at) || took < 0 || took > TIME_DAY / 1000)
        return false;
    r->sample = (struct soak_sample){r->at, took * 1000, passed};
    return true;
}

typedef void each_line(void *of, const char *line, size_t n);

static void for_each(const char *lines, size_t n, each_line *does, void *of)
{
    for (size_t at = 0, length; at < n; at += length + 1) {
        const char *end = memchr(lines + at, '\n', n - at);
        length = end ? (size_t)(end - lines) - at : n - at;
        does(of, lines + at, length);
    }
}

static void recall(void *of, const char *line, size_t n)
{
    static const struct flow_probe any = {.every = 1, .length = INT64_MAX};
    struct soak *s = of;
    struct recalled r;
    if (!read_line(line, n, &r))
        return;
    if (!s->samples)
        soak_begin(s, r.sample.began);
    soak_take(s, &any, &r.sample, r.at);
}

void soak_recall(const char *lines, size_t n, struct soak *s)
{
    *s = (struct soak){0};
    for_each(lines, n, recall, s);
}

struct cutting {
    struct str *out;
    size_t n, nth, left_out, failed;
};

static void count(void *of, const char *line, size_t n)
{
    (void)line, (void)n;
    ++*(size_t *)of;
}

static void copy(void *of, const char *line, size_t n)
{
    struct cutting *c = of;
    struct recalled r;
    size_t from_end = c->n - c->nth;
    bool is_out = ++c->nth > SOAK_LINES_HALF && from_end > SOAK_LINES_HALF;
    if (is_out) {
        c->left_out++;
        c->failed += read_line(line, n, &r) && !r.sample.passed;
        return;
    }
    if (c->left_out)
        str_addf(c->out, "... %zu samples left out, %zu of them failed ...\n", c->left_out, c->failed);
    c->left_out = 0;
    str_add_n(c->out, line, n);
    str_add_char(c->out, '\n');
}

void soak_cut_lines(const char *lines, size_t n, struct str *out)
{
    struct cutting c = {.out = out};
    for_each(lines, n, count, &c.n);
    for_each(lines, n, copy, &c);
}
