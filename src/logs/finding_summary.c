/* finding_summary: a finding as a page of text. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "logs/finding.h"
#include "logs/finding_page.h"
#include "logs/finding_say.h"

enum { EXAMPLE_LINES = 4, KINDS_WITH_EXAMPLE = 5 };

/* ---- when ---- */

static void put_onset(const struct page *p)
{
    const struct log_onset *o = &p->f->onset;
    struct str text = {0};
    char at[TIME_TEXT], within[TIME_TEXT], ramp[TIME_TEXT];
    if (o->is_found) {
        time_format_clock(o->at, p->o->now, p->o->zone, at);
        time_format_length(o->within, within);
        time_format_length(o->ramp, ramp);
        if (o->ramp)
            str_addf(&text, _("%s, within %s, half of it after %s"), at, within, ramp);
        else
            str_addf(&text, _("%s, within %s, all at once"), at, within);
        page_labelled(p, _("onset"), str_get(&text));
    }
    if (o->ended != TIME_NONE) {
        time_format_clock(o->ended, p->o->now, p->o->zone, at);
        page_labelled(p, _("over"), at);
    }
    str_release(&text);
}

static void put_times(const struct page *p)
{
    struct str text = {0};
    char first[TIME_TEXT], last[TIME_TEXT];
    if (p->f->first_error == TIME_NONE || p->f->last_error == TIME_NONE)
        return;
    time_format_clock(p->f->first_error, p->o->now, p->o->zone, first);
    time_format_clock(p->f->last_error, p->o->now, p->o->zone, last);
    str_addf(&text, _("first %s, last %s"), first, last);
    page_labelled(p, _("errors"), str_get(&text));
    str_release(&text);
}

static void add_bytes(uint64_t n, struct str *out)
{
    static const struct {
        uint64_t unit;
        const char *name;
    } units[] = {{1000000000, "GB"}, {1000000, "MB"}, {1000, "KB"}};
    for (size_t i = 0; i < 3; i++)
        if (n >= units[i].unit) {
            double x = (double)n / (double)units[i].unit;
            str_addf(out, x < 9.95 ? ", %.1f %s" : ", %.0f %s", x, units[i].name);
            return;
        }
    str_addf(out, ", %" PRIu64 " B", n);
}

static void put_span(const struct page *p)
{
    const struct log_finding *f = p->f;
    struct str text = {0};
    char from[TIME_TEXT], to[TIME_TEXT], zone[TIME_TEXT];
    if (f->from == TIME_NONE || f->to == TIME_NONE)
        return;
    time_format_clock(f->from, p->o->now, p->o->zone, from);
    time_format_clock(f->to, p->o->now, p->o->zone, to);
    time_format_zone(f->to, p->o->zone, zone);
    str_addf(&text, _("%s to %s %s"), from, to, zone);
    page_labelled(p, _("time"), str_get(&text));
    str_release(&text);
}

static void put_totals(const struct page *p)
{
    const struct log_finding *f = p->f;
    struct str text = {0};
    char n[SAY_NUMBER];
    str_addf(&text, ngettext("%s line", "%s lines", (unsigned long)f->lines), say_count(f->lines, n));
    str_add(&text, ", ");
    str_addf(&text, ngettext("%s error", "%s errors", (unsigned long)f->errors), say_count(f->errors, n));
    if (f->bytes)
        add_bytes(f->bytes, &text);
    page_labelled(p, _("read"), str_get(&text));
    put_span(p);
    str_release(&text);
}

/* ---- lists ---- */

static void say_how_many(const struct log_list *l, bool is_since, struct str *out)
{
    char failing[SAY_NUMBER], different[SAY_NUMBER];
    say_count(l->failing, failing);
    say_count(l->different, different);
    if (!l->different)
        str_addf(out, is_since ? _("%s affected since the onset") : _("%s with errors"), failing);
    else if (l->more)
        str_addf(out, is_since ? _("at least %s of %s affected since the onset") : _("at least %s of %s with errors"), failing,
                 different);
    else
        str_addf(out, is_since ? _("%s of %s affected since the onset") : _("%s of %s with errors"), failing, different);
}

