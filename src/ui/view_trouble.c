/* view_trouble: when triage itself is in trouble: what, what is kept, what still works, and the ways on. */
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "ui/view.h"

enum { TEXT_COLUMN = 13, DETAIL_COLUMN = 40 };

static void name(const struct ui *ui, const struct model *m, struct str *out, struct str *right)
{
    (void)ui, (void)right;
    if (m->trouble && m->trouble->name)
        str_add(out, m->trouble->name);
    else if (!m->incident)
        str_add(out, _("Trouble"));
}

/* Lines without a label and text, a place in a file for one, begin with ✗ or ? and are not indented. */
static void build_pair(const struct model_pair *p, struct sheet *s)
{
    if (!p->text) {
        sheet_space(s);
        return;
    }
    sheet_line(s);
    bool is_bad = str_starts(p->text, "✗ "), is_odd = str_starts(p->text, "? ");
    if (is_bad || is_odd) {
        sheet_put(s, 2, is_bad ? STYLE_BAD : STYLE_WARN, is_bad ? "✗" : "?");
        sheet_wrap(s, 4, s->width, STYLE_PLAIN, p->text + (is_bad ? 4 : 2), true);
        return;
    }
    if (p->label)
        sheet_put(s, 2, STYLE_DIM, p->label);
    sheet_wrap(s, !p->label ? 2 : p->label[0] ? sheet_after(s, TEXT_COLUMN) : 4, s->width, STYLE_PLAIN, p->text, true);
}

/* Beside its choice, or under it where there is no room. */
static void put_detail(const struct model_choice *c, struct sheet *s)
{
    if (s->is_compact || !c->detail)
        return;
    int after = 4 + (int)utf8_columns(c->label, strlen(c->label)) + 2;
    int column = after > DETAIL_COLUMN ? after : DETAIL_COLUMN;
    bool is_long = column + (int)utf8_columns(c->detail, strlen(c->detail)) > s->width;
    sheet_wrap(s, is_long ? 6 : column, s->width, STYLE_DIM, c->detail, !is_long);
}

static void build(const struct ui *ui, const struct model *m, struct sheet *s)
{
    const struct model_trouble *t = m->trouble;
    (void)ui;
    if (!t)
        return;
    if (t->head) {
        sheet_line(s);
        sheet_put(s, 2, STYLE_BOLD, t->head);
        sheet_space(s);
    }
    for (size_t i = 0; i < t->n_lines; i++)
        build_pair(&t->line[i], s);
    sheet_space(s);
    if (t->before) {
        sheet_line(s);
        sheet_put(s, 2, STYLE_BOLD, t->before);
    }
    for (size_t i = 0; i < t->n_choices; i++) {
        bool is_unsure = str_eq(t->choice[i].id, "unsure");
        sheet_line(s);
        if (is_unsure) {
            sheet_row(s, ROW_CHOICE, (int64_t)i, 0);
            sheet_put(s, 2, STYLE_PLAIN, "0");
        } else {
            sheet_numbered(s, ROW_CHOICE, (int64_t)i);
        }
        sheet_put(s, 4, STYLE_PLAIN, t->choice[i].label);
        put_detail(&t->choice[i], s);
    }
}

static void enter(struct ui *ui, const struct model *m, struct row_id row, struct wish *w)
{
    (void)ui;
    if (m->trouble && row.kind == ROW_CHOICE && (size_t)row.key < m->trouble->n_choices)
        *w = (struct wish){.kind = WISH_TROUBLE, .id = m->trouble->choice[row.key].id};
}

static bool act(struct ui *ui, const struct model *m, enum action a, struct wish *w)
{
    if (a == ACTION_why && m->trouble && m->trouble->why)
        ui_push(ui, PAGE_WHY);
    else if (a == ACTION_copy && m->trouble)
        *w = (struct wish){.kind = WISH_COPY, .text = m->trouble->copy ? m->trouble->copy : m->trouble->head};
    else
        return a == ACTION_why;
    return true;
}

static const char *enter_label(const struct ui *ui, const struct model *m, struct row_id row)
{
    (void)ui, (void)m;
    return row.kind == ROW_CHOICE ? _("do it") : NULL;
}

static const enum action *footer(const struct ui *ui, const struct model *m)
{
    static const enum action list[] = {ACTION_why, ACTION_articles, ACTION_copy, ACTION_palette, ACTION_NONE};
    static const enum action no_why[] = {ACTION_copy, ACTION_articles, ACTION_palette, ACTION_NONE};
    (void)ui;
    return m->trouble && m->trouble->why ? list : no_why;
}

const struct view view_trouble = {
    .page = PAGE_TROUBLE,
    .name = name,
    .build = build,
    .enter = enter,
    .act = act,
    .enter_label = enter_label,
    .footer = footer,
};
