/* pipe_table: finding tables in paragraphs and giving each cell a paragraph. */
#include "text/pipe_table.h"

#include <stdint.h>
#include <string.h>

enum {
    GROWTH = 8,             /* the rewritten text is at most so many times the source */
    GROWTH_FREE = 64 * 1024 /* and this */
};

struct slice {
    const char *s;
    size_t n;
};

struct slices {
    struct slice *v;
    size_t n, cap; /* a vec */
};

struct rewriter {
    struct slices line;
    struct arena *arena;
    struct str *out;
    struct pipe_tables *tables;
    size_t budget; /* bytes that `out` may have */
    size_t next;   /* the first line not written yet */
};

/* ---- slices ---- */

static void split_lines(const char *s, size_t n, struct slices *lines)
{
    for (const char *end = s + n; s < end;) {
        const char *newline = memchr(s, '\n', (size_t)(end - s));
        const char *stop = newline ? newline : end;
        *vec_push(lines) = (struct slice){s, (size_t)(stop - s)};
        s = newline ? newline + 1 : end;
    }
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static struct slice trim(struct slice t)
{
    while (t.n && is_space(t.s[0]))
        t.s++, t.n--;
    while (t.n && is_space(t.s[t.n - 1]))
        t.n--;
    return t;
}

/* ---- cells ---- */

/* Bytes of the code span that starts at s with a backtick, or of the run of backticks when nothing closes it. */
static size_t code_span(const char *s, size_t n)
{
    size_t open = 0, run = 0;
    while (open < n && s[open] == '`')
        open++;
    for (size_t i = open; i < n; i++) {
        run = s[i] == '`' ? run + 1 : 0;
        if (run == open && (i + 1 == n || s[i + 1] != '`'))
            return i + 1;
    }
    return open;
}

/* Bytes up to the next bar that separates cells. A bar in a code span separates in GFM, but is rarely meant to. */
static size_t cell_length(struct slice t, bool keep_code)
{
    size_t i = 0;
    while (i < t.n && t.s[i] != '|') {
        if (t.s[i] == '\\' && i + 1 < t.n)
            i += 2;
        else if (t.s[i] == '`' && keep_code)
            i += code_span(t.s + i, t.n - i);
        else
            i++;
    }
    return i < t.n ? i : t.n;
}

static void split_cells(struct slice row, bool keep_code, size_t limit, struct slices *cells)
{
    row = trim(row);
    if (row.n && row.s[0] == '|')
        row.s++, row.n--;
    while (row.n) {
        size_t n = cell_length(row, keep_code);
        bool rest = cells->n + 1 == limit && n + 1 < row.n;
        if (rest)
            n = row.n - (row.s[row.n - 1] == '|');
        *vec_push(cells) = trim((struct slice){row.s, n});
        size_t taken = n < row.n ? n + 1 : n;
        row.s += taken;
        row.n -= taken;
    }
}

/* The cells of a row of a table of so many columns: a bar in a code span counts only where they come out right. */
static void row_cells(struct slice row, size_t n_columns, struct slices *cells)
{
    split_cells(row, false, n_columns + 1, cells);
    if (cells->n <= n_columns)
        return;
    vec_clear(cells);
    split_cells(row, true, n_columns, cells);
}

/* ---- the delimiter row ---- */

static bool parse_delimiter(struct slice cell, enum cell_align *align)
{
    size_t dashes = 0;
    bool left = cell.n && cell.s[0] == ':', right = cell.n > 1 && cell.s[cell.n - 1] == ':';
    for (size_t i = left; i + right < cell.n; i++, dashes++)
        if (cell.s[i] != '-')
            return false;
    *align = right ? left ? ALIGN_CENTRE : ALIGN_RIGHT : ALIGN_LEFT;
    return dashes > 0;
}

static bool is_delimiter_row(struct slice row)
{
    row = trim(row);
    for (size_t i = 0; i < row.n; i++)
        if (!memchr("|-: \t", row.s[i], 5))
            return false;
    return memchr(row.s, '|', row.n) && memchr(row.s, '-', row.n);
}

static bool parse_head(struct rewriter *w, struct slice head, struct slice delimiter, struct pipe_table *table)
{
    struct slices cells = {0}, marks = {0};
    *table = (struct pipe_table){0};
    if (!is_delimiter_row(delimiter))
        return false;
    split_cells(delimiter, false, SIZE_MAX, &marks);
    split_cells(head, true, SIZE_MAX, &cells);
    bool ok = marks.n && cells.n == marks.n;
    table->align = arena_array(w->arena, marks.n, sizeof *table->align);
    for (size_t i = 0; ok && i < marks.n; i++)
        ok = parse_delimiter(marks.v[i], &table->align[i]);
    table->n_columns = marks.n;
    vec_release(&cells);
    vec_release(&marks);
    return ok;
}

/* ---- rewriting ---- */

/* What stands before a paragraph's text, as it must stand before its next line: list markers become spaces. */
static struct slice continued(struct rewriter *w, struct slice prefix)
{
    char *s = arena_strndup(w->arena, prefix.s, prefix.n);
    for (size_t i = 0; i < prefix.n; i++)
        if (s[i] != '>' && s[i] != '\t')
            s[i] = ' ';
    return (struct slice){s, prefix.n};
}

/* A line of a paragraph without the quotation marks and the indentation before its text. */
static struct slice text_of(struct slice line, struct slice prefix)
{
    size_t quotes = 0;
    for (size_t i = 0; i < prefix.n; i++)
        quotes += prefix.s[i] == '>';
    for (line = trim(line); quotes && line.n && line.s[0] == '>'; quotes--)
        line = trim((struct slice){line.s + 1, line.n - 1});
    return line;
}

static void write_line(struct rewriter *w, struct slice t)
{
    str_add_n(w->out, t.s, t.n);
    str_add_char(w->out, '\n');
}

static void write_lines_before(struct rewriter *w, size_t line)
{
    for (; w->next < line; w->next++)
        write_line(w, w->line.v[w->next]);
}

static void write_cell(struct rewriter *w, struct slice first, struct slice prefix, struct slice cell)
{
    str_add_n(w->out, first.s, first.n);
    str_add(w->out, PIPE_CELL " ");
    for (size_t i = 0; i < cell.n; i++) {
        if (cell.s[i] == '\\' && i + 1 < cell.n && cell.s[++i] != '|')
            str_add_char(w->out, '\\');
        str_add_char(w->out, cell.s[i]);
    }
    str_add_char(w->out, '\n');
    write_line(w, prefix);
}

static void write_row(struct rewriter *w, struct slice first, struct slice prefix, struct slice row, size_t n_columns)
{
    struct slices cells = {0};
    row_cells(row, n_columns, &cells);
    for (size_t i = 0; i < n_columns; i++)
        write_cell(w, i ? prefix : first, prefix, i < cells.n ? cells.v[i] : (struct slice){"", 0});
    vec_release(&cells);
}

static bool is_within_budget(const struct rewriter *w, const struct pipe_table *t, size_t prefix)
{
    size_t each = 2 * prefix + sizeof PIPE_CELL + 4;
    return w->out->n < w->budget && t->n_columns <= (w->budget - w->out->n) / each / t->n_rows;
}

static void write_table(struct rewriter *w, const struct paragraph_place *at, size_t head, struct slice prefix,
                        const struct pipe_table *table)
{
    struct slice first = {w->line.v[at->first].s, at->column};
    write_lines_before(w, head);
    if (head > at->first)
        write_line(w, first = prefix);
    for (size_t i = head; i <= at->last; i++) {
        struct slice line = w->line.v[i];
        if (i == at->first)
            line = (struct slice){line.s + at->column, line.n - at->column};
        if (i != head + 1)
            write_row(w, i == head ? first : prefix, prefix, text_of(line, prefix), table->n_columns);
    }
    w->next = at->last + 1;
    *vec_push(w->tables) = *table;
}

static void rewrite_paragraph(struct rewriter *w, const struct paragraph_place *at)
{
    struct slice top = w->line.v[at->first], prefix = continued(w, (struct slice){top.s, at->column});
    struct slice head = {top.s + at->column, top.n - at->column};
    for (size_t i = at->first; i < at->last; i++) {
        struct slice below = text_of(w->line.v[i + 1], prefix);
        struct pipe_table table;
        if (parse_head(w, head, below, &table)) {
            table.n_rows = at->last - i;
            if (is_within_budget(w, &table, prefix.n))
                write_table(w, at, i, prefix, &table);
            return;
        }
        head = below;
    }
}

static bool is_in_source(const struct rewriter *w, const struct paragraph_place *at)
{
    return at->first >= w->next && at->first < at->last && at->last < w->line.n && at->column < w->line.v[at->first].n;
}

bool pipe_tables_rewrite(const char *s, size_t n, const struct paragraph_place *place, size_t n_places,
                         struct arena *arena, struct str *out, struct pipe_tables *tables)
{
    struct rewriter w = {.arena = arena, .out = out, .tables = tables, .budget = n * GROWTH + GROWTH_FREE};
    split_lines(s, n, &w.line);
    for (size_t i = 0; i < n_places; i++)
        if (is_in_source(&w, &place[i]))
            rewrite_paragraph(&w, &place[i]);
    if (tables->n)
        write_lines_before(&w, w.line.n);
    vec_release(&w.line);
    return tables->n > 0;
}
