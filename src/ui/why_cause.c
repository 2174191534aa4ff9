/* why_cause: the share of a cause, observation by observation, so that it can be reckoned again; and a fact. */
#include <string.h>

#include "base/i18n.h"
#include "flow/condition.h"
#include "flow/likelihood.h"
#include "flow/value.h"
#include "incident/advice.h"
#include "incident/outlook.h"
#include "incident/path.h"
#include "ui/causes_own.h"
#include "ui/past.h"
#include "ui/why_own.h"
#include "ui/words.h"

#define AGAINST 1.2 /* times less likely by what was observed */

/* ---- who says what of it --------------------------------------------------------------------------------------------------- */

static void say_ruling(const struct model *m, const struct ruling *say, bool is_pin, struct reasons *r)
{
    struct str clock = {0};
    const char *who = say->actor ? say->actor : "?";
    words_clock(m, say->at, &clock);
    if (is_pin && str_blank(say->reason))
        reasons_say(r, _("%s takes it for the cause, since %s. That moves no share; it stands first on the board. p takes it back."), who, str_get(&clock));
    else if (is_pin)
        reasons_say(r, _("%s takes it for the cause, since %s: %s. That moves no share; it stands first on the board. p takes it back."), who,
                    str_get(&clock), say->reason);
    else
        reasons_say(r, _("%s ruled it out at %s: %s. The others share what it had. x takes it back in."), who, str_get(&clock),
                    say->reason ? say->reason : "");
    str_release(&clock);
}

static void say_standing(const struct model *m, const struct diagnosis_cause *c, struct reasons *r)
{
    const struct ruling *pin = c->name ? incident_find_pin(m->incident, c->name) : NULL;
    const struct ruling *out = c->name ? incident_find_ruling(m->incident, c->name) : NULL;
    if (pin)
        say_ruling(m, pin, true, r);
    if (out)
        say_ruling(m, out, false, r);
    else if (c->cause < 0)
        reasons_say(r, "%s", _("What the flow does not name. For an answer it takes the mean of the causes that are named; no fix cures it."));
    else if (c->standing == HYPOTHESIS_SUPPORTED)
        reasons_say(r, "%s", _("Supported: what was observed has made it likelier than it was at first."));
    else if (c->standing == HYPOTHESIS_ELIMINATED)
        reasons_say(r, "%s", _("All but out: what was observed leaves less than a hundredth. No answer excludes a cause altogether."));
    else if (c->support * AGAINST < 1)
        reasons_say(r, "%s", _("Open, but what was observed speaks against it."));
    else
        reasons_say(r, "%s", _("Open: nothing that was observed decides about it."));
}

/* By what its share at first and the likelihoods are more than the author's. */
static void say_learned(const struct model *m, struct reasons *r)
{
    struct str text = {0};
    past_explain_learned(m->diagnosis, &text);
    if (text.n)
        reasons_say(r, "%s", str_get(&text));
    str_release(&text);
}

/* ---- the path ----------------------------------------------------------------------------------------------------------------- */

static void note_move(const struct model *m, const struct diagnosis_move *move, struct reasons *r)
{
    const struct flow_step *step = move->step ? flow_find_step(m->flow, path_last(move->step)) : NULL;
    struct str text = {0};
    str_addf(&text, "%s ", move->actor ? move->actor : "?");
    words_clock(m, move->at, &text);
    if (step && move->kind == MOVE_ANSWERED)
        str_addf(&text, " · %s", step->title);
    if (move->because) {
        str_add(&text, " · ");
        str_addf(&text, _("because %s"), move->because);
    }
    reasons_note(r, "%s", str_get(&text));
    str_release(&text);
}

static void show_move(const struct model *m, const struct diagnosis_move *move, struct reasons *r)
{
    struct str what = {0};
    char factor[8];
    bool is_seen = move->overall > 0, is_out = move->kind == MOVE_RULED_OUT && move->share == 0;
    causes_say_move(move, &what);
    diagnosis_format_factor(diagnosis_factor(move), factor);
    reasons_row(r, str_get(&what), is_seen ? reasons_share(r, move->likelihood) : NULL, is_seen ? reasons_share(r, move->overall) : NULL,
                is_out ? NULL : factor, is_out ? _("out") : reasons_share(r, move->share));
    note_move(m, move, r);
    str_release(&what);
}

static void show_together(double support, struct reasons *r)
{
    char factor[8];
    diagnosis_format_factor(support, factor);
    reasons_row(r, _("all that was observed"), NULL, NULL, factor, NULL);
}

static void show_path(const struct model *m, const struct diagnosis_cause *c, struct reasons *r)
{
    struct diagnosis all;
    size_t n_observed = 0;
    diagnosis_explain(m->flow, m->incident, m->step ? m->step->path : NULL, c->cause, &all);
    reasons_columns(r, _("what was observed"), _("if so"), _("anyway"), _("factor"), _("share"));
    for (size_t i = 0; i < all.n; i++) {
        const struct diagnosis_cause *its = &all.cause[i];
        if (its->cause != c->cause)
            continue;
        reasons_row(r, causes_keep_first(m, its, r), NULL, NULL, NULL, reasons_share(r, its->prior));
        for (size_t k = 0; k < its->n_moves; k++) {
            show_move(m, &its->move[k], r);
            n_observed += its->move[k].overall > 0;
        }
    }
    if (n_observed > 1)
        show_together(c->support, r);
    reasons_note(r, "%s", _("if so: how often that is observed, if this is the cause. anyway: how often, as the causes stood then. The first by the "
                            "second is the factor."));
    diagnosis_release(&all);
}

