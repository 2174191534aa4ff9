/* parse_apk: apk.log: a line that says when a command ran, then its steps. */
#include "change/parse.h"
#include "change/when.h"

/* "Running `apk add nginx` at 2026-03-01 02:13:22": the time is behind the last " at ". */
static bool read_run(const char *line, size_t n, const struct change_text *t, int64_t *at)
{
    if (n < 8 || memcmp(line, "Running ", 8) != 0)
        return false;
    for (size_t i = n; i-- > 4;)
        if (memcmp(line + i - 4, " at ", 4) == 0)
            return when_parse(line + i, n - i, t->zone, at, NULL);
    return false;
}

/* "(1/3) Upgrading libssl3 (3.0.13-r0 -> 3.0.14-r0)", "(2/3) Installing nginx (1.26-r0)", "(3/3) Purging foo (1.0-r0)" */
static void read_step(const char *line, size_t n, int64_t at, struct package_steps *p)
{
    static const struct {
        const char *word;
        enum package_did did;
    } verbs[] = {{" Upgrading ", PACKAGE_UPGRADED},
                 {" Downgrading ", PACKAGE_UPGRADED},
                 {" Installing ", PACKAGE_INSTALLED},
                 {" Purging ", PACKAGE_REMOVED}};
    struct arena *a = &p->arena;
    const char *close = memchr(line, ')', n), *end = line + n;
    for (size_t i = 0; *line == '(' && close && i < sizeof verbs / sizeof *verbs; i++) {
        size_t length = strlen(verbs[i].word);
        if ((size_t)(end - close - 1) < length || memcmp(close + 1, verbs[i].word, length) != 0)
            continue;
        const char *s = close + 1 + length;
        char *name = parse_field(a, &s, end, ' '), *version = s ? arena_strndup(a, s, (size_t)(end - s)) : NULL;
        if (!version || version[0] != '(' || !*name)
            return;
        version[strcspn(version, ")")] = '\0';
        char *arrow = strstr(++version, " -> ");
        if (arrow)
            *arrow = '\0';
        bool is_gone = verbs[i].did == PACKAGE_REMOVED;
        *vec_push(&p->list) = (struct package_step){at, verbs[i].did, name, arrow || is_gone ? version : NULL,
                                                    arrow ? arrow + 4 : is_gone ? NULL : version, NULL};
        return;
    }
}

size_t parse_apk_log(const struct change_text *t, struct package_steps *p)
{
    struct parse_lines lines = {t->bytes, t->bytes + t->n};
    int64_t at = TIME_NONE;
    const char *line;
    size_t n;
    while (parse_next_line(&lines, &line, &n))
        if (!read_run(line, n, t, &at) && at != TIME_NONE)
            read_step(line, n, at, p);
    return 0;
}
