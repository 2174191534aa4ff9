/* state: what is true of an incident now, folded from its events. incident_admits says whether an event may come next,
 * incident_apply takes it in and cannot fail: live use, resume after a crash, watching from another terminal, the
 * report and going back are all the same apply. Everything a struct incident points at is its own.
 *
 * Names. A step is known by its path: "scope", in a called flow "database/reach". A fact is stored under the path of the
 * calling step and its own name: "scan.errors", in a called flow "database.conns.used"; an answer is a fact named after
 * its step ("scope", "database.reach"), unknown while it is "unsure" or struck; what was read before an action ran is
 * "ACTION_before". Events carry facts and inputs as the step's own flow names them; the state puts the path before them.
 * incident/scope.h reads them back.
 *
 * The fold. Per step the newest answer counts, per name the newest value, per fix the latest verdict. Walking into a step
 * (how: start, next, call, return) makes the facts of its own probes unknown until they run again; going back and jumping
 * only move the cursor. The present path is the walk that led here: walking into a step adds it; going back, or jumping,
 * to a step on the path cuts the path behind its last visit; jumping to any other step adds it. An answer whose step is
 * not on the path is stale: it counts still, and asks to be kept or struck; walking in again makes it fresh. */
#ifndef INCIDENT_STATE_H
#define INCIDENT_STATE_H
#include "base/map.h"
#include "base/vec.h"
#include "incident/event.h"
#include "incident/name_set.h"
#include "incident/soak.h"

enum incident_status { STATUS_OPEN, STATUS_MITIGATED, STATUS_RESOLVED, STATUS_CLOSED };
enum run_kind { RUN_PROBE, RUN_ACTION };
enum run_outcome { RUN_RUNNING, RUN_EXITED, RUN_TIMED_OUT, RUN_CANCELLED, RUN_NOT_STARTED, RUN_UNKNOWN };

struct fact { /* the newest value of a name: inputs ("url"), probe facts ("scan.errors"), answers ("scope") */
    const char *name;
    struct value value; /* unknown again when its step was entered anew */
    int64_t seq, at;    /* the event it came from */
    const char *source; /* who or what: "ann", "scan", an input's source */
    uint32_t owner;     /* 1 + the step record whose probe found it, 0 for none */
};

struct answer_given {
    const char *step, *answer, *label, *reason, *actor;
    int64_t seq, at;
    bool is_struck; /* withdrawn */
    bool is_stale;  /* off the present path, not confirmed since */
    const char *fixed; /* the fix step that it gave a verdict on, or NULL */
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
    const char *left;   /* what its `before` printed right after it, or NULL */
    int64_t undoes;     /* the run it takes back, 0 */
    int64_t undone_by;  /* the run that took it back and worked, 0 */
    bool is_reported;   /* ran elsewhere */
    const char *verdict; /* of an unknown outcome, once settled: took_effect, in_part, no_effect, unsure */
    bool is_deferred;   /* put off, and that blocks still */
    const char *environment, *on_hangup, *announce, *temporary; /* actions; as in event.def */
    int64_t approval;   /* the approval that was said yes to, 0 */
    int64_t ends;       /* us; how long what is temporary lasts by itself, 0: for ever */
    const char *recorded_by; /* of its end; NULL: the triage that started it */
    bool is_soak;            /* a repeated probe that has ended, and what its samples amount to */
    struct soak_result soak;
};

struct approval { /* a second yes that was asked for */
    int64_t seq, at, until; /* us UTC; after `until` it counts for nothing */
    const char *step, *action, *command, *host, *risk, *environment, *before, *undo, *liveness;
    struct names names;
    int64_t undoes;
    const char *asker;
    const char *answerer;   /* NULL while nobody said anything */
    int64_t answered_at;
    bool is_given;          /* what the answerer said; the asker's own no withdraws it */
    const char *reason;     /* of a no */
    bool is_used;           /* the change was started with it */
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
    const char *how;         /* NULL while it blocks; done, handed_over (it blocks no more, and is left to do), waived */
    bool is_temporary;       /* what a change left behind; its undo discharges it */
    int64_t ends;            /* us UTC; when it ends by itself, 0: never */
};

struct ruling {
    const char *cause, *title, *reason, *actor; /* cause: its id, "database/leak" in a called flow */
    int64_t seq, at;
    bool is_on; /* false: restored since */
};

struct alert_seen {
    int64_t seq, at, starts; /* us; starts: when it says that it began, 0 unknown */
    const char *title, *source, *key, *payload, *link;
    bool is_over; /* the monitoring says so */
};

struct learned_counts { /* of one flow; read by incident/learned.h */
    const char *flow;
    int64_t n_incidents, from, to;
    struct names counts;
};

struct added_cause {
    const char *id, *title;
    double weight;
    const char *actor;
    int64_t seq, at;
    const char *reason; /* why it could be, or NULL */
};

struct visit { /* one move of the cursor */
    const char *step, *how;
    int64_t seq, at;
};

