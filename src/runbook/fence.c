/* fence: blocks of code to commands. */
#include "runbook/fence.h"

#include <string.h>

#include "runbook/tool.h"

enum language { LANGUAGE_SHELL, LANGUAGE_CONSOLE, LANGUAGE_UNSAID, LANGUAGE_OTHER };

struct reader {
    struct arena *arena;
    struct fence *fence;
    enum language language;
    bool has_prompts;
    struct str comment; /* lines of comment before the next command */
    struct str output;  /* lines that were printed */
    struct str joined;  /* the text of the last command, where others were added to it */
    size_t n_before;    /* pieces up to the last command and with it; 0: there was none */
};

/* ---- languages and prompts ---- */

static enum language language_of(const char *info)
{
    static const struct {
        const char *name;
        enum language language;
    } names[] = {
        {"shell", LANGUAGE_SHELL},     {"bash", LANGUAGE_SHELL},          {"sh", LANGUAGE_SHELL},
        {"zsh", LANGUAGE_SHELL},       {"console", LANGUAGE_CONSOLE},     {"terminal", LANGUAGE_CONSOLE},
        {"shell-session", LANGUAGE_CONSOLE}, {"shellsession", LANGUAGE_CONSOLE}, {"sh-session", LANGUAGE_CONSOLE},
    };
    info += strspn(info, " {.");
    size_t n = strcspn(info, " {},:=.");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i].name) == n && strncmp(info, names[i].name, n) == 0)
            return names[i].language;
    return n == 0 ? LANGUAGE_UNSAID : LANGUAGE_OTHER;
}

/* Bytes of "sh-5.1# ", "[root@node ~]$ ", "bash-4.4$ " at s: a shell on another machine. */
static size_t inner_prompt(const char *s)
{
    size_t n = str_starts(s, "sh-") || str_starts(s, "bash-") ? strcspn(s, "#$ \n") : 0;
    if (*s == '[') {
        n = strcspn(s, "]\n");
        n = s[n] == ']' && memchr(s, '@', n) ? n + 1 : 0;
    }
    return n && (s[n] == '#' || s[n] == '$') && (s[n + 1] == ' ' || s[n + 1] == '\n' || !s[n + 1]) ? n + 1 + (s[n + 1] == ' ') : 0;
}

static const char *line_at(struct reader *r, const char *s)
{
    return arena_strndup(r->arena, s, strcspn(s, "\n"));
}

/* Bytes of the prompt at s, 0 for none. A `# ` is root's where prompts are to be expected and a command follows. */
static size_t prompt_of(struct reader *r, const char *s, bool *is_inside)
{
    *is_inside = false;
    if (s[0] == '$' && s[1] == ' ')
        return 2;
    size_t inner = inner_prompt(s);
    *is_inside = inner > 0;
    if (inner || s[0] != '#' || s[1] != ' ' || (!r->has_prompts && r->language != LANGUAGE_CONSOLE))
        return inner;
    *is_inside = r->has_prompts;
    return tool_is_known(line_at(r, s + 2)) ? 2 : 0;
}

static const char *next_line(const char *s)
{
    s += strcspn(s, "\n");
    return s + (*s == '\n');
}

static const char *skip_blanks(const char *s)
{
    return s + strspn(s, " \t");
}

static bool find_prompts(struct reader *r, const char *code)
{
    bool is_inside;
    for (const char *s = code; *s; s = next_line(s)) {
        const char *line = skip_blanks(s);
        if (prompt_of(r, line, &is_inside) && line[0] != '#')
            return true;
    }
    return false;
}

/* ---- lines that go on ---- */

/* What does not end within so much never does: else a block of nothing but beginnings is read through from each of them. */
enum { LINES_MOST = 400, BYTES_MOST = 16384 };

struct open { /* what a text leaves open */
    char quote;
    bool goes_on;        /* a backslash, or a | or && at its end */
    char end[32];        /* of a here-document, "" for none */
};

static const char *see_heredoc(const char *s, struct open *o)
{
    const char *word = s + 2 + (s[2] == '-');
    word += strspn(word, " \t");
    char quote = *word == '\'' || *word == '"' ? *word++ : 0;
    size_t n = strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789");
    if (n && n < sizeof o->end && s[2] != '<') {
        memcpy(o->end, word, n);
        o->end[n] = '\0';
    }
    return word + n + (quote && word[n] == quote) - 1;
}

static void see_end(const char *s, size_t n, struct open *o)
{
    while (n && (s[n - 1] == ' ' || s[n - 1] == '\t'))
        n--;
    bool escaped = n && s[n - 1] == '\\' && !(n > 1 && s[n - 2] == '\\');
    bool joined = n && (s[n - 1] == '|' || (n > 1 && s[n - 1] == '&' && s[n - 2] == '&'));
    o->goes_on = escaped || joined;
}

