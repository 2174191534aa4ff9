/* format_load: a format out of its YAML. One row a key. */
#include "logs/format_load.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

void log_load_expected(struct format_loading *l, const struct yaml_node *node, const char *remedy)
{
    if (node->kind == YAML_TEXT && !yaml_is_empty(node))
        problem_error(l->problems, "wrong-value", node->mark, _("'%.60s' cannot stand here"), node->text);
    else if (node->key)
        problem_error(l->problems, "wrong-value", node->mark, _("'%.60s' has another kind of value"), node->key->text);
    else
        problem_error(l->problems, "wrong-value", node->mark, _("another kind of value belongs here"));
    problem_remedy(l->problems, "%s", remedy);
}

bool log_load_is(struct format_loading *l, const struct yaml_node *node, enum yaml_kind kind)
{
    if (node->kind == kind)
        return true;
    log_load_expected(l, node,
                      kind == YAML_MAP    ? _("write a map, `name: value` on lines of their own or in {braces}")
                      : kind == YAML_LIST ? _("write a list, `- item` on lines of their own or in [brackets]")
                                          : _("write a single text or number"));
    return false;
}

size_t log_load_texts(struct format_loading *l, const struct yaml_node *node, const char ***texts)
{
    size_t n = 0;
    *texts = arena_array(l->arena, node->kind == YAML_TEXT ? 1 : node->n, sizeof **texts);
    if (node->kind == YAML_TEXT && !yaml_is_empty(node))
        (*texts)[n++] = node->text;
    else if (log_load_is(l, node, YAML_LIST))
        for (const struct yaml_node *c = node->first; c; c = c->next)
            if (log_load_is(l, c, YAML_TEXT))
                (*texts)[n++] = c->text;
    return n;
}

void log_load_flag(struct format_loading *l, const struct yaml_node *node, bool *flag)
{
    bool is_true = node->kind == YAML_TEXT && strcmp(node->text, "true") == 0;
    if (is_true || (node->kind == YAML_TEXT && strcmp(node->text, "false") == 0))
        *flag = is_true;
    else
        log_load_expected(l, node, _("write true or false"));
}

const char *log_load_nearest(const char *name, const char *(*candidate)(size_t i))
{
    const char *best = NULL, *c;
    unsigned least = strlen(name) <= 3 ? 2 : 4;
    for (size_t i = 0; (c = candidate(i)); i++) {
        unsigned distance = str_distance(name, c);
        if (distance >= least)
            continue;
        least = distance;
        best = c;
    }
    return best;
}

void log_load_unknown(struct format_loading *l, const struct yaml_node *key, const char *nearest)
{
    problem_error(l->problems, "unknown-key", key->mark, _("the key '%s' has no meaning here"), key->text);
    if (nearest)
        problem_remedy(l->problems, _("did you mean '%s'?"), nearest);
    else
        problem_remedy(l->problems, _("remove it"));
}

/* ---- keys ---- */

static void load_id(struct format_loading *l, const struct yaml_node *node)
{
    size_t n = node->kind == YAML_TEXT ? strspn(node->text, "abcdefghijklmnopqrstuvwxyz0123456789-") : 0;
    if (n && !node->text[n])
        l->format->id = node->text;
    else
        log_load_expected(l, node, _("an id has small letters, digits and -, like nginx-error"));
}

static void load_title(struct format_loading *l, const struct yaml_node *node)
{
    if (node->kind == YAML_TEXT && !str_blank(node->text))
        l->format->title = node->text;
    else
        log_load_expected(l, node, _("write something, or leave the key out"));
}

static void load_specific(struct format_loading *l, const struct yaml_node *node)
{
    size_t n = node->kind == YAML_TEXT ? strspn(node->text, "0123456789") : 0;
    if (n && n <= 3 && !node->text[n] && strtol(node->text, NULL, 10) <= 100)
        l->format->specific = (int)strtol(node->text, NULL, 10);
    else
        log_load_expected(l, node, _("write a number from 0 (reads nearly anything) to 100"));
}

/* What it says is read by logs/format_head, for who has no time to read the rest. */
static void load_begins(struct format_loading *l, const struct yaml_node *node)
{
    const char **masks;
    (void)log_load_texts(l, node, &masks);
}

static void load_no_other(struct format_loading *l, const struct yaml_node *node)
{
    log_load_flag(l, node, &l->format->no_other_keys);
}

static void load_utc(struct format_loading *l, const struct yaml_node *node)
{
    log_load_flag(l, node, &l->format->is_utc);
}

static void load_access(struct format_loading *l, const struct yaml_node *node)
{
    log_load_flag(l, node, &l->format->is_access);
}

static void load_fast(struct format_loading *l, const struct yaml_node *node)
{
    if (node->kind == YAML_TEXT)
        l->format->fast = log_fast_find(node->text); /* none of that name: by pattern alone, as in an older triage */
    else
        log_load_expected(l, node, _("write a single text or number"));
}

