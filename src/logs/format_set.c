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

const struct log_format *log_format_find(const struct log_formats *set, const char *id)
{
    for (size_t i = 0; i < set->list.n; i++)
        if (strcmp(set->list.v[i]->id, id) == 0)
            return set->list.v[i];
    return NULL;
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

static void resolve_insides(struct log_formats *set)
{
    for (size_t i = 0; i < set->list.n; i++)
        for (size_t k = 0; k < set->list.v[i]->n_inside; k++)
            set->list.v[i]->inside[k] = log_format_find(set, set->list.v[i]->inside_id[k]);
}

bool log_formats_add(struct log_formats *set, const char *file, const char *text, size_t n, struct problems *ps)
{
    struct log_format *f = log_format_load(file, text, n, &set->arena, ps);
    if (!f)
        return false;
    remove_id(set, f->id);
    insert(set, f);
    resolve_insides(set);
    return true;
}

void log_formats_release(struct log_formats *set)
{
    for (size_t i = 0; i < set->list.n; i++)
        log_format_release(set->list.v[i]);
    vec_release(&set->list);
    arena_release(&set->arena);
}
