/* learned: the numbers of a flow, with what closed incidents taught (docs/flow-format.md, "Learning"). The author's numbers
 * stay in it with the weight of LEARNED_AUTHOR incidents:
 *
 *     likelihood of a cause    (A * author's share + k) / (A + K)            k of K incidents had that cause
 *     P(answer | cause)        (A * author's P + 0.9 * m + 0.1 * M / n) / (A + M)   m of M gave that one of n answers
 *     minutes of a step        (A * author's + N * median) / (A + N)         N incidents
 *
 * Minutes are rounded to whole ones, below one to ten seconds: more is not known. Something else keeps its share, and each answer its lapse. With nothing counted each is the author's number, to the bit.
 * The counts are those that the incident recorded when it was opened; names that the flow does not have are passed over.
 * Pure; everything is borrowed from the flow and the arena. */
#ifndef INCIDENT_LEARNED_H
#define INCIDENT_LEARNED_H
#include "flow/likelihood.h"
#include "incident/state.h"

enum { LEARNED_AUTHOR = 10 }; /* incidents */

struct learned_step;

struct learned {
    const struct flow *flow;
    int64_t incidents, from, to;      /* 0: the author's numbers alone; us, when the first and the last were opened */
    double n_known;                   /* of how many the cause is known */
    double *n_cause;                  /* of each cause; NULL: none is known */
    double *weight;                   /* of each cause, with what was learned; NULL: the author's */
    const struct learned_step **step; /* NULL where nothing was counted, and for all when nothing was at all */
};

void learned_read(const struct flow *flow, const struct incident *inc, struct arena *arena, struct learned *l);

/* As flow->cause[i].weight, step->takes, likelihood_of_answer and likelihood_of_unnamed; cause is one of the flow's. */
double learned_weight(const struct learned *l, size_t cause);
int64_t learned_takes(const struct learned *l, const struct flow_step *step);
double learned_answer(const struct learned *l, const struct flow_step *step, size_t answer, int cause);
double learned_in_column(const struct learned *l, const struct flow_step *step, size_t answer, int cause,
                         const struct likelihood_column *column);
double learned_unnamed(const struct learned *l, const struct flow_step *step, size_t answer);

/* In how many incidents that answer was given when that was the cause; *all: any answer that counts. */
double learned_count(const struct learned *l, const struct flow_step *step, size_t answer, int cause, double *all);
#endif
