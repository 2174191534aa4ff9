/* glob: `*` and `?`. Going back to the last star alone keeps it at one product of the lengths, whatever the pattern. */
#include "alert/alert.h"

static unsigned char lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

/* One character may be several bytes. */
static const char *step(const char *s)
{
    do
        s++;
    while (((unsigned char)*s & 0xc0) == 0x80);
    return s;
}

bool alert_glob(const char *glob, const char *text)
{
    const char *star = NULL, *from = text;
    while (*text) {
        if (*glob == '*') {
            star = ++glob;
            from = text;
        } else if (*glob == '?') {
            glob++;
            text = step(text);
        } else if (*glob && lower(*glob) == lower(*text)) {
            glob++;
            text++;
        } else if (star) {
            glob = star;
            text = ++from;
        } else {
            return false;
        }
    }
    while (*glob == '*')
        glob++;
    return !*glob;
}
