/* layout: blocks to lines. */
#include "kb/layout.h"

#include <string.h>

#include "base/utf8.h"
#include "kb/table.h"
#include "kb/wrap.h"

enum { DEEPEST = 16, WORDS_A_MINUTE = 200 };

struct painter {
    const struct document *d;
    const struct layout_options *options;
    struct arena *arena;
    struct lines lines;
    size_t width, prose;
    size_t marker[DEEPEST]; /* columns of the item marker at each depth of lists */
};

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static struct line shape_of(const struct painter *p, const struct block *b, enum line_kind kind)
{
    return (struct line){.kind = kind, .block = (size_t)(b - p->d->block)};
}

static void put_blank(struct painter *p, const struct block *b)
{
    *vec_push(&p->lines) = shape_of(p, b, LINE_TEXT);
}

/* ---- what stands before a block ---- */

/* Bars of the quotations and the indentation of the lists it is in, each at most a quarter of the width. */
static void add_prefix(struct painter *p, const struct block *b, struct str *out)
{
    size_t indent = 0, depth = (size_t)b->depth + b->continues, bars = least((size_t)b->quote, p->width / 8);
    for (size_t i = 0; i < least(depth, DEEPEST); i++)
        indent += p->marker[i];
    indent = least(indent, p->width / 4);
    if (b->kind == BLOCK_QUOTE)
        str_add_repeat(out, ' ', indent);
    for (size_t i = 0; i < bars; i++)
        str_add(out, "│ ");
    if (b->kind != BLOCK_QUOTE)
        str_add_repeat(out, ' ', indent);
}

static const char *prefix_of(struct painter *p, const struct block *b, const char *more)
{
    struct str s = {0};
    add_prefix(p, b, &s);
    str_add(&s, more);
    const char *kept = arena_strndup(p->arena, s.s, s.n);
    str_release(&s);
    return kept;
}

static struct wrap wrap_for(struct painter *p, const struct block *b, enum line_kind kind, size_t width)
{
    const char *prefix = prefix_of(p, b, "");
    return (struct wrap){.lines = &p->lines, .arena = p->arena, .shape = shape_of(p, b, kind), .width = width,
                         .prefix = prefix, .rest = prefix};
}

/* ---- one kind of block each ---- */

static void put_prose(struct painter *p, const struct block *b)
{
    struct wrap w = wrap_for(p, b, LINE_TEXT, p->prose);
    wrap_spans(&w, &b->spans, SPAN_PLAIN);
    wrap_finish(&w);
}

static void put_heading(struct painter *p, const struct block *b)
{
    struct wrap w = wrap_for(p, b, LINE_HEADING, p->prose);
    wrap_spans(&w, &b->spans, RUN_HEADING | SPAN_STRONG);
    wrap_finish(&w);
}

static void put_item(struct painter *p, const struct block *b)
{
    static const char *const box[] = {[TASK_NONE] = "", [TASK_OPEN] = "[ ] ", [TASK_DONE] = "[x] "};
    const char *bullet = b->task ? "" : "- ";
    const char *marker = b->ordinal ? arena_printf(p->arena, "%d. %s", b->ordinal, box[b->task])
                                    : arena_printf(p->arena, "%s%s", bullet, box[b->task]);
    struct wrap w = wrap_for(p, b, LINE_TEXT, p->prose);
    w.prefix = prefix_of(p, b, marker);
    w.rest = arena_printf(p->arena, "%s%*s", w.rest, (int)strlen(marker), "");
    if (b->depth < DEEPEST)
        p->marker[b->depth] = strlen(marker);
    wrap_spans(&w, &b->spans, SPAN_PLAIN);
    w.is_open = w.is_open || b->spans.n == 0; /* the marker of an empty item */
    wrap_finish(&w);
}

static const char *next_line(const char *s, size_t *n)
{
    *n = strcspn(s, "\n");
    return s[*n] ? s + *n + 1 : s + *n;
}

static void put_code(struct painter *p, const struct block *b)
{
    struct wrap w = wrap_for(p, b, LINE_CODE, p->width);
    w.prefix = w.rest = prefix_of(p, b, "  ");
    size_t n;
    for (const char *s = b->code, *next; *s; s = next) {
        next = next_line(s, &n);
        wrap_whole(&w, s, n, SPAN_CODE);
    }
    wrap_finish(&w);
}

/* A line of raw text keeps its indentation, also where it wraps. */
static void put_raw_line(struct painter *p, const struct block *b, const char *s, size_t n)
{
    size_t spaces = 0;
    while (spaces < n && s[spaces] == ' ')
        spaces++;
    const char *indent = arena_printf(p->arena, "%*s", (int)least(spaces, p->width / 4), "");
    struct wrap w = wrap_for(p, b, LINE_TEXT, p->width);
    w.prefix = w.rest = prefix_of(p, b, indent);
    wrap_add(&w, s + spaces, n - spaces, RUN_QUIET, -1);
    w.is_open = true; /* blank lines too */
    wrap_finish(&w);
}

static void put_html(struct painter *p, const struct block *b)
{
    size_t n;
    for (const char *s = b->code, *next; *s; s = next) {
        next = next_line(s, &n);
        put_raw_line(p, b, s, n);
    }
}

