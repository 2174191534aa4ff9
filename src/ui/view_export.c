/* view_export: the write-up: what is written already, what a person must add, and where it goes. */
#include <inttypes.h>

#include "base/i18n.h"
#include "ui/ask.h"
#include "ui/view.h"

enum { FILE_COLUMN = 17, DETAIL_COLUMN = 45, TEXT_COLUMN = 26 };

static void name(const struct ui *ui, const struct model *m, struct str *out, struct str *right)
{
    (void)ui, (void)right;
    str_addf(out, "%s\t", _("Export"));
    if (m->incident)
        str_addf(out, _("INC-%lld, write-up"), (long long)m->incident->number);
}

static void build_row(const struct model_export_row *row, size_t i, struct sheet *s)
{
    sheet_line(s);
    sheet_numbered(s, ROW_FORMAT, (int64_t)i);
    sheet_put(s, 4, STYLE_PLAIN, row->label);
    sheet_put(s, FILE_COLUMN, STYLE_PLAIN, row->file);
    if (s->is_compact)
        return;
    sheet_end(s, DETAIL_COLUMN - 1);
    sheet_put(s, DETAIL_COLUMN, STYLE_DIM, row->detail);
    sheet_end(s, row->is_there ? s->width - 18 : s->width);
    if (row->is_there)
        sheet_right(s, DETAIL_COLUMN, STYLE_WARN, _("is there already"));
}

static void build(const struct ui *ui, const struct model *m, struct sheet *s)
{
    const struct model_export *x = m->export;
    (void)ui;
    if (!x)
        return;
    for (size_t i = 0; i < x->n; i++)
        build_row(&x->row[i], i, s);
    sheet_space(s);
    sheet_line(s);
    sheet_put(s, 2, STYLE_DIM, _("to"));
    sheet_put(s, 14, STYLE_PLAIN, x->directory);
    sheet_space(s);
    for (size_t i = 0; i < x->n_lines; i++) {
        if (!x->line[i].text) {
            sheet_space(s);
            continue;
        }
        sheet_line(s);
        sheet_put(s, 2, STYLE_DIM, x->line[i].label);
        sheet_wrap(s,
                   !x->line[i].label ? 2
                   : s->is_compact   ? 14
                                     : TEXT_COLUMN,
                   s->width, STYLE_PLAIN, x->line[i].text, true);
    }
    if (m->head) {
        sheet_line(s);
        sheet_put(s, 2, STYLE_DIM, _("Record"));
        sheet_putf(s, sheet_after(s, 14), STYLE_PLAIN, _("head %s"), m->head);
    }
    sheet_space(s);
    sheet_line(s);
    sheet_put(s, 2, STYLE_PLAIN, _("Enter writes the file. What is there is not overwritten without asking."));
}

static void enter(struct ui *ui, const struct model *m, struct row_id row, struct wish *w)
{
    const struct model_export *x = m->export;
    if (!x || row.kind != ROW_FORMAT || (size_t)row.key >= x->n)
        return;
    const struct model_export_row *r = &x->row[row.key];
    if (r->is_there)
        ask_open(ui, ASK_OVERWRITE, NULL, NULL, row.key, NULL);
    else
        *w = (struct wish){.kind = WISH_EXPORT, .id = r->format, .text = r->file};
}

static bool act(struct ui *ui, const struct model *m, enum action a, struct wish *w)
{
    struct row_id at = ui_place(ui)->at;
    const struct model_export *x = m->export;
    bool has_row = x && at.kind == ROW_FORMAT && (size_t)at.key < x->n;
    if (a == ACTION_correct && has_row)
        ask_open(ui, ASK_FILE, NULL, NULL, at.key, x->row[at.key].file);
    else if (a == ACTION_copy && has_row)
        *w = (struct wish){.kind = WISH_COPY, .text = x->row[at.key].file};
    else
        return a == ACTION_correct || a == ACTION_copy;
    return true;
}

static const char *enter_label(const struct ui *ui, const struct model *m, struct row_id row)
{
    (void)ui, (void)m;
    return row.kind == ROW_FORMAT ? _("write") : NULL;
}

static const enum action *footer(const struct ui *ui, const struct model *m)
{
    static const enum action list[] = {ACTION_correct, ACTION_copy, ACTION_palette, ACTION_NONE};
    (void)ui, (void)m;
    return list;
}

const struct view view_export = {
    .page = PAGE_EXPORT,
    .name = name,
    .build = build,
    .enter = enter,
    .act = act,
    .enter_label = enter_label,
    .footer = footer,
};
