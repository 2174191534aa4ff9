/* yaml: libyaml's events to a tree with marks and limits. */
#include "text/yaml.h"

#include <string.h>
#include <yaml.h>

#include "base/i18n.h"
#include "base/map.h"
#include "text/yaml_text.h"

enum { MANY_KEYS = 12 }; /* from here on a map's keys are hashed to find duplicates */

struct open_node { /* a list or map whose end has not come yet */
    struct yaml_node *node, *last;
    const struct yaml_node *key; /* of the value that comes next */
    bool drop;                   /* that value belongs to a duplicate key */
    struct map keys;
};

struct reading {
    struct arena *arena;
    struct problems *problems;
    struct yaml_node *root;
    size_t n_nodes, n_documents, depth;
    struct open_node open[YAML_MAX_DEPTH];
};

static struct mark mark_of(yaml_mark_t m)
{
    return (struct mark){(uint32_t)m.line + 1, (uint32_t)m.column + 1};
}

static void refuse(struct reading *r, const char *rule, struct mark at, const char *sentence, const char *remedy)
{
    problem_error(r->problems, rule, at, "%s", sentence);
    problem_remedy(r->problems, "%s", remedy);
}

static const struct yaml_node *find_key(const struct open_node *top, const struct yaml_node *key)
{
    if (top->keys.n) {
        uint32_t at = map_find(&top->keys, key->text);
        return at == MAP_ABSENT ? NULL : key;
    }
    for (const struct yaml_node *c = top->node->first; c; c = c->next)
        if (c->key->n == key->n && memcmp(c->key->text, key->text, key->n) == 0)
            return c->key;
    return NULL;
}

static void remember_key(struct open_node *top, const struct yaml_node *key)
{
    if (top->node->n < MANY_KEYS)
        return;
    if (!top->keys.n)
        for (const struct yaml_node *c = top->node->first; c; c = c->next)
            map_set(&top->keys, c->key->text, 0);
    map_set(&top->keys, key->text, 0);
}

static bool take_key(struct reading *r, struct open_node *top, struct yaml_node *key)
{
    if (key->kind != YAML_TEXT) {
        refuse(r, "yaml-key", key->mark, _("a key must be a name, not a list or a map"),
               _("put it in quotes if it is text"));
        return false;
    }
    bool is_merge = key->style == YAML_PLAIN && strcmp(key->text, "<<") == 0, is_there = find_key(top, key) != NULL;
    if (is_merge)
        refuse(r, "yaml-merge", key->mark, _("merge keys (<<) are not part of this format"), _("write the keys out"));
    top->drop = is_merge || is_there;
    if (is_there) {
        problem_error(r->problems, "yaml-duplicate", key->mark, _("the key '%s' is here twice"), key->text);
        problem_remedy(r->problems, _("keep one of them"));
    }
    if (!top->drop)
        remember_key(top, key);
    top->key = key;
    return true;
}

/* Puts a finished scalar, or a list or map that just began, where it belongs. */
static bool place(struct reading *r, struct yaml_node *node)
{
    if (!r->depth) {
        r->root = node;
        return true;
    }
    struct open_node *top = &r->open[r->depth - 1];
    if (top->node->kind == YAML_MAP && !top->key)
        return take_key(r, top, node);
    node->key = top->key;
    top->key = NULL;
    if (top->drop) {
        top->drop = false;
        return true;
    }
    if (top->last)
        top->last->next = node;
    else
        top->node->first = node;
    top->last = node;
    top->node->n++;
    return true;
}

static struct yaml_node *new_node(struct reading *r, enum yaml_kind kind, const yaml_event_t *ev)
{
    struct yaml_node *node = arena_alloc(r->arena, sizeof *node);
    *node = (struct yaml_node){.kind = kind, .mark = mark_of(ev->start_mark), .text = ""};
    return node;
}

static void refuse_extras(struct reading *r, const yaml_event_t *ev, const yaml_char_t *anchor, const yaml_char_t *tag)
{
    struct mark at = mark_of(ev->start_mark);
    if (anchor)
        refuse(r, "yaml-anchor", at, _("anchors (&name) are not part of this format"),
               _("write the value where it is needed"));
    if (tag)
        refuse(r, "yaml-tag", at, _("tags (!name) are not part of this format"),
               _("remove it: every value is read by its key's type"));
}

