/* admit: may this event come next? One row per kind: what it cannot be without, and what else it asks of the state. */
#include "incident/state.h"

#include <string.h>

#include "base/i18n.h"
#include "incident/approval.h"
#include "incident/hypothesis.h"
#include "incident/undo.h"

typedef bool admit_fn(const struct incident *inc, const struct event *ev, struct err *e);

static bool refuse(struct err *e, const char *why)
{
    return err_set(e, ERR_REFUSED, "%s", why);
}

static bool is_one_of(const char *word, const char *words) /* words: " a b c " */
{
    size_t n = word ? strlen(word) : 0;
    for (const char *at = words; n && (at = strstr(at, word)); at++)
        if (at[-1] == ' ' && at[n] == ' ')
            return true;
    return false;
}

/* ---- the rows' own questions -------------------------------------------------------------------------------------------- */
static bool admit_any(const struct incident *inc, const struct event *ev, struct err *e)
{
    (void)inc, (void)ev, (void)e;
    return true;
}

static bool admit_entered(const struct incident *inc, const struct event *ev, struct err *e)
{
    const char *from = ev->as.entered.from;
    if (from && !str_eq(from, inc->step))
        return err_set(e, ERR_REFUSED, _("The incident moved on to step '%s' in the meantime; look there first."),
                       inc->step ? inc->step : "-");
    return true;
}

static bool admit_end(const struct incident *inc, int64_t seq, enum run_kind kind, const char *outcome, struct err *e)
{
    const struct run *run = incident_find_run(inc, seq);
    enum run_outcome parsed;
    if (!run || run->kind != kind)
        return err_set(e, ERR_REFUSED, _("Nothing was started as number %lld, so it cannot end; start it first."),
                       (long long)seq);
    if (run->outcome != RUN_RUNNING)
        return err_set(e, ERR_REFUSED, _("%s, number %lld, has ended already; a command ends once. Run it again, or settle what became of it."),
                       run->id, (long long)seq);
    if (!run_outcome_parse(outcome, &parsed) || parsed == RUN_RUNNING)
        return err_set(e, ERR_REFUSED, _("'%s' is no end of a command; it is exited, timed_out, cancelled, not_started or unknown."),
                       outcome ? outcome : "");
    return true;
}

static bool admit_probe_ended(const struct incident *inc, const struct event *ev, struct err *e)
{
    return admit_end(inc, ev->as.probe_ended.run, RUN_PROBE, ev->as.probe_ended.outcome, e);
}

static bool admit_action_ended(const struct incident *inc, const struct event *ev, struct err *e)
{
    return admit_end(inc, ev->as.action_ended.run, RUN_ACTION, ev->as.action_ended.outcome, e);
}

/* The cursor, or a step that calls the flow in which the cursor is: its outcome is that step's answer. */
static bool is_here(const struct incident *inc, const char *step)
{
    size_t n = strlen(step);
    return inc->step && strncmp(inc->step, step, n) == 0 && (inc->step[n] == '\0' || inc->step[n] == '/');
}

static bool admit_answered(const struct incident *inc, const struct event *ev, struct err *e)
{
    const struct event_answered *a = &ev->as.answered;
    enum outcome outcome;
    if (!is_here(inc, ev->step))
        return err_set(e, ERR_REFUSED, _("The incident is at step '%s', not at '%s'; go back there to answer it anew."),
                       inc->step ? inc->step : "-", ev->step);
    if (a->fix && !is_one_of(a->fix, " helped failed "))
        return err_set(e, ERR_REFUSED, _("'%s' is no verdict on a fix; it helped or failed."), a->fix);
    if (a->fix && str_blank(a->fixed))
        return refuse(e, _("A verdict needs the fix that it is about; do a fix first, or answer without one."));
    if (a->outcome && (!outcome_parse(a->outcome, &outcome) || outcome == OUTCOME_NONE))
        return err_set(e, ERR_REFUSED, _("'%s' is no outcome; it is resolved, found, cleared or escalated."), a->outcome);
    return true;
}

