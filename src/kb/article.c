/* article: front matter. */
#include "kb/article.h"

#include <stddef.h>
#include <string.h>

#include "text/clean.h"
#include "text/yaml.h"

enum { MOST_FRONT_MATTER = 64 * 1024 };

/* ---- file names ---- */

/* What a name may end in; the last ones are how static site generators call Markdown that becomes HTML. */
static const char *const ending[] = {".html.md", ".md", ".markdown"};

bool article_is_file(const char *name)
{
    return str_ends(name, ".md") || str_ends(name, ".markdown");
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Bytes of ".de" or ".pt_BR" at the end of a name, 0 for none. */
static size_t language_length(const char *s, size_t n)
{
    if (n > 6 && s[n - 6] == '.' && is_lower(s[n - 5]) && is_lower(s[n - 4]) && s[n - 3] == '_' && is_upper(s[n - 2]) &&
        is_upper(s[n - 1]))
        return 6;
    return n > 3 && s[n - 3] == '.' && is_lower(s[n - 2]) && is_lower(s[n - 1]) ? 3 : 0;
}

void article_name(const char *name, struct arena *arena, const char **stem, const char **lang)
{
    size_t n = strlen(name);
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++)
        if (str_ends(name, ending[i]) && n > strlen(ending[i])) {
            n -= strlen(ending[i]);
            break;
        }
    size_t language = language_length(name, n);
    *lang = language ? arena_strndup(arena, name + n - language + 1, language - 1) : "";
    *stem = arena_strndup(arena, name, n - language);
}

/* ---- front matter ---- */

static const char *cleaned(const char *s, struct arena *arena)
{
    struct str out = {0};
    clean_add(&out, s, strlen(s), CLEAN_LINE);
    const char *kept = arena_strndup(arena, out.s, out.n);
    str_release(&out);
    return kept;
}

/* Bytes of the line at s, its end included. */
static size_t line_length(const char *s, size_t n)
{
    const char *newline = memchr(s, '\n', n);
    return newline ? (size_t)(newline - s) + 1 : n;
}

static bool is_fence(const char *s, size_t n, const char *fence)
{
    while (n && (s[n - 1] == '\n' || s[n - 1] == '\r' || s[n - 1] == ' '))
        n--;
    return n == 3 && memcmp(s, fence, 3) == 0;
}

bool article_split(const char *text, size_t n, struct front_matter *f)
{
    size_t at = n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    size_t line = line_length(text + at, n - at);
    if (!is_fence(text + at, line, "---"))
        return false;
    size_t from = at;
    for (at += line; at < n && at < MOST_FRONT_MATTER; at += line) {
        line = line_length(text + at, n - at);
        if (!is_fence(text + at, line, "---") && !is_fence(text + at, line, "..."))
            continue;
        *f = (struct front_matter){
            .yaml = text + from, .n_yaml = at - from, .body = text + at + line, .n_body = n - at - line};
        return true;
    }
    return false;
}

static void add_value(const struct yaml_node *node, struct str *out)
{
    if (out->n)
        str_add(out, ", ");
    str_add(out, node->text);
}

/* A text, or a list of texts as one. */
static const char *value_of(const struct yaml_node *node, struct arena *arena)
{
    struct str joined = {0};
    if (node->kind == YAML_TEXT)
        add_value(node, &joined);
    for (const struct yaml_node *item = node->kind == YAML_LIST ? node->first : NULL; item; item = item->next)
        if (item->kind == YAML_TEXT)
            add_value(item, &joined);
    const char *value = joined.n ? cleaned(joined.s, arena) : NULL;
    str_release(&joined);
    return value;
}

static const struct {
    const char *key;
    size_t at;
} fields[] = {
    {"id", offsetof(struct article, id)},             {"title", offsetof(struct article, title)},
    {"category", offsetof(struct article, category)}, {"keywords", offsetof(struct article, keywords)},
    {"owner", offsetof(struct article, owner)},       {"reviewed", offsetof(struct article, reviewed)},
    {"summary", offsetof(struct article, summary)},
};

static void take_fields(const struct yaml_node *root, struct arena *arena, struct article *a)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const struct yaml_node *node = yaml_find(root, fields[i].key);
        const char *value = node && !yaml_is_empty(node) ? value_of(node, arena) : NULL;
        if (value)
            *(const char **)((char *)a + fields[i].at) = value;
    }
}

/* What stands between dashes and is no map may be a heading between two rules: then it is text like any other. */
static void read_front_matter(const char *name, const char *text, size_t n, struct arena *arena, struct article *a)
{
    struct front_matter f;
    struct problems problems = {.file = name};
    struct err e = {0};
    const char *id = a->id;
    if (!article_split(text, n, &f))
        return;
    const struct yaml_node *root = yaml_read(f.yaml, f.n_yaml, arena, &problems);
    if (!problems_none(&problems, &e))
        a->problem = cleaned(e.text, arena);
    if (root && root->kind == YAML_MAP) {
        take_fields(root, arena, a);
        a->says_id = a->id != id;
    }
    if (root ? root->kind == YAML_MAP : !a->problem) {
        a->body = f.body;
        a->n_body = f.n_body;
    }
    problems_release(&problems);
}

void article_read(const char *name, const char *text, size_t n, struct arena *arena, struct article *a)
{
    *a = (struct article){.body = text, .n_body = n};
    article_name(name, arena, &a->id, &a->lang);
    a->id = cleaned(a->id, arena);
    read_front_matter(name, text, n, arena, a);
}

/* ---- the title ---- */

static const char *text_of(const struct spans *spans, struct arena *arena)
{
    struct str s = {0};
    for (size_t i = 0; i < spans->n; i++)
        str_add(&s, str_eq(spans->v[i].text, "\n") ? " " : spans->v[i].text);
    const char *kept = arena_strndup(arena, str_get(&s), s.n);
    str_release(&s);
    return kept;
}

void article_finish(struct article *a, const struct document *d, struct arena *arena)
{
    for (size_t i = 0; !a->title && i < d->n_blocks; i++)
        if (d->block[i].kind == BLOCK_HEADING && d->block[i].spans.n)
            a->title = text_of(&d->block[i].spans, arena);
    if (!a->title)
        a->title = a->id;
}
