/* section_end: what is left to do, and what all of it rests on: evidence, articles, the record. */
#include "base/i18n.h"
#include "base/version.h"
#include "report/mark.h"
#include "report/section.h"

/* ---- open ------------------------------------------------------------------------------------------------------------ */
static const char *how_settled(const struct report_deferral *d)
{
    if (!d->how && d->is_temporary)
        return _("still in place");
    if (!d->how)
        return _("still open");
    if (str_eq(d->how, "done"))
        return _("done");
    if (str_eq(d->how, "handed_over"))
        return _("handed over");
    return str_eq(d->how, "waived") ? _("waived") : d->how;
}

static void add_deferrals(struct page *p, const struct report *r)
{
    if (!r->deferrals.n)
        return;
    page_table(p, (const char *const[]){_("Put off"), _("State"), _("Owner"), _("Until (UTC)"), _("Reason"), _("By")}, 6);
    for (size_t i = 0; i < r->deferrals.n; i++) {
        const struct report_deferral *d = &r->deferrals.v[i];
        page_cell(p, d->title);
        page_cell(p, how_settled(d));
        page_cell(p, d->owner ? d->owner : _("nobody yet"));
        page_cell_time(p, d->until ? d->until : d->ends);
        page_cell(p, d->reason);
        page_cell(p, d->actor);
    }
}

static bool is_unsettled(const struct report_run *run)
{
    bool is_unsure = !run->verdict || str_eq(run->verdict, "unsure");
    return run->outcome == RUN_RUNNING || (run->kind == RUN_ACTION && run->outcome == RUN_UNKNOWN && is_unsure);
}

static void add_unsettled(struct page *p, const struct report *r)
{
    bool is_begun = false;
    for (size_t i = 0; i < r->runs.n; i++) {
        const struct report_run *run = &r->runs.v[i];
        if (!is_unsettled(run))
            continue;
        if (!is_begun)
            page_heading(p, 3, _("Commands without an outcome"));
        is_begun = true;
        page_item(p, _("%s UTC, %s: %s"), page_time(p, run->started), run->id ? run->id : "?", section_outcome(p, run));
    }
}

static void add_passed(struct page *p, const struct report *r)
{
    if (!r->passed.n)
        return;
    page_heading(p, 3, _("Passed over"));
    for (size_t i = 0; i < r->passed.n; i++) {
        const struct report_passed *s = &r->passed.v[i];
        if (s->item)
            page_item(p, _("%s: not ticked: %s"), s->title, s->item);
        else
            page_item(p, "%s", s->title);
    }
}

void section_open(struct page *p, const struct report *r)
{
    page_heading(p, 2, _("Open and put off"));
    add_deferrals(p, r);
    add_unsettled(p, r);
    add_passed(p, r);
    page_drop_bare_heading(p);
}

static const char *item_type(const char *type)
{
    if (str_eq(type, "prevent"))
        return _("prevent");
    if (str_eq(type, "mitigate"))
        return _("mitigate");
    return str_eq(type, "process") ? _("process") : type;
}

void section_items(struct page *p, const struct report *r)
{
    if (!r->items.n)
        return;
    page_heading(p, 2, _("Action items"));
    page_table(p, (const char *const[]){_("What"), _("Type"), _("Owner"), _("Due (UTC)")}, 4);
    for (size_t i = 0; i < r->items.n; i++) {
        page_cell(p, r->items.v[i].text);
        page_cell(p, item_type(r->items.v[i].type));
        page_cell(p, r->items.v[i].owner ? r->items.v[i].owner : _("nobody yet"));
        page_cell_time(p, r->items.v[i].due);
    }
}

/* ---- evidence -------------------------------------------------------------------------------------------------------- */
static void add_inputs(struct page *p, const struct report *r)
{
    if (!r->inputs.n)
        return;
    page_heading(p, 3, _("Values that were given"));
    page_table(p, (const char *const[]){_("Name"), _("Value"), _("Source")}, 3);
    for (size_t i = 0; i < r->inputs.n; i++) {
        const struct report_value *v = &r->inputs.v[i];
        page_cell_code(p, v->name);
        if (v->is_secret)
            page_cell(p, _("given, and not kept"));
        else
            page_cell_code(p, v->text);
        page_cell(p, v->source);
    }
}