static const struct run *running_action(const struct incident *inc)
{
    for (size_t i = 0; i < inc->open_runs.n; i++)
        if (inc->runs.v[inc->open_runs.v[i]].kind == RUN_ACTION)
            return &inc->runs.v[inc->open_runs.v[i]];
    return NULL;
}

static const struct run *open_question(const struct incident *inc, const struct event *ev)
{
    for (size_t i = 0; i < inc->open_questions.n; i++) {
        const struct run *run = &inc->runs.v[inc->open_questions.v[i]];
        if (!run->verdict && str_eq(run->step, ev->step) && str_eq(run->id, ev->as.action_started.action))
            return run;
    }
    return NULL;
}

static bool admit_undo(const struct incident *inc, int64_t undoes, struct err *e)
{
    const struct run *run = undoes ? incident_find_run(inc, undoes) : NULL;
    if (!undoes)
        return true;
    if (!run || run->kind != RUN_ACTION)
        return err_set(e, ERR_REFUSED, _("Number %lld is no change, so there is nothing to take back; choose one from the undo list."),
                       (long long)undoes);
    if (run->outcome == RUN_RUNNING)
        return err_set(e, ERR_REFUSED, _("%s still runs; wait for it or stop it, then take it back."), run->id);
    if (run->undone_by)
        return err_set(e, ERR_REFUSED, _("%s was taken back already by number %lld."), run->id, (long long)run->undone_by);
    return true;
}

/* What was done elsewhere is done; what runs from here runs in order. */
static bool admit_undo_order(const struct incident *inc, int64_t undoes, struct err *e)
{
    const struct run *run = undoes ? incident_find_run(inc, undoes) : NULL;
    const struct run *first = run ? incident_undo_waits_for(inc, run) : NULL;
    return !first || err_set(e, ERR_REFUSED, _("%s, number %lld, stands on %s: take that back first."), first->id, (long long)first->seq, run->id);
}

static bool admit_action_started(const struct incident *inc, const struct event *ev, struct err *e)
{
    const struct run *open = running_action(inc), *asked = open_question(inc, ev);
    if (open)
        return err_set(e, ERR_REFUSED, _("%s, started by %s, has not ended, and actions run one at a time; wait for it or stop it."),
                       open->id, open->actor ? open->actor : "-");
    if (asked)
        return err_set(e, ERR_REFUSED, _("Nobody knows yet what became of %s, number %lld; say that first, then run it again."),
                       asked->id, (long long)asked->seq);
    return approval_admits_start(inc, ev, e) && admit_undo(inc, ev->as.action_started.undoes, e) &&
           admit_undo_order(inc, ev->as.action_started.undoes, e);
}

static bool admit_settled(const struct incident *inc, const struct event *ev, struct err *e)
{
    const struct event_settled *s = &ev->as.settled;
    const struct run *run = incident_find_run(inc, s->run);
    if (!run || run->outcome != RUN_UNKNOWN)
        return err_set(e, ERR_REFUSED, _("The outcome of number %lld is not unknown, so there is nothing to settle."),
                       (long long)s->run);
    if (run->verdict && !str_eq(run->verdict, "unsure"))
        return err_set(e, ERR_REFUSED, _("What became of %s was settled already; write a note if that was wrong."), run->id);
    if (!is_one_of(s->verdict, " took_effect in_part no_effect unsure "))
        return refuse(e, _("Say what became of it: it took_effect, in_part, no_effect, or unsure."));
    return true;
}

static bool admit_action_reported(const struct incident *inc, const struct event *ev, struct err *e)
{
    if (!is_one_of(ev->as.action_reported.outcome, " worked failed unknown "))
        return refuse(e, _("Say what came of it elsewhere: it worked, failed, or unknown."));
    return admit_undo(inc, ev->as.action_reported.undoes, e);
}

static bool admit_deferred(const struct incident *inc, const struct event *ev, struct err *e)
{
    const struct event_deferred *d = &ev->as.deferred;
    const struct run *run = d->run ? incident_find_run(inc, d->run) : NULL;
    const struct step_record *s = incident_find_step(inc, ev->step);
    if (!d->run && !ev->step)
        return refuse(e, _("Say what is put off: a step, or a command that was run."));
    if (d->run && !run)
        return err_set(e, ERR_REFUSED, _("There is no command number %lld to put off; the timeline has the numbers."),
                       (long long)d->run);
    if (run ? run->is_deferred : s && s->deferral >= 0)
        return err_set(e, ERR_REFUSED, _("'%s' is put off already; it stands under what is left to do."), d->title);
    return true;
}

