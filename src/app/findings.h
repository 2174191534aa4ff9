/* findings: what the looks at logs and at changes of the incident at hand found, read from the journal once and kept. Of a
 * run that has not ended: what it has said so far. Owned by who shows it. What is lent holds until the next findings_settle,
 * or until the run it is of prints on; in between as much is kept as was asked for. */
#ifndef APP_FINDINGS_H
#define APP_FINDINGS_H
#include "app/session.h"
#include "change/change.h"
#include "logs/finding.h"
#include "observe/finding.h"
#include "observe/observation.h"

struct kept_finding {
    unsigned char incident[16];
    int64_t run;
    uint64_t bytes;          /* of the output that it was read from: a live run prints on */
    bool is_asked;           /* since the last findings_settle */
    bool is_log, is_changes, is_small, is_http; /* none: its output holds no finding */
    struct log_finding log;
    struct change_list changes;
    struct observation small;
    struct http_finding http;
};

struct findings {
    VEC(struct kept_finding *) list;
    uint64_t n_read; /* how many were read so far: another one, other pointers */
};

/* The probe that a run belongs to, by the flow as recorded; NULL for an action, or when the flow no longer has it. */
const struct flow_probe *findings_probe(struct session *s, const struct run *run);
/* NULL: it found nothing that can be read, or is of another kind. */
const struct log_finding *findings_log(struct findings *f, struct session *s, const struct run *run);
const struct change_list *findings_changes(struct findings *f, struct session *s, const struct run *run);
const struct observation *findings_small(struct findings *f, struct session *s, const struct run *run);
const struct http_finding *findings_http(struct findings *f, struct session *s, const struct run *run);
/* What the same probe of the same step found the time before; NULL: it had not looked. */
const struct http_finding *findings_http_before(struct findings *f, struct session *s, const struct run *run);
/* The newest run of that kind with a finding, ended or not; NULL: none. */
const struct run *findings_newest(struct findings *f, struct session *s, enum probe_kind kind);
/* Was it found in the present visit of its step, and by the newest look of its probe? What was found before is of another time. */
bool findings_counts(const struct session *s, const struct run *run);
/* Lets go of what nobody has asked for since the last time. */
void findings_settle(struct findings *f);
void findings_release(struct findings *f);
#endif
