/* walk: where an answer leads. Follows the flow from a step: the answer's next, else the step's, else the step below;
 * steps whose `when` is false are passed over; the outcome of a called flow becomes the answer of the step that called
 * it. Pure: it decides nothing and changes nothing, and its result says what to record: the answers that follow from
 * this one, innermost first, then where the cursor goes. Paths are as in incident/state.h ("database/reach"). */
#ifndef INCIDENT_WALK_H
#define INCIDENT_WALK_H
#include "incident/scope.h"

struct walk_map { /* what is walked over; borrowed */
    const struct flow *flow; /* the outermost */
    const struct incident *inc;
    int64_t now;
    const struct flow *(*find_flow)(void *who, const char *id); /* a called flow, or NULL; may be NULL */
    void *who;
};

struct walk_answer { /* an answer to record: the one given, or one that a called flow's outcome gives */
    const char *path;            /* of the step */
    const char *answer, *label;
    enum outcome outcome;        /* that it ends its flow with, or OUTCOME_NONE */
    enum fix_verdict fix;
    const char *fixed;           /* path of the fix that the verdict is about, or NULL */
    const char *next;            /* path of the step that it leads to, or NULL */
};

struct walk {
    struct arena arena;
    struct walk_answer taken[8]; /* at most one for each flow on the way out */
    size_t n_taken;
    const struct flow *flow;     /* that `step` belongs to */
    const struct flow_step *step; /* where it leads; NULL: nowhere, it ended or nothing is below */
    const char *path, *how;      /* of the entered event: next, call or return */
    struct names skipped;        /* paths passed over on the way */
    enum outcome outcome;        /* of the outermost flow, when this ends it */
    const char *missing;         /* a flow that should be called and is not there: its outcome is answered by hand */
};

enum { WALK_DEEPEST = 7 }; /* calls inside calls */

/* From the step at `path` with one of its answers: "unsure" goes where an answer of that name leads, else where the
 * step does; an id of a fix where the answers are fixes, or "escalate". NULL: on, without one: into the called flow, or along `next`. */
bool walk_from(const struct walk_map *map, const char *path, const char *answer, struct walk *w, struct err *e);
/* To the first step of the flow, and to the step below (deferred). */
bool walk_start(const struct walk_map *map, struct walk *w, struct err *e);
bool walk_below(const struct walk_map *map, const char *path, struct walk *w, struct err *e);
void walk_release(struct walk *w);

/* The step at a path and its flow, through the calls; NULL when there is none. */
const struct flow_step *walk_find(const struct walk_map *map, const char *path, const struct flow **flow);
/* The path of the last fix that was done, in the flow of `path`: walked into, left forwards or still here, and, where it
 * has actions, one of them ran since. NULL when none was. Points into the incident. */
const char *walk_last_fix(const struct walk_map *map, const char *path);
#endif
