/* fixes: which fix first. For a step with `answers: fixes`: every fix that has not failed and whose causes are not all
 * ruled out, ordered by chance per minute, then escalation as the last resort (docs/flow-format.md, "Numbers"). Pure. */
#ifndef INCIDENT_FIXES_H
#define INCIDENT_FIXES_H
#include "incident/diagnosis.h"
#include "incident/scope.h"

struct fix_option {
    const struct flow_step *step;
    const char *path;                 /* of the step, for incident_fix_verdict and events */
    double chance;                    /* that it helps now: sum over its causes of share times chance in `cures` */
    int64_t cost;                     /* us: takes, of it, of its verify step, and of what settles its `when` */
    const struct flow_step *verify;   /* where it is verified, or NULL */
    const struct flow_step *settle;   /* the step that comes first because `when` is unknown, or NULL */
    bool is_blocked;                  /* `when` is false */
    const char *why;                  /* the facts that block it, or are missing; NULL when nothing is */
};

struct fixes {
    struct arena arena;
    struct fix_option *option; /* best first, ties in the author's order; blocked ones last */
    size_t n, n_open;          /* the first n_open can be chosen */
    size_t *plan;              /* worth trying before escalating, as indices into option, re-ranked after each failure */
    size_t n_plan;
    int64_t expected;          /* us until repaired along that plan, escalation at its end */
    int64_t escalate_takes;    /* us until *they* have repaired it */
    const char *escalate_to;   /* or NULL */
};

void fixes_rank(struct scope *scope, const struct diagnosis *d, struct fixes *f);
void fixes_release(struct fixes *f);

/* The arithmetic alone. share: of n_causes causes and, last, of something else (n_causes + 1 of them, in any unit that
 * sums to 1); chance: n rows of n_causes; cost, escalate: any unit of time. plan has room for n. Returns the expected
 * time. Each time the untried fix with the most chance per time comes next; escalation ends the plan where that is
 * cheapest in all: the minimum over prefixes, not the first that fails to gain. */
double fixes_expected(const double *share, size_t n_causes, const double *chance, const double *cost, size_t n,
                      double escalate, size_t *plan, size_t *n_plan);
#endif
