/* arena: blocks that are freed at once. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

struct arena_block {
    struct arena_block *next;
    size_t used, cap; /* what must be aligned is taken from the front, text from the back: cap shrinks */
    size_t size;
    alignas(max_align_t) unsigned char bytes[];
};

enum { FIRST_BLOCK = 4096, LARGEST_BLOCK = 1 << 20 };

static struct arena_block *add_block(struct arena *a, size_t n)
{
    size_t cap = a->first ? a->first->size * 2 : FIRST_BLOCK;
    if (cap > LARGEST_BLOCK)
        cap = LARGEST_BLOCK;
    if (cap < n)
        cap = n;
    struct arena_block *b = mem_alloc(sizeof *b + cap);
    b->cap = b->size = cap;
    b->next = a->first;
    a->first = b;
    return b;
}

void *arena_alloc(struct arena *a, size_t n)
{
    size_t step = alignof(max_align_t);
    if (n > SIZE_MAX / 2)
        mem_die("an array larger than memory");
    size_t size = (n + step - 1) / step * step;
    struct arena_block *b = a->first;
    if (!b || b->cap - b->used < size)
        b = add_block(a, size);
    void *p = b->bytes + b->used;
    b->used += size;
    a->bytes += size;
    return p;
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
    if (size && n > SIZE_MAX / size)
        mem_die("an array larger than memory");
    return arena_alloc(a, n * size);
}

static char *alloc_text(struct arena *a, size_t n)
{
    struct arena_block *b = a->first;
    if (!b || b->cap - b->used < n)
        b = add_block(a, n);
    b->cap -= n;
    a->bytes += n;
    return (char *)b->bytes + b->cap;
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
    if (n > SIZE_MAX / 2)
        mem_die("an array larger than memory");
    char *copy = alloc_text(a, n + 1);
    if (n)
        memcpy(copy, s, n);
    return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
    return s ? arena_strndup(a, s, strlen(s)) : NULL;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    char *s = alloc_text(a, n < 0 ? 1 : (size_t)n + 1);
    if (n > 0)
        vsnprintf(s, (size_t)n + 1, fmt, ap);
    va_end(ap);
    return s;
}

void arena_adopt(struct arena *a, struct arena *from)
{
    struct arena_block **end = &a->first;
    while (*end)
        end = &(*end)->next;
    *end = from->first;
    a->bytes += from->bytes;
    *from = (struct arena){0};
}

void arena_release(struct arena *a)
{
    for (struct arena_block *b = a->first, *next; b; b = next) {
        next = b->next;
        mem_free(b);
    }
    *a = (struct arena){0};
}
