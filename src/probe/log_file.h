/* log_file: a log as what it lies in: files, one of them or a rotated set. */
#ifndef PROBE_LOG_FILE_H
#define PROBE_LOG_FILE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/vec.h"

enum log_packing { LOG_PLAIN, LOG_GZIP, LOG_ZSTD };

struct log_file {
    const char *path;      /* "-" is standard input */
    enum log_packing packing;
    bool is_regular;
    uint64_t bytes;        /* as on disk; 0 unknown */
    int64_t modified;      /* us */
    uint64_t device, inode;
};

struct log_stream { /* one log: its rotated pieces, oldest first */
    const char *name;      /* "access.log" */
    struct log_file *file;
    size_t n;
};

struct log_places {
    struct arena arena;
    VEC(struct log_stream) list;
    VEC(const char *) trouble; /* sentences: what could not be looked at, and why; the rest is read */
};
#endif
