/* causes_words: how causes and what moved them are said. */
#include "base/i18n.h"
#include "incident/advice.h"
#include "ui/causes_own.h"

void causes_say_move(const struct diagnosis_move *move, struct str *out)
{
    const char *what = move->what ? move->what : "";
    switch (move->kind) {
    case MOVE_ANSWERED: str_add(out, event_word(what)); break;
    case MOVE_FIX_FAILED: str_addf(out, _("%s did not help"), what); break;
    case MOVE_FIX_HELPED: str_addf(out, _("%s helped"), what); break;
    case MOVE_RULED_OUT: str_addf(out, _("%s is out"), what); break;
    case MOVE_ADDED: str_addf(out, _("%s was added"), what); break;
    }
}

static const struct added_cause *added(const struct model *m, const struct diagnosis_cause *c)
{
    for (size_t i = 0; m->incident && i < m->incident->added.n; i++)
        if (str_eq(m->incident->added.v[i].id, c->name))
            return &m->incident->added.v[i];
    return NULL;
}

static const char *likelihood(double weight, bool is_short)
{
    if (weight == 6)
        return is_short ? _("high") : _("the flow says high");
    if (weight == 3)
        return is_short ? _("medium") : _("the flow says medium");
    if (weight == 1)
        return is_short ? _("low") : _("the flow says low");
    return is_short ? _("the flow") : _("the flow says so");
}

/* What the flow says, and how often closed incidents had it, of those whose cause is known. */
static void say_likelihood(const struct model *m, int cause, double weight, struct str *out)
{
    const struct learned *l = m->diagnosis ? &m->diagnosis->learned : NULL;
    if (l && l->n_cause && l->flow == m->flow && cause >= 0)
        str_addf(out, _("%s · %.0f of %.0f incidents"), likelihood(weight, true), l->n_cause[cause], l->n_known);
    else
        str_add(out, likelihood(weight, false));
}

void causes_say_first(const struct model *m, const struct diagnosis_cause *c, struct str *out)
{
    const struct added_cause *a = c->name ? added(m, c) : NULL;
    bool is_named = m->flow && c->cause >= 0 && (size_t)c->cause < m->flow->n_causes;
    double w = is_named ? m->flow->cause[c->cause].weight : 0;
    if (a && !str_blank(a->reason))
        str_addf(out, _("%s: %s"), a->actor ? a->actor : "?", a->reason);
    else if (a)
        str_addf(out, _("thought of by %s"), a->actor ? a->actor : "?");
    else
        say_likelihood(m, is_named ? c->cause : -1, w, out);
}

const char *causes_keep_first(const struct model *m, const struct diagnosis_cause *c, struct reasons *r)
{
    struct str text = {0};
    str_addf(&text, "%s, ", _("at first"));
    causes_say_first(m, c, &text);
    const char *kept = arena_strdup(&r->arena, str_get(&text));
    str_release(&text);
    return kept;
}

const char *causes_standing(const struct diagnosis_cause *c)
{
    switch (c->standing) {
    case HYPOTHESIS_OPEN: return _("open");
    case HYPOTHESIS_SUPPORTED: return _("supported");
    case HYPOTHESIS_ELIMINATED: break;
    }
    return c->is_ruled_out ? _("ruled out") : _("all but out");
}

void causes_count(const struct diagnosis *d, struct str *out)
{
    size_t n[3] = {0};
    for (size_t i = 0; d && i < d->n; i++)
        n[d->cause[i].standing] += d->cause[i].id != NULL;
    if (n[0] + n[1] + n[2])
        str_addf(out, _("%zu supported · %zu open · %zu out"), n[HYPOTHESIS_SUPPORTED], n[HYPOTHESIS_OPEN], n[HYPOTHESIS_ELIMINATED]);
}

void causes_say_worth(const struct model *m, int64_t expected, struct str *out)
{
    double saves = m->fixes ? (m->fixes->plan.expected - (double)expected) / (double)TIME_MINUTE : 0;
    if (saves >= 0.05)
        str_addf(out, _("saves about %.1f min"), saves);
    else if (saves <= -0.05)
        str_addf(out, _("costs %.1f min more than it saves"), -saves);
    else
        str_add(out, _("saves what it costs"));
}
