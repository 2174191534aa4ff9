/* condition: which kinds of values go together. Settled once, when the flow is read, so that nothing of it can go wrong
 * at three in the morning. */
#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "flow/condition_tree.h"

/* VALUE_UNKNOWN as a kind means: any, it will be seen when the value is there. */
static const struct rule {
    enum expr_op op;
    enum value_kind a, b, result;
} rules[] = {
    {EXPR_ADD, VALUE_NUMBER, VALUE_NUMBER, VALUE_NUMBER},
    {EXPR_ADD, VALUE_DURATION, VALUE_DURATION, VALUE_DURATION},
    {EXPR_ADD, VALUE_TIME, VALUE_DURATION, VALUE_TIME},
    {EXPR_ADD, VALUE_DURATION, VALUE_TIME, VALUE_TIME},
    {EXPR_SUBTRACT, VALUE_NUMBER, VALUE_NUMBER, VALUE_NUMBER},
    {EXPR_SUBTRACT, VALUE_DURATION, VALUE_DURATION, VALUE_DURATION},
    {EXPR_SUBTRACT, VALUE_TIME, VALUE_TIME, VALUE_DURATION},
    {EXPR_SUBTRACT, VALUE_TIME, VALUE_DURATION, VALUE_TIME},
    {EXPR_MULTIPLY, VALUE_NUMBER, VALUE_NUMBER, VALUE_NUMBER},
    {EXPR_MULTIPLY, VALUE_DURATION, VALUE_NUMBER, VALUE_DURATION},
    {EXPR_MULTIPLY, VALUE_NUMBER, VALUE_DURATION, VALUE_DURATION},
    {EXPR_DIVIDE, VALUE_NUMBER, VALUE_NUMBER, VALUE_NUMBER},
    {EXPR_DIVIDE, VALUE_DURATION, VALUE_NUMBER, VALUE_DURATION},
    {EXPR_DIVIDE, VALUE_DURATION, VALUE_DURATION, VALUE_NUMBER},
};

bool expr_arithmetic_kind(enum expr_op op, enum value_kind a, enum value_kind b, enum value_kind *result)
{
    int fits = 0;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const struct rule *r = &rules[i];
        if (r->op != op || (a != VALUE_UNKNOWN && a != r->a) || (b != VALUE_UNKNOWN && b != r->b))
            continue;
        *result = fits++ && *result != r->result ? VALUE_UNKNOWN : r->result;
    }
    return fits > 0;
}

struct binding {
    const struct condition *condition;
    const struct condition_place *place;
    const struct condition_names *names;
    struct problems *problems;
};

static bool bind(struct binding *b, struct expr *e);

static bool complain(struct binding *b, const struct expr *e, const char *sentence, const char *remedy)
{
    problem_error(b->problems, "condition-type", condition_mark_at(b->problems, b->place, e->start), "%s", sentence);
    problem_remedy(b->problems, "%s", remedy);
    return false;
}

static bool bind_name(struct binding *b, struct expr *e)
{
    if (b->names->kind_of(b->names->of, e->name, &e->kind)) {
        e->kind = e->op == EXPR_DEFINED ? VALUE_FLAG : e->kind;
        return true;
    }
    size_t at = e->op == EXPR_DEFINED ? e->end - strlen(e->name) : e->start;
    bool may_guess = b->problems->list.n < PROBLEMS_GUESSED;
    const char *nearest = may_guess ? b->names->nearest(b->names->of, e->name) : NULL;
    problem_error(b->problems, "unbound-fact", condition_mark_at(b->problems, b->place, at),
                  _("nothing in this flow yields '%s'"), e->name);
    if (nearest)
        problem_remedy(b->problems, _("did you mean '%s'?"), nearest);
    else
        problem_remedy(b->problems, _("name an input, a step with answers, or PROBE.FACT"));
    return false;
}

static bool want_flag(struct binding *b, const struct expr *e)
{
    return e->kind == VALUE_FLAG || e->kind == VALUE_UNKNOWN ||
           complain(b, e, _("this is not true or false by itself"), _("compare it with something, as in `count > 0`"));
}

