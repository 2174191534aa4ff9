/* check: the list of rules. */
#include "flow/check.h"

#include "flow/check_rule.h"

static void (*const rules[])(struct checking *) = {
    check_graph, check_conditions, check_cover, check_order, check_evidence, check_fixes,    check_escalation, check_advice,
    check_action_keys, check_shells, check_names, check_requests, check_links, check_screen, check_examples, check_soaks,
    check_security,
};

struct mark check_mark(const struct yaml_node *source, const char *key, struct mark otherwise)
{
    const struct yaml_node *value = yaml_find(source, key);
    return value ? value->mark : otherwise;
}

void flow_check(const struct flow *f, const struct flow_library *library, struct problems *ps)
{
    static const struct flow_library nothing_else = {0};
    struct arena arena = {0};
    struct checking c = {.flow = f, .library = library ? library : &nothing_else, .problems = ps, .arena = &arena};
    ps->file = f->file;
    c.verified = arena_array(&arena, f->n_steps, sizeof *c.verified);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        rules[i](&c);
    arena_release(&arena);
}
