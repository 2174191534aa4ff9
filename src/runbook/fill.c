/* fill: commands with the inputs in them. */
#include <stdio.h>
#include <string.h>

#include "runbook/tool.h"
#include "runbook/value.h"

enum { PLACEHOLDER_MOST = 60, DEEPEST = 16 };

enum quote { QUOTE_NONE, QUOTE_SINGLE, QUOTE_DOUBLE, QUOTE_BACK, QUOTE_SUBSTITUTION };

struct filling {
    struct runbook_values *v;
    struct filled *f;
    const char *command;
    struct str out;
    enum quote quote[DEEPEST];
    size_t depth;       /* quote[depth] counts */
    bool is_verbatim;   /* nothing is put in any more: a here-document, or a second shell reads it */
};

static enum quote now(const struct filling *x)
{
    return x->quote[x->depth];
}

static void push(struct filling *x, enum quote q)
{
    if (x->depth + 1 < DEEPEST)
        x->quote[++x->depth] = q;
    else
        x->is_verbatim = true;
}

static void pop(struct filling *x)
{
    if (x->depth)
        x->depth--;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_name_byte(char c)
{
    return is_letter(c) || c == '_' || (c >= '0' && c <= '9');
}

/* Bytes of `<my-namespace>` at s, 0 where it is a redirection. */
static size_t placeholder_at(const char *s)
{
    size_t n = 1;
    if (s[0] != '<' || !is_letter(s[1]))
        return 0;
    while (s[n] && !strchr("<>\n", s[n]) && n <= PLACEHOLDER_MOST)
        n++;
    return s[n] == '>' && s[n - 1] != ' ' ? n + 1 : 0;
}

/* Variables that a shell or its user has anyway. */
static bool is_everyones(const char *name)
{
    static const char *const names[] = {"HOME", "PATH",   "USER",  "PWD",      "OLDPWD", "SHELL",  "HOSTNAME", "RANDOM", "IFS", "KUBECONFIG",
                                        "TERM", "EDITOR", "PAGER", "SECONDS", "LINENO", "UID", "EUID", "TMPDIR", "LANG", "LC_ALL", "PS1", "BASHPID", "LOGNAME", NULL};
    for (size_t i = 0; names[i]; i++)
        if (str_eq(names[i], name))
            return true;
    return false;
}

/* Does the command itself give that name a value: NAME=, for NAME, read NAME? */
static bool is_set_in(const char *command, const char *name)
{
    size_t n = strlen(name);
    for (const char *s = strstr(command, name); s; s = strstr(s + 1, name)) {
        char before = s == command ? ' ' : s[-1];
        if (strchr(" \t\n;(", before) && !is_name_byte(s[n]) && s[n] != '-')
            return true;
    }
    return false;
}

/* The bytes of $NAME or ${NAME} at s and the name; 0 where it is anything else. */
static size_t variable_at(const char *s, char name[PLACEHOLDER_MOST], bool *wanted)
{
    size_t brace = s[0] == '$' && s[1] == '{', n = 0;
    const char *from = s + 1 + brace;
    if (s[0] != '$' || !(is_letter(*from) || *from == '_'))
        return 0;
    while (is_name_byte(from[n]))
        n++;
    size_t must = brace && from[n] == '?' && from[n + 1] == '}'; /* ${NAME?}: the author wants it set */
    if (n >= PLACEHOLDER_MOST || (brace && from[n + must] != '}'))
        return 0;
    snprintf(name, PLACEHOLDER_MOST, "%.*s", (int)n, from);
    *wanted = must;
    return 1 + n + 2 * brace + must;
}

static bool is_upper_case(const char *name)
{
    bool has_letter = false;
    for (; *name; name++) {
        if (*name >= 'a' && *name <= 'z')
            return false;
        has_letter |= is_letter(*name);
    }
    return has_letter;
}

static void use(struct filling *x, size_t input)
{
    for (size_t i = 0; i < x->f->input.n; i++)
        if (x->f->input.v[i] == input)
            return;
    *vec_push(&x->f->input) = input;
}

static void put_value(struct filling *x, size_t input)
{
    const char *id = x->v->input.v[input].id;
    use(x, input);
    if (now(x) == QUOTE_DOUBLE)
        str_addf(&x->out, "${%s}", id);
    else
        str_addf(&x->out, "\"$%s\"", id);
}

/* Returns the bytes taken, 0 where nothing is left open at s. */
static size_t fill_placeholder(struct filling *x, const char *s)
{
    size_t n = placeholder_at(s);
    if (!n)
        return 0;
    x->v->n_placeholders++;
    const char *words = arena_strndup(x->v->arena, s + 1, n - 2);
    bool can = !x->is_verbatim && now(x) != QUOTE_SINGLE;
    size_t input = can ? values_input(x->v, values_key(x->v, words), words) : SIZE_MAX;
    if (input == SIZE_MAX) {
        x->f->edit = true;
        x->v->n_kept++;
        str_add_n(&x->out, s, n);
    } else {
        put_value(x, input);
    }
    return n;
}

static size_t fill_variable(struct filling *x, const char *s)
{
    char name[PLACEHOLDER_MOST];
    bool wanted = false;
    size_t n = variable_at(s, name, &wanted);
    if (!n || now(x) == QUOTE_SINGLE || is_everyones(name) || is_set_in(x->command, name))
        return 0;
    const char *key = name_slug(name, VALUES_NAME, x->v->arena);
    bool is_known = map_find(&x->v->by_key, key) != MAP_ABSENT;
    if (!is_known && !wanted && !is_upper_case(name))
        return 0;
    if (x->is_verbatim) {
        x->f->edit = true;
        return 0;
    }
    size_t input = values_input(x->v, key, arena_strdup(x->v->arena, name));
    if (input == SIZE_MAX)
        return 0;
    put_value(x, input);
    return n;
}

/* '<name>' is an argument of its own: "$name" serves as well. */
static size_t fill_argument(struct filling *x, const char *s)
{
    size_t n = now(x) != QUOTE_SINGLE && now(x) != QUOTE_DOUBLE && *s == '\'' ? placeholder_at(s + 1) : 0;
    if (!n || s[n + 1] != '\'' || x->is_verbatim)
        return 0;
    fill_placeholder(x, s + 1);
    return n + 2;
}

static void turn_quote(struct filling *x, char c)
{
    enum quote q = now(x);
    if (q != QUOTE_SINGLE && q != QUOTE_DOUBLE)
        push(x, c == '\'' ? QUOTE_SINGLE : QUOTE_DOUBLE);
    else if (c == (q == QUOTE_SINGLE ? '\'' : '"'))
        pop(x);
}

static void turn_back(struct filling *x)
{
    if (now(x) == QUOTE_BACK)
        pop(x);
    else
        push(x, QUOTE_BACK);
}

/* A comment is no code: its apostrophes open nothing. */
static size_t comment_at(const struct filling *x, const char *s)
{
    bool begins = s == x->command || strchr(" \t\n", s[-1]);
    return *s == '#' && begins && now(x) != QUOTE_SINGLE && now(x) != QUOTE_DOUBLE ? strcspn(s, "\n") : 0;
}

/* Bytes at s that only have to be copied, the state of the quotes seen to. */
static size_t copy_length(struct filling *x, const char *s)
{
    enum quote q = now(x);
    size_t comment = comment_at(x, s);
    if (comment)
        return comment;
    if (s[0] == '\\' && s[1] && q != QUOTE_SINGLE)
        return 2;
    if (s[0] == '<' && s[1] == '<' && q != QUOTE_SINGLE && q != QUOTE_DOUBLE)
        return x->is_verbatim = true, 2;
    if (*s == '\'' || *s == '"')
        turn_quote(x, *s);
    else if (q == QUOTE_SINGLE)
        return 1;
    else if (*s == '`')
        turn_back(x);
    else if (s[0] == '$' && s[1] == '(')
        return push(x, QUOTE_SUBSTITUTION), 2;
    else if (*s == ')' && q == QUOTE_SUBSTITUTION)
        pop(x);
    return 1;
}

/* ${db-instance-name}: to a shell a default for $db, to whoever wrote it a name to be filled in. */
static bool has_dashed_name(const char *s)
{
    for (const char *at = strstr(s, "${"); at; at = strstr(at + 2, "${")) {
        size_t word = strspn(at + 2, "abcdefghijklmnopqrstuvwxyz");
        size_t all = strspn(at + 2, "abcdefghijklmnopqrstuvwxyz-");
        if (word && all > word + 1 && at[2 + all] == '}')
            return true;
    }
    return false;
}

/* "..." for what the author left out: a word of dots. */
static bool has_dots(const char *s)
{
    for (const char *at = strstr(s, "..."); at; at = strstr(at + 3, "..."))
        if ((at == s || strchr(" \n'\"", at[-1])) && (!at[3] || strchr(" \n'\"", at[3])))
            return true;
    return false;
}

void values_fill(struct runbook_values *v, const char *command, struct filled *f)
{
    struct filling x = {.v = v, .f = f, .command = command, .is_verbatim = tool_reads_code(command)};
    *f = (struct filled){0};
    for (const char *s = command; *s;) {
        size_t taken = comment_at(&x, s) ? 0 : fill_argument(&x, s);
        taken = taken || comment_at(&x, s) ? taken : fill_placeholder(&x, s);
        taken = taken || comment_at(&x, s) ? taken : fill_variable(&x, s);
        size_t n = taken ? 0 : copy_length(&x, s);
        str_add_n(&x.out, s, n);
        s += taken + n;
    }
    f->edit |= has_dots(command) || has_dashed_name(command) || strstr(command, "\\u{") != NULL;
    f->text = arena_strndup(v->arena, str_get(&x.out), x.out.n);
    str_release(&x.out);
}

void filled_release(struct filled *f)
{
    vec_release(&f->input);
}
