/* turn: the table of what a session can be asked for, and the ends of what was started. */
#include "app/turn.h"

#include <stdio.h>
#include <string.h>

#include "app/alert.h"
#include "app/clock.h"
#include "app/parts.h"
#include "app/request.h"
#include "app/trial.h"
#include "app/undo.h"
#include "base/i18n.h"
#include "incident/proposal.h"

typedef bool (*does_wish)(struct session *s, const struct wish *w, struct err *e);

void session_go_home(struct session *s)
{
    s->is_away = s->runs.list.n > 0;
    if (!s->is_away)
        close_incident(s);
}

static bool has_free_hands(const struct session *s, struct err *e)
{
    if (!s->inc || !s->runs.list.n)
        return true;
    return err_set(e, ERR_BUSY, _("Commands of INC-%lld still run; go back there and wait, or stop them with Ctrl-C."), (long long)s->inc->number);
}

static bool start(struct session *s, const struct wish *w, struct err *e)
{
    if (!has_free_hands(s, e))
        return false;
    return open_flow(s, w->id, NULL, "home", e);
}

static bool open_number(struct session *s, const struct wish *w, struct err *e)
{
    char which[32];
    snprintf(which, sizeof which, "INC-%lld", (long long)w->number);
    if (s->inc && s->inc->number == w->number) {
        s->is_away = false;
        return true;
    }
    return has_free_hands(s, e) && open_incident(s, which, e) && alert_join(s, e);
}

static const struct {
    enum wish_kind kind;
    does_wish does;
    bool needs_incident;
} wishes[] = {
    {WISH_START, start, false},
    {WISH_OPEN, open_number, false},
    {WISH_SET_INPUT, give_input, true},
    {WISH_CORRECT, give_correction, true},
    {WISH_RUN_PROBES, probe_run_all, true},
    {WISH_CANCEL_RUN, probe_cancel, true},
    {WISH_TYPE, probe_type, true},
    {WISH_REPORTED, give_report, true},
    {WISH_CURL, request_copy, true},
    {WISH_REQUEST, request_paste, true},
    {WISH_TICK, tell_tick, true},
    {WISH_ANSWER, move_answer, true},
    {WISH_GO_ON, move_on, true},
    {WISH_FIX, move_fix, true},
    {WISH_ACTION, ask_action, true},
    {WISH_CONFIRMED, ask_confirmed, true},
    {WISH_DECLINED, ask_declined, true},
    {WISH_EDITED, ask_edited, true},
    {WISH_ENVIRONMENT, ask_environment, true},
    {WISH_SECOND, second_answer, true},
    {WISH_DONE_ELSEWHERE, ask_done_elsewhere, true},
    {WISH_LOOK_AGAIN, ask_look_again, true},
    {WISH_SETTLE, ask_settle, true},
    {WISH_DEFER, tell_defer, true},
    {WISH_BACK, move_back, true},
    {WISH_GO, move_to, true},
    {WISH_STRIKE, tell_strike, true},
    {WISH_KEEP, tell_keep, true},
    {WISH_NOTE, tell_note, true},
    {WISH_SEVERITY, tell_severity, true},
    {WISH_RULE_OUT, tell_rule_out, true},
    {WISH_RESTORE, tell_restore, true},
    {WISH_ADD_CAUSE, tell_add_cause, true},
    {WISH_PIN_CAUSE, tell_pin_cause, true},
    {WISH_UNPIN_CAUSE, tell_unpin_cause, true},
    {WISH_UNDO, ask_undo, true},
    {WISH_UNDO_BACK, undo_back, true},
    {WISH_LOOK_LEFT, undo_look, true},
    {WISH_DISCHARGE, tell_discharge, true},
    {WISH_WAIVE, tell_waive, true},
    {WISH_STATUS, tell_status, true},
    {WISH_ESCALATE, tell_escalate, true},
    {WISH_HAND_OVER, tell_hand_over, true},
    {WISH_TAKE_OVER, tell_take_over, true},
    {WISH_TELL, tell_update, true},
    {WISH_DESCRIBE, tell_describe, true},
    {WISH_ITEM, tell_item, true},
    {WISH_PIN, tell_pin, true},
};

