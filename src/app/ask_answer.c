/* ask_answer: the answer to the question before a change, and what becomes of one whose end nobody saw. */
#include "app/parts.h"

#include <string.h>
#include <unistd.h>

#include "app/change_end.h"
#include "app/clock.h"
#include "app/needs.h"
#include "app/trial.h"
#include "app/undo.h"
#include "app/way.h"
#include "base/i18n.h"
#include "store/liveness.h"
#include "text/clean.h"

#define SHOWN_FOR (2 * TIME_MINUTE) /* after that it is read again before it runs */

/* ---- the answer -------------------------------------------------------------------------------------------------------- */

static bool record_intent(struct session *s, bool is_killed, struct err *e)
{
    struct question *q = &s->question;
    const struct flow_action *action = q->undoes ? NULL : q->action;
    struct event ev = {.kind = EVENT_action_started, .step = q->path};
    ev.as.action_started = (struct event_action_started){
        .action = q->action_id,
        .command = q->command,
        .names = q->shown,
        .host = q->host,
        .user = q->user,
        .risk = risk_name(q->risk),
        .before = q->before,
        .undo = q->undoes ? NULL : q->undo,
        .undoes = q->undoes,
        .liveness = s->liveness,
        .timeout = q->timeout,
        .environment = q->environment,
        .approval = q->ask,
        .requires = q->required,
        .on_hangup = is_killed ? "kill" : "finish",
        .announce = q->announce,
        .temporary = action ? action->temporary : NULL,
        .ends = action ? action->ends : 0,
    };
    return record_event(s, &ev, e);
}

static bool run_question(struct session *s, struct err *e)
{
    static const struct flow_action undo_action = {.timeout = 30 * TIME_SECOND};
    struct question *q = &s->question;
    struct will will;
    char why[WHY_TEXT];
    bool is_killed = q->action && !q->undoes && q->action->on_hangup == HANGUP_KILL;
    if (!trial_may_run(s, e) || !record_intent(s, is_killed, e))
        return false;
    q->ask = 0; /* it is used */
    change_will(s, q, s->inc->seq, &q->arena, &will);
    bool is_closed = q->is_far && !way_open(s, q->host, why);
    struct live_run what = {
        .run = s->inc->seq,
        .purpose = RUN_FOR_ACTION,
        .id = (char *)(size_t)q->action_id,
        .path = (char *)(size_t)q->path,
        .action = q->action ? q->action : &undo_action,
        .command = (char *)(size_t)q->command,
        .names = q->names,
        .guard = is_closed ? -1 : liveness_guard(s->liveness, s->inc->seq),
        .will = &will,
        .dies_with_us = is_killed,
        .host = q->is_far ? (char *)(size_t)q->host : NULL,
        .ssh = &s->ssh,
    };
    if (is_closed) {
        runs_refuse(&s->runs, &what, clock_ticks(), why);
        return true;
    }
    bool is_in_terminal = q->action && q->action->terminal;
    bool ok = is_in_terminal ? run_in_terminal(s, &what, e) : runs_start(&s->runs, &what, clock_ticks(), e) != NULL;
    if (what.guard >= 0)
        close(what.guard); /* the keeper has it now */
    return ok;
}

/* Just before it runs: what the author needs is looked at once more, and so is every value. */
static const char *changed_since(struct session *s, struct question *q, struct place *p)
{
    struct environment env;
    const char *host;
    if (!way_where(s, p, q->action->host, &q->arena, &host) || !str_eq(host, q->is_far ? q->host : NULL))
        return host ? host : s->host;
    environment_make(s, &p->scope, q->command, q->undo, true, &q->arena, &env);
    for (size_t i = 0; i < env.shown.n && env.shown.n == q->shown.n; i++)
        if (!str_eq(env.shown.v[i], q->shown.v[i]))
            return env.shown.v[i];
    return env.shown.n == q->shown.n ? NULL : q->action_id;
}

static bool may_run(struct session *s, struct err *e)
{
    struct question *q = &s->question;
    struct place p;
    if (q->refused)
        return err_set(e, ERR_REFUSED, "%s", q->refused);
    if (q->undoes || !place_at(s, q->path, &p))
        return true;
    const char *unmet = needs_look(&p, q->action, &q->arena, &q->needs, &q->required);
    return !unmet || err_set(e, ERR_REFUSED, _("%s was not run: %s"), q->action_id, unmet);
}

/* Others work on the same machines: what was read for the question may not be so any more. */
static bool is_old(const struct question *q)
{
    return q->action && q->action->before && clock_ticks() - q->put_at > SHOWN_FOR;
}

/* A value that changed while it was asked: nobody said yes to what would run now. */
static bool is_as_shown(struct session *s, struct err *e)
{
    struct question *q = &s->question;
    struct place p;
    const char *changed = !q->undoes && place_at(s, q->path, &p) ? changed_since(s, q, &p) : NULL;
    if (!changed && !is_old(q))
        return true;
    if (changed)
        err_set(e, ERR_REFUSED, _("A value has changed since it was asked: %s. Look again."), changed);
    else
        err_set(e, ERR_REFUSED, _("What is shown was read a while ago: it is read again. Look, then answer."));
    struct err why = {0};
    if (!ask_again(s, &why))
        *e = why;
    return false;
}

