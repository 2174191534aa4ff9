/* ask_line: the line of a question: one that is to be edited first, one that is only for copying. */
#include <string.h>

#include "app/parts.h"
#include "base/i18n.h"
#include "base/shell.h"
#include "text/clean.h"

/* ---- for copying ----------------------------------------------------------------------------------------------------- */

static bool is_plain(const char *value)
{
    static const char safe[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:@%+,-";
    return *value && strspn(value, safe) == strlen(value);
}

/* The value of the $name at s, and the bytes that it takes with its quotes; NULL: it is none of these. */
static const char *value_at(const struct environment *env, const char *s, size_t *length)
{
    size_t quote = s[0] == '"', brace = s[quote + 1] == '{';
    if (s[quote] != '$')
        return NULL;
    const char *name = s + quote + 1 + brace;
    for (size_t i = 0; i < env->shown.n; i++) {
        const char *pair = env->shown.v[i];
        size_t n = strcspn(pair, "=");
        bool is_name = strncmp(pair, name, n) == 0 && name[n] != '_' && !(name[n] >= '0' && name[n] <= '9') &&
                       !(name[n] >= 'a' && name[n] <= 'z') && !(name[n] >= 'A' && name[n] <= 'Z');
        const char *end = name + n + brace;
        if (!is_name || (brace && name[n] != '}') || (quote && *end != '"'))
            continue;
        *length = (size_t)(end - s) + quote;
        return pair + n + 1;
    }
    return NULL;
}

/* Only where every value is a plain word, and no quotes could make a name something else. */
static bool can_fill(const struct environment *env, const char *run)
{
    for (size_t i = 0; i < env->shown.n; i++)
        if (!is_plain(env->shown.v[i] + strcspn(env->shown.v[i], "=") + 1))
            return false;
    return !strchr(run, '\'') && !strchr(run, '\\') && !strstr(run, "<<");
}

const char *ask_line_filled(const struct environment *env, const char *run, struct arena *arena)
{
    struct str text = {0};
    if (!env->shown.n)
        return run;
    if (!can_fill(env, run))
        return environment_paste(env, run, arena);
    for (const char *s = run; *s;) {
        size_t n = 1;
        const char *value = *s == '$' || *s == '"' ? value_at(env, s, &n) : NULL;
        str_add_n(&text, value ? value : s, value ? strlen(value) : 1);
        s += value ? n : 1;
    }
    const char *kept = arena_strndup(arena, str_get(&text), text.n);
    str_release(&text);
    return kept;
}

/* ---- to be edited ---------------------------------------------------------------------------------------------------- */

/* `<name>` as runbooks write what they leave open, or a word of dots. */
static bool is_left_open(const char *line)
{
    for (const char *s = line; (s = strchr(s, '<')); s++) {
        size_t n = strcspn(s + 1, "<>\n");
        bool is_letter = (s[1] >= 'a' && s[1] <= 'z') || (s[1] >= 'A' && s[1] <= 'Z');
        if (is_letter && s[1 + n] == '>' && s[n] != ' ')
            return true;
    }
    return strstr(line, " ... ") || str_ends(line, " ...");
}

const char *ask_line_hindrance(struct question *q)
{
    if (q->by_hand)
        return _("it is for copying: where it has to be typed, nothing can be run for you");
    if (q->wants_edit)
        return _("its line is edited first");
    if (q->edited && is_left_open(q->edited))
        return _("something in it is still left open: < > stands for what you have to write");
    return NULL;
}

bool ask_edited(struct session *s, const struct wish *w, struct err *e)
{
    struct question *q = &s->question;
    if (!q->id || !q->action || q->undoes || !(q->wants_edit || q->edited))
        return err_set(e, ERR_USAGE, _("Nothing is being asked that could be edited."));
    if (str_blank(w->text))
        return err_set(e, ERR_USAGE, _("An empty line is no command."));
    struct arena arena = {0};
    char *clean = clean_text(w->text, strlen(w->text));
    bool is_clean = str_eq(clean, w->text);
    mem_free(clean);
    if (!is_clean)
        return err_set(e, ERR_USAGE, _("There are characters in it that cannot be seen; type it anew."));
    struct wish again = {.id = arena_strdup(&arena, q->action_id), .text = arena_strdup(&arena, w->text)};
    bool ok = ask_action(s, &again, e);
    arena_release(&arena);
    return ok;
}
