/* pin: what m and p do on a page of lines. */
#include "ui/view.h"

void ui_mark(struct ui *ui, const struct line_meant *line)
{
    marks_toggle(&ui->marks, line->row, line->of, line->text);
    ui->n_marked = marks_count(&ui->marks, line->row.kind, line->of);
}

/* An event is known by its seq, a line of output by the run it stands in. */
static void pin_lines(struct ui *ui, int64_t run, const char *text, const char *seqs, struct wish *w)
{
    *w = (struct wish){.kind = WISH_PIN, .text = ui_say(ui, 0, text), .number = run, .id = run ? NULL : ui_say(ui, 1, seqs)};
}

void ui_pin(struct ui *ui, const struct line_meant *line, struct wish *w)
{
    struct marks alone = {0};
    struct str text = {0}, seqs = {0};
    enum row_kind kind = line->row.kind;
    bool any = marks_count(&ui->marks, kind, line->of) > 0;
    if (!any)
        marks_toggle(&alone, line->row, line->of, line->text);
    marks_text(any ? &ui->marks : &alone, kind, line->of, &text, &seqs);
    pin_lines(ui, line->of, str_get(&text), str_get(&seqs), w);
    marks_clear(&ui->marks, kind, line->of);
    marks_release(&alone);
    str_release(&text);
    str_release(&seqs);
}
