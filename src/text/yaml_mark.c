/* yaml: from a place in a scalar's text back to the place in the file, for messages that point inside a value. */
#include <string.h>

#include "base/utf8.h"
#include "text/yaml.h"

struct walk { /* over the bytes of the file */
    const char *s, *end;
    struct mark at;
    size_t made;   /* bytes of the scalar's text that came from what is behind us */
    size_t indent; /* of a block scalar */
};

static bool at_end(const struct walk *w)
{
    return w->s >= w->end;
}

static void step(struct walk *w)
{
    bool ends_line = *w->s == '\n';
    w->at.line += ends_line;
    w->s++;
    while (!at_end(w) && (*w->s & 0xC0) == 0x80)
        w->s++;
    w->at.column = ends_line ? 1 : w->at.column + 1;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static void go_to(struct walk *w, struct mark to)
{
    while (!at_end(w) && w->at.line < to.line) {
        const char *line_end = memchr(w->s, '\n', (size_t)(w->end - w->s));
        w->s = line_end ? line_end + 1 : w->end;
        w->at.line++;
    }
    while (!at_end(w) && w->at.column < to.column && *w->s != '\n')
        step(w);
}

/* White space up to a line's end is not text. */
static bool only_blanks_left(const struct walk *w)
{
    const char *s = w->s;
    while (s < w->end && is_blank(*s))
        s++;
    return s < w->end && *s == '\n';
}

/* One line break is a space, more are one less; the next line's indentation is dropped. */
static void fold(struct walk *w)
{
    size_t breaks = 0;
    while (!at_end(w) && (is_blank(*w->s) || *w->s == '\n')) {
        breaks += *w->s == '\n';
        step(w);
    }
    w->made += breaks > 1 ? breaks - 1 : 1;
}

static size_t escape_digits(char c)
{
    return c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
}

static size_t escaped_length(const char *digits, size_t n, char c)
{
    uint32_t cp = 0;
    char out[4];
    if (n == 0)
        return c == 'N' || c == '_' ? 2 : c == 'L' || c == 'P' ? 3 : 1;
    for (size_t i = 0; i < n; i++)
        cp = cp * 16 + (uint32_t)(digits[i] <= '9' ? digits[i] - '0' : (digits[i] | 32) - 'a' + 10);
    return utf8_encode(cp, out);
}

static void escape(struct walk *w)
{
    step(w);
    if (at_end(w))
        return;
    if (*w->s == '\n') {
        fold(w);
        w->made--;
        return;
    }
    size_t digits = escape_digits(*w->s);
    if ((size_t)(w->end - w->s) <= digits)
        digits = 0;
    w->made += escaped_length(w->s + 1, digits, *w->s);
    for (size_t i = 0; i <= digits; i++)
        step(w);
}

static void take_flow(struct walk *w, enum yaml_style style)
{
    if (*w->s == '\n' || (is_blank(*w->s) && only_blanks_left(w))) {
        fold(w);
    } else if (style == YAML_DOUBLE && *w->s == '\\') {
        escape(w);
    } else {
        const char *from = w->s;
        if (style == YAML_SINGLE && *w->s == '\'')
            step(w), from = w->s;
        if (!at_end(w))
            step(w);
        w->made += (size_t)(w->s - from);
    }
}

static void skip_indent(struct walk *w)
{
    while (!at_end(w) && *w->s == ' ' && w->at.column <= w->indent)
        step(w);
}

/* Past the line of the | or >; the first line that is not blank sets the indentation. */
static void enter_block(struct walk *w)
{
    while (!at_end(w) && *w->s != '\n')
        step(w);
    if (!at_end(w))
        step(w);
    const char *s = w->s, *line = s;
    for (; s < w->end && (*s == ' ' || *s == '\n'); s++)
        line = *s == '\n' ? s + 1 : line;
    w->indent = (size_t)(s - line);
    skip_indent(w);
}

static void take_block(struct walk *w, enum yaml_style style)
{
    const char *from = w->s;
    bool ends_line = *w->s == '\n';
    step(w);
    if (!ends_line) {
        w->made += (size_t)(w->s - from);
        return;
    }
    size_t breaks = 1;
    skip_indent(w);
    for (; !at_end(w) && *w->s == '\n'; breaks++) {
        step(w);
        skip_indent(w);
    }
    w->made += style == YAML_FOLDED && breaks > 1 ? breaks - 1 : breaks;
}

static size_t characters(const char *s, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += (s[i] & 0xC0) != 0x80;
    return count;
}

struct mark yaml_mark_inside(const char *bytes, size_t n, const struct yaml_node *scalar, size_t offset)
{
    struct walk w = {.s = bytes, .end = bytes + n, .at = {1, 1}};
    bool is_block = scalar->style == YAML_LITERAL || scalar->style == YAML_FOLDED, is_plain = scalar->style == YAML_PLAIN;
    size_t before_it = offset < scalar->n ? offset : scalar->n;
    if (scalar->is_verbatim)
        return (struct mark){scalar->mark.line,
                             scalar->mark.column + !is_plain + (uint32_t)characters(scalar->text, before_it)};
    if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        w.s += 3;
    go_to(&w, scalar->mark);
    if (is_block && !at_end(&w))
        enter_block(&w);
    else if (!is_plain && !at_end(&w))
        step(&w);
    while (!at_end(&w)) {
        struct walk before = w;
        if (is_block)
            take_block(&w, scalar->style);
        else
            take_flow(&w, scalar->style);
        if (w.made > offset)
            return before.at;
    }
    return w.at;
}