static void put_list(const struct page *p, const char *label, const struct log_list *l)
{
    struct str text = {0};
    char errors[SAY_NUMBER], all[SAY_NUMBER];
    if (!l->is_known || !l->n)
        return;
    page_blank(p);
    say_how_many(l, p->f->onset.is_found && l != &p->f->statuses, &text);
    page_labelled(p, label, str_get(&text));
    for (size_t i = 0; i < l->n && i < p->top; i++) {
        const struct log_row *r = &l->row[i];
        if (!r->errors && i > 0)
            break;
        str_clear(&text);
        if (l->different && r->errors < r->all)
            str_addf(&text, _("%s of %s"), say_count(r->errors, errors), say_count(r->all, all));
        else
            str_add(&text, say_count(r->errors, errors));
        page_row(p, "", r->text, str_get(&text));
    }
    str_release(&text);
}

static void put_example(const struct page *p, const char *s)
{
    struct str line = {0};
    for (size_t i = 0; i < EXAMPLE_LINES && *s; i++) {
        size_t n = strcspn(s, "\n");
        str_clear(&line);
        str_add_repeat(&line, ' ', PAGE_INDENT + 6);
        str_add_n(&line, s, n);
        page_line(p, &line);
        s += n + (s[n] == '\n');
    }
    str_release(&line);
}

static void put_kinds(const struct page *p)
{
    const struct log_finding *f = p->f;
    char n[SAY_NUMBER];
    struct str text = {0};
    if (!f->n_kinds)
        return;
    page_blank(p);
    if (f->onset.is_found)
        str_addf(&text, _("%s new since the onset"), say_count(f->n_new, n));
    page_labelled(p, _("Kinds"), str_get(&text));
    for (size_t i = 0; i < f->n_kinds && i < p->top; i++) {
        const struct log_kind *k = &f->kind[i];
        str_clear(&text);
        str_add(&text, k->is_new ? _("NEW") : f->n_new ? "   " : "");
        str_add(&text, f->n_new ? " " : "");
        page_row(p, str_get(&text), k->title, say_count(k->errors, n));
        if (i < KINDS_WITH_EXAMPLE && strcmp(k->example, k->title) != 0)
            put_example(p, k->example);
    }
    str_release(&text);
}

/* ---- latency ---- */

static void add_length(int64_t length, struct str *line)
{
    char text[TIME_TEXT] = "-";
    if (length >= 0 && length < 10000)
        snprintf(text, sizeof text, "%.1f ms", (double)length / 1000);
    else if (length >= 0)
        time_format_length(length, text);
    page_right(line, text, 12);
}

static void put_latency(const struct page *p)
{
    const struct log_finding *f = p->f;
    const struct {
        const char *label;
        int64_t before, after;
    } rows[] = {
        {_("median"), f->before.median, f->after.median},
        {"95%", f->before.p95, f->after.p95},
        {"99%", f->before.p99, f->after.p99},
    };
    struct str line = {0};
    if (!f->has_latency)
        return;
    page_blank(p);
    page_begin(&line, _("Latency"));
    page_right(&line, f->onset.is_found ? _("before") : "", 12);
    page_right(&line, f->onset.is_found ? _("since") : "", 12);
    page_line(p, &line);
    for (size_t i = 0; i < 3; i++) {
        page_begin(&line, rows[i].label);
        add_length(rows[i].before, &line);
        if (f->onset.is_found)
            add_length(rows[i].after, &line);
        page_line(p, &line);
    }
    str_release(&line);
}

/* ---- the rest ---- */

static void put_texts(const struct page *p, const char *label, const char *const *text, size_t n)
{
    struct str all = {0};
    for (size_t i = 0; i < n; i++)
        str_addf(&all, "%s%s", i ? "  " : "", text[i]);
    if (n) {
        page_blank(p);
        page_wrapped(p, label, str_get(&all));
    }
    str_release(&all);
}

