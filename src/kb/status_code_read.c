/* status_code_read: the table of status codes out of its YAML. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "kb/status_code.h"
#include "text/clean.h"
#include "text/yaml.h"

static const char RULE[] = "status-code";

/* What a code and a comparison must say in words. */
static const struct text_key {
    const char *key;
    size_t at;
} code_texts[] = {
    {"name", offsetof(struct status_code, name)},
    {"class", offsetof(struct status_code, class)},
    {"use", offsetof(struct status_code, use)},
    {"client", offsetof(struct status_code, client)},
    {"caching", offsetof(struct status_code, caching)},
    {NULL, 0},
}, registered_texts[] = {
    {"spec", offsetof(struct status_code, spec)},
    {NULL, 0},
}, unregistered_texts[] = {
    {"by", offsetof(struct status_code, spec)},
    {NULL, 0},
}, comparison_texts[] = {
    {"differs", offsetof(struct status_comparison, differs)},
    {"tell", offsetof(struct status_comparison, tell)},
    {NULL, 0},
};

struct reading {
    struct status_codes *table;
    struct problems problems;
};

static struct mark mark_of(const struct yaml_node *node)
{
    return node ? node->mark : (struct mark){1, 1};
}

static void refuse(struct reading *r, const struct yaml_node *at, const char *sentence, const char *remedy)
{
    problem_error(&r->problems, RULE, mark_of(at), "%s", sentence);
    problem_remedy(&r->problems, "%s", remedy);
}

static const struct yaml_node *list_of(struct reading *r, const struct yaml_node *map, const char *key)
{
    const struct yaml_node *list = yaml_find(map, key);
    if (list && list->kind == YAML_LIST)
        return list;
    problem_error(&r->problems, RULE, mark_of(map), _("'%s' is missing, or is no list"), key);
    problem_remedy(&r->problems, _("write '%s:' with a list below it"), key);
    return NULL;
}

static const char *keep(struct reading *r, const struct yaml_node *value)
{
    char *clean = clean_line(value->text);
    const char *kept = arena_strdup(&r->table->arena, clean);
    mem_free(clean);
    return kept;
}

static void read_texts(struct reading *r, const struct yaml_node *map, const struct text_key *row, void *into)
{
    for (; row->key; row++) {
        const struct yaml_node *value = yaml_find(map, row->key);
        const char *text = value && value->kind == YAML_TEXT ? keep(r, value) : "";
        memcpy((char *)into + row->at, &text, sizeof text);
        if (!str_blank(text))
            continue;
        problem_error(&r->problems, RULE, mark_of(map), _("'%s' is missing, or is no text"), row->key);
        problem_remedy(&r->problems, _("write '%s:' with a sentence behind it"), row->key);
    }
}

static int read_number(struct reading *r, const struct yaml_node *parent, const struct yaml_node *node)
{
    bool is_number = node && node->kind == YAML_TEXT && node->n == 3 && strspn(node->text, "0123456789") == 3;
    int number = is_number ? (int)strtol(node->text, NULL, 10) : 0;
    if (number >= STATUS_LEAST && number <= STATUS_MOST)
        return number;
    refuse(r, node ? node : parent, _("a status code is missing here"), _("write a number from 100 to 599"));
    return 0;
}

static void read_causes(struct reading *r, const struct yaml_node *map, struct status_code *c)
{
    const struct yaml_node *list = list_of(r, map, "causes");
    if (!list)
        return;
    c->cause = arena_array(&r->table->arena, list->n, sizeof *c->cause);
    for (const struct yaml_node *n = list->first; n; n = n->next)
        if (n->kind == YAML_TEXT && !str_blank(n->text))
            c->cause[c->n_causes++] = keep(r, n);
        else
            refuse(r, n, _("a cause is missing here"), _("write it as one sentence, or remove the line"));
}

static void read_related(struct reading *r, const struct yaml_node *map, struct status_code *c)
{
    const struct yaml_node *list = list_of(r, map, "related");
    if (!list)
        return;
    c->related = arena_array(&r->table->arena, list->n, sizeof *c->related);
    for (const struct yaml_node *n = list->first; n; n = n->next)
        c->related[c->n_related++] = read_number(r, list, n);
}

