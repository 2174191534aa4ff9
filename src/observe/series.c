/* series: shares, ranks and bars. */
#include "observe/series.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void series_wilson(size_t part, size_t whole, double z, double *low, double *high)
{
    *low = 0, *high = 1;
    if (!whole)
        return;
    double n = (double)whole, p = (double)part / n, zz = z * z;
    double middle = p + zz / (2 * n), half = z * sqrt(p * (1 - p) / n + zz / (4 * n * n)), all = 1 + zz / n;
    *low = part ? (middle - half) / all : 0; /* rounding must not make a little of nothing */
    *high = part < whole ? (middle + half) / all : 1;
}

static int by_length(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* The nearest rank: a value that was measured, never one between two. */
static int64_t rank(const int64_t *v, size_t n, size_t percent)
{
    size_t at = (n * percent + 99) / 100;
    return v[at ? at - 1 : 0];
}

/* 1, 2 or 5 of a power of ten, a millisecond at least, so that the bars begin at numbers that are easily read. */
static int64_t width_of(int64_t span)
{
    int64_t width = 1000;
    for (int step = 0; span / width >= SERIES_BARS - 1; step++)
        width = step % 3 == 1 ? width / 2 * 5 : width * 2;
    return width;
}

static void draw_bars(const int64_t *v, size_t n, struct http_series *s)
{
    int64_t width = width_of(s->slowest - s->fastest), from = s->fastest / width * width;
    for (size_t i = 0; i < n; i++) {
        size_t at = (size_t)((v[i] - from) / width);
        s->bar[at].n++;
        s->n_bars = at >= s->n_bars ? at + 1 : s->n_bars;
    }
    for (size_t i = 0; i < s->n_bars; i++)
        s->bar[i].from = from + (int64_t)i * width;
}

static void sum_lengths(const struct http_sample *v, size_t n, struct http_series *s)
{
    int64_t *took = mem_array(n + 1, sizeof *took);
    for (size_t i = 0; i < n; i++)
        if (v[i].took >= 0)
            took[s->n_took++] = v[i].took;
    if (s->n_took) {
        qsort(took, s->n_took, sizeof *took, by_length);
        s->fastest = took[0], s->slowest = took[s->n_took - 1];
        s->median = rank(took, s->n_took, 50), s->p95 = rank(took, s->n_took, 95);
        draw_bars(took, s->n_took, s);
    }
    mem_free(took);
}

static bool is_alike(const struct http_sample *a, const struct http_sample *b)
{
    return a->status == b->status && (a->status || a->trouble == b->trouble);
}

static void find_common(const struct http_sample *v, size_t n, struct http_series *s)
{
    for (size_t i = 0; i < n; i++) {
        size_t alike = 0;
        bool is_new = !v[i].passed;
        for (size_t k = 0; k < i && is_new; k++)
            is_new = v[k].passed || !is_alike(&v[k], &v[i]);
        for (size_t k = i; k < n && is_new; k++)
            alike += !v[k].passed && is_alike(&v[k], &v[i]);
        if (alike > s->n_common) {
            s->n_common = alike;
            s->common_status = v[i].status;
            s->common_trouble = v[i].status ? TROUBLE_NONE : v[i].trouble;
        }
    }
}

void series_sum(const struct http_sample *v, size_t n, struct http_series *s)
{
    *s = (struct http_series){.n = n, .fastest = -1, .median = -1, .p95 = -1, .slowest = -1};
    for (size_t i = 0; i < n; i++)
        s->passed += v[i].passed;
    series_wilson(n - s->passed, n, 1.959964, &s->low, &s->high);
    sum_lengths(v, n, s);
    find_common(v, n, s);
}
