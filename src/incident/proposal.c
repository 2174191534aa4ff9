/* proposal: the first condition that holds; an unknown one ends the search. */
#include "incident/proposal.h"

#include "flow/condition.h"

typedef void explain_fn(const struct condition *c, condition_lookup lookup, void *of, struct str *out);

static struct proposal propose(struct scope *scope, const struct flow_step *step, explain_fn *explain, struct str *because)
{
    for (size_t i = 0; i < step->n_answers; i++) {
        const struct flow_answer *a = &step->answer[i];
        struct value holds = a->when ? condition_value(a->when, scope_lookup, scope) : value_flag(false);
        if (holds.kind == VALUE_FLAG && !holds.flag)
            continue;
        if (because)
            explain(a->when, scope_lookup, scope, because);
        return holds.kind == VALUE_FLAG ? (struct proposal){.answer = a} : (struct proposal){.waits = a};
    }
    return (struct proposal){0};
}

struct proposal proposal_of_answer(struct scope *scope, const struct flow_step *step, struct str *because)
{
    return propose(scope, step, condition_explain, because);
}

struct proposal proposal_to_record(struct scope *scope, const struct flow_step *step, struct str *because)
{
    return propose(scope, step, condition_explain_for_record, because);
}

int proposal_of_severity(struct scope *scope, struct str *because)
{
    for (size_t i = 0; i < scope->flow->n_severities; i++) {
        const struct flow_severity *s = &scope->flow->severity[i];
        struct value holds = condition_value(s->when, scope_lookup, scope);
        if (holds.kind == VALUE_FLAG && !holds.flag)
            continue;
        if (because)
            condition_explain(s->when, scope_lookup, scope, because);
        return holds.kind == VALUE_FLAG ? s->level : 0;
    }
    return 0;
}
