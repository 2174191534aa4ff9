/* log_index_stretch: one stretch of a file, looked at: which of its records pass. */
#include <string.h>

#include "base/time.h"
#include "logs/bytes.h"
#include "probe/log_index_own.h"

enum { OVERLAP = 4 << 10 }; /* as long as what is searched for may be */

struct look {
    struct log_index *ix;
    struct loaded *to; /* NULL: only counted */
    uint32_t hits;
    int64_t last;      /* time of the newest record so far */
    char lowest;       /* first digit of the statuses that are looked for, 0 where every record is */
};

static void note(struct look *l, const struct log_record *r)
{
    if (r->at != TIME_NONE) {
        l->ix->is_unsorted |= l->last != TIME_NONE && r->at + TIME_MINUTE < l->last;
        l->last = r->at > l->last ? r->at : l->last;
    }
    if (!log_filter_holds(&l->ix->filter, r))
        return;
    l->hits++;
    if (l->to)
        *vec_push(&l->to->list) = (struct spot){r->offset, r->at != TIME_NONE ? r->at : l->last};
}

/* ---- every record ------------------------------------------------------------------------------------------------------ */

static bool take(void *to, const struct log_record *r)
{
    note(to, r);
    return true;
}

/* Searching bytes is ten times cheaper than reading them as records. */
static bool may_pass(struct log_index *ix, size_t file, uint64_t from, uint64_t end)
{
    if (!ix->filter.needle)
        return true;
    for (uint64_t at = from; at < end;) {
        uint64_t left = end - at;
        size_t n = log_stock_bytes(ix->stock, file, at, ix->block, left < INDEX_BLOCK ? (size_t)left : INDEX_BLOCK);
        if (n == 0 || log_filter_may_pass(&ix->filter, ix->block, n))
            return n > 0;
        at += n < INDEX_BLOCK || n <= OVERLAP ? n : n - OVERLAP;
    }
    return false;
}

static void look_at_all(struct look *l, size_t file, uint64_t from, uint64_t until)
{
    if (may_pass(l->ix, file, from, until + LOG_RECORD_MAX))
        log_stock_read(l->ix->stock, file, from, until, take, l);
}

/* ---- failing lines of an access log ------------------------------------------------------------------------------------ */

struct lines { /* whole lines in the block */
    size_t file;
    uint64_t at, until; /* where the block stands in the file; a line that begins at `until` is no longer ours */
    size_t n;
};

static void look_at_lines(struct look *l, const struct lines *ls)
{
    const char *block = l->ix->block;
    for (size_t done = 0; done < ls->n;) {
        struct log_record r;
        size_t lines = 0;
        const char *found = bytes_find_status(block + done, ls->n - done, l->lowest, &lines);
        if (!found)
            return;
        const char *before = memrchr(block + done, '\n', (size_t)(found - (block + done)));
        size_t start = before ? (size_t)(before + 1 - block) : done;
        const char *end = memchr(found, '\n', ls->n - (size_t)(found - block));
        size_t n = (end ? (size_t)(end - block) : ls->n) - start;
        if (ls->at + start >= ls->until)
            return;
        done = start + n + 1;
        n -= n && block[start + n - 1] == '\r';
        if (log_stock_parse(l->ix->stock, ls->file, block + start, n, &r)) {
            r.offset = ls->at + start;
            r.n_lines = 1;
            note(l, &r);
        }
    }
}

/* Behind the line that begins before `at`. */
static uint64_t line_behind(struct log_index *ix, size_t file, uint64_t at)
{
    size_t n;
    for (; (n = log_stock_bytes(ix->stock, file, at, ix->block, OVERLAP)) > 0; at += n) {
        const char *end = memchr(ix->block, '\n', n);
        if (end)
            return at + (uint64_t)(end - ix->block) + 1;
    }
    return at;
}

static void look_at_failing(struct look *l, size_t file, uint64_t from, uint64_t until)
{
    struct log_index *ix = l->ix;
    uint64_t bytes = log_stock_file(ix->stock, file)->bytes;
    struct lines ls = {.file = file, .at = from ? line_behind(ix, file, from - 1) : 0, .until = until};
    while (ls.at < until && ls.at < bytes) {
        uint64_t room = until - ls.at + LOG_LINE_MAX;
        size_t n = log_stock_bytes(ix->stock, file, ls.at, ix->block, room < INDEX_BLOCK ? (size_t)room : INDEX_BLOCK);
        const char *last = n ? memrchr(ix->block, '\n', n) : NULL;
        ls.n = ls.at + n >= bytes ? n : last ? (size_t)(last + 1 - ix->block) : 0;
        if (n == 0)
            return;
        look_at_lines(l, &ls);
        ls.at = ls.n ? ls.at + ls.n : line_behind(ix, file, ls.at + n - 1);
    }
}

