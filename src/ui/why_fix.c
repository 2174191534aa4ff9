/* why_fix: why a fix stands where it stands: its chance, its minutes, what blocks it, and what there is to go back by. */
#include "base/i18n.h"
#include "flow/condition.h"
#include "flow/likelihood.h"
#include "incident/fixes.h"
#include "ui/why_own.h"
#include "ui/words.h"

static const struct fix_option *option_of(const struct model *m, const struct model_fix *fix)
{
    for (size_t i = 0; m->fixes && i < m->fixes->n; i++)
        if (str_eq(m->fixes->option[i].path, fix->step))
            return &m->fixes->option[i];
    return NULL;
}

/* ---- one ----------------------------------------------------------------------------------------------------------------- */

static void say_blocked(const struct fix_option *o, struct reasons *r)
{
    if (o->is_blocked)
        reasons_say(r, _("Not now: %s. The flow lets it be done only while that is otherwise."), o->why ? o->why : "?");
    else if (o->settle)
        reasons_say(r, _("Not known yet: %s. Whether it may be done depends on that; first comes: %s"), o->why ? o->why : "?", o->settle->title);
    else if (o->why)
        reasons_say(r, _("Not known: %s. Whether it may be done depends on that, and no step of the flow finds it out."), o->why);
}

static void show_chance(const struct model *m, const struct fix_option *o, struct reasons *r)
{
    if (!o->step->n_cures) {
        reasons_say(r, "%s", _("The flow does not say what it cures."));
        return;
    }
    reasons_say(r, _("It helps with a chance of %s: how likely each cause is, times how often the fix cures it."), reasons_share(r, o->chance));
    reasons_columns(r, _("cause"), _("now"), _("cures"), _("helps"), NULL);
    for (size_t i = 0; m->diagnosis && i < m->diagnosis->n; i++) {
        const struct diagnosis_cause *c = &m->diagnosis->cause[i];
        bool is_named = c->cause >= 0 && (size_t)c->cause < m->flow->n_causes;
        double cures = is_named ? likelihood_of_cure(o->step, c->cause) : 0;
        if (cures > 0 && c->is_ruled_out)
            reasons_row(r, words_cause(c), _("out"), reasons_share(r, cures), reasons_share(r, 0), NULL);
        else if (cures > 0)
            reasons_row(r, words_cause(c), reasons_share(r, c->share), reasons_share(r, cures), reasons_share(r, c->share * cures), NULL);
    }
}

static void show_minutes(const struct fix_option *o, struct reasons *r)
{
    reasons_columns(r, _("what it takes"), NULL, NULL, _("takes"), NULL);
    reasons_row(r, _("the fix itself"), NULL, NULL, reasons_minutes(r, o->takes), NULL);
    if (o->verify)
        reasons_row(r, o->verify->title, NULL, NULL, reasons_minutes(r, o->verify_takes), NULL);
    else
        reasons_row(r, _("nothing verifies it"), NULL, NULL, "-", NULL);
    if (o->settle)
        reasons_row(r, o->settle->title, NULL, NULL, reasons_minutes(r, o->settle_takes), NULL);
    reasons_row(r, _("in all"), NULL, NULL, reasons_minutes(r, o->cost), NULL);
}

static const char *way_back_sentence(const struct model_fix *fix)
{
    switch (fix->way_back) {
    case FIX_UNDO: return _("Way back: what it changes can be undone (u), each with a question.");
    case FIX_BY_HAND: return _("Way back: by hand, as the fix itself; triage runs nothing here.");
    case FIX_NO_UNDO: return _("Way back: none. What it changes cannot be undone.");
    case FIX_UNDO_UNKNOWN: return _("Way back: unknown. Nobody wrote one down.");
    case FIX_OTHER_FLOW: return _("Way back: another flow is opened; what it changes says its own way back.");
    }
    return "";
}

static bool destroys(const struct flow_step *step)
{
    for (size_t i = 0; i < step->n_actions; i++)
        if (step->action[i].risk == RISK_DESTROY)
            return true;
    return false;
}

void why_fix(const struct model *m, size_t i, struct reasons *r)
{
    if (i >= m->step->n_fixes)
        return;
    const struct model_fix *fix = &m->step->fix[i];
    const struct fix_option *o = option_of(m, fix);
    reasons_head(r, "%s", fix->title);
    if (o) {
        say_blocked(o, r);
        show_chance(m, o, r);
        show_minutes(o, r);
    } else if (fix->not_now) {
        reasons_say(r, _("not now: %s"), fix->not_now);
    }
    reasons_say(r, "%s", way_back_sentence(fix));
    if (o && destroys(o->step))
        reasons_say(r, _("%s destroys: it is advised only when it is at least 50%% likely to help."), fix->title);
}

/* ---- the order of all ------------------------------------------------------------------------------------------------------- */

