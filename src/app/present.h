/* present: who else has the incident open: terminals that joined it, have not left it, and still live. Kept up with the
 * events as they come; owns all that it holds: the incident may be let go and opened again in between. */
#ifndef APP_PRESENT_H
#define APP_PRESENT_H
#include "base/vec.h"
#include "incident/state.h"

struct somebody {
    const char *actor, *host, *liveness;
    bool is_watch; /* `triage watch`, not a person */
};

#define PRESENT_WATCH "watch" /* what joins says for a terminal then */

struct present {
    unsigned char id[16]; /* of the incident that it was read from */
    int64_t seen;         /* events taken in */
    VEC(struct somebody) list;
    struct arena arena;
};

/* Takes in the events since the last call; another incident begins anew. */
void present_follow(struct present *p, const struct incident *inc);
/* The newest of the others: not `own`, and its lock still held where it can be seen; NULL for nobody. */
const struct somebody *present_other(const struct present *p, const char *own, const char *host);
/* Of those the oldest watch, or NULL. */
const struct somebody *present_watch(const struct present *p, const char *own, const char *host);
void present_release(struct present *p);
#endif
