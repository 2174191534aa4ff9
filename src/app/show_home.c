/* show_home: what is open, what can be started, what was closed, from the journal's summaries. */
#include <stdio.h>
#include <string.h>

#include "app/present.h"
#include "app/show.h"
#include "base/i18n.h"
#include "incident/approval.h"

enum { CLOSED_SHOWN = 20 };

struct gathered {
    struct show *w;
    VEC(struct model_case) open, closed;
    const char *dropped;
    VEC(struct asked { size_t open; unsigned char id[16]; }) asked; /* open incidents that others have at hand */
};

static const char *phase_word(const char *phase)
{
    static const struct {
        const char *name, *word;
    } words[] = {{"symptom", N_("Symptom")},     {"changes", N_("Changes")},   {"logs", N_("Logs")},
                 {"reproduce", N_("Reproduce")}, {"rollback", N_("Roll back")}, {"verify", N_("Verify")}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq(words[i].name, phase))
            return _(words[i].word);
    return phase;
}

static const char *copy(struct gathered *g, const char *text)
{
    return text && *text ? arena_strdup(&g->w->home_arena, text) : NULL;
}

static const char *clock_text(struct gathered *g, int64_t at)
{
    char text[TIME_TEXT];
    time_format_clock(at, g->w->model.now, &g->w->session->zone, text);
    return arena_strdup(&g->w->home_arena, text);
}

static const char *others_text(struct gathered *g, const struct journal_entry *e)
{
    for (size_t i = 0; i < e->n_present; i++)
        if (e->present[i].is_live && !str_eq(e->present[i].liveness, g->w->session->liveness))
            return arena_printf(&g->w->home_arena, str_eq(e->present[i].tty, PRESENT_WATCH) ? _("watched by %s on %s") : _("%s has it open too, on %s"),
                                e->present[i].actor, e->present[i].host);
    return NULL;
}

/* Somebody is there whose terminal no longer lives: the connection dropped, with the newest event the last trace. */
static void note_drop(struct gathered *g, const struct journal_entry *e)
{
    for (size_t i = 0; i < e->n_present && !g->dropped; i++)
        if (!e->present[i].is_live && str_eq(e->present[i].host, g->w->session->host) &&
            str_eq(e->present[i].actor, g->w->session->actor))
            g->dropped = arena_printf(&g->w->home_arena, _("The connection dropped after %s. All is recorded up to there."),
                                      clock_text(g, e->last_at));
}

static const char *at_text(struct gathered *g, const struct journal_entry *e)
{
    if (!*e->step_title)
        return NULL;
    return arena_printf(&g->w->home_arena, "%s: %s", phase_word(e->phase), e->step_title);
}

/* Can anybody still tell how what runs there ends? Of terminals elsewhere it is believed. */
static bool is_watched(const struct gathered *g, const struct journal_entry *e)
{
    for (size_t i = 0; i < e->n_present; i++)
        if (e->present[i].is_live || !str_eq(e->present[i].host, g->w->session->host))
            return true;
    return false;
}

static const char *unknown_text(struct gathered *g, const struct journal_entry *e)
{
    if (!e->n_unknown && (!e->n_running || is_watched(g, e)))
        return NULL;
    return arena_printf(&g->w->home_arena, _("a command started at %s, outcome unknown"), clock_text(g, e->run_started));
}

/* Does another terminal have it at hand? Only there can somebody wait for a second yes. */
static bool is_elsewhere(const struct gathered *g, const struct journal_entry *e)
{
    for (size_t i = 0; i < e->n_present; i++)
        if (!str_eq(e->present[i].liveness, g->w->session->liveness))
            return true;
    return false;
}

static const char *relapse_text(struct gathered *g, const struct journal_entry *e)
{
    struct err ignored = {0};
    char clock[TIME_TEXT];
    int64_t at = 0;
    if (!journal_relapsed_at(g->w->session->journal, e->id, &at, &ignored) || !at)
        return NULL;
    time_format_minute(at, g->w->model.now, &g->w->session->zone, clock);
    return arena_printf(&g->w->home_arena, _("it is back since %s"), clock);
}

static bool gather(const struct journal_entry *e, void *who)
{
    struct gathered *g = who;
    bool is_open = e->status == STATUS_OPEN || e->status == STATUS_MITIGATED;
    if (is_open)
        note_drop(g, e);
    struct model_case c = {
        .number = e->number,
        .title = copy(g, e->title),
        .service = copy(g, e->service),
        .environment = copy(g, e->environment),
        .severity = e->severity,
        .status = e->status,
        .since = e->since ? e->since : e->opened_at,
        .changed = e->ended_at ? e->ended_at : e->last_at,
        .at = at_text(g, e),
        .unknown = unknown_text(g, e),
        .others = others_text(g, e),
        .relapse = relapse_text(g, e),
        .n_deferred = (size_t)e->n_deferred,
        .is_exported = e->exported_seq > 0,
    };
    if (is_open && is_elsewhere(g, e)) {
        struct asked *asked = vec_push(&g->asked);
        asked->open = g->open.n;
        memcpy(asked->id, e->id, sizeof e->id);
    }
    if (is_open)
        *vec_push(&g->open) = c;
    else
        *vec_push(&g->closed) = c;
    return true;
}

