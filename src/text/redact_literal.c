/* redact_literal: where to look, as literals in the buckets of the sieve, and the forms that a value takes. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/redact_own.h"

enum { BASE64_MIN = 6 }; /* of fewer bytes too little is certain in base64 to look for */

static unsigned char fold(unsigned char c)
{
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c;
}

static bool is_same(const struct redact_literal *l, const char *s)
{
    if (!l->is_caseless)
        return memcmp(s, l->text, l->n) == 0;
    for (size_t i = 0; i < l->n; i++)
        if (fold((unsigned char)s[i]) != (unsigned char)l->text[i])
            return false;
    return true;
}

size_t redact_literal_start(const struct redact_literal *l, const char *s, size_t n, size_t at)
{
    return at >= l->skip && n - (at - l->skip) >= l->n && is_same(l, s + at - l->skip) ? at - l->skip : n;
}

/* How often a byte is there in a log, about: in a thousand. */
static unsigned often(unsigned char c)
{
    static const unsigned char letter[26] = {60, 15, 35, 30, 90, 18, 18, 20, 60, 3, 8, 35, 25, 55, 55, 25, 2, 55, 55, 70, 25, 10, 10, 5, 12, 3};
    if (c == ' ' || (c >= '0' && c <= '9'))
        return 80;
    c = fold(c);
    return c >= 'a' && c <= 'z' ? letter[c - 'a'] : c == '_' ? 3 : 20;
}

/* Bytes that are seldom there together cost least to look for: "ss_k" of access_key, not "acce" of every Accept. */
static size_t rarest(const char *text, size_t n)
{
    size_t best = 0;
    uint64_t least = UINT64_MAX;
    for (size_t i = 0; i + SIEVE_WIDTH <= n; i++) {
        uint64_t product = 1;
        for (size_t k = 0; k < SIEVE_WIDTH; k++)
            product *= often((unsigned char)text[i + k]);
        best = product < least ? i : best;
        least = product < least ? product : least;
    }
    return best;
}

void redact_add_literal(struct redactor *r, const char *text, size_t n, bool is_caseless, uint32_t rule)
{
    struct redact_literal *l = vec_push(&r->literal);
    *l = (struct redact_literal){.text = text, .n = n, .skip = rarest(text, n), .rule = rule, .is_caseless = is_caseless};
    r->is_ready = false;
}

/* Short ones first, in a bucket of their own: they let any fourth byte through. The others beside those that begin alike. */
static int compare(const void *a, const void *b)
{
    const struct redact_literal *x = a, *y = b;
    bool short_x = x->n < SIEVE_WIDTH, short_y = y->n < SIEVE_WIDTH;
    if (short_x != short_y)
        return short_x ? -1 : 1;
    int by_text = memcmp(x->text + x->skip, y->text + y->skip, short_x ? x->n : SIEVE_WIDTH);
    if (by_text)
        return by_text;
    return x->rule < y->rule ? -1 : x->rule > y->rule;
}

static void add_to_sieve(struct sieve *s, unsigned bucket, const struct redact_literal *l)
{
    sieve_add(s, bucket, l->text + l->skip, l->n - l->skip, l->is_caseless);
}

void redact_sort_literals(struct redactor *r)
{
    size_t n_short = 0, n = r->literal.n;
    memset(&r->sieve, 0, sizeof r->sieve);
    if (n)
        qsort(r->literal.v, n, sizeof *r->literal.v, compare);
    while (n_short < n && r->literal.v[n_short].n < SIEVE_WIDTH)
        n_short++;
    r->bucket[0] = 0;
    for (size_t b = 1; b <= SIEVE_BUCKETS; b++)
        r->bucket[b] = n_short + (n - n_short) * (b - 1) / (SIEVE_BUCKETS - 1);
    for (unsigned b = 0; b < SIEVE_BUCKETS; b++)
        for (size_t i = r->bucket[b]; i < r->bucket[b + 1]; i++)
            add_to_sieve(&r->sieve, b, &r->literal.v[i]);
    r->is_ready = true;
}

/* ---- values ---- */

struct value {
    const char *kind, *text;
};

static void add_form(struct redactor *r, const struct value *v, const char *text, size_t n, bool is_base64)
{
    for (size_t i = 0; i < r->literal.n; i++)
        if (r->literal.v[i].kind && r->literal.v[i].n == n && memcmp(r->literal.v[i].text, text, n) == 0)
            return;
    redact_add_literal(r, arena_strndup(&r->arena, text, n), n, false, REDACT_NO_RULE);
    vec_last(&r->literal)->kind = v->kind;
    vec_last(&r->literal)->value = v->text;
    vec_last(&r->literal)->is_base64 = is_base64;
}

static void add_encoded(struct redactor *r, const struct value *v, const char *hex, const char *stays, bool is_plus)
{
    struct str out = {0};
    for (const char *c = v->text; *c; c++) {
        unsigned char b = (unsigned char)*c;
        if (redact_is_word(b) || strchr(stays, b))
            str_add_char(&out, *c);
        else if (b == ' ' && is_plus)
            str_add_char(&out, '+');
        else
            str_addf(&out, "%%%c%c", hex[b >> 4], hex[b & 15]);
    }
    add_form(r, v, str_get(&out), out.n, false);
    str_release(&out);
}

/* As JSON writers escape: all of them " and \, some / too. */
static void add_escaped(struct redactor *r, const struct value *v, bool slash_too)
{
    static const char plain[] = "\"\\\n\r\t\b\f", letter[] = "\"\\nrtbf";
    struct str out = {0};
    for (const char *c = v->text; *c; c++) {
        const char *at = strchr(plain, *c);
        if (at)
            str_addf(&out, "\\%c", letter[at - plain]);
        else if (*c == '/' && slash_too)
            str_add(&out, "\\/");
        else
            str_add_char(&out, *c);
    }
    add_form(r, v, str_get(&out), out.n, false);
    str_release(&out);
}

static unsigned bit_at(const char *value, size_t bit)
{
    unsigned byte = (unsigned char)value[bit / 8];
    return byte >> (7 - bit % 8) & 1U;
}

/* Behind `before` other bytes (0, 1, 2): only the digits that the value alone decides. */
static void add_base64(struct redactor *r, const struct value *v, size_t before, const char *digits)
{
    size_t bits = 8 * strlen(v->text), shift = 8 * before, first = (shift + 5) / 6, last = (shift + bits) / 6;
    struct str out = {0};
    for (size_t i = first; i < last; i++) {
        unsigned digit = 0;
        for (size_t b = 0; b < 6; b++)
            digit = digit << 1 | bit_at(v->text, 6 * i + b - shift);
        str_add_char(&out, digits[digit]);
    }
    add_form(r, v, str_get(&out), out.n, true);
    str_release(&out);
}

void redact_add_forms(struct redactor *r, const char *kind, const char *value)
{
    static const char usual[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    static const char of_url[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    struct value named = {kind, arena_strdup(&r->arena, value)}, *v = &named;
    add_form(r, v, value, strlen(value), false);
    add_encoded(r, v, "0123456789ABCDEF", "-.~", false);
    add_encoded(r, v, "0123456789abcdef", "-.~", false);
    add_encoded(r, v, "0123456789ABCDEF", "-.*", true);
    add_encoded(r, v, "0123456789ABCDEF", "-.~!*'()", false); /* encodeURIComponent */
    add_escaped(r, v, false);
    add_escaped(r, v, true);
    if (strlen(value) < BASE64_MIN)
        return;
    for (size_t before = 0; before < 3; before++) {
        add_base64(r, v, before, usual);
        add_base64(r, v, before, of_url);
    }
}
