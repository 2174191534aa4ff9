/* log_follow: what is written to logs from now on, like `tail -F`: across rotation, truncation and replacement, and for files that
 * come later. Nothing here waits: the caller polls log_follow_fd for at most LOG_FOLLOW_MS and steps. Where the system tells of
 * changes (inotify) a step comes at once, elsewhere, and on file systems that do not tell, with the next round. */
#ifndef PROBE_LOG_FOLLOW_H
#define PROBE_LOG_FOLLOW_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum { LOG_FOLLOW_MS = 1000 };
#define LOG_FOLLOW_FROM_END UINT64_MAX

enum log_follow_event {
    FOLLOW_BYTES,
    FOLLOW_CAME,      /* it was not there before */
    FOLLOW_GONE,      /* what still is written to the file that had the name is read all the same */
    FOLLOW_TRUNCATED, /* it is read from its beginning again */
    FOLLOW_ROTATED,   /* the old file was read to its end; what follows is from the new one */
};

/* `bytes` for FOLLOW_BYTES only; `offset` is that of the first of them in its file. */
typedef void log_follow_give(void *to, uint32_t log, enum log_follow_event event, const char *bytes, size_t n, uint64_t offset);

struct log_follow;
struct log_follow *log_follow_new(void);
/* Follows the file from that byte on. `inode` says which file the byte was counted in, 0 where that is not known: another one at
 * the path is read from its beginning, as one that comes later is. Returns its number: 0, 1, 2... */
uint32_t log_follow_add(struct log_follow *f, const char *path, uint64_t inode, uint64_t from);
int log_follow_fd(const struct log_follow *f); /* readable when something has changed; -1: there is none */
/* Gives what has come. True: there is more right away (one flooded log does not keep the others waiting). */
bool log_follow_step(struct log_follow *f, log_follow_give *give, void *to);
/* One sentence for an event other than bytes. */
void log_follow_say(enum log_follow_event event, const char *name, struct str *out);
void log_follow_free(struct log_follow *f);
#endif
