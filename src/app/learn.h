/* learn: what closed incidents teach is counted when an incident is opened, and recorded with it: whoever reckons with it
 * later, in this terminal or another, in a report or from a copy, comes to the same figures (docs/journal.md). */
#ifndef APP_LEARN_H
#define APP_LEARN_H
#include "app/session.h"

/* Counts for the flow at hand and those that it calls. The caller ends it with learn_forget. Nothing is counted where
 * `learn: false` is set, or of a drill. */
struct learning;
struct learning *learn_count(struct session *s);
void learn_forget(struct learning *l); /* NULL is fine */
/* Records it; what taught nothing is not recorded. */
bool learn_record(struct session *s, const struct learning *l, struct err *e);

/* Between keys: the courses of closed incidents that the journal lacks are made, a few at a time. False: none is missing. */
bool learn_catch_up(struct session *s);
#endif
