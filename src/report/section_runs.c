/* section_runs: what was run and what came of it: each change with its way back, each look in a line; then what helped,
 * what is still changed, and how it was verified. */
#include <string.h>

#include "base/i18n.h"
#include "incident/why.h"
#include "report/section.h"

/* ---- words ----------------------------------------------------------------------------------------------------------- */
static const char *settled_as(const struct report_run *run)
{
    static const struct {
        const char *verdict, *words;
    } rows[] = {{"took_effect", N_("outcome unknown; it took effect")},
                {"in_part", N_("outcome unknown; it took effect in part")},
                {"no_effect", N_("outcome unknown; it had no effect")},
                {"unsure", N_("outcome unknown, and nobody is sure")}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_eq(run->verdict, rows[i].verdict))
            return _(rows[i].words);
    return _("outcome unknown");
}

static const char *reported_as(const struct report_run *run)
{
    if (run->kind == RUN_PROBE)
        return _("run elsewhere, as reported");
    return run->exit_status == 0 ? _("run elsewhere: it worked, as reported") : _("run elsewhere: it failed, as reported");
}

const char *section_outcome(struct page *p, const struct report_run *run)
{
    if (run->is_reported && run->outcome == RUN_EXITED && !run->verdict)
        return reported_as(run);
    switch (run->outcome) {
    case RUN_RUNNING: return _("still running");
    case RUN_EXITED: return page_printf(p, _("exit %lld after %s"), (long long)run->exit_status, page_length(p, run->took));
    case RUN_TIMED_OUT: return page_printf(p, _("ran out of time after %s"), page_length(p, run->took));
    case RUN_CANCELLED: return page_printf(p, _("stopped after %s"), page_length(p, run->took));
    case RUN_NOT_STARTED: return _("did not start");
    case RUN_UNKNOWN: break;
    }
    return settled_as(run);
}

const char *section_samples(struct page *p, const struct report_run *run)
{
    struct str text = {0};
    soak_say_result(&run->soak, &text);
    const char *copy = page_printf(p, "%s", str_get(&text));
    str_release(&text);
    return copy;
}

const char *section_run_name(struct page *p, const struct report_run *run)
{
    const char *id = run->id ? run->id : "";
    return run->title ? page_printf(p, "%s: %s", id, run->title) : id;
}

static const char *finding(struct page *p, const struct report_run *run)
{
    const char *why = run->why ? why_text(run->why, &p->arena) : NULL;
    if (run->is_soak)
        return section_samples(p, run);
    if (run->summary && why)
        return page_printf(p, "%s; %s", run->summary, why);
    return run->summary ? run->summary : why;
}

static size_t count_kind(const struct report *r, enum run_kind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < r->runs.n; i++)
        n += r->runs.v[i].kind == kind;
    return n;
}

/* ---- changes --------------------------------------------------------------------------------------------------------- */
static const char *taken_back(struct page *p, const struct report *r, const struct report_run *run)
{
    const struct report_run *undo = run->undone_by ? report_find_run(r, run->undone_by) : NULL;
    if (undo)
        return page_printf(p, _("taken back at %s UTC by %s"), page_time(p, undo->started), undo->actor ? undo->actor : "?");
    if (run->undoes)
        return page_printf(p, _("this takes back event %lld"), (long long)run->undoes);
    return run->is_in_effect ? _("still in effect") : NULL;
}

static const char *place_of(struct page *p, const struct report_run *run)
{
    if (run->host && run->user)
        return page_printf(p, _("%s, as %s"), run->host, run->user);
    return run->host ? run->host : run->user;
}

static void add_change_facts(struct page *p, const struct report *r, const struct report_run *run)
{
    page_pairs(p, _("Fact"), _("Value"));
    page_pairf(p, _("When"), _("%s UTC, event %lld"), page_time(p, run->started), (long long)run->seq);
    page_pair(p, _("By"), run->actor);
    page_pair(p, _("Where"), place_of(p, run));
    page_pair(p, _("Outcome"), section_outcome(p, run));
    page_pair(p, _("Settled by"), run->verdict ? run->settler : NULL);
    page_pair(p, _("Finding"), finding(p, run));
    page_pair(p, _("Risk"), run->risk);
    page_pair(p, _("State now"), taken_back(p, r, run));
    if (run->left_running)
        page_pairf(p, _("Left running"), "%lld", (long long)run->left_running);
    for (size_t i = 0; i < run->names.n; i++)
        page_pair_code(p, _("With"), run->names.v[i]);
    if (!run->undo && !run->undoes)
        page_pair(p, _("Way back"), _("none is recorded"));
}

static void add_labelled(struct page *p, const char *label, const char *text)
{
    if (!text)
        return;
    page_say(p, "%s", label);
    page_code(p, text);
}

