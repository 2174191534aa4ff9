/* look_find: what the counts amount to, once the onset is known. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "logs/finding_own.h"
#include "logs/look_own.h"
#include "text/clean.h"

enum { REQUESTS = 20, FILES = 50, BUCKETS = 2048, CUTS = 1 << 14 };

/* ---- latency ---- */

static struct log_latency quantiles(const struct log_grid *g, size_t from, size_t to)
{
    static const double share[3] = {0.5, 0.95, 0.99};
    struct log_latency found = {-1, -1, -1};
    int64_t *out[3] = {&found.median, &found.p95, &found.p99};
    uint64_t sum = 0, all = 0;
    for (size_t i = 0; i < g->columns; i++)
        all += log_grid_sum(g, i, from, to);
    for (size_t i = 0, next = 0; i < g->columns && all; i++) {
        sum += log_grid_sum(g, i, from, to);
        for (; next < 3 && (double)sum >= share[next] * (double)all; next++)
            *out[next] = look_latency_of(i);
    }
    return found;
}

/* The stretch in which it began belongs to neither, unless nothing came later. */
static void find_latency(const struct log_look *l, struct log_finding *f)
{
    const struct log_grid *g = &l->latency;
    const struct log_onset *o = &f->onset;
    size_t begin = o->is_found ? log_grid_slot(g, o->at) : g->n;
    size_t end = o->is_found && o->ended != TIME_NONE ? log_grid_slot(g, o->ended) : g->n;
    size_t from = begin + 1 < end ? begin + 1 : begin;
    f->has_latency = g->n > 0 && !l->options.is_quick; /* of failing requests alone it would mislead */
    f->before = quantiles(g, 0, begin);
    f->after = quantiles(g, from, end);
}

/* ---- kinds ---- */

static uint64_t before_onset(const struct log_look *l, const struct log_onset *o, size_t i)
{
    const struct look_kind *k = &l->kinds.v[i];
    if (!o->is_found || k->first == TIME_NONE || k->first >= o->at - o->within)
        return 0;
    if (k->last < o->at)
        return k->errors;
    uint64_t n = log_grid_sum(&l->failures, COLUMN_KINDS + i, 0, log_grid_slot(&l->failures, o->at));
    return n ? n : 1; /* its first one was, in the stretch in which it began */
}

static bool is_new(const struct log_onset *o, const struct look_kind *k)
{
    return o->is_found && k->first != TIME_NONE && k->first >= o->at - o->within;
}

static void tell_kind(const struct look_kind *k, struct arena *a, struct log_kind *out)
{
    *out = (struct log_kind){
        .key = arena_strdup(a, k->key),
        .title = look_cleaned(a, k->title),
        .type = look_cleaned(a, k->type),
        .example = arena_strdup(a, k->example),
        .errors = k->errors,
        .first = k->first,
        .last = k->last,
        .source = k->source,
        .offset = k->offset,
        .n_frames = k->n_frames,
    };
    out->frame = arena_array(a, k->n_frames + 1, sizeof *out->frame);
    for (size_t i = 0; i < k->n_frames; i++) {
        finding_clean_copy(out->frame[i].function, sizeof out->frame[i].function, k->frame[i].function);
        finding_clean_copy(out->frame[i].file, sizeof out->frame[i].file, k->frame[i].file);
        out->frame[i].line = k->frame[i].line;
    }
}

static void find_kinds(const struct log_look *l, struct log_finding *f)
{
    struct look_rank *rank = mem_array(l->kinds.n + 1, sizeof *rank);
    for (size_t i = 0; i < l->kinds.n; i++) {
        const struct look_kind *k = &l->kinds.v[i];
        rank[i] = (struct look_rank){is_new(&f->onset, k), k->errors, k->errors, i};
        f->n_new += is_new(&f->onset, k);
    }
    qsort(rank, l->kinds.n, sizeof *rank, look_by_rank);
    f->n_kinds = l->kinds.n < FINDING_KINDS ? l->kinds.n : FINDING_KINDS;
    f->more_kinds = l->kinds.n > FINDING_KINDS || l->kind_keys.overflow > 0;
    f->kind = arena_array(&f->arena, f->n_kinds + 1, sizeof *f->kind);
    for (size_t i = 0; i < f->n_kinds; i++) {
        size_t index = rank[i].index;
        tell_kind(&l->kinds.v[index], &f->arena, &f->kind[i]);
        f->kind[i].is_new = rank[i].since;
        f->kind[i].before = before_onset(l, &f->onset, index);
    }
    mem_free(rank);
}