/* The text behind its first `seen` bytes, which left that open; whole lines. */
static struct open see_more(struct open o, const char *from, size_t seen)
{
    const char *s = from + seen;
    for (; *s && !o.end[0]; s++) {
        if (*s == '\\' && s[1] && o.quote != '\'')
            s++;
        else if (o.quote)
            o.quote = *s == o.quote ? 0 : o.quote;
        else if (*s == '\'' || *s == '"')
            o.quote = *s;
        else if (*s == '#' && (s == from || s[-1] == ' ' || s[-1] == '\n'))
            s += strcspn(s, "\n") - 1;
        else if (s[0] == '<' && s[1] == '<')
            s = see_heredoc(s, &o);
    }
    see_end(from + seen, strlen(from + seen), &o);
    return o;
}

static bool has_line(const char *text, const char *line)
{
    for (const char *s = text; *s; s = next_line(s)) {
        const char *at = skip_blanks(s);
        size_t n = strcspn(at, "\n");
        if (strlen(line) == n && strncmp(at, line, n) == 0)
            return true;
    }
    return false;
}

/* Of the text that is left open like this, the last lines from `line` on. */
static bool is_complete(const struct open *o, const char *line)
{
    return o->end[0] ? has_line(line, o->end) : !o->quote && !o->goes_on;
}

