/* present: who else has the incident open: terminals that joined it, have not left it, and still live. Kept up with the
 * events as they come; owns its list, borrows the incident's texts. */
#ifndef APP_PRESENT_H
#define APP_PRESENT_H
#include "base/vec.h"
#include "incident/state.h"

struct somebody {
    const char *actor, *host, *liveness;
};

struct present {
    const struct incident *inc; /* that it was read from */
    int64_t n_folds;            /* of it */
    int64_t seen;               /* events taken in */
    VEC(struct somebody) list;
};

/* Takes in the events since the last call; another incident begins anew. */
void present_follow(struct present *p, const struct incident *inc);
/* The newest of the others: not `own`, and its lock still held where it can be seen; NULL for nobody. */
const struct somebody *present_other(const struct present *p, const char *own, const char *host);
void present_release(struct present *p);
#endif
