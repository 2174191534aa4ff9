/* view_why: why this is proposed, or not; which facts it stands on; why a trouble is one. */
#include <string.h>

#include "base/i18n.h"
#include "change/change.h"
#include "incident/finding.h"
#include "ui/model_logs.h"
#include "ui/past.h"
#include "ui/step_own.h"
#include "ui/words.h"

static void name(const struct ui *ui, const struct model *m, struct str *out, struct str *right)
{
    (void)right;
    str_addf(out, "%s\t", _("Why"));
    if (ui_page_below(ui) == PAGE_STEP && m->step)
        str_add(out, m->step->step->title);
}

static void say(struct sheet *s, unsigned style, const char *text)
{
    sheet_wrap(s, 2, 74, style, text, false);
}

static void build_proposal(const struct model *m, struct sheet *s)
{
    const struct model_proposal *p = &m->step->proposal;
    const struct flow_answer *a = p->answer ? flow_find_answer(m->step->step, p->answer) : NULL;
    if (a) {
        sheet_line(s);
        sheet_putf(s, 2, STYLE_BOLD, _("Proposed: %s"), a->label);
        if (p->because) {
            sheet_line(s);
            sheet_putf(s, 4, STYLE_PLAIN, _("because %s"), p->because);
        }
        sheet_space(s);
        say(s, STYLE_PLAIN,
            _("The first answer whose condition holds is proposed. You decide; another answer asks why, and the reason is "
              "recorded."));
    } else {
        say(s, STYLE_BOLD, _("Nothing is proposed."));
        say(s, STYLE_PLAIN,
            _("No condition of an answer holds yet: its facts are unknown until the probes have run, or they say something "
              "else."));
    }
}

/* The arithmetic behind the order: the chance that one minute spent on it is worth. */
static void build_order(const struct model *m, struct sheet *s)
{
    sheet_space(s);
    for (size_t i = 0; i < m->step->n_fixes; i++) {
        const struct model_fix *fix = &m->step->fix[i];
        char share[8];
        struct str length = {0};
        diagnosis_format_share(fix->helps, share);
        words_short(fix->takes, &length);
        sheet_line(s);
        sheet_put(s, 4, STYLE_PLAIN, fix->title);
        sheet_end(s, 40);
        sheet_putf(s, 41, STYLE_DIM, _("%s in %s"), share, str_get(&length));
        double worth = fix->takes > 0 ? 100 * fix->helps * (double)TIME_MINUTE / (double)fix->takes : 0;
        if (worth >= 0.05 && !fix->not_now)
            sheet_putf(s, 58, STYLE_DIM, _("%.1f%% a minute"), worth);
        str_release(&length);
    }
}

static void build_fixes(const struct model *m, struct sheet *s)
{
    say(s, STYLE_BOLD, _("Most help for a minute first."));
    say(s, STYLE_PLAIN,
        _("helps: how likely the cause is, times how often this fix cures it. takes: with its verification. A fix that "
          "cannot be undone is listed like the others; you decide."));
    build_order(m, s);
}

static bool is_of_step(const struct flow_step *step, const char *name, size_t n)
{
    for (size_t p = 0; p < step->n_probes; p++)
        if (strlen(step->probe[p].id) == n && strncmp(step->probe[p].id, name, n) == 0)
            return true;
    return false;
}

/* What the author asked for comes before what every run yields. */
static void build_found(const struct model *m, bool of_every_run, struct sheet *s)
{
    for (size_t i = 0; i < m->incident->facts.n; i++) {
        const struct fact *f = &m->incident->facts.v[i];
        const char *dot = strchr(f->name, '.');
        struct str text = {0};
        if (!dot || !is_of_step(m->step->step, f->name, (size_t)(dot - f->name)) || finding_is_of_every_run(f->name) != of_every_run)
            continue;
        sheet_line(s);
        sheet_put(s, 4, STYLE_DIM, f->name);
        words_value(m, f->name, &f->value, &text);
        sheet_put(s, 29, STYLE_PLAIN, str_get(&text));
        str_release(&text);
    }
}

static void build_facts(const struct model *m, struct sheet *s)
{
    sheet_space(s);
    say(s, STYLE_BOLD, _("What this step found"));
    size_t before = s->lines.n;
    build_found(m, false, s);
    build_found(m, true, s);
    if (s->lines.n == before)
        say(s, STYLE_DIM, _("nothing yet"));
}

static void build_step(const struct model *m, struct sheet *s)
{
    if (!m->step)
        return;
    if (m->step->step->answers_fixes)
        build_fixes(m, s);
    else
        build_proposal(m, s);
    if (m->next) {
        sheet_space(s);
        sheet_line(s);
        sheet_put(s, 2, STYLE_DIM, _("Next"));
        sheet_wrap(s, 10, 74, STYLE_PLAIN, m->next, true);
    }
    build_facts(m, s);
    past_build_whole(m, s);
}

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
    if (below == PAGE_TROUBLE)
        say(s, STYLE_PLAIN, m->trouble ? m->trouble->why : NULL);
    else if (below == PAGE_UNDO)
        say(s, STYLE_PLAIN,
            _("What was changed last is taken back first, so that each undo finds the state it was written for. What the "
              "state was before stands under each change; look whether it is still as we left it."));
    else if (below == PAGE_LEFT)
        say(s, STYLE_PLAIN,
            _("What is deferred or of unknown outcome blocks resolving until it is done, handed over or waived with a "
              "reason. Steps that were passed over are listed so that nobody forgets them; they block nothing."));
    else if (below == PAGE_LOGS)
        build_onset(m, s);
    else if (below == PAGE_CHANGES)
        build_change(ui, m, s);
    else if (m->incident)
        build_step(m, s);
}

const struct view view_why = {.page = PAGE_WHY, .name = name, .build = build, .is_prose = true};
