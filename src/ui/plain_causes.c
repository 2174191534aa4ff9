/* plain_causes: the board of causes in lines: what could it be, what moved it, by which factor, who says so and when. */
#include <string.h>

#include "base/i18n.h"
#include "incident/advice.h"
#include "incident/finding.h"
#include "incident/path.h"
#include "ui/causes_own.h"
#include "ui/past.h"
#include "ui/plain_own.h"
#include "ui/words.h"

/* ---- one ------------------------------------------------------------------------------------------------------------------- */

static void say_ruling(struct plain *p, const struct model *m, const struct ruling *r, bool is_pin, struct str *out)
{
    struct str clock = {0};
    const char *who = r->actor ? r->actor : "?", *reason = str_blank(r->reason) ? _("no reason given") : r->reason;
    words_clock(m, r->at, &clock);
    plain_say(p, out, is_pin ? _("%s takes it for the cause, %s: %s") : _("%s ruled it out, %s: %s"), who, str_get(&clock), reason);
    str_release(&clock);
}

static void say_move(struct plain *p, const struct model *m, const struct diagnosis_move *move, struct str *out)
{
    const struct flow_step *step = move->kind == MOVE_ANSWERED && move->step ? flow_find_step(m->flow, path_last(move->step)) : NULL;
    struct str what = {0}, clock = {0};
    char share[8], factor[8];
    causes_say_move(move, &what);
    if (step)
        str_addf(&what, ", %s", step->title);
    words_clock(m, move->at, &clock);
    diagnosis_format_share(move->share, share);
    diagnosis_format_factor(diagnosis_factor(move), factor);
    plain_say(p, out, move->share >= move->before ? _("up to %s, %s: %s; %s, %s") : _("down to %s, %s: %s; %s, %s"), share, factor, str_get(&what),
              move->actor ? move->actor : "?", str_get(&clock));
    str_release(&what);
    str_release(&clock);
}

static void say_path(struct plain *p, const struct model *m, const struct diagnosis_cause *c, struct str *out)
{
    struct str first = {0};
    char share[8];
    diagnosis_format_share(c->prior, share);
    causes_say_first(m, c, &first);
    plain_say(p, out, _("at first %s: %s"), share, str_get(&first));
    for (size_t i = 0; i < c->n_moves; i++)
        say_move(p, m, &c->move[i], out);
    str_release(&first);
}

static void say_cause(struct plain *p, const struct model *m, const struct diagnosis_cause *c, bool is_first, struct str *out)
{
    const struct ruling *pin = c->name ? incident_find_pin(m->incident, c->name) : NULL;
    const struct ruling *ruling = c->name ? incident_find_ruling(m->incident, c->name) : NULL;
    char share[8];
    diagnosis_format_share(c->share, share);
    if (c->is_ruled_out)
        plain_say(p, out, _("cause %s, %s: ruled out"), c->id, c->title);
    else if (c->id)
        plain_say(p, out, _("cause %s, %s: %s, %s"), c->id, c->title, share, causes_standing(c));
    else
        plain_say(p, out, "%s: %s", words_cause(c), share);
    if (pin)
        say_ruling(p, m, pin, true, out);
    if (ruling)
        say_ruling(p, m, ruling, false, out);
    if (is_first)
        say_path(p, m, c, out);
}

/* ---- all -------------------------------------------------------------------------------------------------------------------- */

static void say_facts(struct plain *p, const struct model *m, struct str *out)
{
    for (size_t i = 0; i < m->incident->facts.n; i++) {
        const struct fact *f = &m->incident->facts.v[i];
        struct str text = {0}, clock = {0};
        if (!value_is_known(&f->value) || finding_is_of_every_run(f->name))
            continue;
        value_show_fact(f->name, &f->value, &text);
        words_clock(m, f->at, &clock);
        plain_say(p, out, _("fact %s: %s; %s, %s"), f->name, str_get(&text), f->source ? f->source : "?", str_get(&clock));
        str_release(&text);
        str_release(&clock);
    }
}

