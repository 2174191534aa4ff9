/* name: ids made of words. */
#include "runbook/name.h"

#include <string.h>

#include "base/str.h"
#include "flow/obeyed.h"

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_small(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Names that conditions have a meaning of their own for. */
static bool is_reserved(const char *name)
{
    static const char *const word[] = {"and",   "or",      "not",  "defined",   "matches", "true",
                                       "false", "elapsed", "severity", "unsure", "here", NULL};
    for (size_t i = 0; word[i]; i++)
        if (str_eq(name, word[i]))
            return true;
    return name_is_obeyed(name);
}

/* A new word begins at a capital after a small letter, as in NodeName; NODE stays one. */
static bool begins_word(const char *words, size_t i)
{
    return i && is_upper(words[i]) && is_small(words[i - 1]);
}

const char *name_slug(const char *words, size_t most, struct arena *arena)
{
    struct str slug = {0};
    bool gap = false;
    for (size_t i = 0; words[i]; i++) {
        char c = is_upper(words[i]) ? (char)(words[i] + 32) : words[i];
        if (!is_small(c) || (!slug.n && c <= '9')) {
            gap |= words[i] != '\'';
            continue;
        }
        size_t length = strcspn(words + i, " ");
        if (slug.n && (gap || begins_word(words, i))) {
            if (slug.n + 1 + (length < most / 2 ? length : most / 2) > most)
                break;
            str_add_char(&slug, '_');
        }
        gap = false;
        str_add_char(&slug, c);
    }
    str_cut(&slug, most);
    while (slug.n && slug.s[slug.n - 1] == '_')
        str_cut(&slug, slug.n - 1);
    const char *kept = arena_strndup(arena, str_get(&slug), slug.n);
    str_release(&slug);
    return kept;
}

const char *name_new(struct runbook_names *n, const char *words, size_t most, const char *otherwise)
{
    const char *slug = name_slug(words, most, n->arena);
    slug = *slug ? slug : otherwise;
    if (is_reserved(slug))
        slug = arena_printf(n->arena, "the_%s", slug);
    const char *name = slug;
    uint32_t seen = map_find(&n->taken, slug), number = seen == MAP_ABSENT ? 1 : seen + 1;
    for (; number > 1 && map_find(&n->taken, name = arena_printf(n->arena, "%s_%u", slug, number)) != MAP_ABSENT; number++)
        ;
    map_set(&n->taken, slug, number);
    if (name != slug)
        map_set(&n->taken, name, 1);
    return name;
}

bool name_is_alert(const char *s)
{
    size_t capitals = 0, n = 0;
    for (; s[n]; n++) {
        capitals += is_upper(s[n]) && n && s[n + 1] && !is_upper(s[n + 1]);
        if (!is_upper(s[n]) && !is_small(s[n]) && s[n] != '_')
            return false;
    }
    return n > 5 && capitals && (is_upper(s[0]) || is_small(s[0]));
}
