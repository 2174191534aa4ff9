/* redact_load: one row a key. */
#include "text/redact_load.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "text/redact_expand.h"
#include "text/regex.h"
#include "text/yaml.h"

enum { LITERAL_MIN = 3, LITERALS_MAX = 64 };

struct loading {
    struct redact_set *set;
    struct redact_own *rule;
    struct problems *problems;
    bool is_wrong;
};

static void refuse(struct loading *l, const struct yaml_node *node, const char *rule, const char *why, const char *remedy)
{
    problem_error(l->problems, rule, node->mark, "%s", why);
    if (remedy)
        problem_remedy(l->problems, "%s", remedy);
    l->is_wrong = true;
}

static const char *keep(struct loading *l, const struct yaml_node *node)
{
    if (node->kind != YAML_TEXT || !*node->text) {
        refuse(l, node, "wrong-value", _("a text is expected here"), NULL);
        return NULL;
    }
    return arena_strdup(&l->set->arena, node->text);
}

/* ---- keys ---- */

static void take_kind(struct loading *l, const struct yaml_node *node)
{
    const char *kind = keep(l, node);
    size_t n = kind ? strlen(kind) : 0;
    if (kind && (n > REDACT_KIND_MAX || strspn(kind, "abcdefghijklmnopqrstuvwxyz0123456789-") != n))
        refuse(l, node, "wrong-value", _("a kind is a short word of a-z, 0-9 and -"), _("it becomes part of the mark: <redacted:KIND#1>"));
    l->rule->rule.kind = kind ? kind : "";
}

static void take_literals(struct loading *l, const struct yaml_node *node)
{
    bool is_one = node->kind == YAML_TEXT;
    const struct yaml_node *one = is_one ? node : node->kind == YAML_LIST ? node->first : NULL;
    const char **list = arena_array(&l->set->arena, LITERALS_MAX + 1, sizeof *list);
    size_t n = 0;
    for (; one && n < LITERALS_MAX; one = is_one ? NULL : one->next) {
        const char *text = keep(l, one);
        if (text && strlen(text) < LITERAL_MIN)
            refuse(l, one, "wrong-value", _("a literal of less than three bytes stands nearly everywhere"), _("use a longer one"));
        list[n++] = text ? text : "";
    }
    if (n == 0 || one)
        refuse(l, node, "wrong-value", _("literals is a list of 1 to 64 texts"), NULL);
    l->rule->rule.literals = list;
}

static void take_pattern(struct loading *l, const struct yaml_node *node)
{
    l->rule->written = l->rule->rule.pattern = keep(l, node);
}

static void take_each(struct loading *l, const struct yaml_node *node)
{
    l->rule->rule.each = keep(l, node);
}

static void take_needs(struct loading *l, const struct yaml_node *node)
{
    l->rule->rule.needs = keep(l, node);
    if (l->rule->rule.needs && strlen(l->rule->rule.needs) != 1)
        refuse(l, node, "wrong-value", _("needs is one character"), NULL);
}

static void take_reader(struct loading *l, const struct yaml_node *node)
{
    l->rule->reader = keep(l, node);
}

static void take_flag(struct loading *l, const struct yaml_node *node, unsigned flag)
{
    if (node->kind != YAML_TEXT || (strcmp(node->text, "true") != 0 && strcmp(node->text, "false") != 0))
        refuse(l, node, "wrong-value", _("true or false is expected here"), NULL);
    else if (*node->text == 't')
        l->rule->rule.flags |= flag;
}

static void take_caseless(struct loading *l, const struct yaml_node *node)
{
    take_flag(l, node, REDACT_CASELESS);
}

static void take_word(struct loading *l, const struct yaml_node *node)
{
    take_flag(l, node, REDACT_WORD);
}

static void take_name(struct loading *l, const struct yaml_node *node)
{
    take_flag(l, node, REDACT_NAME);
}

static double number(struct loading *l, const struct yaml_node *node, double least, double most)
{
    char *end = NULL;
    double v = node->kind == YAML_TEXT ? strtod(node->text, &end) : 0;
    if (!end || end == node->text || *end || !(v >= least && v <= most)) {
        refuse(l, node, "wrong-value", _("this number is not one that can stand here"), NULL);
        return least;
    }
    return v;
}

