/* check: shell text in which a value would be split, or run as code. Values reach a shell as environment variables: safe
 * in double quotes, split at blanks without them, and code again wherever a second shell reads the text. */
#include <string.h>

#include "base/i18n.h"
#include "flow/check_rule.h"
#include "flow/shell_scan.h"

enum { MAX_SEARCHED = 16 << 20 }; /* bytes of commands looked through for names; past them nothing is guessed */

struct script {
    struct checking *c;
    const struct yaml_node *node;
    const char *const *line; /* where each line of the file begins */
    size_t n_lines;
    size_t searched;
    char guessed[SHELL_NAME_ROOM]; /* last: one word for a name that a script uses again and again */
};

static struct mark mark_at(const struct script *s, size_t at)
{
    if (s->c->problems->list.n >= PROBLEMS_MAX)
        return (struct mark){0, 0};
    return yaml_mark_inside(s->c->flow->bytes, s->c->flow->n_bytes, s->node, at);
}

static bool is_small(const char *name)
{
    for (; *name; name++)
        if (*name >= 'A' && *name <= 'Z')
            return false;
    return true;
}

/* Is the name set by the script itself: `x=`, `for x`, `read x`? Then it stands in it without its $. */
static bool is_set_here(const char *text, const char *name)
{
    size_t n = strlen(name);
    for (const char *s = strstr(text, name); s; s = strstr(s + 1, name)) {
        char before = s == text ? ' ' : s[-1], after = s[n];
        bool is_whole = !strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", after) || !after;
        if (is_whole && strchr(" \t\n;(", before))
            return true;
    }
    return false;
}

/* A name that nothing sets is empty when the command runs: where it is nearly one of ours, that is a mistake. */
static void check_mistyped(struct script *s, const char *name, size_t at)
{
    if (strlen(name) < 3 || !is_small(name) || s->searched > MAX_SEARCHED || strcmp(name, s->guessed) == 0)
        return;
    s->searched += s->node->n;
    snprintf(s->guessed, sizeof s->guessed, "%s", name);
    if (is_set_here(s->node->text, name))
        return;
    const char *near = flow_nearest_shell_name(s->c->flow, name, s->c->arena);
    if (!near)
        return;
    problem_warning(s->c->problems, "shell-unset", mark_at(s, at), _("nothing sets $%s: it would be empty"), name);
    problem_remedy(s->c->problems, _("did you mean $%s?"), near);
}

static bool knows(void *of, const char *name, size_t at)
{
    char dotted[140];
    struct script *s = of;
    bool is_ours = flow_shell_name(s->c->flow, name, dotted, sizeof dotted);
    if (!is_ours)
        check_mistyped(s, name, at);
    return is_ours;
}

static void say_unquoted(void *of, const char *name, size_t at)
{
    struct script *s = of;
    problem_warning(s->c->problems, "shell-unquoted", mark_at(s, at),
                    _("$%s is not quoted: a blank or * in it would be taken apart"), name);
    problem_remedy(s->c->problems, _("write \"$%s\""), name);
}

/* ---- commands that read their arguments as code ---- */

static bool is_option(const struct shell_word *w)
{
    return w->text[0] == '-' && w->text[1];
}

