/*
 * look_time: where a record stands in time.
 *
 * A few records that stand far from all others (1970 from a clock that was not set, a year read wrongly) would stretch the
 * series until all others were one bucket: they are kept aside in a series of their own. When it turns out that they are
 * many, both are one; when the first ones were the strays, the two change places.
 */
#include "logs/look_own.h"

#define FAR INT64_C(253402300800000000) /* as in logs/series: calendars end there */
#define NEAR (30 * TIME_DAY)

enum { MANY = 64, SHARE = 100 };

static void stretch(struct log_look *l, int64_t from, int64_t to)
{
    if (l->first == TIME_NONE || from < l->first)
        l->first = from;
    if (l->last == TIME_NONE || to > l->last)
        l->last = to;
}

static bool is_far(const struct log_look *l, int64_t at)
{
    if (l->first == TIME_NONE)
        return false;
    int64_t reach = NEAR + 10 * (l->last - l->first);
    return at > l->last + reach || at < l->first - reach;
}

/* All of one series into another. */
static void pour(const struct log_series *from, struct log_series *to)
{
    for (size_t i = 0; i < from->n; i++) {
        const struct log_bucket *b = &from->v[i];
        int64_t start = from->start + (int64_t)i * from->width;
        int64_t first = start + (int64_t)((double)b->first / 4294967296.0 * (double)from->width);
        if (b->errors)
            log_series_add(to, first, b->errors, b->errors);
        if (b->all > b->errors)
            log_series_spread(to, start, start + from->width, b->all - b->errors);
    }
}

static void stretch_over(struct log_look *l, const struct log_series *s)
{
    if (s->n)
        stretch(l, s->start, s->start + (int64_t)s->n * s->width - 1);
}

static void change_places(struct log_look *l)
{
    struct log_series was = l->series;
    uint64_t n = l->placed;
    l->series = l->astray;
    l->series.max = LOOK_SERIES;
    l->placed = l->n_astray;
    l->astray = was;
    l->astray.max = SERIES_MAX;
    l->n_astray = n;
    log_series_narrow(&l->astray, SERIES_MAX);
    l->first = l->last = TIME_NONE;
    stretch_over(l, &l->series);
    log_grid_release(&l->failures); /* the little that they hold is of the other time */
    log_grid_release(&l->latency);
    log_grid_init(&l->failures, LOOK_COLUMNS);
    log_grid_init(&l->latency, LATENCY_BINS);
}

static void become_one(struct log_look *l)
{
    pour(&l->astray, &l->series);
    stretch_over(l, &l->astray);
    l->placed += l->n_astray;
    l->n_astray = 0;
    log_series_release(&l->astray);
    l->astray.max = SERIES_MAX;
}

/* Only powers of two are looked at: what has to be done costs as much as the series is long. */
static void put_aside(struct log_look *l, int64_t at, bool is_error)
{
    log_series_add(&l->astray, at, 1, is_error);
    l->n_astray++;
    if (l->n_astray < MANY || (l->n_astray & (l->n_astray - 1)))
        return;
    l->bucket_to = l->bucket_from;
    if (l->placed < l->n_astray / 4)
        change_places(l);
    else if (l->placed >= MANY && l->n_astray >= l->placed / SHARE)
        become_one(l);
}

static void find_bucket(struct log_look *l, int64_t at)
{
    l->bucket = log_series_place(&l->series, at);
    l->bucket_from = l->series.start + (int64_t)l->bucket * l->series.width;
    l->bucket_to = l->bucket_from + l->series.width;
    l->bucket_error = TIME_NONE;
}

/* Nearly all: neither the first nor the last of anything. */
static bool place_amid(struct log_look *l, int64_t at, bool is_error)
{
    bool is_amid = at >= l->bucket_from && at < l->bucket_to && at >= l->first && at <= l->last;
    if (!is_amid || (is_error && (l->bucket_error == TIME_NONE || at < l->bucket_error)))
        return false;
    struct log_bucket *b = &l->series.v[l->bucket];
    l->placed++;
    b->all += b->all < UINT32_MAX;
    b->errors += is_error && b->errors < UINT32_MAX;
    return true;
}

int64_t look_place(struct log_look *l, int64_t at, bool is_error)
{
    if (place_amid(l, at, is_error))
        return at;
    bool is_here = at >= l->bucket_from && at < l->bucket_to;
    if (at == TIME_NONE || at > FAR || at < -FAR)
        return TIME_NONE;
    if (!is_here && is_far(l, at)) {
        put_aside(l, at, is_error);
        return TIME_NONE;
    }
    l->placed++;
    stretch(l, at, at);
    if (!is_here)
        find_bucket(l, at);
    if (is_error && (l->bucket_error == TIME_NONE || at < l->bucket_error)) {
        log_series_add(&l->series, at, 1, 1); /* in a bucket that is there: nothing moves */
        l->bucket_error = at;
        return at;
    }
    struct log_bucket *b = &l->series.v[l->bucket];
    b->all += b->all < UINT32_MAX;
    b->errors += is_error && b->errors < UINT32_MAX;
    return at;
}

void look_place_many(struct log_look *l, int64_t from, int64_t to, uint64_t n)
{
    if (from < -FAR || from > FAR) /* TIME_NONE among them */
        return;
    to = to > FAR ? FAR : to;
    log_series_spread(&l->series, from, to, n);
    stretch(l, from, to > from ? to - 1 : from);
    l->bucket_to = l->bucket_from;
    l->placed += n;
}

uint64_t look_whole_series(const struct log_look *l, struct log_series *out, int64_t *first, int64_t *last)
{
    bool is_one = l->n_astray > 3 && l->n_astray > l->placed / SHARE;
    log_series_copy(&l->series, out);
    *first = l->first;
    *last = l->last;
    if (!is_one)
        return l->n_astray;
    pour(&l->astray, out);
    int64_t end = l->astray.start + (int64_t)l->astray.n * l->astray.width - 1;
    *first = *first == TIME_NONE || l->astray.start < *first ? l->astray.start : *first;
    *last = end > *last ? end : *last;
    return 0;
}

void log_look_hear(struct log_look *l, const struct log_quiet *q)
{
    uint64_t done = 0;
    bool is_placed = false;
    while (done < q->n && !is_placed)
        is_placed = look_place(l, done++ ? q->to : q->from, false) != TIME_NONE;
    if (done < q->n) { /* one second is in one bucket */
        struct log_bucket *b = &l->series.v[l->bucket];
        uint64_t all = b->all + (q->n - done);
        b->all = all < UINT32_MAX ? (uint32_t)all : UINT32_MAX;
        l->placed += q->n - done;
    }
    if (is_placed) {
        stretch(l, q->to, q->to);
        l->now = q->to;
    }
    l->records += q->n;
    l->lines += q->n;
    for (int level = 0; level < N_LEVELS && !l->options.is_quick; level++)
        l->level[level].all += q->level[level];
}
