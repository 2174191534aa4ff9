/* redact_try: one rule at one place. */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "text/redact_expand.h"
#include "text/redact_own.h"

enum { NAME_MAX_BYTES = 80, LINE_MAX = 2048 };

/* ---- the pattern, when it is first needed ---- */

static unsigned flags_of(const struct redact_rule *rule)
{
    return REGEX_BYTES | (rule->flags & REDACT_CASELESS ? REGEX_CASELESS : 0U);
}

static void know_groups(struct redact_compiled *c)
{
    size_t number, count = regex_n_groups(c->pattern);
    const char *name;
    for (size_t i = 0; (name = regex_group_name(c->pattern, i, &number)); i++)
        if (str_eq(name, "secret") && c->n_groups < REDACT_GROUPS)
            c->group[c->n_groups++] = number;
    for (size_t i = 1; c->n_groups == 0 && i <= count && i <= REDACT_GROUPS; i++)
        c->group[i - 1] = i;
    if (c->n_groups == 0)
        c->n_groups = count < REDACT_GROUPS ? count : REDACT_GROUPS;
}

/* A test compiles those that ship; one's own were compiled when they were read. */
static void compile(struct redactor *r, struct redact_compiled *c)
{
    struct err e = {0};
    struct str pattern = {0};
    bool ok = redact_expand(c->rule->pattern, NULL, 0, &pattern, &e);
    c->pattern = ok ? regex_compile(str_get(&pattern), flags_of(c->rule) | REGEX_ANCHORED, NULL, &e) : NULL;
    assert(c->pattern);
    if (c->rule->each)
        c->each = regex_compile(c->rule->each, flags_of(c->rule) | REGEX_LINES, NULL, &e);
    assert(!c->rule->each == !c->each);
    know_groups(c);
    str_release(&pattern);
    if (!r->work) {
        r->work = regex_work_new();
        regex_work_widen(r->work);
    }
}

/* ---- is it one? ---- */

static bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

/* Shannon's entropy of the bytes; and letters and digits change places, as they do not in words with a number behind. */
bool redact_looks_random(const char *s, size_t n, unsigned hundredths)
{
    size_t seen[256] = {0}, changes = 0;
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        seen[(unsigned char)s[i]]++;
    for (size_t i = 0; i < 256; i++)
        if (seen[i])
            sum += (double)seen[i] * log2((double)seen[i]);
    for (size_t i = 1; i < n; i++)
        changes += redact_is_word((unsigned char)s[i]) && redact_is_word((unsigned char)s[i - 1]) &&
                   is_digit((unsigned char)s[i]) != is_digit((unsigned char)s[i - 1]);
    return n > 0 && changes >= 2 && log2((double)n) - sum / (double)n >= hundredths / 100.0;
}

static bool is_wide(const struct regex_span *span)
{
    return span->start != REGEX_UNSET && span->end > span->start;
}

static void add(struct redact_list *list, size_t start, size_t end, const struct redact_compiled *c)
{
    struct redact_found *f = vec_push(&list->of);
    *f = (struct redact_found){start, end, c->rule->kind, c->number, NULL};
}

/* What a pattern could not see to its end goes on to the next space or quote. */
static size_t end_of_word(const char *s, size_t n, size_t at)
{
    while (at < n && !strchr(" \t\r\n\"'`&;,<>", s[at]))
        at++;
    return at;
}

static bool add_each(struct redactor *r, const struct redact_compiled *c, const char *s, size_t start, size_t end,
                     struct redact_list *list)
{
    struct regex_span span[2];
    size_t from = 0, before = list->of.n;
    enum regex_result found = REGEX_NO;
    while (from < end - start &&
           (found = regex_groups_from(c->each, s + start, end - start, from, r->work, span, 2)) == REGEX_YES) {
        if (is_wide(&span[1]))
            add(list, start + span[1].start, start + span[1].end, c);
        from = span[0].end > from ? span[0].end : from + 1;
    }
    if (found == REGEX_GAVE_UP)
        add(list, start, end, c);
    return list->of.n > before;
}

static bool take(struct redactor *r, const struct redact_compiled *c, const char *s, size_t n, size_t window,
                 const struct regex_span *span, struct redact_list *list)
{
    for (size_t i = 0; i < c->n_groups; i++) {
        const struct regex_span *g = &span[c->group[i]];
        if (!is_wide(g))
            continue;
        if (c->rule->entropy && !redact_looks_random(s + g->start, g->end - g->start, c->rule->entropy))
            return false;
        if (c->each)
            return add_each(r, c, s, g->start, g->end, list);
        add(list, g->start, g->end == window ? end_of_word(s, n, g->end) : g->end, c);
        return true;
    }
    return false;
}

/* ---- where does it begin? ---- */

static size_t start_of_name(const char *s, size_t at)
{
    size_t start = at;
    while (start > 0 && at - start < NAME_MAX_BYTES && (redact_is_word((unsigned char)s[start - 1]) || s[start - 1] == '-'))
        start--;
    return start;
}

static bool lacks(const struct redact_rule *rule, const char *s, size_t n, size_t at)
{
    size_t most = n - at < LINE_MAX ? n - at : LINE_MAX;
    const char *end = memchr(s + at, '\n', most);
    return rule->needs && !memchr(s + at, *rule->needs, end ? (size_t)(end - s) - at : most);
}

/* A pattern that gave up hides all that it could see. */
bool redact_try(struct redactor *r, size_t i, const char *s, size_t n, size_t at, struct redact_list *list)
{
    struct redact_compiled *c = &r->rule.v[i];
    const struct redact_rule *rule = c->rule;
    struct regex_span span[REGEX_GROUPS];
    if ((rule->flags & REDACT_WORD) && at > 0 && redact_is_word((unsigned char)s[at - 1]))
        return false;
    if (lacks(rule, s, n, at))
        return false;
    if (!c->pattern)
        compile(r, c);
    size_t start = rule->flags & REDACT_NAME ? start_of_name(s, at) : at, reach = rule->reach ? rule->reach : REDACT_REACH;
    size_t base = start > REDACT_BEFORE ? start - REDACT_BEFORE : 0, end = reach < n - at ? at + reach : n;
    enum regex_result found = regex_groups_from(c->pattern, s + base, end - base, start - base, r->work, span, REGEX_GROUPS);
    if (found == REGEX_GAVE_UP)
        add(list, at, end, c);
    if (found != REGEX_YES)
        return found == REGEX_GAVE_UP;
    for (size_t g = 0; g < REGEX_GROUPS; g++)
        if (span[g].start != REGEX_UNSET)
            span[g] = (struct regex_span){base + span[g].start, base + span[g].end};
    return take(r, c, s, n, end, span, list);
}
