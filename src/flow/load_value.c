/* load: one value by its key's type, and maps whose keys are fixed. */
#include <assert.h>
#include <string.h>

#include "base/i18n.h"
#include "base/time.h"
#include "base/utf8.h"
#include "flow/load.h"
#include "text/regex.h"

enum { NAME_MAX_BYTES = 60 };

static void say_unknown_key(struct loading *l, const struct yaml_node *value, const struct key *keys, size_t n)
{
    struct guess g = {.name = value->key->text};
    struct str all = {0};
    for (size_t i = 0; i < n; i++) {
        guess_try(&g, keys[i].name);
        str_addf(&all, "%s%s", i ? " " : "", keys[i].name);
    }
    problem_error(l->problems, "unknown-key", value->key->mark, _("the key '%s' has no meaning here"), g.name);
    if (g.best)
        problem_remedy(l->problems, _("did you mean '%s'?"), g.best);
    else
        problem_remedy(l->problems, _("the keys here are: %s"), str_get(&all));
    str_release(&all);
}

static const struct key *find_key(const struct key *keys, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (keys[i].name[0] == name[0] && strcmp(keys[i].name, name) == 0)
            return &keys[i];
    return NULL;
}

static void say_missing_key(struct loading *l, const struct yaml_node *map, const char *name)
{
    problem_error(l->problems, "missing-key", map->mark, _("the key '%s' is missing here"), name);
    problem_remedy(l->problems, _("add `%s:`"), name);
}

bool load_map(struct loading *l, const struct yaml_node *node, const struct key *keys, size_t n, void *object)
{
    uint32_t seen = 0; /* a bit a row */
    assert(n <= 32);
    if (!load_is(l, node, YAML_MAP))
        return false;
    for (const struct yaml_node *c = node->first; c; c = c->next) {
        const struct key *key = find_key(keys, n, c->key->text);
        if (!key) {
            say_unknown_key(l, c, keys, n);
            continue;
        }
        seen |= UINT32_C(1) << (key - keys);
        key->read(l, c, (char *)object + key->offset);
    }
    for (size_t i = 0; i < n; i++)
        if (keys[i].is_required && !(seen >> i & 1))
            say_missing_key(l, node, keys[i].name);
    return true;
}

void load_expected(struct loading *l, const struct yaml_node *node, const char *remedy)
{
    const char *key = node->key ? node->key->text : "";
    struct mark at = node->mark;
    if (node->kind == YAML_TEXT && !yaml_is_empty(node))
        problem_error(l->problems, "wrong-value", at, _("'%.60s' cannot stand here"), node->text);
    else if (*key)
        problem_error(l->problems, "wrong-value", at, _("'%.60s' has another kind of value"), key);
    else
        problem_error(l->problems, "wrong-value", at, _("another kind of value belongs here"));
    problem_remedy(l->problems, "%s", remedy);
}

bool load_is(struct loading *l, const struct yaml_node *node, enum yaml_kind kind)
{
    if (node->kind == kind)
        return true;
    load_expected(l, node,
                  kind == YAML_MAP    ? _("write a map, `name: value` on lines of their own or in {braces}")
                  : kind == YAML_LIST ? _("write a list, `- item` on lines of their own or in [brackets]")
                                      : _("write a single text or number"));
    return false;
}

void load_any_text(struct loading *l, const struct yaml_node *node, void *at)
{
    if (load_is(l, node, YAML_TEXT))
        *(const char **)at = node->text;
}

void load_text(struct loading *l, const struct yaml_node *node, void *at)
{
    if (!load_is(l, node, YAML_TEXT))
        return;
    if (str_blank(node->text))
        load_expected(l, node, _("write something, or leave the key out"));
    else
        *(const char **)at = node->text;
}

bool load_is_name(const char *s)
{
    size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_");
    return *s >= 'a' && *s <= 'z' && !s[n] && n <= NAME_MAX_BYTES;
}

