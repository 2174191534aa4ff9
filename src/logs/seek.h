/* seek: where a window of time stands in a log that is sorted by it, by bisection over a read callback: at most SEEK_READS
 * reads whatever the size. What is found is a superset of the window and begins and ends at line starts; where it could
 * not be narrowed it is wider. Logs are sorted only roughly (an access log may note when a request began, and writes it when
 * it ended), so the window is widened by SEEK_SLACK on both sides; the reader of the records leaves out what is outside. */
#ifndef LOGS_SEEK_H
#define LOGS_SEEK_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/time.h"

enum { SEEK_READS = 64, SEEK_BLOCK = 64 << 10 };
#define SEEK_SLACK (60 * TIME_SECOND)

struct seek_log {
    uint64_t size;
    /* At most `room` bytes from there on; 0 at the end, -1 where it cannot be read. */
    ssize_t (*read)(void *of, char *to, size_t room, uint64_t at);
    /* The time of one line, without its end. False: it has none (the rest of a stack trace). */
    bool (*time)(void *of, const char *line, size_t n, int64_t *at);
    void *of;
};

struct seek_found {
    uint64_t start, end; /* bytes; equal: nothing of the window is in it */
    bool is_sorted;      /* false: times went back between two probes; the whole log has to be read */
    unsigned reads;
};

/* TIME_NONE: open on that side. When it is not sorted, or cannot be read, start and end are the whole log. */
void seek_window(const struct seek_log *log, int64_t since, int64_t until, struct seek_found *out);
#endif