bool session_wish(struct session *s, const struct wish *w)
{
    struct err e = {0};
    bool is_refused = false;
    for (size_t i = 0; i < sizeof wishes / sizeof *wishes; i++) {
        if (wishes[i].kind != w->kind)
            continue;
        mem_free(s->status);
        s->status = NULL;
        if (wishes[i].needs_incident && (!s->inc || s->is_away))
            session_say(s, _("No incident is open here."));
        else if (!wishes[i].does(s, w, &e)) {
            session_say(s, "%s", e.text);
            is_refused = !s->trouble.code || e.code != s->trouble.code || !s->inc;
            if (!is_refused) /* what is refused anyway is not kept */
                kept_put(&s->kept, w, s->inc->number);
        }
    }
    return !is_refused;
}

/* ---- what happens by itself --------------------------------------------------------------------------------------------- */

/* Ends that could not be recorded wait here, so that no outcome is lost. */
static bool record_owed(struct session *s)
{
    while (s->owed.n && end_run(s, s->owed.v[0])) {
        runs_free(s->owed.v[0]);
        memmove(s->owed.v, s->owed.v + 1, --s->owed.n * sizeof *s->owed.v);
    }
    return s->owed.n == 0;
}

void session_retry(struct session *s, bool again)
{
    struct kept_wish kept = s->kept;
    s->trouble = (struct err){0};
    s->tried_at = clock_ticks();
    if (!again || !s->inc || s->is_away || !record_owed(s) || kept.wish.kind == WISH_NONE || kept.incident != s->inc->number)
        return;
    s->kept = (struct kept_wish){0};
    session_wish(s, &kept.wish);
    kept_release(&kept);
}

/* A program that holds the journal gives it back some time: then all goes on by itself. */
static bool retry_when_busy(struct session *s)
{
    if (s->trouble.code != ERR_BUSY || clock_ticks() - s->tried_at < TIME_SECOND)
        return false;
    session_retry(s, true);
    return true;
}

/* Nobody has said how bad it is; or only the alert has, before the first step, and what was found since is worse. */
static bool may_propose(const struct incident *inc, int level)
{
    for (size_t i = inc->events.n; i-- > 0;) {
        const struct event *ev = &inc->events.v[i];
        if (ev->kind == EVENT_severity_set)
            return ev->as.severity_set.was_proposed && !ev->step && level < inc->severity;
    }
    return true;
}

static void propose_severity(struct session *s)
{
    struct place p;
    struct str because = {0};
    int level = s->inc && place_now(s, &p) ? proposal_of_severity(&p.scope, &because) : 0;
    if (level && !may_propose(s->inc, level))
        level = 0;
    if (level && level != s->severity_said)
        session_say(s, _("SEV%d proposed: %s; s sets it."), level, str_get(&because));
    s->severity_said = level;
    str_release(&because);
}

static bool end_what_ended(struct session *s)
{
    bool any = false;
    for (struct live_run *r; (r = runs_take_ended(&s->runs)); any = true)
        *vec_push(&s->owed) = r;
    any = any && record_owed(s);
    if (any) {
        propose_severity(s);
        probe_start_queued(s);
        auto_go_on(s);
    }
    return any;
}

/* A change may go on after its triage is gone; its end is no event, so it is looked for. */
static bool runs_without_us(const struct session *s)
{
    return s->inc && s->inc->open_runs.n > s->runs.list.n + s->owed.n;
}

bool session_step(struct session *s)
{
    struct err e = {0};
    bool changed = runs_step(&s->runs, clock_ticks()), news = false;
    changed |= trial_step(s);
    changed |= end_what_ended(s);
    if (s->inc && !journal_refresh(s->journal, s->inc, &news, &e))
        session_say(s, "%s", e.text), changed = true;
    if (news || runs_without_us(s)) {
        int64_t before = s->inc->seq;
        end_orphans(s);
        news |= s->inc->seq != before;
    }
    changed |= second_has_expired(s);
    changed |= retry_when_busy(s);
    return changed || news;
}
