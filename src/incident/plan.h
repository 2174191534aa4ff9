/* plan: in which order fixes are worth trying, and how many before escalating. The arithmetic alone: no flow, no incident.
 *
 * A fix costs time and cures a cause with a chance. With one cause at work, and fixes for different causes, trying them by
 * falling chance per time has the least expected time (Kadane and Simon, "Optimal strategies for a class of constrained
 * sequential problems", Annals of Statistics 5, 1977; for troubleshooting Kalagnanam and Henrion, "A comparison of decision
 * analysis and expert rules for sequential diagnosis", UAI 1990; Heckerman, Breese and Rommelse, "Decision-theoretic
 * troubleshooting", CACM 38, 1995; Breese and Heckerman, UAI 1996; Jensen and others, "The SACSO methodology for
 * troubleshooting complex systems", AI EDAM 15, 2001). Escalation is the last resort: it costs its time for certain, and
 * stands where the sum is least. The best prefix of that order is then the best set too: a fix left out in front of one
 * that pays would pay as well.
 *
 * Fixes that share a cause leave those assumptions: after each failure what is left is ranked anew, which is a heuristic,
 * and so is everything here when several causes are at work. */
#ifndef INCIDENT_PLAN_H
#define INCIDENT_PLAN_H
#include <stddef.h>
#include <stdint.h>

enum { PLAN_MOST = 64 }; /* nobody tries more */

struct plan_cure {
    uint32_t cause;
    double chance; /* 0 to 1 */
};

struct plan_fix {
    double cost; /* any unit of time, that of `escalate` */
    const struct plan_cure *cure;
    size_t n;
};

struct plan {
    size_t order[PLAN_MOST]; /* indices of fixes; the first n are worth trying */
    size_t n;
    double expected; /* time until repaired, escalation at its end included */
};

struct planner;

/* The fixes are borrowed; n_causes is that of the flow, something else is one more. */
struct planner *planner_new(const struct plan_fix *fix, size_t n, size_t n_causes, double escalate);
void planner_free(struct planner *p); /* NULL is fine */
/* share: of n_causes causes and, last, of something else, which no fix cures; they sum to 1. Sums are exact to some 1e-12 of
 * themselves; plans that differ by less than 1e-9 are equal, and the shorter one is taken. Ties keep the fixes' order. */
void planner_plan(struct planner *p, const double *share, struct plan *plan);
#endif