/* ---- what would help, and tell ---------------------------------------------------------------------------------------------------- */

static void show_cures(const struct model *m, const struct diagnosis_cause *c, struct reasons *r)
{
    bool is_first = true;
    for (size_t i = 0; m->fixes && i < m->fixes->n; i++) {
        const struct fix_option *o = &m->fixes->option[i];
        double cures = c->cause >= 0 && (size_t)c->cause < m->flow->n_causes ? likelihood_of_cure(o->step, c->cause) : 0;
        if (cures <= 0)
            continue;
        if (is_first)
            reasons_columns(r, _("what would cure it"), _("cures"), _("takes"), NULL, NULL);
        is_first = false;
        reasons_row(r, o->step->title, reasons_share(r, cures), reasons_minutes(r, o->cost), NULL, NULL);
    }
}

/* The least and the most that an answer to it leaves of the cause. */
static void show_question(const struct model *m, const struct diagnosis_cause *c, const struct advice_question *q, struct reasons *r)
{
    double least = 1, most = 0;
    for (size_t a = 0; a < q->step->n_answers; a++) {
        struct outlook o;
        if (str_eq(q->step->answer[a].id, "unsure"))
            continue;
        outlook_of_answer(m->flow, m->diagnosis, q->step, a, -1, &r->arena, &o);
        for (size_t i = 0; i < o.n; i++)
            if (o.cause[i].cause == c) {
                least = o.cause[i].share < least ? o.cause[i].share : least;
                most = o.cause[i].share > most ? o.cause[i].share : most;
            }
    }
    reasons_row(r, q->step->title, reasons_minutes(r, q->cost), reasons_share(r, least), reasons_share(r, most), NULL);
}

static void show_questions(const struct model *m, const struct diagnosis_cause *c, struct reasons *r)
{
    const struct advice *a = m->advice;
    if (!a || !a->n_questions || c->is_ruled_out)
        return;
    reasons_columns(r, _("what would tell more"), _("costs"), _("least"), _("most"), NULL);
    for (size_t i = 0; i < a->n_questions; i++)
        show_question(m, c, &a->question[i], r);
}

void why_cause(const struct model *m, const struct diagnosis_cause *c, struct reasons *r)
{
    if (c->is_ruled_out)
        reasons_head(r, "%s", words_cause(c));
    else
        reasons_head(r, "%s %s", words_cause(c), reasons_share(r, c->share));
    say_standing(m, c, r);
    show_path(m, c, r);
    say_learned(m, r);
    show_cures(m, c, r);
    show_questions(m, c, r);
}

void why_causes(const struct model *m, struct reasons *r)
{
    reasons_head(r, "%s", _("What somebody takes for the cause first, then the likeliest."));
    reasons_say(r, "%s", _("A share is what the flow says at first, times a factor for each answer: how often it is the answer, if that is the cause. "
                           "With something else they sum to one; what is ruled out has none."));
    say_learned(m, r);
}

/* ---- a fact -------------------------------------------------------------------------------------------------------------------------- */

/* Facts of a called flow are stored behind its path; its conditions name their end. */
static bool is_meant(const char *stored, const char *name)
{
    size_t all = strlen(stored), n = strlen(name);
    return str_eq(stored, name) || (all > n && stored[all - n - 1] == '.' && str_eq(stored + all - n, name));
}

static bool rests_on(const struct flow_answer *a, const char *fact)
{
    struct names names = {0};
    bool rests = false;
    if (a->when)
        condition_facts(a->when, &names);
    for (size_t i = 0; i < names.n; i++)
        rests |= is_meant(fact, names.v[i]);
    return rests;
}

static void show_answers(const struct model *m, const char *fact, struct reasons *r)
{
    bool is_first = true;
    for (size_t i = 0; i < m->flow->n_steps; i++)
        for (size_t a = 0; a < m->flow->step[i].n_answers; a++) {
            const struct flow_step *step = &m->flow->step[i];
            if (!rests_on(&step->answer[a], fact))
                continue;
            if (is_first)
                reasons_say(r, "%s", _("It speaks for or against these answers, which move the causes:"));
            is_first = false;
            reasons_pair(r, step->answer[a].label, step->title);
        }
    if (is_first)
        reasons_say(r, "%s", _("No answer depends on it."));
}

void why_fact(const struct model *m, const struct fact *f, struct reasons *r)
{
    struct str value = {0}, clock = {0};
    words_value(m, f->name, &f->value, &value);
    words_clock(m, f->at, &clock);
    reasons_head(r, "%s = %s", f->name, value_is_known(&f->value) ? str_get(&value) : "?");
    reasons_pair(r, _("from"), f->source ? words_input_source(f->source) : "?");
    str_addf(&clock, " · %lld", (long long)f->seq);
    reasons_pair(r, _("recorded"), str_get(&clock));
    reasons_say(r, "%s", _("= corrects it."));
    show_answers(m, f->name, r);
    str_release(&value);
    str_release(&clock);
}
