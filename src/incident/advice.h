/* advice: what is worth doing next, and what it saves. One step of look-ahead: a question, or a probe that only reads, is
 * worth its minutes when the time until repaired, with what it is expected to tell, is less than without:
 *
 *     cost + sum over its answers of P(answer) * expected(shares given that answer)  <  expected(shares)
 *
 * where `expected` is the plan of fixes with escalation at its end (incident/plan.h). Asked are the step at hand, those it
 * leads to, and those passed over. Looking two steps ahead gained 0.2 of 52.7 minutes in a simulation, and is not done. The
 * advice never moves anybody. Pure; in doubles of us, sums to some 1e-9.
 *
 * A heuristic where plans are (several causes at work, fixes that share a cause), and in one thing of its own: after a
 * question the flow is free to ask any other, which one step of look-ahead does not see. */
#ifndef INCIDENT_ADVICE_H
#define INCIDENT_ADVICE_H
#include "incident/fixes.h"

enum advice_kind {
    ADVICE_NONE,     /* the symptom comes first, or there is nothing to choose from */
    ADVICE_QUESTION, /* ask that step */
    ADVICE_FIX,      /* do that fix; the rest of the plan after it */
    ADVICE_SETTLE,   /* that step settles whether the fix may be done */
    ADVICE_VERIFY,   /* a fix was done: see what came of it */
    ADVICE_ESCALATE, /* nothing here is worth its minutes */
};

struct advice {
    enum advice_kind kind;
    const struct flow_step *step; /* where to go; NULL for none and escalate */
    const char *path;             /* of the step */
    const struct flow_step *fix;  /* that is to be settled or verified */
    int64_t expected;             /* us until repaired, when it is followed */
    int64_t saves;                /* us: a question, against fixing without it; a fix, against the best question; at least 0 */
};

/* `d` and `f` are of the flow of `scope`; last_fix is the path of the last fix that was done (walk_last_fix), or NULL. */
void advice_find(struct scope *scope, const struct diagnosis *d, const struct fixes *f, const char *last_fix, struct arena *arena,
                 struct advice *advice);

/* What one question is worth: the time until repaired if it is asked first. share as for planner_plan. */
double advice_expected_after(const struct learned *learned, const struct flow_step *question, struct planner *planner, const double *share,
                             double cost);
#endif
