/* glob: `*` and `?`, for names that are written in one: HighDnsErrorRate. What stands between two stars is found where it
 * stands as it is written, or in other letters from the beginning of a word on: *DNS* is in it, and *Slow* is not in
 * UpsLowBattery, which one takes for the other where case means nothing. */
#include "alert/alert.h"

#include <ctype.h>
#include <string.h>

static int lower(char c)
{
    return tolower((unsigned char)c);
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_word_start(const char *text, const char *at)
{
    bool is_inside = at > text && isalnum((unsigned char)at[-1]);
    bool is_hump = is_upper(*at) && at > text && (!is_upper(at[-1]) || (at[1] >= 'a' && at[1] <= 'z'));
    bool is_number = at > text && isdigit((unsigned char)*at) && !isdigit((unsigned char)at[-1]);
    return !is_inside || is_hump || is_number;
}

/* One character may be several bytes. */
static const char *step(const char *s)
{
    do
        s++;
    while (((unsigned char)*s & 0xc0) == 0x80);
    return s;
}

/* HighMemory is also written high_memory and High memory: what stands between the words of the text, where the pattern
 * begins one. */
static const char *skip_separators(const char *glob, size_t i, const char *s)
{
    bool is_hump = i && is_upper(glob[i]) && isalnum((unsigned char)glob[i - 1]) && !is_upper(glob[i - 1]);
    return is_hump ? s + strspn(s, " _-") : s;
}

/* Behind the n bytes of a pattern without stars, when they are at that place; NULL: they are not. */
static const char *match_here(const char *glob, size_t n, const char *text, const char *at)
{
    bool is_exact = true;
    const char *s = at;
    for (size_t i = 0; i < n; i++) {
        s = skip_separators(glob, i, s);
        if (!*s || (glob[i] != '?' && lower(glob[i]) != lower(*s)))
            return NULL;
        is_exact = is_exact && (glob[i] == '?' || glob[i] == *s);
        s = glob[i] == '?' ? step(s) : s + 1;
    }
    return is_exact || is_word_start(text, at) ? s : NULL;
}

/* The first place from `at` on; `is_last`: where it ends with the text. */
static const char *find(const char *glob, size_t n, const char *text, const char *at, bool is_last)
{
    for (;; at++) {
        const char *end = match_here(glob, n, text, at);
        if (end && (!is_last || !*end))
            return end;
        if (!*at)
            return NULL;
    }
}

bool alert_glob(const char *glob, const char *text)
{
    size_t n = strcspn(glob, "*");
    const char *at = match_here(glob, n, text, text);
    while (at && glob[n] == '*') {
        glob += n + 1;
        n = strcspn(glob, "*");
        at = find(glob, n, text, at, !glob[n]);
    }
    return at && !*at;
}