static void say_questions(struct plain *p, const struct model *m, struct str *out)
{
    for (size_t i = 0; m->advice && i < m->advice->n_questions; i++) {
        const struct advice_question *q = &m->advice->question[i];
        struct str worth = {0}, length = {0};
        causes_say_worth(m, q->expected, &worth);
        words_short(q->cost, &length);
        plain_say(p, out, _("would tell more: %s, %s, %s"), q->step->title, str_get(&length), str_get(&worth));
        str_release(&worth);
        str_release(&length);
    }
}

static void say_fixes(struct plain *p, const struct model *m, struct str *out)
{
    for (size_t i = 0; m->fixes && i < m->fixes->n_open; i++) {
        const struct fix_option *o = &m->fixes->option[i];
        struct str length = {0};
        char share[8];
        words_short(o->cost, &length);
        diagnosis_format_share(o->chance, share);
        plain_say(p, out, _("fix: %s, helps %s, takes %s"), o->step->title, share, str_get(&length));
        str_release(&length);
    }
}

void plain_show_causes(struct plain *p, const struct model *m, struct str *out)
{
    const struct diagnosis *d = m->diagnosis;
    struct str text = {0};
    if (!d || !d->n || !m->flow) {
        plain_say(p, out, "%s", _("This flow names no causes."));
    } else {
        causes_count(d, &text);
        str_add(&text, "; ");
        past_say_learned(d, &text);
        plain_say(p, out, _("Causes: %s."), str_get(&text));
    }
    for (size_t i = 0; d && m->flow && i < d->n; i++)
        say_cause(p, m, &d->cause[i], i == 0, out);
    say_facts(p, m, out);
    say_questions(p, m, out);
    say_fixes(p, m, out);
    plain_say(p, out, "%s", _("\"why NAME\" explains one; \"pin cause NAME WHY\" says that it is this one, \"rule out NAME WHY\" that it is not; \"cause "
                              "WORDS: WHY\" adds one."));
    str_release(&text);
}

/* ---- what is said of them --------------------------------------------------------------------------------------------------- */

const struct diagnosis_cause *plain_find_cause(const struct model *m, const char *name, size_t n)
{
    for (size_t i = 0; m->diagnosis && i < m->diagnosis->n; i++) {
        const struct diagnosis_cause *c = &m->diagnosis->cause[i];
        if (c->id && strlen(c->id) == n && strncmp(c->id, name, n) == 0)
            return c;
    }
    return NULL;
}

static bool wish_cause(struct typed *t, const char *rest, enum wish_kind kind)
{
    if (!str_starts(rest, "cause "))
        return false;
    rest += strlen("cause ");
    size_t n = strcspn(rest, " ");
    char *id = mem_strndup(rest, n);
    *t->w = (struct wish){.kind = kind, .id = plain_lend(&t->p->id, id), .reason = plain_lend(&t->p->text, rest + n + strspn(rest + n, " "))};
    mem_free(id);
    return true;
}

bool plain_pin_cause(struct typed *t, const char *rest)
{
    return wish_cause(t, rest, WISH_PIN_CAUSE);
}

void plain_do_unpin(struct typed *t)
{
    if (!wish_cause(t, t->rest, WISH_UNPIN_CAUSE))
        plain_say(t->p, t->out, "%s", _("Unpin what? \"unpin cause NAME\" no longer says that it is this one."));
}

/* "cause The cache is stale: cleared at 03:00" */
void plain_do_cause(struct typed *t)
{
    const char *why = strstr(t->rest, ": ");
    char *title = mem_strndup(t->rest, why ? (size_t)(why - t->rest) : strlen(t->rest));
    *t->w = (struct wish){.kind = WISH_ADD_CAUSE, .text = plain_lend(&t->p->id, title), .reason = plain_lend(&t->p->text, why ? why + 2 : "")};
    mem_free(title);
}

void plain_do_take_over(struct typed *t)
{
    plain_show_causes(t->p, t->m, t->out);
    t->w->kind = WISH_TAKE_OVER;
}
