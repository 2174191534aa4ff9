/* fixes: which fix first. For a step with `answers: fixes`: every fix that has not failed and whose causes are not all
 * ruled out, ordered by chance per minute, then escalation as the last resort (docs/flow-format.md, "Numbers"). Pure. */
#ifndef INCIDENT_FIXES_H
#define INCIDENT_FIXES_H
#include "incident/diagnosis.h"
#include "incident/plan.h"
#include "incident/scope.h"

struct fix_option {
    const struct flow_step *step;
    const char *path;                 /* of the step, for incident_fix_verdict and events */
    double chance;                    /* that it helps now: sum over its causes of share times chance in `cures` */
    int64_t cost;                     /* us: the sum of what follows */
    int64_t takes, verify_takes, settle_takes; /* of it, of its verify step, and of what settles its `when` */
    const struct flow_step *verify;   /* where it is verified, or NULL */
    const struct flow_step *settle;   /* the step that comes first because `when` is unknown, or NULL */
    bool is_blocked;                  /* `when` is false */
    const char *why;                  /* the facts that block it, or are missing; NULL when nothing is */
};

struct fixes {
    struct arena arena;
    struct fix_option *option; /* best first, ties in the author's order; blocked ones last */
    size_t n, n_open;          /* the first n_open can be chosen */
    struct plan plan;          /* of indices into option; its times are us */
    double *share;             /* of the flow's causes now; last, of all that the flow did not name */
    struct plan_fix *fix;      /* of the first n_open, as planned with */
    int64_t escalate_takes;    /* us until *they* have repaired it */
    const char *escalate_to;   /* or NULL */
};

void fixes_rank(struct scope *scope, const struct diagnosis *d, struct fixes *f);
void fixes_release(struct fixes *f);

/* The step that says what came of a fix, or NULL. */
const struct flow_step *fixes_verifier(const struct flow *flow, const struct flow_step *fix);
#endif
