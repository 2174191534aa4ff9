/* settle: a fact is found by the step whose answer it is, or whose probe. */
#include "incident/settle.h"

#include <string.h>

#include "flow/condition.h"

/* Who finds that fact: the step whose answer it is, or whose probe. */
static const struct flow_step *step_that_finds(const struct flow *flow, const char *fact)
{
    const char *dot = strchr(fact, '.');
    const struct flow_step *asked = dot ? NULL : flow_find_step(flow, fact);
    for (size_t i = 0; dot && !asked && i < flow->n_steps; i++)
        for (size_t k = 0; k < flow->step[i].n_probes; k++) {
            const char *id = flow->step[i].probe[k].id;
            if (strlen(id) == (size_t)(dot - fact) && memcmp(id, fact, strlen(id)) == 0)
                return &flow->step[i];
        }
    return asked;
}

/* What is unknown in the condition comes first; each step that finds some of it once. */
int64_t settle_time(struct scope *scope, const struct learned *learned, const struct condition *when, const struct flow_step *asks,
                    const struct flow_step **first)
{
    const struct flow_step *seen[8];
    struct names facts;
    size_t n = 0;
    int64_t takes = 0;
    condition_facts(when, &facts);
    for (size_t i = 0; i < facts.n && n < sizeof seen / sizeof *seen; i++) {
        struct value v = scope_value(scope, facts.v[i]);
        const struct flow_step *s = v.kind == VALUE_UNKNOWN ? step_that_finds(scope->flow, facts.v[i]) : NULL;
        bool is_new = s != NULL && s != asks;
        for (size_t k = 0; k < n; k++)
            is_new &= seen[k] != s;
        if (is_new) {
            seen[n++] = s;
            takes += learned_takes(learned, s);
        }
    }
    if (first)
        *first = n ? seen[0] : NULL;
    return takes;
}
