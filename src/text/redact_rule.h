/* redact_rule: what a secret looks like, as a table. A rule is looked at only where its literal stands, and its pattern
 * is anchored there and sees at most `reach` bytes: hostile text cannot make it expensive. Constant data. */
#ifndef TEXT_REDACT_RULE_H
#define TEXT_REDACT_RULE_H
#include <stdbool.h>
#include <stddef.h>

struct redact_rule {
    const char *kind;    /* as in <redacted:KIND#n> */
    const char *literal; /* where to look; lower case where caseless */
    const char *pattern; /* from the literal on; its first group is the secret */
    bool is_caseless;
    bool is_word;        /* no letter, digit or _ may stand before the literal, and no - where reach is set */
    size_t reach;        /* 0 is 512 */
};

extern const struct redact_rule redact_rules[];
extern const size_t n_redact_rules;
#endif