/* What an author most likely wants where a name has capitals, dashes or spaces; NULL where there is no telling. */
static const char *mend_name(struct arena *arena, const char *wrong)
{
    char *name = arena_strdup(arena, wrong);
    for (char *s = name; *s; s++) {
        bool is_upper = *s >= 'A' && *s <= 'Z', is_kept = (*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9');
        *s = is_upper ? (char)(*s + 32) : is_kept ? *s : '_';
    }
    return load_is_name(name) ? name : NULL;
}

/* The mended name is what the flow goes on with: no variable that a shell sees has capitals, PATH least of all. */
void load_name(struct loading *l, const struct yaml_node *node, void *at)
{
    if (!load_is(l, node, YAML_TEXT))
        return;
    *(const char **)at = node->text;
    if (load_is_name(node->text))
        return;
    const char *name = mend_name(&l->flow->arena, node->text);
    problem_error(l->problems, "name", node->mark, _("'%.60s' cannot be a name"), node->text);
    if (name) {
        problem_remedy(l->problems, _("write '%s': small letters, digits and _, a letter first"), name);
        *(const char **)at = name;
    } else {
        problem_remedy(l->problems, _("use small letters, digits and _, a letter first, at most %d"), NAME_MAX_BYTES);
    }
}

void load_id(struct loading *l, const struct yaml_node *node, void *at)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    if (!load_is(l, node, YAML_TEXT))
        return;
    size_t n = strspn(node->text, allowed);
    if (n && !node->text[n] && n <= NAME_MAX_BYTES && node->text[0] != '-' && node->text[0] != '_')
        *(const char **)at = node->text;
    else
        load_expected(l, node, _("an id has letters, digits, - and _, like http-500"));
}

void load_names(struct loading *l, const struct yaml_node *node, void *at)
{
    struct names *names = at;
    if (!load_is(l, node, YAML_LIST))
        return;
    names->v = arena_array(&l->flow->arena, node->n, sizeof *names->v);
    for (const struct yaml_node *c = node->first; c; c = c->next)
        if (load_is(l, c, YAML_TEXT))
            names->v[names->n++] = c->text;
}

void load_duration(struct loading *l, const struct yaml_node *node, void *at)
{
    if (load_is(l, node, YAML_TEXT) && !time_parse_duration(node->text, at))
        load_expected(l, node, _("a length of time has a unit: 90s, 15m, 1h30m, 2d"));
}

void load_count(struct loading *l, const struct yaml_node *node, void *at)
{
    struct value v;
    if (!load_is(l, node, YAML_TEXT))
        return;
    if (value_parse(node->text, VALUE_NUMBER, &v) && v.number >= 0 && v.number <= 1e6 && v.number == (double)(int64_t)v.number)
        *(int64_t *)at = (int64_t)v.number;
    else
        load_expected(l, node, _("write a whole number from 0 to 1000000"));
}

void load_share(struct loading *l, const struct yaml_node *node, void *at)
{
    struct value v;
    if (!load_is(l, node, YAML_TEXT))
        return;
    if (value_parse(node->text, VALUE_NUMBER, &v) && v.number >= 0 && v.number <= 1)
        *(double *)at = v.number;
    else
        load_expected(l, node, _("a share is between 0 and 1, or between 0% and 100%"));
}

void load_flag(struct loading *l, const struct yaml_node *node, void *at)
{
    struct value v;
    if (!load_is(l, node, YAML_TEXT))
        return;
    if (value_parse(node->text, VALUE_FLAG, &v))
        *(bool *)at = v.flag;
    else
        load_expected(l, node, _("write true or false"));
}

void load_pattern(struct loading *l, const struct yaml_node *node, void *at)
{
    size_t offset = 0;
    struct err why = {0};
    load_text(l, node, at);
    if (node->kind != YAML_TEXT || regex_check(node->text, &offset, &why))
        return;
    struct mark mark = yaml_mark_inside(l->flow->bytes, l->flow->n_bytes, node, offset);
    problem_error(l->problems, "pattern", mark, "%s", why.text);
    problem_remedy(l->problems, _("correct the pattern; a backslash is doubled inside double-quoted YAML"));
    *(const char **)at = NULL;
}

