/* logs_settle: the rows of the model slide under the window; what is seen does not move with them. */
#include "ui/logs_own.h"
#include "ui/move.h"

enum { NEAR_END = 100 }; /* rows that are always there beyond ▸, where the log has them */

static void jump(struct ui *ui, const struct model_logs *l, const struct sheet *s, int length)
{
    struct place *p = ui_place(ui);
    int64_t key = l->to > 0 ? l->to : l->to < 0 ? l->row[l->n - 1].key : l->row[0].key;
    int line = sheet_find(s, (struct row_id){ROW_LOG, key});
    if (line < 0)
        return;
    ui->logs.jump = l->jump;
    p->at = (struct row_id){ROW_LOG, key};
    p->top = l->to < 0 ? line - length + 1 : line;
    p->top = p->top < 0 ? 0 : p->top;
}

/* Marks, folds and the part of the chart that was in sight belong to the logs that were open before. */
static void begin_anew(struct ui *ui, const struct model_logs *l)
{
    marks_clear(&ui->marks, ROW_LOG, 0);
    vec_release(&ui->logs.unfolded);
    ui->logs = (struct logs_page){.opened = l->opened, .is_bare = ui->logs.is_bare};
    ui->n_marked = 0;
}

void logs_settle(struct ui *ui, const struct model *m, const struct sheet *s, int length)
{
    const struct model_logs *l = m->logs;
    if (l && l->opened != ui->logs.opened)
        begin_anew(ui, l);
    if (!l || l->n == 0)
        return;
    if (l->jump != ui->logs.jump) {
        jump(ui, l, s, length);
    } else if (l->slide != ui->logs.slide) {
        int line = sheet_find(s, ui->logs.top);
        if (line >= 0)
            ui_place(ui)->top = line + ui->logs.below;
    }
    ui->logs.slide = l->slide;
}

/* The first row in sight, and how many of its lines are above the window. */
static void remember_top(struct ui *ui, const struct sheet *s)
{
    int top = ui_place(ui)->top, line = top < (int)s->lines.n ? top : (int)s->lines.n - 1;
    while (line > 0 && s->lines.v[line].row.kind == ROW_NONE)
        line--;
    if (line < 0)
        return;
    ui->logs.top = s->lines.v[line].row;
    ui->logs.below = top - line;
}

/* ▸ at that row: the rows near it are to be there, and who has left the end no longer follows it. */
static bool wants_near(const struct model_logs *l, size_t i)
{
    return (i < NEAR_END && l->more_before) || (l->n - i <= NEAR_END && l->more_after) || (l->follows && i + 1 < l->n);
}

void logs_after_key(struct ui *ui, const struct model *m, struct wish *w)
{
    const struct model_logs *l = m->logs;
    const struct place *p = ui_place(ui);
    struct sheet s;
    if (ui_page(ui) != PAGE_LOGS || !l || !l->n)
        return;
    ui_build(ui, m, ui->rows, ui->columns, &s);
    remember_top(ui, &s);
    sheet_release(&s);
    for (size_t i = 0; w->kind == WISH_NONE && i < l->n; i++)
        if (l->row[i].key == p->at.key && wants_near(l, i))
            *w = (struct wish){.kind = WISH_LOG_GO, .id = "near", .number = p->at.key};
}