/* ---- a stretch --------------------------------------------------------------------------------------------------------- */

void stretch_look(struct log_index *ix, size_t file, size_t k, struct loaded *to)
{
    struct index_file *f = &ix->file.v[file];
    struct look l = {.ix = ix, .to = to, .last = TIME_NONE};
    uint64_t from = k * f->each, until = from + f->each;
    if (to) {
        vec_clear(&to->list);
        to->of = k;
    }
    l.lowest = log_filter_lowest(&ix->filter, log_stock_format(ix->stock, file));
    if (l.lowest)
        look_at_failing(&l, file, from, until);
    else
        look_at_all(&l, file, from, until);
    struct stretch *st = &f->stretch.v[k];
    if (!st->is_seen) {
        st->is_seen = true;
        f->n_seen++;
        st->hits = l.hits;
        ix->hits += l.hits;
    }
}

int64_t stretch_first(struct log_index *ix, size_t file, size_t k)
{
    struct index_file *f = &ix->file.v[file];
    struct stretch *st = &f->stretch.v[k];
    if (!st->has_first) {
        st->first = log_stock_time_at(ix->stock, file, k * f->each);
        st->has_first = true;
    }
    return st->first;
}

void stretch_forget(struct log_index *ix, size_t file, size_t k)
{
    struct index_file *f = &ix->file.v[file];
    struct stretch *st = &f->stretch.v[k];
    if (st->is_seen) {
        f->n_seen--;
        ix->hits -= st->hits;
    }
    *st = (struct stretch){0};
    f->ahead.of = f->ahead.of == k ? SIZE_MAX : f->ahead.of;
    f->behind.of = f->behind.of == k ? SIZE_MAX : f->behind.of;
    f->after.kind = f->before.kind = HEAD_STALE;
    f->next = k < f->next ? k : f->next;
}

/* ---- as large as the file ---------------------------------------------------------------------------------------------- */

/* Neighbours become one: what is known of both is known of it. */
static void double_each(struct index_file *f)
{
    size_t n = 0;
    f->n_seen = 0;
    for (size_t i = 0; i < f->stretch.n; i += 2) {
        struct stretch a = f->stretch.v[i], b = i + 1 < f->stretch.n ? f->stretch.v[i + 1] : (struct stretch){.is_seen = true};
        a.is_seen = a.is_seen && b.is_seen;
        a.hits = a.hits + b.hits;
        f->n_seen += a.is_seen;
        f->stretch.v[n++] = a;
    }
    f->stretch.n = n;
    f->each *= 2;
    f->next = 0;
    f->ahead.of = f->behind.of = SIZE_MAX;
    f->after.kind = f->before.kind = HEAD_STALE;
}

/* A stretch of which only one half was looked at is not known: its half is not counted. */
static void count_anew(struct log_index *ix)
{
    ix->hits = 0;
    for (size_t i = 0; i < ix->file.n; i++)
        for (size_t k = 0; k < ix->file.v[i].stretch.n; k++) {
            struct stretch *st = &ix->file.v[i].stretch.v[k];
            st->hits = st->is_seen ? st->hits : 0;
            ix->hits += st->hits;
        }
}

static void begin_anew(struct log_index *ix, size_t file)
{
    struct index_file *f = &ix->file.v[file];
    while (f->stretch.n) {
        stretch_forget(ix, file, f->stretch.n - 1);
        f->stretch.n--;
    }
    f->bytes = f->low = f->high = 0;
    f->next = 0;
    window_drop_file(ix, file);
}

bool stretch_refresh(struct log_index *ix, size_t file)
{
    struct index_file *f = &ix->file.v[file];
    const struct log_stock_file *seen = log_stock_file(ix->stock, file);
    if (f->generation != seen->generation) {
        begin_anew(ix, file);
        f->generation = seen->generation;
    }
    if (f->bytes == seen->bytes)
        return false;
    if (f->stretch.n) { /* its last record may not have been whole */
        stretch_forget(ix, file, f->stretch.n - 1);
        window_drop_last_of(ix, file);
    }
    while (seen->bytes / f->each >= ix->limits.stretches) {
        double_each(f);
        count_anew(ix);
    }
    f->bytes = seen->bytes;
    while (f->stretch.n * f->each < f->bytes)
        vec_push(&f->stretch);
    f->after.kind = f->before.kind = HEAD_STALE;
    return true;
}
