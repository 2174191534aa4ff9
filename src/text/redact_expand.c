/* redact_expand: text in place of names, a few levels deep. */
#include "text/redact_expand.h"

#include <string.h>

#include "base/i18n.h"

enum { DEEPEST = 6, LONGEST = 8000 };

static const char *find_in(const struct redact_piece *piece, size_t n, const char *name, size_t length)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(piece[i].name) == length && memcmp(piece[i].name, name, length) == 0)
            return piece[i].text;
    return NULL;
}

static bool expand(const char *pattern, const struct redact_piece *piece, size_t n, int depth, struct str *out, struct err *e)
{
    while (*pattern) {
        const char *start = strstr(pattern, "%{"), *end = start ? strchr(start, '}') : NULL;
        if (!end) {
            str_add(out, pattern);
            break;
        }
        size_t length = (size_t)(end - start) - 2;
        const char *text = find_in(piece, n, start + 2, length);
        text = text ? text : find_in(redact_pieces, n_redact_pieces, start + 2, length);
        if (!text)
            return err_set(e, ERR_INPUT, _("there is no piece '%.*s'"), (int)(length < 60 ? length : 60), start + 2);
        if (depth == DEEPEST || out->n > LONGEST)
            return err_set(e, ERR_INPUT, _("the pattern becomes too long with its pieces"));
        str_add_n(out, pattern, (size_t)(start - pattern));
        if (!expand(text, piece, n, depth + 1, out, e))
            return false;
        pattern = end + 1;
    }
    return true;
}

bool redact_expand(const char *pattern, const struct redact_piece *piece, size_t n, struct str *out, struct err *e)
{
    str_add(out, "(?J)");
    return expand(pattern, piece, n, 0, out, e);
}
