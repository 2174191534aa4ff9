/* likelihood: what an author's shares amount to (docs/flow-format.md, "Numbers"). Pure arithmetic over a constant flow. */
#ifndef FLOW_LIKELIHOOD_H
#define FLOW_LIKELIHOOD_H
#include "flow/flow.h"

#define LIKELIHOOD_LAPSE 0.1   /* how often an answer is any of them, whatever the cause */
#define LIKELIHOOD_OF_LUCK 0.05 /* that a fix helps although no cause it cures was at work */

/* What a step's answers say of one cause, added up: for asking about every answer without adding up again. */
struct likelihood_column {
    double said;      /* sum of the shares */
    size_t n, n_silent; /* answers that take part, and those of them that are silent about the cause */
    struct mark last; /* where the last share stands */
};
struct likelihood_column likelihood_column_of(const struct flow_step *step, int cause);
double likelihood_in_column(const struct flow_step *step, size_t answer, int cause, const struct likelihood_column *column);

/* P(answer | cause) of one step; answers silent about the cause share evenly what it has left, all normalised, with a
 * lapse, so that no single answer can exclude a cause. */
double likelihood_of_answer(const struct flow_step *step, size_t answer, int cause);
/* The chance that a fix cures a cause (index into the flow's causes; -1 for one the flow does not name). */
double likelihood_of_cure(const struct flow_step *step, int cause);
/* The prior-weighted mean over the named causes: what an answer says of a cause that the flow does not name. */
double likelihood_of_unnamed(const struct flow *flow, const struct flow_step *step, size_t answer);
#endif
