/* session: all that one running triage has open, and what the operator can do with it. A wish of a screen or of a typed
 * line goes in by app/turn; events, commands and status sentences come of it. One incident at a time is at hand.
 * The session owns everything it points at. */
#ifndef APP_SESSION_H
#define APP_SESSION_H
#include "app/kept.h"
#include "app/library.h"
#include "app/runs.h"
#include "base/time.h"
#include "incident/scope.h"
#include "incident/walk.h"
#include "probe/ssh.h"
#include "store/actor.h"
#include "store/config.h"
#include "store/journal.h"
#include "store/liveness.h"

/* What is being asked before a change runs. */
struct question {
    int64_t id;               /* 0: nothing is asked */
    int64_t put_at;           /* ticks, when what is shown had been read */
    const struct flow_action *action; /* NULL for an undo whose flow no longer knows it */
    const char *path, *title, *command, *host, *user, *undo, *action_id;
    const char *confirm;      /* what must be typed, for a destroy; else NULL */
    const char *before;       /* what the author's `before` printed, or NULL */
    const char *now;          /* the state now, as shown */
    const char *back_to;      /* undo: the state before the change, as it was read then */
    enum risk risk;
    struct names names, shown; /* NAME=value for the command, and for people */
    struct names missing;     /* names without a value */
    struct names needs, required; /* what must be true just before: for people, and for the record */
    struct names dry_run;     /* the first lines of what `check` printed; none where it has not run */
    int64_t dry_run_seq;      /* its run, 0: none */
    size_t dry_run_more;      /* lines that it printed besides */
    const char *environment;  /* "production", or NULL: nobody has said */
    const char *announce;     /* the line for a chat */
    bool is_far;              /* `host` is another machine */
    bool needs_second;        /* another login must say yes */
    bool by_hand;             /* it is copied and never run here; what came of it is reported */
    bool wants_edit;          /* its line is edited before it is asked */
    const char *edited;       /* the line as it was edited, or NULL: the author's */
    int64_t ask;              /* the approval_asked that stands for it, 0: none */
    bool has_expired;         /* its time is over, and that is shown */
    int64_t undoes, timeout;
    const char *refused;      /* why it cannot run, or NULL */
    struct arena arena;
};

struct looked_state { /* what the `before` of a change printed when it was looked at last */
    int64_t run, at;
    char *now;                /* NULL: it could not be read */
};

struct queued { /* a probe that was asked for and waits for facts of another */
    char *path;
    const struct flow_probe *probe;
};

struct secret { /* a secret input: in memory only */
    char *name, *value;
};

struct alert_desk; /* app/alert.h */

struct trial; /* app/trial.h */

struct session {
    struct config *config;    /* borrowed, as are the paths */
    const struct paths *paths;
    bool is_readonly;         /* every change is refused */
    struct time_zone zone;
    struct actor who_is_here;
    const char *actor, *host;
    struct journal *journal;
    struct redact_set rules;  /* the team's own of what is secret */
    struct library library;
    struct incident *inc;     /* NULL: none is at hand */
    struct flow_text *flow;   /* its outermost flow, as recorded */
    struct runs runs;
    struct ssh ssh;           /* to other machines */
    VEC(struct queued) queue;
    VEC(struct live_run *) owed; /* ended, and not recorded yet */
    struct liveness alive;
    const char *liveness;     /* this triage's lock file, named in its intents */
    struct question question;
    VEC(struct secret) secrets;
    char *status;             /* what just happened, a sentence, or NULL */
    char *now_text;           /* what an action's `before` prints now, after an unknown outcome */
    int64_t now_run, now_at;  /* the run that it belongs to */
    VEC(struct looked_state) looked;
    bool is_leaving;          /* the incident is being laid down: nothing is begun any more */
    int64_t undo_to;          /* changes are taken back one after the other, to this one; 0: none */
    int64_t next_question;
    void (*lend)(void *who);      /* gives the terminal to a command, and takes it back; NULL: there is none */
    void (*take_back)(void *who);
    void *who;
    bool has_joined;          /* its departure is to be recorded */
    const char *sits_at;      /* what joins says instead of the terminal's name; NULL: that */
    bool is_cut_off;          /* the terminal is gone: nobody left, the connection dropped */
    bool is_recorded;         /* the newest append succeeded */
    int severity_said;        /* the level proposed last: it is said once */
    bool is_away;             /* home is shown; the incident stays at hand while its commands run */
    const char *start_with;   /* a flow to begin with, which may have mistakes; borrowed, NULL for none */
    struct alert_desk *alert; /* at hand: what is opened is opened from it; NULL: none */
    struct trial *trial;      /* borrowed; NULL: it is no try, all is real */
    struct names sets;        /* NAME=VALUE for the flow that is started; borrowed */
    struct kept_wish kept;
    int64_t tried_at;         /* ticks: when the journal was last tried, after it took nothing */
    struct err trouble;       /* why nothing can be recorded, code 0 when it can */
};

/* The journal is opened, the flows are looked for. The config and the paths outlive the session. */
bool session_open(struct session *s, struct config *config, const struct paths *paths, struct err *e);
void session_close(struct session *s);

/* Sets the status sentence. */
void session_say(struct session *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* ---- parts, each in a file of its own (record.c, open.c, place.c; the others in parts.h) ---------------------- */

/* One event: at, actor, host and step (the present one, when NULL) are filled in, then it is durable, then applied. */
bool record_event(struct session *s, struct event *ev, struct err *e);

/* All that `does` records, or nothing: it may be called a second time, from the same state. It records events, and
 * nothing else that would have to be taken back. */
typedef bool records(struct session *s, void *what, struct err *e);
bool record_turn(struct session *s, records *does, void *what, struct err *e);

/* What a command printed or a person pasted, without its secrets. */
bool record_blob(struct session *s, const char *bytes, size_t n, char digest[65], struct err *e);

bool open_flow_text(struct session *s, struct flow_text *text, const struct names *sets, const char *via, struct err *e);
bool open_flow(struct session *s, const char *flow, const struct names *sets, const char *via, struct err *e);
bool open_incident(struct session *s, const char *which, struct err *e);
/* To say something about it from outside: nobody joins, and its flow is not needed. */
bool open_to_tell(struct session *s, const char *which, struct err *e);
/* To look at it: nobody joins, nothing is recorded by opening it. */
bool open_to_read(struct session *s, const char *which, struct err *e);
void close_incident(struct session *s);

/* Where the cursor stands; false when there is none (no incident, or the flow has ended). */
struct place {
    const struct flow *flow; /* the one the step belongs to: a called flow while in it */
    const struct flow_step *step;
    const char *path;
    struct scope scope;
};
bool place_now(const struct session *s, struct place *p);
struct walk_map place_map(const struct session *s);
bool place_at(const struct session *s, const char *path, struct place *p);
/* The flow that owns the step at that path, or NULL. */
const struct flow *place_flow(const struct session *s, const char *path);
#endif