static bool admit_discharged(const struct incident *inc, const struct event *ev, struct err *e)
{
    const struct event_discharged *d = &ev->as.discharged;
    const struct deferral *item = incident_find_deferral(inc, d->item);
    bool is_skipped = !d->item && ev->step && name_set_has(&inc->skipped, ev->step);
    if (item ? !deferral_is_left(item) : !is_skipped)
        return refuse(e, _("That is not open any more; look again at what is left to do."));
    if (!is_one_of(d->how, " done handed_over waived "))
        return refuse(e, _("Say how it is settled: done, handed_over or waived."));
    if (str_eq(d->how, "handed_over") && str_blank(d->owner))
        return refuse(e, _("Handing over needs a name; say who takes it."));
    if (str_eq(d->how, "waived") && str_blank(d->reason))
        return refuse(e, _("Waiving needs a reason; say why it need not be done."));
    return true;
}

static bool admit_severity(const struct incident *inc, const struct event *ev, struct err *e)
{
    (void)inc;
    int64_t level = ev->as.severity_set.level;
    return (level >= 1 && level <= 4) || refuse(e, _("A severity is 1, 2, 3 or 4; 1 is the worst."));
}

static bool admit_struck(const struct incident *inc, const struct event *ev, struct err *e)
{
    const struct answer_given *a = incident_find_answer(inc, ev->step);
    return (a && !a->is_struck) || refuse(e, _("No answer of that step counts, so there is none to withdraw."));
}

static bool admit_kept(const struct incident *inc, const struct event *ev, struct err *e)
{
    const struct answer_given *a = incident_find_answer(inc, ev->step);
    const char *answer = ev->as.answer_kept.answer;
    if (!a || a->is_struck || !a->is_stale)
        return refuse(e, _("Only an answer off the present path needs to be confirmed; this one does not."));
    return !answer || str_eq(answer, a->answer) ||
           refuse(e, _("That step was answered anew in the meantime; look at the new answer first."));
}

static bool admit_corrected(const struct incident *inc, const struct event *ev, struct err *e)
{
    (void)inc;
    const struct fact_pairs *facts = &ev->as.fact_corrected.facts;
    for (size_t i = 0; i < facts->n; i++)
        if (str_blank(facts->v[i].name))
            return refuse(e, _("A value needs the name of its fact."));
    return facts->n || refuse(e, _("Say which value is corrected, and to what."));
}

/* ---- what comes later ----------------------------------------------------------------------------------------------------- */
static bool admit_relapsed(const struct incident *inc, const struct event *ev, struct err *e)
{
    (void)ev;
    return inc->status != STATUS_OPEN || refuse(e, _("The incident is open, so nothing can come back yet."));
}

static bool admit_redacted(const struct incident *inc, const struct event *ev, struct err *e)
{
    int64_t of = ev->as.redacted.of;
    return (of >= 1 && of <= inc->seq) || refuse(e, _("Say which event the secrets are taken out of."));
}

static bool admit_alerted(const struct incident *inc, const struct event *ev, struct err *e)
{
    (void)inc;
    return is_one_of(ev->as.alerted.status, " firing resolved ") || refuse(e, _("An alert is firing or resolved."));
}

static bool admit_learned(const struct incident *inc, const struct event *ev, struct err *e)
{
    return !incident_find_learned(inc, ev->as.learned.flow) ||
           refuse(e, _("What was learned of that flow is recorded already; it stays as it was at the opening."));
}

