/* soak_facts: what a repeated probe amounted to, read back from the facts of its end. Pure. */
#ifndef INCIDENT_SOAK_FACTS_H
#define INCIDENT_SOAK_FACTS_H
#include "incident/event.h"
#include "incident/soak.h"

/* False: these are not the facts of a repeated probe, or of none that is called so. */
bool soak_of_facts(const struct fact_pairs *facts, const char *probe, struct soak_result *r);
#endif
