/* sheet: building lines, and painting a window of them. */
#include "ui/sheet.h"

#include <stdarg.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "text/clean.h"

void sheet_init(struct sheet *s, int width, bool is_compact)
{
    *s = (struct sheet){.width = width, .is_compact = is_compact, .next_digit = 1};
}

void sheet_release(struct sheet *s)
{
    vec_release(&s->lines);
    arena_release(&s->arena);
}

void sheet_line(struct sheet *s)
{
    struct sheet_line *l = vec_push(&s->lines);
    l->digit = l->cursor = -1;
}

void sheet_space(struct sheet *s)
{
    if (s->squeeze < 4)
        sheet_gap(s);
}

void sheet_gap(struct sheet *s)
{
    if (s->is_compact || s->squeeze > 4 || s->lines.n == 0 || !vec_last(&s->lines)->first)
        return;
    sheet_line(s);
}

static struct piece *add_piece(struct sheet *s, int column, unsigned style, const char *text)
{
    struct sheet_line *l = vec_last(&s->lines);
    struct piece *p = arena_alloc(&s->arena, sizeof *p);
    *p = (struct piece){.column = column, .end = s->width, .style = style, .text = text};
    if (l->last)
        l->last->next = p;
    else
        l->first = p;
    l->last = p;
    return p;
}

void sheet_put(struct sheet *s, int column, unsigned style, const char *text)
{
    if (text && text[0])
        add_piece(s, column, style, arena_strdup(&s->arena, text));
}

const char *sheet_keep(struct sheet *s, const char *fmt, ...)
{
    struct str text = {0};
    va_list ap;
    va_start(ap, fmt);
    str_addv(&text, fmt, ap);
    va_end(ap);
    const char *kept = arena_strdup(&s->arena, str_get(&text));
    str_release(&text);
    return kept;
}

void sheet_putf(struct sheet *s, int column, unsigned style, const char *fmt, ...)
{
    struct str text = {0};
    va_list ap;
    va_start(ap, fmt);
    str_addv(&text, fmt, ap);
    va_end(ap);
    sheet_put(s, column, style, str_get(&text));
    str_release(&text);
}

void sheet_right(struct sheet *s, int column, unsigned style, const char *text)
{
    if (!text || !text[0])
        return;
    struct piece *p = add_piece(s, column, style, arena_strdup(&s->arena, text));
    p->to_the_right = true;
}

int sheet_after(const struct sheet *s, int column)
{
    const struct piece *p = vec_last(&s->lines)->last;
    int end = p ? p->column + (int)utf8_columns(p->text, strlen(p->text)) + 2 : 0;
    return end > column ? end : column;
}

void sheet_end(struct sheet *s, int end)
{
    struct sheet_line *l = vec_last(&s->lines);
    if (l->last)
        l->last->end = end;
}

void sheet_to_the_letter(struct sheet *s)
{
    struct sheet_line *l = vec_last(&s->lines);
    if (l->last)
        l->last->to_the_letter = true;
}

/* Only what is in sight costs anything. */
void sheet_put_sideways(struct sheet *s, int column, const char *line, int sideways)
{
    char *clean = clean_line(line);
    const char *from = clean;
    for (int skip = sideways; skip > 0 && *from; skip--)
        do
            from++;
        while (((unsigned char)*from & 0xc0) == 0x80);
    sheet_put(s, column, STYLE_PLAIN, from);
    sheet_to_the_letter(s);
    mem_free(clean);
}

void sheet_put_cut(struct sheet *s, int column, int end, const char *text)
{
    char *clean = clean_line(text);
    size_t n = strlen(clean), room = end > column ? (size_t)(end - column) : 0;
    if (utf8_columns(clean, n) <= room)
        sheet_put(s, column, STYLE_PLAIN, clean);
    else if (room > 3)
        sheet_putf(s, column, STYLE_PLAIN, "%.*s...", (int)utf8_fit(clean, n, room - 3), clean);
    if (room > 3 || utf8_columns(clean, n) <= room)
        sheet_end(s, end);
    mem_free(clean);
}

void sheet_bar(struct sheet *s, int column, int width, double share)
{
    int high = (int)(share * width + 0.5);
    struct str text = {0};
    for (int i = 0; i < high; i++)
        str_add(&text, "▄");
    sheet_put(s, column, STYLE_PLAIN, str_get(&text));
    str_clear(&text);
    for (int i = high; i < width; i++)
        str_add(&text, "▁");
    sheet_put(s, column + high, STYLE_DIM, str_get(&text));
    str_release(&text);
}

