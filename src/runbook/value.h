/* value: what a runbook leaves open in its commands, as inputs of the flow. `<my-namespace>`, `VAR='<...>'` and $NODE become
 * named inputs, and the commands name them as the shell does, in double quotes. Where a shell would not put a value in
 * (single quotes, here-documents, text for a second shell) the command stays as it is and wants to be edited. */
#ifndef RUNBOOK_VALUE_H
#define RUNBOOK_VALUE_H
#include <stdint.h>

#include "runbook/fence.h"
#include "runbook/name.h"

struct runbook_input {
    const char *id, *ask;
    const char *preset; /* or NULL */
    const char *label;  /* of the alert, or NULL */
};

struct runbook_values {
    struct arena *arena;
    struct runbook_names *names;
    VEC(struct runbook_input) input;
    struct map by_key;     /* slugs of what stands in the text */
    size_t n_placeholders; /* found, each time they stand somewhere */
    size_t n_kept;         /* of them those that stay, in commands to be edited */
};

enum { VALUES_MOST_INPUTS = 200, VALUES_NAME = 32 };

struct filled {
    const char *text; /* the command as it runs */
    bool edit;        /* something is left in it that a person has to write */
    VEC(size_t) input; /* the inputs it uses */
};

/* An assignment that stood alone. False where it has to stay a command: its value differs from that which the input has. */
bool values_assign(struct runbook_values *v, const struct fence_piece *assignment);
/* The input of that key, made where there is none yet; SIZE_MAX where there are too many. */
size_t values_input(struct runbook_values *v, const char *key, const char *ask);
const char *values_key(struct runbook_values *v, const char *words);
void values_fill(struct runbook_values *v, const char *command, struct filled *f);
void filled_release(struct filled *f);
void values_release(struct runbook_values *v);
#endif
