/* load: the examples a flow carries. Their facts are read as text first: what kind they are is known at the end. */
#include <string.h>

#include "base/i18n.h"
#include "flow/load.h"

#define OF(type, field) offsetof(struct type, field)

static size_t count_facts(const struct yaml_node *node)
{
    size_t n = 0;
    for (const struct yaml_node *c = node->first; c; c = c->next)
        n += c->kind == YAML_MAP ? c->n : 1;
    return n;
}

static void read_fact(struct loading *l, struct flow_example *e, const char *name, const struct yaml_node *node)
{
    struct example_fact *fact = &e->fact[e->n_facts++];
    size_t n = node->kind == YAML_LIST ? node->n : 1;
    *fact = (struct example_fact){.name = name, .mark = node->mark};
    fact->value = arena_array(&l->flow->arena, n, sizeof *fact->value);
    *vec_push(&l->facts) = (struct pending_fact){fact, node};
}

/* probe: {fact: value or [value, ...]}, and name: value for what has no probe (an input). */
static void read_facts(struct loading *l, const struct yaml_node *node, void *at)
{
    struct flow_example *e = at;
    if (!load_is(l, node, YAML_MAP))
        return;
    e->fact = arena_array(&l->flow->arena, count_facts(node), sizeof *e->fact);
    for (const struct yaml_node *probe = node->first; probe; probe = probe->next) {
        if (probe->kind != YAML_MAP) {
            read_fact(l, e, probe->key->text, probe);
            continue;
        }
        for (const struct yaml_node *c = probe->first; c; c = c->next)
            read_fact(l, e, arena_printf(&l->flow->arena, "%s.%s", probe->key->text, c->key->text), c);
    }
}

static void read_answers(struct loading *l, const struct yaml_node *node, void *at)
{
    struct flow_example *e = at;
    if (!load_is(l, node, YAML_MAP))
        return;
    e->answer = arena_array(&l->flow->arena, node->n, sizeof *e->answer);
    for (const struct yaml_node *c = node->first; c; c = c->next) {
        struct example_answer *a = &e->answer[e->n_answers++];
        *a = (struct example_answer){.step = c->key->text, .mark = c->key->mark};
        if (c->kind == YAML_TEXT) {
            a->answer = (struct names){arena_array(&l->flow->arena, 1, sizeof *a->answer.v), 1};
            a->answer.v[0] = c->text;
        } else {
            load_names(l, c, &a->answer);
        }
    }
}

static void read_outcome(struct loading *l, const struct yaml_node *node, void *at)
{
    load_outcome(l, node, &((struct flow_example *)at)->expect.outcome);
}

static void read_top(struct loading *l, const struct yaml_node *node, void *at)
{
    load_text(l, node, &((struct flow_example *)at)->expect.top);
}

static void read_path(struct loading *l, const struct yaml_node *node, void *at)
{
    load_names(l, node, &((struct flow_example *)at)->expect.path);
}

static const struct key expect_keys[] = {
    {"outcome", read_outcome, 0, false},
    {"top", read_top, 0, false},
    {"path", read_path, 0, false},
};

static void read_expect(struct loading *l, const struct yaml_node *node, void *at)
{
    ((struct flow_example *)at)->expect.mark = node->key->mark;
    LOAD_MAP(l, node, expect_keys, at);
}

static const struct key example_keys[] = {
    {"name", load_text, OF(flow_example, name), true},
    {"facts", read_facts, 0, false},
    {"answers", read_answers, 0, false},
    {"expect", read_expect, 0, true},
};

void load_examples(struct loading *l, const struct yaml_node *node, void *at)
{
    struct flow *f = at;
    if (!load_is(l, node, YAML_LIST))
        return;
    f->example = arena_array(&f->arena, node->n, sizeof *f->example);
    for (const struct yaml_node *c = node->first; c; c = c->next) {
        struct flow_example *e = &f->example[f->n_examples];
        *e = (struct flow_example){.name = "", .mark = c->mark, .source = c};
        f->n_examples += LOAD_MAP(l, c, example_keys, e);
    }
}
