/* past: what was done at one step in incidents that have ended: how often each answer was given, or whether the fix
 * helped, which cause it then was, and how long the step took. Pure; it borrows from the flow, and lives in the arena. */
#ifndef INCIDENT_PAST_H
#define INCIDENT_PAST_H
#include "incident/course.h"

enum past_kind { PAST_ANSWER, PAST_UNSURE, PAST_CHOSE, PAST_ESCALATED, PAST_HELPED, PAST_FAILED };

struct past_row {
    enum past_kind kind;
    const char *what;  /* the answer's label, the title of the fix that was chosen; NULL for the others */
    size_t n;
    const char *cause; /* title of what it mostly was then; NULL: nobody knows of any */
    size_t n_cause;    /* how often it was that */
    bool is_verdict;   /* what came of a fix: then the cause is no news */
};

struct past {
    size_t n;                  /* incidents in which something came of this step */
    struct past_row *row;      /* the most frequent first, ties with the newest first */
    size_t n_rows;
    size_t n_resolved, n_escalated; /* how they ended in the end; the others otherwise */
    int64_t median;            /* us; 0: unknown */
    int64_t number, opened_at; /* of the newest of them */
    bool is_elsewhere;         /* none was of this service: they are of others */
};

struct past_tally;
/* The step at `path`, one of `flow`; both are borrowed until past_end. */
struct past_tally *past_begin(const struct flow *flow, const struct flow_step *step, const char *path);
/* One incident, the newest first. What the step does not know (any more) is passed over. False: nothing came of the step. */
bool past_add(struct past_tally *t, const struct course *c, int64_t number, int64_t opened_at);
/* Ends it. */
void past_end(struct past_tally *t, struct arena *arena, struct past *p);
#endif
