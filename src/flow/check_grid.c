/* check_grid: facts, constants, and what lies between them. */
#include "flow/check_grid.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- which conditions can be examined ---- */

static bool is_constant(const struct expr *e)
{
    if (e->op == EXPR_NAME || e->op == EXPR_DEFINED)
        return false;
    return (!e->a || is_constant(e->a)) && (!e->b || is_constant(e->b));
}

static const struct expr *name_in_chain(const struct expr *chain)
{
    for (const struct expr *o = chain->a; o; o = o->next)
        if (o->op == EXPR_NAME)
            return o;
    return NULL;
}

/* One fact, any number of times, and constants. */
static bool is_simple_chain(const struct expr *chain)
{
    const struct expr *name = name_in_chain(chain);
    for (const struct expr *o = chain->a; o; o = o->next)
        if (o->op == EXPR_NAME ? strcmp(o->name, name->name) != 0 : !is_constant(o))
            return false;
    return true;
}

static bool is_stepwise(const struct expr *e)
{
    switch (e->op) {
    case EXPR_LITERAL:
    case EXPR_NAME:
    case EXPR_DEFINED:
        return true;
    case EXPR_NOT:
        return is_stepwise(e->a);
    case EXPR_AND:
    case EXPR_OR:
        return is_stepwise(e->a) && is_stepwise(e->b);
    case EXPR_CHAIN:
        return is_simple_chain(e);
    case EXPR_MATCHES:
    case EXPR_NEGATE:
    case EXPR_ADD:
    case EXPR_SUBTRACT:
    case EXPR_MULTIPLY:
    case EXPR_DIVIDE:
        return false;
    }
    return false;
}

bool grid_can_examine(const struct condition *c)
{
    return c && c->facts.n <= GRID_FACTS && is_stepwise(c->root);
}

/* ---- taking in ---- */

static struct axis *find_axis(struct grid *g, const char *fact)
{
    for (size_t i = 0; i < g->n; i++)
        if (strcmp(g->axis[i].fact, fact) == 0)
            return &g->axis[i];
    return NULL;
}

static void add_axis(struct grid *g, const struct flow *f, const char *fact)
{
    enum value_kind kind;
    if (find_axis(g, fact))
        return;
    if (g->n == GRID_FACTS || !flow_name_kind(f, fact, &kind) || kind == VALUE_UNKNOWN) {
        g->is_cut = true;
        return;
    }
    struct axis *a = &g->axis[g->n++];
    a->fact = fact;
    a->kind = kind;
    a->n = 0;
    a->is_share = false;
}

static void add_value(struct grid *g, struct axis *a, struct value v)
{
    if (a->n < GRID_VALUES - 4)
        a->v[a->n++] = v;
    else
        g->is_cut = true;
}

static void add_chain(struct grid *g, const struct expr *chain)
{
    const struct expr *name = name_in_chain(chain);
    struct axis *a = name ? find_axis(g, name->name) : NULL;
    for (const struct expr *o = a ? chain->a : NULL; o; o = o->next)
        if (is_constant(o)) {
            add_value(g, a, expr_value(o, NULL, NULL));
            a->is_share |= o->op == EXPR_LITERAL && o->is_share;
        }
}

static void add_constants(struct grid *g, const struct expr *e)
{
    if (e->op == EXPR_CHAIN)
        add_chain(g, e);
    if (e->op == EXPR_NOT || e->op == EXPR_AND || e->op == EXPR_OR)
        add_constants(g, e->a);
    if (e->b)
        add_constants(g, e->b);
}

void grid_begin(struct grid *g)
{
    g->n = 0;
    g->is_cut = false;
}

void grid_add(struct grid *g, const struct flow *f, const struct condition *c)
{
    for (size_t i = 0; i < c->facts.n; i++)
        add_axis(g, f, c->facts.v[i]);
    if (!g->is_cut)
        add_constants(g, c->root);
}

/* ---- between and beyond ---- */

static int by_size(const void *a, const void *b)
{
    const struct value *x = a, *y = b;
    double left = x->kind == VALUE_NUMBER ? x->number : (double)x->us;
    double right = y->kind == VALUE_NUMBER ? y->number : (double)y->us;
    return left < right ? -1 : left > right;
}

