/* load: the checklist in a step's text, by a plain scan of its lines; a Markdown parser is neither pure nor cheap. */
#include <string.h>

#include "flow/load.h"

struct line {
    const char *s;
    size_t n;
};

static struct line next_line(const char **text)
{
    size_t n = strcspn(*text, "\n");
    struct line line = {*text, n};
    *text += n + ((*text)[n] == '\n');
    return line;
}

static size_t indent_of(struct line line)
{
    size_t n = 0;
    while (n < line.n && (line.s[n] == ' ' || line.s[n] == '\t'))
        n++;
    return n;
}

/* Bytes of a list marker and the blanks behind it, or 0: `- `, `* `, `+ `, `1. `, `1) `. */
static size_t marker_length(const char *s, size_t n)
{
    size_t digits = 0, i = n && s[0] && strchr("-*+", s[0]) ? 1 : 0;
    while (digits < n && digits < 10 && s[digits] >= '0' && s[digits] <= '9')
        digits++;
    if (digits && digits < n && (s[digits] == '.' || s[digits] == ')'))
        i = digits + 1;
    size_t blanks = 0;
    while (i && i + blanks < n && s[i + blanks] == ' ')
        blanks++;
    return blanks ? i + blanks : 0;
}

/* Where the item's words begin within the line, or 0 when it is no `- [ ]`. */
static size_t item_start(struct line line)
{
    size_t i = indent_of(line), marker = marker_length(line.s + i, line.n - i);
    i += marker;
    if (!marker || line.n - i < 4 || line.s[i] != '[' || !strchr(" xX", line.s[i + 1]) || line.s[i + 2] != ']' ||
        line.s[i + 3] != ' ')
        return 0;
    return i + 4;
}

static bool is_fence(struct line line)
{
    size_t i = indent_of(line);
    return line.n - i >= 3 && (memcmp(line.s + i, "```", 3) == 0 || memcmp(line.s + i, "~~~", 3) == 0);
}

/* An indented line below an item goes on with it, unless a list, a fence or a paragraph begins. */
static bool continues(struct line line)
{
    size_t i = indent_of(line);
    return i >= 2 && i < line.n && !marker_length(line.s + i, line.n - i) && !is_fence(line);
}

static const char *take_item(struct arena *arena, struct line line, size_t start, const char **rest)
{
    struct str t = {0};
    str_add_n(&t, line.s + start, line.n - start);
    for (;;) {
        const char *after = *rest;
        struct line more = next_line(&after);
        if (!*(*rest) || !continues(more))
            break;
        str_add_char(&t, ' ');
        str_add_n(&t, more.s + indent_of(more), more.n - indent_of(more));
        *rest = after;
    }
    while (t.n && strchr(" \t\r", t.s[t.n - 1]))
        str_cut(&t, t.n - 1);
    const char *kept = arena_strndup(arena, str_get(&t), t.n);
    str_release(&t);
    return kept;
}

struct names load_items(struct arena *arena, const char *text)
{
    VEC(const char *) found = {0};
    bool in_fence = false;
    while (*text) {
        struct line line = next_line(&text);
        in_fence ^= is_fence(line);
        size_t start = in_fence ? 0 : item_start(line);
        if (start)
            *vec_push(&found) = take_item(arena, line, start, &text);
    }
    struct names items = {arena_array(arena, found.n, sizeof *items.v), found.n};
    for (size_t i = 0; i < found.n; i++)
        items.v[i] = found.v[i];
    vec_release(&found);
    return items;
}
