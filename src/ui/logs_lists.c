/* logs_lists: kinds, endpoints, statuses, clients and users, to choose from; latency and sources, to see. */
#include <string.h>

#include "base/i18n.h"
#include "change/change.h"
#include "ui/logs_own.h"
#include "ui/words.h"

enum { MOST_IN_BODY = 12, MOST_AT_SIDE = 3, TIGHT = 26 /* columns */ };

/* ---- what there is ----------------------------------------------------------------------------------------------------- */

struct choices {
    struct choice *v;
    size_t n;
};

static void add(struct choices *c, struct choice one)
{
    if (c->n < CHOICES_MAX)
        c->v[c->n++] = one;
}

static void add_list(struct choices *c, enum choice_heading of, const char *filter, const struct log_list *list)
{
    for (size_t i = 0; list->is_known && i < list->n && i < MOST_IN_BODY; i++)
        if (list->row[i].errors)
            add(c, (struct choice){of, filter, list->row[i].text, list->row[i].text, NULL, list->row[i].errors, false});
}

/* The name of an exception is enough where its place is not in sight. */
static const char *brief_of(const struct log_kind *k)
{
    return k->type && k->type[0] ? k->type : NULL;
}

size_t logs_choices(const struct model_logs *l, struct choice out[CHOICES_MAX])
{
    struct choices c = {out, 0};
    const struct log_finding *f = l->finding;
    add(&c, (struct choice){CHOICE_SHOW, "errors", "", _("errors only"), NULL, 0, false});
    add(&c, (struct choice){CHOICE_SHOW, "all", "", _("all lines"), NULL, 0, false});
    add(&c, (struct choice){CHOICE_SHOW, NULL, NULL, _("a condition"), NULL, 0, false});
    for (size_t i = 0; f && i < f->n_kinds && i < MOST_IN_BODY; i++)
        add(&c, (struct choice){CHOICE_KINDS, "kind", f->kind[i].key, f->kind[i].title, brief_of(&f->kind[i]), f->kind[i].errors,
                                f->kind[i].is_new});
    if (f) {
        add_list(&c, CHOICE_ENDPOINTS, "endpoint", &f->endpoints);
        add_list(&c, CHOICE_STATUSES, "status", &f->statuses);
        add_list(&c, CHOICE_CLIENTS, "client", &f->clients);
        add_list(&c, CHOICE_USERS, "user", &f->users);
    }
    return c.n;
}

/* ---- as lines ---------------------------------------------------------------------------------------------------------- */

struct place_of { /* where the lists stand */
    int column;
    size_t most;     /* of one list */
    bool is_at_side;
};

static const struct log_list *list_of(const struct log_finding *f, enum choice_heading of)
{
    if (!f)
        return NULL;
    return of == CHOICE_ENDPOINTS  ? &f->endpoints
           : of == CHOICE_STATUSES ? &f->statuses
           : of == CHOICE_CLIENTS  ? &f->clients
           : of == CHOICE_USERS    ? &f->users
                                   : NULL;
}

/* "Endpoints  2 of 23" */
static void put_heading(const struct model *m, enum choice_heading of, const struct place_of *p, struct sheet *s)
{
    static const char *const names[N_CHOICE_HEADINGS] = {N_("Show"), N_("Kinds"), N_("Endpoints"), N_("Statuses"), N_("Clients"), N_("Users")};
    const struct log_list *list = list_of(m->logs->finding, of);
    struct str failing = {0}, all = {0};
    sheet_gap(s);
    sheet_line(s);
    sheet_put(s, p->column, STYLE_BOLD, _(names[of]));
    if (list && list->different && list->failing < list->different && of != CHOICE_STATUSES) {
        words_count(list->failing, &failing);
        words_count(list->different, &all);
        sheet_putf(s, sheet_after(s, p->column), STYLE_DIM, list->more ? _("%s of more than %s") : _("%s of %s"), str_get(&failing), str_get(&all));
    }
    str_release(&failing);
    str_release(&all);
}

static void put_choice(const struct choice *c, size_t i, bool is_place, const struct place_of *p, struct sheet *s)
{
    struct str n = {0};
    sheet_line(s);
    sheet_row(s, ROW_CHOICE, (int64_t)i, -1);
    vec_last(&s->lines)->is_place = is_place;
    if (c->n)
        words_count(c->n, &n);
    if (c->is_new)
        sheet_put(s, p->column + 2, STYLE_BOLD | STYLE_BAD, _("NEW"));
    if (!c->filter)
        sheet_put(s, p->column + 2, STYLE_PLAIN, "+");
    bool is_tight = p->is_at_side && s->width - p->column < TIGHT;
    int indent = c->of == CHOICE_KINDS && (c->is_new || !is_tight) ? 6 : !c->filter || (p->is_at_side && !is_tight) ? 4 : 2;
    int end = s->width - (n.n ? (int)n.n + (is_tight ? 1 : 2) : 0);
    sheet_put_cut(s, p->column + indent, end, p->is_at_side && c->brief ? c->brief : c->label);
    sheet_right(s, p->column, STYLE_PLAIN, str_get(&n));
    str_release(&n);
}

static void put_left_out(size_t left, const struct place_of *p, struct sheet *s)
{
    if (!left)
        return;
    struct str n = {0};
    words_count(left, &n);
    sheet_line(s);
    sheet_putf(s, p->column + (p->is_at_side ? 4 : 2), STYLE_DIM, ngettext("%s more", "%s more", (unsigned long)left), str_get(&n));
    str_release(&n);
}

