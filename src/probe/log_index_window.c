/* log_index_window: rows from all files, merged by time, on both sides of where one looks. */
#include <string.h>

#include "base/time.h"
#include "probe/log_index_own.h"

/* ---- what a file has next ---------------------------------------------------------------------------------------------- */

static void load(struct log_index *ix, size_t file, size_t k, struct loaded *l)
{
    if (l->of != k)
        stretch_look(ix, file, k, l);
}

/* The first hit of a stretch from `offset` on; false: none. */
static bool first_from(const struct loaded *l, uint64_t offset, struct spot *spot)
{
    size_t low = 0, high = l->list.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (l->list.v[middle].offset < offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < l->list.n)
        *spot = l->list.v[low];
    return low < l->list.n;
}

static bool last_before(const struct loaded *l, uint64_t offset, struct spot *spot)
{
    size_t n = l->list.n;
    while (n > 0 && l->list.v[n - 1].offset >= offset)
        n--;
    if (n > 0)
        *spot = l->list.v[n - 1];
    return n > 0;
}

static struct head find_after(struct log_index *ix, size_t file)
{
    struct index_file *f = &ix->file.v[file];
    struct spot spot;
    for (size_t k = (size_t)(f->high / f->each); k < f->stretch.n; k++) {
        if (!f->stretch.v[k].is_seen)
            return (struct head){HEAD_WANTS, {0, stretch_first(ix, file, k)}, k};
        if (!f->stretch.v[k].hits)
            continue;
        load(ix, file, k, &f->ahead);
        if (first_from(&f->ahead, f->high, &spot))
            return (struct head){HEAD_ROW, spot, k};
    }
    return (struct head){.kind = HEAD_END};
}

static struct head find_before(struct log_index *ix, size_t file)
{
    struct index_file *f = &ix->file.v[file];
    struct spot spot;
    size_t k = f->low ? (size_t)((f->low - 1) / f->each) + 1 : 0;
    for (k = k > f->stretch.n ? f->stretch.n : k; k-- > 0;) {
        if (!f->stretch.v[k].is_seen)
            return (struct head){HEAD_WANTS, {0, k + 1 < f->stretch.n ? stretch_first(ix, file, k + 1) : TIME_NONE}, k};
        if (!f->stretch.v[k].hits)
            continue;
        load(ix, file, k, &f->behind);
        if (last_before(&f->behind, f->low, &spot))
            return (struct head){HEAD_ROW, spot, k};
    }
    return (struct head){.kind = HEAD_END};
}

/* ---- which file is next ------------------------------------------------------------------------------------------------ */

static struct head *head_of(struct log_index *ix, size_t file, bool ahead)
{
    struct head *h = ahead ? &ix->file.v[file].after : &ix->file.v[file].before;
    if (h->kind == HEAD_STALE)
        *h = ahead ? find_after(ix, file) : find_before(ix, file);
    return h;
}

static bool comes_first(const struct head *a, const struct head *b, bool ahead)
{
    return ahead ? a->spot.at < b->spot.at : a->spot.at > b->spot.at;
}

/* The file whose row is next; ix->file.n: none is. Where a stretch that was not looked at may hold an earlier one, it is
 * wanted first, and *has_to_wait. */
static size_t choose(struct log_index *ix, bool ahead, bool *has_to_wait)
{
    size_t best = ix->file.n;
    *has_to_wait = false;
    for (size_t i = 0; i < ix->file.n; i++) {
        const struct head *h = head_of(ix, i, ahead);
        if (h->kind == HEAD_ROW && (best == ix->file.n || comes_first(h, head_of(ix, best, ahead), ahead)))
            best = i;
    }
    for (size_t i = 0; i < ix->file.n && !*has_to_wait; i++) {
        const struct head *h = head_of(ix, i, ahead);
        bool may_be_first = best == ix->file.n || h->spot.at == TIME_NONE || comes_first(h, head_of(ix, best, ahead), ahead);
        if (h->kind != HEAD_WANTS || !may_be_first)
            continue;
        *has_to_wait = true;
        ix->wants = true;
        ix->wants_ahead = ahead;
        ix->want_file = i;
        ix->want_stretch = h->stretch;
    }
    return best;
}

