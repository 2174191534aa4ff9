/* redact_own: what the files of the redactor share, and nobody else sees. */
#ifndef TEXT_REDACT_OWN_H
#define TEXT_REDACT_OWN_H
#include "text/redact.h"
#include "text/regex.h"
#include "text/sieve.h"

enum { REDACT_GROUPS = 8, REDACT_BEFORE = 64 };

struct redact_compiled { /* at first need: most texts need none */
    const struct redact_rule *rule;
    size_t number;
    struct regex *pattern, *each;
    size_t group[REDACT_GROUPS], n_groups; /* those called `secret`, or the first few */
};

struct redact_literal { /* one that the sieve lets through: of a rule, or a form of a value */
    const char *text; /* folded where caseless */
    size_t n, skip;   /* skip: where in it the rarest bytes are, by which the sieve knows it */
    uint32_t rule;    /* or REDACT_NO_RULE */
    const char *kind, *value; /* of a value that was named */
    bool is_caseless, is_base64;
};
#define REDACT_NO_RULE UINT32_MAX

struct redactor {
    struct arena arena; /* kinds and values */
    VEC(struct redact_compiled) rule;
    VEC(struct redact_literal) literal; /* by bucket */
    size_t bucket[SIEVE_BUCKETS + 1];   /* where each begins */
    struct sieve sieve;
    bool is_ready;                      /* sieve and buckets are made of the literals */
    bool wants_email, wants_addresses;
    struct regex_work *work;
};

/* ---- redact_literal.c ---- */
void redact_sort_literals(struct redactor *r); /* makes buckets and sieve */
/* Where it begins, if what the sieve saw at s[at] is it; n where it is not. */
size_t redact_literal_start(const struct redact_literal *l, const char *s, size_t n, size_t at);
void redact_add_literal(struct redactor *r, const char *text, size_t n, bool is_caseless, uint32_t rule);
void redact_add_forms(struct redactor *r, const char *kind, const char *value);

/* ---- redact_try.c ---- */
/* Does rule i find secrets where its literal stands at s[at]? Adds them. */
bool redact_try(struct redactor *r, size_t i, const char *s, size_t n, size_t at, struct redact_list *list);
bool redact_looks_random(const char *s, size_t n, unsigned hundredths);

/* ---- redact_person.c ---- */
void redact_find_persons(const struct redactor *r, const char *s, size_t n, struct redact_list *list);

static inline bool redact_is_word(unsigned char c)
{
    return c == '_' || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}
#endif
