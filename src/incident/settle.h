/* settle: which steps find what a condition does not know yet, and how long they take. Pure. */
#ifndef INCIDENT_SETTLE_H
#define INCIDENT_SETTLE_H
#include "incident/learned.h"
#include "incident/scope.h"

/* us; 0 when all of it is known, or nobody finds it. *first (may be NULL) is the step to go to first, NULL for none. `asks` is
 * the step whose condition it is: it does not settle itself. */
int64_t settle_time(struct scope *scope, const struct learned *learned, const struct condition *when, const struct flow_step *asks, const struct flow_step **first);
#endif