static void add_change(struct page *p, const struct report *r, const struct report_run *run)
{
    page_heading(p, 4, section_run_name(p, run));
    add_change_facts(p, r, run);
    if (run->command)
        page_code(p, run->command);
    add_labelled(p, _("State before:"), run->before);
    add_labelled(p, _("Way back:"), run->undo);
}

/* ---- looks ----------------------------------------------------------------------------------------------------------- */
static void add_looks(struct page *p, const struct report *r)
{
    page_heading(p, 3, _("Looked at, read-only"));
    page_table(p, (const char *const[]){_("Time (UTC)"), _("What"), _("By"), _("Outcome"), _("Finding")}, 5);
    for (size_t i = 0; i < r->runs.n; i++) {
        const struct report_run *run = &r->runs.v[i];
        if (run->kind != RUN_PROBE)
            continue;
        page_cell_time(p, run->started);
        page_cell(p, section_run_name(p, run));
        page_cell(p, run->actor);
        page_cell(p, section_outcome(p, run));
        page_cell(p, finding(p, run));
    }
    page_say(p, "%s", _("The commands and their values are in the appendix."));
}

void section_runs(struct page *p, const struct report *r)
{
    if (!r->runs.n)
        return;
    page_heading(p, 2, _("What was run"));
    if (count_kind(r, RUN_ACTION))
        page_heading(p, 3, _("Changes"));
    for (size_t i = 0; i < r->runs.n; i++)
        if (r->runs.v[i].kind == RUN_ACTION)
            add_change(p, r, &r->runs.v[i]);
    if (count_kind(r, RUN_PROBE))
        add_looks(p, r);
}

/* ---- rollback and verification ----------------------------------------------------------------------------------------- */
static void add_fixes(struct page *p, const struct report *r)
{
    if (!r->fixes.n)
        return;
    page_table(p, (const char *const[]){_("Fix"), _("Result"), _("By"), _("Time (UTC)")}, 4);
    for (size_t i = 0; i < r->fixes.n; i++) {
        const struct report_fix *f = &r->fixes.v[i];
        page_cell(p, f->title);
        page_cell(p, f->verdict == FIX_HELPED ? _("helped") : _("did not help"));
        page_cell(p, f->actor);
        page_cell_time(p, f->at);
    }
}

static void add_in_effect(struct page *p, const struct report *r)
{
    bool is_begun = false;
    for (size_t i = 0; i < r->runs.n; i++) {
        const struct report_run *run = &r->runs.v[i];
        if (!run->is_in_effect)
            continue;
        if (!is_begun)
            page_heading(p, 3, _("Still changed"));
        is_begun = true;
        page_item(p, run->undo ? _("%s; since %s UTC, a way back is known") : _("%s; since %s UTC, no way back is known"),
                  section_run_name(p, run), page_time(p, run->started));
    }
}

static void add_verification(struct page *p, const struct report *r)
{
    bool is_begun = false;
    for (size_t i = 0; i < r->runs.n; i++) {
        const struct report_run *run = &r->runs.v[i];
        if (run->kind != RUN_PROBE || run->phase != PHASE_VERIFY)
            continue;
        if (!is_begun)
            page_heading(p, 3, _("Verified by"));
        is_begun = true;
        const char *found = finding(p, run);
        page_item(p, _("%s UTC, %s: %s"), page_time(p, run->started), run->id ? run->id : "?",
                  found ? found : section_outcome(p, run));
    }
}

static void add_relapses(struct page *p, const struct report *r)
{
    if (r->relapses.n)
        page_heading(p, 3, _("It came back"));
    for (size_t i = 0; i < r->relapses.n; i++)
        page_item(p, _("%s UTC, %s: %s"), page_time(p, r->relapses.v[i].at), r->relapses.v[i].probe ? r->relapses.v[i].probe : "?",
                  r->relapses.v[i].summary ? r->relapses.v[i].summary : "");
}

static void add_statuses(struct page *p, const struct report *r)
{
    if (!r->statuses.n)
        return;
    page_heading(p, 3, _("Status"));
    page_table(p, (const char *const[]){_("Time (UTC)"), _("Status"), _("By"), _("Reason")}, 4);
    for (size_t i = 0; i < r->statuses.n; i++) {
        const struct report_status *s = &r->statuses.v[i];
        enum incident_status status;
        page_cell_time(p, s->at);
        page_cell(p, status_parse(s->status, &status) ? section_status(status) : s->status);
        page_cell(p, s->actor);
        page_cell(p, s->reason);
    }
}

void section_repair(struct page *p, const struct report *r)
{
    page_heading(p, 2, _("Rollback and verification"));
    add_fixes(p, r);
    add_in_effect(p, r);
    add_verification(p, r);
    add_relapses(p, r);
    add_statuses(p, r);
    page_drop_bare_heading(p);
}