static bool has_file(const struct log_finding *f, const char *file)
{
    for (size_t i = 0; i < f->n_trace_files; i++)
        if (strcmp(f->trace_file[i], file) == 0)
            return true;
    return false;
}

/* Of the kinds in their order: what is new comes first. */
static void find_files(struct log_finding *f)
{
    f->trace_file = arena_array(&f->arena, FILES, sizeof *f->trace_file);
    for (size_t i = 0; i < f->n_kinds; i++)
        for (size_t j = 0; j < f->kind[i].n_frames && f->n_trace_files < FILES; j++) {
            const char *file = f->kind[i].frame[j].file;
            if (*file && !has_file(f, file))
                f->trace_file[f->n_trace_files++] = look_cleaned(&f->arena, file);
        }
}

/* ---- single failures ---- */

static int by_time(const void *a, const void *b)
{
    const struct look_request *x = a, *y = b;
    return x->at < y->at ? -1 : x->at > y->at;
}

static bool has_request(const struct log_finding *f, const char *id)
{
    for (size_t i = 0; i < f->n_requests; i++)
        if (strcmp(f->request[i], id) == 0)
            return true;
    return false;
}

static void find_requests(const struct log_look *l, struct log_finding *f)
{
    size_t n = l->requests.n;
    struct look_request *sorted = mem_array(n + 1, sizeof *sorted);
    if (n)
        memcpy(sorted, l->requests.v, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, by_time);
    f->request = arena_array(&f->arena, REQUESTS, sizeof *f->request);
    for (size_t i = 0; i < n && f->n_requests < REQUESTS; i++) {
        if (f->onset.is_found && sorted[i].at < f->onset.at - f->onset.within)
            continue;
        const char *id = look_cleaned(&f->arena, sorted[i].id);
        if (!has_request(f, id))
            f->request[f->n_requests++] = id;
    }
    mem_free(sorted);
}

/* The moment of the first error since the onset, as finely as the series knows it. */
static int64_t first_since(const struct log_series *s, int64_t onset)
{
    int64_t slack = s->width / 1000 + 1; /* of the rounding in `first` */
    for (size_t i = 0; i < s->n; i++) {
        int64_t from = s->start + (int64_t)i * s->width;
        int64_t at = from + (int64_t)((double)s->v[i].first / 4294967296.0 * (double)s->width + 0.5);
        if (s->v[i].errors && from + s->width > onset && (at + slack >= onset || s->v[i].errors > 1))
            return at + slack >= onset ? at : onset;
    }
    return TIME_NONE;
}

static void find_named(const struct log_look *l, struct log_finding *f)
{
    f->n_counts = l->options.n_counts;
    f->count = arena_array(&f->arena, f->n_counts + 1, sizeof *f->count);
    for (size_t i = 0; i < f->n_counts; i++)
        f->count[i] = (struct log_named_count){arena_strdup(&f->arena, l->options.count[i].name), l->named[i]};
}

/* The end lies behind the last record, so that a chart up to it has all of them. */
static void find_times(const struct log_look *l, int64_t first, int64_t last, struct log_finding *f)
{
    const struct log_look_options *o = &l->options;
    int64_t end = last != TIME_NONE ? last + 1 : TIME_NONE;
    f->from = o->since != TIME_NONE && first != TIME_NONE ? o->since : first;
    f->to = o->until != TIME_NONE && end != TIME_NONE && o->until > end ? o->until : end;
    f->last_error = l->last_error;
    f->first_error = l->first_error;
}

static void find_series(const struct log_look *l, struct log_finding *f)
{
    struct log_series fine;
    int64_t first, last;
    f->astray = look_whole_series(l, &fine, &first, &last);
    find_times(l, first, last, f);
    log_series_narrow(&fine, CUTS);
    log_onset(&fine, &f->onset);
    if (f->onset.is_found) {
        int64_t since = first_since(&fine, f->onset.at);
        f->first_error = since != TIME_NONE ? since : f->first_error;
    }
    log_series_narrow(&fine, BUCKETS);
    f->series = fine;
}

void log_look_find(struct log_look *l, struct log_finding *f)
{
    *f = (struct log_finding){.is_quick = l->options.is_quick};
    look_settle_clients(l);
    f->lines = l->lines;
    f->requests = l->records;
    f->errors = l->errors;
    find_series(l, f);
    look_find_lists(l, f);
    find_latency(l, f);
    find_kinds(l, f);
    find_files(f);
    find_requests(l, f);
    find_named(l, f);
}
