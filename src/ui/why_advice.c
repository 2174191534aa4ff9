/* why_advice: the ways on that were weighed against one another, and why nothing is advised where nothing is. */
#include "base/i18n.h"
#include "incident/advice.h"
#include "ui/why_own.h"

static void say_silence(const struct model *m, struct reasons *r)
{
    const struct advice *a = m->advice;
    switch (a->silence) {
    case ADVICE_SYMPTOM_FIRST:
        reasons_say(r, "%s", _("The symptom comes first: is it real, since when, how bad? Before that there is nothing to choose by."));
        return;
    case ADVICE_NO_CAUSES: reasons_say(r, "%s", _("The flow names no causes, so there is nothing to weigh.")); return;
    case ADVICE_WOULD_DESTROY:
        reasons_say(r, _("%s would come first, and destroys: it is advised only when it is at least 50%% likely to help."), a->fix->title);
        return;
    case ADVICE_SPEAKS: break;
    }
}

static void show_questions(const struct advice *a, struct reasons *r)
{
    enum { MOST = 8 };
    for (size_t i = 0; i < a->n_questions && i < MOST; i++)
        reasons_row(r, a->question[i].step->title, reasons_minutes(r, a->question[i].cost), reasons_tenths(r, a->question[i].expected), NULL, NULL);
}

static void show_fix(const struct fixes *f, struct reasons *r)
{
    const struct fix_option *o = f->plan.n ? &f->option[f->plan.order[0]] : NULL;
    if (o)
        reasons_row(r, o->step->title, reasons_minutes(r, o->cost), reasons_tenths(r, (int64_t)f->plan.expected), NULL, NULL);
}

/* Each way, with the best that can be done after it. */
static void show_ways(const struct model *m, struct reasons *r)
{
    const struct advice *a = m->advice;
    reasons_columns(r, _("what could come first"), _("costs"), _("in all"), NULL, NULL);
    show_questions(a, r);
    show_fix(m->fixes, r);
    reasons_row(r, _("Escalate"), NULL, reasons_tenths(r, m->fixes->escalate_takes), NULL, NULL);
    reasons_note(r, "%s", _("in all: minutes until repaired, on average, when that is done first and the best that is left after it: what a question "
                            "may tell is weighed by how likely each answer is. The least is advised; what saves less than 15 s is none."));
}

static void say_kind(const struct advice *a, struct reasons *r)
{
    if (a->kind == ADVICE_SETTLE)
        reasons_say(r, _("%s depends on what is not known yet; this step finds it."), a->fix->title);
    else if (a->kind == ADVICE_VERIFY)
        reasons_say(r, _("%s was done: what came of it is the next thing to know, before anything else is tried."), a->fix->title);
    else if (a->kind == ADVICE_QUESTION && a->fix)
        reasons_say(r, _("%s would come first, and destroys: it is advised only when it is at least 50%% likely to help."), a->fix->title);
}

void why_advice(const struct model *m, struct reasons *r)
{
    const struct advice *a = m->advice;
    if (m->next)
        reasons_head(r, _("Next: %s"), m->next);
    else
        reasons_head(r, "%s", _("Nothing is advised."));
    if (m->incident->status != STATUS_OPEN) {
        reasons_say(r, _("The incident is %s: what is left to do stands on D."), status_word(m->incident->status));
        return;
    }
    if (!m->step)
        reasons_say(r, "%s", _("The flow has ended here: g goes back to a step of it."));
    if (!a || !m->fixes || !m->step)
        return;
    say_silence(m, r);
    say_kind(a, r);
    if (a->kind == ADVICE_QUESTION || a->kind == ADVICE_FIX || a->kind == ADVICE_SETTLE || a->kind == ADVICE_ESCALATE)
        show_ways(m, r);
}

/* ---- the step ---------------------------------------------------------------------------------------------------------------- */

static void why_probe(const struct model *m, size_t i, struct reasons *r)
{
    const struct flow_step *step = m->step->step;
    const char *id = i < step->n_probes ? step->probe[i].id : NULL;
    if (!id)
        return;
    reasons_head(r, "%s", id);
    reasons_say(r, "%s", _("It only reads: r runs it, and nothing is changed. What it finds proposes an answer; you decide."));
    for (size_t k = 0; k < m->step->n_cannot; k++)
        if (str_eq(m->step->cannot[k].probe, id))
            reasons_say(r, _("It cannot run here: %s"), m->step->cannot[k].why);
}

static void why_pointed_at(const struct model *m, struct row_id at, struct reasons *r)
{
    if (at.kind == ROW_ANSWER)
        why_answer(m, (size_t)at.key, r);
    else if (at.kind == ROW_UNSURE)
        why_unsure(r);
    else if (at.kind == ROW_FIX)
        why_fix(m, (size_t)at.key, r);
    else if (at.kind == ROW_ESCALATE)
        why_escalate(m, r);
    else if (at.kind == ROW_ACTION)
        why_action(m, (size_t)at.key, r);
    else if (at.kind == ROW_PROBE)
        why_probe(m, (size_t)at.key, r);
    if (at.kind != ROW_ANSWER && m->step->step->n_answers)
        why_question(m, r);
}

void why_step(const struct model *m, struct row_id at, struct reasons *r)
{
    why_pointed_at(m, at, r);
    if (m->step->step->answers_fixes)
        why_order(m, r);
    why_advice(m, r);
    why_found(m, r);
}