static bool is_one_of(const char *word, const char *const *list)
{
    for (; *list; list++)
        if (**list == *word && strcmp(word, *list) == 0)
            return true;
    return false;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* Words that stand before the command they run. */
static size_t command_index(const struct shell_command *cmd)
{
    static const char *const before[] = {"sudo",   "doas",    "env",    "exec",   "command", "nohup", "time", "nice",
                                         "ionice", "timeout", "stdbuf", "setsid", "if",      "then",  "else", "elif",
                                         "while",  "until",   "do",     "{",      "!",       NULL};
    static const char *const takes_value[] = {"-u", "-g", "-n", "-k", "-s", "-c", NULL};
    size_t i = 0;
    for (; i < cmd->n; i++) {
        const char *text = cmd->word[i].text;
        bool is_number = *text && strspn(text, "0123456789.smhd") == strlen(text);
        if (i && is_option(&cmd->word[i]))
            i += is_one_of(text, takes_value);
        else if (!is_one_of(base_name(text), before) && !strchr(text, '=') && !(i && is_number))
            break;
    }
    return i;
}

static void say_code(struct script *s, const struct shell_word *w, const char *command, const char *remedy)
{
    problem_error(s->c->problems, "shell-code", mark_at(s, w->value_at),
                  _("$%s becomes part of the text that `%s` runs: what it holds would be run as code"), w->value, command);
    problem_remedy(s->c->problems, "%s", remedy);
}

static void check_sh(struct script *s, const struct shell_command *cmd, size_t i)
{
    const char *name = base_name(cmd->word[i].text);
    for (i++; i + 1 < cmd->n; i++) {
        const char *text = cmd->word[i].text;
        if (!is_option(&cmd->word[i]) || text[strlen(text) - 1] != 'c')
            continue;
        if (cmd->word[i + 1].value[0])
            say_code(s, &cmd->word[i + 1], name, _("give it as an argument: sh -c 'command \"$1\"' _ \"$value\""));
        return;
    }
}

static void check_eval(struct script *s, const struct shell_command *cmd, size_t i)
{
    for (i++; i < cmd->n; i++)
        if (cmd->word[i].value[0])
            say_code(s, &cmd->word[i], "eval", _("run the command without eval"));
}

/* The first word that is no option is the machine; what follows is read by a shell there. */
static void check_ssh(struct script *s, const struct shell_command *cmd, size_t i)
{
    static const char *const takes_value[] = {"-p", "-i", "-l", "-o", "-F", "-J", "-L", "-R",
                                              "-D", "-W", "-b", "-c", "-E", "-m", "-S", NULL};
    bool has_machine = false;
    for (i++; i < cmd->n; i++) {
        if (!has_machine && is_option(&cmd->word[i]))
            i += is_one_of(cmd->word[i].text, takes_value);
        else if (has_machine && cmd->word[i].value[0])
            say_code(s, &cmd->word[i], "ssh", _("write `host:` beside `run:` instead; triage carries the values there"));
        else
            has_machine = true;
    }
}

static void check_xargs(struct script *s, const struct shell_command *cmd, size_t i)
{
    bool by_nul = false;
    for (size_t k = i + 1; k < cmd->n; k++) {
        by_nul |= strcmp(cmd->word[k].text, "-0") == 0 || strcmp(cmd->word[k].text, "--null") == 0;
        if (cmd->word[k].value[0])
            say_code(s, &cmd->word[k], "xargs", _("use the value without xargs, in a command of its own"));
    }
    if (!cmd->piped_value || by_nul)
        return;
    problem_warning(s->c->problems, "shell-xargs", mark_at(s, cmd->piped_at),
                    _("`xargs` takes what $%s holds apart at blanks and quotes"), cmd->piped_name);
    problem_remedy(s->c->problems, _("use printf '%%s\\0' and xargs -0, or no xargs"));
}

static const struct {
    const char *name;
    void (*check)(struct script *, const struct shell_command *, size_t);
} readers[] = {
    {"sh", check_sh}, {"bash", check_sh},   {"dash", check_sh}, {"ksh", check_sh},      {"zsh", check_sh},
    {"su", check_sh}, {"eval", check_eval}, {"ssh", check_ssh}, {"xargs", check_xargs},
};

static void check_command(void *of, const struct shell_command *cmd)
{
    size_t i = command_index(cmd);
    const char *name = i < cmd->n ? base_name(cmd->word[i].text) : "";
    for (size_t k = 0; *name && k < sizeof readers / sizeof *readers; k++)
        if (*name == *readers[k].name && strcmp(name, readers[k].name) == 0)
            readers[k].check(of, cmd, i);
}

/* ---- cut by a comment ---- */

static void check_cut(struct script *s)
{
    const struct yaml_node *node = s->node;
    if (node->style != YAML_PLAIN)
        return;
    struct mark past = yaml_mark_inside(s->c->flow->bytes, s->c->flow->n_bytes, node, node->n);
    if (past.line > s->n_lines) /* YAML ends a line at a lone CR too */
        return;
    const char *at = s->line[past.line - 1], *end = s->c->flow->bytes + s->c->flow->n_bytes;
    for (uint32_t column = 1; at < end && column < past.column; column++)
        for (at++; at < end && (*at & 0xC0) == 0x80; at++)
            ;
    while (at < end && (*at == ' ' || *at == '\t'))
        at++;
    if (at >= end || *at != '#')
        return;
    problem_error(s->c->problems, "cut", past, _("` #` ends this command: what follows is a comment to YAML"));
    problem_remedy(s->c->problems, _("put the command in single quotes, or the comment on a line of its own"));
}

static void check_script(struct script *s, const struct yaml_node *source, const char *key, bool may_be_cut)
{
    struct shell_reader reader = {knows, say_unquoted, check_command, s};
    s->node = yaml_find(source, key);
    s->guessed[0] = '\0';
    if (!s->node || s->node->kind != YAML_TEXT)
        return;
    if (may_be_cut)
        check_cut(s);
    if (strchr(s->node->text, '$') || strchr(s->node->text, '`'))
        shell_scan(s->node->text, s->node->n, &reader);
}

static const char *const *find_lines(struct checking *c, size_t *n_lines)
{
    const char *s = c->flow->bytes, *end = s + c->flow->n_bytes;
    size_t n = 1;
    for (const char *p = s; (p = memchr(p, '\n', (size_t)(end - p))); p++)
        n++;
    const char **line = arena_array(c->arena, n, sizeof *line);
    size_t i = 0;
    for (line[i++] = s; i < n; i++)
        line[i] = (const char *)memchr(line[i - 1], '\n', (size_t)(end - line[i - 1])) + 1;
    *n_lines = n;
    return line;
}

void check_shells(struct checking *c)
{
    struct script s = {.c = c};
    s.line = find_lines(c, &s.n_lines);
    for (size_t i = 0; i < c->flow->n_observers; i++) {
        const struct flow_observer *o = &c->flow->observer[i];
        if (o->action || o->probe->kind == PROBE_RUN)
            check_script(&s, o->probe ? o->probe->source : o->action->source, "run", true);
        else if (o->probe->kind == PROBE_LOGS || o->probe->kind == PROBE_CHANGES)
            check_script(&s, yaml_find(o->probe->source, probe_kind_name(o->probe->kind)), "command", true);
        if (o->action) {
            check_script(&s, o->action->source, "before", false);
            check_script(&s, o->action->source, "check", false);
            check_script(&s, o->action->source, "undo", true);
        }
    }
}