/* In a session a loop ends where its lines behind "> " do. */
static bool ends_compound(const char *text, const char *line)
{
    static const char *const ends[] = {"done", "fi", "esac", "}", ")"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (has_line(line, ends[i]) || (str_ends(line, ends[i]) && strchr(text, ';')))
            return true;
    return false;
}

static void add_line(const struct reader *r, const char *s, struct str *text)
{
    const char *line = r->has_prompts && str_starts(skip_blanks(s), "> ") ? skip_blanks(s) + 2 : s;
    str_add_char(text, '\n');
    str_add_n(text, line, strcspn(line, "\n"));
}

/* A loop in a script: it ends with the block. */
static const char *take_rest(const struct reader *r, const char *s, struct str *text)
{
    for (; *s; s = next_line(s))
        add_line(r, s, text);
    return s;
}

/* The command that begins at s, with the lines that go on. Where it never ends, its first line is all of it. */
static const char *take_command(const struct reader *r, const char *s, struct str *text)
{
    str_clear(text);
    str_add_n(text, s, strcspn(s, "\n"));
    const char *after_first = next_line(s);
    size_t first = text->n;
    struct open o = see_more((struct open){0}, str_get(text), 0);
    bool is_compound = tool_is_compound(str_get(text)), has_ended = is_compound && ends_compound(text->s, text->s);
    bool is_whole = (!is_compound || has_ended) && is_complete(&o, str_get(text));
    s = after_first;
    if (is_compound && !r->has_prompts)
        return take_rest(r, s, text);
    for (size_t i = 0; *s && !is_whole && i < LINES_MOST && text->n < BYTES_MOST; i++, s = next_line(s)) {
        size_t seen = text->n;
        add_line(r, s, text);
        o = see_more(o, text->s, seen);
        has_ended = has_ended || (is_compound && ends_compound(text->s, text->s + seen + 1));
        is_whole = (!is_compound || has_ended) && is_complete(&o, text->s + seen + 1);
    }
    if (is_whole || (!*s && (is_compound || (o.goes_on && !o.quote))))
        return s;
    str_cut(text, first);
    return after_first;
}

/* ---- pieces ---- */

static const char *keep(struct reader *r, const char *s, size_t n)
{
    while (n && strchr(" \t\n", s[n - 1]))
        n--;
    return arena_strndup(r->arena, s, n);
}

static void flush_output(struct reader *r)
{
    struct fence_piece piece = {.kind = FENCE_OUTPUT};
    size_t from = strspn(str_get(&r->output), "\n");
    if (r->output.n > from) {
        piece.text = keep(r, r->output.s + from, r->output.n - from);
        if (*piece.text)
            *vec_push(&r->fence->piece) = piece;
    }
    str_clear(&r->output);
}

static void add_output(struct reader *r, const char *s)
{
    str_add(&r->output, str_get(&r->comment));
    str_clear(&r->comment);
    str_add_n(&r->output, s, strcspn(s, "\n"));
    str_add_char(&r->output, '\n');
}

/* NAME=VALUE alone: the name's bytes, 0 where the line is something else. */
static size_t assigned_name(const char *s)
{
    size_t n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789");
    return n && s[n] == '=' && !(s[0] >= '0' && s[0] <= '9') ? n : 0;
}

/* Is it one value, without anything in it that a shell would work out? Placeholders may hold blanks. */
static const char *plain_value(struct reader *r, const char *s)
{
    size_t n = strlen(s);
    while (n && s[n - 1] == ' ')
        n--;
    bool quoted = n > 1 && (*s == '\'' || *s == '"') && s[n - 1] == *s;
    const char *value = arena_strndup(r->arena, s + quoted, n - 2 * (size_t)quoted);
    bool is_placeholder = *value == '<' && strchr(value, '>') == value + strlen(value) - 1;
    bool works = strpbrk(value, "$`\\\n\"'") || (!quoted && strpbrk(value, " \t;|&()<>*?"));
    return *value && (is_placeholder || !works) && !(quoted && strpbrk(value, "'\"\n")) ? value : NULL;
}

static bool add_assignment(struct reader *r, const char *text)
{
    const char *s = str_starts(text, "export ") ? text + strlen("export ") : text;
    size_t n = assigned_name(s);
    const char *value = n ? plain_value(r, s + n + 1) : NULL;
    if (!value || r->comment.n)
        return false;
    flush_output(r);
    *vec_push(&r->fence->piece) =
        (struct fence_piece){.kind = FENCE_ASSIGNMENT, .name = arena_strndup(r->arena, s, n), .text = value};
    r->fence->n_commands++;
    return true;
}

/* The piece that this command has to be part of, because it needs what that one sets. */
static struct fence_piece *state_before(struct reader *r)
{
    struct fence_piece *last = r->n_before ? &r->fence->piece.v[r->n_before - 1] : NULL;
    return last && last->keeps_state ? last : NULL;
}

static void join(struct reader *r, struct fence_piece *before, const char *text)
{
    if (!r->joined.n)
        str_add(&r->joined, before->text);
    str_addf(&r->joined, "\n%s", text);
}

static void end_join(struct reader *r)
{
    if (r->joined.n)
        r->fence->piece.v[r->n_before - 1].text = arena_strndup(r->arena, r->joined.s, r->joined.n);
    str_clear(&r->joined);
}

static void add_command(struct reader *r, const char *text, bool is_inside)
{
    struct fence_piece *before = state_before(r);
    if (!before && add_assignment(r, text))
        return;
    const char *whole = arena_printf(r->arena, "%s%s", str_get(&r->comment), text), *kept = keep(r, whole, strlen(whole));
    str_clear(&r->comment);
    if (before && !is_inside) {
        join(r, before, kept);
        return;
    }
    end_join(r);
    flush_output(r);
    *vec_push(&r->fence->piece) =
        (struct fence_piece){.kind = FENCE_COMMAND, .text = kept, .is_inside = is_inside, .keeps_state = tool_sets_state(text)};
    r->n_before = r->fence->piece.n;
    r->fence->n_commands++;
}

/* ---- the two ways to write a block ---- */

static void read_session(struct reader *r, const char *code)
{
    struct str text = {0};
    for (const char *s = code; *s;) {
        bool is_inside;
        const char *line = skip_blanks(s);
        size_t prompt = prompt_of(r, line, &is_inside);
        if (prompt && skip_blanks(line + prompt)[0] && *skip_blanks(line + prompt) != '\n') {
            s = take_command(r, skip_blanks(line + prompt), &text);
            add_command(r, str_get(&text), is_inside);
            continue;
        }
        if (*line != '\n' || r->output.n)
            add_output(r, s);
        s = next_line(s);
    }
    str_release(&text);
}

/* A comment belongs to the command below it; without one it is text. */
static bool take_comment(struct reader *r, const char *line)
{
    if (*line != '#')
        return false;
    str_add_n(&r->comment, line, strcspn(line, "\n"));
    str_add_char(&r->comment, '\n');
    return true;
}

static bool is_command(const struct reader *r, const char *line)
{
    return r->language == LANGUAGE_SHELL ? tool_is_likely(line) : tool_is_known(line);
}

static void read_script(struct reader *r, const char *code)
{
    struct str text = {0};
    bool began = false, is_inside;
    for (const char *s = code; *s;) {
        const char *line = skip_blanks(s);
        size_t prompt = prompt_of(r, line, &is_inside);
        bool is_blank = *line == '\n' || !*line;
        if (!is_blank && is_command(r, line_at(r, line + prompt)) && (began || !r->output.n)) {
            s = take_command(r, line + prompt, &text);
            add_command(r, str_get(&text), is_inside);
            began = true;
            continue;
        }
        if (is_blank ? r->output.n > 0 : !take_comment(r, line))
            add_output(r, s);
        s = next_line(s);
    }
    str_release(&text);
}

void fence_read(const struct block *b, struct arena *arena, struct fence *f)
{
    struct reader r = {.arena = arena, .fence = f, .language = language_of(b->info ? b->info : "")};
    *f = (struct fence){0};
    if (b->kind != BLOCK_CODE || r.language == LANGUAGE_OTHER)
        return;
    r.has_prompts = find_prompts(&r, b->code);
    if (r.has_prompts)
        read_session(&r, b->code);
    else
        read_script(&r, b->code);
    end_join(&r);
    str_add(&r.output, str_get(&r.comment));
    flush_output(&r);
    if (!f->n_commands)
        vec_clear(&f->piece);
    str_release(&r.comment);
    str_release(&r.output);
    str_release(&r.joined);
}

void fence_release(struct fence *f)
{
    vec_release(&f->piece);
    *f = (struct fence){0};
}
