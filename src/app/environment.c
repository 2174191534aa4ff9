/* environment: names and values for a command. */
#include "app/environment.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/shell.h"

static const char HIDDEN[] = "=\xe2\x80\xa2\xe2\x80\xa2\xe2\x80\xa2";

const char *environment_find_secret(const struct session *s, const char *name)
{
    for (size_t i = 0; i < s->secrets.n; i++)
        if (str_eq(s->secrets.v[i].name, name))
            return s->secrets.v[i].value;
    return NULL;
}

void environment_keep_secret(struct session *s, const char *name, const char *value)
{
    for (size_t i = 0; i < s->secrets.n; i++)
        if (str_eq(s->secrets.v[i].name, name)) {
            mem_free(s->secrets.v[i].value);
            s->secrets.v[i].value = mem_strdup(value);
            return;
        }
    struct secret *secret = vec_push(&s->secrets);
    *secret = (struct secret){mem_strdup(name), mem_strdup(value)};
}

void environment_forget_secrets(struct session *s)
{
    for (size_t i = 0; i < s->secrets.n; i++) {
        mem_free(s->secrets.v[i].name);
        mem_free(s->secrets.v[i].value);
    }
    vec_clear(&s->secrets);
}

static bool is_secret(const struct scope *scope, const char *name)
{
    const struct flow_input *input = flow_find_input(scope->flow, name);
    return input && input->type == INPUT_SECRET;
}

/* The names of both texts, each once. */
static struct names wanted_names(const char *shell, const char *second, struct arena *arena)
{
    if (!second)
        return scope_shell_names(shell, arena);
    return scope_shell_names(arena_printf(arena, "%s\n%s", shell, second), arena);
}

static void add(struct names *list, const char *text)
{
    list->v[list->n++] = text;
}

static bool is_redacted(const char *text)
{
    return strstr(text, "<redacted:") != NULL;
}

static void add_secret(const struct session *s, const char *name, struct arena *arena, struct environment *env)
{
    const char *value = environment_find_secret(s, name);
    if (!value) {
        add(&env->missing, name);
        return;
    }
    add(&env->names, arena_printf(arena, "%s=%s", name, value));
    add(&env->shown, arena_printf(arena, "%s%s", name, HIDDEN));
}

/* NAME=value as recorded. Where a secret was taken out of it, the whole one is passed on if it was typed in this session;
 * no command ever gets the mark that stands in its place. */
static void add_value(const struct session *s, const char *pair, struct arena *arena, struct environment *env)
{
    const char *name = arena_strndup(arena, pair, strcspn(pair, "="));
    const char *whole = is_redacted(pair) ? environment_find_secret(s, name) : NULL;
    if (is_redacted(pair) && !whole) {
        add(&env->missing, name);
        return;
    }
    add(&env->names, whole ? arena_printf(arena, "%s=%s", name, whole) : pair);
    add(&env->shown, pair);
}

void environment_make(const struct session *s, const struct scope *scope, const char *shell, const char *second,
                      bool none_is_missing, struct arena *arena, struct environment *env)
{
    struct names all = wanted_names(shell, second, arena), open = {arena_array(arena, all.n + 1, sizeof *open.v), 0};
    for (size_t i = 0; i < all.n; i++)
        if (!is_secret(scope, all.v[i]))
            add(&open, all.v[i]);
    struct names lacking = {0}, plain = scope_environment(scope, &open, none_is_missing, arena, &lacking);
    *env = (struct environment){{arena_array(arena, all.n + 1, sizeof *all.v), 0},
                                {arena_array(arena, all.n + 1, sizeof *all.v), 0},
                                {arena_array(arena, all.n + 1, sizeof *all.v), 0}};
    for (size_t i = 0; i < plain.n; i++)
        add_value(s, plain.v[i], arena, env);
    for (size_t i = 0; i < lacking.n; i++)
        if (scope_shell_needs(shell, lacking.v[i]) || (second && scope_shell_needs(second, lacking.v[i])))
            add(&env->missing, lacking.v[i]);
    for (size_t i = 0; i < all.n; i++)
        if (is_secret(scope, all.v[i]))
            add_secret(s, all.v[i], arena, env);
}

struct names environment_restore(const struct session *s, const struct names *shown, struct arena *arena, struct names *missing)
{
    struct names list = {arena_array(arena, shown->n + 1, sizeof *list.v), 0};
    *missing = (struct names){arena_array(arena, shown->n + 1, sizeof *missing->v), 0};
    for (size_t i = 0; i < shown->n; i++) {
        const char *pair = shown->v[i];
        size_t n = strcspn(pair, "=");
        const char *name = arena_strndup(arena, pair, n);
        const char *value = str_eq(pair + n, HIDDEN) ? environment_find_secret(s, name) : pair[n] ? pair + n + 1 : "";
        if (value && is_redacted(value))
            value = environment_find_secret(s, name);
        if (!value)
            add(missing, name);
        else
            add(&list, arena_printf(arena, "%s=%s", name, value));
    }
    return list;
}

void environment_add_triage(struct environment *env, struct arena *arena)
{
    char self[4096];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    const char *path = getenv("PATH");
    self[n > 0 ? n : 0] = '\0';
    char *slash = strrchr(self, '/');
    if (!slash || slash == self)
        return;
    *slash = '\0';
    struct names all = {arena_array(arena, env->names.n + 1, sizeof *all.v), env->names.n};
    for (size_t i = 0; i < all.n; i++)
        all.v[i] = env->names.v[i];
    all.v[all.n++] = arena_printf(arena, "PATH=%s:%s", self, path && *path ? path : "/usr/bin:/bin");
    env->names = all;
}

static bool can_be_pasted(const char *value)
{
    for (const char *c = value; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            return false;
    return true;
}

static void add_export(struct str *out, const char *pair)
{
    const char *value = pair + strcspn(pair, "=");
    if (str_eq(value, HIDDEN) || !can_be_pasted(value))
        return;
    str_addf(out, "export %.*s=", (int)(value - pair), pair);
    shell_add_quoted(out, value + (*value == '='));
    str_add_char(out, '\n');
}

const char *environment_paste(const struct environment *env, const char *run, struct arena *arena)
{
    struct str text = {0};
    const char *says;
    size_t n = 0;
    if (flow_command_says(run, &says, &n)) {
        str_add_n(&text, run, (size_t)(says - run) + n);
        str_add_char(&text, '\n');
        run = says + n + (says[n] == '\n');
    }
    str_add(&text, "(\n");
    for (size_t i = 0; i < env->shown.n; i++)
        add_export(&text, env->shown.v[i]);
    str_addf(&text, "%s%s)\n", run, *run && run[strlen(run) - 1] == '\n' ? "" : "\n");
    const char *kept = arena_strdup(arena, str_get(&text));
    str_release(&text);
    return kept;
}