/* Characters that show a command other than it is: bidirectional controls, what has no width, control characters. */
static bool is_hidden(uint32_t cp)
{
    static const struct {
        uint32_t first, last;
    } hidden[] = {
        {0x00, 0x08},     {0x0B, 0x1F},     {0x7F, 0x9F},     {0xAD, 0xAD},     {0x61C, 0x61C},   {0x180E, 0x180E},
        {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F},
    };
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        if (cp >= hidden[i].first && cp <= hidden[i].last)
            return true;
    return false;
}

void load_command(struct loading *l, const struct yaml_node *node, void *at)
{
    load_text(l, node, at);
    if (node->kind != YAML_TEXT)
        return;
    uint32_t cp;
    for (size_t i = 0, n; i < node->n; i += n) {
        n = utf8_decode(node->text + i, node->n - i, &cp);
        n = n ? n : 1;
        if (!is_hidden(cp))
            continue;
        struct mark mark = yaml_mark_inside(l->flow->bytes, l->flow->n_bytes, node, i);
        problem_error(l->problems, "hidden", mark,
                      _("this command holds the invisible character U+%04X: it would run other than it reads"), cp);
        problem_remedy(l->problems, _("remove it; a flow with such a command is not started"));
        l->is_refused = true;
        return;
    }
}

int load_word(struct loading *l, const struct yaml_node *node, const struct words *words, size_t first)
{
    if (!load_is(l, node, YAML_TEXT))
        return -1;
    int found = words_find(words, node->text);
    if (found >= (int)first)
        return found;
    struct guess g = {.name = node->text};
    struct str all = {0};
    for (size_t i = first; i < words->n; i++) {
        guess_try(&g, words->v[i]);
        str_addf(&all, "%s%s", i > first ? ", " : "", words->v[i]);
    }
    load_expected(l, node, "");
    if (g.best)
        problem_remedy(l->problems, _("did you mean '%s'?"), g.best);
    else
        problem_remedy(l->problems, _("write one of: %s"), str_get(&all));
    str_release(&all);
    return -1;
}

void load_outcome(struct loading *l, const struct yaml_node *node, void *at)
{
    int word = load_word(l, node, &outcome_words, 1);
    if (word > 0)
        *(enum outcome *)at = (enum outcome)word;
}

void load_condition(struct loading *l, const struct yaml_node *node, void *at)
{
    struct condition_place place = {l->flow->bytes, l->flow->n_bytes, node};
    if (!load_is(l, node, YAML_TEXT))
        return;
    const struct condition **condition = at;
    *condition = condition_parse(node->text, &place, &l->flow->arena, l->problems);
    if (*condition)
        *vec_push(&l->conditions) = (struct pending_condition){condition, node};
}

void load_refer(struct loading *l, enum reference_kind kind, const struct yaml_node *node, int *at, bool *missing)
{
    *at = -1;
    if (load_is(l, node, YAML_TEXT))
        *vec_push(&l->references) = (struct reference){kind, node, node->text, at, missing};
}

void load_shares(struct loading *l, const struct yaml_node *node, struct flow_share **share, size_t *n, bool has_else)
{
    if (!load_is(l, node, YAML_MAP))
        return;
    *share = arena_array(&l->flow->arena, node->n, sizeof **share);
    for (const struct yaml_node *c = node->first; c; c = c->next) {
        struct flow_share *s = &(*share)[(*n)++];
        *s = (struct flow_share){.cause = -1, .mark = c->key->mark};
        load_share(l, c, &s->share);
        if (!has_else || strcmp(c->key->text, "else") != 0)
            *vec_push(&l->references) = (struct reference){REFERENCE_CAUSE, c->key, c->key->text, &s->cause, NULL};
    }
}
