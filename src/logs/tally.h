/* tally: how often each of many texts came, in bounded memory. Exact while there are no more than `limit` different ones;
 * beyond that new texts are no longer told apart: they are counted together as `overflow`, never silently dropped. */
#ifndef LOGS_TALLY_H
#define LOGS_TALLY_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct log_count {
    const char *text;  /* NUL-terminated, NULs in it replaced by blanks; cut to 512 bytes */
    size_t n;
    uint32_t hash;
    uint64_t all, errors;       /* records with it, and those of them that are errors */
    uint64_t before, after;     /* errors before and since the onset: filled by who knows it */
    int64_t first, last;        /* us, of its errors; TIME_NONE none */
    uint64_t offset;            /* where its first error stands */
    uint32_t source;            /* and in which source */
};

struct log_slot { /* with the hash beside it, most that are another's need not be looked at */
    uint32_t index, hash; /* 1 + index; 0 free */
};

struct log_tally {
    struct arena arena;
    struct log_count *v;   /* in order of first appearance */
    size_t n, limit;
    struct log_slot *slot; /* open addressing */
    size_t slots;
    uint64_t overflow, overflow_errors;
};

void log_tally_init(struct log_tally *t, size_t limit);
/* The count of that text, made when it is new; NULL when the table is full: then overflow was counted up. */
struct log_count *log_tally_add(struct log_tally *t, const char *s, size_t n, bool is_error);
/* Indices by errors then by all, falling; the caller's array of at most max. Returns how many. */
size_t log_tally_top(const struct log_tally *t, uint32_t *index, size_t max);
size_t log_tally_failing(const struct log_tally *t); /* texts with at least one error */
void log_tally_release(struct log_tally *t);
#endif