/* Between whole numbers a whole one, where there is one: most facts are counts. */
static struct value between(const struct value *a, const struct value *b)
{
    struct value v = *a;
    double middle = a->number + (b->number - a->number) * 0.5, whole = floor(middle);
    v.number = a->number == floor(a->number) && whole > a->number ? whole : middle;
    v.us = a->us + (int64_t)(((double)b->us - (double)a->us) * 0.5);
    return v;
}

static struct value beyond(const struct value *v, int sign)
{
    struct value far = *v;
    far.number = v->number + sign * (1 + fabs(v->number));
    far.us = v->us + sign * 1000000;
    return far;
}

static void drop_equal(struct axis *a)
{
    size_t n = a->n ? 1 : 0;
    for (size_t i = 1; i < a->n; i++)
        if (by_size(&a->v[n - 1], &a->v[i]) != 0)
            a->v[n++] = a->v[i];
    a->n = n;
}

static void fill_numbers(struct grid *g, struct axis *a)
{
    if (!a->n) { /* only asked whether it is there: any value will do */
        add_value(g, a, (struct value){.kind = a->kind});
        return;
    }
    if (a->n > 1)
        qsort(a->v, a->n, sizeof *a->v, by_size);
    drop_equal(a);
    size_t n = a->n;
    for (size_t i = 0; i + 1 < n; i++)
        add_value(g, a, between(&a->v[i], &a->v[i + 1]));
    struct value first = beyond(&a->v[0], -1), last = beyond(&a->v[n - 1], 1);
    add_value(g, a, first);
    add_value(g, a, last);
}

static bool add_text(struct axis *a, const char *text)
{
    bool has_room = a->n < GRID_VALUES - 4;
    if (has_room)
        a->v[a->n++] = value_text(text);
    return has_room;
}

bool axis_add_possible(struct axis *a, const struct flow *f)
{
    const struct flow_step *step = flow_find_step(f, a->fact);
    const struct flow_input *input = flow_find_input(f, a->fact);
    bool all = true;
    if (input && input->choices.n) {
        for (size_t i = 0; i < input->choices.n; i++)
            all = add_text(a, input->choices.v[i]) && all;
        return all;
    }
    if (input || !step || step->answers_fixes || step->call || !step->n_answers)
        return false;
    for (size_t i = 0; i < step->n_answers; i++)
        all = add_text(a, step->answer[i].id) && all;
    return add_text(a, "unsure") && all;
}

static void fill_texts(struct grid *g, struct axis *a, const struct flow *f)
{
    size_t constants = a->n;
    struct axis possible = {.fact = a->fact};
    if (axis_add_possible(&possible, f)) {
        memcpy(a->v, possible.v, possible.n * sizeof *a->v);
        a->n = possible.n;
        return;
    }
    a->n = constants;
    add_value(g, a, value_text("\n")); /* some text that no condition names */
}

static void finish_axis(struct grid *g, struct axis *a, const struct flow *f)
{
    if (a->kind == VALUE_FLAG) {
        a->n = 0;
        add_value(g, a, value_flag(false));
        add_value(g, a, value_flag(true));
    } else if (a->kind == VALUE_TEXT) {
        fill_texts(g, a, f);
    } else {
        fill_numbers(g, a);
    }
    a->v[a->n++] = value_none();
}

void grid_finish(struct grid *g, const struct flow *f)
{
    for (size_t i = 0; i < g->n && !g->is_cut; i++)
        finish_axis(g, &g->axis[i], f);
    g->is_cut |= !g->is_cut && grid_n_points(g) > GRID_POINTS;
}

/* ---- points ---- */

size_t grid_n_points(const struct grid *g)
{
    size_t n = 1;
    for (size_t i = 0; i < g->n; i++)
        n *= g->axis[i].n;
    return n;
}

void grid_go(struct grid *g, size_t point)
{
    for (size_t i = 0; i < g->n; i++) {
        g->at[i] = &g->axis[i].v[point % g->axis[i].n];
        point /= g->axis[i].n;
    }
}

static struct value give(void *of, const char *name)
{
    struct grid *g = of;
    for (size_t i = 0; i < g->n; i++)
        if (strcmp(g->axis[i].fact, name) == 0)
            return *g->at[i];
    return value_unknown();
}

bool grid_holds(struct grid *g, const struct condition *c)
{
    return condition_holds(c, give, g);
}

bool grid_is_known(const struct grid *g)
{
    for (size_t i = 0; i < g->n; i++)
        if (!value_is_known(g->at[i]))
            return false;
    return true;
}
