/* why_answer: whether an answer is proposed, by which facts, and what it would do to the causes. */
#include <string.h>

#include "base/i18n.h"
#include "flow/condition.h"
#include "incident/finding.h"
#include "incident/outlook.h"
#include "incident/proposal.h"
#include "ui/why_own.h"
#include "ui/words.h"

static struct scope scope_of(const struct model *m)
{
    return (struct scope){m->flow, m->incident, m->step->path, m->now};
}

/* ---- is it proposed? ------------------------------------------------------------------------------------------------------- */

/* Another one above it holds, or is not known: the search ended there. */
static const struct flow_answer *stopped_at(struct scope *scope, const struct flow_step *step, const struct flow_answer *a)
{
    for (const struct flow_answer *other = step->answer; other < a; other++) {
        struct value holds = other->when ? condition_value(other->when, scope_lookup, scope) : value_flag(false);
        if (holds.kind != VALUE_FLAG || holds.flag)
            return other;
    }
    return NULL;
}

static void say_condition(const struct model *m, const struct flow_answer *a, struct reasons *r)
{
    struct scope scope = scope_of(m);
    struct str why = {0};
    struct value holds = condition_value(a->when, scope_lookup, &scope);
    const struct flow_answer *other = stopped_at(&scope, m->step->step, a);
    condition_explain(a->when, scope_lookup, &scope, &why);
    if (holds.kind != VALUE_FLAG)
        reasons_say(r, _("Not proposed yet. Not known: %s"), str_get(&why));
    else if (!holds.flag)
        reasons_say(r, _("Not proposed: its condition does not hold. %s"), str_get(&why));
    else if (other)
        reasons_say(r, _("It would hold: %s. But \"%s\" stands above it, and the first that holds is proposed."), str_get(&why), other->label);
    else
        reasons_say(r, _("It holds: %s"), str_get(&why));
    str_release(&why);
}

static void say_proposed(const struct model *m, const struct flow_answer *a, struct reasons *r)
{
    const struct model_proposal *p = &m->step->proposal;
    if (str_eq(p->answer, a->id) && p->because)
        reasons_say(r, _("Proposed, because %s. You decide; another answer asks why, and the reason is recorded."), p->because);
    else if (str_eq(p->answer, a->id))
        reasons_say(r, "%s", _("Proposed. You decide; another answer asks why, and the reason is recorded."));
    else if (!a->when)
        reasons_say(r, "%s", _("No fact proposes it: only a person can say this."));
    else if (m->step->waits)
        reasons_say(r, _("Nothing is proposed while samples are taken: it %s."), m->step->waits);
    else
        say_condition(m, a, r);
}

static const struct answer_given *given(const struct model *m)
{
    const struct answer_given *g = incident_find_answer(m->incident, m->step->path);
    return g && !g->is_struck ? g : NULL;
}

static void say_given(const struct model *m, const struct flow_answer *a, struct reasons *r)
{
    const struct answer_given *g = given(m);
    struct str clock = {0};
    if (!g || !str_eq(g->answer, a->id))
        return;
    words_clock(m, g->at, &clock);
    if (!str_blank(g->reason))
        reasons_say(r, _("%s gave it at %s: %s"), g->actor ? g->actor : "?", str_get(&clock), event_word(g->reason));
    else
        reasons_say(r, _("%s gave it at %s."), g->actor ? g->actor : "?", str_get(&clock));
    if (g->is_stale)
        reasons_say(r, "%s", _("The way led elsewhere since. It counts still, until it is confirmed or withdrawn (x)."));
    str_release(&clock);
}

/* ---- what would it do? ------------------------------------------------------------------------------------------------------- */

static int index_of(const struct flow_step *step, const char *answer)
{
    for (size_t i = 0; answer && i < step->n_answers; i++)
        if (str_eq(step->answer[i].id, answer))
            return (int)i;
    return -1;
}

/* is_given: one of the answers counts already; the shares are then those without it. */
static void show_outlook(struct reasons *r, const struct outlook *o, bool is_given)
{
    enum { MOST = 10 };
    reasons_say(r, _("As the causes stand, this is the answer with a chance of %s. What it does to them:"), reasons_share(r, o->chance));
    reasons_columns(r, _("cause"), _("if so"), is_given ? _("without") : _("now"), C_("share", "then"), NULL);
    for (size_t i = 0; i < o->n && i < MOST; i++)
        reasons_row(r, words_cause(o->cause[i].cause), reasons_share(r, o->cause[i].likelihood), reasons_share(r, o->cause[i].before),
                    reasons_share(r, o->cause[i].share), NULL);
    reasons_note(r, "%s", _("if so: how often this is the answer, if that is the cause, by the numbers of the flow. then: the share before it times "
                            "that, brought back to a sum of one."));
}

