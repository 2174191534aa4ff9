/* check: actions without a way back, and fixes that nobody verifies. */
#include <string.h>

#include "base/i18n.h"
#include "flow/check_rule.h"

static void check_actions(struct checking *c, const struct flow_step *s)
{
    for (size_t i = 0; i < s->n_actions; i++) {
        const struct flow_action *a = &s->action[i];
        if (a->undo_missing) {
            problem_error(c->problems, "no-undo", a->mark, _("action '%s' does not say how to take it back"), a->id);
            problem_remedy(c->problems, _("add `undo:` with the command, or `undo: none`"));
        }
        if (a->risk != RISK_DESTROY && yaml_find(a->source, "confirm")) {
            problem_warning(c->problems, "confirm", check_mark(a->source, "confirm", a->mark),
                            _("`confirm` is typed only before a `destroy`"));
            problem_remedy(c->problems, _("add `risk: destroy`, or remove it"));
        }
    }
}

static bool has_verdict(const struct flow *f, enum fix_verdict verdict)
{
    for (size_t i = 0; i < f->n_steps; i++)
        for (size_t k = 0; k < f->step[i].n_answers; k++)
            if (f->step[i].answer[k].fix == verdict)
                return true;
    return false;
}

static void check_verified(struct checking *c)
{
    const struct flow *f = c->flow;
    const struct flow_step *first = NULL;
    for (size_t i = 0; i < f->n_steps; i++) {
        const struct flow_step *s = &f->step[i];
        first = !first && s->is_fix ? s : first;
        if (!s->is_fix || c->verified[i] || s->next_missing)
            continue;
        problem_warning(c->problems, "not-verified", check_mark(s->source, "cures", s->mark),
                        _("no verify step follows the fix '%s'"), s->id);
        problem_remedy(c->problems, _("lead from it to a step with `phase: verify`"));
    }
    if (!first || has_verdict(f, FIX_HELPED))
        return;
    problem_warning(c->problems, "no-verdict", check_mark(first->source, "cures", first->mark),
                    _("no answer of this flow says that a fix helped"));
    problem_remedy(c->problems,
                   _("add `fix: helped` to the answer of the verify step that says so, and `fix: failed` to the other"));
}

static void check_fix_lists(struct checking *c)
{
    const struct flow *f = c->flow;
    bool has_fix = false;
    for (size_t i = 0; i < f->n_steps; i++)
        has_fix |= f->step[i].is_fix;
    for (size_t i = 0; !has_fix && i < f->n_steps; i++) {
        if (!f->step[i].answers_fixes)
            continue;
        problem_warning(c->problems, "no-fixes", check_mark(f->step[i].source, "answers", f->step[i].mark),
                        _("the list of fixes is empty: no step has `cures`"));
        problem_remedy(c->problems, _("add `cures:` to the steps that are fixes"));
    }
}

void check_fixes(struct checking *c)
{
    for (size_t i = 0; i < c->flow->n_steps; i++)
        check_actions(c, &c->flow->step[i]);
    check_verified(c);
    check_fix_lists(c);
}
