/* will: "name length" LF bytes LF. */
#include "probe/will.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void will_add(struct str *to, const char *name, const char *value, size_t n)
{
    str_addf(to, "%s %zu\n", name, n);
    str_add_n(to, value, n);
    str_add_char(to, '\n');
}

void will_add_text(struct str *to, const char *name, const char *value)
{
    if (value)
        will_add(to, name, value, strlen(value));
}

void will_add_number(struct str *to, const char *name, int64_t value)
{
    char text[32];
    int n = snprintf(text, sizeof text, "%" PRId64, value);
    will_add(to, name, text, (size_t)n);
}

bool will_next(const char **at, const char *end, char name[32], const char **value, size_t *n)
{
    const char *line = *at, *blank = memchr(line, ' ', (size_t)(end - line)), *eol = memchr(line, '\n', (size_t)(end - line));
    if (!blank || !eol || blank > eol || blank - line > 31 || eol - blank > 12)
        return false;
    *n = 0;
    for (const char *c = blank + 1; c < eol; c++)
        if (*c >= '0' && *c <= '9')
            *n = *n * 10 + (size_t)(*c - '0');
        else
            return false;
    if ((size_t)(end - eol - 1) <= *n)
        return false;
    memcpy(name, line, (size_t)(blank - line));
    name[blank - line] = '\0';
    *value = eol + 1;
    *at = eol + 1 + *n + 1;
    return true;
}
