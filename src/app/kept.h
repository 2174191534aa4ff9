/* kept: what a person said while the journal took nothing: kept, to be done again. A zeroed one is empty. */
#ifndef APP_KEPT_H
#define APP_KEPT_H
#include "base/arena.h"
#include "ui/wish.h"

struct kept_wish {
    struct wish wish; /* kind WISH_NONE: nothing is kept; its texts are in the arena */
    struct arena arena;
    int64_t incident; /* number of the one it was said of: it is done in no other */
};

/* Keeps a copy in place of what was kept before, if it is something said: what touches the world is never done later by
 * itself. */
void kept_put(struct kept_wish *k, const struct wish *w, int64_t incident);
void kept_release(struct kept_wish *k);
#endif