static bool bind_logic(struct binding *b, struct expr *e)
{
    e->kind = VALUE_FLAG;
    bool ok = bind(b, e->a) && want_flag(b, e->a);
    return (!e->b || (bind(b, e->b) && want_flag(b, e->b))) && ok;
}

static bool bind_negate(struct binding *b, struct expr *e)
{
    if (!bind(b, e->a))
        return false;
    e->kind = e->a->kind;
    return e->kind == VALUE_NUMBER || e->kind == VALUE_DURATION || e->kind == VALUE_UNKNOWN ||
           complain(b, e, _("only a number or a length of time can be negative"), _("remove the minus sign"));
}

static bool bind_matches(struct binding *b, struct expr *e)
{
    e->kind = VALUE_FLAG;
    if (!bind(b, e->a))
        return false;
    return e->a->kind == VALUE_TEXT || e->a->kind == VALUE_UNKNOWN ||
           complain(b, e->a, _("only text can match a pattern"), _("compare it with < or == instead"));
}

static bool bind_arithmetic(struct binding *b, struct expr *e)
{
    bool ok = bind(b, e->a);
    if (!bind(b, e->b) || !ok)
        return false;
    if (expr_arithmetic_kind(e->op, e->a->kind, e->b->kind, &e->kind))
        return true;
    problem_error(b->problems, "condition-type", condition_mark_at(b->problems, b->place, e->b->start),
                  _("a %s and a %s cannot be calculated with one another here"), value_kind_name(e->a->kind),
                  value_kind_name(e->b->kind));
    problem_remedy(b->problems, _("lengths of time have a unit, as in 15m; the difference of two times is a length"));
    return false;
}

static bool bind_pair(struct binding *b, const struct expr *left, const struct expr *right)
{
    bool has_order = right->compare != COMPARE_EQUAL && right->compare != COMPARE_UNEQUAL;
    enum value_kind kind = left->kind == VALUE_UNKNOWN ? right->kind : left->kind;
    if (left->kind != right->kind && left->kind != VALUE_UNKNOWN && right->kind != VALUE_UNKNOWN) {
        problem_error(b->problems, "condition-type", condition_mark_at(b->problems, b->place, right->start),
                      _("a %s is compared with a %s"), value_kind_name(left->kind), value_kind_name(right->kind));
        problem_remedy(b->problems,
                       _("compare like with like: 5 and 8%% are numbers, 15m is a duration, text stands in quotes"));
        return false;
    }
    if (has_order && (kind == VALUE_TEXT || kind == VALUE_FLAG))
        return complain(b, right, _("text and flags have no order"), _("compare them with == or !="));
    return true;
}

static bool bind_chain(struct binding *b, struct expr *e)
{
    bool ok = true;
    e->kind = VALUE_FLAG;
    for (struct expr *operand = e->a; operand; operand = operand->next)
        ok = bind(b, operand) && ok;
    for (struct expr *operand = e->a; ok && operand->next; operand = operand->next)
        ok = bind_pair(b, operand, operand->next);
    return ok;
}

static bool bind_literal(struct binding *b, struct expr *e)
{
    (void)b;
    e->kind = e->literal.kind;
    return true;
}

static bool bind(struct binding *b, struct expr *e)
{
    static bool (*const by_op[])(struct binding *, struct expr *) = {
        [EXPR_LITERAL] = bind_literal,   [EXPR_NAME] = bind_name,           [EXPR_DEFINED] = bind_name,
        [EXPR_NOT] = bind_logic,         [EXPR_NEGATE] = bind_negate,       [EXPR_AND] = bind_logic,
        [EXPR_OR] = bind_logic,          [EXPR_CHAIN] = bind_chain,         [EXPR_MATCHES] = bind_matches,
        [EXPR_ADD] = bind_arithmetic,    [EXPR_SUBTRACT] = bind_arithmetic, [EXPR_MULTIPLY] = bind_arithmetic,
        [EXPR_DIVIDE] = bind_arithmetic,
    };
    return by_op[e->op](b, e);
}

bool condition_bind(struct condition *c, const struct condition_place *place, const struct condition_names *names,
                    struct problems *ps)
{
    struct binding b = {c, place, names, ps};
    return bind(&b, c->root) && want_flag(&b, c->root);
}
