/* hypothesis: causes are ruled out, taken back in, added, and said to be it. */
#include "incident/hypothesis.h"

#include "base/i18n.h"

/* ---- what may be said: asked under the journal's lock, when what others said is known ---------------------------------- */
bool hypothesis_admits_ruled_out(const struct incident *inc, const struct event *ev, struct err *e)
{
    const char *cause = ev->as.cause_ruled_out.cause;
    const struct ruling *pin = incident_find_pin(inc, cause);
    if (pin)
        return err_set(e, ERR_REFUSED, _("%s takes it for the cause; take that back first (p)."), pin->actor ? pin->actor : "?");
    return !incident_is_ruled_out(inc, cause) ||
           err_set(e, ERR_REFUSED, _("That cause is ruled out already; take it back in first to rule it out for another reason."));
}

bool hypothesis_admits_restored(const struct incident *inc, const struct event *ev, struct err *e)
{
    return incident_is_ruled_out(inc, ev->as.cause_restored.cause) || err_set(e, ERR_REFUSED, _("That cause is not ruled out; it counts already."));
}

bool hypothesis_admits_added(const struct incident *inc, const struct event *ev, struct err *e)
{
    const struct event_cause_added *c = &ev->as.cause_added;
    for (size_t i = 0; i < inc->added.n; i++)
        if (str_eq(inc->added.v[i].id, c->cause))
            return err_set(e, ERR_REFUSED, _("A cause '%s' is there already; give this one another name."), c->cause);
    return (c->weight > 0 && c->weight <= 1e6) || err_set(e, ERR_REFUSED, _("A cause needs a weight above 0; 6 is high, 3 medium, 1 low."));
}

bool hypothesis_admits_pinned(const struct incident *inc, const struct event *ev, struct err *e)
{
    const char *cause = ev->as.cause_pinned.cause;
    const struct ruling *out = incident_find_ruling(inc, cause);
    if (out)
        return err_set(e, ERR_REFUSED, _("%s ruled it out: %s. Take it back in first (x)."), out->actor ? out->actor : "?", out->reason ? out->reason : "");
    return !incident_find_pin(inc, cause) || err_set(e, ERR_REFUSED, _("That cause is said to be it already."));
}

bool hypothesis_admits_unpinned(const struct incident *inc, const struct event *ev, struct err *e)
{
    return incident_find_pin(inc, ev->as.cause_unpinned.cause) || err_set(e, ERR_REFUSED, _("Nobody says that it is this cause."));
}

/* ---- the fold ---------------------------------------------------------------------------------------------------------------- */
static struct ruling *ruling_on(struct incident *inc, const char *cause)
{
    uint32_t at = map_find(&inc->ruling_by_cause, cause);
    if (at != MAP_ABSENT)
        return &inc->rulings.v[at];
    map_set(&inc->ruling_by_cause, cause, (uint32_t)inc->rulings.n);
    return vec_push(&inc->rulings);
}

void hypothesis_rule_out(struct incident *inc, const struct event *ev)
{
    const struct event_cause_ruled_out *c = &ev->as.cause_ruled_out;
    *ruling_on(inc, c->cause) = (struct ruling){c->cause, c->title, c->reason, ev->actor, inc->seq, ev->at, true};
}

void hypothesis_add(struct incident *inc, const struct event *ev)
{
    const struct event_cause_added *c = &ev->as.cause_added;
    *vec_push(&inc->added) = (struct added_cause){c->cause, c->title, c->weight, ev->actor, inc->seq, ev->at, c->reason};
}

static struct ruling *pin_on(struct incident *inc, const char *cause)
{
    for (size_t i = 0; i < inc->pins.n; i++)
        if (str_eq(inc->pins.v[i].cause, cause))
            return &inc->pins.v[i];
    return vec_push(&inc->pins);
}

void hypothesis_pin(struct incident *inc, const struct event *ev)
{
    const struct event_cause_pinned *c = &ev->as.cause_pinned;
    *pin_on(inc, c->cause) = (struct ruling){c->cause, c->title, c->reason, ev->actor, inc->seq, ev->at, true};
}

void hypothesis_restore(struct incident *inc, const char *cause)
{
    ruling_on(inc, cause)->is_on = false;
}

void hypothesis_unpin(struct incident *inc, const char *cause)
{
    pin_on(inc, cause)->is_on = false;
}
