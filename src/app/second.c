/* second: a guarded change is asked of another login, too: to the letter, for a while, once. */
#include "app/parts.h"

#include <string.h>
#include <unistd.h>

#include "app/clock.h"
#include "base/i18n.h"
#include "incident/approval.h"
#include "store/liveness.h"

/* A yes to this very change, when the state was only read again meanwhile. */
static bool has_yes_already(struct session *s)
{
    struct question *q = &s->question;
    const struct approval *a = incident_open_approval(s->inc, q->path, q->action_id, clock_now());
    struct event_action_started same = {.action = q->action_id, .command = q->command, .names = q->shown, .host = q->host,
                                        .risk = risk_name(q->risk), .undo = q->undo};
    if (!a || !a->is_given || !str_eq(a->asker, s->actor) || !approval_covers(a, &same))
        return false;
    q->ask = a->seq;
    return true;
}

void second_ask(struct session *s)
{
    struct question *q = &s->question;
    struct err e = {0};
    struct event ev = {.kind = EVENT_approval_asked, .step = q->path};
    if (!q->needs_second || q->undoes || q->refused || has_yes_already(s))
        return;
    ev.as.approval_asked = (struct event_approval_asked){
        .action = q->action_id,
        .command = q->command,
        .names = q->shown,
        .host = q->host,
        .risk = risk_name(q->risk),
        .environment = q->environment,
        .before = q->before,
        .undo = q->undo,
        .until = clock_now() + q->action->approve_within,
        .liveness = s->liveness,
    };
    if (record_event(s, &ev, &e))
        q->ask = s->inc->seq;
    else
        q->refused = arena_strdup(&q->arena, e.text);
}

bool second_has_expired(struct session *s)
{
    struct question *q = &s->question;
    const struct approval *a = s->inc ? incident_find_approval(s->inc, q->ask) : NULL;
    bool has_expired = a && clock_now() > a->until;
    bool is_news = has_expired && !q->has_expired;
    q->has_expired = has_expired;
    return is_news;
}

void second_withdraw(struct session *s)
{
    struct err e = {0};
    const struct approval *a = s->inc ? incident_find_approval(s->inc, s->question.ask) : NULL;
    if (!a || a->answerer || a->is_used || clock_now() > a->until)
        return;
    struct event ev = {.kind = EVENT_approval_refused, .step = a->step};
    ev.as.approval_refused = (struct event_approval_refused){.ask = a->seq, .action = a->action};
    s->question.ask = 0;
    record_event(s, &ev, &e);
}

bool second_is_there(struct session *s, struct err *e)
{
    const struct question *q = &s->question;
    const struct approval *a = incident_find_approval(s->inc, q->ask);
    if (!q->needs_second || q->undoes)
        return true;
    if (!a || (!a->answerer && clock_now() > a->until))
        return err_set(e, ERR_REFUSED, _("Nobody said yes in time; leave the question and ask again."));
    if (!a->answerer)
        return err_set(e, ERR_REFUSED, _("It waits for the yes of another login; it cannot run before."));
    if (!a->is_given)
        return err_set(e, ERR_REFUSED, _("%s said no; leave the question, and talk."), a->answerer);
    return clock_now() <= a->until || err_set(e, ERR_REFUSED, _("The yes of %s is too old; leave the question and ask again."), a->answerer);
}

const char *second_hindrance(const struct session *s, const struct approval *a, struct arena *arena)
{
    if (approval_is_same_person(a->asker, s->actor))
        return arena_strdup(arena, _("you asked; the second yes must be somebody else's"));
    if (s->is_readonly)
        return arena_strdup(arena, _("this triage was started with --readonly"));
    if (a->answerer)
        return arena_printf(arena, a->is_given ? _("%s said yes already") : _("%s said no already"), a->answerer);
    if (clock_now() > a->until)
        return arena_strdup(arena, _("the time for an answer is over"));
    const struct event *asked = incident_event(s->inc, a->seq);
    if (str_eq(asked->host, s->host) && a->liveness && liveness_is_free(a->liveness))
        return arena_printf(arena, _("the terminal of %s is gone"), a->asker);
    return NULL;
}

static bool record_answer(struct session *s, const struct approval *a, bool is_yes, const char *reason, struct err *e)
{
    const char *tty = ttyname(STDIN_FILENO);
    struct event ev = {.kind = is_yes ? EVENT_approval_given : EVENT_approval_refused, .step = a->step};
    if (is_yes)
        ev.as.approval_given = (struct event_approval_given){.ask = a->seq, .action = a->action, .tty = tty};
    else
        ev.as.approval_refused = (struct event_approval_refused){.ask = a->seq, .action = a->action, .reason = reason};
    return record_event(s, &ev, e);
}

bool second_answer(struct session *s, const struct wish *w, struct err *e)
{
    struct arena arena = {0};
    const struct approval *a = incident_find_approval(s->inc, w->number);
    const char *why = a ? second_hindrance(s, a, &arena) : NULL;
    const char *action = a ? a->action : "", *asker = a ? a->asker : ""; /* what others recorded may move the list */
    bool ok = a && !why && record_answer(s, a, w->flag, str_blank(w->reason) ? NULL : w->reason, e);
    if (!a)
        err_set(e, ERR_USAGE, _("Nobody asks for a second yes."));
    else if (why)
        err_set(e, ERR_REFUSED, _("That cannot be answered: %s."), why);
    else if (ok && w->flag)
        session_say(s, _("You said yes to %s. It runs when %s confirms it, and not before."), action, asker);
    else if (ok)
        session_say(s, _("You said no to %s; %s is told."), action, asker);
    arena_release(&arena);
    return ok;
}
