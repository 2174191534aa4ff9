/* diagnosis: how likely each cause is, given what was answered and which fixes were tried. Pure arithmetic over a
 * constant flow and state, the model of docs/flow-format.md ("Numbers"): with n answers to a step
 * P(o|c) = 0.9 share(o,c)/sum + 0.1/n; the posterior is prior times the product over steps of the newest answer, each
 * once; a fix that failed multiplies its causes by (1-d), one that helped by max(d, 0.05). Likelihoods and P are those of
 * incident/learned.h, by what the incident recorded when it was opened. */
#ifndef INCIDENT_DIAGNOSIS_H
#define INCIDENT_DIAGNOSIS_H
#include "incident/learned.h"
#include "incident/state.h"

enum move_kind { MOVE_ANSWERED, MOVE_FIX_FAILED, MOVE_FIX_HELPED, MOVE_RULED_OUT, MOVE_ADDED };

struct diagnosis_move { /* what one observation did to one cause; only what changes the share as it is shown */
    enum move_kind kind;
    double share;       /* of the cause afterwards, 0 to 1 */
    double before;      /* and just before it */
    double likelihood;  /* how likely it was to be observed, if this is the cause: P(o|c); 0 where nothing was observed: a
                           cause ruled out or added */
    double overall;     /* and by the shares of all causes before it: P(o). before * likelihood / overall = share */
    const char *what;   /* label of the answer, title of the fix tried or of the cause ruled out or added; borrowed from
                           flow or incident */
    const char *step;   /* its path; NULL for a cause ruled out or added */
    const char *because; /* the facts that the answer was proposed for, where it is the proposed one; NULL */
    const char *actor;
    int64_t at;
};

/* Where a hypothesis stands. Supported: the observations together made it likelier, by a fifth at least; that another one was
 * ruled out or added is none. Eliminated: somebody ruled it out, or what was observed left less than 1% of it. Open: all between. */
enum hypothesis { HYPOTHESIS_OPEN, HYPOTHESIS_SUPPORTED, HYPOTHESIS_ELIMINATED };

struct diagnosis_cause {
    int cause;          /* index into flow causes; n_causes + i for added ones; -1 is something else, without an id */
    const char *id, *title;
    const char *name;   /* as events have it: its id behind the path of the calling step; NULL of something else */
    double prior;       /* 0 to 1: at first, by the flow; of an added one, when it was added */
    double share;       /* 0 to 1, now; sums to 1 over all that are not ruled out */
    bool is_ruled_out;
    bool is_pinned;     /* somebody says that it is this one: it stands first, its share is what it was */
    double support;     /* what the observations together multiplied its share by, rulings and additions apart */
    enum hypothesis standing;
    struct diagnosis_move *move; /* in order of the events */
    size_t n_moves;
};

struct diagnosis {
    struct arena arena;
    struct diagnosis_cause *cause; /* what is pinned, then most likely first, ties in the author's order; then something else, then what is
                                      ruled out. Empty for a flow without causes, unless one was added */
    size_t n;
    struct learned learned; /* the numbers that it was reckoned with: the author's, and what closed incidents taught */
    bool too_early;     /* nothing observed moved anything, and none is above 30% */
};

void diagnosis_compute(const struct flow *flow, const struct incident *inc, struct diagnosis *d);
/* The same for a flow that is called: path is that of any step in it ("database/reach"), NULL for the outermost. Causes
 * of a called flow are ruled out and added under the path of the calling step: "database/leak". */
void diagnosis_compute_in(const struct flow *flow, const struct incident *inc, const char *path, struct diagnosis *d);
/* The same, with every observation as a move of that cause (`cause` as above), also those that changed nothing that is
 * shown, and none of the others': the arithmetic behind one share, line by line. */
void diagnosis_explain(const struct flow *flow, const struct incident *inc, const char *path, int cause, struct diagnosis *d);
void diagnosis_release(struct diagnosis *d);
const struct diagnosis_cause *diagnosis_find(const struct diagnosis *d, const char *id);
/* "79%", "<1%", ">95%". */
void diagnosis_format_share(double share, char out[8]);
/* What a move multiplied the share by: likelihood / overall. 1 where there is nothing to divide. */
double diagnosis_factor(const struct diagnosis_move *m);
/* "x1.4", "x12", "x0.04". */
void diagnosis_format_factor(double factor, char out[8]);
#endif
