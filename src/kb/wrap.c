/* wrap: greedy, left to right. */
#include "kb/wrap.h"

#include <string.h>

#include "base/utf8.h"

static size_t columns_of(const char *s)
{
    return s ? utf8_columns(s, strlen(s)) : 0;
}

/* Beside the wider prefix, for a word may yet move to the next line. */
static size_t room(const struct wrap *w)
{
    size_t now = columns_of(w->prefix), later = columns_of(w->rest), taken = now > later ? now : later;
    return taken < w->width ? w->width - taken : 1;
}

static bool continues(const struct text_runs *runs, const struct text_run *next)
{
    const struct text_run *last = runs->n ? vec_last(runs) : NULL;
    return last && last->text + last->n == next->text && last->style == next->style && last->link == next->link;
}

static void append(struct text_runs *runs, struct text_run next)
{
    if (continues(runs, &next))
        vec_last(runs)->n += next.n;
    else
        *vec_push(runs) = next;
}

/* ---- lines ---- */

static struct text_run *keep(struct wrap *w, const struct text_runs *runs, struct text_run prefix)
{
    size_t first = prefix.n ? 1 : 0;
    struct text_run *kept = arena_array(w->arena, runs->n + first, sizeof *kept);
    kept[0] = prefix;
    if (runs->n)
        memcpy(kept + first, runs->v, runs->n * sizeof *kept);
    return kept;
}

static void put_line(struct wrap *w, const struct text_runs *runs, size_t columns)
{
    const char *text = w->prefix ? w->prefix : "";
    struct text_run prefix = {.text = text, .n = strlen(text), .style = RUN_ADDED | RUN_QUIET, .link = -1};
    struct line *line = vec_push(w->lines);
    *line = w->shape;
    line->n_runs = runs->n + (prefix.n > 0);
    line->run = line->n_runs ? keep(w, runs, prefix) : NULL;
    line->columns = columns + columns_of(w->prefix);
    w->prefix = w->rest;
}

static void put_row(struct wrap *w)
{
    put_line(w, &w->row, w->row_columns);
    vec_clear(&w->row);
    w->row_columns = 0;
    w->space.text = NULL;
}

/* ---- words ---- */

/* A combining mark in front: in the document it stands on the space before it. */
static bool starts_with_mark(const struct text_run *run)
{
    uint32_t cp;
    return run->n && utf8_decode(run->text, run->n, &cp) && utf8_width(cp) == 0;
}

/* At the beginning of a line a mark would stand on nothing. */
static void put_blank(struct wrap *w)
{
    bool has_prefix = w->prefix && *w->prefix;
    if (w->row.n || has_prefix || !starts_with_mark(&w->word.v[0]))
        return;
    append(&w->row, (struct text_run){.text = " ", .n = 1, .style = RUN_ADDED, .link = -1});
    w->row_columns++;
}

static void flush_word(struct wrap *w)
{
    size_t space = w->space.text && w->row.n ? w->space.n : 0;
    if (!w->word.n)
        return;
    if (w->row.n && w->row_columns + space + w->word_columns > room(w)) {
        put_row(w);
        space = 0;
    }
    put_blank(w);
    if (space)
        append(&w->row, w->space);
    for (size_t i = 0; i < w->word.n; i++)
        append(&w->row, w->word.v[i]);
    w->row_columns += space + w->word_columns;
    w->space.text = NULL;
    w->word.n = w->word_columns = 0;
}

static void cut_word(struct wrap *w)
{
    flush_word(w);
    put_row(w);
}

/* Columns that the word may still grow by, on a line of its own. */
static size_t left_for_word(const struct wrap *w, const struct text_run *piece)
{
    size_t taken = w->word_columns + starts_with_mark(w->word.n ? &w->word.v[0] : piece);
    return room(w) > taken ? room(w) - taken : 0;
}

/* Adds what cannot be parted at a space; parts it where a line is full. */
static void add_to_word(struct wrap *w, struct text_run piece)
{
    while (piece.n) {
        size_t left = left_for_word(w, &piece);
        size_t fits = utf8_fit(piece.text, piece.n, left);
        if (!fits && !w->word.n)
            fits = utf8_fit(piece.text, piece.n, 2); /* a wide character where there is one column */
        if (fits) {
            struct text_run part = piece;
            part.n = fits;
            append(&w->word, part);
            w->word_columns += utf8_columns(piece.text, fits);
            piece.text += fits;
            piece.n -= fits;
        }
        if (piece.n)
            cut_word(w);
    }
}

static size_t step_at(const char *s, size_t n, int *columns)
{
    uint32_t cp;
    size_t step = utf8_decode(s, n, &cp);
    *columns = step ? utf8_width(cp) : 1;
    return step ? step : 1;
}

/* Bytes of the piece that starts at s: spaces, one wide character with its marks, or a word up to either. */
static size_t piece_length(const char *s, size_t n, bool *is_wide)
{
    int columns;
    size_t i = 0;
    while (i < n && s[i] == ' ')
        i++;
    *is_wide = false;
    if (i)
        return i;
    i = step_at(s, n, &columns);
    *is_wide = columns == 2;
    for (size_t step; i < n && s[i] != ' '; i += step) {
        step = step_at(s + i, n - i, &columns);
        if (columns == 2 || (*is_wide && columns))
            break;
    }
    return i;
}

static void add_space(struct wrap *w, struct text_run piece)
{
    flush_word(w);
    if (!w->space.text)
        w->space = piece;
    else if (w->space.text + w->space.n == piece.text && w->space.style == piece.style)
        w->space.n += piece.n;
}

void wrap_add(struct wrap *w, const char *text, size_t n, unsigned style, int link)
{
    w->is_open = true;
    while (n) {
        bool is_wide;
        size_t length = piece_length(text, n, &is_wide);
        struct text_run piece = {.text = text, .n = length, .style = style, .link = link};
        if (is_wide)
            flush_word(w);
        if (*text == ' ')
            add_space(w, piece);
        else
            add_to_word(w, piece);
        text += length;
        n -= length;
    }
}

void wrap_glue(struct wrap *w, const char *text, unsigned style, int link)
{
    w->is_open = true;
    add_to_word(w, (struct text_run){.text = text, .n = strlen(text), .style = style, .link = link});
}

void wrap_end_line(struct wrap *w)
{
    flush_word(w);
    put_row(w);
    w->is_open = false;
}

void wrap_finish(struct wrap *w)
{
    if (w->is_open)
        wrap_end_line(w);
    vec_release(&w->row);
    vec_release(&w->word);
}

void wrap_whole(struct wrap *w, const char *text, size_t n, unsigned style)
{
    struct text_run run = {.text = text, .n = n, .style = style, .link = -1};
    struct text_runs runs = {.v = &run, .n = n ? 1 : 0};
    put_line(w, &runs, utf8_columns(text, n));
}

/* ---- spans ---- */

static void add_link_number(struct wrap *w, int link)
{
    const char *number = arena_printf(w->arena, " [%d]", link + 1);
    wrap_glue(w, number, RUN_ADDED | SPAN_LINK, link);
}

void wrap_spans(struct wrap *w, const struct spans *spans, unsigned style)
{
    for (size_t i = 0; i < spans->n; i++) {
        const struct span *s = &spans->v[i];
        if (str_eq(s->text, "\n"))
            wrap_end_line(w);
        else
            wrap_add(w, s->text, strlen(s->text), s->style | style, s->link);
        bool link_ends = i + 1 == spans->n || spans->v[i + 1].link != s->link;
        if (s->link >= 0 && link_ends)
            add_link_number(w, s->link);
    }
}
