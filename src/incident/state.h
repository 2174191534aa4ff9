/* state: what is true of an incident now, folded from its events. incident_admits says whether an event may come next,
 * incident_apply takes it in and cannot fail: live use, resume after a crash, watching from another terminal, the
 * report and going back are all the same apply. Everything a struct incident points at is its own. */
#ifndef INCIDENT_STATE_H
#define INCIDENT_STATE_H
#include "base/map.h"
#include "base/vec.h"
#include "incident/event.h"

enum incident_status { STATUS_OPEN, STATUS_MITIGATED, STATUS_RESOLVED, STATUS_CLOSED };
enum run_kind { RUN_PROBE, RUN_ACTION };
enum run_outcome { RUN_RUNNING, RUN_EXITED, RUN_TIMED_OUT, RUN_CANCELLED, RUN_NOT_STARTED, RUN_UNKNOWN };

struct fact { /* the newest value of a name: inputs ("url"), probe facts ("scan.errors"), answers ("scope") */
    const char *name;
    struct value value; /* unknown again when its step was entered anew */
    int64_t seq, at;    /* the event it came from */
    const char *source; /* who or what: "ann", "scan", an input's source */
};

struct answer_given {
    const char *step, *answer, *label, *reason, *actor;
    int64_t seq, at;
    bool is_struck; /* withdrawn */
    bool is_stale;  /* off the present path, not confirmed since */
};

struct run { /* one command that was started, or reported from elsewhere */
    int64_t seq;        /* of its intent; its name in later events */
    int64_t started, ended; /* us; ended 0 while it runs */
    enum run_kind kind;
    enum run_outcome outcome;
    int64_t exit_status;
    const char *id;     /* probe's or action's */
    const char *step, *command, *host, *user, *actor, *liveness;
    struct names names; /* NAME=value as run */
    const char *output; /* digest or NULL */
    const char *summary, *why;
    const char *before, *undo; /* actions */
    int64_t undoes;     /* the run it takes back, 0 */
    int64_t undone_by;  /* the run that took it back and worked, 0 */
    bool is_reported;   /* ran elsewhere */
    const char *verdict; /* of an unknown outcome, once settled: took_effect, in_part, no_effect, unsure */
};

struct fix_try { /* the latest verdict on a fix step counts */
    const char *step;
    enum fix_verdict verdict;
    int64_t seq;
};

struct deferral {
    int64_t seq;             /* its name */
    const char *step, *title, *owner, *reason;
    int64_t until, run;
    const char *how;         /* NULL while it blocks; done, handed_over, waived */
};

struct added_cause {
    const char *id, *title;
    double weight;
};

struct visit { /* one move of the cursor */
    const char *step, *how;
    int64_t seq, at;
};

struct incident {
    struct arena arena;
    unsigned char id[16];    /* set by the journal */
    int64_t number;          /* 42 of INC-42 */
    int64_t seq;             /* of the last event applied; 0 for none */
    enum incident_status status;
    int severity;            /* 1 to 4; 0 not set */
    const char *flow, *title, *flow_digest, *language;
    struct names calls;      /* "flow-id digest" */
    int64_t opened_at, since; /* since: earliest known sign of it; 0 unknown */
    const char *opener, *commander;
    const char *step, *phase; /* the cursor; NULL before the first step */
    const char *outcome;     /* of the flow, once it ended */
    const char *escalated_to;
    int64_t mitigated_at, resolved_at, closed_at, escalated_at, last_progress_at;
    VEC(struct fact) facts;
    struct map fact_by_name;
    VEC(struct answer_given) answers; /* one per step, the newest */
    struct map answer_by_step;
    VEC(struct run) runs;             /* in order of seq */
    VEC(struct fix_try) fixes;
    VEC(struct deferral) deferrals;
    VEC(const char *) ruled_out;      /* cause ids */
    VEC(struct added_cause) added;
    VEC(const char *) ticked;         /* "step\nitem" of those that are on */
    VEC(const char *) skipped;        /* steps passed over and not entered since */
    VEC(struct visit) visits;
    VEC(struct event) events;         /* all of them, in order: the timeline */
};

void incident_init(struct incident *inc);
void incident_release(struct incident *inc);

/* May this event come next? Only asks. A refusal says why and what to do. */
bool incident_admits(const struct incident *inc, const struct event *ev, struct err *e);
/* Takes in an event that was admitted. Copies what it keeps. */
void incident_apply(struct incident *inc, const struct event *ev);

const struct fact *incident_find_fact(const struct incident *inc, const char *name);
/* The value of a name for conditions and shells: unknown when nobody has looked. */
struct value incident_value(const struct incident *inc, const char *name);
const struct answer_given *incident_find_answer(const struct incident *inc, const char *step);
const struct run *incident_find_run(const struct incident *inc, int64_t seq);
/* The newest run of that probe or action in that step, or NULL. */
const struct run *incident_last_run(const struct incident *inc, const char *step, const char *id);
bool incident_is_ticked(const struct incident *inc, const char *step, const char *item);
bool incident_is_ruled_out(const struct incident *inc, const char *cause);
bool incident_has_entered(const struct incident *inc, const char *step);
enum fix_verdict incident_fix_verdict(const struct incident *inc, const char *step);
/* Where `back` leads: the step the cursor was at before, or NULL. */
const char *incident_step_before(const struct incident *inc);
size_t incident_n_blocking(const struct incident *inc);  /* deferred and not discharged */
size_t incident_n_running(const struct incident *inc);
size_t incident_n_undoable(const struct incident *inc);
/* The undo list: runs of actions that took or may have taken effect, newest first, undone ones left out. */
size_t incident_undo_list(const struct incident *inc, const struct run **list, size_t max);
const char *status_name(enum incident_status s); /* "open" ... */
const char *run_outcome_name(enum run_outcome o);
bool run_outcome_parse(const char *s, enum run_outcome *o);
#endif
