/* condition: what decides whether an answer is proposed, a step shown, a severity offered. Read once from text into an
 * arena, its types settled against the facts a flow knows, then asked as often as facts change. Constant afterwards.
 *
 * Three outcomes: true, false, unknown. *unknown* spreads by Kleene's tables (a probe that has not run decides nothing
 * that another operand has not decided already). *none* is a value that was looked for and is not there: arithmetic with
 * it gives none, every comparison with it is false, x/0 is it. The language is in docs/flow-format.md, "Conditions". */
#ifndef FLOW_CONDITION_H
#define FLOW_CONDITION_H
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "flow/value.h"
#include "text/problem.h"
#include "text/yaml.h"

struct condition;

typedef struct value (*condition_lookup)(void *of, const char *name);

/* VALUE_FLAG, or VALUE_UNKNOWN. The lookup returns unknown for what nobody has looked at; a text it returns for a name
 * of another kind is read as that kind (what does not fit is none). NULL as a condition is true. */
struct value condition_value(const struct condition *c, condition_lookup lookup, void *of);
bool condition_holds(const struct condition *c, condition_lookup lookup, void *of); /* known and true */

/* The short reason for its present value, from the facts that decided it: "page.status = 500",
 * "scan.first_error - recent.release = 2 min", "db.passed = false, api.passed = true"; for an unknown one the facts that
 * are missing. */
void condition_explain(const struct condition *c, condition_lookup lookup, void *of, struct str *out);
/* The same as it is recorded, whatever the language. */
void condition_explain_for_record(const struct condition *c, condition_lookup lookup, void *of, struct str *out);

/* The names it uses, each once, in order of first use; and its text as written. NULL has none and "". */
struct names;
void condition_facts(const struct condition *c, struct names *facts);
struct mark condition_mark(const struct condition *c);

/* ---- for the loader ---- */

/* Where the text stands in a file, so that a message points at the very column. A zeroed one counts from 1:1. */
struct condition_place {
    const char *bytes;
    size_t n;
    const struct yaml_node *node;
};

/* NULL with an error in ps when it is not a condition. Its types are not settled yet. */
struct condition *condition_parse(const char *text, const struct condition_place *place, struct arena *arena,
                                  struct problems *ps);

/* What a flow knows of names. VALUE_UNKNOWN from kind_of: any kind will do (a fact of a called flow). */
struct condition_names {
    bool (*kind_of)(const void *of, const char *name, enum value_kind *kind);
    const char *(*nearest)(const void *of, const char *name); /* "did you mean", or NULL */
    const void *of;
};

/* Settles its types. False with errors in ps: a name nobody yields, a comparison of a time with a number... */
bool condition_bind(struct condition *c, const struct condition_place *place, const struct condition_names *names,
                    struct problems *ps);
#endif
