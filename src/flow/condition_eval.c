/* condition: its value now, by Kleene's tables, with none as "looked for and not there". */
#include <math.h>

#include "base/i18n.h"
#include "flow/condition_tree.h"
#include "text/regex.h"

static struct value number_or_none(double number)
{
    return isfinite(number) ? value_number(number) : value_none();
}

static struct value length_or_none(double us)
{
    return fabs(us) < 9e18 ? value_duration(llround(us)) : value_none();
}

static struct value shifted(enum value_kind kind, int64_t a, int64_t b, bool subtract)
{
    struct value v = {.kind = kind};
    bool overflows = subtract ? __builtin_sub_overflow(a, b, &v.us) : __builtin_add_overflow(a, b, &v.us);
    return overflows ? value_none() : v;
}

static bool is_zero(double x)
{
    return !(x < 0) && !(x > 0);
}

static struct value divide(const struct value *a, const struct value *b)
{
    double by = b->kind == VALUE_NUMBER ? b->number : (double)b->us;
    if (is_zero(by))
        return value_none();
    if (a->kind == VALUE_NUMBER)
        return number_or_none(a->number / by);
    return b->kind == VALUE_NUMBER ? length_or_none((double)a->us / by) : number_or_none((double)a->us / by);
}

static struct value multiply(const struct value *a, const struct value *b)
{
    if (a->kind == VALUE_DURATION)
        return length_or_none((double)a->us * b->number);
    return b->kind == VALUE_DURATION ? length_or_none((double)b->us * a->number) : number_or_none(a->number * b->number);
}

struct value expr_arithmetic(enum expr_op op, const struct value *a, const struct value *b)
{
    enum value_kind kind;
    if (!value_is_known(a) || !value_is_known(b) || !expr_arithmetic_kind(op, a->kind, b->kind, &kind))
        return value_none();
    if (op == EXPR_DIVIDE)
        return divide(a, b);
    if (op == EXPR_MULTIPLY)
        return multiply(a, b);
    if (kind == VALUE_NUMBER)
        return number_or_none(op == EXPR_ADD ? a->number + b->number : a->number - b->number);
    return shifted(kind, a->us, b->us, op == EXPR_SUBTRACT);
}

static int order_of(const struct value *a, const struct value *b)
{
    if (a->kind == VALUE_NUMBER)
        return a->number < b->number ? -1 : a->number > b->number;
    return a->us < b->us ? -1 : a->us > b->us;
}

bool expr_compare(enum compare_op op, const struct value *a, const struct value *b)
{
    switch (op) {
    case COMPARE_EQUAL:
        return value_equal(a, b);
    case COMPARE_UNEQUAL:
        return !value_equal(a, b);
    case COMPARE_LESS:
        return order_of(a, b) < 0;
    case COMPARE_AT_MOST:
        return order_of(a, b) <= 0;
    case COMPARE_MORE:
        return order_of(a, b) > 0;
    case COMPARE_AT_LEAST:
        return order_of(a, b) >= 0;
    }
    return false;
}

/* Text given by a person or a recorded input becomes what the flow says the name is. */
static struct value as_kind(struct value v, enum value_kind kind)
{
    struct value read;
    if (v.kind == kind || kind == VALUE_UNKNOWN || !value_is_known(&v))
        return v;
    if (v.kind == VALUE_TEXT && value_parse(v.text, kind, &read))
        return read;
    return value_none();
}

static struct value name_value(const struct expr *e, condition_lookup lookup, void *of)
{
    struct value v = lookup(of, e->name);
    if (e->op == EXPR_NAME)
        return as_kind(v, e->kind);
    return v.kind == VALUE_UNKNOWN ? v : value_flag(v.kind != VALUE_NONE);
}

/* As an operand of and, or, not: none is false, like every comparison with it. */
static struct value truth(const struct expr *e, condition_lookup lookup, void *of)
{
    struct value v = as_kind(expr_value(e, lookup, of), VALUE_FLAG);
    return v.kind == VALUE_NONE ? value_flag(false) : v;
}

static struct value logic_value(const struct expr *e, condition_lookup lookup, void *of)
{
    bool decisive = e->op == EXPR_OR; /* the operand that decides alone */
    struct value a = truth(e->a, lookup, of);
    if (e->op == EXPR_NOT)
        return a.kind == VALUE_FLAG ? value_flag(!a.flag) : a;
    if (a.kind == VALUE_FLAG && a.flag == decisive)
        return a;
    struct value b = truth(e->b, lookup, of);
    if (b.kind == VALUE_FLAG && b.flag == decisive)
        return b;
    return a.kind == VALUE_UNKNOWN ? a : b;
}

