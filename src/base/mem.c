/* mem: allocation that cannot fail. */
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void (*last_words)(const char *why); /* the one hook that must survive everything else */

void mem_set_last_words(void (*hook)(const char *why))
{
    last_words = hook;
}

_Noreturn void mem_die(const char *why)
{
    void (*hook)(const char *) = last_words;
    last_words = NULL;
    if (hook)
        hook(why);
    abort();
}

static void *held(void *p)
{
    if (!p)
        mem_die("out of memory");
    return p;
}

void *mem_alloc(size_t n)
{
    return held(calloc(1, n ? n : 1));
}

void *mem_array(size_t n, size_t size)
{
    return held(calloc(n ? n : 1, size ? size : 1));
}

void *mem_grow(void *p, size_t n, size_t size)
{
    if (size && n > SIZE_MAX / size)
        mem_die("an array larger than memory");
    size_t bytes = n * size;
    return held(realloc(p, bytes ? bytes : 1));
}

char *mem_strndup(const char *s, size_t n)
{
    char *copy = held(malloc(n + 1));
    memcpy(copy, s, n);
    copy[n] = '\0';
    return copy;
}

char *mem_strdup(const char *s)
{
    return mem_strndup(s, strlen(s));
}

void mem_free(void *p)
{
    free(p);
}
