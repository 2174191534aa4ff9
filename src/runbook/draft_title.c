/* draft: titles of steps out of sentences. */
#include <string.h>

#include "base/utf8.h"
#include "runbook/draft.h"

enum { TITLE_COLUMNS = 60, TITLE_LEAST = 8 };

static bool is_stop(const char *s)
{
    return (*s == '.' || *s == ':' || *s == '!' || *s == '?') && (s[1] == ' ' || s[1] == '\0');
}

static size_t sentence_length(const char *s)
{
    size_t n = 0;
    while (s[n] && !is_stop(s + n))
        n++;
    return n;
}

static bool fits(const char *s, size_t n)
{
    return n >= TITLE_LEAST && utf8_columns(s, n) <= TITLE_COLUMNS;
}

/* "If there are no errors, retrieve the pvc": what to do stands behind the last comma. */
static const char *clause(const char *s, size_t n, struct arena *arena)
{
    enum { WORDS_LEAST = 3 };
    size_t from = n, words = 1;
    while (from > 2 && strncmp(s + from - 2, ", ", 2) != 0)
        from--;
    for (size_t i = from; i < n; i++)
        words += s[i] == ' ';
    bool is_word = (s[from] >= 'a' && s[from] <= 'z') || (s[from] >= 'A' && s[from] <= 'Z');
    if (from <= 2 || words < WORDS_LEAST || !is_word || !fits(s + from, n - from))
        return NULL;
    char *title = arena_strndup(arena, s + from, n - from);
    *title = (char)(*title >= 'a' ? *title - 32 : *title);
    return title;
}

/* The last sentence leads to the command below it: it is taken before the first one. */
const char *draft_sentence(const char *words, struct arena *arena)
{
    const char *last = NULL, *first = NULL, *part = NULL;
    size_t n_last = 0, n_first = 0;
    for (const char *s = words + strspn(words, " "); *s;) {
        size_t n = sentence_length(s);
        if (fits(s, n) && !first)
            first = s, n_first = n;
        last = fits(s, n) ? s : NULL;
        part = clause(s, n, arena);
        n_last = n;
        s += n + (s[n] != '\0');
        s += strspn(s, " ");
    }
    const char *best = last ? last : part ? NULL : first;
    if (!best && part)
        return part;
    return best ? arena_strndup(arena, best, best == last ? n_last : n_first) : NULL;
}

const char *draft_short(const char *words, struct arena *arena)
{
    size_t n = strlen(words);
    if (utf8_columns(words, n) <= TITLE_COLUMNS)
        return words;
    size_t fit = utf8_fit(words, n, TITLE_COLUMNS - 3), blank = fit;
    while (blank > TITLE_LEAST && words[blank] != ' ')
        blank--;
    return arena_printf(arena, "%.*s...", (int)(blank > TITLE_LEAST ? blank : fit), words);
}
