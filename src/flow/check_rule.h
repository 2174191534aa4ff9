/* check_rule: what the rules of flow_check share. Each rule reads the flow and adds problems. */
#ifndef FLOW_CHECK_RULE_H
#define FLOW_CHECK_RULE_H
#include "flow/likelihood.h"
#include "flow/condition_tree.h"
#include "flow/library.h"
#include "flow/words.h"
#include "text/yaml.h"

struct checking {
    const struct flow *flow;
    const struct flow_library *library;
    struct problems *problems;
    struct arena *arena;
    const bool *reachable; /* per step: from the first one */
    bool *verified;  /* per step: it leads to a verify step, or is one */
};

/* The steps that can follow one directly: of its answers, of "not sure", of passing it over, of the list of fixes.
 * Calls `see` for each, some more than once. */
void check_each_next(const struct flow *f, size_t step, void (*see)(void *of, size_t next), void *of);
/* What leads there: marks every step from which a marked one is reached. */
void check_spread_back(const struct flow *f, bool *marked, struct arena *arena);
void check_spread_forward(const struct flow *f, bool *marked, struct arena *arena);

/* The place of a key's value within the map a thing was read from; the thing's own place where it has no such key. */
struct mark check_mark(const struct yaml_node *source, const char *key, struct mark otherwise);

/* Does any answer of a step say anything of causes? */
bool check_has_evidence(const struct flow_step *s);

void check_graph(struct checking *c);
void check_conditions(struct checking *c);
void check_cover(struct checking *c);
void check_order(struct checking *c);
void check_evidence(struct checking *c);
void check_fixes(struct checking *c);
void check_escalation(struct checking *c);
void check_action_keys(struct checking *c);
void check_advice(struct checking *c);
void check_security(struct checking *c);
void check_shells(struct checking *c);
void check_names(struct checking *c);
void check_requests(struct checking *c);
void check_links(struct checking *c);
void check_screen(struct checking *c);
void check_examples(struct checking *c);
void check_soaks(struct checking *c);
#endif
