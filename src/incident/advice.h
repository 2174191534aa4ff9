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

enum advice_silence { /* why there is none */
    ADVICE_SPEAKS,
    ADVICE_SYMPTOM_FIRST,  /* in the phase that says whether it is real: nothing is known to choose by */
    ADVICE_NO_CAUSES,      /* the flow names none */
    ADVICE_WOULD_DESTROY,  /* what comes first destroys, and is less than 50% likely to help */
};

struct advice_question { /* one that could be asked now */
    const struct flow_step *step;
    const char *path;
    int64_t cost;            /* us: of asking it, and of what must be known before */
    int64_t expected;        /* us until repaired, when it is asked first */
};

struct advice {
    enum advice_kind kind;
    const struct flow_step *step; /* where to go; NULL for none and escalate */
    const char *path;             /* of the step */
    const struct flow_step *fix;  /* that is to be settled or verified */
    int64_t expected;             /* us until repaired, when it is followed */
    enum advice_silence silence;
    const struct advice_question *question; /* all that were weighed, in the author's order; into the arena */
    size_t n_questions;
    int64_t saves;                /* us: a question, against fixing without it; a fix, against the best question; at least 0 */
};

/* `d` and `f` are of the flow of `scope`; last_fix is the path of the last fix that was done (walk_last_fix), or NULL. */
void advice_find(struct scope *scope, const struct diagnosis *d, const struct fixes *f, const char *last_fix, struct arena *arena,
                 struct advice *advice);

/* What one question is worth: the time until repaired if it is asked first. share as for planner_plan. */
double advice_expected_after(const struct learned *learned, const struct flow_step *question, struct planner *planner, const double *share,
                             double cost);
#endif
