/* way_out: the steps and their arrows as numbers, and the components of that graph. */
#include "flow/way_out.h"

#include <string.h>

#include "flow/condition.h"

/* Nodes. Of step i: 2 i is being on the way to it, where it may be passed over; 2 i + 1 is standing at it. Behind them the
 * list of fixes, which many steps may lead to, and a node for each outcome. */
struct graph {
    const struct flow *f;
    way_out_called *called;
    void *of;
    uint32_t n, list, outcome; /* nodes; the list of fixes; the first of the outcomes */
    uint32_t *start, *to;      /* arrows of a node: to[start[i]] .. to[start[i + 1]] */
    uint32_t n_arrows;
    bool is_counting;
};

static uint32_t way_to(int step)
{
    return 2 * (uint32_t)step;
}

static void arrow(struct graph *g, uint32_t to)
{
    if (!g->is_counting)
        g->to[g->n_arrows] = to;
    g->n_arrows++;
}

static void go(struct graph *g, enum outcome outcome, int next)
{
    if (outcome != OUTCOME_NONE)
        arrow(g, g->outcome + (uint32_t)outcome);
    else if (next >= 0)
        arrow(g, way_to(next));
}

/* ---- what leads where --------------------------------------------------------------------------------------------------- */

static struct value nobody_looked(void *of, const char *name)
{
    (void)of, (void)name;
    return value_unknown();
}

/* Without facts a condition has one value for ever. */
static bool is_always(const struct condition *c, bool value)
{
    struct value v = c ? condition_value(c, nobody_looked, NULL) : value_flag(true);
    return v.kind == VALUE_FLAG && v.flag == value;
}

static void on_the_way(struct graph *g, int i)
{
    const struct flow_step *s = &g->f->step[i];
    int below = i + 1 < (int)g->f->n_steps ? i + 1 : -1;
    if (!is_always(s->when, false))
        arrow(g, way_to(i) + 1);
    if (!is_always(s->when, true))
        go(g, OUTCOME_NONE, s->next >= 0 ? s->next : below);
}

static void come_back(struct graph *g, const struct flow_step *s)
{
    unsigned outcomes = g->called ? g->called(g->of, s->call) : WAY_OUT_ALL;
    for (int o = OUTCOME_RESOLVED; o <= OUTCOME_ESCALATED; o++) {
        const struct flow_answer *a = flow_find_answer(s, outcome_name((enum outcome)o));
        if (outcomes >> o & 1)
            go(g, a ? a->outcome : s->outcome, a ? a->next : s->next);
    }
}

static void standing_at(struct graph *g, const struct flow_step *s)
{
    bool has_unsure = false;
    if (s->call)
        come_back(g, s);
    for (size_t i = 0; !s->call && i < s->n_answers; i++)
        go(g, s->answer[i].outcome, s->answer[i].next);
    for (size_t i = 0; i < s->n_answers; i++)
        has_unsure |= str_eq(s->answer[i].id, "unsure");
    if (s->answers_fixes)
        arrow(g, g->list);
    if (!has_unsure)
        go(g, s->outcome, s->next);
}

static void list_fixes(struct graph *g)
{
    for (size_t i = 0; i < g->f->n_steps; i++)
        if (g->f->step[i].is_fix)
            arrow(g, way_to((int)i));
    arrow(g, g->outcome + OUTCOME_ESCALATED);
}

static void each_arrow(struct graph *g)
{
    g->n_arrows = 0;
    for (uint32_t node = 0; node < g->n; node++) {
        g->start[node] = g->n_arrows;
        if (node < g->list && node % 2 == 0)
            on_the_way(g, (int)(node / 2));
        else if (node < g->list)
            standing_at(g, &g->f->step[node / 2]);
        else if (node == g->list)
            list_fixes(g);
    }
    g->start[g->n] = g->n_arrows;
}

static void make_graph(struct graph *g, struct arena *arena)
{
    g->list = 2 * (uint32_t)g->f->n_steps;
    g->outcome = g->list + 1;
    g->n = g->outcome + OUTCOME_ESCALATED + 1;
    g->start = arena_array(arena, g->n + 1, sizeof *g->start);
    g->is_counting = true;
    each_arrow(g);
    g->to = arena_array(arena, g->n_arrows + 1, sizeof *g->to);
    g->is_counting = false;
    each_arrow(g);
}

/* ---- components ---------------------------------------------------------------------------------------------------------- */

