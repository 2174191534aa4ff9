/* frame: putting cleaned text into cells, and cells out as text. */
#include "ui/frame.h"

#include <stdarg.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "text/clean.h"

/* The ASCII set: the same cells, the same places. */
static const struct {
    uint32_t glyph;
    char ascii;
} ascii_set[] = {
    {0x2713, '+'}, {0x25cf, '*'}, {0x25cb, '.'}, {0x2717, 'x'}, {0x25b8, '>'}, {0x2691, '!'}, {0x2500, '-'}, {0x00b7, '-'},
    {0x2581, '_'}, {0x2582, '.'}, {0x2583, ':'}, {0x2584, '='}, {0x2585, '+'}, {0x2586, '*'}, {0x2587, '%'}, {0x2588, '#'},
};

static uint32_t in_set(const struct frame *f, uint32_t cp)
{
    if (!f->is_ascii || cp < 0x80)
        return cp;
    for (size_t i = 0; i < sizeof ascii_set / sizeof *ascii_set; i++)
        if (ascii_set[i].glyph == cp)
            return (uint32_t)ascii_set[i].ascii;
    return cp;
}

void frame_init(struct frame *f, int rows, int columns, bool is_ascii)
{
    *f = (struct frame){.rows = rows, .columns = columns, .is_ascii = is_ascii};
    f->cell = mem_array((size_t)rows * (size_t)columns + 1, sizeof *f->cell);
    frame_clear(f);
}

void frame_release(struct frame *f)
{
    mem_free(f->cell);
    *f = (struct frame){0};
}

void frame_clear(struct frame *f)
{
    for (int i = 0; i < f->rows * f->columns; i++)
        f->cell[i] = (struct cell){.width = 1};
    f->cursor_row = f->cursor_column = -1;
}

static struct cell *at(const struct frame *f, int row, int column)
{
    return &f->cell[row * f->columns + column];
}

/* Blanks one cell, and the other half when it was half of a wide character. */
static void blank(struct frame *f, int row, int column)
{
    struct cell *c = at(f, row, column);
    if (c->width == 0 && column > 0)
        *at(f, row, column - 1) = (struct cell){.width = 1};
    if (c->width == 2 && column + 1 < f->columns)
        *at(f, row, column + 1) = (struct cell){.width = 1};
    *c = (struct cell){.width = 1};
}

/* Adds a combining mark to the character before `column`, as far as there is room. */
static void join(struct frame *f, int row, int column, const char *bytes, size_t n)
{
    if (column <= 0)
        return;
    struct cell *c = at(f, row, column - 1);
    if (c->width == 0 && column > 1)
        c = at(f, row, column - 2);
    size_t old = strlen(c->text);
    if (old == 0 || old + n >= CELL_BYTES)
        return;
    memcpy(c->text + old, bytes, n);
    c->text[old + n] = '\0';
}

static void set(struct frame *f, int row, int column, int width, unsigned style, uint32_t cp)
{
    blank(f, row, column);
    if (cp == ' ')
        return;
    struct cell *c = at(f, row, column);
    c->text[utf8_encode(cp, c->text)] = '\0';
    c->width = (uint8_t)width;
    c->style = (uint8_t)style;
    if (width < 2)
        return;
    blank(f, row, column + 1);
    at(f, row, column + 1)->width = 0;
}

static int put_clean(struct frame *f, int row, int column, int end, unsigned style, const char *text)
{
    size_t left = strlen(text);
    while (left > 0) {
        uint32_t cp;
        size_t n = utf8_decode(text, left, &cp);
        cp = in_set(f, n ? cp : '?');
        n = n ? n : 1;
        int width = utf8_width(cp);
        if (column + width > end)
            return column;
        if (width == 0)
            join(f, row, column, text, n);
        else if (column >= 0)
            set(f, row, column, width, style, cp);
        column += width;
        text += n;
        left -= n;
    }
    return column;
}

