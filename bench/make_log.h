/* make_log: logs as large as one likes, the same ones at every run, and what is true of them. A writer owns its buffer; what
 * it knows goes to the truth as lines "name value", which the runner holds the answers against. */
#ifndef BENCH_MAKE_LOG_H
#define BENCH_MAKE_LOG_H
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { CLIENTS = 4870, KINDS = 12 };

struct writer {
    char *buffer;
    size_t n;
    uint64_t written, bytes; /* so far, and how many it shall be */
    uint64_t random;
    int64_t ms;              /* now, in the log; since 1970 */
    int64_t second;          /* of the text below */
    char stamp[32], iso[32]; /* 01/Mar/2026:00:00:00 +0000, 2026-03-01T00:00:00 */
    uint64_t lines, errors;
    int64_t onset, first_error; /* s; 0 none */
    uint8_t failed[CLIENTS];
    uint64_t failing_endpoints; /* bits */
    uint64_t kind[KINDS];
};

uint32_t draw_below(struct writer *w, uint32_t below);
bool draw_one_in(struct writer *w, uint32_t n);
void put(struct writer *w, const char *s);
void put_n(struct writer *w, const char *s, size_t n);
void put_number(struct writer *w, uint64_t number);
void put_milliseconds(struct writer *w); /* of now: 042 */
/* A template: # is a number, @ an id of eight hex digits, ~ one of letters alone (hex, too), anything else itself. */
void put_filled(struct writer *w, const char *text);
/* Goes on in time by as much as passes between two of so many lines a second, and the texts with it. */
void tick(struct writer *w, uint32_t lines_a_second);
void note_failure(struct writer *w);
double share_done(const struct writer *w); /* 0 to 1 */

/* Each writes one record. */
void put_access(struct writer *w);
void put_heavy(struct writer *w);
void put_json(struct writer *w);
void put_app(struct writer *w);
void tell_app(const struct writer *w, FILE *truth);
#endif
