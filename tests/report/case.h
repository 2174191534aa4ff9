/* case: incidents to write up. Every text that a person, a file or a command could have written goes through `say`, so
 * that the same incident can be told harmlessly or by somebody who wants to break out of a report. */
#ifndef TESTS_REPORT_CASE_H
#define TESTS_REPORT_CASE_H
#include "report/model.h"

typedef const char *say_fn(void *who, const char *harmless); /* what it returns lives as long as the case */

struct report_case {
    struct arena arena;
    struct incident inc;
    struct flow flow, called; /* "db" is called by the step "database" */
    struct diagnosis diagnosis;
    struct report *report;
    say_fn *say;
    void *who;
};

/* One incident with everything in it. say NULL: harmless. */
void case_full(struct report_case *c, say_fn *say, void *who);
/* An incident that was opened, and nothing more. */
void case_bare(struct report_case *c);
void case_release(struct report_case *c);
#endif
