/* load: once everything was read, names become indices, conditions get their types, and steps know what follows them. */
#include <string.h>

#include "base/i18n.h"
#include "flow/load.h"

/* ---- references ---- */

static const char *nearest_step(const struct flow *f, const char *name)
{
    struct guess g = {.name = name};
    for (size_t i = 0; i < f->n_steps; i++)
        guess_try(&g, f->step[i].id);
    return g.best;
}

static const char *nearest_cause(const struct flow *f, const char *name)
{
    struct guess g = {.name = name};
    for (size_t i = 0; i < f->n_causes; i++)
        guess_try(&g, f->cause[i].id);
    return g.best;
}

static const char *nearest_input(const struct flow *f, const char *name)
{
    struct guess g = {.name = name};
    for (size_t i = 0; i < f->n_inputs; i++)
        guess_try(&g, f->input[i].id);
    return g.best;
}

static const struct {
    size_t map; /* offset in struct flow */
    const char *rule, *remedy;
    const char *(*nearest)(const struct flow *, const char *);
} by_kind[] = {
    [REFERENCE_STEP] = {offsetof(struct flow, step_by_id), "missing-step", N_("name a step of this flow"), nearest_step},
    [REFERENCE_CAUSE] = {offsetof(struct flow, cause_by_id), "missing-cause", N_("add it under `causes:`"), nearest_cause},
    [REFERENCE_INPUT] = {offsetof(struct flow, input_by_id), "missing-input", N_("add it under `inputs:`"), nearest_input},
};

static void say_missing(struct loading *l, const struct reference *r)
{
    struct problems *ps = l->problems;
    switch (r->kind) {
    case REFERENCE_STEP:
        problem_error(ps, "missing-step", r->node->mark, _("this leads to '%s', which is not defined"), r->name);
        break;
    case REFERENCE_CAUSE:
        problem_error(ps, "missing-cause", r->node->mark, _("'%s' is not one of the causes"), r->name);
        break;
    case REFERENCE_INPUT:
        problem_error(ps, "missing-input", r->node->mark, _("'%s' is not one of the inputs"), r->name);
        break;
    }
    const char *near = ps->list.n < PROBLEMS_GUESSED ? by_kind[r->kind].nearest(l->flow, r->name) : NULL;
    if (near)
        problem_remedy(ps, _("did you mean '%s'?"), near);
    else
        problem_remedy(ps, "%s", _(by_kind[r->kind].remedy));
}

static void resolve_reference(struct loading *l, const struct reference *r)
{
    const struct map *map = (const struct map *)((const char *)l->flow + by_kind[r->kind].map);
    uint32_t i = map_find(map, r->name);
    *r->at = i == MAP_ABSENT ? -1 : (int)i;
    if (i != MAP_ABSENT)
        return;
    if (r->missing)
        *r->missing = true;
    say_missing(l, r);
}

/* ---- what a reader of the result must never meet ---- */

static void drop_lost_shares(struct flow_share *share, size_t *n, const struct yaml_node *map, bool has_else)
{
    size_t kept = 0, i = 0;
    for (const struct yaml_node *c = map ? map->first : NULL; c && i < *n; c = c->next, i++)
        if (share[i].cause >= 0 || (has_else && strcmp(c->key->text, "else") == 0))
            share[kept++] = share[i];
    *n = kept;
}

static void drop_lost(struct flow_step *step)
{
    size_t kept = 0;
    for (size_t i = 0; i < step->n_inputs; i++)
        if (step->input[i] >= 0)
            step->input[kept++] = step->input[i];
    step->n_inputs = kept;
    if (step->n_cures)
        drop_lost_shares(step->cure, &step->n_cures, yaml_find(step->source, "cures"), false);
    for (size_t i = 0; i < step->n_answers; i++) {
        struct flow_answer *a = &step->answer[i];
        if (a->n_shares)
            drop_lost_shares(a->share, &a->n_shares, yaml_find(a->source, "evidence"), true);
    }
}

/* ---- what follows what ---- */

static void settle_answer(const struct flow_step *step, struct flow_answer *a)
{
    bool has_own = a->next != -2;
    if (!has_own && a->outcome == OUTCOME_NONE)
        a->outcome = step->outcome;
    if (!has_own) {
        a->next = step->next;
        a->next_missing = step->next_missing;
    }
    if (a->outcome != OUTCOME_NONE) {
        a->next = -1;
        a->next_missing = false;
    }
}

static void settle_step(struct flow *f, size_t i)
{
    struct flow_step *step = &f->step[i];
    if (step->next == -2)
        step->next = i + 1 < f->n_steps ? (int)i + 1 : -1;
    if (step->outcome != OUTCOME_NONE)
        step->next = -1;
    for (size_t a = 0; a < step->n_answers; a++)
        settle_answer(step, &step->answer[a]);
}

/* ---- what observes ---- */

static void add_observer(struct loading *l, struct flow_observer o)
{
    struct flow *f = l->flow;
    const char *id = o.probe ? o.probe->id : o.action->id;
    const struct yaml_node *source = o.probe ? o.probe->source : o.action->source;
    f->observer[f->n_observers] = o;
    uint32_t other = map_find(&f->observer_by_id, id);
    if (other == MAP_ABSENT) {
        map_set(&f->observer_by_id, id, (uint32_t)f->n_observers++);
        return;
    }
    f->n_observers++;
    const struct yaml_node *at = yaml_find(source, "id");
    problem_error(l->problems, "duplicate-id", at ? at->mark : source->mark,
                  _("there is a probe or action '%s' already, in step '%s'"), id, f->step[f->observer[other].step].id);
    problem_remedy(l->problems, _("give one of them another id: their facts are named after it"));
}

