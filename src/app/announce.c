/* announce: the author's line, or one of our own. */
#include "app/announce.h"

#include <string.h>

#include "app/clock.h"
#include "app/environment.h"
#include "base/i18n.h"
#include "incident/diagnosis.h"

/* ---- the author's line ------------------------------------------------------------------------------------------------ */

static bool is_name_byte(char c, bool is_first)
{
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (!is_first && c >= '0' && c <= '9');
}

/* How long the "$name" or "${name}" is that s begins with, 0 for none; the name into room. */
static size_t name_at(const char *s, char *room, size_t most)
{
    bool is_braced = s[1] == '{';
    const char *name = s + 1 + is_braced;
    size_t n = 0;
    while (n < most - 1 && is_name_byte(name[n], n == 0))
        n++;
    if (!n || (is_braced && name[n] != '}'))
        return 0;
    memcpy(room, name, n);
    room[n] = '\0';
    return n + 1 + 2 * is_braced;
}

/* One line: what a value brings of line ends becomes a blank. */
static void add_line(struct str *out, const char *text)
{
    for (; *text; text++)
        str_add_char(out, *text == '\n' || *text == '\r' || *text == '\t' ? ' ' : *text);
}

/* A name of the flow as its value, a secret as dots; any other $ is meant as it stands. */
static bool add_value(struct session *s, const struct place *p, const char *name, struct arena *arena, struct str *out)
{
    struct environment env;
    char dotted[140];
    if (!flow_shell_name(p->flow, name, dotted, sizeof dotted))
        return false;
    environment_make(s, &p->scope, arena_printf(arena, "\"$%s\"", name), NULL, false, arena, &env);
    add_line(out, env.shown.n ? env.shown.v[0] + strcspn(env.shown.v[0], "=") + 1 : _("(unknown)"));
    return true;
}

static const char *expand(struct session *s, const struct place *p, const char *text, struct arena *arena)
{
    struct str out = {0};
    char name[128];
    while (*text) {
        size_t n = *text == '$' ? name_at(text, name, sizeof name) : 0;
        if (!n || !add_value(s, p, name, arena, &out))
            add_line(&out, arena_strndup(arena, text, n ? n : 1));
        text += n ? n : 1;
    }
    const char *kept = arena_strdup(arena, str_get(&out));
    str_release(&out);
    return kept;
}

/* ---- a line of our own ------------------------------------------------------------------------------------------------- */

/* The likeliest cause, once there is one that can be named. */
static void add_why(const struct session *s, const struct place *p, struct str *out)
{
    struct diagnosis d = {0};
    char share[8];
    diagnosis_compute_in(p->flow, s->inc, p->path, &d);
    if (d.n && !d.too_early) {
        diagnosis_format_share(d.cause[0].share, share);
        str_addf(out, _("; likely: %s, %s"), d.cause[0].title, share);
    }
    diagnosis_release(&d);
}

static const char *of_our_own(struct session *s, const struct place *p, struct question *q)
{
    struct str out = {0};
    str_addf(&out, q->undoes ? _("INC-%lld: undo of %s on %s") : _("INC-%lld: %s on %s"), (long long)s->inc->number, q->action_id,
             q->host ? q->host : s->host);
    if (q->environment)
        str_addf(&out, ", %s", q->environment);
    if (p && !q->undoes)
        str_addf(&out, ": %s", p->step->title);
    if (p)
        add_why(s, p, &out);
    const char *kept = arena_strdup(&q->arena, str_get(&out));
    str_release(&out);
    return kept;
}

const char *announce_make(struct session *s, const struct place *p, struct question *q)
{
    bool is_written = p && !q->undoes && q->action && !str_blank(q->action->announce);
    return is_written ? expand(s, p, q->action->announce, &q->arena) : of_our_own(s, p, q);
}
