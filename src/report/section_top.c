/* section_top: what stands first: the table of facts, the durations between named milestones, summary, impact, cause. */
#include "base/i18n.h"
#include "report/section.h"

/* ---- words ----------------------------------------------------------------------------------------------------------- */
/* Only a log has seen an error; a person has seen a sign. */
static bool is_only_told(const struct report *r, enum report_milestone m)
{
    return m == MILESTONE_BEGAN && !r->milestone[m].source;
}

const char *section_milestone(const struct report *r, enum report_milestone m)
{
    static const char *const words[N_MILESTONES] = {
        [MILESTONE_BEGAN] = N_("first error"),  [MILESTONE_ALERT] = N_("alert"),
        [MILESTONE_OPENED] = N_("opened"),      [MILESTONE_MITIGATED] = N_("mitigated"),
        [MILESTONE_RESOLVED] = N_("resolved"),  [MILESTONE_CLOSED] = N_("closed"),
    };
    return is_only_told(r, m) ? _("first sign") : _(words[m]);
}

const char *section_status(enum incident_status s)
{
    static const char *const words[] = {[STATUS_OPEN] = N_("open, being worked on"), [STATUS_MITIGATED] = N_("mitigated"),
                                        [STATUS_RESOLVED] = N_("resolved"), [STATUS_CLOSED] = N_("closed")};
    return _(words[s]);
}

/* ---- facts ----------------------------------------------------------------------------------------------------------- */
static const char *responders(struct page *p, const struct report *r)
{
    const char *names = NULL;
    for (size_t i = 0; i < r->people.n; i++)
        names = names ? page_printf(p, "%s, %s", names, r->people.v[i].name) : r->people.v[i].name;
    return names;
}

static void add_moments(struct page *p, const struct report *r)
{
    static const char *const labels[N_MILESTONES] = {
        [MILESTONE_BEGAN] = N_("First error"),  [MILESTONE_ALERT] = N_("Alert"),       [MILESTONE_OPENED] = N_("Opened"),
        [MILESTONE_MITIGATED] = N_("Mitigated"), [MILESTONE_RESOLVED] = N_("Resolved"), [MILESTONE_CLOSED] = N_("Closed"),
    };
    for (enum report_milestone m = 0; m < N_MILESTONES; m++)
        if (r->milestone[m].at)
            page_pairf(p, is_only_told(r, m) ? _("First sign") : _(labels[m]), _("%s UTC"), page_time(p, r->milestone[m].at));
}

void section_facts(struct page *p, const struct report *r)
{
    page_heading(p, 1, r->title ? page_printf(p, "%s: %s", r->name, r->title) : r->name);
    page_pairs(p, _("Fact"), _("Value"));
    if (r->severity)
        page_pairf(p, _("Severity"), "SEV%d", r->severity);
    page_pair(p, _("Status"), section_status(r->status));
    page_pair(p, _("Service"), r->service);
    page_pair(p, _("Environment"), r->environment);
    page_pair(p, _("Flow"), r->flow_title ? page_printf(p, "%s (%s)", r->flow_title, r->flow) : r->flow);
    add_moments(p, r);
    page_pair(p, _("Opened by"), r->opener);
    page_pair(p, _("In command"), r->commander);
    page_pair(p, _("Responders"), responders(p, r));
    page_pair(p, _("Escalated to"), r->escalated_to);
}

void section_durations(struct page *p, const struct report *r)
{
    if (!r->spans.n)
        return;
    page_heading(p, 2, _("Durations"));
    page_table(p, (const char *const[]){_("From"), _("To"), _("Duration"), _("Between (UTC)")}, 4);
    for (size_t i = 0; i < r->spans.n; i++) {
        const struct report_span *s = &r->spans.v[i];
        page_cell(p, section_milestone(r, s->from));
        page_cell(p, section_milestone(r, s->to));
        page_cell(p, page_length(p, s->length));
        page_cellf(p, _("%s to %s"), page_time(p, r->milestone[s->from].at), page_time(p, r->milestone[s->to].at));
    }
}

/* ---- summary --------------------------------------------------------------------------------------------------------- */
static const struct report_span *find_span(const struct report *r, enum report_milestone from, enum report_milestone to)
{
    for (size_t i = 0; i < r->spans.n; i++)
        if (r->spans.v[i].from == from && r->spans.v[i].to == to)
            return &r->spans.v[i];
    return NULL;
}

static void say_open_since(struct page *p, const char *from, enum report_milestone first)
{
    if (first == MILESTONE_BEGAN)
        page_item(p, _("It began at %s UTC and is not mitigated."), from);
    else if (first == MILESTONE_ALERT)
        page_item(p, _("The alert fired at %s UTC; it is not mitigated."), from);
    else
        page_item(p, _("It was opened at %s UTC and is not mitigated."), from);
}

