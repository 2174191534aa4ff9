/* liveness: is the triage that wrote an event still there? Each running one holds a lock on a small file that its
 * intents name. The kernel drops the lock when the process dies, however it dies; so a free lock means nobody will tell
 * the outcome any more. The caller owns the struct and releases it; it must not outlive a fork's parent (O_CLOEXEC). */
#ifndef STORE_LIVENESS_H
#define STORE_LIVENESS_H
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct liveness {
    char *path; /* as events name it; NULL when not held */
    int fd;
};

/* Makes `dir` where needed and a new file in it, locked. Removes what a killed triage left there a day ago or more. */
bool liveness_take(struct liveness *l, const char *dir, bool shared, struct err *e);
void liveness_release(struct liveness *l); /* removes the file */
/* Nobody holds it, or it is gone. Only meaningful on the machine that the event names; a path that is no plain file (a
 * damaged or hostile journal) counts as free. */
bool liveness_is_free(const char *path);
/* A change outlives the triage that started it, in the hands of a keeper. Its guard is a lock of its own beside the
 * liveness file: the descriptor is the caller's, to be inherited by the keeper and then closed; -1 where there is none. */
int liveness_guard(const char *path, int64_t run);
bool liveness_is_guarded(const char *path, int64_t run); /* the command still runs */
void liveness_unguard(const char *path, int64_t run);    /* it has ended: the file goes */
#endif
