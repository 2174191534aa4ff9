/* move: where ▸ goes at a key, and at nothing else. */
#include "ui/move.h"

#include <string.h>

#include "ui/ask.h"
#include "ui/step_own.h"

enum { SMALL_ROWS = 20 };

void move_body(const struct ui *ui, int rows, int columns, int *from, int *to)
{
    const struct view *v = view_of(ui_page(ui));
    *from = 3 + (v->head ? v->head(ui, rows, columns) : 0);
    if (v->page == PAGE_PALETTE) {
        *from = rows - 12 > 3 ? rows - 12 : 3;
        *to = rows - 4;
    } else if (v->page == PAGE_CONFIRM || v->page == PAGE_SECOND) { /* the question stands below in a line of its own, whatever there is above */
        *to = rows - 3;
    } else if (rows < SMALL_ROWS || v->page == PAGE_HELP) {
        *to = rows - 2;
    } else {
        *to = v->has_advice && !ui->is_bare ? rows - 6 : v->has_next ? rows - 5 : rows - 3;
    }
    *to = *to < *from + 1 ? *from + 1 : *to;
}

int move_body_length(const struct ui *ui)
{
    int from, to;
    move_body(ui, ui->rows, ui->columns, &from, &to);
    return to - from;
}

static int ordinal_of(const struct sheet *s, int line)
{
    int n = 0;
    for (int i = 0; i < line; i++)
        n += s->lines.v[i].row.kind != ROW_NONE;
    return n;
}

/* The line of the n-th row; the last row when there are fewer; -1 without any. */
static int line_of_ordinal(const struct sheet *s, int n)
{
    int found = -1;
    for (size_t i = 0; i < s->lines.n && n >= 0; i++)
        if (s->lines.v[i].row.kind != ROW_NONE) {
            found = (int)i;
            n--;
        }
    return found;
}

/* Moving moves the window where nothing can be pointed at: prose, and a list that turned out to be an explanation. */
static bool scrolls(const struct ui *ui, const struct sheet *s)
{
    return view_of(ui_page(ui))->is_prose || line_of_ordinal(s, 0) < 0;
}

/* The window over the lines: as little movement as keeps `line` in sight. */
static void show_line(struct place *p, int line, int n, int length)
{
    int seen = n > p->top + length ? length - 1 : length; /* the last one says how many more there are */
    if (line >= 0 && line < p->top)
        p->top = line;
    if (line >= 0 && line >= p->top + seen)
        p->top = line - length + (line < n - 1 ? 2 : 1);
    p->top = p->top > n - length ? n - length : p->top;
    p->top = p->top < 0 ? 0 : p->top;
}

static int next_row(const struct sheet *s, int line, int step, bool places_only)
{
    for (int i = line + step; i >= 0 && i < (int)s->lines.n; i += step)
        if (s->lines.v[i].row.kind != ROW_NONE && (!places_only || s->lines.v[i].is_place))
            return i;
    return -1;
}

static void stand_on(struct ui *ui, const struct sheet *s, int line)
{
    struct place *p = ui_place(ui);
    if (line < 0)
        return;
    int n = (int)s->lines.n, length = move_body_length(ui);
    p->at = s->lines.v[line].row;
    p->ordinal = ordinal_of(s, line);
    p->follows = false;
    if (p->ordinal == 0 && line < length)
        p->top = 0; /* what stands above the first row comes into sight with it, and below the last one too */
    else if (next_row(s, line, 1, false) < 0 && n - line <= length)
        p->top = n - length;
    show_line(p, line, n, length);
}

/* Look now turns into the first probe once they run, and back when the step is entered anew. */
static int replaced(const struct sheet *s, struct row_id at)
{
    if (at.kind == ROW_LOOK)
        return sheet_find(s, (struct row_id){ROW_PROBE, 0});
    if (at.kind == ROW_PROBE)
        return sheet_find(s, (struct row_id){ROW_LOOK, 0});
    if (at.kind == ROW_ACTION) /* what became of it is asked now: an Enter under way must not answer that */
        return sheet_find(s, (struct row_id){ROW_VERDICT, N_VERDICTS});
    return -1;
}

