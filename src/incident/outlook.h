/* outlook: what an answer would do to the causes, before it is given: the figures behind a question, and behind the advice
 * to ask it. Pure; the arithmetic is that of incident/diagnosis.h. */
#ifndef INCIDENT_OUTLOOK_H
#define INCIDENT_OUTLOOK_H
#include "incident/diagnosis.h"

struct outlook_cause {
    const struct diagnosis_cause *cause; /* of the diagnosis; none that is ruled out */
    double likelihood;                   /* how often this is the answer, if that is the cause: P(o|c) */
    double before, share;                /* of the cause, without any answer to this step, and with this one */
};

struct outlook {
    double chance;               /* that it is the answer, by the shares without one: P(o) */
    struct outlook_cause *cause; /* in the order of the diagnosis */
    size_t n;
    bool says_something;         /* another answer would leave other shares */
};

/* given: the answer of that step which the diagnosis has weighed already, taken out again here; -1 for none. Into the arena. */
void outlook_of_answer(const struct flow *flow, const struct diagnosis *d, const struct flow_step *step, size_t answer, int given,
                       struct arena *arena, struct outlook *o);
#endif
