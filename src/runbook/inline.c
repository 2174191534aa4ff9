/* inline: spans to CommonMark. Escapes only where the next reader would take a character for markup, so that the text stays
 * one that people like to edit. */
#include "runbook/inline.h"

#include <string.h>

struct writer {
    const struct document *d;
    struct str *out;
    bool in_cell, in_link, is_strong, is_emphasis;
};

void inline_words(const struct spans *spans, struct str *out)
{
    for (size_t i = 0; i < spans->n; i++)
        str_add(out, str_eq(spans->v[i].text, "\n") ? " " : spans->v[i].text);
}

bool inline_has_link(const struct spans *spans)
{
    for (size_t i = 0; i < spans->n; i++)
        if (spans->v[i].link >= 0)
            return true;
    return false;
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\0';
}

/* ---- plain text ---- */

/* Does "N. " or "N) ", "- ", "# " ... begin here, which at the start of a line opens something else than a paragraph? */
static bool opens_block(const char *s)
{
    size_t digits = strspn(s, "0123456789"), hashes = strspn(s, "#");
    if (digits && digits < 10 && (s[digits] == '.' || s[digits] == ')'))
        return is_blank(s[digits + 1]);
    if (hashes && hashes < 7)
        return is_blank(s[hashes]);
    if (*s && strchr("-+*", *s) && (is_blank(s[1]) || s[1] == *s))
        return true;
    return *s == '>' || (*s == '=' && is_blank(s[strspn(s, "=")])) || strncmp(s, "~~~", 3) == 0 || strncmp(s, "---", 3) == 0;
}

static bool needs_escape(const struct writer *w, const char *s, char before)
{
    switch (*s) {
    case '\\':
        return s[1] == '\n' || (s[1] && !is_word(s[1]) && s[1] != ' ') || !s[1];
    case '`':
    case '*':
        return !(is_blank(before) && is_blank(s[1]));
    case '_':
        return !(is_word(before) && is_word(s[1]));
    case '<':
        return is_word(s[1]) || s[1] == '/' || s[1] == '!' || s[1] == '?';
    case '[':
        return true;
    case ']':
        return w->in_link || s[1] == '(' || s[1] == '[' || s[1] == ':' || !s[1];
    case '&':
        return is_word(s[1]) || s[1] == '#';
    case '|':
        return w->in_cell;
    default:
        return false;
    }
}

/* "[ ] " at the beginning would be a task, "12. " a list: the number stays, its dot is escaped. */
static size_t add_start(struct writer *w, const char *s)
{
    size_t digits = strspn(s, "0123456789");
    if (!opens_block(s))
        return 0;
    str_add_n(w->out, s, digits);
    str_add_char(w->out, '\\');
    str_add_char(w->out, s[digits]);
    return digits + 1;
}

static bool is_line_start(const struct writer *w)
{
    return w->out->n == 0 || w->out->s[w->out->n - 1] == '\n';
}

static void add_plain(struct writer *w, const char *s, size_t n)
{
    size_t i = is_line_start(w) && n ? add_start(w, s) : 0;
    for (; i < n; i++) {
        char before = w->out->n ? w->out->s[w->out->n - 1] : ' ';
        if (needs_escape(w, s + i, before))
            str_add_char(w->out, '\\');
        str_add_char(w->out, s[i]);
    }
}

/* ---- code ---- */

static size_t longest_run(const char *s)
{
    size_t longest = 0;
    for (; *s; s++) {
        size_t run = strspn(s, "`");
        longest = run > longest ? run : longest;
        s += run ? run - 1 : 0;
    }
    return longest;
}

static bool only_blanks(const char *s)
{
    return s[strspn(s, " ")] == '\0';
}

static void add_code(struct writer *w, const char *s)
{
    size_t n = strlen(s), ticks = longest_run(s) + 1;
    bool pad = n && !only_blanks(s) && (s[0] == '`' || s[n - 1] == '`' || (s[0] == ' ' && s[n - 1] == ' '));
    str_add_repeat(w->out, '`', ticks);
    str_add(w->out, pad ? " " : "");
    for (; *s; s++) {
        str_add(w->out, *s == '|' && w->in_cell ? "\\" : "");
        str_add_char(w->out, *s);
    }
    str_add(w->out, pad ? " " : "");
    str_add_repeat(w->out, '`', ticks);
}

/* ---- styles ---- */

/* Blanks before a closing mark would keep it from closing: they go behind it. */
static void close_styles(struct writer *w)
{
    size_t blanks = 0;
    while (w->out->n > blanks && w->out->s[w->out->n - 1 - blanks] == ' ')
        blanks++;
    str_cut(w->out, w->out->n - blanks);
    str_add(w->out, w->is_emphasis ? "*" : "");
    str_add(w->out, w->is_strong ? "**" : "");
    w->is_emphasis = w->is_strong = false;
    str_add_repeat(w->out, ' ', blanks);
}

