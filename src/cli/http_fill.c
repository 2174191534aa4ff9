/* http_fill: $NAME and ${NAME}; $$ is a dollar sign. */
#include "cli/http_fill.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "observe/request.h"

static bool add_value(struct str *out, const char *name, size_t n, bool is_encoded, struct err *e)
{
    char *copy = mem_strndup(name, n);
    const char *value = getenv(copy);
    mem_free(copy);
    if (!value)
        return err_set(e, ERR_USAGE, _("the environment has no %.*s: set it and export it"), (int)n, name);
    if (is_encoded)
        http_url_encode(out, value);
    else
        str_add(out, value);
    return true;
}

/* What stands at a dollar sign; *step is what it takes of the text. */
static bool add_reference(struct str *out, const char *s, bool is_encoded, size_t *step, struct err *e)
{
    static const char of_names[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
    bool braces = s[1] == '{';
    const char *name = s + 1 + braces;
    size_t n = strchr("0123456789", *name) && *name ? 0 : strspn(name, of_names);
    *step = 1;
    if (s[1] == '$')
        *step = 2;
    if (!n || (braces && name[n] != '}')) {
        str_add_char(out, '$');
        return true;
    }
    *step = 1 + n + (braces ? 2 : 0);
    return add_value(out, name, n, is_encoded, e);
}

const char *http_fill(const char *text, bool is_url, struct arena *arena, struct err *e)
{
    struct str out = {0};
    bool ok = true;
    for (const char *s = text; *s && ok;) {
        size_t step = 1;
        if (*s == '$')
            ok = add_reference(&out, s, is_url && s > text, &step, e);
        else
            str_add_char(&out, *s);
        s += step;
    }
    const char *filled = ok ? arena_strdup(arena, str_get(&out)) : NULL;
    str_release(&out);
    return filled;
}