enum { NOT_SEEN = 0, DONE = UINT32_MAX };

/* Tarjan's walk with a list of its own in place of calls: a flow may be 10,000 steps deep. A component is complete before
 * any that leads to it, so what it leads to is known by then. */
struct tarjan {
    const struct graph *g;
    uint32_t *number, *low; /* in order of first sight, from 1; low: the least number that is known to be reached */
    uint32_t *next;         /* of each node: the arrow that is to be looked at */
    uint32_t *walk, n_walk; /* from the first node to the one at hand */
    uint32_t *open, n_open; /* seen, and its component not complete */
    uint32_t *component, n_components, n_seen;
    bool *ends, *leaves;    /* per component: an outcome is reached; an arrow leads to another one */
};

static void see(struct tarjan *t, uint32_t node)
{
    t->number[node] = t->low[node] = ++t->n_seen;
    t->next[node] = t->g->start[node];
    t->walk[t->n_walk++] = node;
    t->open[t->n_open++] = node;
}

static void sum_up(struct tarjan *t, uint32_t node, uint32_t component)
{
    t->ends[component] |= node >= t->g->outcome;
    for (uint32_t i = t->g->start[node]; i < t->g->start[node + 1]; i++) {
        uint32_t other = t->component[t->g->to[i]];
        t->leaves[component] |= other != component;
        t->ends[component] |= t->ends[other];
    }
}

/* The node at hand is the first of its component: all that is open since belongs to it. */
static void complete(struct tarjan *t, uint32_t node)
{
    uint32_t component = t->n_components++, first = t->n_open;
    while (t->open[--first] != node)
        ;
    for (uint32_t i = first; i < t->n_open; i++) {
        t->component[t->open[i]] = component;
        t->low[t->open[i]] = DONE;
    }
    for (uint32_t i = first; i < t->n_open; i++)
        sum_up(t, t->open[i], component);
    t->n_open = first;
}

static void walk_on(struct tarjan *t)
{
    uint32_t node = t->walk[t->n_walk - 1];
    if (t->next[node] < t->g->start[node + 1]) {
        uint32_t to = t->g->to[t->next[node]++];
        if (t->number[to] == NOT_SEEN)
            see(t, to);
        else if (t->low[to] != DONE && t->number[to] < t->low[node])
            t->low[node] = t->number[to];
        return;
    }
    uint32_t low = t->low[node];
    t->n_walk--;
    if (low == t->number[node])
        complete(t, node);
    else if (t->n_walk && low < t->low[t->walk[t->n_walk - 1]])
        t->low[t->walk[t->n_walk - 1]] = low;
}

static void find_components(struct tarjan *t, struct arena *arena)
{
    size_t n = t->g->n;
    uint32_t **const lists[] = {&t->number, &t->low, &t->next, &t->walk, &t->open, &t->component};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        *lists[i] = arena_array(arena, n, sizeof **lists[i]);
    t->ends = arena_array(arena, n, sizeof *t->ends);
    t->leaves = arena_array(arena, n, sizeof *t->leaves);
    see(t, way_to(0));
    while (t->n_walk)
        walk_on(t);
}

void way_out_find(const struct flow *f, way_out_called *called, void *of, struct arena *arena, struct way_out *w)
{
    struct graph g = {.f = f, .called = called, .of = of};
    struct tarjan t = {.g = &g};
    make_graph(&g, arena);
    find_components(&t, arena);
    *w = (struct way_out){.reachable = arena_array(arena, f->n_steps, sizeof(bool)), .can_end = arena_array(arena, f->n_steps, sizeof(bool)),
                          .is_closed = arena_array(arena, f->n_steps, sizeof(bool)), .circle = arena_array(arena, f->n_steps, sizeof(uint32_t))};
    w->n_circles = t.n_components;
    for (size_t i = 0; i < f->n_steps; i++) {
        uint32_t node = way_to((int)i) + 1;
        w->reachable[i] = t.number[node] != NOT_SEEN;
        w->circle[i] = t.component[node];
        w->can_end[i] = w->reachable[i] && t.ends[w->circle[i]];
        w->is_closed[i] = w->reachable[i] && !w->can_end[i] && !t.leaves[w->circle[i]];
    }
    for (int o = OUTCOME_RESOLVED; o <= OUTCOME_ESCALATED; o++)
        w->outcomes |= t.number[g.outcome + (uint32_t)o] != NOT_SEEN ? 1u << o : 0;
}