struct step_record { /* what is remembered of one step; indices are -1 for none */
    const char *step;
    int32_t answer, fix, deferral; /* into answers, fixes, deferrals */
    uint32_t n_entered, n_on_path;
    int64_t walked_in; /* the event that last walked into it; a probe that began before that is too old to count */
    VEC(uint32_t) found; /* facts that its own probes set since it was walked into */
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
    VEC(struct answer_given) answers; /* one per step, the newest, in order of each step's first */
    VEC(struct run) runs;             /* in order of seq */
    VEC(struct fix_try) fixes;
    VEC(struct deferral) deferrals;
    VEC(struct approval) approvals;   /* in order of seq */
    VEC(struct ruling) rulings;       /* one per cause that was ever ruled out, the newest */
    struct map ruling_by_cause;
    VEC(struct ruling) pins;          /* one per cause that was ever said to be it, the newest; is_on: it still is */
    VEC(struct added_cause) added;
    VEC(struct alert_seen) alerts;    /* in order of seq */
    VEC(struct learned_counts) learned; /* one per flow */
    struct name_set ticked;           /* "step\nitem" of those that are on */
    struct name_set skipped;          /* steps passed over and not entered since */
    VEC(struct visit) visits;
    VEC(struct event) events;         /* all of them, in order: the timeline */

    /* How the above is found without looking through it. */
    VEC(struct step_record) steps;
    struct map step_by_name;
    int32_t last_step;                /* 1 + the record of the last event's step, 0 for none */
    VEC(uint32_t) path;               /* the present path, as indices into steps */
    VEC(uint32_t) open_runs;          /* runs that have not ended */
    VEC(uint32_t) open_questions;     /* actions whose outcome is unknown and not settled */
    struct map run_by_name;           /* "step\nid" to its newest run */
    size_t n_blocking, n_left;        /* deferrals; left: those that were handed over, too */
    int64_t n_relapses, relapsed_at;  /* us; the newest, 0: none */
    int64_t n_folds;                  /* how often it was folded anew: elements of its lists moved, its texts did not */
};

void incident_init(struct incident *inc); /* all zero, as {0} is */
void incident_release(struct incident *inc);

/* May this event come next? Only asks. A refusal says why and what to do. An event that has no number yet (seq 0) is
 * taken as the next one. */
bool incident_admits(const struct incident *inc, const struct event *ev, struct err *e);
/* Takes in an event that was admitted. Copies what it keeps. */
void incident_apply(struct incident *inc, const struct event *ev);

const struct fact *incident_find_fact(const struct incident *inc, const char *name);
/* The value stored under a name: unknown when nobody has looked. Conditions and shells ask incident/scope.h. */
struct value incident_value(const struct incident *inc, const char *name);
/* NULL when nothing happened in that step yet. */
const struct step_record *incident_find_step(const struct incident *inc, const char *step);
const struct answer_given *incident_find_answer(const struct incident *inc, const char *step);
const struct run *incident_find_run(const struct incident *inc, int64_t seq);
/* The newest run of that probe or action in that step, or NULL. */
const struct run *incident_last_run(const struct incident *inc, const char *step, const char *id);
bool incident_is_ticked(const struct incident *inc, const char *step, const char *item);
bool incident_is_ruled_out(const struct incident *inc, const char *cause);
const struct ruling *incident_find_ruling(const struct incident *inc, const char *cause); /* NULL unless it is ruled out */
const struct ruling *incident_find_pin(const struct incident *inc, const char *cause); /* NULL unless somebody says it is this */
const struct learned_counts *incident_find_learned(const struct incident *inc, const char *flow); /* NULL: nothing was */
/* The event of that number, from 1 to inc->seq. */
const struct event *incident_event(const struct incident *inc, int64_t seq);
enum fix_verdict incident_fix_verdict(const struct incident *inc, const char *step);
/* Where `back` leads: the step the cursor was at before, or NULL. */
const char *incident_step_before(const struct incident *inc);
size_t incident_n_blocking(const struct incident *inc);  /* deferred and not discharged */
size_t incident_n_left(const struct incident *inc);      /* the same, with those that were handed over */
bool deferral_is_left(const struct deferral *d);         /* neither done nor waived */
/* Nothing more to do here but what is deferred: mitigated or later, and nothing else blocks. */
bool incident_is_complete_but_deferred(const struct incident *inc);
size_t incident_n_running(const struct incident *inc);
size_t incident_n_unsettled(const struct incident *inc); /* actions whose outcome is unknown, and nobody said */
/* The deferral of that number, or NULL. */
const struct deferral *incident_find_deferral(const struct incident *inc, int64_t seq);
const struct approval *incident_find_approval(const struct incident *inc, int64_t seq);
/* The newest that was asked for that change and can still be used, or answered: nobody said no, it was not used, and
 * `now` (us UTC) is not past its `until`. NULL when there is none. */
const struct approval *incident_open_approval(const struct incident *inc, const char *step, const char *action, int64_t now);
size_t incident_n_undoable(const struct incident *inc);
/* The undo list: runs of actions that took or may have taken effect, newest first, undone ones left out. */
bool incident_is_in_effect(const struct run *run); /* would it stand there? */
size_t incident_undo_list(const struct incident *inc, const struct run **list, size_t max);
const char *status_name(enum incident_status s); /* "open" ...: the word of events and files */
const char *status_word(enum incident_status s); /* the same for people, in their language */
bool status_parse(const char *s, enum incident_status *status);
const char *run_outcome_name(enum run_outcome o);
bool run_outcome_parse(const char *s, enum run_outcome *o);
#endif