static void add_pins(struct page *p, const struct report *r)
{
    if (r->pins.n)
        page_heading(p, 3, _("Pinned"));
    for (size_t i = 0; i < r->pins.n; i++) {
        const struct report_pin *pin = &r->pins.v[i];
        if (pin->digest)
            page_say(p, _("%s UTC, %s from byte %lld, SHA-256 %.16s, by %s"), page_time(p, pin->at), pin->source ? pin->source : "?",
                     (long long)pin->offset, pin->digest, pin->actor ? pin->actor : "?");
        else if (pin->source)
            page_say(p, _("%s UTC, %s, by %s"), page_time(p, pin->at), pin->source, pin->actor ? pin->actor : "?");
        else
            page_say(p, _("%s UTC, by %s"), page_time(p, pin->at), pin->actor ? pin->actor : "?");
        if (pin->text)
            page_code(p, pin->text);
    }
}

static bool is_same_command(const struct report_run *a, const struct report_run *b)
{
    bool is_same = str_eq(a->command, b->command) && str_eq(a->step, b->step) && a->names.n == b->names.n;
    for (size_t i = 0; is_same && i < a->names.n; i++)
        is_same = str_eq(a->names.v[i], b->names.v[i]);
    return is_same;
}

static bool was_shown(const struct report *r, size_t place)
{
    for (size_t i = 0; i < place; i++)
        if (is_same_command(&r->runs.v[i], &r->runs.v[place]))
            return true;
    return false;
}

/* A probe's command is shown once for each set of values; a change stands with its command where it is told of. */
static void add_commands(struct page *p, const struct report *r)
{
    bool is_begun = false;
    for (size_t i = 0; i < r->runs.n; i++) {
        const struct report_run *run = &r->runs.v[i];
        if (run->kind != RUN_PROBE || !run->command || was_shown(r, i))
            continue;
        if (!is_begun)
            page_heading(p, 3, _("Commands that looked"));
        is_begun = true;
        page_heading(p, 4, section_run_name(p, run));
        for (size_t j = 0; j < run->names.n; j++)
            page_item(p, "%s", run->names.v[j]);
        page_code(p, run->command);
    }
}

static const char *printed_by(struct page *p, const struct report *r, const struct report_output *o)
{
    const char *all = NULL;
    for (size_t i = 0; i < o->runs.n; i++) {
        const struct report_run *run = report_find_run(r, o->runs.v[i]);
        const char *one = run ? page_printf(p, _("%s (event %lld)"), run->id ? run->id : "?", (long long)run->seq) : "?";
        all = all ? page_printf(p, "%s, %s", all, one) : one;
    }
    return all ? all : "";
}

static void add_output(struct page *p, const struct report *r, const struct report_output *o)
{
    page_heading(p, 4, printed_by(p, r, o));
    page_pairs(p, _("Fact"), _("Value"));
    page_pair_code(p, "SHA-256", o->digest);
    if (o->bytes)
        page_pairf(p, _("Bytes"), "%lld", (long long)o->bytes);
    if (o->left_out > 0)
        page_pairf(p, _("Lines left out here"), "%lld", (long long)o->left_out);
    if (!o->is_there)
        page_pair(p, _("Text"), _("not in the journal"));
    if (o->told || o->excerpt)
        page_code(p, o->told ? o->told : o->excerpt);
}

void section_evidence(struct page *p, const struct report *r)
{
    page_heading(p, 2, _("Evidence"));
    add_inputs(p, r);
    add_pins(p, r);
    add_commands(p, r);
    if (r->outputs.n)
        page_heading(p, 3, _("Outputs"));
    for (size_t i = 0; i < r->outputs.n; i++)
        add_output(p, r, &r->outputs.v[i]);
    page_drop_bare_heading(p);
}

void section_articles(struct page *p, const struct report *r)
{
    if (!r->articles.n)
        return;
    page_heading(p, 2, _("Articles used"));
    page_table(p, (const char *const[]){_("Article"), _("Title"), _("First read (UTC)"), _("By")}, 4);
    for (size_t i = 0; i < r->articles.n; i++) {
        page_cell_code(p, r->articles.v[i].id);
        page_cell(p, r->articles.v[i].title);
        page_cell_time(p, r->articles.v[i].at);
        page_cell(p, r->articles.v[i].actor);
    }
}

/* Last, because the last mark in a file is the one that counts. */
void section_record(struct page *p, const struct report *r)
{
    struct str mark = {0};
    page_heading(p, 2, _("Record"));
    page_pairs(p, _("Fact"), _("Value"));
    page_pairf(p, _("Events"), "%lld", (long long)r->seq);
    page_pair_code(p, _("Flow as it was"), r->flow_digest);
    page_pairf(p, _("Written"), _("%s UTC, by triage %s"), page_time(p, r->written), version_text());
    report_add_mark(r, &mark);
    page_pair_code(p, _("Mark"), str_get(&mark));
    if (mark.n)
        page_say(p, "%s", _("Whether the journal still holds what is told here, \"triage journal verify --against FILE\" says."));
    str_release(&mark);
}
