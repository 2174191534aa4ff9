/* screen: one page, painted whole. */
#include "ui/screen.h"

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "ui/ask.h"
#include "ui/causes_own.h"
#include "ui/head.h"
#include "ui/move.h"
#include "ui/panel.h"
#include "ui/status_row.h"
#include "ui/words.h"

enum {
    MIN_ROWS = 12,
    MIN_COLUMNS = 40,
    FULL_ROWS = SCREEN_FULL_ROWS,
    BODY_COLUMNS = 80,
    ADVICE_COLUMN = 10
};

bool screen_is_too_small(int rows, int columns)
{
    return rows < MIN_ROWS || columns < MIN_COLUMNS;
}

int screen_width(int columns)
{
    return (columns < BODY_COLUMNS ? columns : BODY_COLUMNS) - 2;
}

/* ---- Likely, Next ---- */

static int put_cause(struct frame *f, int row, int column, const struct diagnosis_cause *c, bool is_first)
{
    char share[8];
    struct str title = {0};
    int end = (f->columns < BODY_COLUMNS ? f->columns : BODY_COLUMNS) - 2;

    diagnosis_format_share(c->share, share);
    int room = end - column - (int)strlen(share) - (is_first ? 1 : 4);
    words_fit(c->title, room, &title);
    if (title.n < strlen(c->title)) {
        str_clear(&title);
        words_fit(c->title, room - 3, &title);
        str_add(&title, title.n ? "..." : "");
    }
    if (title.n) {
        if (!is_first)
            column = frame_put(f, row, column, end, STYLE_PLAIN, " · ");
        column = frame_put(f, row, column, end, STYLE_PLAIN, str_get(&title));
        column = frame_putf(f, row, column, end, STYLE_BOLD, " %s", share);
    }
    str_release(&title);
    return column;
}

static void paint_likely(const struct model *m, struct frame *f, int row)
{
    const struct diagnosis *d = m->diagnosis;
    size_t n = d ? d->n : 0;
    if (n == 0)
        return;
    int end = BODY_COLUMNS - 2, first = frame_put(f, row, 2, end, STYLE_DIM, _("Likely")) + 1;
    int column = first = first < ADVICE_COLUMN ? ADVICE_COLUMN : first;
    if (d->too_early) {
        frame_putf(f, row, column, end, STYLE_PLAIN,
                   ngettext("too early to say: %zu cause, none above 30%%", "too early to say: %zu causes, none above 30%%",
                            (unsigned long)n),
                   n);
        return;
    }
    for (size_t i = 0; i < n && i < 2; i++)
        if (!d->cause[i].is_ruled_out && d->cause[i].cause >= 0)
            column = put_cause(f, row, column, &d->cause[i], column == first);
}

static void paint_next(const struct model *m, struct frame *f)
{
    if (!m->next)
        return;
    int column = frame_put(f, f->rows - 4, 2, BODY_COLUMNS - 2, STYLE_DIM, _("Next")) + 1;
    frame_put_fit(f, f->rows - 4, column < ADVICE_COLUMN ? ADVICE_COLUMN : column, BODY_COLUMNS - 2, STYLE_BOLD, m->next);
}

/* ---- row 24 ---- */

static int key_width(const char *key, const char *label)
{
    return (int)(utf8_columns(key, strlen(key)) + 1 + utf8_columns(label, strlen(label)));
}

/* One key and its label, when both fit before `end`; returns where the next may begin, or -1. */
static int put_key(struct frame *f, int column, int end, const char *key, const char *label)
{
    if (column + key_width(key, label) > end)
        return -1;
    column = frame_put(f, f->rows - 1, column, end, STYLE_BOLD, key);
    return frame_put(f, f->rows - 1, column + 1, end, STYLE_DIM, label) + 2;
}

static void footer_typing(const struct ui *ui, const struct model *m, struct frame *f)
{
    const struct ask_row *row = &ask_rows[ui->prompt.ask];
    int end = f->columns - 2 - key_width("F1", _("help")), column = 2;
    bool is_question = ui->prompt.ask == ASK_CHANGE;

    put_key(f, end, f->columns - 2, "F1", _("help"));
    bool is_by_hand = is_question && m->question && m->question->by_hand;
    column = put_key(f, column, end - 2, "Enter", is_by_hand ? _("leave") : _(row->enter));
    bool can_run = is_question && m->question && !m->question->refused && !m->question->waits;
    if (column > 0 && can_run)
        column = put_key(f, column, end - 2, "y Enter", C_("answer", "run"));
    if (column > 0 && is_by_hand)
        column = put_key(f, column, end - 2, "y Enter", _("copy"));
    if (column > 0 && is_question && m->question && m->question->is_edited)
        column = put_key(f, column, end - 2, "e Enter", C_("answer", "edit"));
    if (column > 0 && (can_run || is_by_hand))
        column = put_key(f, column, end - 2, "o Enter", _("done elsewhere"));
    if (column > 0 && (is_question || ui->prompt.ask == ASK_DESTROY) && m->question && m->question->dry_run)
        column = put_key(f, column, end - 2, "v Enter", _("the dry run"));
    if (column > 0 && ui->prompt.ask == ASK_SECOND)
        column = put_key(f, column, end - 2, "y Enter", _("say yes")), column = put_key(f, column, end - 2, "n WHY Enter", _("say no"));
    if (is_question || ui->prompt.ask == ASK_DESTROY || ui->prompt.ask == ASK_SECOND)
        return;
    if (column > 0 && ui->prompt.ask == ASK_FIELD)
        column = put_key(f, column, end - 2, "Tab", _("next field"));
    if (column > 0 && row->flags & COMPLETES)
        column = put_key(f, column, end - 2, "Tab", _("complete"));
    if (column > 0 && row->flags & EDITOR)
        column = put_key(f, column, end - 2, "Ctrl-O", _("editor"));
    if (column > 0)
        put_key(f, column, end - 2, "Esc", _("cancel"));
}