static void put_row(struct log_index *ix, size_t at, size_t file, const struct spot *spot)
{
    vec_push(&ix->row);
    memmove(&ix->row.v[at + 1], &ix->row.v[at], (ix->row.n - 1 - at) * sizeof *ix->row.v);
    ix->row.v[at] = (struct log_hit){(uint32_t)file, spot->offset, spot->at};
}

/* One more row; false: there is none, or it has to be looked for first. */
static bool extend(struct log_index *ix, bool ahead)
{
    bool has_to_wait;
    size_t file = choose(ix, ahead, &has_to_wait);
    bool *ends = ahead ? &ix->ends_after : &ix->ends_before;
    *ends = !has_to_wait && file == ix->file.n;
    if (has_to_wait || file == ix->file.n)
        return false;
    struct index_file *f = &ix->file.v[file];
    struct spot spot = head_of(ix, file, ahead)->spot;
    put_row(ix, ahead ? ix->row.n : 0, file, &spot);
    if (ahead) {
        f->high = spot.offset + 1;
        f->after.kind = HEAD_STALE;
    } else {
        f->low = spot.offset;
        f->before.kind = HEAD_STALE;
        ix->here++;
        ix->back_to += ix->back_to > 0;
    }
    return true;
}

/* ---- the window -------------------------------------------------------------------------------------------------------- */

static void drop_first(struct log_index *ix)
{
    struct index_file *f = &ix->file.v[ix->row.v[0].file];
    f->low = ix->row.v[0].offset + 1;
    f->before.kind = HEAD_STALE;
    memmove(&ix->row.v[0], &ix->row.v[1], --ix->row.n * sizeof *ix->row.v);
    ix->here--;
    ix->back_to -= ix->back_to > 0;
    ix->ends_before = false;
}

static void drop_last(struct log_index *ix)
{
    struct index_file *f = &ix->file.v[vec_last(&ix->row)->file];
    f->high = vec_last(&ix->row)->offset;
    f->after.kind = HEAD_STALE;
    ix->row.n--;
    ix->ends_after = false;
}

bool window_fill(struct log_index *ix)
{
    size_t around = ix->limits.around;
    bool any = false;
    ix->wants = false;
    while (ix->row.n - ix->here < around && extend(ix, true))
        any = true;
    if (ix->follows_end)
        ix->here = ix->row.n;
    bool wants_ahead = ix->wants;
    size_t file = ix->want_file, stretch = ix->want_stretch;
    while (ix->here < around && extend(ix, false))
        any = true;
    if (ix->back_to && (ix->back_to <= ix->row.n || ix->ends_after)) {
        ix->here = ix->back_to <= ix->row.n ? ix->back_to : ix->row.n;
        ix->back_to = 0;
    }
    bool is_turn_ahead = !ix->wants || ix->wants_ahead || (ix->turn = !ix->turn);
    if (wants_ahead && is_turn_ahead) { /* both sides want something: one after the other */
        ix->wants = ix->wants_ahead = true;
        ix->want_file = file;
        ix->want_stretch = stretch;
    }
    while (ix->here > 2 * around)
        drop_first(ix);
    while (ix->row.n - ix->here > 2 * around)
        drop_last(ix);
    return any;
}

void window_clear(struct log_index *ix)
{
    vec_clear(&ix->row);
    ix->here = ix->back_to = 0;
    ix->follows_end = false;
    ix->ends_before = ix->ends_after = false;
}

void window_place(struct log_index *ix, size_t file, uint64_t offset)
{
    struct index_file *f = &ix->file.v[file];
    f->low = f->high = offset;
    f->after.kind = f->before.kind = HEAD_STALE;
    f->next = f->stretch.n ? (size_t)(offset / f->each) % f->stretch.n : 0;
}

void window_drop_last_of(struct log_index *ix, size_t file)
{
    size_t i = ix->row.n;
    while (i > 0 && ix->row.v[i - 1].file != file)
        i--;
    if (i == 0)
        return;
    while (ix->row.n >= i)
        drop_last(ix);
    if (ix->here > ix->row.n) {
        ix->back_to = ix->follows_end ? 0 : ix->here;
        ix->here = ix->row.n;
    }
}

void window_drop_file(struct log_index *ix, size_t file)
{
    size_t n = 0, here = ix->here;
    for (size_t i = 0; i < ix->row.n; i++) {
        if (ix->row.v[i].file != file)
            ix->row.v[n++] = ix->row.v[i];
        else
            here -= i < ix->here;
    }
    ix->row.n = n;
    ix->here = here;
}
