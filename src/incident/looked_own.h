/* looked_own: what the files that make facts of findings share. */
#ifndef INCIDENT_LOOKED_OWN_H
#define INCIDENT_LOOKED_OWN_H
#include "incident/event.h"

struct facts_of { /* the facts of one probe, in the making; pair has room */
    const char *probe;
    struct arena *arena;
    struct fact_pair *pair;
    size_t n;
};
void looked_add(struct facts_of *all, const char *name, struct value value); /* a text is copied into the arena */
struct value looked_length(int64_t us); /* below 0: none */
#endif
