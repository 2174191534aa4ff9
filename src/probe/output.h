/* output: what a command printed, kept head and tail up to a cap, with the count of all of it. A zeroed struct is empty;
 * bytes are as they came (text/clean makes them fit to be seen). */
#ifndef PROBE_OUTPUT_H
#define PROBE_OUTPUT_H
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum { OUTPUT_HALF = 512 * 1024 }; /* of the 1 MiB that is kept */

struct output {
    struct str head;
    char *tail; /* a ring of OUTPUT_HALF bytes, allocated when the head is full */
    size_t tail_at, tail_n;
    uint64_t bytes; /* all that came */
};

void output_add(struct output *o, const char *bytes, size_t n);
/* Everything kept, with one line that says how much was left out between head and tail. */
void output_text(const struct output *o, struct str *out);
/* The last `n` bytes or fewer, for the screen. */
void output_tail(const struct output *o, size_t n, struct str *out);
void output_release(struct output *o);
#endif
