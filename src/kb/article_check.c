/* article_check: front matter and links. */
#include "kb/article_check.h"

#include <string.h>

#include "base/i18n.h"
#include "kb/article.h"
#include "text/yaml.h"

/* ---- front matter ---- */

static bool is_id(const char *s)
{
    return *s && s[strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./")] == '\0';
}

static bool is_date(const char *s)
{
    static const char form[] = "dddd-dd-dd";
    size_t i = 0;
    for (; form[i]; i++)
        if (form[i] == 'd' ? s[i] < '0' || s[i] > '9' : s[i] != form[i])
            return false;
    return s[i] == '\0';
}

static void check_id(const struct yaml_node *node, struct problems *ps)
{
    if (is_id(node->text))
        return;
    problem_error(ps, "article-id", node->mark, _("'%s' cannot be an id"), node->text);
    problem_remedy(ps, _("use letters, digits, _ - . and /"));
}

static void check_date(const struct yaml_node *node, struct problems *ps)
{
    if (is_date(node->text))
        return;
    problem_warning(ps, "article-date", node->mark, _("'%s' is not a date"), node->text);
    problem_remedy(ps, _("write it as 2026-01-31"));
}

static const struct {
    const char *key;
    bool may_be_list;
    void (*check)(const struct yaml_node *node, struct problems *ps);
} keys[] = {
    {"id", false, check_id},   {"title", false, NULL}, {"category", false, NULL},       {"keywords", true, NULL},
    {"owner", true, NULL},     {"summary", false, NULL}, {"reviewed", false, check_date},
};
enum { N_KEYS = sizeof keys / sizeof *keys };

static void check_known(const struct yaml_node *node, size_t i, struct problems *ps)
{
    if (node->kind != YAML_TEXT && !(keys[i].may_be_list && node->kind == YAML_LIST)) {
        problem_error(ps, "article-value", node->mark, _("%s is not a text"), keys[i].key);
        problem_remedy(ps, _("write it on one line, in quotes if it holds a colon"));
    } else if (keys[i].check) {
        keys[i].check(node, ps);
    }
}

static void check_key(const struct yaml_node *node, struct problems *ps)
{
    size_t nearest = N_KEYS;
    for (size_t i = 0; i < N_KEYS; i++) {
        if (str_eq(node->key->text, keys[i].key)) {
            check_known(node, i, ps);
            return;
        }
        if (strlen(keys[i].key) > 4 && str_distance(node->key->text, keys[i].key) == 1)
            nearest = i;
    }
    if (nearest == N_KEYS)
        return;
    problem_warning(ps, "article-key", node->key->mark, _("'%s' is no key of an article"), node->key->text);
    problem_remedy(ps, _("did you mean '%s'?"), keys[nearest].key);
}

/* "---" and then one of the keys: front matter was meant, though nothing ends it and all of it is shown as text. */
static bool is_never_ended(const char *text, size_t n)
{
    const char *second = n > 4 && memcmp(text, "---", 3) == 0 ? memchr(text, '\n', n) : NULL;
    size_t left = second ? n - (size_t)(++second - text) : 0;
    for (size_t i = 0; i < N_KEYS; i++) {
        size_t length = strlen(keys[i].key);
        if (left > length && memcmp(second, keys[i].key, length) == 0 && second[length] == ':')
            return true;
    }
    return false;
}

void article_check_front_matter(const char *text, size_t n, struct problems *ps)
{
    struct front_matter f;
    struct arena arena = {0};
    bool is_split = article_split(text, n, &f);
    if (!is_split && is_never_ended(text, n)) {
        problem_error(ps, "article-front-matter", (struct mark){1, 1}, _("the front matter that begins here has no end"));
        problem_remedy(ps, _("write --- on a line of its own after its last key"));
    }
    const struct yaml_node *root = is_split ? yaml_read(f.yaml, f.n_yaml, &arena, ps) : NULL;
    for (const struct yaml_node *node = root && root->kind == YAML_MAP ? root->first : NULL; node; node = node->next)
        check_key(node, ps);
    arena_release(&arena);
}

/* ---- what it says ---- */

enum { SOME_WORDS = 5 }; /* outside headings; less is no sentence and no command */

static size_t words_of_line(const char *s, size_t n)
{
    size_t words = 0;
    bool inside = false;
    for (size_t i = 0; i < n; i++) {
        bool is_blank = s[i] == ' ' || s[i] == '\t' || s[i] == '\r';
        words += !is_blank && !inside;
        inside = !is_blank;
    }
    return words;
}

bool article_says_something(const char *text, size_t n)
{
    struct front_matter f = {.body = text, .n_body = n};
    size_t words = 0;
    article_split(text, n, &f);
    for (const char *s = f.body, *end = f.body + f.n_body; s < end && words < SOME_WORDS;) {
        const char *newline = memchr(s, '\n', (size_t)(end - s));
        size_t length = newline ? (size_t)(newline - s) : (size_t)(end - s);
        words += *s == '#' ? 0 : words_of_line(s, length);
        s += length + (newline != NULL);
    }
    return words >= SOME_WORDS;
}

/* ---- links ---- */

static bool is_asked_about(const char *target)
{
    return *target && *target != '#' && *target != '/' && !strchr(target, ':') && !strstr(target, "{{");
}

/* Where the target stands first as the end of a link, or first at all. */
static struct mark place_of(const char *text, size_t n, const char *target)
{
    struct mark at = {0, 0};
    size_t length = strlen(target);
    uint32_t line = 1, column = 1;
    for (size_t i = 0; i + length <= n; i++) {
        bool here = memcmp(text + i, target, length) == 0;
        bool is_link = here && i > 0 && strchr("(<: ", text[i - 1]);
        if (here && (is_link || at.line == 0))
            at = (struct mark){line, column};
        if (is_link)
            break;
        column = text[i] == '\n' ? 1 : column + ((text[i] & 0xc0) != 0x80);
        line += text[i] == '\n';
    }
    return at;
}

void article_check_links(const char *text, size_t n, const struct document *d, link_ask *ask, void *of,
                         struct problems *ps)
{
    for (size_t i = 0; i < d->n_links; i++) {
        const char *target = d->link[i].target, *nearest = NULL;
        if (!is_asked_about(target) || ask(of, target, &nearest) == LINK_IS_FINE)
            continue;
        problem_error(ps, "article-link", place_of(text, n, target), _("the link leads to '%s', which is not there"), target);
        if (nearest)
            problem_remedy(ps, _("did you mean '%s'?"), nearest);
    }
}
