/* prose: documents as lines.. */
#include "ui/prose.h"

#include <limits.h>
#include <string.h>

#include "base/utf8.h"
#include "kb/layout.h"

enum { PROSE_COLUMN = 2 };

static unsigned style_of(unsigned run)
{
    unsigned style = STYLE_PLAIN;
    if (run & (SPAN_STRONG | RUN_HEADING))
        style |= STYLE_BOLD;
    if (run & (RUN_QUIET | RUN_ADDED))
        style |= STYLE_DIM;
    return style;
}

/* One run from column on, of which `skip` columns are out of sight at the left. Returns the column after it. */
static int put_run(struct sheet *s, const struct text_run *r, int column, int *skip)
{
    size_t cut = *skip > 0 ? utf8_fit(r->text, r->n, (size_t)*skip) : 0;
    *skip -= (int)utf8_columns(r->text, cut);
    if (cut >= r->n)
        return column;
    sheet_put(s, column, style_of(r->style), sheet_keep(s, "%.*s", (int)(r->n - cut), r->text + cut));
    sheet_to_the_letter(s);
    return column + (int)utf8_columns(r->text + cut, r->n - cut);
}

static void put_line(struct sheet *s, const struct line *l, int sideways)
{
    int column = PROSE_COLUMN, skip = (int)l->columns > s->width - PROSE_COLUMN ? sideways : 0;
    sheet_line(s);
    for (size_t i = 0; i < l->n_runs; i++) {
        column = put_run(s, &l->run[i], column, &skip);
        if (l->kind == LINE_LINK && l->run[i].link >= 0) {
            sheet_row(s, ROW_LINK, l->run[i].link, l->run[i].link < 9 ? l->run[i].link + 1 : -1);
            vec_last(&s->lines)->is_place = true;
        }
    }
}

static void put_document(const struct document *d, const struct layout_options *options, int sideways, struct sheet *s)
{
    struct layout layout;
    layout_document(d, options, &s->arena, &layout);
    for (size_t i = 0; i < layout.n_lines; i++)
        put_line(s, &layout.line[i], sideways);
}

void prose_document(const struct document *d, const char *const *link_name, int sideways, struct sheet *s)
{
    struct layout_options options = {.width = (size_t)(s->width - PROSE_COLUMN), .link_name = link_name};
    put_document(d, &options, sideways, s);
}

/* The checklist of a step is rows, not prose. */
static struct document without_tasks(const struct document *d, struct arena *arena)
{
    struct document rest = *d;
    rest.block = arena_array(arena, d->n_blocks + 1, sizeof *rest.block);
    rest.n_blocks = 0;
    for (size_t i = 0; i < d->n_blocks; i++)
        if (d->block[i].kind != BLOCK_ITEM || d->block[i].task == TASK_NONE)
            rest.block[rest.n_blocks++] = d->block[i];
    return rest;
}

static void put_source(const char *source, struct sheet *s)
{
    struct str line = {0};
    while (source && *source) {
        size_t n = strcspn(source, "\n");
        str_clear(&line);
        str_add_n(&line, source, n);
        source += n + (source[n] == '\n');
        if (!str_starts(line.s, "- [ ]"))
            sheet_wrap(s, PROSE_COLUMN, PROSE_COLUMN + LAYOUT_PROSE, STYLE_PLAIN, line.s, false);
    }
    str_release(&line);
}

void prose_part(const struct document *text, size_t from, size_t to, struct sheet *s)
{
    struct layout_options options = {.width = (size_t)(s->width - PROSE_COLUMN), .without_links = true};
    struct document part = *text;
    if (options.width > LAYOUT_PROSE)
        options.width = LAYOUT_PROSE;
    part.block += from;
    part.n_blocks = to - from;
    put_document(&part, &options, 0, s);
}

void prose_step(const struct document *text, const char *source, struct sheet *s)
{
    if (!text) {
        put_source(source, s);
        return;
    }
    struct document rest = without_tasks(text, &s->arena);
    prose_part(&rest, 0, rest.n_blocks, s);
}

/* How far that line is from what is in sight. */
static int distance(int line, int top, int length)
{
    return line < top ? top - line : line >= top + length ? line - (top + length) + 1 : 0;
}

const char *prose_code(const struct document *d, const char *const *link_name, int width, int top, int length)
{
    struct layout_options options = {.width = (size_t)(width - PROSE_COLUMN), .link_name = link_name};
    struct arena arena = {0};
    struct layout layout;
    const char *code = NULL;
    int nearest = INT_MAX;
    layout_document(d, &options, &arena, &layout);
    for (size_t i = 0; i < layout.n_lines; i++) {
        const struct line *l = &layout.line[i];
        int far = distance((int)i, top, length);
        if (l->block >= d->n_blocks || d->block[l->block].kind != BLOCK_CODE || far >= nearest)
            continue;
        nearest = far;
        code = d->block[l->block].code;
    }
    arena_release(&arena);
    return code;
}
