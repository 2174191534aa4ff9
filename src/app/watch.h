/* watch: goes on verifying after an incident was mitigated or resolved, in lines: the probes of its verify steps, again and
 * again at their pace, and what changes is said. What fails again is recorded as a relapse. */
#ifndef APP_WATCH_H
#define APP_WATCH_H
#include "app/session.h"

struct watch_options {
    const char *which;      /* the incident, as open_incident takes it */
    const char *probe;      /* only this one, of any step; NULL: those of the verify steps */
    int64_t every, length;  /* us; 0: the probe's own pace; until it is ended */
    bool once;              /* one look at each, then it ends */
    bool reopens;           /* a relapse opens the incident again, unasked */
};

/* Until it is ended by a signal, its time is over, the incident is closed or open again, or, where there is no terminal to
 * ring on, a relapse. *has_relapsed: something failed at the end of it. False: e says why it could not watch. */
bool watch_run(struct session *s, const struct watch_options *o, bool *has_relapsed, struct err *e);
#endif
