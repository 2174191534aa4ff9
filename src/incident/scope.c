/* scope: names of a flow, resolved against what is known. */
#include "incident/scope.h"

#include <string.h>

#include "base/time.h"

enum { NAME_MOST = 300 };

/* "database/reach" and "ready.passed" make "database.ready.passed". */
static bool full_name(const struct scope *s, const char *name, char out[NAME_MOST])
{
    const char *last = s->path ? strrchr(s->path, '/') : NULL;
    size_t n = last ? (size_t)(last - s->path) + 1 : 0;
    if (n + strlen(name) >= NAME_MOST)
        return false;
    for (size_t i = 0; i < n; i++)
        out[i] = s->path[i] == '/' ? '.' : s->path[i];
    memcpy(out + n, name, strlen(name) + 1);
    return true;
}

static struct value preset_value(const struct flow_input *input)
{
    struct value v = value_unknown();
    if (!input || !input->preset)
        return v;
    if (!value_parse(input->preset, flow_input_kind(input->type), &v))
        return input->preset[0] ? value_text(input->preset) : value_none();
    return v;
}

static struct value severity_value(const struct incident *inc)
{
    return inc->severity ? value_number(inc->severity) : value_unknown();
}

static struct value elapsed_value(const struct scope *s)
{
    int64_t since = s->inc->since ? s->inc->since : s->inc->opened_at;
    return s->now == TIME_NONE || !since ? value_unknown() : value_duration(s->now - since);
}

struct value scope_value(const struct scope *s, const char *name)
{
    char full[NAME_MOST];
    if (str_eq(name, "elapsed"))
        return elapsed_value(s);
    if (str_eq(name, "severity"))
        return severity_value(s->inc);
    const struct fact *f = full_name(s, name, full) ? incident_find_fact(s->inc, full) : NULL;
    if (f && f->value.kind != VALUE_UNKNOWN)
        return f->value;
    return preset_value(flow_find_input(s->flow, name));
}

struct value scope_lookup(void *scope, const char *name)
{
    return scope_value(scope, name);
}

struct value scope_shell_value(const struct scope *s, const char *name)
{
    char dotted[NAME_MOST];
    struct value v = scope_value(s, name);
    size_t n = strlen(name);
    if (v.kind != VALUE_UNKNOWN || n >= sizeof dotted)
        return v;
    memcpy(dotted, name, n + 1);
    for (size_t i = 1; i + 1 < n && v.kind == VALUE_UNKNOWN; i++) {
        if (name[i] != '_')
            continue;
        dotted[i] = '.';
        v = scope_value(s, dotted);
        dotted[i] = '_';
    }
    return v;
}

/* ---- shell text ------------------------------------------------------------------------------------------------------ */

static size_t name_length(const char *s)
{
    size_t n = 0;
    while ((s[n] >= 'a' && s[n] <= 'z') || s[n] == '_' || (n && s[n] >= '0' && s[n] <= '9'))
        n++;
    return n;
}

static bool has_name(const struct names *list, const char *name, size_t n)
{
    for (size_t i = 0; i < list->n; i++)
        if (strncmp(list->v[i], name, n) == 0 && list->v[i][n] == '\0')
            return true;
    return false;
}

/* The next name that the text reads, after *at; its length, 0 at the end. */
struct shell_text {
    const char *at;
    bool single, twice; /* inside quotes */
};

static size_t next_name(struct shell_text *t, const char **name)
{
    for (; *t->at; t->at++) {
        if (*t->at == '\'' && !t->twice)
            t->single = !t->single;
        else if (*t->at == '"' && !t->single)
            t->twice = !t->twice;
        else if (*t->at == '\\' && !t->single && t->at[1])
            t->at++;
        else if (*t->at == '$' && !t->single) {
            bool has_brace = t->at[1] == '{';
            *name = t->at + 1 + has_brace + (has_brace && t->at[2] == '#'); /* ${#name} is its length */
            size_t n = name_length(*name);
            if (n)
                return t->at++, n;
        }
    }
    return 0;
}

struct names scope_shell_names(const char *shell, struct arena *arena)
{
    struct names list = {arena_array(arena, strlen(shell) / 2 + 1, sizeof *list.v), 0};
    struct shell_text text = {.at = shell};
    const char *name;
    for (size_t n; (n = next_name(&text, &name));)
        if (!has_name(&list, name, n))
            list.v[list.n++] = arena_strndup(arena, name, n);
    return list;
}

bool scope_shell_needs(const char *shell, const char *wanted)
{
    struct shell_text text = {.at = shell};
    const char *name;
    for (size_t n; (n = next_name(&text, &name));) {
        const char *after = name + n;
        bool has_else = name > shell && name[-1] == '{' && (*after == '-' || *after == '+' || (*after == ':' && (after[1] == '-' || after[1] == '+')));
        if (strlen(wanted) == n && strncmp(name, wanted, n) == 0 && !has_else)
            return true;
    }
    return false;
}

/* Is `name` this id, or a fact of it as a shell writes it (id_fact)? */
static bool begins_with_id(const char *name, const char *id)
{
    size_t n = strlen(id);
    return strncmp(name, id, n) == 0 && (name[n] == '_' || name[n] == '\0');
}

/* Could the flow ever give this name a value? If not, it is a variable of the shell text's own. */
static bool is_declared(const struct flow *flow, const char *name)
{
    if (flow_find_input(flow, name))
        return true;
    for (size_t i = 0; i < flow->n_steps; i++) {
        const struct flow_step *step = &flow->step[i];
        bool found = begins_with_id(name, step->id);
        for (size_t k = 0; k < step->n_probes && !found; k++)
            found = begins_with_id(name, step->probe[k].id);
        for (size_t k = 0; k < step->n_actions && !found; k++)
            found = begins_with_id(name, step->action[k].id);
        if (found)
            return true;
    }
    return false;
}

struct names scope_environment(const struct scope *s, const struct names *wanted, bool none_is_missing, struct arena *arena,
                               struct names *missing)
{
    struct names list = {arena_array(arena, wanted->n + 1, sizeof *list.v), 0};
    struct names lacking = {arena_array(arena, wanted->n + 1, sizeof *lacking.v), 0};
    for (size_t i = 0; i < wanted->n; i++) {
        struct value v = scope_shell_value(s, wanted->v[i]);
        struct str text = {0};
        bool is_lacking = v.kind == VALUE_UNKNOWN || (v.kind == VALUE_NONE && none_is_missing);
        if (is_lacking && is_declared(s->flow, wanted->v[i]))
            lacking.v[lacking.n++] = wanted->v[i];
        if (v.kind != VALUE_UNKNOWN) {
            if (v.kind != VALUE_NONE)
                value_print(&v, &text);
            list.v[list.n++] = arena_printf(arena, "%s=%s", wanted->v[i], str_get(&text));
        }
        str_release(&text);
    }
    if (missing)
        *missing = lacking;
    return list;
}

const char *scope_expand(const struct scope *s, const char *text, struct arena *arena)
{
    struct str out = {0};
    if (!text || text[0] != '$' || name_length(text + 1) != strlen(text + 1))
        return text;
    struct value v = scope_shell_value(s, text + 1);
    if (!value_is_known(&v))
        return NULL;
    value_print(&v, &out);
    text = arena_strdup(arena, str_get(&out));
    str_release(&out);
    return text;
}
