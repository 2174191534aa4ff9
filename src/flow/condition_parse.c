/* condition: tokens to a tree, one function a level of precedence: or, and, not, comparison, + -, * /, sign, operand. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "flow/condition_tree.h"
#include "text/regex.h"

struct parser {
    struct lexer lexer;
    struct token token; /* the one that comes next */
    int depth;
    VEC(const char *) names;
};

static struct expr *parse_or(struct parser *p);

static void advance(struct parser *p)
{
    p->token = lexer_next(&p->lexer);
}

static bool at_word(const struct parser *p, const char *word)
{
    return (p->token.kind == TOKEN_WORD || p->token.kind == TOKEN_SIGN) && strcmp(p->token.word, word) == 0;
}

static bool take(struct parser *p, const char *word)
{
    bool is_it = at_word(p, word);
    if (is_it)
        advance(p);
    return is_it;
}

static struct expr *fail(struct parser *p, const char *sentence, const char *remedy)
{
    if (p->token.kind != TOKEN_WRONG) { /* the lexer has said it better */
        problem_error(p->lexer.problems, "condition-syntax",
                      condition_mark_at(p->lexer.problems, p->lexer.place, p->token.start), "%s", sentence);
        problem_remedy(p->lexer.problems, "%s", remedy);
    }
    p->token.kind = TOKEN_WRONG;
    return NULL;
}

static struct expr *node(struct parser *p, enum expr_op op, uint32_t start)
{
    struct expr *e = arena_alloc(p->lexer.arena, sizeof *e);
    *e = (struct expr){.op = op, .start = start};
    return e;
}

static struct expr *join(struct parser *p, enum expr_op op, struct expr *a, struct expr *b)
{
    if (!a || !b)
        return NULL;
    struct expr *e = node(p, op, a->start);
    e->a = a;
    e->b = b;
    e->end = b->end;
    return e;
}

static void remember(struct parser *p, const char *name)
{
    for (size_t i = 0; i < p->names.n; i++)
        if (strcmp(p->names.v[i], name) == 0)
            return;
    *vec_push(&p->names) = name;
}

static struct expr *parse_name(struct parser *p, enum expr_op op, uint32_t start)
{
    if (p->token.kind != TOKEN_NAME)
        return fail(p, _("`defined` needs the name of a fact here"), _("write `defined page.status`"));
    struct expr *e = node(p, op, start);
    e->name = arena_strndup(p->lexer.arena, p->lexer.text + p->token.start, p->token.end - p->token.start);
    e->end = p->token.end;
    remember(p, e->name);
    advance(p);
    return e;
}

static struct expr *parse_group(struct parser *p)
{
    uint32_t start = p->token.start;
    advance(p);
    struct expr *e = parse_or(p);
    uint32_t end = p->token.end;
    if (e && !take(p, ")"))
        return fail(p, _("a closing parenthesis is missing here"), _("add `)`, or remove the opening one"));
    if (e) {
        e->start = start;
        e->end = end;
    }
    return e;
}

static struct expr *parse_operand(struct parser *p)
{
    struct token t = p->token;
    if (at_word(p, "("))
        return parse_group(p);
    if (take(p, "defined"))
        return parse_name(p, EXPR_DEFINED, t.start);
    if (t.kind == TOKEN_NAME)
        return parse_name(p, EXPR_NAME, t.start);
    if (t.kind != TOKEN_LITERAL)
        return fail(p, _("a value or the name of a fact is missing here"),
                    _("a condition is like `page.status == 500 and count > 3`"));
    struct expr *e = node(p, EXPR_LITERAL, t.start);
    e->literal = t.literal;
    e->kind = t.literal.kind;
    e->is_share = t.is_share;
    e->end = t.end;
    advance(p);
    return e;
}

static struct expr *too_deep(struct parser *p)
{
    return fail(p, _("this condition is nested too deeply"), _("split it over several answers or steps"));
}

static struct expr *prefix(struct parser *p, enum expr_op op, struct expr *(*operand)(struct parser *))
{
    uint32_t start = p->token.start;
    advance(p);
    if (++p->depth > CONDITION_MAX_DEPTH)
        return too_deep(p);
    struct expr *a = operand(p);
    p->depth--;
    if (!a)
        return NULL;
    struct expr *e = node(p, op, start);
    e->a = a;
    e->end = a->end;
    return e;
}

static struct expr *parse_sign(struct parser *p)
{
    return at_word(p, "-") ? prefix(p, EXPR_NEGATE, parse_sign) : parse_operand(p);
}

static struct expr *parse_product(struct parser *p)
{
    struct expr *e = parse_sign(p);
    while (e && (at_word(p, "*") || at_word(p, "/"))) {
        enum expr_op op = at_word(p, "*") ? EXPR_MULTIPLY : EXPR_DIVIDE;
        advance(p);
        e = join(p, op, e, parse_sign(p));
    }
    return e;
}

