/* proposal: what the facts say now, and why: which answer of a step, which severity. The operator decides; this only
 * proposes. Pure, over a constant flow and state. */
#ifndef INCIDENT_PROPOSAL_H
#define INCIDENT_PROPOSAL_H
#include "incident/scope.h"

struct proposal {
    const struct flow_answer *answer; /* the first whose condition holds; NULL: none is proposed */
    const struct flow_answer *waits;  /* where the search ended: its condition is unknown; NULL when it did not */
};

/* `scope` is that of the step (its path). What decided, or what is missing, is added to `because` ("page.status = 500";
 * may be NULL). */
struct proposal proposal_of_answer(struct scope *scope, const struct flow_step *step, struct str *because);
/* The same; `because` is for the record, in no language but its own. */
struct proposal proposal_to_record(struct scope *scope, const struct flow_step *step, struct str *because);
/* The level (1 to 4) of the first severity whose condition holds; 0 when none does or an unknown one comes before. */
int proposal_of_severity(struct scope *scope, struct str *because);
#endif
