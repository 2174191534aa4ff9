/* redact: one pass over the bytes finds where a rule's literal stands; only there its pattern is asked. */
#include "text/redact.h"

#include <assert.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/vec.h"
#include "text/redact_rule.h"
#include "text/regex.h"

enum { REACH = 512, MAX_RULES = 64, MAX_MET = 256 };

struct redactor {
    uint64_t starts[256]; /* by first byte: which rules' literals begin so */
    size_t length[MAX_RULES];
    struct regex *compiled[MAX_RULES]; /* at first need: most texts need none */
    VEC(struct met { const char *kind; char *secret; size_t n; }) met;
};

static unsigned char lower(unsigned char c)
{
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c;
}

static unsigned char upper(unsigned char c)
{
    return c >= 'a' && c <= 'z' ? (unsigned char)(c - 32) : c;
}

static bool is_word(unsigned char c)
{
    return c == '_' || (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z');
}

struct redactor *redact_new(void)
{
    struct redactor *r = mem_alloc(sizeof *r);
    assert(n_redact_rules <= MAX_RULES);
    for (size_t i = 0; i < n_redact_rules; i++) {
        const struct redact_rule *rule = &redact_rules[i];
        unsigned char c = (unsigned char)rule->literal[0];
        r->length[i] = strlen(rule->literal);
        r->starts[c] |= UINT64_C(1) << i;
        if (rule->is_caseless)
            r->starts[upper(c)] |= UINT64_C(1) << i;
    }
    return r;
}

void redact_forget(struct redactor *r)
{
    for (size_t i = 0; i < r->met.n; i++) {
        memset(r->met.v[i].secret, 0, r->met.v[i].n);
        mem_free(r->met.v[i].secret);
    }
    vec_clear(&r->met);
}

void redact_free(struct redactor *r)
{
    if (!r)
        return;
    redact_forget(r);
    vec_release(&r->met);
    for (size_t i = 0; i < n_redact_rules; i++)
        regex_free(r->compiled[i]);
    mem_free(r);
}

static const struct regex *compiled(struct redactor *r, size_t i)
{
    struct err e = {0};
    if (!r->compiled[i])
        r->compiled[i] = regex_compile(redact_rules[i].pattern, redact_rules[i].is_caseless ? REGEX_CASELESS : 0, NULL, &e);
    assert(r->compiled[i]); /* a test compiles them all */
    return r->compiled[i];
}

static bool literal_is_at(const struct redact_rule *rule, size_t length, const char *s, size_t n)
{
    if (n < length)
        return false;
    if (!rule->is_caseless)
        return memcmp(s, rule->literal, length) == 0;
    for (size_t i = 0; i < length; i++)
        if (lower((unsigned char)s[i]) != (unsigned char)rule->literal[i])
            return false;
    return true;
}

/* Does rule i find a secret that starts its literal at s[at]? A pattern that gave up hides all that it could see. */
static bool finds(struct redactor *r, size_t i, const char *s, size_t n, size_t at, struct regex_span *span)
{
    const struct redact_rule *rule = &redact_rules[i];
    if (!literal_is_at(rule, r->length[i], s + at, n - at))
        return false;
    if (rule->is_word && at > 0 && (is_word((unsigned char)s[at - 1]) || (rule->reach && s[at - 1] == '-')))
        return false; /* the - keeps "-eyJ-eyJ-eyJ" from being read through at each of its places */
    size_t reach = rule->reach ? rule->reach : REACH;
    if (reach > n - at)
        reach = n - at;
    struct regex_span in = {0, reach};
    enum regex_result found = regex_match(compiled(r, i), s + at, reach, &in);
    span->start = at + in.start;
    span->end = at + in.end;
    return found != REGEX_NO;
}

static bool find_here(struct redactor *r, const char *s, size_t n, size_t at, struct regex_span *span, const char **kind)
{
    uint64_t candidates = r->starts[(unsigned char)s[at]];
    for (size_t i = 0; candidates; i++, candidates >>= 1)
        if ((candidates & 1) && finds(r, i, s, n, at, span)) {
            *kind = redact_rules[i].kind;
            return true;
        }
    return false;
}

/* 0 when too many different ones were met to tell them apart cheaply. */
static size_t number_of(struct redactor *r, const char *kind, const char *s, size_t n)
{
    size_t of_kind = 1;
    for (size_t i = 0; i < r->met.n; i++) {
        const struct met *m = &r->met.v[i];
        if (!str_eq(m->kind, kind))
            continue;
        if (m->n == n && memcmp(m->secret, s, n) == 0)
            return of_kind;
        of_kind++;
    }
    if (r->met.n == MAX_MET)
        return 0;
    struct met *m = vec_push(&r->met);
    *m = (struct met){kind, mem_strndup(s, n), n};
    return of_kind;
}

static void add_marker(struct redactor *r, const char *kind, const char *s, size_t n, struct str *out)
{
    size_t number = number_of(r, kind, s, n);
    if (number)
        str_addf(out, "<redacted:%s#%zu>", kind, number);
    else
        str_addf(out, "<redacted:%s>", kind);
}

size_t redact_add(struct redactor *r, const char *s, size_t n, struct str *out)
{
    size_t count = 0, done = 0, at = 0;
    while (at < n) {
        struct regex_span span;
        const char *kind;
        if (!r->starts[(unsigned char)s[at]] || !find_here(r, s, n, at, &span, &kind)) {
            at++;
            continue;
        }
        str_add_n(out, s + done, span.start - done);
        add_marker(r, kind, s + span.start, span.end - span.start, out);
        done = at = span.end;
        count++;
    }
    str_add_n(out, s + done, n - done);
    return count;
}