static bool count_node(struct reading *r, const struct yaml_node *node)
{
    bool is_key = r->depth && r->open[r->depth - 1].node->kind == YAML_MAP && !r->open[r->depth - 1].key;
    if (is_key || ++r->n_nodes <= YAML_MAX_NODES)
        return true;
    problem_error(r->problems, "yaml-nodes", node->mark, _("this file has more than %d values"), YAML_MAX_NODES);
    problem_remedy(r->problems, _("split it into several files"));
    return false;
}

static size_t characters(const char *s, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += (s[i] & 0xC0) != 0x80;
    return count;
}

/* On one line and as long there as its text: then nobody need walk through the file to find a place in it. */
static bool is_verbatim(const yaml_event_t *ev, const struct yaml_node *node)
{
    size_t quotes = node->style == YAML_SINGLE || node->style == YAML_DOUBLE ? 2 : 0;
    return ev->start_mark.line == ev->end_mark.line && node->style != YAML_LITERAL && node->style != YAML_FOLDED &&
           ev->end_mark.column - ev->start_mark.column == characters(node->text, node->n) + quotes;
}

static bool take_scalar(struct reading *r, const yaml_event_t *ev)
{
    static const enum yaml_style styles[] = {
        [YAML_PLAIN_SCALAR_STYLE] = YAML_PLAIN,          [YAML_SINGLE_QUOTED_SCALAR_STYLE] = YAML_SINGLE,
        [YAML_DOUBLE_QUOTED_SCALAR_STYLE] = YAML_DOUBLE, [YAML_LITERAL_SCALAR_STYLE] = YAML_LITERAL,
        [YAML_FOLDED_SCALAR_STYLE] = YAML_FOLDED,
    };
    const char *text = (const char *)ev->data.scalar.value;
    size_t n = ev->data.scalar.length;
    struct yaml_node *node = new_node(r, YAML_TEXT, ev);
    node->style = styles[ev->data.scalar.style];
    refuse_extras(r, ev, ev->data.scalar.anchor, ev->data.scalar.tag);
    if (memchr(text, '\0', n)) {
        refuse(r, "yaml-nul", node->mark, _("this text holds a NUL character"), _("remove the \\0"));
        n = strlen(text);
    }
    node->text = arena_strndup(r->arena, text, n);
    node->n = (uint32_t)n;
    node->is_verbatim = is_verbatim(ev, node);
    return count_node(r, node) && place(r, node);
}

static bool begin(struct reading *r, enum yaml_kind kind, const yaml_event_t *ev)
{
    struct yaml_node *node = new_node(r, kind, ev);
    if (r->depth == YAML_MAX_DEPTH) {
        problem_error(r->problems, "yaml-depth", node->mark, _("lists and maps are nested more than %d deep"),
                      YAML_MAX_DEPTH);
        problem_remedy(r->problems, _("this is too deep for any flow or setting; flatten it"));
        return false;
    }
    if (!count_node(r, node) || !place(r, node))
        return false;
    r->open[r->depth++] = (struct open_node){.node = node};
    return true;
}

static bool begin_list(struct reading *r, const yaml_event_t *ev)
{
    refuse_extras(r, ev, ev->data.sequence_start.anchor, ev->data.sequence_start.tag);
    return begin(r, YAML_LIST, ev);
}

static bool begin_map(struct reading *r, const yaml_event_t *ev)
{
    refuse_extras(r, ev, ev->data.mapping_start.anchor, ev->data.mapping_start.tag);
    return begin(r, YAML_MAP, ev);
}

static bool end_node(struct reading *r, const yaml_event_t *ev)
{
    struct open_node *top = &r->open[--r->depth];
    (void)ev;
    map_release(&top->keys);
    return true;
}

static bool take_alias(struct reading *r, const yaml_event_t *ev)
{
    refuse(r, "yaml-alias", mark_of(ev->start_mark), _("aliases (*name) are not part of this format"),
           _("write the value out, or put text that begins with * in quotes"));
    struct yaml_node *node = new_node(r, YAML_TEXT, ev); /* some text, or its reader would complain of nothing too */
    node->text = arena_strdup(r->arena, (const char *)ev->data.alias.anchor);
    node->n = (uint32_t)strlen(node->text);
    return place(r, node);
}

