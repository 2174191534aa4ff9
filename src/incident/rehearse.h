/* rehearse: walks an example that a flow carries, with the very state, proposals, fixes and diagnosis of a real incident,
 * and says whether it came out as its author expects. Nothing runs: what a probe found stands in the example. Pure. */
#ifndef INCIDENT_REHEARSE_H
#define INCIDENT_REHEARSE_H
#include "flow/example.h"
#include "incident/walk.h"

struct rehearsal {
    struct arena arena;
    struct incident inc;   /* as it was played */
    struct names path;     /* steps in the order they were entered, "database/reach" in a called flow */
    enum outcome outcome;  /* OUTCOME_NONE: it ended nowhere, or was stuck */
    const char *top;       /* id of the likeliest cause at the end, NULL without causes */
    const char *trouble;   /* a sentence: where it got stuck, or how it differs from what is expected; NULL: as expected */
};

/* find_flow and who as in struct walk_map; both may be NULL. True when it came out as expected. */
bool rehearse_example(const struct flow *flow, const struct flow_example *example,
                      const struct flow *(*find_flow)(void *who, const char *id), void *who, struct rehearsal *r);
void rehearsal_release(struct rehearsal *r);
#endif