static void load_syntax(struct format_loading *l, const struct yaml_node *node)
{
    static const char *const words[] = {
        [SYNTAX_PATTERN] = "pattern", [SYNTAX_JSON] = "json", [SYNTAX_LOGFMT] = "logfmt"};
    for (size_t i = 0; i < COUNT(words) && node->kind == YAML_TEXT; i++)
        if (strcmp(node->text, words[i]) == 0) {
            l->format->syntax = (enum log_syntax)i;
            return;
        }
    log_load_expected(l, node, _("write pattern, json or logfmt"));
}

static void load_time(struct format_loading *l, const struct yaml_node *node)
{
    struct log_format *f = l->format;
    f->n_times = log_load_texts(l, node, &f->time);
    for (size_t i = 0; i < f->n_times; i++) {
        if (stamp_is_layout(f->time[i]))
            continue;
        problem_error(l->problems, "time-layout", node->mark, _("'%.60s' is no layout of a time"), f->time[i]);
        problem_remedy(l->problems, _("use iso, clf, or %%Y %%m %%d %%b %%H %%M %%S %%f %%z %%s and what stands between them"));
    }
}

static void load_inside(struct format_loading *l, const struct yaml_node *node)
{
    struct log_format *f = l->format;
    f->n_inside = log_load_texts(l, node, &f->inside_id);
    f->inside = arena_array(l->arena, f->n_inside, sizeof *f->inside);
}

static void load_must_fit(struct format_loading *l, const struct yaml_node *node)
{
    log_load_flag(l, node, &l->format->must_fit_inside);
}

static void load_inside_only(struct format_loading *l, const struct yaml_node *node)
{
    log_load_flag(l, node, &l->format->inside_only);
}

static void load_newline(struct format_loading *l, const struct yaml_node *node)
{
    log_load_flag(l, node, &l->format->ends_in_newline);
}

static const struct {
    const char *name;
    void (*load)(struct format_loading *l, const struct yaml_node *node);
    bool is_required;
} keys[] = {
    {"id", load_id, true},
    {"title", load_title, true},
    {"specific", load_specific, false},
    {"begins", load_begins, false},
    {"syntax", load_syntax, false},
    {"patterns", log_load_patterns, false},
    {"keys", log_load_keys, false},
    {"needs", log_load_needs, false},
    {"no_other_keys", load_no_other, false},
    {"follows", log_load_follows, false},
    {"utc", load_utc, false},
    {"time", load_time, false},
    {"levels", log_load_levels, false},
    {"inside", load_inside, false},
    {"must_fit_inside", load_must_fit, false},
    {"inside_only", load_inside_only, false},
    {"ends_in_newline", load_newline, false},
    {"access", load_access, false},
    {"fast", load_fast, false},
    {"samples", log_load_samples, true},
};

static const char *key_name(size_t i)
{
    return i < COUNT(keys) ? keys[i].name : NULL;
}

static void load_key(struct format_loading *l, const struct yaml_node *value)
{
    for (size_t i = 0; i < COUNT(keys); i++)
        if (strcmp(keys[i].name, value->key->text) == 0) {
            keys[i].load(l, value);
            return;
        }
    log_load_unknown(l, value->key, log_load_nearest(value->key->text, key_name));
}

static void say_missing(struct format_loading *l, struct mark at, const char *key)
{
    problem_error(l->problems, "missing-key", at, _("the key '%s' is missing here"), key);
    problem_remedy(l->problems, _("add `%s:`"), key);
}

static void load_root(struct format_loading *l, const struct yaml_node *root)
{
    struct log_format *f = l->format;
    for (const struct yaml_node *c = root->first; c; c = c->next)
        load_key(l, c);
    for (size_t i = 0; i < COUNT(keys); i++)
        if (keys[i].is_required && !yaml_find(root, keys[i].name))
            say_missing(l, root->mark, keys[i].name);
    const char *body = f->syntax == SYNTAX_PATTERN ? "patterns" : "keys";
    if (!yaml_find(root, body))
        say_missing(l, root->mark, body);
}

struct log_format *log_format_load(const char *file, const char *text, size_t n, struct arena *arena, struct problems *ps)
{
    size_t before = ps->n_errors;
    struct log_format *f = arena_alloc(arena, sizeof *f);
    struct format_loading l = {f, arena, ps};
    ps->file = arena_strdup(&ps->arena, file); /* the caller's may be gone when the problems are shown */
    *f = (struct log_format){.file = arena_strdup(arena, file), .specific = 50};
    const struct yaml_node *root = yaml_read(text, n, arena, ps);
    if (!root && ps->n_errors == before) {
        problem_error(ps, "empty", (struct mark){1, 1}, _("this log format is empty"));
        problem_remedy(ps, _("docs/log-formats.md has a first one"));
    }
    if (root && log_load_is(&l, root, YAML_MAP))
        load_root(&l, root);
    if (ps->n_errors == before)
        return f;
    log_format_release(f);
    return NULL;
}

void log_format_release(struct log_format *f)
{
    for (size_t i = 0; i < f->n_patterns; i++)
        regex_free(f->pattern[i].re);
    for (size_t i = 0; i < f->n_follows; i++)
        regex_free(f->follows[i].re);
    map_release(&f->keys);
}