bool ask_confirmed(struct session *s, const struct wish *w, struct err *e)
{
    (void)w;
    if (!s->question.id)
        return err_set(e, ERR_USAGE, _("Nothing is being asked."));
    if (!s->question.refused && !is_as_shown(s, e))
        return false;
    bool may = may_run(s, e);
    if (may && !second_is_there(s, e))
        return false;
    bool ok = may && run_question(s, e);
    ask_forget(s);
    return ok;
}

bool ask_declined(struct session *s, const struct wish *w, struct err *e)
{
    (void)w, (void)e;
    if (s->question.id)
        session_say(s, _("Not run: %s"), s->question.action_id);
    undo_stop(s);
    ask_forget(s);
    return true;
}

/* The first word may say how it went: worked (the default), failed, unknown. */
static const char *outcome_in(const char *text)
{
    static const char *const outcome[] = {"failed", "unknown"};
    size_t n = text ? strcspn(text, " ,.:;\n") : 0;
    for (size_t i = 0; i < sizeof outcome / sizeof *outcome; i++)
        if (strlen(outcome[i]) == n && strncmp(text, outcome[i], n) == 0)
            return outcome[i];
    return "worked";
}

static bool effect_elsewhere(struct session *s, struct err *e)
{
    const struct flow_action *action = s->question.undoes ? NULL : s->question.action;
    return change_took_effect(s, s->inc->seq, action ? action->temporary : NULL, action ? action->ends : 0, e);
}

bool ask_done_elsewhere(struct session *s, const struct wish *w, struct err *e)
{
    struct question *q = &s->question;
    char digest[65] = "";
    struct event ev = {.kind = EVENT_action_reported, .step = q->path};
    if (!q->id)
        return err_set(e, ERR_USAGE, _("Nothing is being asked."));
    char *line = w->text ? mem_strndup(w->text, strcspn(w->text, "\n")) : mem_strdup("");
    bool ok = str_blank(w->text) || record_blob(s, w->text, strlen(w->text), digest, e);
    ev.as.action_reported = (struct event_action_reported){
        .action = q->action_id,
        .command = q->command,
        .outcome = outcome_in(w->text),
        .output = digest[0] ? digest : NULL,
        .summary = *line ? line : NULL,
        .undo = q->undoes ? NULL : q->undo,
        .undoes = q->undoes,
    };
    ok = ok && record_event(s, &ev, e) && (!str_eq(outcome_in(w->text), "worked") || effect_elsewhere(s, e));
    mem_free(line);
    if (ok || !s->trouble.code) /* what was said is kept, and says it of this question */
        ask_forget(s);
    return ok;
}

/* ---- an unknown outcome ------------------------------------------------------------------------------------------------ */

bool ask_look_again(struct session *s, const struct wish *w, struct err *e)
{
    const struct run *run = incident_find_run(s->inc, w->number);
    struct place p;
    const struct flow_action *action = run && place_at(s, run->step, &p) ? flow_find_action(p.step, run->id) : NULL;
    if (!action || !action->before)
        return err_set(e, ERR_USAGE, _("The flow does not say how to look; find out by hand, then answer."));
    return ask_read(s, &p, action, RUN_FOR_LOOK, 0, e);
}

/* For a question about an undo the state now is on its page; after an unknown outcome it is compared with the one before. */
void ask_looked(struct session *s, const struct live_run *r, const char *now, bool passed)
{
    const struct run *run = incident_last_run(s->inc, r->path, r->id);
    char *clean = clean_text(now, strlen(now));
    if (!ask_undo_looked(s, r, passed ? clean : NULL) && passed) {
        mem_free(s->now_text);
        s->now_text = mem_strdup(clean);
        s->now_run = run ? run->seq : 0;
        s->now_at = clock_now();
    }
    mem_free(clean);
}

bool ask_settle(struct session *s, const struct wish *w, struct err *e)
{
    const struct run *run = incident_find_run(s->inc, w->number);
    struct event ev = {.kind = EVENT_settled};
    if (!run)
        return err_set(e, ERR_USAGE, _("There is no such run."));
    bool has_looked = s->now_run == run->seq && s->now_text && run->before;
    bool is_same = has_looked && str_eq(s->now_text, run->before);
    ev.step = run->step;
    ev.as.settled = (struct event_settled){
        .run = run->seq,
        .action = run->id,
        .verdict = w->id,
        .proposed = !has_looked ? NULL : is_same ? "no_effect" : "took_effect",
        .because = !has_looked ? NULL : is_same ? "before is now" : "before is not now",
    };
    bool is_in_effect = str_eq(w->id, "took_effect") || str_eq(w->id, "in_part");
    const char *temporary = run->temporary; /* lives as long as the incident; the run may be moved */
    int64_t ends = run->ends;
    return record_event(s, &ev, e) && (!is_in_effect || change_took_effect(s, w->number, temporary, ends, e));
}
