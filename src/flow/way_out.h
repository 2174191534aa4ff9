/* way_out: whether a flow can still end, from every step that can be reached. Exact for the graph that incident/walk
 * walks: a step is left by its answers, by "not sure", by a fix or by handing over, by the outcome of the flow it calls;
 * a step with `when` may be passed over on the way and may not, whatever was before. What a person does beside the flow
 * (going back, jumping) is no way of the flow.
 *
 * By the strongly connected components of that graph (Tarjan 1972): a component that no arrow leaves, and in which nothing
 * ends, is a circle that one gets into and never out of. Pure; what is found lives in the arena. */
#ifndef FLOW_WAY_OUT_H
#define FLOW_WAY_OUT_H
#include "flow/flow.h"

enum { WAY_OUT_ALL = 1 << OUTCOME_RESOLVED | 1 << OUTCOME_FOUND | 1 << OUTCOME_CLEARED | 1 << OUTCOME_ESCALATED };

struct way_out {
    bool *reachable; /* per step: it can be walked into from the first one */
    bool *can_end;   /* per step: from it, some outcome can be reached */
    bool *is_closed; /* per step: reachable, cannot end, and whatever it leads to leads back to it */
    uint32_t *circle; /* per step: the number of its component, below n_circles */
    size_t n_circles;
    unsigned outcomes; /* a bit for each outcome, 1 << OUTCOME_FOUND..., that can be reached from the first step */
};

/* The outcomes of a called flow as such bits; NULL: any. */
typedef unsigned way_out_called(void *of, const char *flow_id);

void way_out_find(const struct flow *f, way_out_called *called, void *of, struct arena *arena, struct way_out *w);
#endif
