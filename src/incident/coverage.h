/* coverage: which steps of a flow were visited and which of its answers given, by the examples that it carries and by
 * incidents as they were. Pure. A zeroed struct is begun with coverage_begin; the flow is borrowed.
 *
 * Counted are the steps, and the answers that one can give there: those that are written, and where a step lists the fixes,
 * each fix and handing over. "Not sure" is no answer. Each counts once an incident, however often it was walked through. */
#ifndef INCIDENT_COVERAGE_H
#define INCIDENT_COVERAGE_H
#include "incident/walk.h"

enum coverage_by { COVERED_BY_EXAMPLES, COVERED_BY_INCIDENTS, N_COVERED_BY };

struct coverage_answer {
    const struct flow_step *step;
    const char *answer;       /* id */
    size_t count[N_COVERED_BY]; /* examples, incidents that gave it */
};

struct coverage {
    struct arena arena;
    const struct flow *flow;
    struct coverage_step {
        size_t count[N_COVERED_BY]; /* that visited it */
        size_t first, n;            /* its answers */
    } *step;
    struct coverage_answer *answer;
    size_t n_answers;
    size_t n_taken[N_COVERED_BY]; /* examples; incidents that were in this flow */
    size_t *last;                 /* of every step and answer: the number of the incident that was counted last */
    size_t n_seen;
};

void coverage_begin(struct coverage *c, const struct flow *flow);
void coverage_release(struct coverage *c);

/* Counts what happened in one incident, in this flow as the outermost or as one that is called: `flow` is the outermost of
 * the incident, find_flow and who as in struct walk_map. Steps and answers that the flow has no more are passed over. */
void coverage_take(struct coverage *c, enum coverage_by by, const struct flow *flow, const struct incident *inc,
                   const struct flow *(*find_flow)(void *who, const char *id), void *who);

struct coverage_sum {
    size_t steps, answers; /* that were visited, given */
};
struct coverage_sum coverage_sum(const struct coverage *c, enum coverage_by by);
/* Steps and answers together, whole percent, rounded down: 100 is all of it. 100 for a flow with neither. */
int coverage_percent(const struct coverage *c, enum coverage_by by);
#endif
