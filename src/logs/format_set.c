/* format_set: the formats there are, the more specific ones first. */
#include <string.h>

#include "logs/format_load.h"

const char *log_format_id(const struct log_format *f)
{
    return f->id;
}

const char *log_format_title(const struct log_format *f)
{
    return f->title;
}

bool log_format_is_access(const struct log_format *f)
{
    return f->is_access;
}

bool log_format_is_wrapper(const struct log_format *f)
{
    return f->n_inside > 0;
}

static void remove_id(struct log_formats *set, const char *id)
{
    for (size_t i = 0; i < set->list.n; i++) {
        if (strcmp(set->list.v[i]->id, id) != 0)
            continue;
        log_format_release(set->list.v[i]);
        set->list.n--;
        memmove(set->list.v + i, set->list.v + i + 1, (set->list.n - i) * sizeof(*set->list.v));
        return;
    }
}

static void insert(struct log_formats *set, struct log_format *f)
{
    size_t at = 0;
    while (at < set->list.n && set->list.v[at]->specific >= f->specific)
        at++;
    (void)vec_push(&set->list);
    memmove(set->list.v + at + 1, set->list.v + at, (set->list.n - 1 - at) * sizeof(*set->list.v));
    set->list.v[at] = f;
}

/* Whoever was here before may have had what is gone now inside. */
static void unsettle(struct log_formats *set)
{
    for (size_t i = 0; i < set->list.n; i++)
        set->list.v[i]->is_settled = false;
}

static void take(struct log_formats *set, struct log_format *f)
{
    remove_id(set, f->id);
    insert(set, f);
    unsettle(set);
}

bool log_formats_add(struct log_formats *set, const char *file, const char *text, size_t n, struct problems *ps)
{
    struct log_format *f = log_format_load(file, text, n, &set->arena, ps);
    if (!f)
        return false;
    take(set, f);
    return true;
}

bool log_formats_add_later(struct log_formats *set, const char *file, const char *text, size_t n, struct problems *ps)
{
    struct log_format *f = arena_alloc(&set->arena, sizeof *f);
    const char *kept = arena_strndup(&set->arena, text, n);
    struct log_head head;
    if (!log_head_read(kept, n, &head))
        return log_formats_add(set, file, text, n, ps);
    *f = (struct log_format){
        .id = arena_strndup(&set->arena, head.id.s, head.id.n),
        .file = arena_strdup(&set->arena, file),
        .text = kept,
        .n_text = n,
        .head = head,
        .specific = head.specific,
    };
    take(set, f);
    return true;
}

/* ---- those that were put off ---- */

static void wake(struct log_formats *set, struct log_format *f, struct problems *ps)
{
    struct log_format *read = log_format_load(f->file, f->text, f->n_text, &set->arena, ps);
    f->text = NULL;
    if (read && strcmp(read->id, f->id) == 0 && read->specific == f->specific)
        *f = *read;
    else
        *f = (struct log_format){.id = f->id, .title = f->id, .file = f->file, .specific = f->specific};
}

static struct log_format *find(const struct log_formats *set, const char *id)
{
    for (size_t i = 0; i < set->list.n; i++)
        if (strcmp(set->list.v[i]->id, id) == 0)
            return set->list.v[i];
    return NULL;
}

static void settle(struct log_formats *set, struct log_format *f, struct problems *ps)
{
    if (f->is_settled)
        return;
    if (f->text)
        wake(set, f, ps);
    f->is_settled = true; /* before what is inside: there may be rings */
    for (size_t i = 0; i < f->n_inside; i++) {
        struct log_format *inside = find(set, f->inside_id[i]);
        f->inside[i] = inside;
        if (inside)
            settle(set, inside, ps);
    }
}

void log_format_settle(struct log_formats *set, struct log_format *f)
{
    struct problems unsaid = {0};
    if (!f->is_settled)
        settle(set, f, &unsaid);
    problems_release(&unsaid);
}

const struct log_format *log_format_find(struct log_formats *set, const char *id)
{
    struct log_format *f = find(set, id);
    if (f)
        log_format_settle(set, f);
    return f;
}

void log_formats_wake(struct log_formats *set, struct problems *ps)
{
    for (size_t i = 0; i < set->list.n; i++)
        settle(set, set->list.v[i], ps);
}

void log_formats_release(struct log_formats *set)
{
    for (size_t i = 0; i < set->list.n; i++)
        log_format_release(set->list.v[i]);
    vec_release(&set->list);
    arena_release(&set->arena);
}
