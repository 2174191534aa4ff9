/* approval: a list of what was asked for, in order; each is answered once and used once. */
#include "incident/approval.h"

#include <string.h>

#include "base/i18n.h"

const struct approval *incident_find_approval(const struct incident *inc, int64_t seq)
{
    for (size_t i = inc->approvals.n; seq && i-- > 0;)
        if (inc->approvals.v[i].seq == seq)
            return &inc->approvals.v[i];
    return NULL;
}

static bool can_be_used(const struct approval *a, int64_t now)
{
    return !a->is_used && now <= a->until && (!a->answerer || a->is_given);
}

const struct approval *incident_open_approval(const struct incident *inc, const char *step, const char *action, int64_t now)
{
    for (size_t i = inc->approvals.n; i-- > 0;) {
        const struct approval *a = &inc->approvals.v[i];
        if (str_eq(a->step, step) && str_eq(a->action, action))
            return can_be_used(a, now) ? a : NULL;
    }
    return NULL;
}

/* ---- the fold ----------------------------------------------------------------------------------------------------------- */

void approval_ask(struct incident *inc, const struct event *ev)
{
    const struct event_approval_asked *a = &ev->as.approval_asked;
    *vec_push(&inc->approvals) = (struct approval){
        .seq = inc->seq,
        .at = ev->at,
        .until = a->until,
        .step = ev->step,
        .action = a->action,
        .command = a->command,
        .host = a->host,
        .risk = a->risk,
        .environment = a->environment,
        .before = a->before,
        .undo = a->undo,
        .undoes = a->undoes,
        .liveness = a->liveness,
        .names = a->names,
        .asker = ev->actor,
    };
}

void approval_answer(struct incident *inc, const struct event *ev, int64_t ask, const char *reason)
{
    struct approval *a = &inc->approvals.v[incident_find_approval(inc, ask) - inc->approvals.v];
    a->answerer = ev->actor;
    a->answered_at = ev->at;
    a->is_given = ev->kind == EVENT_approval_given;
    a->reason = reason;
}

void approval_use(struct incident *inc, int64_t seq)
{
    const struct approval *a = incident_find_approval(inc, seq);
    if (a)
        inc->approvals.v[a - inc->approvals.v].is_used = true;
}

/* ---- who? ----------------------------------------------------------------------------------------------------------------- */

/* What of an actor's name says who it is: all but with whose rights. */
static size_t person_length(const char *actor)
{
    const char *rights = NULL;
    for (const char *at = actor; (at = strstr(at, " as ")); at++)
        rights = at;
    return rights ? (size_t)(rights - actor) : strlen(actor);
}

static bool is_same(const char *a, size_t n, const char *b, size_t m)
{
    return n == m && memcmp(a, b, n) == 0;
}

bool approval_is_same_person(const char *a, const char *b)
{
    return a && b && is_same(a, person_length(a), b, person_length(b));
}

bool approval_is_same_account(const char *a, const char *b)
{
    return a && b && is_same(a, strcspn(a, " "), b, strcspn(b, " "));
}

/* ---- may it? ------------------------------------------------------------------------------------------------------------ */

static bool is_same_names(const struct names *a, const struct names *b)
{
    for (size_t i = 0; i < a->n && a->n == b->n; i++)
        if (!str_eq(a->v[i], b->v[i]))
            return false;
    return a->n == b->n;
}

bool approval_covers(const struct approval *yes, const struct event_action_started *a)
{
    return str_eq(yes->action, a->action) && str_eq(yes->command, a->command) && str_eq(yes->host, a->host) &&
           str_eq(yes->risk, a->risk) && str_eq(yes->undo, a->undo) && yes->undoes == a->undoes && is_same_names(&yes->names, &a->names);
}

bool approval_admits_start(const struct incident *inc, const struct event *ev, struct err *e)
{
    const struct event_action_started *a = &ev->as.action_started;
    const struct approval *yes = incident_find_approval(inc, a->approval);
    if (!a->approval)
        return true;
    if (!yes || !yes->is_given)
        return err_set(e, ERR_REFUSED, _("Nobody said yes to number %lld; wait for the second yes."), (long long)a->approval);
    if (yes->is_used || ev->at > yes->until)
        return err_set(e, ERR_REFUSED, _("The second yes of %s is used, or too old; ask for it again."), yes->answerer);
    return approval_covers(yes, a) ||
           err_set(e, ERR_REFUSED, _("This is not what %s said yes to; ask for a second yes to this."), yes->answerer);
}

bool approval_admits_asked(const struct incident *inc, const struct event *ev, struct err *e)
{
    const struct event_approval_asked *a = &ev->as.approval_asked;
    const struct approval *open = incident_open_approval(inc, ev->step, a->action, ev->at);
    if (open && !approval_is_same_person(open->asker, ev->actor))
        return err_set(e, ERR_REFUSED, _("%s asks for a second yes to %s already; answer that, or wait."), open->asker, a->action);
    return a->until > ev->at || err_set(e, ERR_REFUSED, _("A second yes needs a time until which it can be given."));
}

static bool admits_answer(const struct approval *ask, int64_t seq, int64_t at, struct err *e)
{
    if (!ask)
        return err_set(e, ERR_REFUSED, _("Number %lld asks for no second yes."), (long long)seq);
    if (ask->answerer)
        return err_set(e, ERR_REFUSED, _("%s has answered that already."), ask->answerer);
    return at <= ask->until ||
           err_set(e, ERR_REFUSED, _("The time for a second yes to %s is over; it must be asked for again."), ask->action);
}

bool approval_admits_given(const struct incident *inc, const struct event *ev, struct err *e)
{
    int64_t seq = ev->as.approval_given.ask;
    const struct approval *ask = incident_find_approval(inc, seq);
    if (ask && approval_is_same_person(ask->asker, ev->actor))
        return err_set(e, ERR_REFUSED, _("The second yes must be somebody else's: who asks cannot say it."));
    return admits_answer(ask, seq, ev->at, e);
}

bool approval_admits_refused(const struct incident *inc, const struct event *ev, struct err *e)
{
    int64_t seq = ev->as.approval_refused.ask;
    return admits_answer(incident_find_approval(inc, seq), seq, ev->at, e);
}
