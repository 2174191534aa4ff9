/* log_source: where log bytes come from: a file, a compressed one, standard input, what a command prints. What a person
 * names (files, directories, globs, "-") becomes a list of sources in the order of time; a rotated set (access.log,
 * access.log.1, access.log.2.gz) is one stream. Files that shrink, rotate or vanish while they are read end there, and are
 * said. Nothing waits but on a pipe. */
#ifndef PROBE_LOG_SOURCE_H
#define PROBE_LOG_SOURCE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/err.h"
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

/* Expands names to streams: globs, directories (every log in it, not deeper), rotated pieces joined (only where `with_rotated`
 * and the newest piece was named). False only when nothing at all can be read. */
bool log_places_find(struct log_places *p, const char *const *names, size_t n, bool with_rotated, struct err *e);
void log_places_release(struct log_places *p);

struct log_source;
struct log_source *log_source_open(const struct log_file *file, struct err *e); /* NULL */
/* What a command prints (by /bin/sh -c, the environment as it is), its standard error apart. */
struct log_source *log_source_command(const char *command, struct err *e);
/* Bytes, decompressed; 0 at the end, -1 with *e. A compressed file gives at most what its limit says (bombs: 1,000 times its size and
 * at least 64 MiB), then it ends and log_source_trouble says so. */
ssize_t log_source_read(struct log_source *s, char *to, size_t room, struct err *e);
/* Where reading stands: in the file as it is on disk (for progress), and as decompressed. */
uint64_t log_source_at(const struct log_source *s);
uint64_t log_source_offset(const struct log_source *s);
/* Plain regular files only: goes on reading at that byte. */
bool log_source_seek(struct log_source *s, uint64_t offset);
const char *log_source_trouble(const struct log_source *s); /* NULL: none */
int log_source_fd(const struct log_source *s); /* to poll: pipes; -1 */
void log_source_free(struct log_source *s);
#endif
