/* condition: text to tokens, with a word of advice for what other languages write differently. */
#include <string.h>

#include "base/i18n.h"
#include "flow/condition_tree.h"

static const char *const words[] = {"and", "or", "not", "matches", "defined"};
static const char *const signs[] = {"==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "(", ")"}; /* longest first */

static const struct {
    const char *sign, *remedy;
} foreign[] = {
    {"=~", N_("write `matches \"pattern\"`")},
    {"=", N_("write `==` to compare")},
    {"&&", N_("write `and`")},
    {"&", N_("write `and`")},
    {"||", N_("write `or`")},
    {"|", N_("write `or`")},
    {"!", N_("write `not`")},
    {",", N_("join conditions with `and` or `or`; numbers have no thousands separator")},
    {"$", N_("inside a condition a fact is named without `$`")},
    {"{", N_("a fact is named alone, without braces")},
    {"[", N_("write out each comparison and join them with `or`")},
};

#define COUNT(a) (sizeof(a) / sizeof *(a))

struct mark condition_mark_at(const struct problems *ps, const struct condition_place *place, size_t offset)
{
    if (ps->list.n >= PROBLEMS_MAX)
        return (struct mark){0, 0}; /* it will not be kept, and finding the place may cost a walk through the file */
    if (!place || !place->node)
        return (struct mark){1, (uint32_t)offset + 1};
    return yaml_mark_inside(place->bytes, place->n, place->node, offset);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_word(char c)
{
    return is_digit(c) || is_lower(c) || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80);
}

static struct token wrong(struct lexer *l, uint32_t start, uint32_t end, const char *remedy)
{
    problem_error(l->problems, "condition-syntax", condition_mark_at(l->problems, l->place, start),
                  _("'%.*s' has no meaning in a condition"), (int)(end - start), l->text + start);
    problem_remedy(l->problems, "%s", remedy);
    l->at = end;
    return (struct token){.kind = TOKEN_WRONG, .start = start, .end = end};
}

static struct token quoted(struct lexer *l, uint32_t start)
{
    char quote = l->text[start];
    struct str t = {0};
    uint32_t at = start + 1;
    for (; l->text[at] && l->text[at] != quote; at++) {
        /* Only a quote and a backslash are escaped, so that patterns keep theirs. */
        if (l->text[at] == '\\' && (l->text[at + 1] == quote || l->text[at + 1] == '\\'))
            at++;
        str_add_char(&t, l->text[at]);
    }
    const char *text = arena_strndup(l->arena, str_get(&t), t.n);
    str_release(&t);
    if (!l->text[at]) {
        problem_error(l->problems, "condition-syntax", condition_mark_at(l->problems, l->place, start),
                      _("this text has no closing quote"));
        problem_remedy(l->problems, _("close it with %c"), quote);
        l->at = at;
        return (struct token){.kind = TOKEN_WRONG, .start = start, .end = at};
    }
    l->at = at + 1;
    return (struct token){.kind = TOKEN_LITERAL, .start = start, .end = l->at, .literal = value_text(text)};
}

/* Four digits and a dash and two digits and a dash begin a time: a subtraction of such numbers is nobody's condition. */
static bool is_time(const char *s)
{
    for (int i = 0; i < 8; i++)
        if (i == 4 || i == 7 ? s[i] != '-' : !is_digit(s[i]))
            return false;
    return true;
}

static uint32_t end_of_number(const char *text, uint32_t at)
{
    if (is_time(text + at))
        return at + (uint32_t)strspn(text + at, "0123456789-:.+TtZz");
    while (is_word(text[at]) || (text[at] == '.' && is_digit(text[at + 1])))
        at++;
    return at + (text[at] == '%');
}

static struct token number(struct lexer *l, uint32_t start)
{
    static const enum value_kind kinds[] = {VALUE_NUMBER, VALUE_DURATION, VALUE_TIME};
    uint32_t end = end_of_number(l->text, start);
    struct token t = {.kind = TOKEN_LITERAL, .start = start, .end = end, .is_share = l->text[end - 1] == '%'};
    char *s = arena_strndup(l->arena, l->text + start, end - start);
    l->at = end;
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (value_parse(s, kinds[i], &t.literal))
            return t;
    return wrong(l, start, end,
                 is_time(s) ? _("a time is 2026-03-01T14:07:00Z, with its zone")
                            : _("a number is 5, 0.5 or 8%, a length of time 90s, 15m, 1h30m or 2d"));
}

static uint32_t end_of_name(const char *text, uint32_t at)
{
    while (is_word(text[at]) || (text[at] == '.' && is_word(text[at + 1])))
        at++;
    return at;
}

static bool is_name(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool starts = i == 0 || s[i - 1] == '.';
        if (!(is_lower(s[i]) || (!starts && (is_digit(s[i]) || s[i] == '_' || s[i] == '.'))))
            return false;
    }
    return true;
}

static bool set_word(struct token *t, enum token_kind kind, const char *word)
{
    t->kind = kind;
    memcpy(t->word, word, strlen(word) + 1);
    return true;
}

static struct token name(struct lexer *l, uint32_t start)
{
    struct token t = {.kind = TOKEN_NAME, .start = start, .end = end_of_name(l->text, start)};
    const char *s = l->text + start;
    size_t n = t.end - start;
    l->at = t.end;
    for (size_t i = 0; i < COUNT(words); i++)
        if (strlen(words[i]) == n && memcmp(s, words[i], n) == 0)
            return set_word(&t, TOKEN_WORD, words[i]), t;
    bool is_true = n == 4 && memcmp(s, "true", 4) == 0;
    if (is_true || (n == 5 && memcmp(s, "false", 5) == 0)) {
        t.kind = TOKEN_LITERAL;
        t.literal = value_flag(is_true);
        return t;
    }
    if (!is_name(s, n))
        return wrong(l, start, t.end, _("names have small letters, digits and _, and text stands in quotes"));
    return t;
}

static uint32_t length_of_character(const char *s)
{
    uint32_t n = 1;
    while ((s[n] & 0xC0) == 0x80)
        n++;
    return n;
}

static struct token sign(struct lexer *l, uint32_t start)
{
    const char *s = l->text + start;
    struct token t = {.start = start};
    for (size_t i = 0; i < COUNT(signs); i++) {
        uint32_t n = (uint32_t)strlen(signs[i]);
        if (strncmp(s, signs[i], n) == 0) {
            l->at = t.end = start + n;
            return set_word(&t, TOKEN_SIGN, signs[i]), t;
        }
    }
    for (size_t i = 0; i < COUNT(foreign); i++)
        if (strncmp(s, foreign[i].sign, strlen(foreign[i].sign)) == 0)
            return wrong(l, start, start + (uint32_t)strlen(foreign[i].sign), _(foreign[i].remedy));
    return wrong(l, start, start + length_of_character(s), _("remove it, or put text in quotes"));
}

struct token lexer_next(struct lexer *l)
{
    l->at += (uint32_t)strspn(l->text + l->at, " \t\r\n");
    char c = l->text[l->at];
    if (!c)
        return (struct token){.kind = TOKEN_END, .start = l->at, .end = l->at};
    if (c == '"' || c == '\'')
        return quoted(l, l->at);
    if (is_digit(c))
        return number(l, l->at);
    return is_word(c) ? name(l, l->at) : sign(l, l->at);
}