static const char *leave_label(const struct ui *ui, const struct model *m)
{
    bool is_running = ui_page(ui) == PAGE_OUTPUT && m->output && !m->output->ended;
    return is_running ? _("leave it running") : _("leave");
}

static int footer_actions(const struct ui *ui, const struct model *m, struct frame *f, int column, int end)
{
    const struct view *v = view_of(ui_page(ui));
    const enum action *a = v->footer ? v->footer(ui, m) : NULL;
    char key[16];
    for (; a && *a != ACTION_NONE && column > 0; a++) {
        action_first_key(*a, key);
        const char *label = v->label ? v->label(ui, *a) : NULL;
        column = put_key(f, column, end, key, label ? label : _(action_rows[*a].label));
    }
    return column;
}

void screen_footer(const struct ui *ui, const struct model *m, struct frame *f)
{
    const struct view *v = view_of(ui_page(ui));
    const char *leave = leave_label(ui, m);
    const char *enter = v->enter_label ? v->enter_label(ui, m, ui_place_const(ui)->at) : NULL;
    bool has_help = v->page != PAGE_HELP;
    int help = has_help ? key_width("?", _("help")) + 2 : 0;
    if (key_width("q", leave) + help > f->columns - 4)
        leave = _("leave");
    int right = f->columns - 2 - key_width("q", leave) - help;

    if (ui_is_typing(ui)) {
        footer_typing(ui, m, f);
        return;
    }
    int column = has_help ? put_key(f, right, f->columns - 2, "?", _("help")) : right;
    put_key(f, column, f->columns - 2, "q", leave);
    column = enter ? put_key(f, 2, right - 2, "Enter", enter) : 2;
    if (column > 0)
        footer_actions(ui, m, f, column, right - 2);
}

/* ---- all of it ---- */

static void paint_too_small(struct frame *f)
{
    frame_putf(f, 1, 2, f->columns, STYLE_PLAIN, _("This window is %dx%d."), f->columns, f->rows);
    frame_putf(f, 2, 2, f->columns, STYLE_BOLD, _("triage needs %dx%d."), MIN_COLUMNS, MIN_ROWS);
    frame_put(f, 4, 2, f->columns, STYLE_PLAIN, _("Make it larger, and it goes on."));
    int column = frame_put(f, 5, 2, f->columns, STYLE_GOOD, "✓ ");
    frame_put(f, 5, column, f->columns, STYLE_PLAIN, _("All is recorded."));
    column = frame_put(f, 7, 2, f->columns, STYLE_BOLD, "q");
    frame_put(f, 7, column + 1, f->columns, STYLE_DIM, _("leave"));
}

static void paint_body(const struct ui *ui, const struct model *m, bool with_mark, struct frame *f)
{
    const struct place *p = ui_place_const(ui);
    const struct view *v = view_of(p->page);
    struct sheet s;
    int from, to;
    ui_build(ui, m, f->rows, f->columns, &s);
    move_body(ui, f->rows, f->columns, &from, &to);
    if (p->page == PAGE_PALETTE)
        for (int row = from - 1; row < f->rows - 1; row++)
            frame_clear_row(f, row, 0, f->columns);
    sheet_paint(&s, f, from, to, p->top, with_mark ? p->at : (struct row_id){0});
    sheet_release(&s);
    if (v->paint)
        v->paint(ui, m, f);
}

/* The palette rises over the page it was called from, which stays in sight; so do lists that stand beside it. */
static void paint_page_below(const struct ui *ui, const struct model *m, struct frame *f)
{
    struct ui below = *ui;
    below.n -= below.n > 1;
    below.prompt.ask = ASK_NONE;
    paint_body(&below, m, ui_page(ui) == PAGE_PALETTE, f);
}

void screen_paint(const struct ui *ui, const struct model *m, struct frame *f)
{
    const struct view *v = view_of(ui_page(ui));
    frame_clear(f);
    if (screen_is_too_small(f->rows, f->columns)) {
        paint_too_small(f);
        return;
    }
    head_paint(ui, m, f);
    if (v->page == PAGE_PALETTE || (v->is_beside && f->columns >= PANEL_FROM))
        paint_page_below(ui, m, f);
    paint_body(ui, m, true, f);
    if (v->has_panel && f->columns >= PANEL_FROM)
        v->page == PAGE_CAUSES ? causes_paint_panel(m, f) : panel_paint(m, f);
    if (v->has_advice && f->rows >= FULL_ROWS)
        paint_likely(m, f, f->rows - 5);
    if ((v->has_advice || v->has_next) && f->rows >= FULL_ROWS)
        paint_next(m, f);
    status_row_paint(ui, m, f);
    screen_footer(ui, m, f);
}
