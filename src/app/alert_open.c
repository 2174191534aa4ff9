/* alert_open: an alert becomes events: of a new incident, or of the open one that it belongs to. */
#include <stdio.h>
#include <string.h>

#include "app/alert.h"
#include "app/clock.h"
#include "app/parts.h"
#include "base/i18n.h"
#include "store/journal_alert.h"

enum { LABELS_MOST = 64, LABEL_BYTES = 1024 };

/* ---- the alert as an event --------------------------------------------------------------------------------------------- */

static void add_labels(const struct alert_labels *from, struct arena *arena, struct fact_pair *pair, size_t *n)
{
    for (size_t i = 0; i < from->of.n && *n < LABELS_MOST; i++) {
        const struct alert_label *l = &from->of.v[i];
        bool is_there = false;
        for (size_t k = 0; k < *n; k++)
            is_there |= str_eq(pair[k].name, l->name);
        if (!is_there && strlen(l->value) <= LABEL_BYTES)
            pair[(*n)++] = (struct fact_pair){arena_strdup(arena, l->name), value_text(l->value)};
    }
}

/* Of a group too large to have been looked through whole, at least what is recorded of it. */
static struct fact_pairs labels_of(struct session *s, size_t one, struct arena *arena)
{
    struct alert *a = &s->alert->alert;
    struct fact_pair *pair = arena_array(arena, LABELS_MOST, sizeof *pair);
    size_t n = 0;
    add_labels(&a->one.v[one].labels, arena, pair, &n);
    add_labels(&a->common, arena, pair, &n);
    for (size_t i = 0; i < n; i++)
        alert_hide_label(s, &(struct alert_label){.name = pair[i].name, .value = pair[i].value.text});
    return (struct fact_pairs){pair, n};
}

/* Has this incident heard of it already? Then the message is a repetition, and when it began is told. */
static bool is_known_start(const struct session *s, int64_t starts)
{
    for (size_t i = 0; i < s->inc->alerts.n; i++)
        if (s->inc->alerts.v[i].starts == starts && str_eq(s->inc->alerts.v[i].key, s->alert->alert.key))
            return true;
    return false;
}

static struct event event_of(struct session *s, size_t one, const char *payload, struct arena *arena)
{
    struct alert *a = &s->alert->alert;
    int64_t starts = a->starts != TIME_NONE && a->starts <= clock_now() ? a->starts : 0;
    struct event ev = {.kind = EVENT_alerted, .at = a->is_resolved || is_known_start(s, starts) ? 0 : starts};
    ev.as.alerted = (struct event_alerted){
        .title = a->title,
        .source = a->source,
        .status = a->is_resolved ? "resolved" : "firing",
        .key = *a->key ? a->key : NULL,
        .payload = payload,
        .link = a->link,
        .starts = starts,
        .labels = labels_of(s, one, arena),
    };
    return ev;
}

/* ---- a new incident ----------------------------------------------------------------------------------------------------- */

struct telling {
    const char *payload;
    const struct alert_flow *flow; /* NULL: one that was not among those at hand */
};

static bool tell_severity_of(struct session *s, const struct alert_filled *v, struct err *e)
{
    struct event ev = {.kind = EVENT_severity_set};
    struct str reason = {0};
    if (v->from)
        str_addf(&reason, "%s: %.100s", v->from->name, v->from->value);
    ev.as.severity_set = (struct event_severity_set){v->value[3] - '0', reason.n ? reason.s : NULL, !v->is_corrected};
    bool ok = record_event(s, &ev, e);
    str_release(&reason);
    return ok;
}

/* What the header shows, where the flow asks for no such thing. */
static bool tell_fact(struct session *s, const struct alert_filled *v, const char *source, struct err *e)
{
    struct event ev = {.kind = EVENT_given, .as.given = {v->id, v->value, source, false}};
    return record_event(s, &ev, e);
}

static bool tell_filled(struct session *s, const struct alert_filled *v, struct err *e)
{
    const char *source = v->is_corrected ? "corrected" : "label";
    if (v->refused || v->slot == ALERT_SINCE)
        return true;
    if (v->slot == ALERT_SEVERITY)
        return tell_severity_of(s, v, e);
    return v->input ? give_value(s, NULL, v->id, v->value, source, e) : tell_fact(s, v, source, e);
}

static bool tell(struct session *s, void *what, struct err *e)
{
    const struct telling *t = what;
    struct arena arena = {0};
    struct alert_filled *filled;
    struct event ev = event_of(s, t->flow ? t->flow->match.one : 0, t->payload, &arena);
    size_t n = alert_fill(s, t->flow, &arena, &filled);
    bool ok = record_event(s, &ev, e);
    for (size_t i = 0; ok && i < n; i++)
        ok = tell_filled(s, &filled[i], e);
    arena_release(&arena);
    return ok;
}

/* An earlier text of a flow, or one from a file, is filled like any other. */
static const struct alert_flow *flow_at_hand(const struct session *s, struct alert_flow *made)
{
    const struct alert_flow *known = alert_find_flow(s->alert, s->flow->flow->id);
    if (known && known->flow == s->flow->flow)
        return known;
    const struct flow *flow = s->flow->flow;
    *made = (struct alert_flow){.id = flow->id, .title = flow->title, .flow = flow, .match = opening_match(&s->alert->alert, flow)};
    return made;
}

