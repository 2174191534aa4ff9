/* proposal: the first condition that holds; an unknown one ends the search. */
#include "incident/proposal.h"

#include "flow/condition.h"

static void explain(const struct condition *c, struct scope *scope, struct str *because)
{
    if (because)
        condition_explain(c, scope_lookup, scope, because);
}

struct proposal proposal_of_answer(struct scope *scope, const struct flow_step *step, struct str *because)
{
    for (size_t i = 0; i < step->n_answers; i++) {
        const struct flow_answer *a = &step->answer[i];
        struct value holds = a->when ? condition_value(a->when, scope_lookup, scope) : value_flag(false);
        if (holds.kind == VALUE_FLAG && !holds.flag)
            continue;
        explain(a->when, scope, because);
        return holds.kind == VALUE_FLAG ? (struct proposal){.answer = a} : (struct proposal){.waits = a};
    }
    return (struct proposal){0};
}

int proposal_of_severity(struct scope *scope, struct str *because)
{
    for (size_t i = 0; i < scope->flow->n_severities; i++) {
        const struct flow_severity *s = &scope->flow->severity[i];
        struct value holds = condition_value(s->when, scope_lookup, scope);
        if (holds.kind == VALUE_FLAG && !holds.flag)
            continue;
        explain(s->when, scope, because);
        return holds.kind == VALUE_FLAG ? s->level : 0;
    }
    return 0;
}
