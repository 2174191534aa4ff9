/* fold: how apply finds and changes the pieces of a state. For apply alone; the texts handed in live as long as the
 * incident does. Indices are into the incident's own arrays. */
#ifndef INCIDENT_FOLD_H
#define INCIDENT_FOLD_H
#include "incident/state.h"

enum { FOLD_NONE = -1 };

/* The record of a step, made when it is new; the path is copied then. FOLD_NONE for NULL. */
int32_t fold_step(struct incident *inc, const char *step);

/* Sets a fact of the flow that the event's step belongs to. owner: the record of the step whose probe found it, or
 * FOLD_NONE: walking in forgets it no more. */
void fold_fact(struct incident *inc, const struct event *ev, const char *name, struct value value, const char *source,
               int32_t owner);
/* Sets a fact by the name under which it is stored; whose it is stays as it was. */
void fold_correction(struct incident *inc, const struct event *ev, const char *name, struct value value);
/* The fact that an answer is, under the step's own path. */
void fold_answer_fact(struct incident *inc, const struct event *ev, int32_t step, const char *answer);
void fold_forget_findings(struct incident *inc, int32_t step);
/* What that probe itself found there; what a person typed for it stays. */
void fold_forget_probe(struct incident *inc, int32_t step, const char *probe);

/* The present path. */
void fold_walk_into(struct incident *inc, int32_t step);
void fold_return_to(struct incident *inc, int32_t step); /* back or jump */

void fold_verdict(struct incident *inc, const char *step, enum fix_verdict verdict, int64_t seq);
void fold_cut(uint32_t *v, size_t *n, uint32_t what); /* takes one index out of a short list */

/* "step\nname", by which runs and ticked items are found. */
const char *fold_key(struct arena *arena, const char *step, const char *name);

/* What happens to runs (fold_run.c). */
struct run *fold_run_start(struct incident *inc, const struct event *ev, enum run_kind kind, const char *id);
void fold_run_worked(struct incident *inc, struct run *run); /* it took effect: what it takes back is taken back */
/* What a change left, as its `before` reads it right after it. */
void fold_run_left(struct incident *inc, const struct event_probe_ended *p);
void fold_run_question(struct incident *inc, struct run *run);
struct run *fold_run(struct incident *inc, int64_t seq);
void fold_discharge(struct incident *inc, struct deferral *d, const struct event_discharged *how);
#endif
