/* check: whether the examples speak of steps, answers and causes that are there. Walking them is incident/rehearse. */
#include <string.h>

#include "base/i18n.h"
#include "flow/check_rule.h"
#include "flow/example.h"

static const char *nearest_step(const struct flow *f, const char *name)
{
    struct guess g = {.name = name};
    for (size_t i = 0; i < f->n_steps; i++)
        guess_try(&g, f->step[i].id);
    return g.best;
}

static void say_no_step(struct checking *c, struct mark at, const char *name)
{
    const char *near = nearest_step(c->flow, name);
    problem_error(c->problems, "example", at, _("there is no step '%s'"), name);
    if (near)
        problem_remedy(c->problems, _("did you mean '%s'?"), near);
    else
        problem_remedy(c->problems, _("name a step of this flow"));
}

static bool is_answer(const struct flow *f, const struct flow_step *s, const char *answer)
{
    const struct flow_step *fix = s->answers_fixes ? flow_find_step(f, answer) : NULL;
    enum outcome outcome;
    return strcmp(answer, "unsure") == 0 || flow_find_answer(s, answer) || (fix && fix->is_fix) ||
           (s->answers_fixes && strcmp(answer, "escalate") == 0) || (s->call && outcome_parse(answer, &outcome));
}

static void check_answer(struct checking *c, const struct example_answer *a)
{
    const struct flow_step *s = flow_find_step(c->flow, a->step);
    if (!s) {
        say_no_step(c, a->mark, a->step);
        return;
    }
    for (size_t i = 0; i < a->answer.n; i++) {
        if (is_answer(c->flow, s, a->answer.v[i]))
            continue;
        struct guess g = {.name = a->answer.v[i]};
        for (size_t k = 0; k < s->n_answers; k++)
            guess_try(&g, s->answer[k].id);
        problem_error(c->problems, "example", a->mark, _("step '%s' has no answer '%s'"), s->id, a->answer.v[i]);
        if (g.best)
            problem_remedy(c->problems, _("did you mean '%s'?"), g.best);
        else
            problem_remedy(c->problems, _("name one of its answers, or unsure"));
    }
}

static void check_expect(struct checking *c, const struct flow_example *e)
{
    const struct yaml_node *expect = yaml_find(e->source, "expect"), *path = yaml_find(expect, "path");
    const struct yaml_node *at = path && path->kind == YAML_LIST ? path->first : NULL;
    for (; at; at = at->next)
        if (at->kind == YAML_TEXT && !flow_find_step(c->flow, at->text))
            say_no_step(c, at->mark, at->text);
    if (!e->expect.top || flow_cause_index(c->flow, e->expect.top) >= 0 || strcmp(e->expect.top, "something_else") == 0)
        return;
    problem_error(c->problems, "example", check_mark(expect, "top", e->mark), _("'%s' is not one of the causes"),
                  e->expect.top);
    problem_remedy(c->problems, _("name a cause of this flow, or something_else"));
}

void check_examples(struct checking *c)
{
    for (size_t i = 0; i < c->flow->n_examples; i++) {
        const struct flow_example *e = &c->flow->example[i];
        for (size_t k = 0; k < e->n_answers; k++)
            check_answer(c, &e->answer[k]);
        check_expect(c, e);
    }
}
