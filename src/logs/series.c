/* series: buckets of time whose width doubles when time outgrows them. */
#include "logs/series.h"

#include <string.h>

#include "base/mem.h"

/* Beyond these every sum of two times still fits; calendars end there too. */
#define YEARS INT64_C(253402300800000000)

static int64_t floor_to(int64_t at, int64_t step)
{
    int64_t rest = at % step;
    return at - (rest < 0 ? rest + step : rest);
}

static int64_t clamp(int64_t at)
{
    return at > YEARS ? YEARS : at < -YEARS ? -YEARS : at;
}

static uint32_t sum(uint64_t a, uint64_t b)
{
    return a > UINT32_MAX || b > UINT32_MAX - a ? UINT32_MAX : (uint32_t)(a + b);
}

static struct log_bucket together(struct log_bucket a, struct log_bucket b)
{
    return (struct log_bucket){
        .all = sum(a.all, b.all),
        .errors = sum(a.errors, b.errors),
        .first = a.errors ? a.first / 2 : b.errors ? b.first / 2 + (UINT32_C(1) << 31) : 0,
    };
}

/* The start is a multiple of the width, so that pairs are the same whatever came first. */
static void halve(struct log_series *s)
{
    static const struct log_bucket none;
    int64_t start = floor_to(s->start, 2 * s->width);
    size_t skew = s->start != start, n = (s->n + skew + 1) / 2;
    for (size_t i = 0; i < n; i++) {
        size_t left = 2 * i - skew, right = left + 1;
        s->v[i] = together(left < s->n ? s->v[left] : none, right < s->n ? s->v[right] : none);
    }
    s->n = n;
    s->start = start;
    s->width *= 2;
}

static void reserve(struct log_series *s, size_t n)
{
    size_t cap = s->cap ? s->cap : 64;
    if (n <= s->cap)
        return;
    while (cap < n)
        cap *= 2;
    s->v = mem_grow(s->v, cap, sizeof *s->v);
    s->cap = cap;
}

/* A log that is read from its newest line on grows at the front: some room at once, so that not every second moves all. */
static void grow_front(struct log_series *s, size_t by, size_t max)
{
    size_t room = max - s->n - by;
    by += room < s->n / 2 ? room : s->n / 2;
    reserve(s, s->n + by);
    memmove(s->v + by, s->v, s->n * sizeof *s->v);
    memset(s->v, 0, by * sizeof *s->v);
    s->n += by;
    s->start -= (int64_t)by * s->width;
}

static void grow_back(struct log_series *s, size_t n)
{
    reserve(s, n);
    memset(s->v + s->n, 0, (n - s->n) * sizeof *s->v);
    s->n = n;
}

size_t log_series_place(struct log_series *s, int64_t at)
{
    size_t max = s->max ? s->max : SERIES_MAX;
    if (at == TIME_NONE)
        return (size_t)-1;
    at = clamp(at);
    if (!s->width)
        s->width = TIME_SECOND;
    if (!s->n)
        s->start = floor_to(at, s->width);
    while (at >= s->start ? (uint64_t)(at - s->start) / (uint64_t)s->width >= max
                          : (uint64_t)(s->start - at + s->width - 1) / (uint64_t)s->width + s->n > max)
        halve(s);
    if (at < s->start)
        grow_front(s, (size_t)((s->start - at + s->width - 1) / s->width), max);
    size_t i = (size_t)((at - s->start) / s->width);
    if (i >= s->n)
        grow_back(s, i + 1);
    return i;
}

void log_series_add(struct log_series *s, int64_t at, uint64_t all, uint64_t errors)
{
    size_t i = log_series_place(s, at);
    if (i == (size_t)-1)
        return;
    struct log_bucket *b = &s->v[i];
    uint64_t into = (uint64_t)(clamp(at) - s->start) - i * (uint64_t)s->width;
    uint32_t first = (uint32_t)((double)into / (double)s->width * 4294967296.0);
    if (errors && (!b->errors || first < b->first))
        b->first = first;
    b->all = sum(b->all, all);
    b->errors = sum(b->errors, errors);
}

