/* check: what the advice could never name, and the minutes that it would have to make up. The bounds are those of any
 * shares at all: handing over costs `escalate: takes`, so nothing that costs as much can save anything, and a fix saves at
 * most its best chance of that. */
#include <string.h>

#include "base/i18n.h"
#include "base/time.h"
#include "flow/check_rule.h"

#define LIKELY_ENOUGH_TO_DESTROY 0.5 /* incident/advice */

static bool destroys(const struct flow_step *s)
{
    for (size_t i = 0; i < s->n_actions; i++)
        if (s->action[i].risk == RISK_DESTROY)
            return true;
    return false;
}

static double best_chance(const struct flow_step *s)
{
    double best = 0;
    for (size_t i = 0; i < s->n_cures; i++)
        best = s->cure[i].share > best ? s->cure[i].share : best;
    return best;
}

static int minutes(int64_t us)
{
    return (int)((us + TIME_MINUTE - 1) / TIME_MINUTE);
}

/* ---- never advised ---- */

static void say_too_long(struct checking *c, const struct flow_step *s)
{
    problem_warning(c->problems, "never-advised", check_mark(s->source, "takes", s->mark),
                    _("step '%s' is never advised: it takes %d minutes, and handing over %d"), s->id, minutes(s->takes),
                    minutes(c->flow->escalate.takes));
    problem_remedy(c->problems, _("check its `takes`, and `escalate: takes` (minutes until they have repaired it)"));
}

static void check_question(struct checking *c, const struct flow_step *s)
{
    if (s->takes >= c->flow->escalate.takes)
        say_too_long(c, s);
}

static void check_fix(struct checking *c, const struct flow_step *s)
{
    double chance = best_chance(s);
    struct mark at = check_mark(s->source, "cures", s->mark);
    if (chance <= 0) {
        problem_warning(c->problems, "moves-nothing", at, _("fix '%s' cures nothing: its chances are 0"), s->id);
        problem_remedy(c->problems, _("write how often it helps, or `cures: {}` where nobody knows"));
    } else if ((double)s->takes >= chance * (double)c->flow->escalate.takes) {
        problem_warning(c->problems, "never-advised", at,
                        _("fix '%s' is never advised: it takes %d minutes and helps in %.0f%% at most, and handing over takes %d"),
                        s->id, minutes(s->takes), chance * 100, minutes(c->flow->escalate.takes));
        problem_remedy(c->problems, _("check its `takes` and `cures`, and `escalate: takes` (minutes until they have repaired it)"));
    } else if (destroys(s) && chance < LIKELY_ENOUGH_TO_DESTROY) {
        problem_warning(c->problems, "never-advised", at,
                        _("fix '%s' is never advised: it destroys, and helps in less than half of the cases"), s->id);
        problem_remedy(c->problems, _("check its `cures`; the operator can still choose it"));
    }
}

/* ---- minutes ---- */

static void check_minutes(struct checking *c, const struct flow_step *s)
{
    if (s->says_minutes || yaml_find(s->source, "takes"))
        return;
    problem_warning(c->problems, "no-minutes", s->mark, _("step '%s' says no minutes, and the advice reckons with them"),
                    s->id);
    problem_remedy(c->problems, _("add `takes:`, as in `takes: 3m`, or `effort:`"));
}

static void check_escalation_minutes(struct checking *c, bool has_fix)
{
    const struct yaml_node *escalate = yaml_find(c->flow->source, "escalate");
    if (!has_fix || yaml_find(escalate, "takes"))
        return;
    problem_warning(c->problems, "no-minutes", escalate ? escalate->mark : (struct mark){1, 1},
                    _("the flow says no minutes for handing over, and the advice reckons with them"));
    problem_remedy(c->problems, _("add `escalate: {takes: 45m}`: minutes until they have repaired it"));
}

void check_advice(struct checking *c)
{
    bool has_fix = false;
    for (size_t i = 0; i < c->flow->n_steps; i++) {
        const struct flow_step *s = &c->flow->step[i];
        bool is_question = check_has_evidence(s) && !s->is_fix;
        if (s->is_fix || is_question)
            check_minutes(c, s);
        if (s->n_cures)
            check_fix(c, s);
        else if (is_question)
            check_question(c, s);
        has_fix |= s->n_cures > 0;
    }
    check_escalation_minutes(c, has_fix);
}
