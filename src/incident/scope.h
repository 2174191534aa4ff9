/* scope: what a name amounts to where the cursor stands. A flow sees its own inputs, facts and answers; a called flow
 * has a scope of its own, whose facts carry the calling step's path in the incident ("database/reach" sees `ready.passed`,
 * stored as "database.ready.passed"). Everything is borrowed. */
#ifndef INCIDENT_SCOPE_H
#define INCIDENT_SCOPE_H
#include "incident/state.h"

struct scope {
    const struct flow *flow; /* the one whose names are meant */
    const struct incident *inc;
    const char *path;        /* any step path in that flow, "scope" or "database/reach"; NULL is the outermost */
    int64_t now;             /* for `elapsed`; TIME_NONE: unknown */
};

/* A name as conditions write it: "url", "page.status", "diff", "elapsed", "severity" (1 to 4). Inputs that nobody gave have the
 * author's default. */
struct value scope_value(const struct scope *s, const char *name);
/* The same with the signature that conditions ask through. */
struct value scope_lookup(void *scope, const char *name);
/* A name as a shell writes it: "url", "page_status" (page.status), "switch_before". */
struct value scope_shell_value(const struct scope *s, const char *name);

/* The names that a shell text reads as $name or ${name...}, each once, in order, into the arena. A $ that a backslash or
 * single quotes take away is none. */
struct names scope_shell_names(const char *shell, struct arena *arena);
/* Does the text want a value of that name somewhere without saying what to take else, as ${name:-else} does? */
bool scope_shell_needs(const char *shell, const char *name);
/* NAME=value for each of these names, as the environment of a command: what is not known is left out, and named in
 * *missing (may be NULL) where the flow declares such a name; none is an empty value, named too when none_is_missing. */
struct names scope_environment(const struct scope *s, const struct names *wanted, bool none_is_missing, struct arena *arena,
                               struct names *missing);
/* Text of a host, path or value key: $name stands alone, or the text is meant. NULL when the name is unknown. */
const char *scope_expand(const struct scope *s, const char *text, struct arena *arena);
#endif
