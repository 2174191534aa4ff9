/* plain_why: why, in lines: the question and the advice, or what is named: an answer or a fix by its number, a cause, a fact, an
 * action. The same words and figures as on the page behind w. */
#include <string.h>

#include "base/i18n.h"
#include "ui/plain_own.h"
#include "ui/why_own.h"

static void say_line(void *typed, const char *line)
{
    struct typed *t = typed;
    plain_say(t->p, t->out, "%s", line);
}

/* By their numbers here; answers that the list leaves out keep theirs. */
static bool why_number(const struct model *m, int64_t n, struct reasons *r)
{
    const struct model_step *s = m->step;
    if (n == 0)
        why_unsure(r);
    else if (s->step->answers_fixes && n > 0 && (size_t)n <= s->n_fixes)
        why_fix(m, (size_t)n - 1, r);
    else if (!s->step->answers_fixes && n > 0 && (size_t)n <= s->step->n_answers)
        why_answer(m, (size_t)n - 1, r);
    else
        return false;
    return true;
}

static bool why_named(const struct model *m, const char *name, struct reasons *r)
{
    const struct diagnosis_cause *c = plain_find_cause(m, name, strlen(name));
    const struct fact *f = incident_find_fact(m->incident, name);
    for (size_t i = 0; m->step && i < m->step->step->n_actions; i++)
        if (str_eq(m->step->step->action[i].id, name))
            return why_action(m, i, r), true;
    if (c)
        why_cause(m, c, r);
    else if (f)
        why_fact(m, f, r);
    else if (m->step && str_eq(name, "next"))
        why_advice(m, r);
    else if (m->step && str_eq(name, "escalate"))
        why_escalate(m, r);
    else if (str_eq(name, "causes"))
        why_causes(m, r);
    else
        return false;
    return true;
}

static bool explain(struct typed *t, struct reasons *r)
{
    int64_t n;
    if (!t->m->flow)
        return false;
    if (!*t->rest)
        return t->m->step ? why_step(t->m, (struct row_id){0}, r) : why_advice(t->m, r), true;
    if (t->m->step && plain_take_count(&t->rest, &n))
        return why_number(t->m, n, r);
    return *t->rest && why_named(t->m, t->rest, r);
}

void plain_do_why(struct typed *t)
{
    struct reasons r = {0};
    bool is_all = !*t->rest;
    if (t->m->alert) {
        plain_show_alert_why(t->p, t->m, t->out);
        return;
    }
    if (explain(t, &r))
        reasons_tell(&r, say_line, t);
    else
        plain_say(t->p, t->out, "%s", _("Why what? \"why\" explains the question and the advice, \"why 2\" that answer or fix, \"why NAME\" a cause, a fact or "
                                        "an action, \"why next\" the advice."));
    if (is_all)
        plain_explain_past(t->p, t->m, t->out);
    reasons_release(&r);
}
