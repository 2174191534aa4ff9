/* vec: a typed array that grows. `VEC(struct step) steps;` declares one in place; a zeroed one is empty. Elements move
 * when it grows: keep indices, not pointers, across a push. */
#ifndef BASE_VEC_H
#define BASE_VEC_H
#include "base/mem.h"

#define VEC(type)          \
    struct {               \
        type *v;           \
        size_t n, cap;     \
    }

/* A new zeroed element at the end, as a pointer that holds until the next push. */
#define vec_push(vec) \
    ((vec)->n == (vec)->cap ? vec_grow_((void **)&(vec)->v, &(vec)->cap, sizeof *(vec)->v) : (void)0, \
     memset(&(vec)->v[(vec)->n], 0, sizeof *(vec)->v), &(vec)->v[(vec)->n++])

#define vec_release(vec) (mem_free((vec)->v), (vec)->v = NULL, (vec)->n = (vec)->cap = 0)
#define vec_clear(vec) ((void)((vec)->n = 0))
#define vec_last(vec) (&(vec)->v[(vec)->n - 1])

#include <string.h>

static inline void vec_grow_(void **v, size_t *cap, size_t size)
{
    *cap = *cap ? *cap * 2 : 8;
    *v = mem_grow(*v, *cap, size);
}
#endif
