/* check_grid: the points at which a condition has to be asked to know all that it can say.
 *
 * A condition over one fact, compared with constants, has the same value between two neighbouring constants. So it is
 * enough to ask it at each constant, between every two, and beyond the first and the last: no interval arithmetic. Over
 * several facts, each compared with constants only, the points are those of each fact with those of each other. */
#ifndef FLOW_CHECK_GRID_H
#define FLOW_CHECK_GRID_H
#include "flow/condition_tree.h"

enum { GRID_FACTS = 3, GRID_VALUES = 128, GRID_POINTS = 4096 };

struct axis { /* one fact */
    const char *fact;
    enum value_kind kind;
    struct value v[GRID_VALUES]; /* once finished: constants in order, those between and beyond them, last none */
    size_t n;
    bool is_share;               /* one of the constants was written with % */
};

struct grid {
    struct axis axis[GRID_FACTS];
    size_t n;
    bool is_cut; /* there is more than can be asked, or a fact of which nothing is known: nothing can be said */
    const struct value *at[GRID_FACTS]; /* the point that is asked about */
};

/* Only bare facts and constants are compared, so that the constants are where its value changes. NULL: no. */
bool grid_can_examine(const struct condition *c);

/* Takes in the facts and constants of a condition that can be examined; then finishes; then each point is asked about. */
void grid_begin(struct grid *g);
void grid_add(struct grid *g, const struct flow *f, const struct condition *c);
void grid_finish(struct grid *g, const struct flow *f);
size_t grid_n_points(const struct grid *g); /* 1 where there is no fact */
void grid_go(struct grid *g, size_t point);
bool grid_holds(struct grid *g, const struct condition *c); /* here, known and true */
bool grid_is_known(const struct grid *g);                    /* no fact is none here */

/* What a name can be, where the flow says so: answers of a step, choices of an input. False: any text. */
bool axis_add_possible(struct axis *a, const struct flow *f);
#endif
