/* approval: the second yes that a guarded change needs: how asking and answering change the state, and when they may. Who
 * asked cannot answer; what was shown, and nothing else, may run, once, until the time is over. */
#ifndef INCIDENT_APPROVAL_H
#define INCIDENT_APPROVAL_H
#include "incident/state.h"

/* The fold: events that were admitted. */
void approval_ask(struct incident *inc, const struct event *ev);
void approval_answer(struct incident *inc, const struct event *ev, int64_t ask, const char *reason);
void approval_use(struct incident *inc, int64_t seq); /* 0: none */

/* Actors as events name them: "ann", "ann as root", "oncall (ann)". Somebody with other rights is the same person; two
 * names on one account are two people to us, and their record shows the account. */
bool approval_is_same_person(const char *a, const char *b);
bool approval_is_same_account(const char *a, const char *b);

/* Was this change shown to who said yes: the command, its values, where, its risk and its way back? */
bool approval_covers(const struct approval *yes, const struct event_action_started *a);

/* Rows of admit.c. */
bool approval_admits_asked(const struct incident *inc, const struct event *ev, struct err *e);
bool approval_admits_given(const struct incident *inc, const struct event *ev, struct err *e);
bool approval_admits_refused(const struct incident *inc, const struct event *ev, struct err *e);
/* May this action_started run, as far as its approval goes? */
bool approval_admits_start(const struct incident *inc, const struct event *ev, struct err *e);
#endif
