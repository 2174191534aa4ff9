/* check: conditions that cannot hold, and answers that are never proposed or overlap. */
#include <string.h>

#include "base/i18n.h"
#include "flow/check_grid.h"
#include "flow/check_rule.h"

enum { MAX_ANSWERS = 32 }; /* that are held against one another */

/* ---- cannot hold ---- */

static bool is_among(const struct axis *a, const struct value *v)
{
    for (size_t i = 0; i < a->n; i++)
        if (value_equal(&a->v[i], v))
            return true;
    return false;
}

static const char *fact_of_chain(const struct expr *chain)
{
    for (const struct expr *o = chain->a; o; o = o->next)
        if (o->op == EXPR_NAME)
            return o->name;
    return NULL;
}

/* `diff == "saef"`: the word that the step or input does not know; `possible` are those that it does. */
static const struct expr *find_unknown_word(const struct flow *f, const struct expr *chain, struct axis *possible)
{
    for (const struct expr *o = chain->a; o; o = o->next) {
        if (o->op != EXPR_LITERAL || o->literal.kind != VALUE_TEXT)
            continue;
        possible->fact = fact_of_chain(chain);
        possible->n = 0;
        if (possible->fact && axis_add_possible(possible, f) && !is_among(possible, &o->literal))
            return o;
    }
    return NULL;
}

static const struct expr *find_impossible_text(const struct flow *f, const struct expr *e, struct axis *possible)
{
    const struct expr *found = NULL;
    if (e->op == EXPR_CHAIN)
        return find_unknown_word(f, e, possible);
    if (e->op == EXPR_NOT || e->op == EXPR_AND || e->op == EXPR_OR)
        found = find_impossible_text(f, e->a, possible);
    return !found && e->b ? find_impossible_text(f, e->b, possible) : found;
}

static void say_impossible_text(struct checking *c, const struct condition *condition, const struct axis *possible,
                                const struct expr *text)
{
    struct guess g = {.name = text->literal.text};
    for (size_t i = 0; i < possible->n; i++)
        guess_try(&g, possible->v[i].text);
    problem_warning(c->problems, "impossible-text", condition->mark, _("'%s' is never \"%s\""), possible->fact,
                    text->literal.text);
    if (g.best)
        problem_remedy(c->problems, _("did you mean \"%s\"?"), g.best);
    else
        problem_remedy(c->problems, _("compare it with the id of one of its answers, or one of its choices"));
}

static void check_possible(struct checking *c, const struct condition *condition)
{
    struct axis possible;
    struct grid g;
    if (!grid_can_examine(condition))
        return;
    const struct expr *text = find_impossible_text(c->flow, condition->root, &possible);
    if (text) {
        say_impossible_text(c, condition, &possible, text);
        return;
    }
    grid_begin(&g);
    grid_add(&g, c->flow, condition);
    grid_finish(&g, c->flow);
    for (size_t i = 0; !g.is_cut && i < grid_n_points(&g); i++) {
        grid_go(&g, i);
        if (grid_holds(&g, condition))
            return;
    }
    if (g.is_cut)
        return;
    problem_warning(c->problems, "never-holds", condition->mark, _("this condition can never hold"));
    problem_remedy(c->problems, _("check the direction of < and >, and `and` against `or`"));
}

/* ---- answers of one step against one another ---- */

/* How the last of some conditions stands to those before it. */
struct overlap {
    bool own;          /* somewhere the last holds and none before it does */
    bool shared;       /* somewhere both do */
    bool earlier_only; /* somewhere only one before it holds */
};

static struct overlap compare(struct grid *g, const struct flow_answer *const *earlier, size_t n, const struct flow_answer *later)
{
    struct overlap o = {false, false, false};
    for (size_t i = 0; i < grid_n_points(g); i++) {
        grid_go(g, i);
        bool a = false, b = grid_holds(g, later->when), is_known = grid_is_known(g);
        for (size_t k = 0; k < n && !a; k++)
            a = grid_holds(g, earlier[k]->when);
        o.own |= b && !a;
        o.shared |= a && b && is_known;
        o.earlier_only |= a && !b && is_known;
    }
    return o;
}

