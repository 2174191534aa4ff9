/* view_lists: which records of the logs are shown: chosen from what there is, or by a condition. Beside the records where
 * there is room. */
#include "base/i18n.h"
#include "ui/ask.h"
#include "ui/lists.h"
#include "ui/logs_own.h"

static bool is_beside(const struct ui *ui)
{
    return ui->columns >= PANEL_FROM;
}

static void name(const struct ui *ui, const struct model *m, struct str *out, struct str *right)
{
    if (is_beside(ui)) {
        view_logs.name(ui, m, out, right);
        return;
    }
    str_addf(out, "%s\t", _("Logs"));
    str_add(out, _("what is shown"));
    if (m->logs)
        str_addf(out, " · %s", m->logs->filter);
}

static void build(const struct ui *ui, const struct model *m, struct sheet *s)
{
    if (is_beside(ui)) {
        s->width = (ui->columns < LISTS_WIDE + 2 ? ui->columns : LISTS_WIDE + 2) - 2;
        s->left = LISTS_COLUMN;
        s->is_endless = true;
    }
    logs_build_lists(m, is_beside(ui) ? LISTS_COLUMN : 2, ui->rows - 6, s);
}

static void enter(struct ui *ui, const struct model *m, struct row_id row, struct wish *w)
{
    struct choice c[CHOICES_MAX];
    size_t n = m->logs ? logs_choices(m->logs, c) : 0;
    if (row.kind != ROW_CHOICE || (size_t)row.key >= n)
        return;
    ui_pop(ui);
    if (c[row.key].filter)
        *w = (struct wish){.kind = WISH_LOG_FILTER, .id = c[row.key].filter, .text = c[row.key].value, .number = ui_place(ui)->at.key};
    else
        ask_open(ui, ASK_LOG_WHERE, NULL, NULL, ui_place(ui)->at.key, NULL);
}

const char *lists_enter_label(const struct ui *ui, const struct model *m, struct row_id row)
{
    (void)ui, (void)m;
    return row.kind == ROW_CHOICE ? _("show these") : NULL;
}

const char *lists_label(const struct ui *ui, enum action a)
{
    (void)ui;
    return a == ACTION_next_place ? _("next list") : NULL;
}

const enum action *lists_footer(const struct ui *ui, const struct model *m)
{
    static const enum action list[] = {ACTION_next_place, ACTION_NONE};
    (void)ui, (void)m;
    return list;
}

/* Where it stands beside the records, ▸ begins on the first kind; what is shown at all is asked for below it. */
const struct view view_lists = {
    .page = PAGE_LISTS,
    .name = name,
    .build = build,
    .enter = enter,
    .enter_label = lists_enter_label,
    .label = lists_label,
    .footer = lists_footer,
    .is_beside = true,
};