static void collect_observers(struct loading *l)
{
    struct flow *f = l->flow;
    size_t n = 0;
    for (size_t i = 0; i < f->n_steps; i++)
        n += f->step[i].n_probes + f->step[i].n_actions;
    f->observer = arena_array(&f->arena, n, sizeof *f->observer);
    for (size_t i = 0; i < f->n_steps; i++) {
        const struct flow_step *s = &f->step[i];
        for (size_t p = 0; p < s->n_probes; p++)
            add_observer(l, (struct flow_observer){(int)i, &s->probe[p], NULL});
        for (size_t a = 0; a < s->n_actions; a++)
            add_observer(l, (struct flow_observer){(int)i, NULL, &s->action[a]});
    }
}

/* ---- conditions, presets, facts of examples ---- */

static bool kind_of(const void *of, const char *name, enum value_kind *kind)
{
    return flow_name_kind(((const struct loading *)of)->flow, name, kind);
}

static const char *nearest_name(const void *of, const char *name)
{
    struct flow *f = ((const struct loading *)of)->flow;
    return flow_nearest_name(f, name, &f->arena);
}

static void bind_condition(struct loading *l, const struct pending_condition *p)
{
    struct condition_place place = {l->flow->bytes, l->flow->n_bytes, p->node};
    struct condition_names names = {kind_of, nearest_name, l};
    if (!condition_bind((struct condition *)(uintptr_t)*p->at, &place, &names, l->problems))
        *p->at = NULL;
}

static const char *literal_of(enum value_kind kind)
{
    static const char *const literals[] = {
        [VALUE_UNKNOWN] = "",
        [VALUE_NONE] = "",
        [VALUE_FLAG] = N_("it is true or false"),
        [VALUE_NUMBER] = N_("it is a number like 5, 0.5 or 8%"),
        [VALUE_DURATION] = N_("it is a length of time like 90s or 15m"),
        [VALUE_TIME] = N_("it is a time like 2026-03-01T14:07:00Z"),
        [VALUE_TEXT] = "",
    };
    return literals[kind];
}

static void check_preset(struct loading *l, const struct pending_preset *p)
{
    struct value v;
    enum value_kind kind = flow_input_kind(p->input->type);
    bool is_chosen = p->input->choices.n == 0;
    for (size_t i = 0; i < p->input->choices.n; i++)
        is_chosen |= strcmp(p->input->choices.v[i], p->input->preset) == 0;
    if (!is_chosen)
        load_expected(l, p->node, _("a default is one of the choices"));
    else if (*p->input->preset && !value_parse(p->input->preset, kind, &v))
        load_expected(l, p->node, _(literal_of(kind)));
}

static void read_fact_value(struct loading *l, const struct yaml_node *node, enum value_kind kind, struct value *v)
{
    *v = value_none();
    if (!load_is(l, node, YAML_TEXT) || yaml_is_empty(node))
        return;
    if (!value_parse(node->text, kind == VALUE_UNKNOWN ? VALUE_TEXT : kind, v))
        load_expected(l, node, _(literal_of(kind)));
}

static void resolve_fact(struct loading *l, const struct pending_fact *p)
{
    enum value_kind kind;
    struct example_fact *fact = p->fact;
    if (!flow_name_kind(l->flow, fact->name, &kind)) {
        const char *near = l->problems->list.n < PROBLEMS_GUESSED ? nearest_name(l, fact->name) : NULL;
        problem_error(l->problems, "unbound-fact", p->node->key->mark, _("nothing in this flow yields '%s'"), fact->name);
        if (near)
            problem_remedy(l->problems, _("did you mean '%s'?"), near);
        else
            problem_remedy(l->problems, _("name an input or PROBE: {FACT: value}"));
        return;
    }
    if (p->node->kind != YAML_LIST) {
        read_fact_value(l, p->node, kind, &fact->value[fact->n++]);
        return;
    }
    for (const struct yaml_node *c = p->node->first; c; c = c->next)
        read_fact_value(l, c, kind, &fact->value[fact->n++]);
}

static void drop_lost_facts(struct flow_example *e)
{
    size_t kept = 0;
    for (size_t i = 0; i < e->n_facts; i++)
        if (e->fact[i].n)
            e->fact[kept++] = e->fact[i];
    e->n_facts = kept;
}

void load_resolve(struct loading *l)
{
    struct flow *f = l->flow;
    collect_observers(l);
    for (size_t i = 0; i < l->references.n; i++)
        resolve_reference(l, &l->references.v[i]);
    for (size_t i = 0; i < f->n_steps; i++) {
        drop_lost(&f->step[i]);
        settle_step(f, i);
    }
    for (size_t i = 0; i < l->conditions.n; i++)
        bind_condition(l, &l->conditions.v[i]);
    for (size_t i = 0; i < l->presets.n; i++)
        check_preset(l, &l->presets.v[i]);
    for (size_t i = 0; i < l->facts.n; i++)
        resolve_fact(l, &l->facts.v[i]);
    for (size_t i = 0; i < f->n_examples; i++)
        drop_lost_facts(&f->example[i]);
}
