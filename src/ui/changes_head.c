/* changes_head: when it failed, with the digits of the changes under it. It stays in sight while the list moves. */
#include "ui/changes_own.h"

#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "change/change.h"
#include "logs/finding.h"
#include "ui/chart.h"
#include "ui/screen.h"

enum { RULED_OUT = 'x', SMALL_ROWS = 20, SMALL_COLUMNS = 72, CHART_COLUMN = 12, BODY_ROW = 3, HEAD_LINES = 4 };

bool changes_has_chart(const struct model *m)
{
    const struct log_finding *f = m->changes ? m->changes->log : NULL;
    return m->changes && m->changes->list && zoom_has_chart(f) && f->errors;
}

int changes_head_lines(const struct ui *ui, int rows, int columns)
{
    return ui->changes.is_bare || rows < SMALL_ROWS || columns < SMALL_COLUMNS ? 0 : HEAD_LINES;
}

static char mark_of(const struct model_changes *c, const struct model_change *row)
{
    size_t i = (size_t)(row - c->row);
    return row->ruling ? RULED_OUT : i < 9 ? (char)('1' + i) : '+';
}

/* Right of the labels and of "<3", however long they are in the language at hand. */
static int chart_from(void)
{
    const char *errors = _("errors"), *changes = _("changes");
    int a = (int)utf8_columns(errors, strlen(errors)), b = (int)utf8_columns(changes, strlen(changes));
    int from = (a > b ? a : b) + 5;
    return from > CHART_COLUMN ? from : CHART_COLUMN;
}

/* The most suspect is seen where several share a column: those that are listed first by suspicion. */
static void set_marks(const struct model_changes *c, const struct changes_shown *shown, const struct chart *chart, char *mark)
{
    const struct model_change *best[CHART_MAX] = {NULL};
    memset(mark, ' ', CHART_MAX);
    for (size_t i = 0; i < shown->n; i++) {
        int at = chart_column(chart, shown->row[i]->change->at);
        if (at >= 0 && (!best[at] || shown->row[i] < best[at]))
            best[at] = shown->row[i];
    }
    for (int i = 0; i < chart->width; i++)
        if (best[i])
            mark[i] = mark_of(c, best[i]);
}

/* "<4": the most suspect of those that came before what is in sight. */
static void say_before(const struct model_changes *c, const struct changes_shown *shown, const struct chart *chart, struct str *out)
{
    const struct model_change *best = NULL;
    for (size_t i = 0; i < shown->n; i++)
        if (shown->row[i]->change->at < chart->from && (!best || shown->row[i] < best))
            best = shown->row[i];
    if (best)
        str_addf(out, "<%c", mark_of(c, best));
}

/* Column by column, so that ✗ is one of them. */
static void paint_marks(const struct ui *ui, const struct model *m, const struct chart *chart, struct frame *f, int end)
{
    struct changes_shown shown;
    struct str before = {0}, line = {0};
    char mark[CHART_MAX];
    changes_shown_make(ui, m, &shown);
    set_marks(m->changes, &shown, chart, mark);
    say_before(m->changes, &shown, chart, &before);
    for (int i = 0; i < chart->width; i++)
        str_add(&line, mark[i] == RULED_OUT ? "✗" : (char[]){mark[i], '\0'});
    frame_put(f, BODY_ROW + 1, 2, chart_from() - 2, STYLE_DIM, _("changes"));
    frame_put(f, BODY_ROW + 1, chart_from() - 2, chart_from(), STYLE_PLAIN, str_get(&before));
    frame_put(f, BODY_ROW + 1, chart_from(), end, STYLE_BOLD, str_get(&line));
    str_release(&before);
    str_release(&line);
    changes_shown_release(&shown);
}

void changes_paint_head(const struct ui *ui, const struct model *m, struct frame *f)
{
    int end = screen_width(f->columns);
    struct chart chart;
    struct str text = {0};
    if (!changes_head_lines(ui, f->rows, f->columns) || !changes_has_chart(m))
        return;
    struct range r = zoom_shown(zoom_whole(m->changes->log), ui->changes.zoom);
    chart_make(&m->changes->log->series, r.from, r.to, end - chart_from() - 2, 1, &chart);
    chart_line(&chart, 0, &text);
    frame_put(f, BODY_ROW, 2, chart_from() - 1, STYLE_DIM, _("errors"));
    frame_put(f, BODY_ROW, chart_from(), end, STYLE_PLAIN, str_get(&text));
    paint_marks(ui, m, &chart, f, end);
    str_clear(&text);
    chart_axis(&chart, m->changes->onset, m->zone, &text);
    frame_put(f, BODY_ROW + 2, chart_from(), end, STYLE_PLAIN, str_get(&text));
    str_release(&text);
}

void changes_zoom(struct ui *ui, const struct model *m, enum action a)
{
    const struct model_change *row = changes_row_at(m->changes, ui_place(ui)->at);
    if (changes_has_chart(m))
        ui->changes.zoom = zoom_act(zoom_whole(m->changes->log), ui->changes.zoom, row ? row->change->at : TIME_NONE, a);
}
