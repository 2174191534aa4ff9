/* why_own: what explains each thing that ▸ can point at. The files of the page behind `w` and of its plain lines share it. */
#ifndef UI_WHY_OWN_H
#define UI_WHY_OWN_H
#include "ui/reasons.h"
#include "ui/view.h"

/* why_cause.c: the share of a cause, line by line; a fact, and what rests on it. */
void why_cause(const struct model *m, const struct diagnosis_cause *c, struct reasons *r);
void why_fact(const struct model *m, const struct fact *f, struct reasons *r);
void why_causes(const struct model *m, struct reasons *r); /* how the board is ordered */

/* why_answer.c: an answer: whether it is proposed, and what it would do; the question as a whole. */
void why_answer(const struct model *m, size_t i, struct reasons *r);
void why_unsure(struct reasons *r);
void why_question(const struct model *m, struct reasons *r);
void why_found(const struct model *m, struct reasons *r); /* what the probes of the step have found */

/* why_fix.c: a fix: its chance, its minutes, its place, what blocks it; the order of all; escalating; an action. */
void why_fix(const struct model *m, size_t i, struct reasons *r);
void why_order(const struct model *m, struct reasons *r);
void why_escalate(const struct model *m, struct reasons *r);
void why_action(const struct model *m, size_t i, struct reasons *r);

/* why_advice.c: what stands behind Next, and why where nothing does. */
void why_advice(const struct model *m, struct reasons *r);

/* why_left.c: of the pages of undo and of what is left. False: nothing that could be explained is pointed at. */
void why_change(const struct model *m, const struct run *run, struct reasons *r);
bool why_left(const struct model *m, struct row_id at, struct reasons *r);

/* Of the step page: what ▸ points at, then the advice. */
void why_step(const struct model *m, struct row_id at, struct reasons *r);
#endif
