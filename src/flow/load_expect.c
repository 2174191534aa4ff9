/* load: what the output of a command must be, and what facts are read from it. */
#include <string.h>

#include "base/i18n.h"
#include "flow/load.h"

#define OF(type, field) offsetof(struct type, field)

/* ---- expect ---- */

static void read_exit(struct loading *l, const struct yaml_node *node, void *at)
{
    struct value v;
    if (!load_is(l, node, YAML_TEXT))
        return;
    if (strspn(node->text, "0123456789") == node->n && value_parse(node->text, VALUE_NUMBER, &v) && v.number <= 255)
        *(int *)at = (int)v.number;
    else
        load_expected(l, node, _("an exit status is a number from 0 to 255"));
}

static bool is_status(const char *s)
{
    return strlen(s) == 3 && s[0] >= '1' && s[0] <= '5' && (strcmp(s + 1, "xx") == 0 || strspn(s + 1, "0123456789") == 2);
}

static void read_status(struct loading *l, const struct yaml_node *node, void *at)
{
    struct names *names = at;
    if (node->kind == YAML_TEXT) {
        names->v = arena_array(&l->flow->arena, 1, sizeof *names->v);
        names->v[names->n++] = node->text;
    } else {
        load_names(l, node, at);
    }
    for (size_t i = 0; i < names->n; i++)
        if (!is_status(names->v[i])) {
            load_expected(l, node, _("an HTTP status is like 200 or 2xx"));
            *names = (struct names){0};
        }
}

static struct flow_field *read_pairs(struct loading *l, const struct yaml_node *node, read_value read, size_t *n)
{
    struct flow_field *all = load_is(l, node, YAML_MAP) ? arena_array(&l->flow->arena, node->n + 1, sizeof *all) : NULL;
    for (const struct yaml_node *c = all ? node->first : NULL; c; c = c->next) {
        const char **text = arena_array(&l->flow->arena, 1, sizeof *text);
        read(l, c, text);
        if (*text)
            all[(*n)++] = (struct flow_field){c->key->text, {text, 1}};
    }
    return all;
}

static void read_headers(struct loading *l, const struct yaml_node *node, void *at)
{
    struct flow_expect *expect = at;
    expect->header = read_pairs(l, node, load_pattern, &expect->n_headers);
}

static void read_json(struct loading *l, const struct yaml_node *node, void *at)
{
    struct flow_expect *expect = at;
    expect->json = read_pairs(l, node, load_any_text, &expect->n_json);
    for (const struct yaml_node *c = node->kind == YAML_MAP ? node->first : NULL; c; c = c->next)
        if (*c->key->text != '/')
            load_expected(l, c->key, _("a JSON pointer begins with /, as in /checks/db"));
}

static const struct key expect_keys[] = {
    {"exit", read_exit, OF(flow_expect, exit_status), false},
    {"status", read_status, OF(flow_expect, status), false},
    {"matches", load_pattern, OF(flow_expect, matches), false},
    {"headers", read_headers, 0, false},
    {"json", read_json, 0, false},
    {"latency", load_duration, OF(flow_expect, latency), false},
    {"certificate", load_duration, OF(flow_expect, certificate), false},
};

void load_expect(struct loading *l, const struct yaml_node *node, void *at)
{
    LOAD_MAP(l, node, expect_keys, at);
}

/* ---- facts ---- */

static void read_fact_kind(struct loading *l, const struct yaml_node *node, void *at)
{
    int word = load_word(l, node, &kind_words, VALUE_FLAG);
    if (word > 0)
        *(enum value_kind *)at = (enum value_kind)word;
}

static void read_from(struct loading *l, const struct yaml_node *node, void *at)
{
    bool is_pointer = node->kind == YAML_TEXT && node->text[0] == '/';
    (is_pointer ? load_text : load_pattern)(l, node, at);
}

static const struct key capture_keys[] = {
    {"type", read_fact_kind, OF(flow_capture, kind), true},
    {"from", read_from, OF(flow_capture, from), false},
};

/* fact: type, or fact: {type, from}. */
static void read_capture(struct loading *l, const struct yaml_node *node, struct flow_capture *capture)
{
    capture->kind = VALUE_TEXT;
    load_name(l, node->key, &capture->id);
    if (node->kind == YAML_TEXT)
        read_fact_kind(l, node, &capture->kind);
    else
        LOAD_MAP(l, node, capture_keys, capture);
}

struct load_captures load_captures(struct loading *l, const struct yaml_node *node)
{
    struct load_captures all = {0};
    if (!load_is(l, node, YAML_MAP))
        return all;
    all.v = arena_array(&l->flow->arena, node->n, sizeof *all.v);
    for (const struct yaml_node *c = node->first; c; c = c->next)
        read_capture(l, c, &all.v[all.n++]);
    return all;
}
