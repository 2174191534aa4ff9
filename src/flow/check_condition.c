/* check: conditions that cannot hold, and answers that are never proposed or overlap.
 *
 * A condition over one fact, compared with constants, has the same value between two neighbouring constants. So it is
 * enough to ask it at each constant, between every two, and beyond the first and the last: no interval arithmetic. */
#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "flow/check_rule.h"

enum { MAX_SAMPLES = 256 };

struct samples {
    const char *fact; /* NULL: the condition uses none */
    enum value_kind kind;
    struct value v[MAX_SAMPLES]; /* the last one is none */
    size_t n;
    bool is_cut; /* there were more: nothing can be said */
};

/* ---- which conditions can be examined ---- */

static bool is_constant(const struct expr *e)
{
    if (e->op == EXPR_NAME || e->op == EXPR_DEFINED)
        return false;
    return (!e->a || is_constant(e->a)) && (!e->b || is_constant(e->b));
}

/* Only the bare fact and constants are compared, so that the constants are where its value changes. */
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
        for (const struct expr *o = e->a; o; o = o->next)
            if (o->op != EXPR_NAME && !is_constant(o))
                return false;
        return true;
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

static bool can_examine(const struct condition *c)
{
    return c && c->facts.n <= 1 && is_stepwise(c->root);
}

/* ---- samples ---- */

static void add_sample(struct samples *s, struct value v)
{
    if (s->n < MAX_SAMPLES - 4)
        s->v[s->n++] = v;
    else
        s->is_cut = true;
}

static void collect_constants(struct samples *s, const struct expr *e)
{
    if (e->op == EXPR_CHAIN)
        for (const struct expr *o = e->a; o; o = o->next)
            if (is_constant(o))
                add_sample(s, expr_value(o, NULL, NULL));
    if (e->op == EXPR_NOT || e->op == EXPR_AND || e->op == EXPR_OR)
        collect_constants(s, e->a);
    if (e->b)
        collect_constants(s, e->b);
}

static int by_size(const void *a, const void *b)
{
    const struct value *x = a, *y = b;
    double left = x->kind == VALUE_NUMBER ? x->number : (double)x->us;
    double right = y->kind == VALUE_NUMBER ? y->number : (double)y->us;
    return left < right ? -1 : left > right;
}

static struct value between(const struct value *a, const struct value *b, double part)
{
    struct value v = *a;
    v.number = a->number + (b->number - a->number) * part;
    v.us = a->us + (int64_t)(((double)b->us - (double)a->us) * part);
    return v;
}

static struct value beyond(const struct value *v, int sign)
{
    struct value far = *v;
    far.number = v->number + sign * (1 + fabs(v->number));
    far.us = v->us + sign * 1000000;
    return far;
}

/* Between every two constants, and beyond both ends. */
static void fill_numbers(struct samples *s)
{
    size_t n = s->n;
    qsort(s->v, n, sizeof *s->v, by_size);
    if (!n) { /* only asked whether it is there: any value will do */
        add_sample(s, (struct value){.kind = s->kind});
        return;
    }
    for (size_t i = 0; i + 1 < n; i++)
        add_sample(s, between(&s->v[i], &s->v[i + 1], 0.5));
    struct value first = beyond(&s->v[0], -1), last = beyond(&s->v[n - 1], 1);
    add_sample(s, first);
    add_sample(s, last);
}

/* What a name can be, where the flow says so: answers of a step, choices of an input. False: any text. */
static bool add_possible(struct samples *s, const struct flow *f)
{
    const struct flow_step *step = flow_find_step(f, s->fact);
    const struct flow_input *input = flow_find_input(f, s->fact);
    if (input && input->choices.n) {
        for (size_t i = 0; i < input->choices.n; i++)
            add_sample(s, value_text(input->choices.v[i]));
        return true;
    }
    if (input || !step || step->answers_fixes || step->call || !step->n_answers)
        return false;
    for (size_t i = 0; i < step->n_answers; i++)
        add_sample(s, value_text(step->answer[i].id));
    add_sample(s, value_text("unsure"));
    return true;
}

static void finish_samples(struct samples *s, const struct flow *f)
{
    if (s->kind == VALUE_FLAG) {
        s->n = 0;
        add_sample(s, value_flag(false));
        add_sample(s, value_flag(true));
    } else if (s->kind == VALUE_TEXT) {
        size_t constants = s->n;
        s->n = 0;
        if (!add_possible(s, f)) {
            s->n = constants;
            add_sample(s, value_text("\n")); /* some text that no condition names */
        }
    } else {
        fill_numbers(s);
    }
    s->v[s->n++] = value_none();
}

static bool can_sample(struct samples *s, const struct flow *f, const struct condition *c)
{
    struct names facts;
    condition_facts(c, &facts);
    s->fact = facts.n ? facts.v[0] : NULL;
    s->kind = VALUE_FLAG; /* of a condition without facts: any will do */
    s->n = 0;
    s->is_cut = false;
    return !s->fact || (flow_name_kind(f, s->fact, &s->kind) && s->kind != VALUE_UNKNOWN);
}

static struct value give(void *of, const char *name)
{
    (void)name;
    return *(const struct value *)of;
}

static bool holds_at(const struct condition *c, struct value *v)
{
    return condition_holds(c, give, v);
}

