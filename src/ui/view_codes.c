/* view_codes: HTTP status codes: a list as one types, and what one of them, or two beside each other, means. */
#include "base/i18n.h"
#include "ui/ask.h"
#include "ui/prose.h"
#include "ui/view.h"

static void name(const struct ui *ui, const struct model *m, struct str *out, struct str *right)
{
    (void)ui, (void)right;
    str_addf(out, "%s\t", _("Status codes"));
    if (m->code && m->code->text)
        str_add(out, m->code->text);
}

static void build(const struct ui *ui, const struct model *m, struct sheet *s)
{
    const struct model_code *c = m->code;
    (void)ui;
    if (!c)
        return;
    if (c->document) {
        prose_document(c->document, NULL, 0, s);
        return;
    }
    for (size_t i = 0; i < c->n; i++) {
        sheet_line(s);
        sheet_row(s, ROW_CODE, (int64_t)i, -1);
        sheet_put(s, 2, STYLE_BOLD, c->row[i].label);
        sheet_put(s, 8, STYLE_PLAIN, c->row[i].text);
    }
    if (c->n == 0) {
        sheet_line(s);
        sheet_put(s, 2, STYLE_PLAIN, _("No code has this number or these words."));
    }
}

static void enter(struct ui *ui, const struct model *m, struct row_id row, struct wish *w)
{
    if (!m->code || row.kind != ROW_CODE || (size_t)row.key >= m->code->n)
        return;
    prompt_set(&ui->prompt, m->code->row[row.key].label);
    *w = (struct wish){.kind = WISH_CODE, .text = m->code->row[row.key].label};
}

static bool act(struct ui *ui, const struct model *m, enum action a, struct wish *w)
{
    (void)w;
    if (a != ACTION_search)
        return false;
    ask_open(ui, ASK_CODE, NULL, NULL, 0, m->code ? m->code->text : NULL);
    return true;
}

static const char *enter_label(const struct ui *ui, const struct model *m, struct row_id row)
{
    (void)ui, (void)m;
    return row.kind == ROW_CODE ? _("look") : NULL;
}

static const enum action *footer(const struct ui *ui, const struct model *m)
{
    static const enum action list[] = {ACTION_search, ACTION_page_down, ACTION_palette, ACTION_NONE};
    (void)ui, (void)m;
    return list;
}

const struct view view_codes = {
    .page = PAGE_CODES,
    .name = name,
    .build = build,
    .enter = enter,
    .act = act,
    .enter_label = enter_label,
    .footer = footer,
};