static void read_code(struct reading *r, const struct yaml_node *map, bool is_registered, struct status_code *c)
{
    c->is_registered = is_registered;
    c->number = read_number(r, map, yaml_find(map, "code"));
    read_texts(r, map, code_texts, c);
    read_texts(r, map, is_registered ? registered_texts : unregistered_texts, c);
    read_causes(r, map, c);
    read_related(r, map, c);
    if (c->number && status_code_find(r->table, c->number) != c)
        refuse(r, map, _("the code is there twice"), _("keep one of them"));
    if (c->number && !str_eq(c->class, status_class_name(c->number / 100)))
        refuse(r, map, _("the class is not that of the first digit"), _("write what RFC 9110, section 15, calls it"));
}

static void read_comparison(struct reading *r, const struct yaml_node *map, struct status_comparison *c)
{
    const struct yaml_node *pair = list_of(r, map, "codes");
    read_texts(r, map, comparison_texts, c);
    if (pair && pair->n == 2) {
        c->number[0] = read_number(r, pair, pair->first);
        c->number[1] = read_number(r, pair, pair->first->next);
    } else if (pair) {
        refuse(r, pair, _("a comparison is of two codes"), _("name two of them"));
    }
}

/* A number that leads nowhere would be a dead link on the screen. */
static void check_number(struct reading *r, const struct yaml_node *at, int number)
{
    if (!status_code_find(r->table, number))
        refuse(r, at, _("it leads to a code that is not in the list"), _("correct the number, or add the code"));
}

static void check_relations(struct reading *r, const struct yaml_node *codes, const struct status_code *c)
{
    for (const struct yaml_node *n = codes->first; n; n = n->next, c++)
        for (size_t k = 0; k < c->n_related; k++)
            check_number(r, n, c->related[k]);
}

static void check_comparisons(struct reading *r, const struct yaml_node *comparisons)
{
    const struct status_comparison *c = r->table->comparison;
    for (const struct yaml_node *n = comparisons->first; n; n = n->next, c++) {
        check_number(r, n, c->number[0]);
        check_number(r, n, c->number[1]);
    }
}

static int by_number(const void *a, const void *b)
{
    const struct status_code *left = a, *right = b;
    return left->number - right->number;
}

static void read_codes(struct reading *r, const struct yaml_node *list, bool is_registered)
{
    struct status_codes *t = r->table;
    for (const struct yaml_node *n = list->first; n; n = n->next)
        read_code(r, n, is_registered, &t->code[t->n_codes++]);
}

static void read_comparisons(struct reading *r, const struct yaml_node *list)
{
    struct status_codes *t = r->table;
    t->comparison = arena_array(&t->arena, list->n, sizeof *t->comparison);
    for (const struct yaml_node *n = list->first; n; n = n->next)
        read_comparison(r, n, &t->comparison[t->n_comparisons++]);
}

static void read_table(struct reading *r, const struct yaml_node *root)
{
    struct status_codes *t = r->table;
    const struct yaml_node *codes = list_of(r, root, "codes"), *others = list_of(r, root, "unregistered"),
                           *comparisons = list_of(r, root, "comparisons");
    if (!codes || !others || !comparisons)
        return;
    t->code = arena_array(&t->arena, codes->n + others->n, sizeof *t->code);
    read_codes(r, codes, true);
    read_codes(r, others, false);
    read_comparisons(r, comparisons);
    check_relations(r, codes, t->code);
    check_relations(r, others, t->code + codes->n);
    check_comparisons(r, comparisons);
    qsort(t->code, t->n_codes, sizeof *t->code, by_number);
}

bool status_codes_parse(const char *bytes, size_t n, const char *file, struct status_codes *t, struct err *e)
{
    *t = (struct status_codes){0};
    struct reading r = {.table = t, .problems.file = file};
    const struct yaml_node *root = yaml_read(bytes, n, &t->arena, &r.problems);
    if (r.problems.n_errors == 0)
        read_table(&r, root);
    bool is_good = problems_none(&r.problems, e);
    problems_release(&r.problems);
    if (!is_good)
        status_codes_release(t);
    return is_good;
}

void status_codes_release(struct status_codes *t)
{
    arena_release(&t->arena);
    *t = (struct status_codes){0};
}
