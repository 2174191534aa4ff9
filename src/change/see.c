/* see: a command cut into words as command_make joins them, held against the shapes of our commands. */
#include "change/see.h"

#include <string.h>

#include "base/str.h"

enum { WORDS_MOST = 64, SHAPE_MOST = 24 };

/* `*` is any word but an option, `@X` one that begins with X, `...` any number of words of which none is an option. */
#define GIT "git", "-C", "*", "--no-pager", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false"
#define TAME "--no-ext-diff", "--no-textconv", "--submodule=short", "--stat"
static const char *const shapes[][SHAPE_MOST] = {
    {GIT, "show", TAME, "*"},
    {GIT, "show", TAME, "-p", "*"},
    {GIT, "show", TAME, "-p", "-m", "--first-parent", "*"},
    {GIT, "diff", TAME, "-p", "*", "*"},
    {"git", "-C", "*", "cat-file", "blob", "@HEAD:", "|", "diff", "-u", "--", "-", "*"},
    {"diff", "-u", "--", "*", "*"},
    {"diff", "-rq", "--", "*", "*"},
    {"ls", "-l", "--", "..."},
    {"ls", "-lt", "--", "*"},
    {"cat", "--", "*"},
    {"dpkg", "-l", "..."},
    {"rpm", "-qi", "..."},
    {"apk", "info", "-v", "..."},
    {"pacman", "-Qi", "..."},
    {"journalctl", "--no-pager", "-u", "*", "@--since=@"},
    {"journalctl", "--list-boots"},
    {"journalctl", "-u", "systemd-timesyncd"},
    {"docker", "inspect", "--", "*"},
    {"docker", "history", "--", "*"},
    {"kubectl", "-n", "*", "rollout", "history", "@--revision=", "--", "*"},
};

struct words {
    struct str text[WORDS_MOST];
    bool is_pipe[WORDS_MOST];
    size_t n;
};

/* 'a'\''b' and plain characters; anything else would mean something to the shell. NULL: that it does. */
static const char *read_word(const char *s, struct str *out)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:+-@%,=";
    str_add(out, "");
    while (*s && *s != ' ') {
        const char *end = *s == '\'' ? strchr(s + 1, '\'') : NULL;
        if (*s == '\'' && !end)
            return NULL;
        if (end) {
            str_add_n(out, s + 1, (size_t)(end - s - 1));
            s = end + 1;
        } else if (s[0] == '\\' && s[1] == '\'') {
            str_add_char(out, '\'');
            s += 2;
        } else if (strchr(plain, *s)) {
            str_add_char(out, *s++);
        } else {
            return NULL;
        }
    }
    return s;
}

static bool read_words(const char *s, struct words *w)
{
    while (*s) {
        if (w->n == WORDS_MOST)
            return false;
        w->is_pipe[w->n] = s[0] == '|' && s[1] == ' ';
        s = w->is_pipe[w->n] ? s + 1 : read_word(s, &w->text[w->n]);
        w->n++;
        if (!s || (*s == ' ' && !s[1]))
            return false;
        s += *s == ' ';
    }
    return w->n > 0;
}

static bool is_word(const struct words *w, size_t i, const char *shape)
{
    const char *text = str_get(&w->text[i]);
    if (w->is_pipe[i] || strcmp(shape, "|") == 0)
        return w->is_pipe[i] && strcmp(shape, "|") == 0;
    if (strcmp(shape, "*") == 0)
        return text[0] != '-';
    return shape[0] == '@' ? str_starts(text, shape + 1) : strcmp(text, shape) == 0;
}

static bool fits(const struct words *w, const char *const *shape)
{
    size_t i = 0;
    for (; *shape && strcmp(*shape, "...") != 0; shape++, i++)
        if (i >= w->n || !is_word(w, i, *shape))
            return false;
    for (; *shape && i < w->n; i++)
        if (!is_word(w, i, "*"))
            return false;
    return i == w->n;
}

bool change_see_is_ours(const char *command)
{
    struct words w = {0};
    bool is_ours = false;
    bool is_read = read_words(command, &w);
    for (size_t i = 0; is_read && i < sizeof shapes / sizeof *shapes && !is_ours; i++)
        is_ours = fits(&w, shapes[i]);
    for (size_t i = 0; i < WORDS_MOST; i++)
        str_release(&w.text[i]);
    return is_ours;
}
