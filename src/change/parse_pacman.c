/* parse_pacman: pacman.log. */
#include "change/parse.h"
#include "change/when.h"

/* "[2026-03-01T02:13:22+0100] [ALPM] upgraded openssl (3.0.7-2 -> 3.0.8-1)" */
static bool read_line(const char *line, size_t n, const struct change_text *t, struct package_steps *p)
{
    static const struct {
        const char *word;
        enum package_did did;
    } verbs[] = {{"upgraded", PACKAGE_UPGRADED},    {"downgraded", PACKAGE_UPGRADED}, {"installed", PACKAGE_INSTALLED},
                 {"reinstalled", PACKAGE_INSTALLED}, {"removed", PACKAGE_REMOVED}};
    static const char mark[] = "] [ALPM] ";
    struct arena *a = &p->arena;
    struct package_step step = {0};
    const char *found = memmem(line, n, mark, sizeof mark - 1), *end = line + n;
    if (n < 2 || *line != '[' || !when_parse(line + 1, n - 1, t->zone, &step.at, NULL))
        return false;
    const char *s = found ? found + sizeof mark - 1 : NULL;
    const char *verb = s ? parse_field(a, &s, end, ' ') : NULL, *name = s ? parse_field(a, &s, end, ' ') : NULL;
    for (size_t i = 0; name && s && s < end && *s == '(' && i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(verb, verbs[i].word) != 0)
            continue;
        char *version = arena_strndup(a, s + 1, (size_t)(end - s - 1));
        version[strcspn(version, ")")] = '\0';
        char *arrow = strstr(version, " -> ");
        if (arrow)
            *arrow = '\0';
        bool is_gone = verbs[i].did == PACKAGE_REMOVED;
        *vec_push(&p->list) = (struct package_step){step.at, verbs[i].did, name, arrow || is_gone ? version : NULL,
                                                    arrow ? arrow + 4 : is_gone ? NULL : version, NULL};
    }
    return true;
}

size_t parse_pacman_log(const struct change_text *t, struct package_steps *p)
{
    struct parse_lines lines = {t->bytes, t->bytes + t->n};
    const char *line;
    size_t n, odd = 0;
    while (parse_next_line(&lines, &line, &n))
        odd += !read_line(line, n, t, p);
    return odd;
}
