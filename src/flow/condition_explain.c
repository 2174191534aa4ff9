/* condition: why it has the value it has, in the few facts that decided. */
#include <math.h>
#include <string.h>

#include "flow/condition_tree.h"

struct reason {
    const struct condition *condition;
    condition_lookup lookup;
    void *of;
    struct str *out;
    bool is_recorded;
    size_t start; /* of out, so that a comma comes between and not before */
};

static void explain(struct reason *r, const struct expr *e);

static struct value value_of(const struct reason *r, const struct expr *e)
{
    return expr_value(e, r->lookup, r->of);
}

static bool is_constant(const struct expr *e)
{
    if (e->op == EXPR_NAME || e->op == EXPR_DEFINED)
        return false;
    return (!e->a || is_constant(e->a)) && (!e->b || is_constant(e->b)) && (!e->next || is_constant(e->next));
}

static void separate(struct reason *r)
{
    if (r->out->n > r->start)
        str_add(r->out, ", ");
}

/* The author's own words for it, on one line. */
static void quote_source(struct reason *r, const struct expr *e)
{
    bool blank = false;
    for (uint32_t i = e->start; i < e->end; i++) {
        char c = r->condition->text[i];
        bool is_blank = c == ' ' || c == '\n' || c == '\t';
        if (!is_blank || !blank)
            str_add_char(r->out, is_blank ? ' ' : c);
        blank = is_blank;
    }
}

static void show_value(struct reason *r, const struct value *v)
{
    (r->is_recorded ? value_record : value_show)(v, r->out);
}

static void show(struct reason *r, const struct expr *e, const struct value *v, bool is_share)
{
    if (!is_share && e->op == EXPR_NAME) {
        (r->is_recorded ? value_record_fact : value_show_fact)(e->name, v, r->out);
        return;
    }
    if (!is_share || v->kind != VALUE_NUMBER || fabs(v->number) < 1) {
        show_value(r, v);
        return;
    }
    struct value hundredfold = value_number(round(v->number * 1000) / 10);
    show_value(r, &hundredfold);
    str_add_char(r->out, '%');
}

static void show_equation(struct reason *r, const struct expr *e, bool is_share)
{
    struct value v = value_of(r, e);
    size_t before = r->out->n;
    separate(r);
    size_t from = r->out->n;
    quote_source(r, e);
    str_add(r->out, " = ");
    show(r, e, &v, is_share);
    const char *said = r->out->s + from;
    size_t n = r->out->n - from;
    for (const char *s = r->out->s + r->start; s + n <= r->out->s + before; s++)
        if (memcmp(s, said, n) == 0) { /* said already: two comparisons of one fact */
            str_cut(r->out, before);
            return;
        }
}

static bool has_share(const struct expr *chain)
{
    for (const struct expr *operand = chain->a; operand; operand = operand->next)
        if (operand->is_share)
            return true;
    return false;
}

static void explain_chain(struct reason *r, const struct expr *e)
{
    bool is_share = has_share(e);
    for (const struct expr *operand = e->a; operand; operand = operand->next) {
        struct expr alone = *operand;
        alone.next = NULL;
        if (!is_constant(&alone))
            show_equation(r, operand, is_share);
    }
}

static void explain_defined(struct reason *r, const struct expr *e)
{
    struct value v = r->lookup(r->of, e->name);
    separate(r);
    str_addf(r->out, "%s = ", e->name);
    show_value(r, &v);
}

static bool has_value(const struct reason *r, const struct expr *e, const struct value *wanted)
{
    struct value v = value_of(r, e);
    if (v.kind == VALUE_NONE)
        v = value_flag(false);
    return value_equal(&v, wanted);
}

/* Of and/or only the operands that have the value of the whole: these decided it. When one alone decides, one is said. */
static void explain_logic(struct reason *r, const struct expr *e)
{
    struct value whole = value_of(r, e);
    bool one_is_enough = whole.kind == VALUE_FLAG && whole.flag == (e->op == EXPR_OR);
    bool a_counts = has_value(r, e->a, &whole), b_counts = has_value(r, e->b, &whole);
    if (a_counts)
        explain(r, e->a);
    if (b_counts && !(a_counts && one_is_enough))
        explain(r, e->b);
}

static void explain(struct reason *r, const struct expr *e)
{
    switch (e->op) {
    case EXPR_AND:
    case EXPR_OR:
        explain_logic(r, e);
        break;
    case EXPR_NOT:
        explain(r, e->a);
        break;
    case EXPR_CHAIN:
        explain_chain(r, e);
        break;
    case EXPR_MATCHES:
        show_equation(r, e->a, false);
        break;
    case EXPR_DEFINED:
        explain_defined(r, e);
        break;
    case EXPR_LITERAL:
        break;
    case EXPR_NAME:
    case EXPR_NEGATE:
    case EXPR_ADD:
    case EXPR_SUBTRACT:
    case EXPR_MULTIPLY:
    case EXPR_DIVIDE:
        show_equation(r, e, false);
        break;
    }
}

static void explain_all(struct reason *r)
{
    r->start = r->out->n;
    str_add(r->out, "");
    if (r->condition)
        explain(r, r->condition->root);
    if (r->out->n == r->start)
        str_add(r->out, "no other holds"); /* it may be recorded: event_word() translates it */
}

void condition_explain(const struct condition *c, condition_lookup lookup, void *of, struct str *out)
{
    explain_all(&(struct reason){.condition = c, .lookup = lookup, .of = of, .out = out});
}

void condition_explain_for_record(const struct condition *c, condition_lookup lookup, void *of, struct str *out)
{
    explain_all(&(struct reason){.condition = c, .lookup = lookup, .of = of, .out = out, .is_recorded = true});
}
