/* kb_snippet: find, then widen to whole words. */
#include "store/kb_snippet.h"

#include <string.h>
#include <strings.h>

enum { BEFORE = 22, AFTER = 42 }; /* bytes around the find: it all fits a line of a narrow screen */

static bool is_letter(char c)
{
    unsigned char u = (unsigned char)c;
    return u >= 0x80 || (u >= '0' && u <= '9') || ((u | 32) >= 'a' && (u | 32) <= 'z');
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n';
}

static char folded(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

/* The first place where the word begins one, or NULL. */
static const char *find(const char *text, const char *word)
{
    char either[] = {folded(*word), (char)(folded(*word) >= 'a' && folded(*word) <= 'z' ? folded(*word) - 32 : *word), '\0'};
    size_t n = strlen(word);
    for (const char *at = text; (at = strpbrk(at, either)); at++)
        if ((at == text || !is_letter(at[-1])) && strncasecmp(at, word, n) == 0)
            return at;
    return NULL;
}

static const char *begin_of(const char *text, const char *at)
{
    const char *from = at - text > BEFORE ? at - BEFORE : text;
    while (from > text && from < at && !is_space(from[-1]))
        from++;
    return from;
}

static const char *end_of(const char *at)
{
    const char *end = at + strnlen(at, AFTER);
    while (*end && end > at && !is_space(*end))
        end--;
    return end > at ? end : at + strcspn(at, " \n");
}

void kb_snippet(const struct kb_words *words, const char *text, struct str *out)
{
    const char *at = NULL;
    for (size_t i = 0; i < words->n && !at; i++)
        at = find(text, words->word[i]);
    if (!at)
        return;
    const char *from = begin_of(text, at), *end = end_of(at);
    while (end > at && is_space(end[-1]))
        end--;
    str_add(out, from > text ? "..." : "");
    for (; from < end; from++)
        if (*from == '\n')
            str_add(out, " · ");
        else
            str_add_char(out, *from);
    str_add(out, end[strspn(end, " \n")] ? "..." : "");
}