/* The chance that a minute spent on it is worth. */
static const char *worth_of(const struct model_fix *fix, struct reasons *r)
{
    char text[16];
    double worth = fix->takes > 0 ? 100 * fix->helps * (double)TIME_MINUTE / (double)fix->takes : 0;
    if (worth < 0.05 || fix->not_now)
        return NULL;
    snprintf(text, sizeof text, "%.1f%%", worth);
    return arena_strdup(&r->arena, text);
}

static void say_plan(const struct model *m, struct reasons *r)
{
    const struct plan *plan = m->fixes ? &m->fixes->plan : NULL;
    if (!plan)
        return;
    const char *expected = reasons_minutes(r, (int64_t)plan->expected), *escalate = reasons_minutes(r, m->fixes->escalate_takes);
    if (!plan->n)
        reasons_say(r, _("No fix here is worth its minutes: to escalate now is repaired soonest, about %s."), escalate);
    else if (plan->n == 1)
        reasons_say(r, _("The first of these, then escalate: repaired after %s on average. To escalate now: %s."), expected, escalate);
    else
        reasons_say(r, _("The best %zu of these, then escalate: repaired after %s on average. To escalate now: %s."), plan->n, expected, escalate);
    if (plan->n)
        reasons_say(r, "%s", _("With several causes at work, or fixes that share one, the order is a heuristic."));
}

void why_order(const struct model *m, struct reasons *r)
{
    reasons_head(r, "%s", _("Most help for a minute first."));
    reasons_columns(r, _("fix"), _("helps"), _("takes"), _("a minute"), NULL);
    for (size_t i = 0; i < m->step->n_fixes; i++) {
        const struct model_fix *fix = &m->step->fix[i];
        reasons_row(r, fix->title, reasons_share(r, fix->helps), reasons_minutes(r, fix->takes), worth_of(fix, r), NULL);
        if (fix->not_now)
            reasons_note(r, _("not now: %s"), fix->not_now);
    }
    say_plan(m, r);
    reasons_say(r, "%s", _("takes: with its verification, and with what must be known before. A fix that cannot be undone is listed like the "
                           "others; you decide. w on one says how its figures come about."));
}

void why_escalate(const struct model *m, struct reasons *r)
{
    const char *takes = reasons_minutes(r, m->flow->escalate.takes);
    if (m->flow->escalate.to)
        reasons_head(r, _("Escalate to %s"), m->flow->escalate.to);
    else
        reasons_head(r, "%s", _("Escalate"));
    reasons_say(r, _("The last resort: the flow reckons with %s until they have repaired it, whatever the cause. It stands where the expected time "
                     "is least: behind the fixes that are worth their minutes, before the others."), takes);
}

/* ---- an action --------------------------------------------------------------------------------------------------------------- */

static void show_requirements(const struct model *m, const struct flow_action *a, struct reasons *r)
{
    struct scope scope = {m->flow, m->incident, m->step->path, m->now};
    for (size_t i = 0; i < a->n_requires; i++) {
        struct value holds = condition_value(a->require[i].when, scope_lookup, &scope);
        struct str why = {0};
        condition_explain(a->require[i].when, scope_lookup, &scope, &why);
        if (holds.kind != VALUE_FLAG)
            reasons_say(r, _("It needs: %s. Not known now: %s"), a->require[i].text, str_get(&why));
        else if (!holds.flag)
            reasons_say(r, _("It needs: %s. That does not hold, so it will be refused: %s"), a->require[i].text, str_get(&why));
        else
            reasons_say(r, _("It needs: %s. That holds: %s"), a->require[i].text, str_get(&why));
        str_release(&why);
    }
}

void why_action(const struct model *m, size_t i, struct reasons *r)
{
    if (i >= m->step->step->n_actions)
        return;
    const struct flow_action *a = &m->step->step->action[i];
    reasons_head(r, "%s", a->id);
    reasons_say(r, "%s", a->risk == RISK_DESTROY ? _("It destroys. It is asked first, and runs only when its name is typed.")
                                                 : _("It changes the world. It is asked first, and Enter alone is no."));
    if (m->is_readonly)
        reasons_say(r, "%s", _("Refused here: this triage only reads."));
    else if (!m->is_recorded)
        reasons_say(r, "%s", _("Refused now: what is not recorded does not run."));
    if (a->by_hand)
        reasons_say(r, "%s", _("It is done by hand: y copies it, o says what came of it."));
    show_requirements(m, a, r);
    if (a->needs_second)
        reasons_say(r, "%s", _("Another login must say yes to it before it runs."));
    reasons_say(r, "%s", a->undo           ? _("Way back: what it changes can be undone (u), each with a question.")
                         : a->undo_unknown ? _("Way back: unknown. Nobody wrote one down.")
                                           : _("Way back: none. What it changes cannot be undone."));
    if (a->temporary)
        reasons_say(r, _("It leaves behind what must not stay: %s. That blocks resolving until it is gone."), a->temporary);
}
