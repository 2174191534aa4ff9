/* parse: lines, fields, commands: what every parser needs. */
#include "change/parse.h"

#include <strings.h>

#include "base/shell.h"

enum { LONGEST_LINE = 64 * 1024 };

bool parse_next_line(struct parse_lines *p, const char **line, size_t *n)
{
    while (p->at < p->end) {
        const char *start = p->at, *stop = memchr(start, '\n', (size_t)(p->end - start));
        size_t length = (size_t)((stop ? stop : p->end) - start);
        p->at = stop ? stop + 1 : p->end;
        if (length && start[length - 1] == '\r')
            length--;
        if (!length)
            continue;
        *line = start;
        *n = length < LONGEST_LINE ? length : LONGEST_LINE;
        return true;
    }
    return false;
}

char *parse_field(struct arena *arena, const char **s, const char *end, char sign)
{
    if (!*s || *s > end)
        return NULL;
    const char *stop = memchr(*s, sign, (size_t)(end - *s));
    char *field = arena_strndup(arena, *s, (size_t)((stop ? stop : end) - *s));
    *s = stop ? stop + 1 : NULL;
    return field;
}

void command_add(struct str *command, const char *word)
{
    if (command->n)
        str_add_char(command, ' ');
    shell_add_word(command, word);
}

const char *command_make(struct arena *arena, const char *const *word)
{
    struct str command = {0};
    for (; *word; word++)
        command_add(&command, *word);
    const char *text = arena_strdup(arena, str_get(&command));
    str_release(&command);
    return text;
}

const char *const *parse_texts_take(parse_texts *t, struct arena *arena)
{
    const char **all = t->n ? arena_array(arena, t->n + 1, sizeof *all) : NULL;
    for (size_t i = 0; i < t->n; i++)
        all[i] = t->v[i];
    vec_release(t);
    return all;
}

/* ---- what a text speaks of ---- */

static const struct {
    const char *start; /* of a word */
    enum change_kind kind;
} telling[] = {
    {"flag", CHANGE_FLAG},          {"feature", CHANGE_FLAG},       {"toggle", CHANGE_FLAG},
    {"experiment", CHANGE_FLAG},    {"migrat", CHANGE_DATA},        {"schema", CHANGE_DATA},
    {"backfill", CHANGE_DATA},      {"import", CHANGE_DATA},        {"database", CHANGE_DATA},
    {"dataset", CHANGE_DATA},       {"deploy", CHANGE_RELEASE},     {"releas", CHANGE_RELEASE},
    {"rollback", CHANGE_RELEASE},   {"rolled back", CHANGE_RELEASE},{"version", CHANGE_RELEASE},
    {"build", CHANGE_RELEASE},      {"merge", CHANGE_RELEASE},      {"commit", CHANGE_RELEASE},
    {"config", CHANGE_CONFIG},      {"setting", CHANGE_CONFIG},     {"secret", CHANGE_CONFIG},
    {"certificate", CHANGE_CONFIG}, {"environment variable", CHANGE_CONFIG},
    {"package", CHANGE_PACKAGE},    {"upgrad", CHANGE_PACKAGE},     {"patch", CHANGE_PACKAGE},
    {"scal", CHANGE_INFRASTRUCTURE},    {"node", CHANGE_INFRASTRUCTURE},     {"instance", CHANGE_INFRASTRUCTURE},
    {"terraform", CHANGE_INFRASTRUCTURE}, {"network", CHANGE_INFRASTRUCTURE}, {"firewall", CHANGE_INFRASTRUCTURE},
    {"dns", CHANGE_INFRASTRUCTURE},     {"restart", CHANGE_INFRASTRUCTURE},  {"reboot", CHANGE_INFRASTRUCTURE},
    {"cluster", CHANGE_INFRASTRUCTURE}, {"host", CHANGE_INFRASTRUCTURE},     {"failover", CHANGE_INFRASTRUCTURE},
};
enum { N_TELLING = sizeof telling / sizeof *telling };

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

enum change_kind parse_kind_of(const char *text, enum change_kind otherwise)
{
    for (const char *s = text; s && *s; s++)
        for (size_t i = 0; (s == text || !is_letter(s[-1])) && is_letter(*s) && i < N_TELLING; i++)
            if (strncasecmp(s, telling[i].start, strlen(telling[i].start)) == 0)
                return telling[i].kind;
    return otherwise;
}
