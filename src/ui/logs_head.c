/* logs_head: when it failed, and of which kinds, over the records. */
#include <string.h>

#include "base/i18n.h"
#include "ui/chart.h"
#include "ui/logs_own.h"
#include "ui/screen.h"
#include "ui/words.h"
#include "ui/zoom.h"

enum { SMALL_ROWS = 20, TALL_ROWS = 30, CHART_COLUMN = 12, KIND_LINES = 3, KIND_COLUMN = 6, BODY_ROW = 3 };

/* Lines of bars, in a window of that height. */
static int chart_lines(int rows)
{
    return rows < SMALL_ROWS ? 1 : rows < TALL_ROWS ? 2 : 4;
}

static bool has_kinds(int rows, int columns)
{
    return rows >= SMALL_ROWS && columns < PANEL_FROM;
}

int logs_head_lines(const struct ui *ui, int rows, int columns)
{
    if (ui->logs.is_bare)
        return 0;
    if (rows < SMALL_ROWS)
        return 1;
    return chart_lines(rows) + 2 + (has_kinds(rows, columns) ? KIND_LINES : 0);
}

/* ---- the chart --------------------------------------------------------------------------------------------------------- */

static bool has_chart(const struct model *m)
{
    return m->logs && zoom_has_chart(m->logs->finding);
}

static void paint_chart(const struct ui *ui, const struct model *m, struct frame *f)
{
    const struct log_finding *found = m->logs->finding;
    int end = screen_width(f->columns), lines = chart_lines(f->rows);
    struct range r = zoom_shown(zoom_whole(found), ui->logs.zoom);
    struct chart c;
    struct str text = {0};
    chart_make(&found->series, r.from, r.to, end - CHART_COLUMN, lines, &c);
    chart_scale(&c, &text);
    frame_put(f, BODY_ROW, 2, CHART_COLUMN - 1, STYLE_DIM, str_get(&text));
    for (int i = 0; i < lines; i++) {
        str_clear(&text);
        chart_line(&c, i, &text);
        frame_put(f, BODY_ROW + i, CHART_COLUMN, end, STYLE_PLAIN, str_get(&text));
    }
    if (f->rows >= SMALL_ROWS) {
        str_clear(&text);
        chart_axis(&c, found->onset.is_found ? found->onset.at : TIME_NONE, m->zone, &text);
        frame_put(f, BODY_ROW + lines, CHART_COLUMN, end, STYLE_DIM, str_get(&text));
    }
    str_release(&text);
}

/* ---- kinds ------------------------------------------------------------------------------------------------------------- */

static void paint_counted(const char *text, uint64_t errors, struct frame *f, int row)
{
    int end = screen_width(f->columns);
    struct str n = {0};
    words_count(errors, &n);
    frame_put_fit(f, row, KIND_COLUMN, end - (int)n.n - 2, STYLE_PLAIN, text);
    frame_put_right(f, row, KIND_COLUMN, end, STYLE_PLAIN, str_get(&n));
    str_release(&n);
}

/* A log of requests alone tells no kinds: then what fails most. */
static void paint_endpoints(const struct log_list *list, struct frame *f, int row)
{
    for (size_t i = 0; i < list->n && i < KIND_LINES - 1 && list->row[i].errors; i++)
        paint_counted(list->row[i].text, list->row[i].errors, f, row + (int)i);
}

static void paint_kinds(const struct model *m, struct frame *f, int row)
{
    const struct log_finding *found = m->logs->finding;
    size_t shown = found->n_kinds < KIND_LINES ? found->n_kinds : KIND_LINES - 1;
    for (size_t i = 0; i < shown; i++) {
        const struct log_kind *k = &found->kind[i];
        if (k->is_new)
            frame_put(f, row + (int)i, 2, KIND_COLUMN - 1, STYLE_BOLD | STYLE_BAD, _("NEW"));
        paint_counted(k->title, k->errors, f, row + (int)i);
    }
    if (!found->n_kinds)
        paint_endpoints(&found->endpoints, f, row);
    size_t left = found->n_kinds - shown;
    if (left)
        frame_putf(f, row + (int)shown, KIND_COLUMN, screen_width(f->columns), STYLE_DIM,
                   ngettext("%zu more kind: f", "%zu more kinds: f", (unsigned long)left), left);
}

void logs_paint_head(const struct ui *ui, const struct model *m, struct frame *f)
{
    if (!m->logs || !m->logs->finding)
        return;
    if (has_chart(m))
        paint_chart(ui, m, f);
    if (has_kinds(f->rows, f->columns))
        paint_kinds(m, f, BODY_ROW + logs_head_lines(ui, f->rows, f->columns) - KIND_LINES);
}

/* ---- zoom -------------------------------------------------------------------------------------------------------------- */

void logs_zoom(struct ui *ui, const struct model *m, enum action a)
{
    const struct model_log_row *row = logs_row_at(m, ui_place(ui)->at);
    if (has_chart(m))
        ui->logs.zoom = zoom_act(zoom_whole(m->logs->finding), ui->logs.zoom, row ? row->at : TIME_NONE, a);
}
