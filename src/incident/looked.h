/* looked: what a look at logs, or at what changed, found, as facts of its probe. Pure: the finding is read from the one line
 * of JSON that triage prints last, which is what the journal keeps, so the facts can be traced to it at any time. */
#ifndef INCIDENT_LOOKED_H
#define INCIDENT_LOOKED_H
#include "incident/event.h"
#include "logs/finding.h"

/* The last line of an output that is a map of JSON; NULL: there is none. *n is its length. */
const char *looked_line(const char *output, size_t n_output, size_t *n);
/* What is worth keeping of an engine's output: not the findings on the way to the last one. */
void looked_keep(const char *output, size_t n_output, struct str *out);

struct looked {
    struct fact_pairs facts; /* names are "PROBE.fact" */
    struct fact_pairs said;  /* http: what the author's `facts` found: plain names, and texts still */
    const char *summary;     /* as the engine printed it: not translated, times in UTC */
    bool passed;             /* http and small looks: all was as expected; of the others that they looked says enough: true */
};

/* All of it lives in the arena. False: the output holds no finding of that kind. */
bool looked_read(enum probe_kind kind, const char *probe, const char *output, size_t n_output, struct arena *arena,
                 struct looked *out);
#endif