static void take_reach(struct loading *l, const struct yaml_node *node)
{
    l->rule->rule.reach = (unsigned)number(l, node, 16, REDACT_MOST_REACH);
}

static void take_entropy(struct loading *l, const struct yaml_node *node)
{
    l->rule->rule.entropy = (unsigned)(number(l, node, 1, 8) * 100 + 0.5);
}

/* A sample may be written in pieces, so that no scanner of repositories takes it for real. */
static void add_sample(struct loading *l, const struct yaml_node *node, bool is_positive)
{
    struct str text = {0};
    for (const struct yaml_node *one = node->kind == YAML_LIST ? node->first : node; one; one = node->kind == YAML_LIST ? one->next : NULL)
        if (one->kind == YAML_TEXT)
            str_add_n(&text, one->text, one->n);
    struct redact_sample *sample = vec_push(&l->rule->sample);
    *sample = (struct redact_sample){arena_strdup(&l->set->arena, str_get(&text)), is_positive, node->mark};
    if (is_positive && !strstr(sample->text, "\xc2\xab"))
        refuse(l, node, "wrong-value", _("a positive sample says what is secret in it"), _("put « and » around it"));
    str_release(&text);
}

static void add_samples(struct loading *l, const struct yaml_node *node, bool is_positive)
{
    if (node->kind != YAML_LIST)
        refuse(l, node, "wrong-value", _("a list of samples is expected here"), NULL);
    for (const struct yaml_node *one = node->kind == YAML_LIST ? node->first : NULL; one; one = one->next)
        add_sample(l, one, is_positive);
}

static void take_positive(struct loading *l, const struct yaml_node *node)
{
    add_samples(l, node, true);
}

static void take_negative(struct loading *l, const struct yaml_node *node)
{
    add_samples(l, node, false);
}

static const struct key {
    const char *name;
    void (*take)(struct loading *l, const struct yaml_node *node);
} keys[] = {
    {"kind", take_kind},         {"literals", take_literals}, {"pattern", take_pattern},   {"each", take_each},
    {"needs", take_needs},       {"caseless", take_caseless}, {"word", take_word},         {"name", take_name},
    {"reach", take_reach},       {"entropy", take_entropy},   {"reader", take_reader},     {"positive", take_positive},
    {"negative", take_negative},
};

/* ---- a rule ---- */

static void take_key(struct loading *l, const struct yaml_node *node)
{
    const char *near = NULL;
    unsigned best = 4;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (str_eq(keys[i].name, node->key->text)) {
            keys[i].take(l, node);
            return;
        }
        unsigned distance = str_distance(keys[i].name, node->key->text);
        near = distance < best ? keys[i].name : near;
        best = distance < best ? distance : best;
    }
    problem_error(l->problems, "unknown-key", node->key->mark, _("a rule has no key '%s'"), node->key->text);
    if (near)
        problem_remedy(l->problems, _("did you mean '%s'?"), near);
    l->is_wrong = true;
}

static bool compiles(struct loading *l, const struct yaml_node *node, const char *pattern, unsigned more)
{
    struct err e = {0};
    unsigned flags = REGEX_BYTES | more | (l->rule->rule.flags & REDACT_CASELESS ? REGEX_CASELESS : 0U);
    struct regex *re = regex_compile(pattern, flags, NULL, &e);
    bool ok = re && regex_n_groups(re) > 0 && regex_n_groups(re) < REGEX_GROUPS - 1;
    if (!re)
        refuse(l, node, "pattern", e.text, NULL);
    else if (!ok)
        refuse(l, node, "pattern", _("the pattern has no group"), _("put ( and ) around what is secret, or call it (?<secret>...)"));
    regex_free(re);
    return ok;
}

static void fold(const struct redact_rule *rule)
{
    for (const char *const *l = rule->literals; *l; l++)
        for (char *c = (char *)(uintptr_t)*l; *c; c++) /* the arena's, and ours until the set is handed out */
            *c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
}

