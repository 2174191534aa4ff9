/* arena: memory for things that are built together and die together. A zeroed struct is an empty arena. What it hands
 * out is zeroed, aligned for any type, and lives until arena_release. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H
#include <stddef.h>

struct arena_block;
struct arena {
    struct arena_block *first;
    size_t bytes; /* handed out so far, for limits */
};

void *arena_alloc(struct arena *a, size_t n);
void *arena_array(struct arena *a, size_t n, size_t size);
char *arena_strdup(struct arena *a, const char *s);            /* NULL stays NULL */
char *arena_strndup(struct arena *a, const char *s, size_t n); /* NUL-terminated */
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* What `from` handed out lives on, with what `a` hands out; `from` is empty then. */
void arena_adopt(struct arena *a, struct arena *from);
void arena_release(struct arena *a);
#endif
