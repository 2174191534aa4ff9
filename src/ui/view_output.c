/* view_output: what a command prints, and only it. Escape codes are shown, not obeyed. */
#include <inttypes.h>

#include "base/i18n.h"
#include "ui/ask.h"
#include "ui/move.h"
#include "ui/step_own.h"
#include "ui/words.h"

enum { COMMAND_LINES = 2, AROUND = 400 }; /* lines built on either side of the window; the others are only counted */

static void name(const struct ui *ui, const struct model *m, struct str *out, struct str *right)
{
    const struct model_output *o = m->output;
    struct str clock = {0}, most = {0};
    (void)ui, (void)right;
    str_add(out, _("Output"));
    if (!o)
        return;
    words_clock(m, o->started, &clock);
    str_addf(out, "\t%s · ", o->id);
    if (o->ended) {
        str_add(out, o->outcome ? o->outcome : "");
    } else {
        words_short(o->timeout, &most);
        str_addf(out, _("running since %s · %d s of at most %s"), str_get(&clock),
                 (int)((m->now - o->started) / TIME_SECOND), str_get(&most));
    }
    str_release(&clock);
    str_release(&most);
}

/* A line keeps its name when lines before it are left out. */
static struct row_id row_of(const struct model_output *o, size_t i)
{
    return (struct row_id){ROW_LINE, (int64_t)(o->cut_lines + i)};
}

static const char *line_at(const struct model_output *o, struct row_id row)
{
    size_t i = (size_t)row.key - o->cut_lines;
    return row.kind == ROW_LINE && i < o->n_lines ? o->line[i] : NULL;
}

static void build_lines(const struct ui *ui, const struct model_output *o, struct sheet *s)
{
    const struct place *p = ui_place_const(ui);
    int n = (int)o->n_lines, top = p->follows ? n : p->top;
    for (int i = 0; i < n; i++) {
        struct row_id row = row_of(o, (size_t)i);
        sheet_line(s);
        sheet_row(s, row.kind, row.key, -1);
        if (!ui->find.n && (i <= top - AROUND || i >= top + AROUND))
            continue;
        if (marks_has(&ui->marks, row, o->run))
            sheet_put(s, 1, STYLE_BOLD, "*");
        sheet_put_sideways(s, 2, o->line[i], p->sideways);
    }
    if (o->cut_lines) {
        sheet_line(s);
        sheet_putf(s, 2, STYLE_DIM,
                   ngettext("%zu line in the middle was not kept", "%zu lines in the middle were not kept",
                            (unsigned long)o->cut_lines),
                   o->cut_lines);
    }
}

static void build_end(const struct model *m, const struct model_output *o, struct sheet *s)
{
    struct str text = {0};
    unsigned style = o->ended ? STYLE_GOOD : STYLE_BOLD;
    sheet_space(s);
    sheet_line(s);
    sheet_put(s, 2, style, o->ended ? "✓" : "●");
    if (o->ended)
        words_clock(m, o->ended, &text);
    else
        words_short(m->now - o->started, &text);
    str_addf(&text, "   %s", "");
    words_count(o->n_lines, &text);
    str_addf(&text, " %s, ", ngettext("line", "lines", (unsigned long)o->n_lines));
    words_bytes(o->bytes, &text);
    str_add(&text, o->cut_lines ? _(". Escape codes are shown, not obeyed.")
                                : _(", all kept. Escape codes are shown, not obeyed."));
    sheet_wrap(s, 4, s->width, STYLE_DIM, str_get(&text), true);
    str_release(&text);
    if (!o->taken_out)
        return;
    sheet_line(s);
    sheet_wrap(s, 4, s->width, STYLE_WARN, o->taken_out, true);
}

static void build(const struct ui *ui, const struct model *m, struct sheet *s)
{
    const struct model_output *o = m->output;
    if (!o) {
        sheet_line(s);
        sheet_put(s, 2, STYLE_DIM, _("Nothing to see yet."));
        return;
    }
    step_put_command(s, o->command, COMMAND_LINES);
    sheet_space(s);
    build_lines(ui, o, s);
    build_end(m, o, s);
}

/* m, p: the line ▸ points at, the first in sight where it is not there yet. */
static void take_line(struct ui *ui, const struct model *m, enum action a, struct wish *w)
{
    const struct model_output *o = m->output;
    const char *text = move_point(ui, m) ? line_at(o, ui_place(ui)->at) : NULL;
    struct line_meant line = {ui_place(ui)->at, o->run, text};
    if (text && a == ACTION_mark)
        ui_mark(ui, &line);
    else if (text)
        ui_pin(ui, &line, w);
}

/* What is marked, else all of it. */
static void copy(struct ui *ui, const struct model_output *o, struct wish *w)
{
    struct str all = {0};
    marks_text(&ui->marks, ROW_LINE, o->run, &all, NULL);
    size_t n = marks_count(&ui->marks, ROW_LINE, o->run) ? 0 : o->n_lines;
    for (size_t i = 0; i < n; i++)
        str_addf(&all, "%s\n", o->line[i]);
    *w = (struct wish){.kind = WISH_COPY, .text = ui_say(ui, 0, str_get(&all))};
    str_release(&all);
}

static void move_sideways(struct place *p, enum action a)
{
    p->sideways += a == ACTION_sideways_right ? 8 : -8;
    p->sideways = p->sideways < 0 ? 0 : p->sideways;
}

static bool act(struct ui *ui, const struct model *m, enum action a, struct wish *w)
{
    const struct model_output *o = m->output;
    if (a == ACTION_sideways_right || a == ACTION_sideways_left)
        move_sideways(ui_place(ui), a);
    else if (a == ACTION_stop && o)
        *w = (struct wish){.kind = WISH_CANCEL_RUN, .number = o->run};
    else if ((a == ACTION_mark || a == ACTION_pin) && o)
        take_line(ui, m, a, w);
    else if (a == ACTION_copy && o)
        copy(ui, o, w);
    else if (a == ACTION_go_to)
        ask_open(ui, ASK_LINE, NULL, NULL, 0, NULL);
    else
        return a == ACTION_stop || a == ACTION_mark || a == ACTION_pin || a == ACTION_copy;
    return true;
}

static const enum action *footer(const struct ui *ui, const struct model *m)
{
    static const enum action running[] = {ACTION_stop, ACTION_search, ACTION_mark, ACTION_pin, ACTION_note, ACTION_NONE};
    static const enum action ended[] = {ACTION_search, ACTION_mark, ACTION_pin, ACTION_go_to, ACTION_copy, ACTION_note, ACTION_NONE};
    (void)ui;
    return m->output && !m->output->ended ? running : ended;
}

const struct view view_output = {
    .page = PAGE_OUTPUT,
    .name = name,
    .build = build,
    .act = act,
    .footer = footer,
    .grows = true,
};
