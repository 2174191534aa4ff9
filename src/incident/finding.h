/* finding: what a command that ended amounts to: its facts, whether it passed, and a line to read. Pure: the output is
 * handed in. Every run yields exit, passed, timed_out, seconds, text (first line) and lines; the author's `facts` are
 * added; a repeated probe adds samples, failures, verdict, longest_gap and median, and passed when its verdict says so. Names are "PROBE.fact", as the probe's flow sees them. A capture
 * that finds nothing is *none*; one whose text does not fit its type is none too, and said in `trouble`. A logs or changes
 * probe has the facts of its finding instead of text and lines; without one it did not pass. */
#ifndef INCIDENT_FINDING_H
#define INCIDENT_FINDING_H
#include "incident/event.h"
#include "incident/soak.h"
#include "incident/state.h"

struct finding_of { /* what is known of the run */
    const char *id; /* probe or action */
    enum probe_kind kind; /* of a probe; an action's is PROBE_RUN */
    const struct flow_expect *expect;
    const struct flow_capture *capture;
    size_t n_captures;
    enum run_outcome outcome;
    int exit_status;
    int64_t took;
    const char *output; /* NUL-terminated, as printed */
    size_t n_output;
    const struct soak_result *soak; /* NULL: it ran once */
};

struct finding {
    struct fact_pairs facts;
    bool passed;
    const char *summary; /* the first line that is no name=value, cleaned; "" when nothing was printed */
    const char *trouble; /* what could not be read (why.h), or NULL */
};

/* Is it a fact that every run yields, and that stands beside the run already: PROBE.exit, PROBE.seconds ...? */
bool finding_is_of_every_run(const char *fact);

void finding_make(const struct finding_of *of, struct arena *arena, struct finding *f);
#endif