/* ---- status --------------------------------------------------------------------------------------------------------------- */
static bool admit_resolved(const struct incident *inc, struct err *e)
{
    size_t n = inc->n_blocking, asked = inc->open_questions.n;
    const struct run *open = running_action(inc);
    if (n)
        return err_set(e, ERR_REFUSED,
                       ngettext("%zu thing is put off; do it, hand it over or waive it, then resolve.",
                                "%zu things are put off; do them, hand them over or waive them, then resolve.", n), n);
    if (open)
        return err_set(e, ERR_REFUSED, _("%s still runs; wait for it or stop it, then resolve."), open->id);
    if (asked)
        return err_set(e, ERR_REFUSED, _("Nobody knows yet what became of %s; say so, or put it off and waive it, then resolve."),
                       inc->runs.v[inc->open_questions.v[0]].id);
    return true;
}

static bool admit_status(const struct incident *inc, const struct event *ev, struct err *e)
{
    enum incident_status to;
    if (!status_parse(ev->as.status_set.status, &to))
        return err_set(e, ERR_REFUSED, _("'%s' is no status; it is open, mitigated, resolved or closed."), ev->as.status_set.status);
    if (to == inc->status)
        return err_set(e, ERR_REFUSED, _("The incident is %s already."), status_word(to));
    if (to == STATUS_CLOSED && inc->status != STATUS_RESOLVED)
        return refuse(e, _("Only what is resolved can be closed; resolve it first."));
    if (to == STATUS_CLOSED && inc->open_runs.n)
        return err_set(e, ERR_REFUSED, _("%s still runs; wait for it or stop it, then close."),
                       inc->runs.v[inc->open_runs.v[0]].id);
    if (to != STATUS_OPEN && to < inc->status)
        return err_set(e, ERR_REFUSED, _("The incident is %s; open it again first."), status_word(inc->status));
    return to != STATUS_RESOLVED || admit_resolved(inc, e);
}

static bool admit_described(const struct incident *inc, const struct event *ev, struct err *e)
{
    (void)inc;
    return is_one_of(ev->as.described.section, " summary impact trigger root_cause detection lessons ") ||
           refuse(e, _("The write-up has no such section; it has summary, impact, trigger, root_cause, detection and lessons."));
}

/* ---- the table ------------------------------------------------------------------------------------------------------------ */
enum { AT_A_STEP = 1, WHEN_CLOSED = 2 };

struct row {
    admit_fn *admit;
    unsigned flags;
    const char *word; /* the text without which it says nothing, and where that is */
    size_t offset;
};

