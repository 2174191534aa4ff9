/* why_left: why a change can or cannot be taken back, and why something blocks resolving or does not. */
#include "base/i18n.h"
#include "flow/condition.h"
#include "incident/path.h"
#include "incident/scope.h"
#include "incident/undo.h"
#include "ui/why_own.h"
#include "ui/words.h"

/* ---- a change -------------------------------------------------------------------------------------------------------------- */

static const struct model_undo *looked_at(const struct model *m, const struct run *run)
{
    for (size_t i = 0; i < m->n_undo; i++)
        if (m->undo[i].run == run->seq)
            return &m->undo[i];
    return NULL;
}

static const char *state_sentence(const struct run *run, const struct model_undo *u)
{
    switch (incident_undo_state(run, u ? u->now : NULL)) {
    case UNDO_AS_LEFT: return _("It is still as it was left.");
    case UNDO_BACK: return _("It is already back as it was before; nothing is left to undo.");
    case UNDO_CHANGED: return _("It was changed since, by somebody else or by itself: to undo it would undo that, too. Look first.");
    case UNDO_UNSURE: return _("It is not as it was before, and what was left was not read: nobody can tell whether it was changed since.");
    case UNDO_NOT_LOOKED: break;
    }
    return u && u->at ? _("Its state could not be read.") : _("Nobody has looked how it is now.");
}

static void show_states(const struct run *run, const struct model_undo *u, struct reasons *r)
{
    if (!str_blank(run->before))
        reasons_pair(r, _("before"), run->before);
    if (!str_blank(run->left))
        reasons_pair(r, _("left"), run->left);
    if (u && !str_blank(u->now))
        reasons_pair(r, _("now"), u->now);
}

void why_change(const struct model *m, const struct run *run, struct reasons *r)
{
    const struct model_undo *u = looked_at(m, run);
    struct str clock = {0};
    words_clock(m, run->started, &clock);
    reasons_head(r, "%s", run->id);
    reasons_say(r, _("Changed by %s at %s."), run->actor ? run->actor : "?", str_get(&clock));
    if (run->outcome == RUN_UNKNOWN && !run->verdict)
        reasons_say(r, "%s", _("Nobody knows how it ended: say that first, on its step."));
    if (str_blank(run->undo))
        reasons_say(r, "%s", _("It cannot be undone: the flow gives no way back."));
    reasons_say(r, "%s", state_sentence(run, u));
    if (u && u->waits_for)
        reasons_say(r, _("%s was made later, with what this one left: that is taken back first."), u->waits_for);
    if (run->temporary)
        reasons_say(r, _("It leaves behind what must not stay: %s. That blocks resolving until it is gone."), run->temporary);
    show_states(run, u, r);
    if (!str_blank(run->undo))
        reasons_pair(r, _("undo"), run->undo);
    str_release(&clock);
}

/* ---- what is left ------------------------------------------------------------------------------------------------------------- */

static void why_deferral(const struct model *m, const struct deferral *d, struct reasons *r)
{
    const struct event *ev = incident_event(m->incident, d->seq);
    struct str clock = {0};
    words_clock(m, ev->at, &clock);
    reasons_head(r, "%s", d->title ? d->title : d->step ? d->step : "?");
    if (d->is_temporary)
        reasons_say(r, _("A change by %s left it behind at %s."), ev->actor ? ev->actor : "?", str_get(&clock));
    else
        reasons_say(r, _("%s put it off at %s."), ev->actor ? ev->actor : "?", str_get(&clock));
    if (!str_blank(d->reason))
        reasons_pair(r, _("reason"), d->reason);
    reasons_say(r, "%s", d->how ? _("It was handed over: it blocks no more, and is still to be done.")
                                : _("It blocks resolving until it is done, handed over to somebody with a date (d), or waived with a reason (x)."));
    str_release(&clock);
}

static void why_skipped(const struct model *m, const char *path, struct reasons *r)
{
    const struct flow_step *step = m->flow && path_within(path, m->step ? m->step->path : NULL) ? flow_find_step(m->flow, path_last(path)) : NULL;
    struct scope scope = {m->flow, m->incident, m->step ? m->step->path : NULL, m->now};
    struct str why = {0};
    reasons_head(r, "%s", step ? step->title : path);
    if (step && step->when)
        condition_explain(step->when, scope_lookup, &scope, &why);
    if (why.n)
        reasons_say(r, _("Passed over: the flow asks it only when its condition holds. %s"), str_get(&why));
    else
        reasons_say(r, "%s", _("Passed over: the way led past it."));
    reasons_say(r, "%s", _("It is listed so that nobody forgets it; it blocks nothing."));
    str_release(&why);
}

static void why_status(const struct model *m, enum incident_status to, struct reasons *r)
{
    const struct incident *inc = m->incident;
    size_t n = incident_n_blocking(inc) + incident_n_unsettled(inc);
    reasons_head(r, "%s", status_word(to));
    if (to == STATUS_RESOLVED && n)
        reasons_say(r, "%s", _("Refused as long as something is put off, or nobody knows how a change ended:"));
    else
        reasons_say(r, "%s", _("Nothing stands in its way."));
    for (size_t i = 0; to == STATUS_RESOLVED && i < inc->deferrals.n; i++)
        if (!inc->deferrals.v[i].how)
            reasons_pair(r, _("put off"), inc->deferrals.v[i].title ? inc->deferrals.v[i].title : "?");
    for (size_t i = 0; to == STATUS_RESOLVED && i < inc->runs.n; i++)
        if (inc->runs.v[i].kind == RUN_ACTION && inc->runs.v[i].outcome == RUN_UNKNOWN && !inc->runs.v[i].verdict)
            reasons_pair(r, _("outcome unknown"), inc->runs.v[i].id);
}

bool why_left(const struct model *m, struct row_id at, struct reasons *r)
{
    const struct incident *inc = m->incident;
    const struct deferral *d = at.kind == ROW_DEFERRED ? incident_find_deferral(inc, at.key) : NULL;
    const struct run *run = at.kind == ROW_RUN ? incident_find_run(inc, at.key) : NULL;
    if (d)
        why_deferral(m, d, r);
    else if (run)
        why_change(m, run, r);
    else if (at.kind == ROW_SKIPPED && (size_t)at.key < inc->skipped.n)
        why_skipped(m, inc->skipped.v[at.key], r);
    else if (at.kind == ROW_STATUS)
        why_status(m, (enum incident_status)at.key, r);
    else
        return false;
    return true;
}
