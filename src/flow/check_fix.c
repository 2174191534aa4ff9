/* check: actions without a way back, fixes that nobody verifies or can do, and causes that nothing cures. */
#include <string.h>

#include "base/i18n.h"
#include "flow/check_rule.h"

#define POINTS_AT 0.3 /* share of an answer */

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

/* Nothing to run, to call, to read or to tick: the operator would stand before a title. */
static bool has_nothing_to_do(const struct flow_step *s)
{
    return !s->n_actions && !s->call && !s->text && !s->n_inputs && !s->n_probes && !s->tip;
}

static void check_fix(struct checking *c, const struct flow_step *s)
{
    if (!has_nothing_to_do(s))
        return;
    problem_warning(c->problems, "empty-fix", check_mark(s->source, "cures", s->mark), _("fix '%s' does not say how it is done"), s->id);
    problem_remedy(c->problems, _("add `actions:` with the commands, or `text:` for what is done by hand"));
}

/* An action of a step that is no fix: somebody should look at what it did, too. */
static void check_looked_at(struct checking *c, size_t i)
{
    const struct flow_step *s = &c->flow->step[i];
    if (s->is_fix || !s->n_actions || c->verified[i] || s->next_missing)
        return;
    problem_warning(c->problems, "not-verified", s->action[0].mark, _("no verify step follows action '%s'"), s->action[0].id);
    problem_remedy(c->problems, _("lead from its step to one with `phase: verify`"));
}

/* An answer that points at it and ends the flow: it is handed over, or found. */
static void note_ended(const struct flow *f, const struct flow_answer *a, bool *is_cured)
{
    for (size_t k = 0; a->outcome != OUTCOME_NONE && k < a->n_shares; k++)
        for (size_t i = 0; i < f->n_causes; i++)
            is_cured[i] |= a->share[k].share >= POINTS_AT && (a->share[k].cause == (int)i || a->share[k].cause < 0);
}

static void check_cured(struct checking *c)
{
    const struct flow *f = c->flow;
    bool has_fix = false, *is_cured = arena_array(c->arena, f->n_causes + 1, sizeof *is_cured);
    for (size_t i = 0; i < f->n_steps; i++) {
        has_fix |= f->step[i].n_cures > 0;
        for (size_t k = 0; k < f->step[i].n_cures; k++)
            if (f->step[i].cure[k].cause >= 0)
                is_cured[f->step[i].cure[k].cause] = true;
        for (size_t k = 0; k < f->step[i].n_answers; k++)
            note_ended(f, &f->step[i].answer[k], is_cured);
    }
    for (size_t i = 0; has_fix && i < f->n_causes; i++) {
        if (is_cured[i])
            continue;
        problem_warning(c->problems, "no-cure", f->cause[i].mark, _("no fix cures cause '%s'"), f->cause[i].id);
        problem_remedy(c->problems, _("name it in the `cures` of a step, or end with `outcome: escalated` at the answer that points at it"));
    }
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
    for (size_t i = 0; i < c->flow->n_steps; i++) {
        check_actions(c, &c->flow->step[i]);
        if (c->flow->step[i].is_fix)
            check_fix(c, &c->flow->step[i]);
        check_looked_at(c, i);
    }
    check_cured(c);
    check_verified(c);
    check_fix_lists(c);
}
