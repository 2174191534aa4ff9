/* trail: what a command that only reads has found so far, kept beside the lock file of the triage that runs it, so that
 * as much is known when that triage is killed. A line at a time, not synced: it outlives the process, not the machine. */
#ifndef STORE_TRAIL_H
#define STORE_TRAIL_H
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum { TRAIL_MOST = 4 << 20 }; /* bytes; what would come behind is not kept */

/* `liveness` is the path of the lock file, `run` the number of the run. */
void trail_add(const char *liveness, int64_t run, const char *bytes, size_t n);
/* Adds what is there to `out`, at most TRAIL_MOST bytes of it; nothing where there is no such plain file. */
void trail_read(const char *liveness, int64_t run, struct str *out);
void trail_remove(const char *liveness, int64_t run);
#endif