/* How many of n have come when this share of the time has gone by. */
static uint64_t come(uint64_t n, double share)
{
    return share >= 1 ? n : share <= 0 ? 0 : (uint64_t)((double)n * share);
}

void log_series_spread(struct log_series *s, int64_t from, int64_t to, uint64_t all)
{
    from = clamp(from);
    to = clamp(to);
    if (!all || to <= from + s->width) {
        log_series_add(s, from, all, 0);
        return;
    }
    log_series_place(s, from);
    size_t last = log_series_place(s, to - 1), i = log_series_place(s, from);
    uint64_t gone = 0;
    for (; i <= last; i++) {
        double share = (double)(s->start + (int64_t)(i + 1) * s->width - from) / (double)(to - from);
        uint64_t now = come(all, share);
        s->v[i].all = sum(s->v[i].all, now - gone);
        gone = now;
    }
}

static void trim(struct log_series *s)
{
    size_t begin = 0;
    while (s->n && !s->v[s->n - 1].all && !s->v[s->n - 1].errors)
        s->n--;
    while (begin < s->n && !s->v[begin].all && !s->v[begin].errors)
        begin++;
    if (!begin)
        return;
    memmove(s->v, s->v + begin, (s->n - begin) * sizeof *s->v);
    s->n -= begin;
    s->start += (int64_t)begin * s->width;
}

void log_series_narrow(struct log_series *s, size_t max)
{
    trim(s);
    while (s->n > max && s->n > 2)
        halve(s);
}

void log_series_copy(const struct log_series *s, struct log_series *to)
{
    *to = (struct log_series){.start = s->start, .width = s->width, .n = s->n, .max = s->max};
    if (!s->n)
        return;
    to->v = mem_array(s->n, sizeof *to->v);
    to->cap = s->n;
    memcpy(to->v, s->v, s->n * sizeof *s->v);
}

void log_series_release(struct log_series *s)
{
    mem_free(s->v);
    *s = (struct log_series){0};
}

struct columns {
    int64_t from, to;
    struct log_bucket *v;
    size_t n;
};

/* Where column i begins; whole microseconds, so that neighbours meet and nothing falls between them. */
static int64_t edge(const struct columns *c, size_t i)
{
    int64_t n = (int64_t)c->n, length = c->to - c->from;
    return c->from + length / n * (int64_t)i + length % n * (int64_t)i / n;
}

static size_t column_of(const struct columns *c, int64_t at)
{
    size_t i = at <= c->from ? 0 : (size_t)((double)(at - c->from) / (double)(c->to - c->from) * (double)c->n);
    i = i < c->n ? i : c->n - 1;
    while (i > 0 && edge(c, i) > at)
        i--;
    while (i + 1 < c->n && edge(c, i + 1) <= at)
        i++;
    return i;
}

static void share_out(const struct columns *c, const struct log_bucket *b, int64_t start, int64_t width)
{
    double length = (double)width;
    size_t i = column_of(c, start);
    double share = (double)(edge(c, i) - start) / length;
    uint64_t all = come(b->all, share), errors = come(b->errors, share);
    for (; i < c->n && edge(c, i) < start + width; i++) {
        share = (double)(edge(c, i + 1) - start) / length;
        c->v[i].all = sum(c->v[i].all, come(b->all, share) - all);
        c->v[i].errors = sum(c->v[i].errors, come(b->errors, share) - errors);
        all = come(b->all, share);
        errors = come(b->errors, share);
    }
}

void log_series_chart(const struct log_series *s, int64_t from, int64_t to, struct log_bucket *column, size_t n)
{
    const struct columns c = {clamp(from), clamp(to), column, n};
    memset(column, 0, n * sizeof *column);
    if (c.to <= c.from || !n)
        return;
    for (size_t i = 0; i < s->n; i++) {
        int64_t start = s->start + (int64_t)i * s->width, width = s->width;
        if (i + 1 == s->n && c.to < start + width) /* what came last came before the log's end, wherever the bucket's is */
            width = c.to > start ? c.to - start : width;
        if ((s->v[i].all || s->v[i].errors) && start < c.to && start + width > c.from)
            share_out(&c, &s->v[i], start, width);
    }
}