static struct value compare_pair(enum compare_op op, struct value a, struct value b)
{
    if (a.kind == VALUE_NONE || b.kind == VALUE_NONE)
        return value_flag(false); /* whatever the other turns out to be */
    if (a.kind == VALUE_UNKNOWN || b.kind == VALUE_UNKNOWN)
        return value_unknown();
    if (a.kind != b.kind) { /* a fact of any kind, against one that is settled */
        a = as_kind(a, b.kind);
        b = as_kind(b, a.kind);
    }
    bool has_order = a.kind == VALUE_NUMBER || a.kind == VALUE_DURATION || a.kind == VALUE_TIME;
    if (a.kind != b.kind || (!has_order && op != COMPARE_EQUAL && op != COMPARE_UNEQUAL))
        return value_flag(false);
    return value_flag(expr_compare(op, &a, &b));
}

static struct value chain_value(const struct expr *e, condition_lookup lookup, void *of)
{
    struct value sum = value_flag(true);
    struct value left = expr_value(e->a, lookup, of);
    for (const struct expr *operand = e->a->next; operand; operand = operand->next) {
        struct value right = expr_value(operand, lookup, of);
        struct value pair = compare_pair(operand->compare, left, right);
        if (pair.kind == VALUE_FLAG && !pair.flag)
            return pair;
        sum = pair.kind == VALUE_UNKNOWN ? pair : sum;
        left = right;
    }
    return sum;
}

static struct value matches_value(const struct expr *e, condition_lookup lookup, void *of)
{
    struct err why = {0};
    struct value v = expr_value(e->a, lookup, of);
    if (v.kind != VALUE_TEXT)
        return v.kind == VALUE_UNKNOWN ? v : value_flag(false);
    struct regex *re = regex_compile(e->literal.text, REGEX_PLAIN, NULL, &why);
    bool is_match = re && regex_match(re, v.text, strlen(v.text), NULL) == REGEX_YES;
    regex_free(re);
    return value_flag(is_match);
}

static struct value arithmetic_value(const struct expr *e, condition_lookup lookup, void *of)
{
    struct value a = expr_value(e->a, lookup, of);
    struct value b = expr_value(e->b, lookup, of);
    if (a.kind == VALUE_NONE || b.kind == VALUE_NONE)
        return value_none();
    if (a.kind == VALUE_UNKNOWN || b.kind == VALUE_UNKNOWN)
        return value_unknown();
    return expr_arithmetic(e->op, &a, &b);
}

static struct value negate_value(const struct expr *e, condition_lookup lookup, void *of)
{
    struct value v = expr_value(e->a, lookup, of);
    struct value zero = v.kind == VALUE_NUMBER ? value_number(0) : value_duration(0);
    return value_is_known(&v) ? expr_arithmetic(EXPR_SUBTRACT, &zero, &v) : v;
}

static struct value literal_value(const struct expr *e, condition_lookup lookup, void *of)
{
    (void)lookup;
    (void)of;
    return e->literal;
}

struct value expr_value(const struct expr *e, condition_lookup lookup, void *of)
{
    static struct value (*const by_op[])(const struct expr *, condition_lookup, void *) = {
        [EXPR_LITERAL] = literal_value,   [EXPR_NAME] = name_value,           [EXPR_DEFINED] = name_value,
        [EXPR_NOT] = logic_value,         [EXPR_NEGATE] = negate_value,       [EXPR_AND] = logic_value,
        [EXPR_OR] = logic_value,          [EXPR_CHAIN] = chain_value,         [EXPR_MATCHES] = matches_value,
        [EXPR_ADD] = arithmetic_value,    [EXPR_SUBTRACT] = arithmetic_value, [EXPR_MULTIPLY] = arithmetic_value,
        [EXPR_DIVIDE] = arithmetic_value,
    };
    return by_op[e->op](e, lookup, of);
}

struct value condition_value(const struct condition *c, condition_lookup lookup, void *of)
{
    return c ? truth(c->root, lookup, of) : value_flag(true);
}

bool condition_holds(const struct condition *c, condition_lookup lookup, void *of)
{
    struct value v = condition_value(c, lookup, of);
    return v.kind == VALUE_FLAG && v.flag;
}
