/* log_index_step: the window first, then the rest. */
#include "probe/log_index.h"

#include <time.h>

#include "base/time.h"
#include "probe/log_index_own.h"

static int64_t ticks(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * TIME_SECOND + t.tv_nsec / 1000;
}

/* ---- files ------------------------------------------------------------------------------------------------------------- */

/* A file that came since has nothing in the window. */
static bool refresh(struct log_index *ix)
{
    bool any = false;
    while (ix->file.n < log_stock_n(ix->stock)) {
        struct index_file *f = vec_push(&ix->file);
        f->each = ix->limits.stretch;
        f->ahead.of = f->behind.of = SIZE_MAX;
        f->generation = log_stock_file(ix->stock, ix->file.n - 1)->generation;
        any = true;
    }
    for (size_t i = 0; i < ix->file.n; i++)
        any |= stretch_refresh(ix, i);
    if (any)
        ix->ends_before = ix->ends_after = false;
    return any;
}

struct log_index *log_index_new(struct log_stock *stock, struct log_filter *filter, const struct log_index_limits *limits)
{
    struct log_index *ix = mem_alloc(sizeof *ix);
    struct log_index_limits l = limits ? *limits : (struct log_index_limits){0};
    ix->stock = stock;
    ix->filter = *filter;
    *filter = (struct log_filter){0};
    ix->limits.stretch = l.stretch ? l.stretch : 256 << 10;
    ix->limits.stretches = l.stretches ? l.stretches : 65536;
    ix->limits.around = l.around ? l.around : 240;
    ix->block = mem_alloc(INDEX_BLOCK);
    refresh(ix);
    return ix;
}

void log_index_free(struct log_index *ix)
{
    if (!ix)
        return;
    for (size_t i = 0; i < ix->file.n; i++) {
        vec_release(&ix->file.v[i].stretch);
        vec_release(&ix->file.v[i].ahead.list);
        vec_release(&ix->file.v[i].behind.list);
    }
    vec_release(&ix->file);
    vec_release(&ix->row);
    log_filter_release(&ix->filter);
    mem_free(ix->block);
    mem_free(ix);
}

const struct log_filter *log_index_filter(const struct log_index *ix)
{
    return &ix->filter;
}

/* ---- where one looks --------------------------------------------------------------------------------------------------- */

void log_index_go(struct log_index *ix, int64_t at)
{
    window_clear(ix);
    for (size_t i = 0; i < ix->file.n; i++)
        window_place(ix, i, log_stock_find(ix->stock, i, at));
}

void log_index_go_to(struct log_index *ix, uint32_t file, uint64_t offset, int64_t at)
{
    window_clear(ix);
    for (size_t i = 0; i < ix->file.n; i++)
        window_place(ix, i, i == file ? offset : log_stock_find(ix->stock, i, at));
}

void log_index_go_first(struct log_index *ix)
{
    window_clear(ix);
    for (size_t i = 0; i < ix->file.n; i++)
        window_place(ix, i, 0);
}

void log_index_go_last(struct log_index *ix)
{
    window_clear(ix);
    for (size_t i = 0; i < ix->file.n; i++)
        window_place(ix, i, ix->file.v[i].bytes);
    ix->follows_end = true;
}

void log_index_look_at(struct log_index *ix, uint32_t file, uint64_t offset)
{
    for (size_t i = 0; i < ix->row.n; i++)
        if (ix->row.v[i].file == file && ix->row.v[i].offset == offset) {
            ix->here = i;
            ix->follows_end = false;
            return;
        }
}

/* ---- steps ------------------------------------------------------------------------------------------------------------- */

/* A stretch that nobody has looked at: from where one looks to the end, then what is before. */
static bool find_rest(struct log_index *ix, size_t *file, size_t *stretch)
{
    for (size_t i = 0; i < ix->file.n; i++) {
        struct index_file *f = &ix->file.v[i];
        for (size_t n = f->stretch.n; f->n_seen < f->stretch.n && n > 0; n--) {
            size_t k = f->next < f->stretch.n ? f->next : 0;
            f->next = k + 1;
            if (f->stretch.v[k].is_seen)
                continue;
            *file = i;
            *stretch = k;
            return true;
        }
    }
    return false;
}

static void look_at_wanted(struct log_index *ix)
{
    struct index_file *f = &ix->file.v[ix->want_file];
    struct loaded *to = ix->wants_ahead ? &f->ahead : &f->behind;
    stretch_look(ix, ix->want_file, ix->want_stretch, to);
    f->after.kind = f->before.kind = HEAD_STALE;
}

static bool look_at_rest(struct log_index *ix)
{
    size_t file, stretch;
    if (!find_rest(ix, &file, &stretch))
        return false;
    stretch_look(ix, file, stretch, NULL);
    ix->file.v[file].after.kind = ix->file.v[file].before.kind = HEAD_STALE;
    return true;
}

static bool step(struct log_index *ix, int64_t budget_us, bool with_rest)
{
    int64_t end = ticks() + budget_us;
    bool any = refresh(ix);
    do {
        any |= window_fill(ix);
        if (ix->wants)
            look_at_wanted(ix);
        else if (!with_rest || !look_at_rest(ix))
            return any;
        any = true;
    } while (ticks() < end);
    window_fill(ix);
    return any;
}

bool log_index_step(struct log_index *ix, int64_t budget_us)
{
    return step(ix, budget_us, true);
}

bool log_index_step_window(struct log_index *ix, int64_t budget_us)
{
    return step(ix, budget_us, false);
}

/* ---- what is known ----------------------------------------------------------------------------------------------------- */

/* How large a file will be that is still unpacked: as the part that was. */
static double expected(const struct log_stock_file *f)
{
    enum { USUAL_RATIO = 8 };
    if (!f->is_unpacking)
        return (double)f->bytes;
    return f->packed_done ? (double)f->bytes * (double)f->packed / (double)f->packed_done : (double)f->packed * USUAL_RATIO + 1;
}

struct log_index_state log_index_state(const struct log_index *ix)
{
    double all = 0, seen = 0;
    bool is_done = !log_stock_is_unpacking(ix->stock);
    for (size_t i = 0; i < ix->file.n; i++) {
        const struct index_file *f = &ix->file.v[i];
        double done = f->n_seen == f->stretch.n ? (double)f->bytes : (double)f->n_seen * (double)f->each;
        all += expected(log_stock_file(ix->stock, i));
        seen += done;
        is_done = is_done && f->n_seen == f->stretch.n && f->bytes == log_stock_file(ix->stock, i)->bytes;
    }
    return (struct log_index_state){
        .hits = ix->hits,
        .share = is_done || seen >= all ? is_done : seen / all,
        .is_done = is_done,
        .more_before = !ix->ends_before,
        .more_after = !ix->ends_after,
        .is_waiting = ix->wants,
        .is_unsorted = ix->is_unsorted,
    };
}

const struct log_hit *log_index_window(const struct log_index *ix, size_t *n, size_t *here)
{
    *n = ix->row.n;
    *here = ix->here;
    return ix->row.v;
}
