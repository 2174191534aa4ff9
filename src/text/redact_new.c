/* redact_new: a redactor with its rules, and the values that it was told. */
#include <stdint.h>
#include <string.h>

#include "text/redact_own.h"

static void add_rule(struct redactor *r, const struct redact_rule *rule)
{
    struct redact_compiled *c = vec_push(&r->rule);
    c->rule = rule;
    c->number = r->rule.n - 1;
    for (const char *const *l = rule->literals; *l; l++)
        redact_add_literal(r, *l, strlen(*l), (rule->flags & REDACT_CASELESS) != 0, (uint32_t)(r->rule.n - 1));
}

struct redactor *redact_new(void)
{
    struct redactor *r = mem_alloc(sizeof *r);
    for (size_t i = 0; i < n_redact_rules; i++)
        add_rule(r, &redact_rules[i]);
    return r;
}

void redact_add_rule(struct redactor *r, const struct redact_rule *rule)
{
    add_rule(r, rule);
}

void redact_want(struct redactor *r, bool email, bool addresses)
{
    r->wants_email = email;
    r->wants_addresses = addresses;
}

static const char *kind_of_name(struct redactor *r, const char *name)
{
    char kind[REDACT_KIND_MAX + 1];
    size_t n = 0;
    for (; *name && n < REDACT_KIND_MAX; name++) {
        bool is_kept = redact_is_word((unsigned char)*name) && *name != '_';
        if (is_kept)
            kind[n++] = (char)(*name >= 'A' && *name <= 'Z' ? *name + 32 : *name);
        else if (n > 0 && kind[n - 1] != '-')
            kind[n++] = '-';
    }
    while (n > 0 && kind[n - 1] == '-')
        n--;
    return n ? arena_strndup(&r->arena, kind, n) : "secret";
}

void redact_hide(struct redactor *r, const char *name, const char *value)
{
    if (strlen(value) >= REDACT_VALUE_MIN)
        redact_add_forms(r, kind_of_name(r, name), value);
}

void redact_free(struct redactor *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < r->literal.n; i++)
        if (r->literal.v[i].kind) { /* the arena's own: a value that was named */
            memset((char *)(uintptr_t)r->literal.v[i].text, 0, r->literal.v[i].n);
            memset((char *)(uintptr_t)r->literal.v[i].value, 0, strlen(r->literal.v[i].value));
        }
    for (size_t i = 0; i < r->rule.n; i++) {
        regex_free(r->rule.v[i].pattern);
        regex_free(r->rule.v[i].each);
    }
    regex_work_free(r->work);
    vec_release(&r->rule);
    vec_release(&r->literal);
    arena_release(&r->arena);
    mem_free(r);
}