/* A page that still grows is read from its end, without ▸, until a key brings it in. */
static bool may_follow(const struct ui *ui, const struct model *m)
{
    return view_of(ui_page(ui))->grows && m->output && !m->output->ended;
}

void move_settle(struct ui *ui, const struct model *m, const struct sheet *s)
{
    struct place *p = ui_place(ui);
    const struct view *v = view_of(p->page);
    int n = (int)s->lines.n, length = move_body_length(ui);

    if (may_follow(ui, m) && p->at.kind == ROW_NONE)
        p->follows = true;
    if (scrolls(ui, s) || p->follows) {
        if (p->follows)
            p->top = n;
        show_line(p, -1, n, length);
        return;
    }
    int line = sheet_find(s, p->at);
    if (line < 0 && p->at.kind == ROW_NONE && v->arrive)
        line = sheet_find(s, (p->at = v->arrive(ui, m, s)));
    else if (line < 0 && p->at.kind != ROW_NONE)
        line = replaced(s, p->at);
    stand_on(ui, s, line >= 0 ? line : line_of_ordinal(s, p->at.kind == ROW_NONE ? 0 : p->ordinal));
}

/* The last row in sight: there ▸ comes in where the end was followed. */
static int last_in_sight(const struct ui *ui, const struct sheet *s)
{
    int below = ui_place_const(ui)->top + move_body_length(ui);
    return next_row(s, below < (int)s->lines.n ? below : (int)s->lines.n, -1, false);
}

static void move_rows(struct ui *ui, const struct sheet *s, int by)
{
    int line = sheet_find(s, ui_place(ui)->at), step = by < 0 ? -1 : 1;
    if (line < 0 && ui_place(ui)->follows) {
        stand_on(ui, s, last_in_sight(ui, s));
        return;
    }
    for (int left = by * step; left > 0; left--) {
        int next = next_row(s, line, step, false);
        if (next < 0)
            break;
        line = next;
    }
    stand_on(ui, s, line);
}

static void move_lines(struct ui *ui, const struct sheet *s, int by)
{
    struct place *p = ui_place(ui);
    int n = (int)s->lines.n, length = move_body_length(ui);
    p->top += by;
    show_line(p, -1, n, length);
}

static bool has_places(const struct sheet *s)
{
    for (size_t i = 0; i < s->lines.n; i++)
        if (s->lines.v[i].is_place)
            return true;
    return false;
}

/* Tab: the next place that wants something, round and round; any row where none does. */
static void move_place(struct ui *ui, const struct sheet *s, int step)
{
    struct place *p = ui_place(ui);
    bool only = has_places(s);
    int here = sheet_find(s, p->at);
    if (here < 0 && view_of(p->page)->is_prose)
        here = p->top - 1;
    int line = next_row(s, here, step, only);
    if (line < 0)
        line = next_row(s, step > 0 ? -1 : (int)s->lines.n, step, only);
    if (line < 0)
        return;
    p->at = s->lines.v[line].row;
    p->ordinal = ordinal_of(s, line);
    p->follows = false;
    show_line(p, line, (int)s->lines.n, move_body_length(ui));
}

static void move_end(struct ui *ui, const struct sheet *s, bool is_last)
{
    struct place *p = ui_place(ui);
    if (!scrolls(ui, s)) {
        stand_on(ui, s, line_of_ordinal(s, is_last ? (int)s->lines.n : 0));
        return;
    }
    p->top = is_last ? (int)s->lines.n : 0;
    show_line(p, -1, (int)s->lines.n, move_body_length(ui));
}

static void move_by(struct ui *ui, const struct sheet *s, int by)
{
    if (scrolls(ui, s))
        move_lines(ui, s, by);
    else
        move_rows(ui, s, by);
}

