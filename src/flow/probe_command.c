/* probe_command: fields of a probe to the options of a command: a list is an option for each entry, an entry of a map is
 * NAME=VALUE, `paths` are its arguments. */
#include "flow/probe_command.h"

#include <string.h>

#include "base/shell.h"
#include "base/str.h"
#include "base/time.h"
#include "flow/http_command.h"

static const struct {
    enum probe_kind kind;
    const char *command;      /* with all of its fields */
    const char *arguments[2]; /* the fields that are its arguments */
    const char *flag;         /* the field that is an option without a value */
} engines[] = {
    {PROBE_LOGS, "triage logs --top --progress", {"paths"}, NULL},
    {PROBE_CHANGES, "triage changes --json", {"paths"}, NULL},
    {PROBE_TCP, "triage tcp --json", {"to"}, NULL},
    {PROBE_DNS, "triage dns --json", {"name"}, NULL},
    {PROBE_TLS, "triage tls --json", {"to"}, NULL},
    {PROBE_FILE, "triage file --json", {"path", "paths"}, "digest"},
    {PROBE_PROCESS, "triage process --json", {"name"}, NULL},
    {PROBE_UNIT, "triage unit --json", {"name"}, "user"},
};
enum { N_ENGINES = sizeof engines / sizeof *engines };

/* The length of the $name or ${name} that stands there; 0: none does. */
static size_t value_length(const char *text)
{
    bool braces = text[0] == '$' && text[1] == '{', is_name = text[0] == '$' && !strchr("0123456789", text[1 + braces]);
    const char *name = text + 1 + braces;
    size_t n = is_name ? strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") : 0;
    return !n || (braces && name[n] != '}') ? 0 : (size_t)(name + n - text) + braces;
}

static bool is_value(const char *text)
{
    size_t n = value_length(text);
    return n && !text[n];
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

/* HOST:PORT of two values: each in quotes of its own, and what is between them to the letter. */
static void add_mixed(struct str *out, const char *text)
{
    struct str piece = {0};
    while (*text) {
        size_t n = value_length(text);
        str_clear(&piece);
        str_add_n(&piece, text, n ? n : 1);
        if (!n)
            str_add_n(&piece, text + 1, strcspn(text + 1, "$"));
        add_word(out, str_get(&piece));
        text += piece.n;
    }
    str_release(&piece);
}

/* Where the words of options have a dash, keys have an underscore. */
static void add_name(struct str *out, const char *name)
{
    str_add(out, " --");
    for (; *name && *name != '.'; name++)
        str_add_char(out, *name == '_' ? '-' : *name);
}

static void add_option(struct str *out, const struct flow_field *field)
{
    const char *dot = strchr(field->name, '.');
    for (size_t i = 0; i < field->value.n; i++) {
        struct str word = {0};
        if (dot)
            str_addf(&word, "%s=", dot + 1);
        str_add(&word, field->value.v[i]);
        add_name(out, field->name);
        str_add_char(out, '=');
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

static void add_arguments(struct str *out, const struct flow_field *field)
{
    bool is_mixed = str_eq(field->name, "to");
    for (size_t i = 0; i < field->value.n; i++) {
        str_add_char(out, ' ');
        if (is_mixed && *field->value.v[i])
            add_mixed(out, field->value.v[i]);
        else
            add_word(out, field->value.v[i]);
    }
}

static bool is_argument(size_t engine, const struct flow_field *field)
{
    return str_eq(field->name, engines[engine].arguments[0]) || str_eq(field->name, engines[engine].arguments[1]);
}

static void add_options(struct str *out, const struct flow_probe *probe, size_t engine)
{
    char timeout[TIME_TEXT];
    bool is_small = probe_kind_is_small(probe->kind);
    if (!is_small && !find_field(probe, "since") && !find_field(probe, "follow"))
        str_add(out, " --since=2h");
    if (is_small && probe->timeout) {
        time_format_duration(probe->timeout, timeout);
        str_addf(out, " --timeout=%s", timeout);
    }
    for (size_t i = 0; i < probe->n_fields; i++) {
        const struct flow_field *field = &probe->field[i];
        bool is_flag = str_eq(field->name, engines[engine].flag);
        if (is_flag && str_eq(field->value.v[0], "true"))
            add_name(out, field->name);
        else if (!is_flag && !is_argument(engine, field))
            add_option(out, field);
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
    str_add(&out, engines[engine].command);
    add_options(&out, probe, engine);
    for (size_t i = 0, n = 0; i < probe->n_fields; i++)
        if (is_argument(engine, &probe->field[i])) {
            str_add(&out, n++ ? "" : " --");
            add_arguments(&out, &probe->field[i]);
        }
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
