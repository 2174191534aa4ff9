/* check: whether the evidence can do its work: every cause has an answer that speaks for it and one that speaks
 * against it, and no cause's shares in one step add up to more than all of it. The numbers are those of docs/flow-format.md, "Numbers". */
#include <string.h>

#include "base/i18n.h"
#include "flow/check_rule.h"

static bool takes_part(const struct flow_answer *a)
{
    return strcmp(a->id, "unsure") != 0;
}

bool check_has_evidence(const struct flow_step *s)
{
    for (size_t i = 0; i < s->n_answers; i++)
        if (s->answer[i].n_shares && takes_part(&s->answer[i]))
            return true;
    return false;
}

static bool names_cause(const struct flow_step *s, int cause)
{
    for (size_t i = 0; i < s->n_answers; i++)
        for (size_t k = 0; k < s->answer[i].n_shares; k++)
            if (s->answer[i].share[k].cause == cause)
                return true;
    return false;
}

/* Beyond rounding by the author: 0.33 + 0.33 + 0.34, 101 %. */
static void check_sums(struct checking *c, const struct flow_step *s, const struct likelihood_column *columns)
{
    for (size_t cause = 0; cause < c->flow->n_causes; cause++) {
        if (columns[cause].said < 1.015 || !names_cause(s, (int)cause))
            continue;
        problem_warning(c->problems, "over-100", columns[cause].last,
                        _("the shares of cause '%s' in step '%s' add up to %.0f%%"), c->flow->cause[cause].id, s->id,
                        columns[cause].said * 100);
        problem_remedy(c->problems, _("a share is how often this is the answer if that is the cause, so a cause has at "
                                      "most 100%%; they are scaled down"));
    }
}

struct halving {
    struct checking *c;
    double *prior; /* per cause, sums to 1 with something else */
    bool *halved, *raised;
    bool has_moved; /* an answer of the step at hand makes some cause more likely, and some less */
};

#define MOVES 1.01  /* times as likely: less nobody would see */
#define SPEAKS_FOR 1.2

/* Which causes lose half of their probability, or more, by this answer, and which gain. */
static void note_moved(struct halving *h, const struct flow_step *s, size_t answer, const struct likelihood_column *columns)
{
    const struct flow *f = h->c->flow;
    double all = 0, named = 0;
    double *weight = arena_array(h->c->arena, f->n_causes, sizeof *weight);
    for (size_t i = 0; i < f->n_causes; i++) {
        weight[i] = likelihood_in_column(s, answer, (int)i, &columns[i]);
        all += h->prior[i] * weight[i];
        named += h->prior[i];
    }
    all = named > 0 ? all / named : 1; /* something else takes the mean of the named */
    for (size_t i = 0; i < f->n_causes; i++) {
        h->halved[i] |= weight[i] <= 0.5 * all;
        h->raised[i] |= weight[i] > SPEAKS_FOR * all;
        h->has_moved |= weight[i] > MOVES * all;
    }
}

static void check_step(struct halving *h, const struct flow_step *s)
{
    size_t n = h->c->flow->n_causes;
    struct likelihood_column *columns = arena_array(h->c->arena, n, sizeof *columns);
    for (size_t i = 0; i < n; i++)
        columns[i] = likelihood_column_of(s, (int)i);
    check_sums(h->c, s, columns);
    h->has_moved = false;
    for (size_t i = 0; i < s->n_answers; i++)
        if (takes_part(&s->answer[i]))
            note_moved(h, s, i, columns);
    if (h->has_moved || h->c->problems->n_errors) /* what could not be read may have */
        return;
    problem_warning(h->c->problems, "moves-nothing", check_mark(s->source, "answers", s->mark),
                    _("the evidence of step '%s' moves nothing: each answer is as likely whatever the cause"), s->id);
    problem_remedy(h->c->problems, _("give causes different shares, or leave `evidence` out"));
}

static void check_unsure(struct checking *c, const struct flow_step *s)
{
    const struct flow_answer *a = flow_find_answer(s, "unsure");
    if (!a || !a->n_shares)
        return;
    problem_warning(c->problems, "unsure-evidence", check_mark(a->source, "evidence", a->mark),
                    _("\"not sure\" is no evidence"));
    problem_remedy(c->problems, _("remove `evidence` from the answer `unsure`, or give the answer another id"));
}

static void set_priors(struct halving *h)
{
    const struct flow *f = h->c->flow;
    double sum = 0;
    for (size_t i = 0; i < f->n_causes; i++)
        sum += f->cause[i].weight;
    for (size_t i = 0; i < f->n_causes; i++)
        h->prior[i] = f->cause[i].weight / sum * (1 - f->something_else);
}

static void say_unmoved(struct halving *h, const struct flow_cause *cause, bool is_halved, bool is_raised)
{
    struct problems *ps = h->c->problems;
    if (!is_halved) {
        problem_warning(ps, "never-halved", cause->mark, _("no answer speaks against cause '%s'"), cause->id);
        problem_remedy(ps, _("give it a small share in the `evidence` of an answer that would exclude it"));
    }
    if (!is_raised) {
        problem_warning(ps, "never-raised", cause->mark, _("no answer speaks for cause '%s'"), cause->id);
        problem_remedy(ps, _("give it a large share in the `evidence` of the answer that would point at it, or remove the cause"));
    }
}

void check_evidence(struct checking *c)
{
    const struct flow *f = c->flow;
    size_t n = f->n_causes, n_steps = 0;
    struct arena scratch = {0}, *was = c->arena;
    c->arena = &scratch;
    struct halving h = {c, arena_array(was, n, sizeof *h.prior), arena_array(was, n, sizeof *h.halved),
                        arena_array(was, n, sizeof *h.raised), false};
    set_priors(&h);
    for (size_t i = 0; i < f->n_steps; i++) {
        check_unsure(c, &f->step[i]);
        if (!n || !check_has_evidence(&f->step[i]))
            continue;
        check_step(&h, &f->step[i]);
        arena_release(&scratch);
        n_steps++;
    }
    c->arena = was;
    for (size_t i = 0; n > 1 && n_steps && i < n; i++)
        say_unmoved(&h, &f->cause[i], h.halved[i], h.raised[i]);
}
