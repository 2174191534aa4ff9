/* view_home: what is open, what can be started. */
#include <inttypes.h>

#include "base/i18n.h"
#include "ui/ask.h"
#include "ui/home_find.h"
#include "ui/view.h"
#include "ui/words.h"

enum { FLOWS_ALONE = 9, FLOWS_BESIDE = 3, CLOSED_SHOWN = 3, SINCE_COLUMN = 50, ID_COLUMN = 51 };

static void name(const struct ui *ui, const struct model *m, struct str *out, struct str *right)
{
    (void)ui, (void)right;
    size_t n = m->home.n_open;
    str_add(out, _("Home"));
    str_add(out, " · ");
    if (n == 0)
        str_add(out, _("nothing is open"));
    else
        str_addf(out, ngettext("%zu open", "%zu open", (unsigned long)n), n);
}

static void put_case_name(struct sheet *s, const struct model_case *c, struct str *text)
{
    str_clear(text);
    str_addf(text, "INC-%" PRId64, c->number);
    sheet_put(s, 4, STYLE_BOLD, str_get(text));
    int column = 4 + (int)text->n + 2;
    str_clear(text);
    str_add(text, c->service ? c->service : c->title);
    if (c->environment)
        str_addf(text, " · %s", c->environment);
    if (c->severity)
        str_addf(text, " · SEV%d", c->severity);
    sheet_put(s, column, STYLE_PLAIN, str_get(text));
    if (!s->is_compact)
        sheet_end(s, SINCE_COLUMN - 1);
}

static void put_since(struct sheet *s, const struct model *m, const struct model_case *c)
{
    struct str text = {0}, clock = {0};
    words_minute(m, c->since, &clock);
    str_addf(&text, _("since %s"), str_get(&clock));
    str_add(&text, " · ");
    words_short(m->now - c->since, &text);
    sheet_right(s, SINCE_COLUMN, STYLE_DIM, str_get(&text));
    str_release(&text);
    str_release(&clock);
}

static void put_relapse(struct sheet *s, const struct model_case *c)
{
    if (!c->relapse)
        return;
    sheet_line(s);
    sheet_put(s, 2, STYLE_BAD, "✗");
    sheet_put(s, 4, STYLE_BOLD, c->relapse);
}

static void build_case(struct sheet *s, const struct model *m, const struct model_case *c)
{
    struct str text = {0};
    sheet_line(s);
    sheet_numbered(s, ROW_CASE, c->number);
    vec_last(&s->lines)->is_place = true;
    put_case_name(s, c, &text);
    if (!s->is_compact)
        put_since(s, m, c);
    if (c->at) {
        str_clear(&text);
        str_addf(&text, _("at %s"), c->at);
        sheet_line(s);
        sheet_put(s, 4, STYLE_PLAIN, str_get(&text));
    }
    put_relapse(s, c);
    if (c->unknown) {
        sheet_line(s);
        sheet_put(s, 2, STYLE_WARN, "?");
        sheet_put(s, 4, STYLE_BOLD, c->unknown);
    }
    if (c->asks) {
        sheet_line(s);
        sheet_put(s, 2, STYLE_WARN, "?");
        sheet_put(s, 4, STYLE_BOLD, c->asks);
    }
    if (c->others) {
        sheet_line(s);
        sheet_put(s, 4, STYLE_DIM, c->others);
    }
    str_release(&text);
}

static void build_flow(struct sheet *s, const struct model_flow *flow, size_t i)
{
    sheet_line(s);
    sheet_numbered(s, ROW_FLOW, (int64_t)i);
    sheet_put(s, 4, STYLE_PLAIN, flow->title);
    if (s->is_compact)
        return;
    sheet_end(s, ID_COLUMN - 2);
    sheet_put(s, ID_COLUMN, STYLE_DIM, flow->id);
    if (flow->problem)
        sheet_right(s, 64, STYLE_BAD, flow->problem);
}

static void build_flows(const struct ui *ui, const struct model *m, struct sheet *s)
{
    size_t most = m->home.n_open ? FLOWS_BESIDE : FLOWS_ALONE;
    size_t n = m->home.n_flows, shown = ui_place_const(ui)->is_unfolded || n <= most + 1 ? n : most;

    for (size_t i = 0; i < shown; i++)
        build_flow(s, &m->home.flow[i], i);
    if (n == 0 && !m->home.unsure_flow) {
        sheet_wrap(s, 4, s->width, STYLE_PLAIN, _("There is no flow yet; triage config shows where they are looked for,"), false);
        sheet_wrap(s, 4, s->width, STYLE_PLAIN, _("and triage start FILE starts one from anywhere."), false);
    }
    if (shown < n) {
        sheet_line(s);
        sheet_row(s, ROW_ALL, 0, -1);
        sheet_putf(s, 4, STYLE_DIM, ngettext("%zu more below", "%zu more below", (unsigned long)(n - shown)), n - shown);
    }
    if (m->home.unsure_flow) {
        sheet_line(s);
        sheet_row(s, ROW_UNSURE, 0, 0);
        sheet_put(s, 2, STYLE_PLAIN, "0");
        sheet_put(s, 4, STYLE_PLAIN, _("Not sure: find out by questions"));
        if (!s->is_compact)
            sheet_put(s, ID_COLUMN, STYLE_DIM, m->home.unsure_flow);
    }
}

