/* why_alert: which patterns of which flow the alert fits, and what it says instead; where a value is from. What is pointed at
 * comes first. */
#include "ui/alert.h"

#include "base/i18n.h"
#include "base/str.h"

static void build_value(const struct model *m, const struct model_alert_value *v, struct sheet *s)
{
    struct str text = {0}, label = {0};
    alert_value_text(m, v, &text);
    sheet_line(s);
    sheet_put(s, 2, STYLE_BOLD, alert_value_name(v, &label));
    sheet_wrap(s, 4, 78, STYLE_PLAIN, str_get(&text), false);
    if (v->source && *v->source)
        sheet_wrap(s, 4, 78, STYLE_DIM, v->source, false);
    if (v->refused)
        sheet_wrap(s, 4, 78, STYLE_WARN, v->refused, false);
    sheet_space(s);
    sheet_wrap(s, 2, 74, STYLE_PLAIN,
               _("An input takes the value under its label; where the alert has none, that under its own name. Of a host only the name is "
                 "taken. What a person corrects counts before both."),
               false);
    sheet_space(s);
    str_release(&text), str_release(&label);
}

/* The lines of one flow, its title first; returns where the next one begins. */
static size_t build_flow(const struct model_alert *a, size_t i, struct sheet *s)
{
    sheet_space(s);
    sheet_line(s);
    sheet_put(s, 2, STYLE_BOLD, a->why[i].label);
    do
        sheet_wrap(s, 4, 78, STYLE_PLAIN, a->why[i].text, false);
    while (++i < a->n_why && !a->why[i].label);
    return i;
}

static size_t next_flow(const struct model_alert *a, size_t i)
{
    do
        i++;
    while (i < a->n_why && !a->why[i].label);
    return i;
}

static const char *flow_pointed_at(const struct model_alert *a, struct row_id at)
{
    return at.kind == ROW_CHOICE && (size_t)at.key < a->n_choices ? a->choice[at.key].label : NULL;
}

void alert_build_why(const struct ui *ui, const struct model *m, struct sheet *s)
{
    const struct model_alert *a = m->alert;
    struct row_id at = ui->stack[ui->n - 2].at;
    const char *first = flow_pointed_at(a, at);
    if (at.kind == ROW_FIELD && (size_t)at.key < a->n_values)
        build_value(m, &a->value[at.key], s);
    sheet_wrap(s, 2, 74, STYLE_PLAIN,
               _("A flow is proposed when all patterns of one line of its start_when match. Of several the one that asks for more comes "
                 "first: more patterns, then more letters in them. A flow that the alert names as its runbook comes before all; a runbook "
                 "that is no flow yet, behind those that match."),
               false);
    for (size_t i = 0; i < a->n_why; i = next_flow(a, i))
        if (str_eq(a->why[i].label, first))
            build_flow(a, i, s);
    for (size_t i = 0; i < a->n_why; i = next_flow(a, i))
        if (!str_eq(a->why[i].label, first))
            build_flow(a, i, s);
}
