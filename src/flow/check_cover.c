/* check: whether the answers of a step cover the range of the fact that they ask about. Looked at are steps whose answers
 * all have a condition, and all over one and the same fact; an answer without `when` is there for all that is left. */
#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "flow/check_grid.h"
#include "flow/check_rule.h"

static bool takes_part(const struct flow_answer *a)
{
    return strcmp(a->id, "unsure") != 0;
}

/* The fact that all of them are about, or NULL. */
static const char *fact_of_all(const struct flow_step *s)
{
    const char *fact = NULL;
    size_t n = 0;
    for (size_t i = 0; i < s->n_answers; i++) {
        const struct condition *when = s->answer[i].when;
        if (!takes_part(&s->answer[i]))
            continue;
        if (!when || when->facts.n != 1 || !grid_can_examine(when) || (fact && strcmp(fact, when->facts.v[0]) != 0))
            return NULL;
        fact = when->facts.v[0];
        n++;
    }
    return n > 1 ? fact : NULL;
}

/* ---- what the fact can be ---- */

static bool ends_in(const char *fact, const char *end)
{
    size_t n = strlen(fact), length = strlen(end);
    return n >= length && strcmp(fact + n - length, end) == 0;
}

struct range {
    double least, most;
    bool is_whole;
};

static struct range range_of(const struct axis *a, size_t n_constants)
{
    static const struct {
        const char *end;
        double least, most;
    } known[] = {{".status", 100, 599}, {".exit", 0, 255}, {"severity", 1, 4}, {"rate", 0, 1}, {"share", 0, 1}};
    struct range r = {0, a->is_share ? 1 : INFINITY, true};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (ends_in(a->fact, known[i].end))
            r = (struct range){known[i].least, known[i].most, true};
    for (size_t i = 0; i < n_constants; i++) {
        double v = a->kind == VALUE_NUMBER ? a->v[i].number : (double)a->v[i].us;
        r.least = v < r.least ? -INFINITY : r.least;
        r.most = v > r.most ? INFINITY : r.most;
        r.is_whole &= v == floor(v);
    }
    return r;
}

/* A value of the grid as the fact could have it: a count is not below 0, a status not above 599. False: it could not. */
static bool can_be(const struct range *r, struct value *v)
{
    if (v->kind == VALUE_NUMBER) {
        v->number = v->number < r->least ? r->least : v->number > r->most ? r->most : v->number;
        return !r->is_whole || v->number == floor(v->number);
    }
    if (v->kind == VALUE_DURATION && (double)v->us < r->least)
        v->us = 0;
    return value_is_known(v);
}

/* ---- the rule ---- */

static bool is_proposed(struct grid *g, const struct flow_step *s)
{
    for (size_t i = 0; i < s->n_answers; i++)
        if (takes_part(&s->answer[i]) && grid_holds(g, s->answer[i].when))
            return true;
    return false;
}

static void say_left_out(struct checking *c, const struct flow_step *s, const char *fact, const struct value *v)
{
    struct str shown = {0};
    value_print(v, &shown);
    problem_warning(c->problems, "not-covered", check_mark(s->source, "answers", s->mark),
                    _("no answer of step '%s' is proposed where %s is %s"), s->id, fact, str_get(&shown));
    problem_remedy(c->problems, _("widen one of the conditions, or add an answer for the rest: one without `when` is never "
                                  "proposed, and there for the operator"));
    str_release(&shown);
}

/* Of text only what a step or an input can be has a range. */
static bool has_range(const struct axis *a, const struct flow *f)
{
    struct axis possible = {.fact = a->fact};
    return a->kind != VALUE_TEXT || axis_add_possible(&possible, f);
}

static bool is_unsure(const struct value *v)
{
    return v->kind == VALUE_TEXT && strcmp(v->text, "unsure") == 0;
}

static void check_step(struct checking *c, const struct flow_step *s, const char *fact)
{
    struct grid g;
    grid_begin(&g);
    for (size_t i = 0; i < s->n_answers; i++)
        if (takes_part(&s->answer[i]))
            grid_add(&g, c->flow, s->answer[i].when);
    grid_finish(&g, c->flow);
    if (g.is_cut || g.n != 1 || !has_range(&g.axis[0], c->flow))
        return;
    struct axis *a = &g.axis[0];
    bool is_number = a->kind != VALUE_FLAG && a->kind != VALUE_TEXT;
    struct range r = range_of(a, is_number ? (a->n - 2) / 2 : 0);
    for (size_t i = 0; i + 1 < a->n; i++) { /* the last one is none */
        struct value v = a->v[i];
        g.at[0] = &v;
        if (is_unsure(&v) || !can_be(&r, &v) || is_proposed(&g, s))
            continue;
        say_left_out(c, s, fact, &v);
        return;
    }
}

void check_cover(struct checking *c)
{
    for (size_t i = 0; i < c->flow->n_steps; i++) {
        const char *fact = fact_of_all(&c->flow->step[i]);
        if (fact)
            check_step(c, &c->flow->step[i], fact);
    }
}