static void say_mitigated(struct page *p, const char *from, enum report_milestone first, const char *until, const char *later)
{
    if (first == MILESTONE_BEGAN)
        page_item(p, _("It began at %s UTC and was mitigated at %s UTC, %s later."), from, until, later);
    else if (first == MILESTONE_ALERT)
        page_item(p, _("The alert fired at %s UTC; it was mitigated at %s UTC, %s later."), from, until, later);
    else
        page_item(p, _("It was opened at %s UTC and mitigated at %s UTC, %s later."), from, until, later);
}

/* From the best beginning that is known. */
static void say_course(struct page *p, const struct report *r)
{
    const struct report_moment *m = r->milestone;
    enum report_milestone first = m[MILESTONE_BEGAN].at   ? MILESTONE_BEGAN
                                  : m[MILESTONE_ALERT].at ? MILESTONE_ALERT
                                                          : MILESTONE_OPENED;
    const struct report_span *span = find_span(r, first, MILESTONE_MITIGATED);
    const char *from = page_time(p, m[first].at);
    if (!m[MILESTONE_MITIGATED].at)
        say_open_since(p, from, first);
    else if (span)
        say_mitigated(p, from, first, page_time(p, m[MILESTONE_MITIGATED].at), page_length(p, span->length));
}

/* What a person takes for the cause comes first, whatever its share. */
static void say_cause(struct page *p, const struct report *r)
{
    const struct report_cause *c = r->causes.n ? &r->causes.v[0] : NULL;
    char share[8];
    if (!c || c->is_ruled_out || (r->causes.is_too_early && !c->is_pinned))
        return;
    diagnosis_format_share(c->share, share);
    if (c->is_pinned)
        page_item(p, _("%s takes this for the cause: %s (%s)."), c->pin_by ? c->pin_by : "?", section_cause(c), share);
    else
        page_item(p, _("The most likely cause is: %s (%s)."), section_cause(c), share);
}

static void say_fixes(struct page *p, const struct report *r)
{
    for (size_t i = 0; i < r->fixes.n; i++)
        page_item(p, r->fixes.v[i].verdict == FIX_HELPED ? _("What helped: %s.") : _("What did not help: %s."),
                  r->fixes.v[i].title);
}

static void say_open(struct page *p, const struct report *r)
{
    int n = 0;
    for (size_t i = 0; i < r->deferrals.n; i++)
        n += !r->deferrals.v[i].how;
    if (r->complete_except)
        page_item(p, ngettext("Complete except for %d deferred item.", "Complete except for %d deferred items.", (unsigned)r->complete_except),
                  (int)r->complete_except);
    if (n)
        page_item(p, ngettext("%d item is put off and still open.", "%d items are put off and still open.", (unsigned)n), n);
}

void section_summary(struct page *p, const struct report *r)
{
    page_heading(p, 2, _("Summary"));
    if (r->words[WORDS_SUMMARY].text) {
        page_quote(p, r->words[WORDS_SUMMARY].text);
        return;
    }
    say_course(p, r);
    say_cause(p, r);
    say_fixes(p, r);
    say_open(p, r);
    page_to_write(p, _("what happened, in two or three sentences for somebody who was not there."));
}

/* ---- impact and cause ------------------------------------------------------------------------------------------------ */
static void add_updates(struct page *p, const struct report *r)
{
    if (!r->updates.n)
        return;
    page_heading(p, 3, _("Status updates"));
    page_table(p, (const char *const[]){_("Time (UTC)"), _("By"), _("State"), _("Affected"), _("What was done"), _("Next update")}, 6);
    for (size_t i = 0; i < r->updates.n; i++) {
        const struct report_update *u = &r->updates.v[i];
        page_cell_time(p, u->at);
        page_cell(p, u->actor);
        page_cell(p, u->state);
        page_cell(p, u->affected);
        page_cell(p, u->doing);
        page_cell(p, u->next);
    }
}

static void add_words(struct page *p, const struct report *r, enum report_words words, const char *heading, const char *gap)
{
    bool is_to_write = report_is_to_write(r, words);
    if (!r->words[words].text && !is_to_write)
        return;
    page_heading(p, 2, heading);
    if (is_to_write)
        page_to_write(p, gap);
    else
        page_quote(p, r->words[words].text);
}

void section_impact(struct page *p, const struct report *r)
{
    add_words(p, r, WORDS_IMPACT, _("Impact"),
              _("who noticed what, how many, for how long, and what it cost; with the figures and where they come from."));
    add_updates(p, r);
}

void section_root_cause(struct page *p, const struct report *r)
{
    add_words(p, r, WORDS_DETECTION, _("Detection"), NULL);
    add_words(p, r, WORDS_TRIGGER, _("Trigger"), NULL);
    add_words(p, r, WORDS_ROOT_CAUSE, _("Root cause"),
              _("why it could happen, in a few sentences; the diagnosis below has what was found."));
}

void section_lessons(struct page *p, const struct report *r)
{
    add_words(p, r, WORDS_LESSONS, _("Lessons"),
              _("what went well, what did not, and where luck helped."));
}
