/* record: the level of a line that no format reads. A word counts where it stands as a level does: in capitals, in brackets,
 * before a colon; in the middle of a sentence ("0 errors", "without error") it does not. */
#include <string.h>
#include <strings.h>

#include "logs/record.h"
#include "logs/shape.h"

enum { NEAR = 200 }; /* bytes: what comes later is what is said, not how bad it is */

static bool is_word(char c)
{
    return (shape_of(c) & CLASS_ALNUM && !((unsigned char)c & 0x80)) || c == '_';
}

static bool is_capital(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] < 'A' || s[i] > 'Z')
            return false;
    return n > 2; /* E, W and OK are too short to tell */
}

/* IllegalStateException, TypeError: the type of an exception ends so, whatever it begins with. */
static bool is_exception(const char *s, size_t n)
{
    static const struct {
        const char *s;
        size_t n;
    } endings[] = {{"Error", 5}, {"Exception", 9}, {"Traceback", 9}, {"Panic", 5}};
    char last = s[n - 1]; /* of all words in all lines: few end like one of them */
    if (last != 'r' && last != 'n' && last != 'k' && last != 'c')
        return false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t m = endings[i].n;
        if (n >= m && memcmp(s + n - m, endings[i].s, m) == 0)
            return true;
    }
    return false;
}

static enum log_level level_of(const char *line, size_t n, size_t at, size_t length)
{
    const char *word = line + at;
    char before = at ? line[at - 1] : '\0', after = at + length < n ? line[at + length] : '\0';
    bool stands_apart = before == '[' || before == '<' || after == ':' || after == ']' || after == '(' || after == '|';
    bool may_be_one = length > 2 && (stands_apart || is_capital(word, length)); /* few are: then it is looked up */
    enum log_level level = may_be_one ? log_level_parse(word, length) : LEVEL_UNSAID;
    if (level)
        return level;
    bool is_type = is_exception(word, length) && (!after || strchr(": (\r", after));
    bool is_said = stands_apart && length == 8 && (strncasecmp(word, "uncaught", 8) == 0 || strncasecmp(word, "segfault", 8) == 0);
    return is_type || is_said ? LEVEL_ERROR : LEVEL_UNSAID;
}

enum log_level log_level_guess(const char *s, size_t n)
{
    if (n > NEAR)
        n = NEAR;
    for (size_t at = 0, length; at < n; at += length + 1) {
        length = 0;
        while (at + length < n && is_word(s[at + length]))
            length++;
        enum log_level level = length ? level_of(s, n, at, length) : LEVEL_UNSAID;
        if (level)
            return level;
    }
    return LEVEL_UNSAID;
}
