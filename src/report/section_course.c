/* section_course: how it went: the timeline, the causes and the path that led to them. */
#include "base/i18n.h"
#include "report/section.h"

/* ---- timeline -------------------------------------------------------------------------------------------------------- */
static bool has_late(const struct report *r)
{
    for (size_t i = 0; i < r->timeline.n; i++)
        if (r->timeline.v[i].is_late)
            return true;
    return false;
}

void section_timeline(struct page *p, const struct report *r)
{
    bool is_twofold = has_late(r);
    if (!r->timeline.n)
        return;
    page_heading(p, 2, _("Timeline"));
    if (is_twofold)
        page_table(p, (const char *const[]){_("Happened (UTC)"), _("Recorded, where later"), _("What")}, 3);
    else
        page_table(p, (const char *const[]){_("Time (UTC)"), _("What")}, 2);
    for (size_t i = 0; i < r->timeline.n; i++) {
        const struct report_line *l = &r->timeline.v[i];
        page_cell_time(p, l->at);
        if (is_twofold)
            page_cell_time(p, l->is_late ? l->recorded : 0);
        page_cell(p, l->sentence);
    }
}

/* ---- causes ---------------------------------------------------------------------------------------------------------- */
static const char *share_text(struct page *p, double share)
{
    char text[8];
    diagnosis_format_share(share, text);
    return page_printf(p, "%s", text);
}

static const char *factor_text(struct page *p, double factor)
{
    char text[8];
    diagnosis_format_factor(factor, text);
    return page_printf(p, "%s", text);
}

const char *section_cause(const struct report_cause *c)
{
    return c->title ? c->title : _("Something else");
}

/* Before anything was observed the shares are the author's, and no news. */
static bool has_moved(const struct report_causes *causes)
{
    bool has_moves = false;
    for (size_t i = 0; i < causes->n; i++)
        has_moves |= causes->v[i].moves.n > 0;
    return has_moves || (causes->n && !causes->is_too_early);
}

static void add_shares(struct page *p, const struct report_causes *causes)
{
    page_heading(p, 3, causes->title ? page_printf(p, _("Causes in: %s"), causes->title) : _("Causes"));
    if (causes->is_too_early)
        page_say(p, "%s", _("Nothing that was found speaks clearly for one of them yet."));
    page_table(p, (const char *const[]){_("Cause"), _("Share"), _("At first")}, 3);
    for (size_t i = 0; i < causes->n; i++) {
        const struct report_cause *c = &causes->v[i];
        if (c->is_ruled_out)
            continue;
        page_cell(p, section_cause(c));
        page_cell_bar(p, c->share, share_text(p, c->share));
        page_cell(p, share_text(p, c->prior));
    }
}

/* The path is arithmetic one can check; for the causes that never mattered it would only be long. */
static bool is_worth_a_path(const struct report_cause *c)
{
    return c->title && !c->is_ruled_out && c->moves.n && c->share >= 0.1;
}

static const char *observed(struct page *p, const struct report_move *m)
{
    const char *what = m->what ? m->what : "";
    switch (m->kind) {
    case MOVE_ANSWERED: break;
    case MOVE_FIX_FAILED: return page_printf(p, _("%s did not help"), what);
    case MOVE_FIX_HELPED: return page_printf(p, _("%s helped"), what);
    case MOVE_RULED_OUT: return page_printf(p, _("%s is ruled out"), what);
    case MOVE_ADDED: return page_printf(p, _("%s was added as a cause"), what);
    }
    return what;
}

static void add_path(struct page *p, const struct report_cause *c)
{
    page_heading(p, 4, page_printf(p, _("How it came to: %s"), section_cause(c)));
    page_table(p, (const char *const[]){_("Time (UTC)"), _("What was observed"), _("Step"), _("By"), _("Factor"), _("Share then")}, 6);
    page_cell(p, NULL);
    page_cell(p, _("At first"));
    page_cell(p, NULL);
    page_cell(p, NULL);
    page_cell(p, NULL);
    page_cell_bar(p, c->prior, share_text(p, c->prior));
    for (size_t i = 0; i < c->moves.n; i++) {
        const struct report_move *m = &c->moves.v[i];
        page_cell_time(p, m->at);
        page_cell(p, observed(p, m));
        page_cell(p, m->step);
        page_cell(p, m->actor);
        page_cell(p, factor_text(p, m->factor));
        page_cell_bar(p, m->share, share_text(p, m->share));
    }
}