static bool begin_document(struct reading *r, const yaml_event_t *ev)
{
    if (++r->n_documents == 1)
        return true;
    refuse(r, "yaml-documents", mark_of(ev->start_mark), _("a second document begins here"),
           _("put each document into a file of its own"));
    return false;
}

static bool pass(struct reading *r, const yaml_event_t *ev)
{
    (void)r;
    (void)ev;
    return true;
}

static bool (*const take_event[])(struct reading *, const yaml_event_t *) = {
    [YAML_NO_EVENT] = pass,
    [YAML_STREAM_START_EVENT] = pass,
    [YAML_STREAM_END_EVENT] = pass,
    [YAML_DOCUMENT_START_EVENT] = begin_document,
    [YAML_DOCUMENT_END_EVENT] = pass,
    [YAML_ALIAS_EVENT] = take_alias,
    [YAML_SCALAR_EVENT] = take_scalar,
    [YAML_SEQUENCE_START_EVENT] = begin_list,
    [YAML_SEQUENCE_END_EVENT] = end_node,
    [YAML_MAPPING_START_EVENT] = begin_map,
    [YAML_MAPPING_END_EVENT] = end_node,
};

static void say_syntax(struct reading *r, const yaml_parser_t *parser, const char *bytes, size_t n)
{
    const char *said = parser->problem ? parser->problem : "it ran out of memory";
    bool in_bytes = parser->error == YAML_READER_ERROR;
    size_t at = parser->problem_offset < n ? parser->problem_offset : n;
    struct mark mark = in_bytes ? yaml_mark_of_byte(bytes, at) : mark_of(parser->problem_mark);
    problem_error(r->problems, "yaml-syntax", mark, _("this is not YAML (%s)"), said);
    problem_remedy(r->problems, "%s", yaml_remedy(yaml_is_tabbed(bytes, n, mark.line) ? "tab character" : said));
}

static bool read_events(struct reading *r, yaml_parser_t *parser, const char *bytes, size_t n)
{
    for (bool go_on = true, ended = false; go_on && !ended;) {
        yaml_event_t ev;
        if (!yaml_parser_parse(parser, &ev)) {
            say_syntax(r, parser, bytes, n);
            return false;
        }
        ended = ev.type == YAML_STREAM_END_EVENT;
        go_on = take_event[ev.type](r, &ev);
        yaml_event_delete(&ev);
        if (!go_on)
            return false;
    }
    return true;
}

const struct yaml_node *yaml_read(const char *bytes, size_t n, struct arena *arena, struct problems *ps)
{
    struct reading r = {.arena = arena, .problems = ps};
    yaml_parser_t parser;
    if (!yaml_is_text(bytes, n, YAML_MAX_BYTES, ps))
        return NULL;
    if (!yaml_parser_initialize(&parser))
        mem_die("out of memory");
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes, n);
    bool ok = read_events(&r, &parser, bytes, n);
    while (r.depth)
        map_release(&r.open[--r.depth].keys);
    yaml_parser_delete(&parser);
    return ok ? r.root : NULL;
}

bool yaml_parse(const char *bytes, size_t n, const char *file, struct arena *arena, const struct yaml_node **root,
                struct err *e)
{
    struct problems ps = {.file = file};
    *root = yaml_read(bytes, n, arena, &ps);
    bool ok = problems_none(&ps, e);
    problems_release(&ps);
    return ok;
}

const struct yaml_node *yaml_find(const struct yaml_node *map, const char *key)
{
    if (!map || map->kind != YAML_MAP)
        return NULL;
    for (const struct yaml_node *c = map->first; c; c = c->next)
        if (c->key->text[0] == key[0] && strcmp(c->key->text, key) == 0)
            return c;
    return NULL;
}

bool yaml_is_empty(const struct yaml_node *node)
{
    return node->kind == YAML_TEXT && node->style == YAML_PLAIN &&
           (node->n == 0 || strcmp(node->text, "~") == 0 || strcmp(node->text, "null") == 0);
}

const char *yaml_library_version(void)
{
    return yaml_get_version_string();
}
