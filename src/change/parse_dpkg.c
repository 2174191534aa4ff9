/* parse_dpkg: dpkg.log, which has every step but not who, and apt's history.log, which has who. */
#include "change/parse.h"
#include "change/when.h"

static void add_step(struct package_steps *p, const struct package_step *s)
{
    if (s->name && *s->name)
        *vec_push(&p->list) = *s;
}

/* "libssl3:amd64" is libssl3. */
static char *bare_name(struct arena *arena, const char *name)
{
    return arena_strndup(arena, name, strcspn(name, ":"));
}

static const char *version_or_null(const char *version)
{
    return version && *version && strcmp(version, "<none>") != 0 ? version : NULL;
}

/* "2026-03-01 02:13:22 upgrade libssl3:amd64 3.0.13 3.0.14"; most lines are states on the way. */
static bool read_dpkg_line(const char *line, size_t n, const struct change_text *t, struct package_steps *p)
{
    static const struct {
        const char *word;
        enum package_did did;
    } verbs[] = {{"install", PACKAGE_INSTALLED}, {"upgrade", PACKAGE_UPGRADED}, {"remove", PACKAGE_REMOVED}};
    struct arena *a = &p->arena;
    struct package_step step = {0};
    size_t used;
    if (!when_parse(line, n, t->zone, &step.at, &used) || used >= n || line[used] != ' ')
        return false;
    const char *s = line + used + 1, *end = line + n;
    const char *did = parse_field(a, &s, end, ' ');
    size_t verb = 0;
    while (verb < 3 && !str_eq(did, verbs[verb].word))
        verb++;
    if (verb == 3)
        return true;
    const char *name = parse_field(a, &s, end, ' '), *from = parse_field(a, &s, end, ' '),
               *to = parse_field(a, &s, end, ' ');
    step.did = verbs[verb].did;
    step.name = name ? bare_name(a, name) : NULL;
    step.from = version_or_null(from);
    step.to = version_or_null(to);
    if (step.did == PACKAGE_INSTALLED && step.from)
        step.did = PACKAGE_UPGRADED; /* of one that was removed and had left its configuration */
    add_step(p, &step);
    return step.name != NULL;
}

size_t parse_dpkg_log(const struct change_text *t, struct package_steps *p)
{
    struct parse_lines lines = {t->bytes, t->bytes + t->n};
    const char *line;
    size_t n, odd = 0;
    while (parse_next_line(&lines, &line, &n))
        odd += !read_dpkg_line(line, n, t, p);
    return odd;
}

/* ---- history.log ---- */

struct run { /* of apt: lines from Start-Date to End-Date */
    int64_t at;
    const char *who;
};

static bool is_key(const char *line, size_t n, const char *key, const char **value)
{
    size_t length = strlen(key);
    if (n < length || memcmp(line, key, length) != 0)
        return false;
    *value = line + length;
    return true;
}

/* "/usr/bin/unattended-upgrade" is unattended-upgrade; "apt-get install x" says less than nothing of who. */
static const char *who_of_command(struct arena *a, const char *s, const char *end)
{
    char *command = arena_strndup(a, s, (size_t)(end - s));
    command[strcspn(command, " ")] = '\0';
    const char *slash = strrchr(command, '/'), *name = slash ? slash + 1 : command;
    return str_starts(name, "apt") || !*name ? NULL : name;
}

/* "libssl3:amd64 (3.0.13, 3.0.14), foo:amd64 (1.0, automatic)" */
static void read_packages(const char *s, const char *end, enum package_did did, const struct run *run,
                          struct package_steps *p)
{
    struct arena *a = &p->arena;
    while (s && s < end) {
        const char *open = memchr(s, '(', (size_t)(end - s)),
                   *close = open ? memchr(open, ')', (size_t)(end - open)) : NULL;
        if (!close)
            return;
        s += strspn(s, ", ");
        char *name = arena_strndup(a, s, (size_t)(open > s ? open - s : 0));
        name[strcspn(name, ": ")] = '\0';
        const char *v = open + 1, *first = parse_field(a, &v, close, ','),
                   *second = v ? parse_field(a, &v, close, ',') : NULL;
        second = second ? second + strspn(second, " ") : NULL;
        bool has_two = did == PACKAGE_UPGRADED;
        add_step(p, &(struct package_step){run->at, did, name, did == PACKAGE_INSTALLED ? NULL : first,
                                           has_two ? second : did == PACKAGE_INSTALLED ? first : NULL, run->who});
        s = close + 1;
    }
}

static void read_history_line(const char *line, size_t n, const struct change_text *t, struct run *run,
                              struct package_steps *p)
{
    static const struct {
        const char *key;
        enum package_did did;
    } keys[] = {{"Install: ", PACKAGE_INSTALLED},   {"Upgrade: ", PACKAGE_UPGRADED}, {"Downgrade: ", PACKAGE_UPGRADED},
                {"Reinstall: ", PACKAGE_INSTALLED}, {"Remove: ", PACKAGE_REMOVED},   {"Purge: ", PACKAGE_REMOVED}};
    const char *value, *end = line + n;
    if (is_key(line, n, "Start-Date: ", &value)) {
        *run = (struct run){TIME_NONE, NULL};
        when_parse(value, (size_t)(end - value), t->zone, &run->at, NULL);
    } else if (is_key(line, n, "Commandline: ", &value)) {
        run->who = run->who ? run->who : who_of_command(&p->arena, value, end);
    } else if (is_key(line, n, "Requested-By: ", &value)) {
        char *who = arena_strndup(&p->arena, value, (size_t)(end - value));
        who[strcspn(who, " ")] = '\0';
        run->who = who;
    }
    for (size_t i = 0; run->at != TIME_NONE && i < sizeof keys / sizeof *keys; i++)
        if (is_key(line, n, keys[i].key, &value))
            read_packages(value, end, keys[i].did, run, p);
}

size_t parse_apt_history(const struct change_text *t, struct package_steps *p)
{
    struct parse_lines lines = {t->bytes, t->bytes + t->n};
    struct run run = {TIME_NONE, NULL};
    const char *line;
    size_t n;
    while (parse_next_line(&lines, &line, &n))
        read_history_line(line, n, t, &run, p);
    return 0;
}
