/* redact_rule: what a secret looks like. The rules that ship are data/secrets, compiled in as a table, so that nothing
 * that is missing or damaged can switch them off; a team's own are read from files (text/redact_load). A rule is looked at
 * only where one of its literals stands; its pattern is anchored there and sees at most `reach` bytes: hostile text cannot
 * make it expensive. Constant data. docs/secrets.md explains each key. */
#ifndef TEXT_REDACT_RULE_H
#define TEXT_REDACT_RULE_H
#include <stdbool.h>
#include <stddef.h>

enum redact_flags {
    REDACT_CASELESS = 1, /* literals (lower case) and pattern */
    REDACT_WORD = 2,     /* no letter, digit or _ may stand before the literal */
    REDACT_NAME = 4      /* the literal is part of a name ([A-Za-z0-9_-]); the pattern begins where that begins */
};

enum { REDACT_REACH = 512, REDACT_MOST_REACH = 65536, REDACT_KIND_MAX = 24 };

struct redact_rule {
    const char *kind;            /* as in <redacted:KIND#n>: a-z, 0-9 and - */
    const char *const *literals; /* where to look; at least three bytes each; ended by NULL */
    const char *pattern;         /* the groups called `secret`, or the first group, is what is taken out */
    const char *each;            /* inside of that, only what this pattern's first group finds, line by line; or NULL */
    const char *needs;           /* a byte without which, on the same line, the pattern need not be asked; or NULL */
    unsigned flags;
    unsigned reach;              /* 0 is REDACT_REACH */
    unsigned entropy;            /* hundredths of a bit a byte that the value must have; 0: it need not look random */
};

struct redact_piece {
    const char *name, *text; /* %{name} in a pattern stands for the text */
};

extern const struct redact_rule redact_rules[];
extern const size_t n_redact_rules;
extern const struct redact_piece redact_pieces[];
extern const size_t n_redact_pieces;
#endif