/* How many of that list there are besides those that are shown. */
static size_t left_out(const struct model *m, enum choice_heading of, size_t shown)
{
    const struct log_list *list = list_of(m->logs->finding, of);
    size_t all = of == CHOICE_KINDS && m->logs->finding ? m->logs->finding->n_kinds : list ? (size_t)list->failing : shown;
    return all > shown ? all - shown : 0;
}

static void put_list(const struct model *m, enum choice_heading of, const struct place_of *p, struct sheet *s)
{
    struct choice c[CHOICES_MAX];
    size_t n = logs_choices(m->logs, c), shown = 0;
    for (size_t i = 0; i < n; i++) {
        if (c[i].of != of || (shown == p->most && of != CHOICE_SHOW))
            continue;
        if (!shown)
            put_heading(m, of, p, s);
        put_choice(&c[i], i, !shown, p, s);
        shown++;
    }
    if (shown)
        put_left_out(left_out(m, of, shown), p, s);
}

/* ---- latency and sources ----------------------------------------------------------------------------------------------- */

static void put_latency_line(const char *label, int64_t before, int64_t after, int column, struct sheet *s)
{
    char a[TIME_TEXT] = "-", b[TIME_TEXT] = "-";
    if (before >= 0)
        time_format_length(before, a);
    if (after >= 0)
        time_format_length(after, b);
    sheet_line(s);
    sheet_put(s, column, STYLE_PLAIN, label);
    sheet_right(s, column, STYLE_PLAIN, a);
    sheet_end(s, column + 24);
    sheet_right(s, column, STYLE_PLAIN, b);
    sheet_end(s, column + 34);
}

static void put_latency(const struct log_finding *f, int column, struct sheet *s)
{
    if (!f || !f->has_latency)
        return;
    sheet_gap(s);
    sheet_line(s);
    sheet_put(s, column, STYLE_BOLD, _("Latency"));
    if (f->onset.is_found) {
        sheet_right(s, column, STYLE_DIM, _("before"));
        sheet_end(s, column + 24);
        sheet_right(s, column, STYLE_DIM, _("after"));
        sheet_end(s, column + 34);
    }
    put_latency_line(_("median"), f->before.median, f->after.median, column, s);
    put_latency_line("95%", f->before.p95, f->after.p95, column, s);
}

/* "access.log  UTC, 2 s ahead": what was added to its times is how far it was behind. */
static void put_source(const struct log_source_said *source, int column, struct sheet *s)
{
    char length[TIME_TEXT];
    struct str name = {0};
    words_source(source->name, &name);
    sheet_line(s);
    sheet_put(s, column, STYLE_PLAIN, str_get(&name));
    str_release(&name);
    int after = sheet_after(s, column + 14);
    sheet_end(s, after - 1);
    if (!source->offset) {
        sheet_put(s, after, STYLE_DIM, source->format && source->format[0] ? source->format : _("no format fits"));
        return;
    }
    time_format_length(source->offset < 0 ? -source->offset : source->offset, length);
    sheet_putf(s, after, STYLE_DIM, source->offset < 0 ? _("%s ahead") : _("%s behind"), length);
}

static void put_sources(const struct log_finding *f, int column, struct sheet *s)
{
    if (!f || !f->n_sources)
        return;
    sheet_gap(s);
    sheet_line(s);
    sheet_put(s, column, STYLE_BOLD, _("Sources"));
    for (size_t i = 0; i < f->n_sources && i < MOST_AT_SIDE; i++)
        put_source(&f->source[i], column, s);
}

/* What changed, as far as somebody has looked: the most suspect. */
static void put_changes(const struct model *m, int column, struct sheet *s)
{
    const struct model_changes *c = m->incident ? m->changes : NULL;
    for (size_t i = 0; c && i < c->n && i < MOST_AT_SIDE; i++) {
        struct str clock = {0}, what = {0};
        if (c->row[i].ruling)
            continue;
        if (i == 0) {
            sheet_gap(s);
            sheet_line(s);
            sheet_put(s, column, STYLE_BOLD, _("Changes"));
        }
        words_clock(m, c->row[i].change->at, &clock);
        sheet_line(s);
        sheet_put(s, column + 4, STYLE_PLAIN, str_get(&clock));
        change_tell(c->row[i].change->what, &what);
        sheet_put(s, sheet_after(s, column + 16), STYLE_PLAIN, str_get(&what));
        str_release(&what);
        str_release(&clock);
    }
}

void logs_build_lists(const struct model *m, int column, int room, struct sheet *s)
{
    bool is_at_side = column > 2;
    struct place_of p = {column, is_at_side ? (room < 30 ? 2 : MOST_AT_SIDE) : MOST_IN_BODY, is_at_side};
    if (!m->logs)
        return;
    if (!is_at_side)
        put_list(m, CHOICE_SHOW, &p, s);
    for (int of = CHOICE_KINDS; of < N_CHOICE_HEADINGS; of++)
        put_list(m, (enum choice_heading)of, &p, s);
    if (is_at_side) {
        put_list(m, CHOICE_SHOW, &p, s);
        put_latency(m->logs->finding, column, s);
        put_sources(m->logs->finding, column, s);
        put_changes(m, column, s);
    }
}
