/* table: columns that fit, or a list. */
#include "kb/table.h"

#include <string.h>

#include "base/utf8.h"

enum { GAP = 2, LEAST_COLUMN = 8 };

struct table {
    const struct block *b;
    const char *prefix;
    struct line shape;
    struct arena *arena;
    struct lines *lines;
    size_t *natural, *least, *width; /* of each column: unwrapped, its longest word, as it will be */
    size_t room;                     /* columns beside the prefix */
};

static const struct spans *cell_at(const struct table *t, size_t row, size_t column)
{
    return &t->b->cell[row * t->b->n_columns + column];
}

/* ---- how wide ---- */

/* Columns that the cell would like, and its longest word; a link's number counts as part of a word. */
static void measure(const struct spans *cell, size_t *natural, size_t *longest)
{
    size_t line = 0, word = 0;
    for (size_t i = 0; i < cell->n; i++) {
        const char *s = cell->v[i].text;
        bool numbered = cell->v[i].link >= 0 && (i + 1 == cell->n || cell->v[i + 1].link != cell->v[i].link);
        for (size_t n; *s; s += n) {
            bool parts = *s == ' ' || *s == '\n';
            n = parts ? 1 : strcspn(s, " \n");
            size_t columns = utf8_columns(s, n);
            line = *s == '\n' ? 0 : line + columns;
            word = parts ? 0 : word + columns;
            *natural = line > *natural ? line : *natural;
            *longest = word > *longest ? word : *longest;
        }
        line += numbered ? 6 : 0;
        word += numbered ? 6 : 0;
        *natural = line > *natural ? line : *natural;
        *longest = word > *longest ? word : *longest;
    }
}

static void measure_all(struct table *t)
{
    size_t n = t->b->n_columns;
    t->natural = arena_array(t->arena, n, sizeof *t->natural);
    t->least = arena_array(t->arena, n, sizeof *t->least);
    t->width = arena_array(t->arena, n, sizeof *t->width);
    for (size_t i = 0; i < n * t->b->n_rows; i++)
        measure(&t->b->cell[i], &t->natural[i % n], &t->least[i % n]);
}

/* What is left over goes to all alike, until they have what they would like: a short column is not wrapped for the
 * sake of a long one. */
static void spread(struct table *t, size_t spare)
{
    for (size_t hungry = t->b->n_columns, share = spare; share && hungry;) {
        share = spare / hungry;
        hungry = 0;
        for (size_t i = 0; i < t->b->n_columns; i++) {
            size_t wants = t->natural[i] - t->width[i], gets = wants < share ? wants : share;
            t->width[i] += gets;
            spare -= gets;
            hungry += gets < wants;
        }
    }
}

/* Gives each column at least its longest word; false when not even that fits. Words longer than a third of the room
 * may be cut. */
static bool fit(struct table *t)
{
    size_t n = t->b->n_columns, gaps = (n - 1) * GAP, least = 0;
    size_t longest = t->room / 3 > LEAST_COLUMN ? t->room / 3 : LEAST_COLUMN;
    for (size_t i = 0; i < n; i++) {
        if (t->least[i] > longest)
            t->least[i] = longest;
        if (t->natural[i] == 0)
            t->natural[i] = t->least[i] = 1;
        t->width[i] = t->least[i];
        least += t->least[i];
    }
    if (n > t->room || gaps + least > t->room)
        return false;
    spread(t, t->room - gaps - least);
    return true;
}

/* ---- side by side ---- */

static void pour(struct table *t, const struct spans *cell, size_t width, unsigned style, struct lines *into)
{
    struct wrap w = {.lines = into, .arena = t->arena, .shape = t->shape, .width = width};
    wrap_spans(&w, cell, style);
    wrap_finish(&w);
}

static void pad(struct table *t, struct text_runs *row, size_t columns)
{
    if (columns == 0)
        return;
    char *spaces = arena_alloc(t->arena, columns + 1);
    memset(spaces, ' ', columns);
    *vec_push(row) = (struct text_run){.text = spaces, .n = columns, .style = RUN_ADDED, .link = -1};
}

static size_t space_before(enum cell_align align, size_t free)
{
    return align == ALIGN_RIGHT ? free : align == ALIGN_CENTRE ? free / 2 : 0;
}

static void put_runs(struct table *t, const struct text_runs *row, size_t columns)
{
    struct line *line = vec_push(t->lines);
    *line = t->shape;
    line->n_runs = row->n;
    line->run = arena_array(t->arena, row->n, sizeof *row->v);
    memcpy(line->run, row->v, row->n * sizeof *row->v);
    line->columns = columns;
}