static void build_closed(struct sheet *s, const struct model *m)
{
    struct str text = {0};
    sheet_space(s);
    sheet_line(s);
    sheet_put(s, 2, STYLE_BOLD, _("Closed"));
    for (size_t i = 0; i < m->home.n_closed && i < CLOSED_SHOWN; i++) {
        const struct model_case *c = &m->home.closed[i];
        sheet_line(s);
        sheet_numbered(s, ROW_CASE, c->number);
        str_clear(&text);
        str_addf(&text, "INC-%" PRId64 "  %s", c->number, c->service ? c->service : c->title);
        if (c->environment)
            str_addf(&text, " · %s", c->environment);
        str_addf(&text, " · %s ", status_word(c->status));
        words_minute(m, c->changed, &text);
        if (c->n_deferred)
            str_addf(&text, " · ⚑ %zu", c->n_deferred);
        if (!c->is_exported) {
            str_add(&text, " · ⚑ ");
            str_add(&text, _("write-up not exported"));
        }
        sheet_put(s, 4, STYLE_PLAIN, str_get(&text));
        put_relapse(s, c);
        if (c->others) {
            sheet_line(s);
            sheet_put(s, 4, STYLE_DIM, c->others);
        }
    }
    str_release(&text);
}

static void build_teaching(struct sheet *s, const struct model *m)
{
    sheet_space(s);
    sheet_line(s);
    sheet_put(s, 2, STYLE_DIM, _("From a shell"));
    sheet_put(s, 18, STYLE_PLAIN, "triage start http-500 --set url=URL");
    sheet_space(s);
    sheet_line(s);
    sheet_put(s, 2, STYLE_PLAIN, _("Nothing runs until you say so. Every step is saved before you see it."));
    if (!m->home.journal)
        return;
    sheet_line(s);
    sheet_put(s, 2, STYLE_DIM, _("Journal"));
    sheet_put(s, 11, STYLE_DIM, m->home.journal);
}

static void build(const struct ui *ui, const struct model *m, struct sheet *s)
{
    const struct model_home *h = &m->home;
    if (home_find_is_open(ui)) {
        home_find_build(ui, m, s);
        return;
    }
    if (h->dropped) {
        sheet_line(s);
        sheet_put(s, 2, STYLE_PLAIN, h->dropped);
        sheet_space(s);
    }
    if (h->n_open) {
        sheet_line(s);
        sheet_put(s, 2, STYLE_BOLD, _("Open"));
    }
    for (size_t i = 0; i < h->n_open; i++)
        build_case(s, m, &h->open[i]);
    sheet_space(s);
    sheet_line(s);
    sheet_put(s, 2, STYLE_BOLD, h->n_open ? _("Start") : _("What is wrong?"));
    if (!h->n_open)
        sheet_space(s);
    build_flows(ui, m, s);
    if (h->n_closed)
        build_closed(s, m);
    if (!h->n_open)
        build_teaching(s, m);
}

static void enter(struct ui *ui, const struct model *m, struct row_id row, struct wish *w)
{
    if (row.kind == ROW_CASE)
        *w = (struct wish){.kind = WISH_OPEN, .number = row.key};
    else if (row.kind == ROW_FLOW && (size_t)row.key < m->home.n_flows)
        *w = (struct wish){.kind = WISH_START, .id = m->home.flow[row.key].id};
    else if (row.kind == ROW_ARTICLE && m->found && (size_t)row.key < m->found->n)
        *w = (struct wish){.kind = WISH_OPEN_ARTICLE, .id = m->found->row[row.key].id};
    else if (row.kind == ROW_UNSURE)
        *w = (struct wish){.kind = WISH_START, .id = m->home.unsure_flow};
    else if (row.kind == ROW_ALL) {
        ui_place(ui)->is_unfolded = true;
        ui_place(ui)->at = (struct row_id){ROW_FLOW, m->home.n_open ? FLOWS_BESIDE : FLOWS_ALONE};
    }
}

static bool act(struct ui *ui, const struct model *m, enum action a, struct wish *w)
{
    (void)m;
    if (a == ACTION_search) {
        home_find_open(ui, w);
        return true;
    }
    if (a != ACTION_export)
        return false;
    struct row_id at = ui_place(ui)->at;
    if (at.kind == ROW_CASE)
        *w = (struct wish){.kind = WISH_EXPORT_PAGE, .number = at.key};
    return true;
}

static const char *enter_label(const struct ui *ui, const struct model *m, struct row_id row)
{
    (void)ui, (void)m;
    if (row.kind == ROW_NONE)
        return NULL;
    return row.kind == ROW_CASE ? C_("key", "open") : row.kind == ROW_ALL ? _("show") : _("start");
}

static const enum action *footer(const struct ui *ui, const struct model *m)
{
    static const enum action alone[] = {ACTION_search, ACTION_articles, ACTION_palette, ACTION_NONE};
    static const enum action beside[] = {ACTION_search, ACTION_articles, ACTION_export, ACTION_palette, ACTION_NONE};
    (void)ui;
    return m->home.n_open || m->home.n_closed ? beside : alone;
}

const struct view view_home = {
    .page = PAGE_HOME,
    .name = name,
    .build = build,
    .enter = enter,
    .act = act,
    .enter_label = enter_label,
    .footer = footer,
};
