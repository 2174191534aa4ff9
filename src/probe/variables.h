/* variables: the environment of a command: that of triage, what every command gets, and its values, later ones in place of
 * earlier ones of the same name. */
#ifndef PROBE_VARIABLES_H
#define PROBE_VARIABLES_H
#include <stdbool.h>

#include "flow/flow.h"

/* NULL-terminated; the list is the caller's, the texts are borrowed. fixed: no pager, no colours, one language. */
char **variables_make(const struct names *names, bool fixed);
#endif