/* ---- cannot hold ---- */

/* `diff == "saef"`: says which word the step or input does not know. */
static const struct expr *find_impossible_text(const struct samples *s, const struct expr *e)
{
    for (const struct expr *o = e->op == EXPR_CHAIN ? e->a : NULL; o; o = o->next) {
        bool is_known = o->op != EXPR_LITERAL || o->literal.kind != VALUE_TEXT;
        for (size_t i = 0; !is_known && i < s->n; i++)
            is_known = value_equal(&s->v[i], &o->literal);
        if (!is_known)
            return o;
    }
    const struct expr *found = NULL;
    if (e->op == EXPR_NOT || e->op == EXPR_AND || e->op == EXPR_OR)
        found = find_impossible_text(s, e->a);
    return !found && e->b ? find_impossible_text(s, e->b) : found;
}

static void say_impossible_text(struct checking *c, const struct condition *condition, const struct samples *s,
                                const struct expr *text)
{
    struct guess g = {.name = text->literal.text};
    for (size_t i = 0; i + 1 < s->n; i++)
        guess_try(&g, s->v[i].text);
    problem_warning(c->problems, "impossible-text", condition->mark, _("'%s' is never \"%s\""), s->fact,
                    text->literal.text);
    if (g.best)
        problem_remedy(c->problems, _("did you mean \"%s\"?"), g.best);
    else
        problem_remedy(c->problems, _("compare it with the id of one of its answers, or one of its choices"));
}

static void check_possible(struct checking *c, const struct condition *condition)
{
    struct samples s;
    if (!can_examine(condition) || !can_sample(&s, c->flow, condition))
        return;
    collect_constants(&s, condition->root);
    finish_samples(&s, c->flow);
    if (s.is_cut)
        return;
    const struct expr *text = s.fact && s.kind == VALUE_TEXT ? find_impossible_text(&s, condition->root) : NULL;
    if (text) {
        struct samples possible = {.fact = s.fact};
        if (add_possible(&possible, c->flow)) {
            say_impossible_text(c, condition, &s, text);
            return;
        }
    }
    for (size_t i = 0; i < s.n; i++)
        if (holds_at(condition, &s.v[i]))
            return;
    problem_warning(c->problems, "never-holds", condition->mark, _("this condition can never hold"));
    problem_remedy(c->problems, _("check the direction of < and >, and `and` against `or`"));
}

/* ---- answers of one step against one another ---- */

/* How the later of two conditions over one fact stands to those before it. */
struct overlap {
    bool own;          /* somewhere the later holds and none before it does */
    bool shared;       /* somewhere both hold */
    bool earlier_only; /* somewhere the earlier holds alone */
};

static struct overlap compare(const struct condition *earlier, const struct condition *later, struct samples *s)
{
    struct overlap o = {false, false, false};
    for (size_t i = 0; i < s->n; i++) {
        bool a = holds_at(earlier, &s->v[i]), b = holds_at(later, &s->v[i]);
        bool is_known = value_is_known(&s->v[i]);
        o.own |= b && !a;
        o.shared |= a && b && is_known;
        o.earlier_only |= a && !b && is_known;
    }
    return o;
}

static void check_pair(struct checking *c, const struct flow_answer *earlier, const struct flow_answer *later)
{
    struct samples s, other;
    if (!can_examine(earlier->when) || !can_sample(&other, c->flow, earlier->when) || !can_sample(&s, c->flow, later->when))
        return;
    if (other.fact && (!s.fact || strcmp(s.fact, other.fact) != 0))
        return;
    if (!s.fact && !other.fact && !holds_at(earlier->when, &(struct value){0}))
        return;
    collect_constants(&s, earlier->when->root);
    collect_constants(&s, later->when->root);
    finish_samples(&s, c->flow);
    if (s.is_cut)
        return;
    struct overlap o = compare(earlier->when, later->when, &s);
    struct mark at = later->when->mark;
    if (o.shared && !o.own) {
        problem_warning(c->problems, "never-proposed", at, _("answer '%s' is never proposed: '%s' above it holds first"),
                        later->id, earlier->id);
        problem_remedy(c->problems, _("put the narrower condition first"));
    } else if (o.shared && o.earlier_only && other.fact) {
        problem_warning(c->problems, "overlap", at, _("the conditions of '%s' and '%s' overlap"), earlier->id, later->id);
        problem_remedy(c->problems, _("where both hold '%s' is proposed; part them where one ends and the other begins"),
                       earlier->id);
    }
}

static void check_answers(struct checking *c, const struct flow_step *step)
{
    for (size_t i = 0; i < step->n_answers; i++) {
        if (!can_examine(step->answer[i].when))
            continue;
        check_possible(c, step->answer[i].when);
        for (size_t k = 0; k < i && i < 64; k++)
            check_pair(c, &step->answer[k], &step->answer[i]);
    }
}

static void check_severities(struct checking *c)
{
    for (size_t i = 0; i < c->flow->n_severities; i++)
        check_possible(c, c->flow->severity[i].when);
}

void check_conditions(struct checking *c)
{
    check_severities(c);
    for (size_t i = 0; i < c->flow->n_steps; i++) {
        check_possible(c, c->flow->step[i].when);
        check_answers(c, &c->flow->step[i]);
    }
}
