/* example: a case that a flow carries with it: what the probes find and what the operator says, and what must come of it.
 * `triage check` walks them (incident/rehearse). Lives as long as its flow. */
#ifndef FLOW_EXAMPLE_H
#define FLOW_EXAMPLE_H
#include "flow/flow.h"

struct example_fact {    /* one value per visit of the step that yields it, the last repeats */
    const char *name;    /* "page.status", an input's name */
    struct value *value; /* of the kind the flow gives the name; none where nothing was written */
    size_t n;
    struct mark mark;
};

struct example_answer { /* one answer per visit, the last repeats */
    const char *step;
    struct names answer; /* "unsure" and, for `answers: fixes`, a step's id or "escalate", too */
    struct mark mark;
};

struct flow_example {
    const char *name;
    struct example_fact *fact;
    size_t n_facts;
    struct example_answer *answer;
    size_t n_answers;
    struct {
        enum outcome outcome; /* OUTCOME_NONE: not said */
        const char *top;      /* id of the likeliest cause at the end, or NULL */
        struct names path;    /* n 0: not said */
        struct mark mark;
    } expect;
    struct mark mark;
    const struct yaml_node *source;
};
#endif
