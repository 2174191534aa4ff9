/* yaml: whether bytes are text at all, and what an author can do about what is no YAML. */
#include "text/yaml_text.h"

#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"

/* What libyaml says, and what an author can do about it. */
static const struct {
    const char *says, *remedy;
} remedies[] = {
    {"cannot start any token", N_("put text that begins with a sign like @ ` or % in quotes")},
    {"mapping values are not allowed", N_("put text that holds ': ' in quotes, or check the indentation")},
    {"tab character", N_("indent with spaces")},
    {"simple key", N_("check the indentation, and whether a ':' is missing")},
    {"expected key", N_("check the indentation of this line and the quotes before it")},
    {"',' or '", N_("close the bracket, or put text that holds a bracket or comma in quotes")},
    {"unexpected end of stream", N_("close the quote that was opened before")},
    {"unknown escape", N_("write the text in single quotes, or double the backslash")},
};

const char *yaml_remedy(const char *said)
{
    for (size_t i = 0; i < sizeof remedies / sizeof *remedies; i++)
        if (strstr(said, remedies[i].says))
            return _(remedies[i].remedy);
    return _("check the quotes, colons and indentation at this place");
}

bool yaml_is_tabbed(const char *bytes, size_t n, unsigned line)
{
    const char *at = bytes, *end = bytes + n;
    for (unsigned i = 1; i < line && at; i++)
        at = (at = memchr(at, '\n', (size_t)(end - at))) ? at + 1 : NULL;
    while (at && at < end && *at == ' ')
        at++;
    return at && at < end && *at == '\t';
}

struct mark yaml_mark_of_byte(const char *bytes, size_t at)
{
    struct mark m = {1, 1};
    for (size_t i = 0; i < at; i++) {
        bool ends_line = bytes[i] == '\n';
        m.line += ends_line;
        m.column = ends_line ? 1 : m.column + ((bytes[i] & 0xC0) != 0x80);
    }
    return m;
}

static void refuse(struct problems *ps, const char *rule, struct mark at, const char *sentence, const char *remedy)
{
    problem_error(ps, rule, at, "%s", sentence);
    problem_remedy(ps, "%s", remedy);
}

/* libyaml would take NUL for the end and UTF-16 for text, and says "control characters" without a place. */
bool yaml_is_text(const char *bytes, size_t n, size_t most, struct problems *ps)
{
    if (n > most) {
        problem_error(ps, "yaml-bytes", (struct mark){0, 0}, _("this file is larger than %zu MiB"), most >> 20);
        problem_remedy(ps, _("split it into several files"));
        return false;
    }
    const char *nul = n ? memchr(bytes, '\0', n) : NULL;
    if (nul)
        refuse(ps, "yaml-nul", yaml_mark_of_byte(bytes, (size_t)(nul - bytes)), _("there is a NUL byte here"),
               _("this is not a text file, or it was damaged"));
    if (nul || utf8_valid(bytes, n))
        return !nul;
    uint32_t cp;
    size_t at = 0;
    for (size_t step; at < n && (step = utf8_decode(bytes + at, n - at, &cp)); at += step)
        ;
    refuse(ps, "yaml-utf8", yaml_mark_of_byte(bytes, at), _("this byte is not UTF-8"), _("save the file as UTF-8"));
    return false;
}