static void put_table(struct painter *p, const struct block *b)
{
    table_lines(b, prefix_of(p, b, ""), p->width, shape_of(p, b, LINE_TABLE), p->arena, &p->lines);
}

static void put_rule(struct painter *p, const struct block *b)
{
    struct str s = {0};
    struct wrap w = wrap_for(p, b, LINE_TEXT, p->prose);
    size_t taken = utf8_columns(w.prefix, strlen(w.prefix));
    for (size_t i = taken; i < p->prose; i++)
        str_add(&s, "─");
    wrap_whole(&w, arena_strndup(p->arena, str_get(&s), s.n), s.n, RUN_ADDED | RUN_QUIET);
    wrap_finish(&w);
    str_release(&s);
}

static void (*const put_block[])(struct painter *, const struct block *) = {
    [BLOCK_HEADING] = put_heading, [BLOCK_PARAGRAPH] = put_prose, [BLOCK_ITEM] = put_item, [BLOCK_CODE] = put_code,
    [BLOCK_QUOTE] = put_prose,     [BLOCK_TABLE] = put_table,     [BLOCK_RULE] = put_rule, [BLOCK_HTML] = put_html,
};

/* Items follow each other closely, and so do lines of HTML; everything else has air. */
static bool has_gap(const struct block *above, const struct block *b)
{
    return b->kind != above->kind || (b->kind != BLOCK_ITEM && b->kind != BLOCK_HTML);
}

/* ---- around the blocks ---- */

static void put_warning(struct painter *p)
{
    struct wrap w = {.lines = &p->lines, .arena = p->arena, .width = p->prose,
                     .shape = {.kind = LINE_WARNING}, .prefix = "! ", .rest = "  "};
    wrap_add(&w, p->d->warning, strlen(p->d->warning), RUN_ADDED, -1);
    wrap_finish(&w);
    *vec_push(&p->lines) = w.shape;
}

static void put_link(struct painter *p, size_t i)
{
    const struct link *link = &p->d->link[i];
    const char *name = p->options->link_name ? p->options->link_name[i] : NULL;
    const char *number = arena_printf(p->arena, "[%zu] ", i + 1);
    struct wrap w = {.lines = &p->lines, .arena = p->arena, .width = p->prose, .prefix = number,
                     .rest = arena_printf(p->arena, "%*s", (int)strlen(number), ""),
                     .shape = {.kind = LINE_LINK, .block = p->d->n_blocks}};
    wrap_add(&w, link->target, strlen(link->target), SPAN_LINK, (int)i);
    const char *more[] = {name, link->title};
    for (size_t k = 0; k < sizeof more / sizeof *more; k++)
        if (more[k]) {
            wrap_add(&w, " ", 1, SPAN_PLAIN, -1);
            wrap_add(&w, more[k], strlen(more[k]), SPAN_PLAIN, -1);
        }
    w.is_open = true;
    wrap_finish(&w);
}

static void put_links(struct painter *p)
{
    if (p->options->without_links || !p->d->n_links)
        return;
    *vec_push(&p->lines) = (struct line){.kind = LINE_TEXT, .block = p->d->n_blocks};
    for (size_t i = 0; i < p->d->n_links; i++)
        put_link(p, i);
}

void layout_document(const struct document *d, const struct layout_options *options, struct arena *arena,
                     struct layout *layout)
{
    size_t width = options->width > LAYOUT_NARROWEST ? options->width : LAYOUT_NARROWEST;
    struct painter p = {.d = d, .options = options, .arena = arena, .width = width, .prose = least(width, LAYOUT_PROSE)};
    if (d->warning)
        put_warning(&p);
    for (size_t i = 0; i < d->n_blocks; i++) {
        if (i > 0 && has_gap(&d->block[i - 1], &d->block[i]))
            put_blank(&p, &d->block[i]);
        put_block[d->block[i].kind](&p, &d->block[i]);
    }
    put_links(&p);
    *layout = (struct layout){.n_lines = p.lines.n, .width = width};
    layout->line = arena_array(arena, p.lines.n, sizeof *layout->line);
    for (size_t i = 0; i < p.lines.n; i++) {
        layout->line[i] = p.lines.v[i];
        layout->widest = layout->widest > p.lines.v[i].columns ? layout->widest : p.lines.v[i].columns;
    }
    vec_release(&p.lines);
}

void layout_text(const struct layout *layout, struct str *out)
{
    str_add_n(out, "", 0);
    for (size_t i = 0; i < layout->n_lines; i++) {
        const struct line *line = &layout->line[i];
        for (size_t r = 0; r < line->n_runs; r++)
            str_add_n(out, line->run[r].text, line->run[r].n);
        while (out->n && out->s[out->n - 1] == ' ' && line->kind != LINE_CODE)
            str_cut(out, out->n - 1);
        str_add_char(out, '\n');
    }
}

int document_minutes(const struct document *d)
{
    struct str text = {0};
    int words = 0;
    document_text(d, &text);
    for (const char *s = text.s; *s; words++) {
        s += strspn(s, " \n");
        s += strcspn(s, " \n");
    }
    str_release(&text);
    return words / WORDS_A_MINUTE + 1;
}
