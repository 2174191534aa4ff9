/* shell_scan: a walk over shell text that keeps track of quotes. */
#include "flow/shell_scan.h"

#include <stdio.h>
#include <string.h>

enum { MAX_NESTING = 16 };

struct scan {
    const char *s;
    size_t n, at;
    int depth;
    const struct shell_reader *reader;
};

struct line_of_commands { /* one level of nesting: the commands of a script, or of one $( ) */
    struct shell_command now;
    size_t text_n; /* of the word being read */
    bool in_word, is_assignment;
    int n_cases;
    char heredoc[SHELL_NAME_ROOM]; /* the word that ends the here-document which begins at the next line */
};

static void scan_commands(struct scan *sc, char closer);

static char peek(const struct scan *sc, size_t ahead)
{
    return sc->at + ahead < sc->n ? sc->s[sc->at + ahead] : '\0';
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* ---- words ---- */

static struct shell_word *word_of(struct line_of_commands *l)
{
    if (!l->in_word) {
        l->in_word = true;
        l->is_assignment = false;
        l->text_n = 0;
        size_t last = l->now.n < SHELL_MAX_WORDS ? l->now.n : SHELL_MAX_WORDS - 1;
        l->now.word[last] = (struct shell_word){.text = ""};
    }
    return &l->now.word[l->now.n < SHELL_MAX_WORDS ? l->now.n : SHELL_MAX_WORDS - 1];
}

static void add_char(struct line_of_commands *l, char c, bool is_quoted)
{
    struct shell_word *w = word_of(l);
    l->is_assignment |= c == '=' && !is_quoted && l->text_n > 0;
    if (l->text_n + 1 < SHELL_NAME_ROOM) {
        w->text[l->text_n++] = c;
        w->text[l->text_n] = '\0';
    }
}

static void end_word(struct line_of_commands *l)
{
    if (!l->in_word)
        return;
    const char *text = word_of(l)->text;
    l->n_cases += strcmp(text, "case") == 0 && l->now.n == 0;
    l->n_cases -= strcmp(text, "esac") == 0 && l->n_cases > 0;
    l->in_word = false;
    if (l->now.n < SHELL_MAX_WORDS)
        l->now.n++;
}

static void end_command(struct scan *sc, struct line_of_commands *l, bool is_pipe)
{
    end_word(l);
    if (l->now.n)
        sc->reader->command(sc->reader->of, &l->now);
    l->now.piped_value = false;
    for (size_t i = 0; is_pipe && i < l->now.n; i++)
        if (l->now.word[i].value[0]) {
            l->now.piped_value = true;
            memcpy(l->now.piped_name, l->now.word[i].value, sizeof l->now.piped_name);
            l->now.piped_at = l->now.word[i].value_at;
        }
    l->now.n = 0;
}

/* ---- values ---- */

static void note_value(struct scan *sc, struct line_of_commands *l, const char *name, size_t at, bool is_quoted)
{
    struct shell_word *w = word_of(l);
    if (!sc->reader->knows(sc->reader->of, name, at))
        return;
    bool is_case = l->now.n == 1 && strcmp(l->now.word[0].text, "case") == 0;
    if (!is_quoted && !l->is_assignment && !is_case)
        sc->reader->unquoted(sc->reader->of, name, at);
    memcpy(w->value, name, SHELL_NAME_ROOM);
    w->value_at = at;
}

static void skip_to(struct scan *sc, const char *end)
{
    size_t n = strlen(end);
    while (sc->at < sc->n && strncmp(sc->s + sc->at, end, sc->n - sc->at < n ? sc->n - sc->at : n) != 0)
        sc->at++;
    sc->at = sc->at + n < sc->n ? sc->at + n : sc->n;
}

static void take_name(struct scan *sc, struct line_of_commands *l, bool is_quoted)
{
    char name[SHELL_NAME_ROOM];
    size_t at = sc->at, n = 0;
    bool braces = peek(sc, 1) == '{';
    sc->at += 1 + braces;
    for (; is_name_char(peek(sc, 0)); sc->at++)
        if (n + 1 < sizeof name)
            name[n++] = peek(sc, 0);
    memset(name + n, 0, sizeof name - n);
    if (n && !(name[0] >= '0' && name[0] <= '9'))
        note_value(sc, l, name, at, is_quoted);
    if (braces)
        skip_to(sc, "}");
    add_char(l, '$', true);
}

/* At a $: $(( )), $( ), ${ }, $name, or just a sign. */
static void take_dollar(struct scan *sc, struct line_of_commands *l, bool is_quoted)
{
    char next = peek(sc, 1);
    if (next == '(' && peek(sc, 2) == '(') {
        add_char(l, '$', true);
        skip_to(sc, "))");
    } else if (next == '(') {
        add_char(l, '$', true);
        sc->at += 2;
        scan_commands(sc, ')');
    } else if (next == '{' || (is_name_char(next) && !(next >= '0' && next <= '9'))) {
        take_name(sc, l, is_quoted);
    } else {
        add_char(l, '$', true);
        sc->at++;
    }
}

static void take_double(struct scan *sc, struct line_of_commands *l)
{
    word_of(l);
    for (sc->at++; sc->at < sc->n && peek(sc, 0) != '"';) {
        char c = peek(sc, 0);
        if (c == '$') {
            take_dollar(sc, l, true);
        } else if (c == '`') {
            sc->at++;
            scan_commands(sc, '`');
        } else {
            sc->at += c == '\\' ? 1 : 0;
            add_char(l, peek(sc, 0), true);
            sc->at++;
        }
    }
    sc->at++;
}

static void take_single(struct scan *sc, struct line_of_commands *l)
{
    word_of(l);
    for (sc->at++; sc->at < sc->n && peek(sc, 0) != '\''; sc->at++)
        add_char(l, peek(sc, 0), true);
    sc->at++;
}

/* ---- here-documents ---- */

static void take_heredoc_word(struct scan *sc, struct line_of_commands *l)
{
    size_t n = 0;
    sc->at += 2;
    while (peek(sc, 0) == '-' || peek(sc, 0) == ' ' || peek(sc, 0) == '\'' || peek(sc, 0) == '"' || peek(sc, 0) == '\\')
        sc->at++;
    for (; is_name_char(peek(sc, 0)); sc->at++)
        if (n + 1 < sizeof l->heredoc)
            l->heredoc[n++] = peek(sc, 0);
    l->heredoc[n] = '\0';
    sc->at += peek(sc, 0) == '\'' || peek(sc, 0) == '"';
}

/* Its lines are data, not words: nothing in them is split. */
static void skip_heredoc(struct scan *sc, struct line_of_commands *l)
{
    size_t n = strlen(l->heredoc);
    while (n && sc->at < sc->n) {
        const char *line = sc->s + sc->at, *end = memchr(line, '\n', sc->n - sc->at);
        size_t length = end ? (size_t)(end - line) : sc->n - sc->at, tabs = 0;
        sc->at += length + (end != NULL);
        while (tabs < length && line[tabs] == '\t')
            tabs++;
        if (length - tabs == n && memcmp(line + tabs, l->heredoc, n) == 0)
            break;
    }
    l->heredoc[0] = '\0';
}

/* ---- commands ---- */

static void take_separator(struct scan *sc, struct line_of_commands *l)
{
    char c = peek(sc, 0);
    bool is_pipe = c == '|' && peek(sc, 1) != '|';
    sc->at += (c == '|' || c == '&') && peek(sc, 1) == c ? 2 : 1;
    end_command(sc, l, is_pipe);
    if (c == '\n')
        skip_heredoc(sc, l);
}

static void take_one(struct scan *sc, struct line_of_commands *l)
{
    char c = peek(sc, 0);
    if (c == ' ' || c == '\t') {
        end_word(l);
        sc->at++;
    } else if (c == '#' && !l->in_word) {
        while (sc->at < sc->n && peek(sc, 0) != '\n')
            sc->at++;
    } else if (c == '<' && peek(sc, 1) == '<' && peek(sc, 2) != '<') {
        end_word(l);
        take_heredoc_word(sc, l);
    } else if (strchr(";&|\n()", c)) {
        take_separator(sc, l);
    } else if (c == '<' || c == '>') {
        end_word(l);
        sc->at++;
    } else if (c == '"') {
        take_double(sc, l);
    } else if (c == '\'') {
        take_single(sc, l);
    } else if (c == '$') {
        take_dollar(sc, l, false);
    } else if (c == '`') {
        sc->at++;
        word_of(l);
        scan_commands(sc, '`');
    } else {
        sc->at += c == '\\' && sc->at + 1 < sc->n;
        add_char(l, peek(sc, 0), c == '\\');
        sc->at++;
    }
}

/* To the closer of this level, which it takes, or to the end. The `)` of a case pattern closes nothing. */
static void scan_commands(struct scan *sc, char closer)
{
    struct line_of_commands l; /* large: only what is read before it is written is set */
    l.now.n = l.text_n = 0;
    l.now.piped_value = l.in_word = l.is_assignment = false;
    l.n_cases = 0;
    l.heredoc[0] = '\0';
    if (++sc->depth > MAX_NESTING) {
        sc->at = sc->n;
        sc->depth--;
        return;
    }
    while (sc->at < sc->n) {
        if (closer && peek(sc, 0) == closer && !(closer == ')' && l.n_cases)) {
            sc->at++;
            break;
        }
        if (!peek(sc, 0))
            sc->at++;
        else
            take_one(sc, &l);
    }
    end_command(sc, &l, false);
    sc->depth--;
}

void shell_scan(const char *text, size_t n, const struct shell_reader *reader)
{
    struct scan sc = {.s = text, .n = n, .reader = reader};
    scan_commands(&sc, '\0');
}
