/* lock: one writer at a time, by flock(2) on a file that is nothing but the lock. Waiting is a queue in the kernel, so
 * it is fair; the lock is gone when its holder dies. The descriptor is closed on exec, so no command that triage starts
 * can keep it. The caller owns the struct and releases it. */
#ifndef STORE_LOCK_H
#define STORE_LOCK_H
#include <stdbool.h>

#include "base/err.h"

struct lock {
    int fd; /* -1: no lock file, then hold and drop do nothing */
};

/* Opens (or makes, with that mode) the lock file; does not take the lock. */
bool lock_open(struct lock *l, const char *path, unsigned mode, struct err *e);
/* Takes the lock, waiting at most wait_ms. ERR_BUSY, with who has it, when somebody else had it all that time; `path` is
 * what it protects. */
bool lock_hold(struct lock *l, const char *path, int wait_ms, struct err *e);
void lock_drop(struct lock *l);
void lock_release(struct lock *l);

/* ERR_BUSY: "PATH is held by sqlite3, process 4711, by bob", as far as that can be seen; `locked` is
 * the file whose lock (flock or SQLite's own) is in the way. Always false. */
bool lock_say_busy(const char *path, const char *locked, struct err *e);
#endif
