/* span: building styled text. */
#include "text/span.h"

#include <string.h>

#include "text/clean.h"

void span_start(struct span_builder *b, struct arena *arena)
{
    *b = (struct span_builder){.arena = arena, .link = -1, .open_link = -1};
}

static void push(struct span_builder *b, const char *text)
{
    struct span *s = vec_push(&b->done);
    *s = (struct span){.text = text, .style = b->open_style, .link = b->open_link};
}

static void close_span(struct span_builder *b)
{
    if (b->open.n == 0)
        return;
    struct str clean = {0};
    clean_add(&clean, b->open.s, b->open.n, CLEAN_LINE);
    push(b, arena_strndup(b->arena, clean.s, clean.n));
    str_release(&clean);
    str_clear(&b->open);
}

static void turn_newlines_to_spaces(char *s)
{
    for (; (s = strpbrk(s, "\r\n")); s++)
        *s = ' ';
}

void span_add(struct span_builder *b, const char *text)
{
    if (b->style != b->open_style || b->link != b->open_link)
        close_span(b);
    b->open_style = b->style;
    b->open_link = b->link;
    size_t from = b->open.n;
    str_add(&b->open, text);
    turn_newlines_to_spaces(b->open.s + from);
}

void span_break(struct span_builder *b)
{
    close_span(b);
    b->open_style = SPAN_PLAIN;
    b->open_link = -1;
    push(b, "\n");
}

struct spans span_take(struct span_builder *b)
{
    close_span(b);
    struct spans taken = {.n = b->done.n};
    if (b->done.n) {
        taken.v = arena_array(b->arena, b->done.n, sizeof *taken.v);
        memcpy(taken.v, b->done.v, b->done.n * sizeof *taken.v);
    }
    vec_clear(&b->done);
    return taken;
}

void span_release(struct span_builder *b)
{
    str_release(&b->open);
    vec_release(&b->done);
}