static struct expr *parse_sum(struct parser *p)
{
    struct expr *e = parse_product(p);
    while (e && (at_word(p, "+") || at_word(p, "-"))) {
        enum expr_op op = at_word(p, "+") ? EXPR_ADD : EXPR_SUBTRACT;
        advance(p);
        e = join(p, op, e, parse_product(p));
    }
    return e;
}

static struct expr *parse_pattern(struct parser *p, struct expr *a)
{
    struct err why = {0};
    struct token t = p->token;
    if (t.kind != TOKEN_LITERAL || t.literal.kind != VALUE_TEXT)
        return fail(p, _("`matches` needs a pattern in quotes here"), _("write `name matches \"^web[0-9]+\"`"));
    if (!regex_check(t.literal.text, NULL, &why))
        return fail(p, why.text, _("correct the pattern; a backslash is doubled inside double-quoted YAML"));
    struct expr *e = node(p, EXPR_MATCHES, a->start);
    e->a = a;
    e->literal = t.literal;
    e->end = t.end;
    advance(p);
    return e;
}

static bool take_compare(struct parser *p, enum compare_op *op)
{
    static const char *const compares[] = {
        [COMPARE_EQUAL] = "==",   [COMPARE_UNEQUAL] = "!=", [COMPARE_LESS] = "<",
        [COMPARE_AT_MOST] = "<=", [COMPARE_MORE] = ">",     [COMPARE_AT_LEAST] = ">=",
    };
    for (size_t i = 0; i < sizeof compares / sizeof *compares; i++)
        if (take(p, compares[i]))
            return *op = (enum compare_op)i, true;
    return false;
}

static struct expr *parse_comparison(struct parser *p)
{
    struct expr *first = parse_sum(p), *last = first;
    enum compare_op op;
    if (first && take(p, "matches"))
        return parse_pattern(p, first);
    while (last && take_compare(p, &op)) {
        struct expr *operand = parse_sum(p);
        if (!operand)
            return NULL;
        operand->compare = op;
        last->next = operand;
        last = operand;
    }
    if (last == first)
        return first;
    struct expr *e = node(p, EXPR_CHAIN, first->start);
    e->a = first;
    e->end = last->end;
    return e;
}

static struct expr *parse_not(struct parser *p)
{
    return at_word(p, "not") ? prefix(p, EXPR_NOT, parse_not) : parse_comparison(p);
}

static struct expr *parse_and(struct parser *p)
{
    struct expr *e = parse_not(p);
    while (e && take(p, "and"))
        e = join(p, EXPR_AND, e, parse_not(p));
    return e;
}

static struct expr *parse_or(struct parser *p)
{
    if (++p->depth > CONDITION_MAX_DEPTH)
        return too_deep(p);
    struct expr *e = parse_and(p);
    while (e && take(p, "or"))
        e = join(p, EXPR_OR, e, parse_and(p));
    p->depth--;
    return e;
}

static struct expr *parse_all(struct parser *p)
{
    advance(p);
    if (p->token.kind == TOKEN_END)
        return fail(p, _("this condition is empty"), _("write one, or leave the key out"));
    struct expr *root = parse_or(p);
    if (root && p->token.kind != TOKEN_END)
        return fail(p, _("the condition should end or go on with `and` or `or` here"),
                    _("check the sign or word at this place"));
    return root;
}

static void keep_names(struct parser *p, struct condition *c)
{
    c->facts.n = p->names.n;
    c->facts.v = arena_array(p->lexer.arena, p->names.n, sizeof *c->facts.v);
    for (size_t i = 0; i < p->names.n; i++)
        c->facts.v[i] = p->names.v[i];
}

struct condition *condition_parse(const char *text, const struct condition_place *place, struct arena *arena,
                                  struct problems *ps)
{
    struct parser p = {.lexer = {.text = text, .arena = arena, .place = place, .problems = ps}};
    if (strlen(text) > CONDITION_MAX_BYTES) {
        problem_error(ps, "condition-length", condition_mark_at(ps, place, 0), _("this condition is longer than %d bytes"),
                      CONDITION_MAX_BYTES);
        problem_remedy(ps, _("split it over several answers or steps"));
        return NULL;
    }
    struct mark start = place && place->node ? place->node->mark : (struct mark){1, 1};
    struct condition *c = arena_alloc(arena, sizeof *c);
    *c = (struct condition){.text = arena_strdup(arena, text), .mark = start, .root = parse_all(&p)};
    keep_names(&p, c);
    vec_release(&p.names);
    return c->root ? c : NULL;
}

void condition_facts(const struct condition *c, struct names *facts)
{
    *facts = c ? c->facts : (struct names){0};
}

struct mark condition_mark(const struct condition *c)
{
    return c ? c->mark : (struct mark){0, 0};
}
