/* show_question: a change before it is made, whole: what, with which values, where, as whom, the way back. */
#include <stdlib.h>
#include <string.h>

#include "app/show.h"
#include "base/i18n.h"
#include "text/clean.h"

struct lines {
    struct arena *arena;
    struct model_pair *pair;
    size_t n, most;
};

static void add(struct lines *l, const char *label, const char *text)
{
    if (text && l->n < l->most)
        l->pair[l->n++] = (struct model_pair){label, text};
}

static void add_gap(struct lines *l)
{
    if (l->n < l->most)
        l->pair[l->n++] = (struct model_pair){NULL, NULL};
}

/* Its first lines: the state may be long, the page is not. */
static const char *shortened(struct arena *arena, const char *text)
{
    enum { LINE_MOST = 200 };
    size_t n = strcspn(text, "\n");
    return arena_printf(arena, text[n] ? "%.*s ..." : "%.*s", (int)(n < LINE_MOST ? n : LINE_MOST), text);
}

static const char *timeout_text(struct arena *arena, int64_t timeout)
{
    char length[TIME_TEXT];
    time_format_length(timeout, length);
    return arena_printf(arena, _("by itself after %s; Ctrl-C stops it sooner"), length);
}

static const char *undo_text(struct arena *arena, const struct question *q)
{
    if (q->undoes)
        return _("this is one; it is recorded like any change");
    if (!q->undo && q->action && q->action->undo_unknown)
        return _("? unknown: nobody wrote down how");
    if (!q->undo)
        return _("\xe2\x9c\x97 cannot be undone");
    return arena_printf(arena, _("\xe2\x9c\x93 %s; kept on the undo page (u)"), shortened(arena, q->undo));
}

static const char *where_text(struct arena *arena, const struct session *s, const struct question *q)
{
    if (!q->is_far)
        return arena_printf(arena, _("%s, here"), q->host);
    return s->ssh.program ? arena_printf(arena, _("%s, by ssh from %s"), q->host, s->host) : q->host;
}

static const char *as_text(struct arena *arena, const struct session *s, const struct question *q)
{
    const char *at = q->is_far ? strrchr(q->host, '@') : NULL;
    if (at)
        return arena_strndup(arena, q->host, (size_t)(at - q->host));
    return q->is_far && s->ssh.program ? _("the login that ssh has there") : q->user;
}

/* The verification that follows, in its own words. */
static const char *then_text(const struct session *s, const struct question *q)
{
    struct place p;
    if (q->undoes || !place_at(s, q->path, &p) || p.step->next < 0)
        return NULL;
    return p.flow->step[p.step->next].title;
}

static void add_each(struct lines *l, const char *label, const struct names *texts)
{
    for (size_t i = 0; i < texts->n; i++)
        add(l, i ? NULL : label, texts->v[i]);
}

/* Its first lines; all of it is a page of its own. */
static void add_dry_run(struct lines *l, const struct question *q)
{
    add_each(l, _("dry run"), &q->dry_run);
    if (q->dry_run_seq && !q->dry_run.n)
        add(l, _("dry run"), _("printed nothing"));
    if (q->dry_run_more)
        add(l, NULL, arena_printf(l->arena, ngettext("and %zu more line: v shows all", "and %zu more lines: v shows all", q->dry_run_more), q->dry_run_more));
}

static const char *path_text(const struct names *names)
{
    for (size_t i = 0; i < names->n; i++)
        if (str_starts(names->v[i], "PATH="))
            return names->v[i] + strlen("PATH=");
    return getenv("PATH");
}

/* What stands in its way, or behind it, before it is asked. */
static void add_guards(struct show *w, struct lines *l)
{
    const struct question *q = &w->session->question;
    add_each(l, _("needs"), &q->needs);
    add_dry_run(l, q);
    add(l, _("second"), show_second_state(w, q->ask));
    if (q->action && !q->undoes && q->action->temporary)
        add(l, _("leaves"), q->action->temporary);
    if (q->action && !q->undoes && q->action->on_hangup == HANGUP_KILL)
        add(l, _("hang-up"), _("ends it: it is stopped when the connection drops"));
}

static void add_all(struct show *w, struct lines *l)
{
    struct session *s = w->session;
    const struct question *q = &s->question;
    add(l, _("written"), q->edited && !str_eq(q->edited, q->action->run) ? shortened(&w->arena, q->action->run) : NULL);
    add_each(l, _("with"), &q->shown);
    if (!q->by_hand) {
        add(l, _("where"), where_text(&w->arena, s, q));
        add(l, _("as"), as_text(&w->arena, s, q));
        add(l, _("stops"), timeout_text(&w->arena, q->timeout));
    }
    add_gap(l);
    add(l, _("now"), q->now ? shortened(&w->arena, q->now) : NULL);
    add(l, _("state"), show_undo_state(w, q));
    add(l, _("back to"), q->back_to ? shortened(&w->arena, q->back_to) : NULL);
    add(l, _("undo"), undo_text(&w->arena, q));
    add_guards(w, l);
    add(l, _("then"), then_text(s, q));
    add(l, _("announce"), q->announce);
    add(l, _("PATH"), q->is_far || q->by_hand ? NULL : path_text(&q->names));
}

void show_question(struct show *w)
{
    enum { BESIDE_LISTS = 20 };
    struct session *s = w->session;
    const struct question *q = &s->question;
    if (!q->id)
        return;
    size_t most = q->shown.n + q->needs.n + BESIDE_LISTS; /* many values take no room from the place and the way back */
    struct lines l = {&w->arena, arena_array(&w->arena, most, sizeof *l.pair), 0, most};
    add_all(w, &l);
    w->question = (struct model_question){
        .id = q->id,
        .risk = q->risk,
        .title = q->title,
        .command = q->command,
        .line = l.pair,
        .n_lines = l.n,
        .environment = q->environment,
        .confirm = q->confirm,
        .refused = q->refused,
        .by_hand = q->by_hand,
        .wants_edit = q->wants_edit,
        .is_edited = q->edited != NULL,
        .waits = show_second_waits(w, q->ask),
        .dry_run = q->dry_run_seq,
    };
    w->model.question = &w->question;
}
