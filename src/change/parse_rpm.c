/* parse_rpm: what the rpm database says of when, and dnf's log, which has the steps. */
#include <ctype.h>

#include "change/parse.h"
#include "change/when.h"

size_t parse_rpm_query(const struct change_text *t, struct package_steps *p)
{
    struct parse_lines lines = {t->bytes, t->bytes + t->n};
    const char *line;
    size_t n, odd = 0;
    while (parse_next_line(&lines, &line, &n)) {
        const char *s = line, *end = line + n;
        int64_t at;
        const char *when = parse_field(&p->arena, &s, end, '\t'), *name = parse_field(&p->arena, &s, end, '\t');
        const char *version = parse_field(&p->arena, &s, end, '\t');
        if (!version || !*name || !when_parse(when, strlen(when), NULL, &at, NULL))
            odd++;
        else /* whether it was there before is not known: newer is what one looks for */
            *vec_push(&p->list) = (struct package_step){at, PACKAGE_UPGRADED, name, NULL, version, NULL};
    }
    return odd;
}

/* "openssl-libs-1:3.0.7-25.el9.x86_64": the version is what follows the last but one dash; the architecture goes. */
static bool split_name(struct arena *a, const char *s, size_t n, const char **name, const char **version)
{
    char *text = arena_strndup(a, s, n);
    char *dot = strrchr(text, '.'), *dash;
    if (dot && strlen(dot) <= 8)
        *dot = '\0';
    dash = strrchr(text, '-');
    while (dash && dash > text && *--dash != '-')
        ;
    if (!dash || dash == text || *dash != '-')
        return false;
    *dash = '\0';
    *name = text;
    *version = dash + 1;
    return true;
}

/* "2026-03-01T02:13:22+0000 SUBDEBUG Upgraded: openssl-libs-1:3.0.7-24.el9.x86_64": "Upgrade" is the new one, "Upgraded" the old. */
static bool read_dnf_line(const char *line, size_t n, const struct change_text *t, struct package_steps *p)
{
    static const struct {
        const char *word;
        enum package_did did;
    } verbs[] = {{"Installed: ", PACKAGE_INSTALLED}, {"Upgrade: ", PACKAGE_UPGRADED}, {"Downgrade: ", PACKAGE_UPGRADED},
                 {"Erase: ", PACKAGE_REMOVED},       {"Removed: ", PACKAGE_REMOVED}};
    struct package_step step = {0};
    size_t used;
    if (!when_parse(line, n, t->zone, &step.at, &used))
        return false;
    const char *end = line + n, *version = NULL;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        size_t length = strlen(verbs[i].word);
        const char *found = memmem(line + used, n - used, verbs[i].word, length);
        if (!found || (found > line && isalpha((unsigned char)found[-1])))
            continue;
        step.did = verbs[i].did;
        if (!split_name(&p->arena, found + length, (size_t)(end - found) - length, &step.name, &version))
            return false;
        *(step.did == PACKAGE_REMOVED ? &step.from : &step.to) = version;
        *vec_push(&p->list) = step;
        return true;
    }
    return true;
}

size_t parse_dnf_log(const struct change_text *t, struct package_steps *p)
{
    struct parse_lines lines = {t->bytes, t->bytes + t->n};
    const char *line;
    size_t n, odd = 0;
    while (parse_next_line(&lines, &line, &n))
        odd += !read_dnf_line(line, n, t, p);
    return odd;
}
