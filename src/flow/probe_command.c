/* probe_command: fields of a probe to the options of a command: a list is an option for each entry, an entry of a map is
 * NAME=VALUE, `paths` are its arguments. */
#include "flow/probe_command.h"

#include <string.h>

#include "base/shell.h"
#include "base/str.h"
#include "flow/http_command.h"

static const struct {
    enum probe_kind kind;
    const char *command; /* with all of its fields */
} engines[] = {
    {PROBE_LOGS, "triage logs --top --progress"},
    {PROBE_CHANGES, "triage changes --json"},
};
enum { N_ENGINES = sizeof engines / sizeof *engines };

static bool is_value(const char *text)
{
    bool braces = text[0] == '$' && text[1] == '{', is_name = text[0] == '$' && !strchr("0123456789", text[1 + braces]);
    const char *name = text + 1 + braces;
    size_t n = is_name ? strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") : 0;
    return n && strcmp(name + n, braces ? "}" : "") == 0;
}

/* A value stands alone, as the check holds, and comes from the environment; all else is to the letter. */
static void add_word(struct str *out, const char *text)
{
    if (is_value(text)) {
        str_addf(out, "\"%s\"", text);
        return;
    }
    shell_add_word(out, text);
}

static void add_option(struct str *out, const struct flow_field *field)
{
    const char *dot = strchr(field->name, '.');
    for (size_t i = 0; i < field->value.n; i++) {
        struct str word = {0};
        if (dot)
            str_addf(&word, "%s=", dot + 1);
        str_add(&word, field->value.v[i]);
        str_addf(out, " --%.*s=", (int)strcspn(field->name, "."), field->name);
        add_word(out, str_get(&word));
        str_release(&word);
    }
}

static const struct flow_field *find_field(const struct flow_probe *probe, const char *name)
{
    for (size_t i = 0; i < probe->n_fields; i++)
        if (str_eq(probe->field[i].name, name))
            return &probe->field[i];
    return NULL;
}

static void add_arguments(struct str *out, const struct flow_field *paths)
{
    str_add(out, " --");
    for (size_t i = 0; i < paths->value.n; i++) {
        str_add_char(out, ' ');
        add_word(out, paths->value.v[i]);
    }
}

static const char *keep(struct str *text, struct arena *arena)
{
    const char *copy = arena_strdup(arena, str_get(text));
    str_release(text);
    return copy;
}

const char *probe_command(const struct flow_probe *probe, struct arena *arena)
{
    size_t engine = 0;
    struct str http = {0};
    if (probe->kind == PROBE_HTTP)
        return http_command(probe, &http), keep(&http, arena);
    while (engine < N_ENGINES && engines[engine].kind != probe->kind)
        engine++;
    if (engine == N_ENGINES)
        return NULL;
    struct str out = {0};
    const struct flow_field *paths = find_field(probe, "paths");
    str_add(&out, engines[engine].command);
    if (!find_field(probe, "since") && !find_field(probe, "follow"))
        str_add(&out, " --since=2h");
    for (size_t i = 0; i < probe->n_fields; i++)
        if (&probe->field[i] != paths)
            add_option(&out, &probe->field[i]);
    if (paths)
        add_arguments(&out, paths);
    const char *text = arena_strdup(arena, str_get(&out));
    str_release(&out);
    return text;
}

const char *probe_inner(const struct flow_probe *probe, struct arena *arena)
{
    struct str text = {0};
    if (probe->kind == PROBE_HTTP)
        http_inner(probe, &text);
    return text.n ? keep(&text, arena) : NULL;
}

const char *probe_inner_shell(const struct flow_probe *probe)
{
    if (probe->inner)
        return probe->inner;
    const struct flow_field *command = probe->kind == PROBE_RUN ? NULL : find_field(probe, "command");
    return command ? command->value.v[0] : NULL;
}