static void open_styles(struct writer *w, unsigned style)
{
    bool strong = style & SPAN_STRONG, emphasis = style & SPAN_EMPHASIS;
    if (w->is_strong == strong && w->is_emphasis == emphasis)
        return;
    if (w->is_strong || w->is_emphasis)
        close_styles(w);
    str_add(w->out, strong ? "**" : "");
    str_add(w->out, emphasis ? "*" : "");
    w->is_strong = strong;
    w->is_emphasis = emphasis;
}

static void add_span(struct writer *w, const struct span *s)
{
    if (s->style & SPAN_CODE) {
        open_styles(w, s->style);
        add_code(w, s->text);
        return;
    }
    size_t blanks = strspn(s->text, " "), n = strlen(s->text);
    bool changes = ((s->style & SPAN_STRONG) != 0) != w->is_strong || ((s->style & SPAN_EMPHASIS) != 0) != w->is_emphasis;
    if (blanks == n) {
        str_add(w->out, s->text);
        return;
    }
    if (changes && (w->is_strong || w->is_emphasis))
        close_styles(w);
    if (changes)
        str_add_repeat(w->out, ' ', blanks);
    open_styles(w, s->style);
    add_plain(w, s->text + (changes ? blanks : 0), n - (changes ? blanks : 0));
}

/* ---- links ---- */

/* A word alone would be the id of an article. */
static const char *here(const struct link *link)
{
    return strpbrk(link->target, "./:#") || !*link->target ? "" : "./";
}

static void add_target(struct writer *w, const struct link *link)
{
    str_addf(w->out, "](<%s", here(link));
    for (const char *s = link->target; *s; s++) {
        str_add(w->out, strchr("<>\\", *s) || (*s == '|' && w->in_cell) ? "\\" : "");
        str_add_char(w->out, *s);
    }
    str_add_char(w->out, '>');
    if (link->title) {
        str_add(w->out, " \"");
        for (const char *s = link->title; *s; s++) {
            str_add(w->out, strchr("\"\\`*_[]<&", *s) ? "\\" : "");
            str_add_char(w->out, *s);
        }
        str_add_char(w->out, '"');
    }
    str_add_char(w->out, ')');
}

/* <> around a target are needed where it holds blanks or brackets only. */
static void add_short_target(struct writer *w, const struct link *link)
{
    if (*link->target && !strpbrk(link->target, " ()<>\\|\"") && !link->title) {
        str_addf(w->out, "](%s", here(link));
        str_add(w->out, link->target);
        str_add_char(w->out, ')');
    } else {
        add_target(w, link);
    }
}

static bool is_bare(const struct spans *spans, size_t i, size_t n, const struct link *link)
{
    const char *t = link->target;
    return n == 1 && spans->v[i].style == SPAN_LINK && !link->title && str_eq(spans->v[i].text, t) &&
           (str_starts(t, "http://") || str_starts(t, "https://")) && !strpbrk(t, " <>\\|&");
}

static size_t add_link(struct writer *w, const struct spans *spans, size_t i)
{
    int index = spans->v[i].link;
    const struct link *link = &w->d->link[index];
    size_t n = 0;
    while (i + n < spans->n && spans->v[i + n].link == index && !str_eq(spans->v[i + n].text, "\n"))
        n++;
    if (w->is_strong || w->is_emphasis)
        close_styles(w);
    if (is_bare(spans, i, n, link)) {
        str_addf(w->out, "<%s>", link->target);
        return n;
    }
    str_add_char(w->out, '[');
    w->in_link = true;
    for (size_t k = 0; k < n; k++)
        add_span(w, &spans->v[i + k]);
    if (w->is_strong || w->is_emphasis)
        close_styles(w);
    w->in_link = false;
    add_short_target(w, link);
    return n;
}

void inline_write(const struct document *d, const struct spans *spans, bool in_cell, struct str *out)
{
    struct str line = {0};
    struct writer w = {.d = d, .out = &line, .in_cell = in_cell};
    for (size_t i = 0; i < spans->n;) {
        const struct span *s = &spans->v[i];
        if (s->link >= 0 && (size_t)s->link < d->n_links) {
            i += add_link(&w, spans, i);
            continue;
        }
        if (!str_eq(s->text, "\n"))
            add_span(&w, s);
        else if (in_cell)
            str_add(w.out, "<br>");
        else
            close_styles(&w), str_add(w.out, "\\\n");
        i++;
    }
    close_styles(&w);
    str_add(out, str_get(&line));
    str_release(&line);
}