static void add_ruled_out(struct page *p, const struct report_causes *causes)
{
    bool is_begun = false;
    for (size_t i = 0; i < causes->n; i++) {
        const struct report_cause *c = &causes->v[i];
        if (!c->is_ruled_out)
            continue;
        if (!is_begun) {
            page_heading(p, 4, _("Ruled out"));
            page_table(p, (const char *const[]){_("Cause"), _("Reason"), _("By"), _("Time (UTC)")}, 4);
            is_begun = true;
        }
        page_cell(p, c->title);
        page_cell(p, c->out_reason);
        page_cell(p, c->out_by);
        page_cell_time(p, c->out_at);
    }
}

/* What a person says of it weighs nothing in the shares; it stands apart from them. */
static void add_pinned(struct page *p, const struct report_causes *causes)
{
    bool is_begun = false;
    for (size_t i = 0; i < causes->n; i++) {
        const struct report_cause *c = &causes->v[i];
        if (!c->is_pinned)
            continue;
        if (!is_begun) {
            page_heading(p, 4, _("Taken for the cause"));
            page_table(p, (const char *const[]){_("Cause"), _("Reason"), _("By"), _("Time (UTC)")}, 4);
            is_begun = true;
        }
        page_cell(p, c->title);
        page_cell(p, c->pin_reason);
        page_cell(p, c->pin_by);
        page_cell_time(p, c->pin_at);
    }
}

static void add_causes(struct page *p, const struct report_causes *causes)
{
    if (has_moved(causes))
        add_shares(p, causes);
    for (size_t i = 0; i < causes->n; i++)
        if (is_worth_a_path(&causes->v[i]))
            add_path(p, &causes->v[i]);
    add_pinned(p, causes);
    add_ruled_out(p, causes);
}

/* ---- answers and facts ------------------------------------------------------------------------------------------------- */
static const char *basis(struct page *p, const struct report_answer *a)
{
    if (a->is_override && a->reason)
        return page_printf(p, _("instead of \"%s\", because: %s"), a->proposed, event_word(a->reason));
    if (a->is_override)
        return page_printf(p, _("instead of \"%s\""), a->proposed);
    return event_word(a->because ? a->because : a->reason);
}

static const char *standing(const struct report_answer *a)
{
    if (a->is_struck)
        return _("withdrawn");
    if (!a->is_counted)
        return _("replaced by a newer answer");
    return a->is_stale ? _("counts, off the path taken") : NULL;
}

static bool has_remarks(const struct report *r)
{
    for (size_t i = 0; i < r->answers.n; i++)
        if (standing(&r->answers.v[i]))
            return true;
    return false;
}

static void add_answers(struct page *p, const struct report *r)
{
    bool is_remarked = has_remarks(r);
    if (!r->answers.n)
        return;
    page_heading(p, 3, _("Answers"));
    page_table(p, (const char *const[]){_("Time (UTC)"), _("Question"), _("Answer"), _("By"), _("Why"), _("Remark")},
               is_remarked ? 6 : 5);
    for (size_t i = 0; i < r->answers.n; i++) {
        const struct report_answer *a = &r->answers.v[i];
        page_cell_time(p, a->at);
        page_cell(p, a->question ? a->question : a->title);
        page_cell(p, event_word(a->label));
        page_cell(p, a->actor);
        page_cell(p, basis(p, a));
        if (is_remarked)
            page_cell(p, standing(a));
    }
}

/* What a probe looked for and did not find, in one line: a table of nothing hides what there is. */
static void add_absent(struct page *p, const struct report *r)
{
    struct str names = {0};
    for (size_t i = 0; i < r->facts.n; i++)
        if (r->facts.v[i].value.kind == VALUE_NONE)
            str_addf(&names, "%s%s", names.n ? ", " : "", r->facts.v[i].name);
    if (names.n)
        page_say(p, _("Looked for, and not there: %s"), names.s);
    str_release(&names);
}

static void add_facts(struct page *p, const struct report *r)
{
    if (!r->facts.n)
        return;
    page_heading(p, 3, _("What was found"));
    page_table(p, (const char *const[]){_("Fact"), _("Value"), _("Source"), _("Time (UTC)")}, 4);
    for (size_t i = 0; i < r->facts.n; i++) {
        if (r->facts.v[i].value.kind == VALUE_NONE)
            continue;
        page_cell_code(p, r->facts.v[i].name);
        page_cell(p, r->facts.v[i].text);
        page_cell(p, r->facts.v[i].source);
        page_cell_time(p, r->facts.v[i].at);
    }
    add_absent(p, r);
}

void section_diagnosis(struct page *p, const struct report *r)
{
    page_heading(p, 2, _("Diagnosis"));
    add_causes(p, &r->causes);
    for (size_t i = 0; i < r->called.n; i++)
        add_causes(p, &r->called.v[i]);
    add_answers(p, r);
    add_facts(p, r);
    page_drop_bare_heading(p);
}