static bool have_one_fact(const struct flow_answer *a, const struct flow_answer *b)
{
    return a->when->facts.n == 1 && b->when->facts.n == 1 && strcmp(a->when->facts.v[0], b->when->facts.v[0]) == 0;
}

static void say_never(struct checking *c, const struct flow_answer *later, const struct flow_answer *earlier)
{
    if (earlier)
        problem_warning(c->problems, "never-proposed", later->when->mark,
                        _("answer '%s' is never proposed: '%s' above it holds first"), later->id, earlier->id);
    else
        problem_warning(c->problems, "never-proposed", later->when->mark,
                        _("answer '%s' is never proposed: of those above it one always holds first"), later->id);
    problem_remedy(c->problems, _("put the narrower condition first"));
}

static bool compare_with(struct checking *c, const struct flow_answer *const *earlier, size_t n, const struct flow_answer *later,
                         struct overlap *o)
{
    struct grid g;
    grid_begin(&g);
    for (size_t i = 0; i < n; i++)
        grid_add(&g, c->flow, earlier[i]->when);
    grid_add(&g, c->flow, later->when);
    grid_finish(&g, c->flow);
    if (!g.is_cut)
        *o = compare(&g, earlier, n, later);
    return !g.is_cut;
}

static void say_overlap(struct checking *c, const struct flow_answer *earlier, const struct flow_answer *later)
{
    problem_warning(c->problems, "overlap", later->when->mark, _("the conditions of '%s' and '%s' overlap"), earlier->id, later->id);
    problem_remedy(c->problems, _("where both hold '%s' is proposed; part them where one ends and the other begins"), earlier->id);
}

/* Against each of those above alone, then against all of them together: what none of them hides alone, all may. */
static void check_above(struct checking *c, const struct flow_answer *const *above, size_t n, const struct flow_answer *later)
{
    bool overlaps[MAX_ANSWERS] = {false};
    struct overlap o;
    for (size_t k = 0; k < n; k++) {
        if (!compare_with(c, &above[k], 1, later, &o))
            continue;
        if (o.shared && !o.own) {
            say_never(c, later, above[k]);
            return;
        }
        overlaps[k] = o.shared && o.earlier_only && have_one_fact(above[k], later);
    }
    if (n > 1 && compare_with(c, above, n, later, &o) && o.shared && !o.own) {
        say_never(c, later, NULL);
        return;
    }
    for (size_t k = 0; k < n; k++)
        if (overlaps[k])
            say_overlap(c, above[k], later);
}

static void check_answers(struct checking *c, const struct flow_step *step)
{
    const struct flow_answer *above[MAX_ANSWERS];
    size_t n = 0;
    for (size_t i = 0; i < step->n_answers && n < MAX_ANSWERS; i++) {
        const struct flow_answer *a = &step->answer[i];
        if (!grid_can_examine(a->when))
            continue;
        check_possible(c, a->when);
        check_above(c, above, n, a);
        above[n++] = a;
    }
}

static void check_requirements(struct checking *c, const struct flow_step *step)
{
    for (size_t i = 0; i < step->n_actions; i++)
        for (size_t k = 0; k < step->action[i].n_requires; k++)
            check_possible(c, step->action[i].require[k].when);
}

void check_conditions(struct checking *c)
{
    for (size_t i = 0; i < c->flow->n_severities; i++)
        check_possible(c, c->flow->severity[i].when);
    for (size_t i = 0; i < c->flow->n_steps; i++) {
        check_possible(c, c->flow->step[i].when);
        check_answers(c, &c->flow->step[i]);
        check_requirements(c, &c->flow->step[i]);
    }
}