static void put_counts(const struct page *p)
{
    char n[SAY_NUMBER];
    if (!p->f->n_counts)
        return;
    page_blank(p);
    page_labelled(p, _("Counted"), "");
    for (size_t i = 0; i < p->f->n_counts; i++)
        page_row(p, "", p->f->count[i].name, say_count(p->f->count[i].n, n));
}

/* "app.log, log4j, 2 s ahead": what a source is, when there are several or its clock is off. */
static void put_source(const struct page *p, const struct log_source_said *x)
{
    struct str text = {0};
    char n[SAY_NUMBER], off[TIME_TEXT];
    str_add(&text, x->name);
    if (*x->format)
        str_addf(&text, ", %s", x->format);
    if (x->offset) {
        time_format_length(x->offset == INT64_MIN ? INT64_MAX : x->offset < 0 ? -x->offset : x->offset, off);
        str_add(&text, ", ");
        str_addf(&text, x->offset < 0 ? _("clock %s ahead") : _("clock %s behind"), off);
        str_add(&text, x->is_estimated ? ", " : "");
        str_add(&text, x->is_estimated ? _("estimated") : "");
    }
    page_row(p, "", str_get(&text), say_count(x->records, n));
    str_release(&text);
}

static void put_sources(const struct page *p)
{
    const struct log_finding *f = p->f;
    if (f->n_sources == 0 || (f->n_sources == 1 && !f->source[0].offset))
        return;
    page_blank(p);
    page_labelled(p, _("Sources"), "");
    for (size_t i = 0; i < f->n_sources && i < 2 * p->top; i++)
        put_source(p, &f->source[i]);
}

static void put_astray(const struct page *p)
{
    struct str text = {0};
    char n[SAY_NUMBER];
    if (!p->f->astray)
        return;
    str_addf(&text, ngettext("%s record stands more than a month from all others; it has no place in time",
                             "%s records stand more than a month from all others; they have no place in time",
                             (unsigned long)p->f->astray), say_count(p->f->astray, n));
    page_blank(p);
    page_wrapped(p, _("Note"), str_get(&text));
    str_release(&text);
}

static void put_unread(const struct page *p)
{
    const struct log_finding *f = p->f;
    bool is_first = !f->astray;
    put_astray(p);
    for (size_t i = 0; i < f->n_sources + f->n_said; i++) {
        const char *text = i < f->n_sources ? f->source[i].trouble : f->said[i - f->n_sources];
        if (!text)
            continue;
        if (is_first)
            page_blank(p);
        page_wrapped(p, is_first ? _("Note") : "", text);
        is_first = false;
    }
}

static void put_head(const struct page *p)
{
    struct str text = {0}, spread = {0};
    str_add(&text, "  ");
    str_add(&spread, "  ");
    log_finding_headline(p->f, p->o->now, p->o->zone, &text);
    log_finding_spread(p->f, &spread);
    page_line(p, &text);
    if (spread.n > 2)
        page_line(p, &spread);
    page_blank(p);
    str_release(&text);
    str_release(&spread);
}

void log_finding_summary(const struct log_finding *f, const struct log_text_options *o, struct str *out)
{
    size_t columns = o->columns > 40 ? (size_t)o->columns : o->columns ? 40 : 80;
    const struct page p = {.f = f, .o = o, .columns = columns, .top = o->top ? o->top : 5, .out = out};
    put_head(&p);
    page_chart(&p);
    put_onset(&p);
    put_times(&p);
    put_totals(&p);
    put_list(&p, _("Endpoints"), &f->endpoints);
    put_list(&p, _("Statuses"), &f->statuses);
    put_list(&p, _("Clients"), &f->clients);
    put_list(&p, _("Users"), &f->users);
    put_kinds(&p);
    put_counts(&p);
    put_latency(&p);
    put_texts(&p, _("Requests"), f->request, f->n_requests);
    put_texts(&p, _("Files"), f->trace_file, f->n_trace_files);
    put_sources(&p);
    put_unread(&p);
}
