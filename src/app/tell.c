/* tell: what the operator says about the incident: each wish is one event. */
#include "app/parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/clock.h"
#include "base/i18n.h"
#include "incident/proposal.h"

static const char *text_or_null(const char *s)
{
    return s && *s ? s : NULL;
}

/* "@03:03 carol did it" happened at 03:03. */
bool tell_note(struct session *s, const struct wish *w, struct err *e)
{
    struct event ev = {.kind = EVENT_noted, .as.noted.text = w->text};
    if (str_blank(w->text))
        return err_set(e, ERR_USAGE, _("An empty note was not kept."));
    if (w->text[0] == '@') {
        size_t n = strcspn(w->text, " ");
        char *when = mem_strndup(w->text + 1, n ? n - 1 : 0);
        if (time_parse_spoken(when, clock_now(), &s->zone, &ev.at))
            ev.as.noted.text = w->text + n + strspn(w->text + n, " ");
        mem_free(when);
    }
    if (str_blank(ev.as.noted.text))
        return err_set(e, ERR_USAGE, _("An empty note was not kept."));
    return record_event(s, &ev, e);
}

bool tell_severity(struct session *s, const struct wish *w, struct err *e)
{
    struct event ev = {.kind = EVENT_severity_set};
    struct place p;
    bool is_proposed = place_now(s, &p) && proposal_of_severity(&p.scope, NULL) == (int)w->number;
    ev.as.severity_set = (struct event_severity_set){.level = w->number, .reason = text_or_null(w->reason), .was_proposed = is_proposed};
    return record_event(s, &ev, e);
}

struct putting_off {
    struct event *ev;
    const struct place *past; /* the present step is put off: on to what follows; or NULL */
};

static bool put_off(struct session *s, void *what, struct err *e)
{
    const struct putting_off *p = what;
    return record_event(s, p->ev, e) && (!p->past || move_past(s, p->past, e));
}

/* What is put off already is handed to somebody, until a date: it blocks no more, and is not forgotten. */
static bool hand_item(struct session *s, const struct deferral *d, const struct wish *w, struct err *e)
{
    struct event ev = {.kind = EVENT_discharged, .step = d->step};
    ev.as.discharged = (struct event_discharged){
        .item = d->seq, .title = d->title, .how = "handed_over", .owner = text_or_null(w->text), .reason = text_or_null(w->reason)};
    if (str_blank(w->when))
        return err_set(e, ERR_USAGE, _("Handing it over needs a date as well as a name: 2 Mar, tomorrow, 14:00."));
    if (!time_parse_ahead(w->when, clock_now(), &s->zone, &ev.as.discharged.until))
        return err_set(e, ERR_USAGE, _("'%s' is no time; 14:30, tomorrow, 2 Mar or 2026-03-02 09:00 is."), w->when);
    return record_event(s, &ev, e);
}

bool tell_defer(struct session *s, const struct wish *w, struct err *e)
{
    const struct deferral *item = w->number ? incident_find_deferral(s->inc, w->number) : NULL;
    if (item)
        return hand_item(s, item, w, e);
    struct event ev = {.kind = EVENT_deferred};
    struct place p;
    const struct run *run = w->number ? incident_find_run(s->inc, w->number) : NULL;
    bool is_step = !run && place_at(s, w->id ? w->id : s->inc->step, &p);
    ev.step = is_step ? p.path : run ? run->step : NULL;
    ev.as.deferred = (struct event_deferred){.title = is_step ? p.step->title : run ? run->id : NULL,
                                             .owner = text_or_null(w->text),
                                             .reason = text_or_null(w->reason),
                                             .run = run ? run->seq : 0};
    if (!ev.as.deferred.title)
        return err_set(e, ERR_USAGE, _("There is nothing here to put off."));
    if (!str_blank(w->when) && !time_parse_ahead(w->when, clock_now(), &s->zone, &ev.as.deferred.until))
        return err_set(e, ERR_USAGE, _("'%s' is no time; 14:30, tomorrow, 2 Mar or 2026-03-02 09:00 is."), w->when);
    bool moves = is_step && str_eq(p.path, s->inc->step);
    if (!record_turn(s, put_off, &(struct putting_off){&ev, moves ? &p : NULL}, e))
        return false;
    bool has_moved = moves && !str_eq(p.path, s->inc->step); /* there may be nothing behind it */
    return !has_moved || auto_start(s, e);
}

static const struct deferral *find_deferral(const struct session *s, int64_t seq)
{
    for (size_t i = 0; i < s->inc->deferrals.n; i++)
        if (s->inc->deferrals.v[i].seq == seq)
            return &s->inc->deferrals.v[i];
    return NULL;
}

static bool discharge(struct session *s, const struct wish *w, const char *how, struct err *e)
{
    struct event ev = {.kind = EVENT_discharged, .step = w->id};
    const struct deferral *d = find_deferral(s, w->number);
    struct place p;
    const char *title = d ? d->title : w->id && place_at(s, w->id, &p) ? p.step->title : w->id;
    if (!d && !w->id)
        return err_set(e, ERR_USAGE, _("There is no item %lld."), (long long)w->number);
    if (d && d->step)
        ev.step = d->step;
    ev.as.discharged = (struct event_discharged){.item = d ? d->seq : 0, .title = title, .how = how, .reason = text_or_null(w->reason)};
    return record_event(s, &ev, e);
}

