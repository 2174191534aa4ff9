/* sandbox: pure work on a stranger's bytes, done in a child process that may burn no more than a second of CPU and a
 * bounded amount of memory, and that can neither open, send nor start anything. Whatever becomes of the child, the
 * caller gets a word for every item, waits no longer than the limits say, and no process is left.
 *
 * The work runs after fork, so it sees the caller's memory as it is; only what it appends to `answer` comes back. */
#ifndef PROBE_SANDBOX_H
#define PROBE_SANDBOX_H
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct sandbox_limits {
    unsigned cpu_s;      /* of computing, for all items a child gets through */
    int wait_ms;         /* on the clock, for one item */
    size_t memory;       /* bytes more than the caller has; not held under sanitizers, which need terabytes */
    size_t answer;       /* bytes of one answer */
};
extern const struct sandbox_limits sandbox_limits_usual; /* 1 s, 10 s, 256 MiB, 64 MiB */

struct sandbox_batch {
    size_t n;
    const void *items;
    /* In the child: item i to bytes. */
    void (*work)(const void *items, size_t i, struct str *answer);
    void *to;
    /* In the caller, once for every i, ascending: the answer, or NULL and a sentence why there is none. */
    void (*take)(void *to, size_t i, const char *answer, size_t n, const char *why);
};

/* An item that is the end of its child is tried again alone before it is given up, and the next go on in another. */
void sandbox_run(const struct sandbox_batch *batch, const struct sandbox_limits *limits);
#endif