/* The i-th line of a row: of each cell its i-th, or blanks. */
static void put_row_line(struct table *t, const struct lines *cells, size_t i)
{
    struct text_runs row = {0};
    size_t columns = utf8_columns(t->prefix, strlen(t->prefix)), owed = 0;
    *vec_push(&row) =
        (struct text_run){.text = t->prefix, .n = strlen(t->prefix), .style = RUN_ADDED | RUN_QUIET, .link = -1};
    for (size_t c = 0; c < t->b->n_columns; c++) {
        static const struct line nothing;
        const struct line *part = i < cells[c].n ? &cells[c].v[i] : &nothing;
        size_t free = t->width[c] > part->columns ? t->width[c] - part->columns : 0;
        size_t before = space_before(t->b->align[c], free);
        owed += (c ? GAP : 0) + before;
        if (part->n_runs) {
            pad(t, &row, owed);
            columns += owed + part->columns;
            owed = 0;
        }
        for (size_t r = 0; r < part->n_runs; r++)
            *vec_push(&row) = part->run[r];
        owed += part->n_runs ? free - before : t->width[c] - before;
    }
    put_runs(t, &row, columns);
    vec_release(&row);
}

static void put_row(struct table *t, size_t row)
{
    size_t n = t->b->n_columns, tallest = 0;
    struct lines *cells = arena_array(t->arena, n, sizeof *cells);
    for (size_t c = 0; c < n; c++) {
        pour(t, cell_at(t, row, c), t->width[c], row ? SPAN_PLAIN : SPAN_STRONG, &cells[c]);
        tallest = cells[c].n > tallest ? cells[c].n : tallest;
    }
    for (size_t i = 0; i < tallest; i++)
        put_row_line(t, cells, i);
    for (size_t c = 0; c < n; c++)
        vec_release(&cells[c]);
}

static bool has_head(const struct table *t)
{
    for (size_t c = 0; c < t->b->n_columns; c++)
        if (cell_at(t, 0, c)->n)
            return true;
    return false;
}

static void put_rule(struct table *t)
{
    struct str s = {0};
    size_t columns = utf8_columns(t->prefix, strlen(t->prefix)) + (t->b->n_columns - 1) * GAP;
    for (size_t c = 0; c < t->b->n_columns; c++) {
        for (size_t i = 0; i < t->width[c]; i++)
            str_add(&s, "─");
        str_add_repeat(&s, ' ', c + 1 < t->b->n_columns ? GAP : 0);
        columns += t->width[c];
    }
    struct text_run run[2] = {{.text = t->prefix, .n = strlen(t->prefix), .style = RUN_ADDED | RUN_QUIET, .link = -1},
                         {.text = arena_strndup(t->arena, s.s, s.n), .n = s.n, .style = RUN_ADDED | RUN_QUIET, .link = -1}};
    struct text_runs row = {.v = run, .n = 2};
    put_runs(t, &row, columns);
    str_release(&s);
}

static void put_grid(struct table *t)
{
    bool head = has_head(t);
    if (head) {
        put_row(t, 0);
        put_rule(t);
    }
    for (size_t r = 1; r < t->b->n_rows; r++)
        put_row(t, r);
}

/* ---- as a list ---- */

static void put_entry(struct table *t, size_t row, size_t column)
{
    const struct spans *cell = cell_at(t, row, column), *head = cell_at(t, 0, column);
    const char *first = arena_printf(t->arena, "%s%s", t->prefix, column ? "  " : "");
    const char *rest = arena_printf(t->arena, "%s    ", t->prefix);
    struct wrap w = {.lines = t->lines, .arena = t->arena, .shape = t->shape, .prefix = first, .rest = rest,
                     .width = t->room + utf8_columns(t->prefix, strlen(t->prefix))};
    for (size_t i = 0; row && column && i < head->n; i++)
        if (!str_eq(head->v[i].text, "\n"))
            wrap_add(&w, head->v[i].text, strlen(head->v[i].text), RUN_ADDED | RUN_QUIET, -1);
    if (row && column && head->n)
        wrap_glue(&w, ": ", RUN_ADDED | RUN_QUIET, -1);
    wrap_spans(&w, cell, column ? SPAN_PLAIN : SPAN_STRONG);
    wrap_finish(&w);
}

static void put_list(struct table *t)
{
    for (size_t r = has_head(t) ? 0 : 1; r < t->b->n_rows; r++) {
        for (size_t c = 0; c < t->b->n_columns; c++)
            if (cell_at(t, r, c)->n)
                put_entry(t, r, c);
        if (r + 1 < t->b->n_rows)
            *vec_push(t->lines) = t->shape;
    }
}

void table_lines(const struct block *b, const char *prefix, size_t width, struct line shape, struct arena *arena,
                 struct lines *lines)
{
    size_t taken = utf8_columns(prefix, strlen(prefix));
    struct table t = {.b = b, .prefix = prefix, .shape = shape, .arena = arena, .lines = lines,
                      .room = width > taken ? width - taken : 1};
    measure_all(&t);
    if (fit(&t))
        put_grid(&t);
    else
        put_list(&t);
}
