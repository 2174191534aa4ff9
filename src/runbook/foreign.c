/* foreign: shortcodes and folding HTML. */
#include "runbook/foreign.h"

#include <string.h>

/* ---- shortcodes ---- */

enum { SHORTCODE_MOST = 1024 }; /* bytes: else a line of nothing but beginnings is read to its end from each of them */

struct shortcode {
    const char *name, *rest; /* "ref", "\"./X.md\"" */
    size_t n_name, n_rest, length;
};

static bool read_shortcode(const char *s, size_t n, struct shortcode *c)
{
    char closing = n > 5 && s[2] == '<' ? '>' : '%';
    n = n < SHORTCODE_MOST ? n : SHORTCODE_MOST;
    if (n < 6 || s[0] != '{' || s[1] != '{' || (s[2] != '<' && s[2] != '%'))
        return false;
    const char *end = s + 3;
    while (end + 2 < s + n && !(end[0] == closing && end[1] == '}' && end[2] == '}') && *end != '\n')
        end++;
    if (end + 2 >= s + n || *end != closing)
        return false;
    c->length = (size_t)(end - s) + 3;
    const char *name = s + 3;
    while (name < end && *name == ' ')
        name++;
    c->name = name;
    while (name < end && *name != ' ')
        name++;
    c->n_name = (size_t)(name - c->name);
    while (name < end && *name == ' ')
        name++;
    while (end > name && end[-1] == ' ')
        end--;
    c->rest = name;
    c->n_rest = (size_t)(end - name);
    return true;
}

static bool is_named(const struct shortcode *c, const char *name)
{
    return c->n_name == strlen(name) && memcmp(c->name, name, c->n_name) == 0;
}

static const char *unquoted(const struct shortcode *c, size_t *n)
{
    bool quoted = c->n_rest > 1 && c->rest[0] == '"' && c->rest[c->n_rest - 1] == '"';
    *n = c->n_rest - (quoted ? 2 : 0);
    return c->rest + quoted;
}

/* Boxes: what they are called stands before what is in them. */
static bool is_box(const struct shortcode *c, bool *is_end)
{
    static const char *const names[] = {"hint",    "notice", "note", "warning", "tip",   "info", "alert",
                                        "expand",  "details", "callout", "admonition", "danger", "caution"};
    struct shortcode opening = *c;
    *is_end = c->n_name && c->name[0] == '/';
    opening.name += *is_end;
    opening.n_name -= *is_end;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is_named(&opening, names[i]))
            return true;
    return false;
}

static void add_box(const struct shortcode *c, bool is_end, struct str *out)
{
    size_t n;
    const char *words = unquoted(c, &n);
    if (is_end)
        return;
    str_add(out, "**");
    str_add_n(out, n ? words : c->name, n ? n : c->n_name);
    str_add(out, "**\n");
}

void foreign_write(const char *text, size_t n, struct str *out)
{
    struct shortcode c;
    bool is_end;
    for (size_t i = 0; i < n;) {
        if (text[i] != '{' || !read_shortcode(text + i, n - i, &c)) {
            str_add_n(out, text + i, 1);
            i++;
            continue;
        }
        size_t length;
        const char *target = unquoted(&c, &length);
        if (is_named(&c, "ref") || is_named(&c, "relref"))
            str_add_n(out, target, length);
        else if (is_box(&c, &is_end))
            add_box(&c, is_end, out);
        else
            str_add_n(out, text + i, c.length);
        i += c.length;
    }
}

/* ---- HTML ---- */

/* Bytes of a tag that only folds or places text: <details>, </summary>, <p align="center">. */
static size_t tag_length(const char *s)
{
    static const char *const names[] = {"details", "summary", "p", "div", "center", "br", "hr", "section", "span"};
    size_t name = s[0] == '<' ? 1 + (s[1] == '/') : 0;
    for (size_t i = 0; name && i < sizeof names / sizeof *names; i++) {
        size_t n = strlen(names[i]);
        if (strncmp(s + name, names[i], n) == 0 && strchr(" >/\n", s[name + n]) && s[name + n]) {
            size_t end = strcspn(s, ">");
            return s[end] == '>' ? end + 1 : 0;
        }
    }
    return 0;
}

/* What is left is words, or NULL when there are other tags in it: then it stays as written. */
static const char *without_tags(const char *html, struct arena *arena)
{
    struct str out = {0};
    bool is_foreign = false;
    for (const char *s = html; *s && !is_foreign;) {
        size_t n = tag_length(s);
        is_foreign = !n && *s == '<';
        if (n || *s == '\n')
            str_add(&out, out.n && out.s[out.n - 1] != ' ' ? " " : "");
        else
            str_add_char(&out, *s);
        s += n ? n : 1;
    }
    while (out.n && out.s[out.n - 1] == ' ')
        str_cut(&out, out.n - 1);
    const char *kept = is_foreign ? NULL : arena_strndup(arena, str_get(&out), out.n);
    str_release(&out);
    return kept;
}

static void tidy_block(struct block *b, struct arena *arena)
{
    const char *words = b->kind == BLOCK_HTML ? without_tags(b->code, arena) : NULL;
    if (!words)
        return;
    b->kind = BLOCK_PARAGRAPH;
    b->code = NULL;
    b->spans.n = *words ? 1 : 0;
    b->spans.v = arena_alloc(arena, sizeof *b->spans.v);
    *b->spans.v = (struct span){.text = words, .style = SPAN_STRONG, .link = -1};
}

void foreign_tidy(struct document *d, struct arena *arena)
{
    size_t n = 0;
    for (size_t i = 0; i < d->n_blocks; i++) {
        struct block b = d->block[i];
        tidy_block(&b, arena);
        if (b.kind != BLOCK_PARAGRAPH || b.spans.n)
            d->block[n++] = b;
    }
    d->n_blocks = n;
}