int frame_put(struct frame *f, int row, int column, int end, unsigned style, const char *text)
{
    if (row < 0 || row >= f->rows || !text)
        return column;
    end = end > f->columns ? f->columns : end;
    if (clean_is_clean(text, strlen(text), CLEAN_LINE))
        return put_clean(f, row, column, end, style, text);
    char *clean = clean_line(text);
    column = put_clean(f, row, column, end, style, clean);
    mem_free(clean);
    return column;
}

/* The end of the last whole word before n, unless that word is long. */
static size_t cut_at(const char *text, size_t n)
{
    enum { WORD_MAX = 10 };
    size_t end = n;
    while (end > 0 && n - end < WORD_MAX && text[end - 1] != ' ')
        end--;
    end = end > 0 && text[end - 1] == ' ' ? end : n;
    while (end > 0 && strchr(" ,;:", text[end - 1]))
        end--;
    return end;
}

/* In less room than for a word and the mark, a cut is seen without one. */
int frame_put_fit(struct frame *f, int row, int column, int end, unsigned style, const char *text)
{
    enum { MARK = 3, ROOM_MIN = 8 };
    int room = (end > f->columns ? f->columns : end) - column;
    char *clean = clean_line(text ? text : "");
    size_t n = strlen(clean);
    bool is_cut = room >= ROOM_MIN && utf8_columns(clean, n) > (size_t)room;

    if (is_cut)
        clean[cut_at(clean, utf8_fit(clean, n, (size_t)(room - MARK)))] = '\0';
    column = frame_put(f, row, column, end, style, clean);
    mem_free(clean);
    return is_cut ? frame_put(f, row, column, end, style, "...") : column;
}

int frame_putf(struct frame *f, int row, int column, int end, unsigned style, const char *fmt, ...)
{
    struct str text = {0};
    va_list ap;
    va_start(ap, fmt);
    str_addv(&text, fmt, ap);
    va_end(ap);
    column = frame_put(f, row, column, end, style, str_get(&text));
    str_release(&text);
    return column;
}

int frame_put_right(struct frame *f, int row, int column, int end, unsigned style, const char *text)
{
    char *clean = clean_line(text);
    int begin = end - (int)utf8_columns(clean, strlen(clean));
    begin = begin < column ? column : begin;
    frame_put(f, row, begin, end, style, clean);
    mem_free(clean);
    return begin;
}

void frame_rule(struct frame *f, int row)
{
    for (int c = 0; row < f->rows && c < f->columns; c++)
        set(f, row, c, 1, STYLE_DIM, in_set(f, 0x2500));
}

void frame_clear_row(struct frame *f, int row, int column, int end)
{
    if (row < 0 || row >= f->rows)
        return;
    for (int c = column < 0 ? 0 : column; c < end && c < f->columns; c++)
        blank(f, row, c);
}

void frame_cursor(struct frame *f, int row, int column)
{
    f->cursor_row = row;
    f->cursor_column = column >= f->columns ? f->columns - 1 : column;
}

void frame_bar(struct frame *f, int row, int column, int width, double share)
{
    int high = (int)(share * width + 0.5);
    for (int i = 0; i < width; i++) {
        bool is_high = i < high;
        frame_put(f, row, column + i, column + width, is_high ? STYLE_PLAIN : STYLE_DIM, is_high ? "▄" : "▁");
    }
}

static void dump_row(const struct frame *f, int row, bool show_cursor, struct str *out)
{
    for (int c = 0; c < f->columns; c++) {
        const struct cell *cell = at(f, row, c);
        if (show_cursor && f->cursor_row == row && f->cursor_column == c)
            str_add(out, "_");
        else if (cell->width)
            str_add(out, cell->text[0] ? cell->text : " ");
    }
    str_add(out, "\n");
}

void frame_dump(const struct frame *f, bool show_cursor, struct str *out)
{
    for (int row = 0; row < f->rows; row++)
        dump_row(f, row, show_cursor, out);
}
