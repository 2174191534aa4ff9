/* trial_again: the old incident's events, told to the new one as far as it takes them. */
#include <string.h>

#include "app/parts.h"
#include "app/trial.h"
#include "base/i18n.h"

/* Nothing that names another event by its number can be told again; what is left is what a person says on the way. */
static bool is_told_again(enum event_kind kind)
{
    static const enum event_kind kinds[] = {
        EVENT_given,      EVENT_entered,       EVENT_probe_reported,  EVENT_answered,     EVENT_ticked,       EVENT_fact_corrected,
        EVENT_noted,      EVENT_action_reported, EVENT_severity_set, EVENT_cause_ruled_out, EVENT_cause_restored, EVENT_cause_added,
        EVENT_cause_pinned, EVENT_cause_unpinned,
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i] == kind)
            return true;
    return false;
}

/* Are the ids that it names still there? Of an answer where it led then does not matter: entering is an event of its own. */
static bool is_there(const struct session *s, const struct event *ev)
{
    struct place p;
    if (ev->kind == EVENT_given)
        return flow_find_input(s->flow->flow, ev->as.given.input) || strchr(ev->as.given.input, '.');
    if (!ev->step)
        return true;
    if (!place_at(s, ev->step, &p))
        return false;
    switch ((int)ev->kind) {
    case EVENT_probe_reported: return flow_find_probe(p.step, ev->as.probe_reported.probe) != NULL;
    case EVENT_action_reported: return !ev->as.action_reported.undoes && flow_find_action(p.step, ev->as.action_reported.action);
    case EVENT_answered:
        return str_eq(ev->as.answered.answer, "unsure") || p.step->answers_fixes || p.step->call ||
               flow_find_answer(p.step, ev->as.answered.answer);
    default: return true;
    }
}

static bool enter(struct session *s, const char *path)
{
    struct place p;
    struct err e = {0};
    struct event ev = {.kind = EVENT_entered, .step = path};
    if (!path || !place_at(s, path, &p))
        return false;
    ev.as.entered = (struct event_entered){.title = p.step->title, .phase = phase_name(p.step->phase), .how = "jump"};
    return str_eq(s->inc->step, path) || record_event(s, &ev, &e);
}

/* The names of facts that the flow no longer yields are left out; NULL facts stay. */
static void tell(struct session *s, const struct event *old)
{
    struct err e = {0};
    struct event ev = *old;
    ev.seq = 0;
    ev.recorded_at = 0;
    if (ev.kind == EVENT_entered)
        ev.as.entered.from = NULL;
    else if (ev.step && !str_eq(ev.step, s->inc->step))
        enter(s, ev.step); /* where it led is another step now */
    record_event(s, &ev, &e); /* one that is refused means nothing any more */
}

void trial_say_again(struct session *s, const struct incident *old)
{
    bool has_begun = false;
    for (size_t i = 0; i < old->events.n; i++) {
        const struct event *ev = &old->events.v[i];
        bool is_start = ev->kind == EVENT_entered && !has_begun; /* the new one stands at its own first step */
        has_begun |= is_start;
        if (is_told_again(ev->kind) && is_there(s, ev) && !(is_start && str_eq(ev->step, s->inc->step)))
            tell(s, ev);
    }
    if (old->step && !enter(s, old->step))
        session_say(s, _("The step '%s' is gone; this is the last one that is left."), old->step);
}