static const struct model_case *keep_cases(struct show *w, const struct model_case *v, size_t n)
{
    struct model_case *list = arena_array(&w->home_arena, n + 1, sizeof *list);
    if (n)
        memcpy(list, v, n * sizeof *list);
    return list;
}

static void fill_flows(struct show *w)
{
    const struct library *l = &w->session->library;
    struct model_flow *flow = arena_array(&w->home_arena, l->rows.n + 1, sizeof *flow);
    struct model_home *h = &w->home;
    for (size_t i = 0; i < l->rows.n; i++) {
        if (str_eq(l->rows.v[i].id, "unknown"))
            h->unsure_flow = "unknown";
        else
            flow[h->n_flows++] = (struct model_flow){l->rows.v[i].id, l->rows.v[i].title, NULL};
    }
    h->flow = flow;
}

static const char *journal_text(struct show *w)
{
    const struct journal *j = w->session->journal;
    const char *notice = journal_notice(j);
    if (notice)
        return notice;
    if (journal_is_shared(j))
        return arena_printf(&w->home_arena, _("%s, shared with your group"), journal_path(j));
    if (journal_is_new(j))
        return arena_printf(&w->home_arena, _("%s, new, readable by you alone"), journal_path(j));
    return arena_printf(&w->home_arena, _("%s, readable by you alone"), journal_path(j));
}

static const char *asks_text(struct gathered *g, const struct incident *inc)
{
    const struct session *s = g->w->session;
    char until[TIME_TEXT];
    for (size_t i = inc->approvals.n; i-- > 0;) {
        const struct approval *a = &inc->approvals.v[i];
        if (a->answerer || a->is_used || g->w->model.now > a->until || approval_is_same_person(a->asker, s->actor))
            continue;
        time_format_minute(a->until, g->w->model.now, &s->zone, until);
        return arena_printf(&g->w->home_arena, _("%s asks for a second yes to %s, until %s"), a->asker, a->action, until);
    }
    return NULL;
}

/* Only where one was asked for within the day is the incident read. */
static void find_asks(struct gathered *g, struct err *e)
{
    for (size_t i = 0; i < g->asked.n; i++) {
        struct incident inc;
        struct model_case *c = &g->open.v[g->asked.v[i].open];
        int64_t at = 0;
        if (!journal_asked_at(g->w->session->journal, g->asked.v[i].id, &at, e) || at < g->w->model.now - 24 * TIME_HOUR)
            continue;
        char which[32];
        snprintf(which, sizeof which, "INC-%lld", (long long)c->number);
        incident_init(&inc);
        if (journal_load(g->w->session->journal, which, &inc, e))
            c->asks = asks_text(g, &inc);
        incident_release(&inc);
    }
}

static bool list(struct show *w, struct err *e)
{
    struct gathered g = {.w = w};
    struct journal_filter open = {.only_open = true}, closed = {.only_ended = true, .limit = CLOSED_SHOWN};
    struct model_home *h = &w->home;
    arena_release(&w->home_arena);
    *h = (struct model_home){0};
    bool ok = journal_list(w->session->journal, &open, gather, &g, e) && journal_list(w->session->journal, &closed, gather, &g, e);
    find_asks(&g, e);
    h->open = keep_cases(w, g.open.v, g.open.n);
    h->n_open = g.open.n;
    h->closed = keep_cases(w, g.closed.v, g.closed.n);
    h->n_closed = g.closed.n;
    h->dropped = g.dropped;
    h->journal = journal_text(w);
    fill_flows(w);
    vec_release(&g.open);
    vec_release(&g.closed);
    vec_release(&g.asked);
    return ok;
}

/* Listed again when something was recorded, and with the minute: a terminal can end without a word. */
void show_home(struct show *w)
{
    struct err e = {0};
    w->reckoned.inc = w->changes_of.inc = NULL; /* the next incident at hand may lie where the last one lay */
    int64_t changes = 0, minute = w->model.now / TIME_MINUTE;
    bool is_known = journal_changes(w->session->journal, &changes, &e);
    if (!is_known || minute != w->home_minute || changes != w->home_changes)
        w->home_minute = is_known && list(w, &e) ? minute : 0;
    w->home_changes = changes;
    if (e.code)
        session_say(w->session, "%s", e.text), w->model.status = w->session->status;
    w->model.home = w->home;
}