static bool move_on(struct ui *ui, const struct sheet *s, enum action a)
{
    int page = move_body_length(ui) - 2 > 1 ? move_body_length(ui) - 2 : 1;
    if (a == ACTION_up || a == ACTION_down)
        move_by(ui, s, a == ACTION_up ? -1 : 1);
    else if (a == ACTION_page_up || a == ACTION_page_down)
        move_by(ui, s, a == ACTION_page_up ? -page : page);
    else if (a == ACTION_first || a == ACTION_last)
        move_end(ui, s, a == ACTION_last);
    else if (a == ACTION_next_place || a == ACTION_previous_place)
        move_place(ui, s, a == ACTION_next_place ? 1 : -1);
    else
        return false;
    return true;
}

bool move_act(struct ui *ui, const struct model *m, enum action a)
{
    struct sheet s;
    if (a == ACTION_next_place && ui->find.n) {
        ui_find_next(ui, m);
        return true;
    }
    ui_build(ui, m, ui->rows, ui->columns, &s);
    bool is_move = move_on(ui, &s, a);
    if (a == ACTION_last && may_follow(ui, m))
        ui_place(ui)->at = (struct row_id){0};
    sheet_release(&s);
    return is_move;
}

bool move_to_digit(struct ui *ui, const struct model *m, int digit)
{
    struct sheet s;
    bool is_found = false;
    ui_build(ui, m, ui->rows, ui->columns, &s);
    for (int i = 0; i < (int)s.lines.n && !is_found; i++)
        if (s.lines.v[i].digit == digit) {
            struct place *p = ui_place(ui);
            p->at = s.lines.v[i].row;
            p->ordinal = ordinal_of(&s, i);
            show_line(p, i, (int)s.lines.n, move_body_length(ui));
            is_found = true;
        }
    sheet_release(&s);
    return is_found;
}

bool move_point(struct ui *ui, const struct model *m)
{
    struct sheet s;
    ui_build(ui, m, ui->rows, ui->columns, &s);
    int line = sheet_find(&s, ui_place(ui)->at);
    if (line < 0)
        stand_on(ui, &s, line = next_row(&s, ui_place(ui)->top - 1, 1, false));
    sheet_release(&s);
    return line >= 0;
}

bool move_to_row(struct ui *ui, const struct model *m, struct row_id row)
{
    struct sheet s;
    ui_build(ui, m, ui->rows, ui->columns, &s);
    int line = sheet_find(&s, row);
    stand_on(ui, &s, line);
    sheet_release(&s);
    return line >= 0;
}

static bool line_holds(const struct sheet_line *l, const char *what)
{
    for (const struct piece *p = l->first; p; p = p->next)
        if (ask_matches(what, p->text))
            return true;
    return false;
}

void ui_find_next(struct ui *ui, const struct model *m)
{
    struct sheet s;
    struct place *p = ui_place(ui);
    if (ui->find.n == 0)
        return;
    ui->is_missed = true;
    if (view_of(p->page)->find) {
        struct row_id row = view_of(p->page)->find(ui, m);
        ui->is_missed = row.kind == ROW_NONE || !move_to_row(ui, m, row);
        return;
    }
    ui_build(ui, m, ui->rows, ui->columns, &s);
    bool is_prose = scrolls(ui, &s);
    int n = (int)s.lines.n, here = is_prose ? p->top : sheet_find(&s, p->at);
    for (int i = 1; i <= n; i++) {
        int line = (here + i + n) % n;
        if (!line_holds(&s.lines.v[line], ui->find.s) || (!is_prose && s.lines.v[line].row.kind == ROW_NONE))
            continue;
        p->follows = ui->is_missed = false;
        if (is_prose) {
            p->top = line;
            p->at = s.lines.v[line].row;
        } else {
            stand_on(ui, &s, line);
        }
        break;
    }
    show_line(p, is_prose ? -1 : sheet_find(&s, p->at), n, move_body_length(ui));
    sheet_release(&s);
}
