/* page: pieces, one after the other. */
#include "report/page.h"

#include <stdarg.h>
#include <string.h>

#include "base/str.h"
#include "base/time.h"

static struct piece *add(struct page *p, enum piece_kind kind, const char *text)
{
    struct piece *piece = vec_push(&p->pieces);
    piece->kind = kind;
    piece->text = arena_strdup(&p->arena, text ? text : "");
    return piece;
}

__attribute__((format(printf, 2, 0))) static const char *format(struct page *p, const char *fmt, va_list ap)
{
    struct str text = {0};
    str_addv(&text, fmt, ap);
    const char *kept = arena_strdup(&p->arena, str_get(&text));
    str_release(&text);
    return kept;
}

void page_release(struct page *p)
{
    for (size_t i = 0; i < p->pieces.n; i++)
        vec_release(&p->pieces.v[i].cells);
    vec_release(&p->pieces);
    arena_release(&p->arena);
}

/* ---- text ------------------------------------------------------------------------------------------------------------ */
void page_heading(struct page *p, int level, const char *text)
{
    add(p, PIECE_HEADING, text)->level = level;
}

void page_drop_bare_heading(struct page *p)
{
    if (p->pieces.n && vec_last(&p->pieces)->kind == PIECE_HEADING)
        p->pieces.n--;
}

void page_say(struct page *p, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    add(p, PIECE_PARAGRAPH, format(p, fmt, ap));
    va_end(ap);
}

void page_item(struct page *p, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    add(p, PIECE_ITEM, format(p, fmt, ap));
    va_end(ap);
}

void page_to_write(struct page *p, const char *what)
{
    add(p, PIECE_TO_WRITE, what);
}

void page_code(struct page *p, const char *text)
{
    add(p, PIECE_CODE, text);
}

/* The end of a paragraph: where a blank line follows, or where the text ends. */
static const char *paragraph_end(const char *s)
{
    for (; *s; s++)
        if (s[0] == '\n' && s[1 + strspn(s + 1, " ")] == '\n')
            break;
    return s;
}

void page_quote(struct page *p, const char *text)
{
    for (const char *s = text; *(s += strspn(s, " \n"));) {
        const char *end = paragraph_end(s);
        add(p, PIECE_PARAGRAPH, arena_strndup(&p->arena, s, (size_t)(end - s)));
        s = end;
    }
}

/* ---- tables ---------------------------------------------------------------------------------------------------------- */
static struct cell *add_cell(struct page *p, const char *text)
{
    struct cell *cell = vec_push(&vec_last(&p->pieces)->cells);
    *cell = (struct cell){.text = arena_strdup(&p->arena, text ? text : ""), .bar = -1};
    return cell;
}

void page_table(struct page *p, const char *const *head, size_t n_columns)
{
    add(p, PIECE_TABLE, NULL)->n_columns = n_columns;
    for (size_t i = 0; i < n_columns; i++)
        add_cell(p, head[i]);
}

void page_cell(struct page *p, const char *text)
{
    add_cell(p, text);
}

void page_cellf(struct page *p, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    add_cell(p, format(p, fmt, ap));
    va_end(ap);
}

void page_cell_code(struct page *p, const char *text)
{
    add_cell(p, text)->is_code = !str_blank(text);
}

void page_cell_bar(struct page *p, double share, const char *text)
{
    add_cell(p, text)->bar = share;
}

void page_cell_time(struct page *p, int64_t at)
{
    add_cell(p, at ? page_time(p, at) : NULL)->is_time = true;
}

void page_pairs(struct page *p, const char *name, const char *text)
{
    page_table(p, (const char *const[]){name, text}, 2);
    vec_last(&p->pieces)->has_row_heads = true;
}

void page_pair(struct page *p, const char *label, const char *text)
{
    if (str_blank(text))
        return;
    add_cell(p, label);
    add_cell(p, text);
}

void page_pairf(struct page *p, const char *label, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    page_pair(p, label, format(p, fmt, ap));
    va_end(ap);
}

void page_pair_code(struct page *p, const char *label, const char *text)
{
    if (str_blank(text))
        return;
    add_cell(p, label);
    add_cell(p, text)->is_code = true;
}

/* ---- times ----------------------------------------------------------------------------------------------------------- */
const char *page_time(struct page *p, int64_t at)
{
    struct time_parts t = time_split(at, 0);
    return arena_printf(&p->arena, "%04d-%02d-%02d %02d:%02d:%02d", t.year, t.month, t.day, t.hour, t.minute, t.second);
}

const char *page_length(struct page *p, int64_t length)
{
    char text[TIME_TEXT];
    time_format_length(length, text);
    return arena_strdup(&p->arena, text);
}

const char *page_printf(struct page *p, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    const char *text = format(p, fmt, ap);
    va_end(ap);
    return text;
}