static void expand(struct loading *l, const struct yaml_node *node)
{
    struct err e = {0};
    struct str whole = {0};
    if (!redact_expand(l->rule->written, l->set->piece.v, l->set->piece.n, &whole, &e))
        refuse(l, yaml_find(node, "pattern"), "pattern", e.text, NULL);
    else if (compiles(l, yaml_find(node, "pattern"), str_get(&whole), REGEX_ANCHORED) && l->rule->rule.each)
        compiles(l, yaml_find(node, "each"), l->rule->rule.each, REGEX_LINES);
    l->rule->rule.pattern = arena_strdup(&l->set->arena, str_get(&whole));
    str_release(&whole);
}

static void finish(struct loading *l, const struct yaml_node *node)
{
    const struct redact_rule *rule = &l->rule->rule;
    bool is_read = l->rule->reader != NULL;
    if (!rule->kind)
        refuse(l, node, "missing-key", _("the rule has no kind"), NULL);
    if (!is_read && !rule->literals)
        refuse(l, node, "missing-key", _("the rule has no literals"), _("name the texts where to look: a pattern alone would be asked at every byte"));
    if (!is_read && !rule->pattern)
        refuse(l, node, "missing-key", _("the rule has no pattern"), NULL);
    if (l->is_wrong || is_read)
        return;
    if (rule->flags & REDACT_CASELESS)
        fold(rule);
    expand(l, node);
}

static void load_rule(struct redact_set *set, const char *file, const struct yaml_node *node, struct problems *ps)
{
    struct loading l = {set, vec_push(&set->rule), ps, false};
    l.rule->file = file;
    l.rule->mark = node->mark;
    if (node->kind != YAML_MAP)
        refuse(&l, node, "wrong-value", _("a rule is a map: kind, literals, pattern"), NULL);
    else
        for (const struct yaml_node *one = node->first; one; one = one->next)
            take_key(&l, one);
    if (node->kind == YAML_MAP)
        finish(&l, node);
    if (l.is_wrong) {
        vec_release(&l.rule->sample);
        set->rule.n--;
    }
}

static void load_rules(struct redact_set *set, const char *file, const struct yaml_node *list, struct problems *ps)
{
    const char *kept = arena_strdup(&set->arena, file);
    if (list->kind != YAML_LIST)
        problem_error(ps, "wrong-value", list->mark, _("a list of rules is expected here"));
    for (const struct yaml_node *one = list->kind == YAML_LIST ? list->first : NULL; one; one = one->next)
        load_rule(set, kept, one, ps);
}

static void load_pieces(struct redact_set *set, const struct yaml_node *map, struct problems *ps)
{
    for (const struct yaml_node *one = map->kind == YAML_MAP ? map->first : NULL; one; one = one->next) {
        if (one->kind != YAML_TEXT) {
            problem_error(ps, "wrong-value", one->mark, _("a piece is a text"));
            continue;
        }
        struct redact_piece *piece = vec_push(&set->piece);
        *piece = (struct redact_piece){arena_strdup(&set->arena, one->key->text), arena_strdup(&set->arena, one->text)};
    }
}

void redact_load(struct redact_set *set, const char *file, const char *text, size_t n, struct problems *ps)
{
    struct arena arena = {0};
    ps->file = arena_strdup(&ps->arena, file);
    const struct yaml_node *root = yaml_read(text, n, &arena, ps), *pieces = yaml_find(root, "pieces"), *rules = yaml_find(root, "rules");
    if (root && !pieces && !rules)
        problem_error(ps, "missing-key", root->mark, _("the file has no `rules`"));
    for (const struct yaml_node *one = root && root->kind == YAML_MAP ? root->first : NULL; one; one = one->next)
        if (one != pieces && one != rules)
            problem_error(ps, "unknown-key", one->key->mark, _("there is no key '%s' here; `pieces` and `rules` are"), one->key->text);
    if (pieces)
        load_pieces(set, pieces, ps);
    if (rules)
        load_rules(set, file, rules, ps);
    arena_release(&arena);
}

void redact_set_release(struct redact_set *set)
{
    for (size_t i = 0; i < set->rule.n; i++)
        vec_release(&set->rule.v[i].sample);
    vec_release(&set->rule);
    vec_release(&set->piece);
    arena_release(&set->arena);
    memset(set, 0, sizeof *set);
}
