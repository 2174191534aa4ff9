/* log_sets: files put into rotated sets, and sets called by names that tell them apart. */
#include "probe/log_sets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"

const char *log_name_in(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash && slash[1] ? slash + 1 : path;
}

static bool same_log(const struct log_found *a, const struct log_found *b)
{
    return strcmp(a->directory, b->directory) == 0 && strcmp(a->rotation.base, b->rotation.base) == 0;
}

/* app.1.log may be a log of its own: it is a piece only where app.log, or a piece with a date, was found too. */
static void know_pieces(struct log_found *found, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct log_found *f = &found[i];
        bool is_piece = !f->rotation.is_inside;
        for (size_t k = 0; k < n && !is_piece; k++)
            is_piece = same_log(f, &found[k]) && !found[k].rotation.is_inside;
        if (!is_piece) {
            f->rotation = (struct rotation){0};
            snprintf(f->rotation.base, sizeof f->rotation.base, "%s", log_name_in(f->file.path));
        }
    }
}

/* Sets beside each other, their pieces by age; the sets in the order of their names. */
static int compare_found(const void *a, const void *b)
{
    const struct log_found *x = a, *y = b;
    int by_place = strcmp(x->directory, y->directory), by_base = strcmp(x->rotation.base, y->rotation.base);
    int by_age = rotation_compare(&x->rotation, &y->rotation);
    return by_place ? by_place : by_base ? by_base : by_age ? by_age : strcmp(x->file.path, y->file.path);
}

static void add_stream(struct log_places *p, const struct log_found *first, size_t n)
{
    struct arena *arena = &p->arena;
    struct log_stream *stream = vec_push(&p->list);
    bool is_input = strcmp(first->file.path, "-") == 0;
    stream->name = is_input ? "-" : arena_strdup(arena, n == 1 ? log_name_in(first->file.path) : first->rotation.base);
    stream->file = arena_array(arena, n, sizeof *stream->file);
    stream->n = n;
    for (size_t i = 0; i < n; i++)
        stream->file[i] = first[i].file;
}

/* Two logs of one name are called by as much of their directories as tells them apart; that is all of it, seldom two parts. */
static const char *longer_name(struct log_places *p, const struct log_stream *stream)
{
    const char *path = stream->file[0].path, *start = log_name_in(path);
    size_t more = 1;
    for (const char *c = stream->name; *c; c++)
        more += *c == '/';
    for (; more > 0 && start > path; more--)
        for (start--; start > path && start[-1] != '/'; start--)
            continue;
    return arena_printf(&p->arena, "%.*s%s", (int)(log_name_in(path) - start), start, log_name_in(stream->name));
}

static bool tell_apart(struct log_places *p)
{
    bool changed = false, *is_twin = mem_array(p->list.n + 1, sizeof *is_twin);
    struct map first = {0};
    for (size_t i = 0; i < p->list.n; i++) {
        uint32_t k = map_find(&first, p->list.v[i].name);
        if (k == MAP_ABSENT)
            map_set(&first, p->list.v[i].name, (uint32_t)i);
        else
            is_twin[i] = is_twin[k] = true;
    }
    for (size_t i = 0; i < p->list.n; i++) {
        struct log_stream *stream = &p->list.v[i];
        const char *was = stream->name;
        if (is_twin[i])
            stream->name = longer_name(p, stream);
        changed |= strcmp(stream->name, was) != 0;
    }
    map_release(&first);
    mem_free(is_twin);
    return changed;
}

void log_sets_make(struct log_found *found, size_t count, struct log_places *p)
{
    know_pieces(found, count);
    if (count > 1)
        qsort(found, count, sizeof *found, compare_found);
    for (size_t i = 0, n; i < count; i += n) {
        for (n = 1; i + n < count && same_log(&found[i], &found[i + n]); n++)
            continue;
        add_stream(p, &found[i], n);
    }
    while (tell_apart(p))
        continue;
}
