/* plain_alert: an alert that is not opened yet, and what came of one, in lines. */
#include <string.h>

#include "base/i18n.h"
#include "ui/alert.h"
#include "ui/plain_own.h"

static void say_head(struct plain *p, const struct model *m, struct str *out)
{
    const struct model_alert *a = m->alert;
    struct str state = {0};
    alert_state(m, true, &state);
    plain_say(p, out, _("New from an alert: %s, %s."), a->title, str_get(&state));
    if (a->summary)
        plain_say(p, out, "%s", a->summary);
    plain_say(p, out, "%s", a->about);
    str_release(&state);
}

static void say_choice(struct plain *p, const struct model_alert_choice *c, size_t n, struct str *out)
{
    if (!c->flow)
        plain_say(p, out, _("choice %zu: go on in INC-%lld, which is open for it"), n, (long long)c->number);
    else if (c->is_proposed)
        plain_say(p, out, _("choice %zu: %s. Proposed: %s"), n, c->label, c->remark ? c->remark : "");
    else if (c->remark)
        plain_say(p, out, _("choice %zu: %s; %s"), n, c->label, c->remark);
    else
        plain_say(p, out, _("choice %zu: %s"), n, c->label);
}

static void say_choices(struct plain *p, const struct model_alert *a, struct str *out)
{
    size_t shown = p->is_all_home ? a->n_choices : a->n_first;
    plain_say(p, out, _("Open it as?"));
    for (size_t i = 0; i < shown; i++)
        say_choice(p, &a->choice[i], i + 1, out);
    if (a->has_unsure)
        plain_say(p, out, _("choice 0: not sure, find out by questions"));
    if (shown < a->n_choices)
        plain_say(p, out, ngettext("%zu more flow; \"more\" lists it.", "%zu more flows; \"more\" lists them.", (unsigned long)(a->n_choices - shown)),
                  a->n_choices - shown);
}

static void say_value(struct plain *p, const struct model *m, const struct model_alert_value *v, struct str *out)
{
    struct str text = {0}, label = {0};
    const char *name = alert_value_name(v, &label);
    alert_value_text(m, v, &text);
    if (v->refused)
        plain_say(p, out, _("not filled in, %s: %s, %s; %s"), name, str_get(&text), v->source, v->refused);
    else if (v->source && *v->source)
        plain_say(p, out, _("filled in, %s: %s, %s"), name, str_get(&text), v->source);
    else
        plain_say(p, out, _("filled in, %s: %s"), name, str_get(&text));
    str_release(&text), str_release(&label);
}

void plain_show_alert(struct plain *p, const struct model *m, struct str *out)
{
    say_head(p, m, out);
    say_choices(p, m->alert, out);
    for (size_t i = 0; i < m->alert->n_values; i++)
        say_value(p, m, &m->alert->value[i], out);
    plain_say(p, out, _("Opening it records the alert. It runs nothing. \"= NAME VALUE\" corrects a value."));
}

void plain_show_alert_why(struct plain *p, const struct model *m, struct str *out)
{
    const struct model_alert *a = m->alert;
    for (size_t i = 0; i < a->n_why; i++) {
        if (a->why[i].label)
            plain_say(p, out, "%s:", a->why[i].label);
        plain_say(p, out, "%s", a->why[i].text);
    }
}

void plain_choose_alert(struct typed *t, int64_t n)
{
    const struct model_alert *a = t->m->alert;
    if (n == 0 && a->has_unsure)
        *t->w = (struct wish){.kind = WISH_START, .id = "unknown"};
    else if (n < 1 || (size_t)n > a->n_choices)
        plain_say(t->p, t->out, _("There is no choice %lld here."), (long long)n);
    else if (a->choice[n - 1].flow)
        *t->w = (struct wish){.kind = WISH_START, .id = a->choice[n - 1].flow};
    else
        *t->w = (struct wish){.kind = WISH_OPEN, .number = a->choice[n - 1].number};
}

void plain_do_alert(struct typed *t)
{
    const struct incident *inc = t->m->incident;
    if (t->m->alert) {
        plain_show_alert(t->p, t->m, t->out);
        return;
    }
    if (!inc || !inc->alerts.n || !vec_last(&inc->alerts)->payload) {
        plain_say(t->p, t->out, _("No alert belongs to it."));
        return;
    }
    *t->w = (struct wish){.kind = WISH_SHOW_OUTPUT, .number = vec_last(&inc->alerts)->seq};
    t->p->looks_up = WISH_SHOW_OUTPUT;
}
