/* past: rows of a count become sentences. */
#include "ui/past.h"

#include "base/i18n.h"
#include "ui/words.h"

enum { LABEL = 2, TEXT = 14, COUNT = 4, WHAT = 14, END = 78 };

void past_say_row(const struct past_row *row, struct str *out)
{
    switch (row->kind) {
    case PAST_ANSWER:
    case PAST_CHOSE: str_add(out, row->what); break;
    case PAST_UNSURE: str_add(out, _("Not sure")); break;
    case PAST_ESCALATED: str_add(out, _("escalated")); break;
    case PAST_HELPED: str_add(out, _("it helped")); break;
    case PAST_FAILED: str_add(out, _("it did not help")); break;
    }
}

void past_say(const struct past *p, struct str *out)
{
    const struct past_row *row = p->row;
    struct str what = {0};
    past_say_row(row, &what);
    bool has_cause = row->cause && !row->is_verdict;
    if (p->n == 1 && has_cause)
        str_addf(out, _("%s; it was: %s"), str_get(&what), row->cause);
    else if (p->n == 1)
        str_add(out, str_get(&what));
    else if (has_cause && row->n_cause == row->n)
        str_addf(out, _("in %zu of %zu incidents %s, each time %s"), row->n, p->n, str_get(&what), row->cause);
    else if (has_cause)
        str_addf(out, _("in %zu of %zu incidents %s, %zu times %s"), row->n, p->n, str_get(&what), row->n_cause, row->cause);
    else
        str_addf(out, _("in %zu of %zu incidents %s"), row->n, p->n, str_get(&what));
    str_release(&what);
}

static void next(struct str *out)
{
    str_add(out, out->n ? "; " : "");
}

void past_say_more(const struct past *p, struct str *out)
{
    int64_t minutes = (p->median + TIME_MINUTE / 2) / TIME_MINUTE * TIME_MINUTE;
    if (p->median)
        words_about(p->median < TIME_MINUTE ? p->median : minutes, out);
    if (p->n_resolved)
        next(out), str_addf(out, _("%zu resolved"), p->n_resolved);
    if (p->n_escalated)
        next(out), str_addf(out, _("%zu escalated"), p->n_escalated);
    if (p->is_elsewhere)
        next(out), str_add(out, _("of other services"));
    next(out);
    str_addf(out, _("newest INC-%lld"), (long long)p->number);
}

/* ---- what was learned -------------------------------------------------------------------------------------------------- */

void past_say_learned(const struct diagnosis *d, struct str *out)
{
    int64_t n = d ? d->learned.incidents : 0;
    if (n)
        str_addf(out, ngettext("from the flow and %lld incident", "from the flow and %lld incidents", (unsigned long)n),
                 (long long)n);
    else
        str_add(out, _("first shares from the flow"));
}

int64_t past_takes(const struct model *m)
{
    const struct flow_step *step = m->step->step;
    return m->diagnosis && m->diagnosis->learned.flow == m->flow ? learned_takes(&m->diagnosis->learned, step) : step->takes;
}

void past_explain_learned(const struct diagnosis *d, struct str *out)
{
    int64_t n = d ? d->learned.incidents : 0;
    if (!n)
        return;
    str_addf(out, ngettext("Likelihoods, evidence and minutes are those of the flow, with the weight of %d incidents, and of %lld closed incident; "
                           "the cause is known of %.0f.",
                           "Likelihoods, evidence and minutes are those of the flow, with the weight of %d incidents, and of %lld closed incidents; "
                           "the cause is known of %.0f.", (unsigned long)n),
             LEARNED_AUTHOR, (long long)n, d->learned.n_known);
}

/* ---- on a page --------------------------------------------------------------------------------------------------------- */

void past_build_short(const struct model *m, struct sheet *s)
{
    const struct past *p = m->step->past;
    struct str text = {0};
    if (!p || !p->n || s->is_compact || !s->is_ample)
        return;
    sheet_space(s);
    sheet_line(s);
    sheet_put(s, LABEL, STYLE_DIM, _("Last time"));
    past_say(p, &text);
    sheet_wrap(s, sheet_after(s, TEXT), s->width, STYLE_PLAIN, str_get(&text), true);
    str_clear(&text);
    past_say_more(p, &text);
    sheet_line(s);
    sheet_put(s, TEXT, STYLE_DIM, str_get(&text));
    str_release(&text);
}

static void build_row(const struct past *p, const struct past_row *row, struct sheet *s)
{
    struct str what = {0};
    past_say_row(row, &what);
    sheet_line(s);
    sheet_putf(s, COUNT, STYLE_PLAIN, _("%zu of %zu"), row->n, p->n);
    if (row->cause && !row->is_verdict) {
        str_add(&what, " · ");
        str_addf(&what, _("%zu times %s"), row->n_cause, row->cause);
    }
    sheet_wrap(s, sheet_after(s, WHAT), END, STYLE_PLAIN, str_get(&what), true);
    str_release(&what);
}

void past_build_whole(const struct model *m, struct sheet *s)
{
    const struct past *p = m->step ? m->step->past : NULL;
    struct str text = {0};
    if (p && p->n) {
        sheet_space(s);
        sheet_line(s);
        sheet_put(s, LABEL, STYLE_BOLD, _("Last time here"));
        past_say_more(p, &text);
        sheet_put(s, sheet_after(s, LABEL + 18), STYLE_DIM, str_get(&text));
        for (size_t i = 0; i < p->n_rows; i++)
            build_row(p, &p->row[i], s);
    }
    str_clear(&text);
    past_explain_learned(m->diagnosis, &text);
    if (text.n) {
        sheet_space(s);
        sheet_wrap(s, LABEL, 74, STYLE_PLAIN, str_get(&text), false);
    }
    str_release(&text);
}
