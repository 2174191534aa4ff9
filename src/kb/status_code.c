/* status_code: finding codes by number, by digits and by words. */
#include "kb/status_code.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/i18n.h"

/* The first digit is the class (RFC 9110, section 15). */
static const struct class_row {
    const char *name, *title;
} classes[] = {
    [1] = {N_("informational"), N_("1xx informational: an interim answer, the final one follows")},
    [2] = {N_("success"), N_("2xx success: the request was understood and accepted")},
    [3] = {N_("redirection"), N_("3xx redirection: the client has something more to do")},
    [4] = {N_("client error"), N_("4xx client error: the request has to change")},
    [5] = {N_("server error"), N_("5xx server error: the server failed at a request that may be fine")},
};

const char *status_class_name(int class)
{
    return class >= 1 && class <= 5 ? classes[class].name : NULL;
}

const char *status_class_title(int class)
{
    return class >= 1 && class <= 5 ? _(classes[class].title) : NULL;
}

const struct status_code *status_code_find(const struct status_codes *t, int number)
{
    for (size_t i = 0; i < t->n_codes; i++)
        if (t->code[i].number == number)
            return &t->code[i];
    return NULL;
}

const struct status_comparison *status_comparison_find(const struct status_codes *t, int a, int b)
{
    for (size_t i = 0; i < t->n_comparisons; i++) {
        const struct status_comparison *c = &t->comparison[i];
        if ((c->number[0] == a && c->number[1] == b) || (c->number[0] == b && c->number[1] == a))
            return c;
    }
    return NULL;
}

bool status_number_matches(int number, const char *pattern)
{
    const int digit[] = {number / 100, number / 10 % 10, number % 10};
    size_t n = strlen(pattern);
    if (n < 1 || n > 3)
        return false;
    for (size_t i = 0; i < n; i++)
        if (pattern[i] != '0' + digit[i] && (i == 0 || tolower((unsigned char)pattern[i]) != 'x'))
            return false;
    return true;
}

/* Only where a word begins: "log" is in "login", not in "catalog". */
static bool mentions(const char *text, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = text; *at; at++)
        if ((at == text || !isalnum((unsigned char)at[-1])) && strncasecmp(at, word, n) == 0)
            return true;
    return false;
}

const char *status_code_mentions(const struct status_code *c, const char *word)
{
    const char *const others[] = {c->use, c->client, c->caching, c->spec};
    if (mentions(c->name, word))
        return c->name;
    for (size_t i = 0; i < c->n_causes; i++)
        if (mentions(c->cause[i], word))
            return c->cause[i];
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (mentions(others[i], word))
            return others[i];
    return NULL;
}
