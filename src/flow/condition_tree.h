/* condition_tree: how a condition looks inside, for the files that read, type, evaluate and examine it. */
#ifndef FLOW_CONDITION_TREE_H
#define FLOW_CONDITION_TREE_H
#include "flow/condition.h"
#include "flow/flow.h"

enum expr_op {
    EXPR_LITERAL,
    EXPR_NAME,
    EXPR_DEFINED, /* name */
    EXPR_NOT,
    EXPR_NEGATE,
    EXPR_AND,
    EXPR_OR,
    EXPR_CHAIN,   /* a < b <= c: the operands are a list by `next`, each but the first knows the comparison before it */
    EXPR_MATCHES, /* a, and the pattern as literal text */
    EXPR_ADD,
    EXPR_SUBTRACT,
    EXPR_MULTIPLY,
    EXPR_DIVIDE,
};

enum compare_op { COMPARE_EQUAL, COMPARE_UNEQUAL, COMPARE_LESS, COMPARE_AT_MOST, COMPARE_MORE, COMPARE_AT_LEAST };

struct expr {
    enum expr_op op;
    enum compare_op compare; /* of an operand in a chain with the one before it */
    enum value_kind kind;    /* settled by condition_bind; VALUE_UNKNOWN: any */
    bool is_share;           /* a literal that was written with % */
    uint32_t start, end;     /* bytes of the text */
    struct value literal;    /* a matches' pattern too */
    const char *name;
    struct expr *a, *b; /* operands; of a chain a is the first */
    struct expr *next;  /* the next operand of a chain */
};

struct condition {
    const char *text;
    struct mark mark;
    struct expr *root;
    struct names facts;
};

enum { CONDITION_MAX_BYTES = 2000, CONDITION_MAX_DEPTH = 50 };

enum token_kind {
    TOKEN_END,
    TOKEN_LITERAL,
    TOKEN_NAME,
    TOKEN_WORD,  /* and or not matches defined */
    TOKEN_SIGN,  /* ( ) + - * / == != < <= > >= */
    TOKEN_WRONG, /* the lexer has reported it */
};

struct token {
    enum token_kind kind;
    uint32_t start, end;
    struct value literal;
    bool is_share;
    char word[8]; /* of a word or a sign */
};

struct lexer {
    const char *text;
    uint32_t at;
    struct arena *arena;
    const struct condition_place *place;
    struct problems *problems;
};

struct token lexer_next(struct lexer *l);
struct mark condition_mark_at(const struct problems *ps, const struct condition_place *place, size_t offset);
bool expr_compare(enum compare_op op, const struct value *a, const struct value *b); /* both known, of one kind */
/* none for what has no rule or no result. */
struct value expr_arithmetic(enum expr_op op, const struct value *a, const struct value *b);
/* The kind of a op b, or false when the two do not go together. */
bool expr_arithmetic_kind(enum expr_op op, enum value_kind a, enum value_kind b, enum value_kind *result);
struct value expr_value(const struct expr *e, condition_lookup lookup, void *of);
#endif
