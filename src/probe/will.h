/* will: what a keeper tells the triage that it calls when the one that started a change is gone: names and values, one
 * after the other, on standard input. Lengths stand before the bytes, so that any value is carried as it is. */
#ifndef PROBE_WILL_H
#define PROBE_WILL_H
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

/* Who records the end, and what it is told of the beginning. Borrowed; argv ends with NULL, argv[0] can be executed. */
struct will {
    char *const *argv;
    const char *text;
    size_t n;
};

void will_add(struct str *to, const char *name, const char *value, size_t n);
void will_add_text(struct str *to, const char *name, const char *value); /* NULL is left out */
void will_add_number(struct str *to, const char *name, int64_t value);

/* The next pair from *at on; the name is at most 31 bytes. False at the end, or where it is no will. */
bool will_next(const char **at, const char *end, char name[32], const char **value, size_t *n);
#endif
