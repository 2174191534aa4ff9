/* log_source_own: what the two halves of log_source share: opening and ending in log_source.c, bytes in log_source_bytes.c. */
#ifndef PROBE_LOG_SOURCE_OWN_H
#define PROBE_LOG_SOURCE_OWN_H
#include <sys/types.h>

#include "base/err.h"
#include "base/str.h"
#include "probe/log_command.h"
#include "probe/log_file.h"
#include "text/zip.h"
#include "text/zstd.h"

enum { SOURCE_BLOCK = 256 << 10 };

struct log_source {
    char *name; /* a path, `-`, or a command */
    int fd;
    bool is_own_fd, is_regular, is_sparse, is_known, is_over, is_cut;
    bool has_ended;     /* no more bytes come in */
    bool may_end;       /* what is packed is whole so far */
    uint64_t size;      /* regular: how far it goes */
    uint64_t at, offset;
    dev_t device;
    ino_t inode;
    enum log_packing packing;
    struct zip_stream *zip;
    struct zstd_stream *zstd;
    char *block;        /* read ahead: what is packed, and what a pipe is known by */
    size_t block_at, block_n;
    struct log_command command;
    struct str trouble;
};

bool log_source_is_stdin(const struct log_source *s);
/* Its first bytes decide how it is packed. False with *e: in a way that cannot be read here. */
bool log_source_know(struct log_source *s, struct err *e);
ssize_t log_source_read_plain(struct log_source *s, char *to, size_t room, struct err *e);
ssize_t log_source_read_packed(struct log_source *s, char *to, size_t room, struct err *e);
#endif