bool alert_tell(struct session *s, struct err *e)
{
    char digest[65];
    struct alert_flow made;
    struct telling t = {digest, flow_at_hand(s, &made)};
    return record_blob(s, s->alert->bytes, s->alert->n, digest, e) && record_turn(s, tell, &t, e);
}

/* ---- the incident that it belongs to ------------------------------------------------------------------------------------- */

/* The same message once more, as senders repeat it while it lasts: nothing new is said by it. */
static bool is_repeated(const struct session *s, const struct event *ev)
{
    for (size_t i = s->inc->alerts.n; i-- > 0;) {
        const struct alert_seen *seen = &s->inc->alerts.v[i];
        if (str_eq(seen->key, ev->as.alerted.key))
            return seen->is_over == str_eq(ev->as.alerted.status, "resolved") && str_eq(seen->payload, ev->as.alerted.payload);
    }
    return false;
}

bool alert_record(struct session *s, struct err *e)
{
    char digest[65];
    struct arena arena = {0};
    if (!record_blob(s, s->alert->bytes, s->alert->n, digest, e))
        return false;
    struct event ev = event_of(s, 0, digest, &arena);
    bool ok = is_repeated(s, &ev) || record_event(s, &ev, e);
    arena_release(&arena);
    return ok;
}

bool alert_join(struct session *s, struct err *e)
{
    if (!s->alert || s->alert->number != s->inc->number)
        return true;
    bool ok = alert_record(s, e);
    alert_drop(s);
    return ok;
}

/* ---- one at a time ------------------------------------------------------------------------------------------------------- */

static bool look_alone(struct session *s, struct err *e)
{
    struct alert_desk *d = s->alert;
    d->is_held = d->is_held || journal_hold_alerts(s->journal, &d->lock, e);
    return d->is_held && (!*d->alert.key || journal_find_alert(s->journal, d->alert.key, &d->number, e));
}

bool alert_hold(struct session *s, struct err *e)
{
    struct alert_desk *d = s->alert;
    int64_t before = d->number;
    if (d->is_held)
        return true;
    if (look_alone(s, e) && (d->number == before || !d->number))
        return true;
    alert_let_go(s);
    return e->code ? false : err_set(e, ERR_REFUSED, _("INC-%lld was opened for this alert in the meantime; look there first."), (long long)d->number);
}

void alert_let_go(struct session *s)
{
    if (s->alert && s->alert->is_held)
        lock_release(&s->alert->lock);
    if (s->alert)
        s->alert->is_held = false;
}

/* ---- for hooks ----------------------------------------------------------------------------------------------------------- */

static bool add_to_open(struct session *s, struct err *e)
{
    char which[32];
    snprintf(which, sizeof which, "INC-%lld", (long long)s->alert->number);
    return open_to_tell(s, which, e) && alert_record(s, e);
}

/* A hook's log says why it is this flow. */
static void say_choice(const struct alert_desk *d, const struct alert_flow *proposed, struct err *said)
{
    if (!proposed && d->has_unsure)
        err_set(said, ERR_INPUT, _("no flow's start_when matches %s; the flow 'unknown' is opened"), d->alert.title);
    else if (proposed && proposed->is_runbook)
        err_set(said, ERR_INPUT, _("no flow's start_when matches %s; its runbook is opened, %s"), d->alert.title, proposed->id);
    else if (d->is_tie)
        err_set(said, ERR_INPUT, _("'%s' and '%s' match it equally; the first is opened"), proposed->id, d->flow.v[1].id);
}

static const char *flow_to_open(struct session *s, const char *flow, struct err *said, struct err *e)
{
    struct articles articles = {0};
    if (flow)
        return flow;
    if (!alert_proposal(s->alert)) /* the articles may have to be indexed first: only where nothing matches */
        alert_find_runbook(s, &articles);
    articles_release(&articles);
    const struct alert_flow *proposed = alert_proposal(s->alert);
    say_choice(s->alert, proposed, said);
    if (!proposed && !s->alert->has_unsure)
        err_set(e, ERR_ABSENT, _("no flow's start_when matches %s; name one: triage start FLOW --alert FILE"), s->alert->alert.title);
    return proposed ? proposed->id : s->alert->has_unsure ? "unknown" : NULL;
}

static bool open_new(struct session *s, const char *flow, struct err *said, struct err *e)
{
    const char *id = flow_to_open(s, flow, said, e);
    struct flow_text *text = id ? library_load(&s->library, id, e) : NULL;
    if (!text)
        return false;
    if (!text->flow)
        return problems_none(&text->problems, e);
    return open_flow_text(s, text, &s->sets, "alert", e);
}

bool alert_detached(struct session *s, const char *flow, struct err *said, struct err *e)
{
    if (!look_alone(s, e))
        return false;
    if (s->alert->number)
        return add_to_open(s, e);
    if (!s->alert->alert.is_resolved)
        return open_new(s, flow, said, e);
    err_set(said, ERR_INPUT, _("%s is over, and no open incident is about it"), s->alert->alert.title);
    return true;
}
