/* runs: the commands that this triage has started and that have not ended. A run is known by the seq of its intent. The
 * list owns its children; what it points at in a flow is borrowed and outlives it. Nothing waits here. */
#ifndef APP_RUNS_H
#define APP_RUNS_H
#include "base/time.h"
#include "base/vec.h"
#include "flow/flow.h"
#include "incident/soak.h"
#include "probe/child.h"
#include "probe/ssh.h"

enum run_purpose {
    RUN_FOR_PROBE,  /* a probe of the step */
    RUN_FOR_BEFORE, /* an action's `before`, read for the question */
    RUN_FOR_LOOK,   /* the same, read again after an unknown outcome */
    RUN_FOR_CHECK,  /* an action's `check`, a dry run for the question */
    RUN_FOR_LEFT,   /* its `before`, right after the change: what that left */
    RUN_FOR_ACTION, /* the change itself, or its undo */
};

#define UNWATCHED (5 * TIME_SECOND)

struct live_run {
    int64_t run;
    enum run_purpose purpose;
    char *id, *path;                  /* of the probe or action; step path */
    const struct flow_probe *probe;   /* RUN_FOR_PROBE, else NULL */
    const struct flow_action *action; /* the others, else NULL */
    char *command;
    char *host;                       /* another machine, NULL: it runs here */
    const struct ssh *ssh;            /* the way there, borrowed */
    struct names names;               /* NAME=value, own */
    struct child child;
    int64_t about;                    /* of what reads the state of a change: its number; 0: none */
    int guard;                        /* of a change, for its keeper; only used while it is started. -1: none */
    const struct will *will;          /* the same: who records its end when we are gone */
    bool dies_with_us;                /* of a change: it is ended when we are gone */
    int64_t began;                    /* ticks, of the first sample */
    struct soak *soak;                /* of a repeated probe, else NULL; owned */
    struct str lines;                 /* one for each of its samples */
    const char *trail;                /* where these are kept too while it runs (store/trail.h); borrowed, NULL: nowhere */
    int64_t next_sample;              /* ticks; 0: none is awaited */
    int64_t seen;                     /* ticks when it was last stepped */
    bool is_unseen;                   /* the present sample was not, for long */
    bool is_stopped;                  /* no further sample */
    struct str last;                  /* output of the sample before, while the next runs */
};

struct runs {
    VEC(struct live_run *) list;
};

/* The run with its own id, path, command and names; freed with runs_free. */
struct live_run *runs_copy(const struct live_run *what);
/* Takes the run over (id, path, command, names are copied); starts its first sample. NULL where that fails: it has ended
 * then, and comes out by runs_take_ended like any other. */
struct live_run *runs_start(struct runs *rs, const struct live_run *what, int64_t ticks, struct err *e);
/* The same for one that cannot be started: it has ended, and that is why. */
void runs_refuse(struct runs *rs, const struct live_run *what, int64_t ticks, const char *why);
struct live_run *runs_find(const struct runs *rs, int64_t run);
const struct live_run *runs_find_id(const struct runs *rs, const char *path, const char *id);
/* Was it ended before its time was over? */
bool runs_was_cut_short(const struct live_run *r);
/* A repeated probe of that step that is under way, or NULL: what the facts say of it is of another time. */
const struct live_run *runs_find_soak(const struct runs *rs, const char *path);
/* How long it takes at most: a repeated probe as long as it repeats, any other its timeout. */
int64_t runs_length_of(const struct live_run *r);
bool runs_has_action(const struct runs *rs);
bool runs_has_read(const struct runs *rs);
size_t runs_fds(const struct runs *rs, struct pollfd *fds, size_t max);
int64_t runs_wake_at(const struct runs *rs); /* ticks, INT64_MAX for never */
/* Steps every child; true when something is to be seen. To be called at least once a second while something runs: where it
 * was not for longer than UNWATCHED, triage slept or was stopped, and the sample that ran meanwhile does not count. */
bool runs_step(struct runs *rs, int64_t ticks);
/* One that has ended for good, taken out of the list: the caller's, freed with runs_free. NULL when there is none. */
struct live_run *runs_take_ended(struct runs *rs);
void runs_cancel(struct runs *rs, int64_t run); /* 0: all */
void runs_cancel_reads(struct runs *rs);
void runs_free(struct live_run *r);
void runs_release(struct runs *rs); /* ends what only reads; a change goes on */
#endif
