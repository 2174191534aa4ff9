/* hypothesis: what people say of causes, apart from what was observed: that one is ruled out, is possible again, was thought
 * of, or is it. How that changes the state, and when it may be said. */
#ifndef INCIDENT_HYPOTHESIS_H
#define INCIDENT_HYPOTHESIS_H
#include "incident/state.h"

/* The fold: events that were admitted. */
void hypothesis_rule_out(struct incident *inc, const struct event *ev);
void hypothesis_restore(struct incident *inc, const char *cause);
void hypothesis_add(struct incident *inc, const struct event *ev);
void hypothesis_pin(struct incident *inc, const struct event *ev);
void hypothesis_unpin(struct incident *inc, const char *cause);

/* Rows of admit.c. */
bool hypothesis_admits_ruled_out(const struct incident *inc, const struct event *ev, struct err *e);
bool hypothesis_admits_restored(const struct incident *inc, const struct event *ev, struct err *e);
bool hypothesis_admits_added(const struct incident *inc, const struct event *ev, struct err *e);
bool hypothesis_admits_pinned(const struct incident *inc, const struct event *ev, struct err *e);
bool hypothesis_admits_unpinned(const struct incident *inc, const struct event *ev, struct err *e);
#endif