static void say_outlook(const struct model *m, size_t i, struct reasons *r)
{
    const struct flow_step *step = m->step->step;
    const struct answer_given *g = given(m);
    struct outlook o;
    if (!m->diagnosis || !m->diagnosis->n)
        return;
    outlook_of_answer(m->flow, m->diagnosis, step, i, g ? index_of(step, g->answer) : -1, &r->arena, &o);
    if (o.says_something)
        show_outlook(r, &o, g && index_of(step, g->answer) >= 0);
    else if (step->answer[i].fix != FIX_NO_VERDICT)
        reasons_say(r, "%s", _("It says what came of the last fix, and moves the causes that the fix cures."));
    else
        reasons_say(r, "%s", _("It moves no cause."));
}

static void say_next(const struct model *m, const struct flow_answer *a, struct reasons *r)
{
    if (a->outcome != OUTCOME_NONE)
        reasons_say(r, _("It ends the flow: %s."), outcome_name(a->outcome));
    else if (a->next >= 0)
        reasons_say(r, _("It leads to: %s"), m->flow->step[a->next].title);
}

void why_answer(const struct model *m, size_t i, struct reasons *r)
{
    const struct flow_step *step = m->step->step;
    if (i >= step->n_answers)
        return;
    reasons_head(r, "%s", step->answer[i].label);
    say_given(m, &step->answer[i], r);
    say_proposed(m, &step->answer[i], r);
    say_next(m, &step->answer[i], r);
    say_outlook(m, i, r);
}

void why_unsure(struct reasons *r)
{
    reasons_head(r, "%s", _("Not sure"));
    reasons_say(r, "%s", _("Always an answer. It moves no cause, and the way goes on; the question can be answered later."));
}

/* ---- the question as a whole --------------------------------------------------------------------------------------------------- */

void why_question(const struct model *m, struct reasons *r)
{
    const struct model_proposal *p = &m->step->proposal;
    const struct flow_answer *a = p->answer ? flow_find_answer(m->step->step, p->answer) : NULL;
    struct scope scope = scope_of(m);
    struct str missing = {0};
    if (a) {
        reasons_head(r, _("Proposed: %s"), a->label);
        if (p->because)
            reasons_say(r, _("because %s"), p->because);
        reasons_say(r, "%s", _("The first answer whose condition holds is proposed. You decide; another answer asks why, and the reason is "
                               "recorded. w on an answer says what it would do to the causes."));
        return;
    }
    reasons_head(r, "%s", _("Nothing is proposed."));
    const struct flow_answer *waits = proposal_of_answer(&scope, m->step->step, &missing).waits;
    if (m->step->waits)
        reasons_say(r, _("Nothing is proposed while samples are taken: it %s."), m->step->waits);
    else if (waits && missing.n)
        reasons_say(r, _("Not known: %s. \"%s\" depends on it, and the first answer whose condition holds is proposed."), str_get(&missing),
                    waits->label);
    else
        reasons_say(r, "%s", _("No condition of an answer holds: its facts are unknown until the probes have run, or they say something else."));
    str_release(&missing);
}

static bool is_of_step(const struct flow_step *step, const char *name, size_t n)
{
    for (size_t p = 0; p < step->n_probes; p++)
        if (strlen(step->probe[p].id) == n && strncmp(step->probe[p].id, name, n) == 0)
            return true;
    return false;
}

/* What the author asked for comes before what every run yields. */
static size_t list_found(const struct model *m, bool of_every_run, struct reasons *r)
{
    size_t n = 0;
    for (size_t i = 0; i < m->incident->facts.n; i++) {
        const struct fact *f = &m->incident->facts.v[i];
        const char *dot = strchr(f->name, '.');
        struct str text = {0};
        if (!dot || !value_is_known(&f->value) || !is_of_step(m->step->step, f->name, (size_t)(dot - f->name)) ||
            finding_is_of_every_run(f->name) != of_every_run)
            continue;
        words_value(m, f->name, &f->value, &text);
        reasons_pair(r, f->name, str_get(&text));
        str_release(&text);
        n++;
    }
    return n;
}

void why_found(const struct model *m, struct reasons *r)
{
    if (!m->step->step->n_probes)
        return;
    reasons_head(r, "%s", _("What this step found"));
    if (list_found(m, false, r) + list_found(m, true, r) == 0)
        reasons_say(r, "%s", _("nothing yet"));
}