/* Bytes of text that fit into `columns`, cut at a space where there is one. */
static size_t fitting(const char *text, size_t n, size_t columns)
{
    size_t fit = utf8_fit(text, n, columns);
    if (fit == n)
        return n;
    for (size_t i = fit; i > 0; i--)
        if (text[i] == ' ')
            return i;
    return fit ? fit : n;
}

static int wrap_paragraph(struct sheet *s, int column, int end, unsigned style, const char *text, size_t n, bool here)
{
    int lines = 0;
    do {
        if (!here)
            sheet_line(s);
        here = false;
        lines++;
        size_t fit = fitting(text, n, (size_t)(end > column ? end - column : 1));
        add_piece(s, column, style, arena_strndup(&s->arena, text, fit));
        while (fit < n && text[fit] == ' ')
            fit++;
        text += fit;
        n -= fit;
    } while (n > 0);
    return lines;
}

int sheet_wrap(struct sheet *s, int column, int end, unsigned style, const char *text, bool on_this_line)
{
    int lines = 0;
    end = end > s->width ? s->width : end;
    while (text && *text) {
        size_t n = strcspn(text, "\n");
        lines += wrap_paragraph(s, column, end, style, text, n, on_this_line && lines == 0);
        text += n + (text[n] == '\n');
    }
    return lines;
}

void sheet_row(struct sheet *s, enum row_kind kind, int64_t key, int digit)
{
    struct sheet_line *l = vec_last(&s->lines);
    l->row = (struct row_id){kind, key};
    l->digit = digit;
}

void sheet_numbered(struct sheet *s, enum row_kind kind, int64_t key)
{
    int digit = s->next_digit < 10 ? s->next_digit++ : -1;
    sheet_row(s, kind, key, digit);
    if (digit >= 0)
        sheet_putf(s, 2, STYLE_PLAIN, "%d", digit);
}

void sheet_cursor(struct sheet *s, int column)
{
    vec_last(&s->lines)->cursor = column;
}

bool row_equal(struct row_id a, struct row_id b)
{
    return a.kind == b.kind && a.key == b.key;
}

int sheet_find(const struct sheet *s, struct row_id row)
{
    if (row.kind == ROW_NONE)
        return -1;
    for (size_t i = 0; i < s->lines.n; i++)
        if (row_equal(s->lines.v[i].row, row))
            return (int)i;
    return -1;
}

/* Words of another language may be longer than their column: what follows then moves on. */
static int paint_left(const struct piece *p, struct frame *f, int row, int after)
{
    int column = p->column < after ? after + 1 : p->column;
    return p->to_the_letter ? frame_put(f, row, column, p->end, p->style, p->text)
                            : frame_put_fit(f, row, column, p->end, p->style, p->text);
}

/* What stands at the right edge gives way to what is there already. */
static int paint_right(const struct piece *p, struct frame *f, int row, int after)
{
    int wide = (int)utf8_columns(p->text, strlen(p->text));
    if (p->end - wide < after + 1)
        return after;
    frame_put_right(f, row, p->column, p->end, p->style, p->text);
    return p->end;
}

static void paint_line(const struct sheet *s, const struct sheet_line *l, struct frame *f, int row, struct row_id mark)
{
    int after = 0;
    for (const struct piece *p = l->first; p; p = p->next)
        after = p->to_the_right ? paint_right(p, f, row, after) : paint_left(p, f, row, after);
    if (l->row.kind != ROW_NONE && row_equal(l->row, mark))
        frame_put(f, row, s->left, s->left + 1, STYLE_BOLD, "▸");
    if (l->cursor >= 0)
        frame_cursor(f, row, l->cursor);
}

void sheet_paint(const struct sheet *s, struct frame *f, int from, int to, int top, struct row_id mark)
{
    int n = (int)s->lines.n, room = to - from;
    bool is_cut = n - top > room && room > 1 && !s->is_endless;
    int shown = is_cut ? room - 1 : room;

    for (int i = 0; i < shown && top + i < n; i++)
        paint_line(s, &s->lines.v[top + i], f, from + i, mark);
    if (is_cut)
        frame_putf(f, to - 1, 4, s->width, STYLE_DIM,
                   ngettext("%d more below", "%d more below", (unsigned long)(n - top - shown)), n - top - shown);
}