bool tell_discharge(struct session *s, const struct wish *w, struct err *e)
{
    return discharge(s, w, "done", e);
}

bool tell_waive(struct session *s, const struct wish *w, struct err *e)
{
    if (str_blank(w->reason))
        return err_set(e, ERR_USAGE, _("Waiving needs a reason: the record would not explain itself."));
    return discharge(s, w, "waived", e);
}

bool tell_status(struct session *s, const struct wish *w, struct err *e)
{
    struct event ev = {.kind = EVENT_status_set};
    ev.as.status_set = (struct event_status_set){w->id, text_or_null(w->reason), s->inc->outcome};
    return record_event(s, &ev, e);
}

bool tell_escalate(struct session *s, const struct wish *w, struct err *e)
{
    struct event ev = {.kind = EVENT_escalated};
    const struct flow *flow = s->flow ? s->flow->flow : NULL;
    const char *to = text_or_null(w->text);
    if (!to && flow)
        to = flow->escalate.to;
    if (!to)
        return err_set(e, ERR_USAGE, _("To whom? The flow names nobody."));
    ev.as.escalated = (struct event_escalated){to, text_or_null(w->reason)};
    return record_event(s, &ev, e);
}

bool tell_hand_over(struct session *s, const struct wish *w, struct err *e)
{
    struct event ev = {.kind = EVENT_handover_asked, .as.handover_asked.to = w->text};
    if (str_blank(w->text))
        return err_set(e, ERR_USAGE, _("To whom?"));
    return record_event(s, &ev, e);
}

bool tell_take_over(struct session *s, const struct wish *w, struct err *e)
{
    struct event ev = {.kind = EVENT_taken_over, .as.taken_over.from = s->inc->commander};
    (void)w;
    return record_event(s, &ev, e);
}

bool tell_update(struct session *s, const struct wish *w, struct err *e)
{
    struct event ev = {.kind = EVENT_told};
    if (str_blank(w->text))
        return err_set(e, ERR_USAGE, _("An empty status update was not kept."));
    ev.as.told = (struct event_told){.affected = w->text, .next = text_or_null(w->when), .state = status_name(s->inc->status)};
    return record_event(s, &ev, e);
}

bool tell_describe(struct session *s, const struct wish *w, struct err *e)
{
    struct event ev = {.kind = EVENT_described, .as.described = {w->id, w->text}};
    if (str_blank(w->text))
        return err_set(e, ERR_USAGE, _("An empty section was not kept."));
    return record_event(s, &ev, e);
}

bool tell_item(struct session *s, const struct wish *w, struct err *e)
{
    struct event ev = {.kind = EVENT_action_item};
    if (str_blank(w->text))
        return err_set(e, ERR_USAGE, _("An empty action item was not kept."));
    ev.as.action_item = (struct event_action_item){.text = w->text, .owner = text_or_null(w->reason)};
    return record_event(s, &ev, e);
}

static bool pin_line(struct session *s, const char *line, int64_t of, struct err *e)
{
    struct event ev = {.kind = EVENT_pinned};
    const struct run *run = incident_find_run(s->inc, of);
    ev.as.pinned = (struct event_pinned){.text = line, .source = run ? run->id : NULL, .of = of};
    return record_event(s, &ev, e);
}

/* The next of the seqs that are separated by blanks. */
static int64_t next_seq(const char **seqs)
{
    char *rest;
    int64_t seq = strtoll(*seqs, &rest, 10);
    *seqs = rest;
    return seq;
}

bool tell_pin(struct session *s, const struct wish *w, struct err *e)
{
    const char *seqs = w->id;
    size_t n = 0;
    bool ok = true;
    if (str_blank(w->text))
        return err_set(e, ERR_USAGE, _("An empty line was not pinned."));
    for (const char *text = w->text; ok && *text; n++) {
        size_t length = strcspn(text, "\n");
        char *line = mem_strndup(text, length);
        int64_t of = seqs ? next_seq(&seqs) : w->number;
        ok = str_blank(line) || pin_line(s, line, of, e);
        mem_free(line);
        text += length + (text[length] == '\n');
    }
    if (ok && n > 1)
        session_say(s, ngettext("%zu line pinned as evidence.", "%zu lines pinned as evidence.", (unsigned long)n), n);
    return ok;
}

bool tell_tick(struct session *s, const struct wish *w, struct err *e)
{
    struct event ev = {.kind = EVENT_ticked, .as.ticked = {w->id, w->flag}};
    return record_event(s, &ev, e);
}

bool tell_strike(struct session *s, const struct wish *w, struct err *e)
{
    struct event ev = {.kind = EVENT_answer_struck, .step = w->id, .as.answer_struck.reason = text_or_null(w->reason)};
    return record_event(s, &ev, e);
}

bool tell_keep(struct session *s, const struct wish *w, struct err *e)
{
    const struct answer_given *a = incident_find_answer(s->inc, w->id ? w->id : s->inc->step);
    struct event ev = {.kind = EVENT_answer_kept, .step = w->id, .as.answer_kept.answer = a ? a->answer : NULL};
    return record_event(s, &ev, e);
}