#define SAYS(kind, field) #field, offsetof(union event_body, kind.field)
static const struct row rows[N_EVENT_KINDS] = {
    [EVENT_opened] = {admit_any, 0, SAYS(opened, flow)},
    [EVENT_given] = {admit_any, 0, SAYS(given, input)},
    [EVENT_entered] = {admit_entered, AT_A_STEP, NULL, 0},
    [EVENT_probe_started] = {admit_any, AT_A_STEP, SAYS(probe_started, probe)},
    [EVENT_probe_ended] = {admit_probe_ended, 0, SAYS(probe_ended, outcome)},
    [EVENT_probe_reported] = {admit_any, AT_A_STEP, SAYS(probe_reported, probe)},
    [EVENT_answered] = {admit_answered, AT_A_STEP, SAYS(answered, answer)},
    [EVENT_ticked] = {admit_any, AT_A_STEP, SAYS(ticked, item)},
    [EVENT_action_started] = {admit_action_started, AT_A_STEP, SAYS(action_started, action)},
    [EVENT_action_ended] = {admit_action_ended, 0, SAYS(action_ended, outcome)},
    [EVENT_settled] = {admit_settled, 0, SAYS(settled, verdict)},
    [EVENT_action_reported] = {admit_action_reported, AT_A_STEP, SAYS(action_reported, action)},
    [EVENT_deferred] = {admit_deferred, 0, SAYS(deferred, title)},
    [EVENT_discharged] = {admit_discharged, 0, SAYS(discharged, how)},
    [EVENT_noted] = {admit_any, WHEN_CLOSED, SAYS(noted, text)},
    [EVENT_severity_set] = {admit_severity, 0, NULL, 0},
    [EVENT_cause_ruled_out] = {hypothesis_admits_ruled_out, 0, SAYS(cause_ruled_out, cause)},
    [EVENT_cause_restored] = {hypothesis_admits_restored, 0, SAYS(cause_restored, cause)},
    [EVENT_cause_added] = {hypothesis_admits_added, 0, SAYS(cause_added, cause)},
    [EVENT_answer_struck] = {admit_struck, AT_A_STEP, NULL, 0},
    [EVENT_answer_kept] = {admit_kept, AT_A_STEP, NULL, 0},
    [EVENT_fact_corrected] = {admit_corrected, 0, NULL, 0},
    [EVENT_status_set] = {admit_status, WHEN_CLOSED, SAYS(status_set, status)},
    [EVENT_escalated] = {admit_any, 0, NULL, 0},
    [EVENT_handover_asked] = {admit_any, 0, SAYS(handover_asked, to)},
    [EVENT_taken_over] = {admit_any, 0, NULL, 0},
    [EVENT_told] = {admit_any, 0, NULL, 0},
    [EVENT_article_read] = {admit_any, WHEN_CLOSED, SAYS(article_read, article)},
    [EVENT_exported] = {admit_any, WHEN_CLOSED, NULL, 0},
    [EVENT_joined] = {admit_any, WHEN_CLOSED, NULL, 0},
    [EVENT_departed] = {admit_any, WHEN_CLOSED, NULL, 0},
    [EVENT_pinned] = {admit_any, 0, NULL, 0},
    [EVENT_described] = {admit_described, WHEN_CLOSED, SAYS(described, section)},
    [EVENT_action_item] = {admit_any, WHEN_CLOSED, SAYS(action_item, text)},
    [EVENT_approval_asked] = {approval_admits_asked, AT_A_STEP, SAYS(approval_asked, action)},
    [EVENT_approval_given] = {approval_admits_given, 0, NULL, 0},
    [EVENT_approval_refused] = {approval_admits_refused, 0, NULL, 0},
    [EVENT_relapsed] = {admit_relapsed, WHEN_CLOSED, SAYS(relapsed, probe)},
    [EVENT_redacted] = {admit_redacted, WHEN_CLOSED, NULL, 0},
    [EVENT_alerted] = {admit_alerted, WHEN_CLOSED, SAYS(alerted, title)},
    [EVENT_learned] = {admit_learned, 0, SAYS(learned, flow)},
    [EVENT_cause_pinned] = {hypothesis_admits_pinned, 0, SAYS(cause_pinned, cause)},
    [EVENT_cause_unpinned] = {hypothesis_admits_unpinned, 0, SAYS(cause_unpinned, cause)},
};

static bool admit_place(const struct incident *inc, const struct event *ev, struct err *e)
{
    if (ev->seq && ev->seq != inc->seq + 1)
        return err_set(e, ERR_REFUSED, _("Event %lld cannot follow event %lld; the journal is damaged between them. Run: triage journal verify"),
                       (long long)ev->seq, (long long)inc->seq);
    if (!inc->seq && ev->kind != EVENT_opened)
        return refuse(e, _("Nothing was opened yet; open an incident first."));
    if (inc->seq && ev->kind == EVENT_opened)
        return refuse(e, _("This incident is open already; start another one, or go on in this one."));
    return true;
}

bool incident_admits(const struct incident *inc, const struct event *ev, struct err *e)
{
    const struct row *row = &rows[ev->kind];
    if (!admit_place(inc, ev, e))
        return false;
    if (inc->status == STATUS_CLOSED && !(row->flags & WHEN_CLOSED))
        return refuse(e, _("The incident is closed; open it again first, then go on."));
    if ((row->flags & AT_A_STEP) && str_blank(ev->step))
        return err_set(e, ERR_REFUSED, _("An event of kind %s belongs to a step; say to which."), event_shapes[ev->kind].name);
    const char *text = row->word ? *(const char *const *)((const char *)&ev->as + row->offset) : NULL;
    if (row->word && (!text || (unsigned char)*text <= ' ') && str_blank(text))
        return err_set(e, ERR_REFUSED, _("An event of kind %s says nothing without its %s; fill that in."),
                       event_shapes[ev->kind].name, row->word);
    return row->admit(inc, ev, e);
}
