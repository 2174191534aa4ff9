/* view_why: w: why what ▸ points at is as it is, in words and figures; why a trouble is one. */
#include <string.h>

#include "base/i18n.h"
#include "change/change.h"
#include "ui/alert.h"
#include "ui/model_logs.h"
#include "ui/past.h"
#include "ui/why_own.h"
#include "ui/words.h"

static void name(const struct ui *ui, const struct model *m, struct str *out, struct str *right)
{
    enum page below = ui_page_below(ui);
    (void)right;
    str_addf(out, "%s\t", _("Why"));
    if (below == PAGE_STEP && m->step)
        str_add(out, m->step->step->title);
    else if (below == PAGE_CAUSES)
        str_add(out, _("what could it be, and why"));
}

static void say(struct sheet *s, unsigned style, const char *text)
{
    sheet_wrap(s, 2, 74, style, text, false);
}

/* ---- the step, the causes ------------------------------------------------------------------------------------------------- */

static struct row_id pointed_at(const struct ui *ui)
{
    return ui->n > 1 ? ui->stack[ui->n - 2].at : (struct row_id){0};
}

static const struct diagnosis_cause *cause_at(const struct model *m, struct row_id at)
{
    for (size_t i = 0; at.kind == ROW_CAUSE && m->diagnosis && i < m->diagnosis->n; i++)
        if (m->diagnosis->cause[i].cause == at.key)
            return &m->diagnosis->cause[i];
    return NULL;
}

static void build_causes(const struct model *m, struct row_id at, struct sheet *s)
{
    const struct diagnosis_cause *c = cause_at(m, at);
    struct reasons r = {0};
    if (c)
        why_cause(m, c, &r);
    else if (at.kind == ROW_FACT && (size_t)at.key < m->incident->facts.n)
        why_fact(m, &m->incident->facts.v[at.key], &r);
    else
        why_causes(m, &r);
    reasons_show(&r, s);
    reasons_release(&r);
}

static void build_step(const struct model *m, struct row_id at, struct sheet *s)
{
    struct reasons r = {0};
    if (m->step)
        why_step(m, at, &r);
    else
        why_advice(m, &r);
    reasons_show(&r, s);
    reasons_release(&r);
    past_build_whole(m, s);
}

static bool build_left(const struct model *m, struct row_id at, struct sheet *s)
{
    struct reasons r = {0};
    bool is_explained = m->incident && why_left(m, at, &r);
    reasons_show(&r, s);
    reasons_release(&r);
    return is_explained;
}

/* ---- the onset --------------------------------------------------------------------------------------------------------------- */

static void put_count(struct sheet *s, const char *label, uint64_t n, uint64_t all)
{
    struct str some = {0}, of = {0};
    words_count(n, &some);
    words_count(all, &of);
    sheet_line(s);
    sheet_put(s, 4, STYLE_PLAIN, label);
    sheet_putf(s, sheet_after(s, 17), STYLE_PLAIN, _("%s of %s"), some.s, of.s);
    str_release(&some);
    str_release(&of);
}

/* Why the errors are said to begin there. */
static void build_onset(const struct model *m, struct sheet *s)
{
    const struct log_finding *f = m->logs ? m->logs->finding : NULL;
    struct str clock = {0};
    char within[TIME_TEXT];
    if (!f || !f->onset.is_found) {
        say(s, STYLE_PLAIN, _("The share of errors does not change enough to say when they began."));
        return;
    }
    words_clock(m, f->onset.at, &clock);
    time_format_length(f->onset.within, within);
    sheet_line(s);
    sheet_putf(s, 2, STYLE_BOLD, _("The errors began at %s, within %s."), str_get(&clock), within);
    sheet_space(s);
    put_count(s, _("before"), f->onset.baseline_errors, f->onset.baseline_all);
    put_count(s, _("since then"), f->onset.since_errors, f->onset.since_all);
    sheet_space(s);
    say(s, STYLE_PLAIN,
        _("It is where the share of errors changes most. A kind is new when it was not seen before that moment; kinds are told "
          "apart by what is left of a message without its numbers and names, or by the exception and where it was thrown."));
    str_release(&clock);
}

/* ---- a change -------------------------------------------------------------------------------------------------------- */

static void put_part(struct sheet *s, const char *label, const char *text)
{
    if (!text || !*text)
        return;
    sheet_line(s);
    sheet_put(s, 4, STYLE_DIM, label);
    sheet_wrap(s, sheet_after(s, 17), 78, STYLE_PLAIN, text, true);
}

/* What is known of it, the commands whole; then the rule that gave it its place. */
static void build_change(const struct ui *ui, const struct model *m, struct sheet *s)
{
    const struct model_change *row = changes_row_at(m->changes, ui->stack[ui->n - 2].at);
    struct str at = {0}, what = {0}, detail = {0};
    if (!row)
        return;
    words_clock(m, row->change->at, &at);
    if (*row->distance)
        str_addf(&at, " · %s", row->distance);
    change_tell(row->change->what, &what);
    change_tell(row->change->detail, &detail);
    say(s, STYLE_BOLD, str_get(&what));
    put_part(s, _("when"), str_get(&at));
    put_part(s, _("by"), row->change->who);
    put_part(s, _("what"), str_get(&detail));
    put_part(s, _("suspect"), row->why);
    put_part(s, _("ruled out"), row->ruling ? row->ruling->reason : NULL);
    put_part(s, _("seen in"), row->change->source);
    put_part(s, _("to see it"), row->change->see);
    put_part(s, _("to undo it"), row->change->undo);
    sheet_space(s);
    say(s, STYLE_PLAIN,
        _("A change is suspect by how shortly before the onset it came, by its kind, and by what it has to do with the service "
          "that fails. What touched a file of a failing stack trace comes before all others; what came after the onset, last."));
    str_release(&at);
    str_release(&what);
    str_release(&detail);
}

static void build(const struct ui *ui, const struct model *m, struct sheet *s)
{
    enum page below = ui_page_below(ui);
    if (below == PAGE_ALERT && m->alert)
        alert_build_why(ui, m, s);
    else if (below == PAGE_TROUBLE)
        say(s, STYLE_PLAIN, m->trouble ? m->trouble->why : NULL);
    else if (below == PAGE_UNDO && !build_left(m, pointed_at(ui), s))
        say(s, STYLE_PLAIN,
            _("What was changed last is taken back first, so that each undo finds the state it was written for. What the "
              "state was before stands under each change; look whether it is still as we left it."));
    else if (below == PAGE_LEFT && !build_left(m, pointed_at(ui), s))
        say(s, STYLE_PLAIN,
            _("What is deferred or of unknown outcome blocks resolving until it is done, handed over or waived with a "
              "reason. Steps that were passed over are listed so that nobody forgets them; they block nothing."));
    else if (below == PAGE_LOGS)
        build_onset(m, s);
    else if (below == PAGE_CHANGES)
        build_change(ui, m, s);
    else if (m->incident && m->flow && below == PAGE_CAUSES)
        build_causes(m, pointed_at(ui), s);
    else if (m->incident && m->flow && below != PAGE_UNDO && below != PAGE_LEFT)
        build_step(m, pointed_at(ui), s);
}

const struct view view_why = {.page = PAGE_WHY, .name = name, .build = build, .is_prose = true};
