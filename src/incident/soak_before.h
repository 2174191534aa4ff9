/* soak_before: what a repeated probe is compared with. Pure. */
#ifndef INCIDENT_SOAK_BEFORE_H
#define INCIDENT_SOAK_BEFORE_H
#include "incident/state.h"

/* How long a sample took before, us; 0: not known. Of http the latency that the logs showed before the errors began, else
 * what the same probe took when it last ended before the newest change; of any other probe only that. `run` is the seq of
 * the run that is compared. */
int64_t soak_before(const struct incident *inc, int64_t run, const struct flow_probe *p);
#endif
