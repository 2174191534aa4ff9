/* show_second: the second yes that a guarded change waits for, as who asks and as who is asked sees it. */
#include "app/parts.h"
#include "app/show.h"
#include "base/i18n.h"
#include "incident/approval.h"

static const char *clock_of(struct show *w, int64_t at, bool to_the_second)
{
    char text[TIME_TEXT];
    if (to_the_second)
        time_format_clock(at, w->model.now, &w->session->zone, text);
    else
        time_format_minute(at, w->model.now, &w->session->zone, text);
    return arena_strdup(&w->arena, text);
}

/* Where the answer came from: the newest event of it says so. */
static const char *host_of_answer(const struct show *w, const struct approval *a)
{
    const struct incident *inc = w->session->inc;
    for (size_t i = inc->events.n; i-- > 0;) {
        const struct event *ev = &inc->events.v[i];
        if (ev->kind == EVENT_approval_given && ev->as.approval_given.ask == a->seq)
            return ev->host ? ev->host : "?";
    }
    return "?";
}

static const char *given_text(struct show *w, const struct approval *a)
{
    const char *at = clock_of(w, a->answered_at, true), *host = host_of_answer(w, a);
    if (approval_is_same_account(a->asker, a->answerer))
        return arena_printf(&w->arena, _("\xe2\x9c\x93 %s said yes at %s, from %s, on the same account"), a->answerer, at, host);
    return arena_printf(&w->arena, _("\xe2\x9c\x93 %s said yes at %s, from %s"), a->answerer, at, host);
}

static const char *refused_text(struct show *w, const struct approval *a)
{
    const char *at = clock_of(w, a->answered_at, true);
    if (str_blank(a->reason))
        return arena_printf(&w->arena, _("\xe2\x9c\x97 %s said no at %s"), a->answerer, at);
    return arena_printf(&w->arena, _("\xe2\x9c\x97 %s said no at %s: %s"), a->answerer, at, a->reason);
}

const char *show_second_state(struct show *w, int64_t ask)
{
    const struct approval *a = ask ? incident_find_approval(w->session->inc, ask) : NULL;
    if (!a)
        return NULL;
    if (a->answerer && !a->is_given)
        return refused_text(w, a);
    if (w->model.now > a->until && a->is_given)
        return arena_printf(&w->arena, _("\xe2\x9c\x97 the yes of %s was good until %s; ask again"), a->answerer, clock_of(w, a->until, false));
    if (w->model.now > a->until)
        return arena_printf(&w->arena, _("\xe2\x9c\x97 nobody said yes until %s; ask again"), clock_of(w, a->until, false));
    if (a->is_given)
        return given_text(w, a);
    return arena_printf(&w->arena, _("? waiting for another login, until %s"), clock_of(w, a->until, false));
}

const char *show_second_waits(struct show *w, int64_t ask)
{
    const struct approval *a = ask ? incident_find_approval(w->session->inc, ask) : NULL;
    if (!a || (a->is_given && w->model.now <= a->until))
        return NULL;
    if (a->answerer && !a->is_given)
        return arena_printf(&w->arena, _("%s said no: Enter leaves it."), a->answerer);
    if (w->model.now > a->until)
        return _("The time for a second yes is over: Enter leaves it.");
    return arena_printf(&w->arena, _("It waits for the yes of another login, until %s."), clock_of(w, a->until, false));
}

/* ---- who is asked ------------------------------------------------------------------------------------------------------- */

static const struct approval *open_request(const struct show *w)
{
    const struct session *s = w->session;
    for (size_t i = s->inc->approvals.n; i-- > 0;) {
        const struct approval *a = &s->inc->approvals.v[i];
        if (!a->answerer && !a->is_used && w->model.now <= a->until && !str_eq(a->liveness, s->liveness))
            return a;
    }
    return NULL;
}

static const char *first_line(struct show *w, const char *text)
{
    return text ? arena_strndup(&w->arena, text, strcspn(text, "\n")) : NULL;
}

static void add(struct model_second *m, struct model_pair *pair, const char *label, const char *text)
{
    if (text)
        pair[m->n_lines++] = (struct model_pair){label, text};
}

static void fill_lines(struct show *w, const struct approval *a)
{
    enum { BESIDE_VALUES = 8 };
    struct model_second *m = &w->second;
    struct model_pair *pair = arena_array(&w->arena, a->names.n + BESIDE_VALUES, sizeof *pair);
    for (size_t i = 0; i < a->names.n; i++)
        add(m, pair, i ? NULL : _("with"), a->names.v[i]);
    add(m, pair, _("where"), a->host);
    add(m, pair, _("as"), a->asker);
    add(m, pair, _("risk"), a->risk);
    add(m, pair, _("now"), first_line(w, a->before));
    add(m, pair, _("undo"),
        str_blank(a->undo) ? _("\xe2\x9c\x97 cannot be undone") : arena_printf(&w->arena, "\xe2\x9c\x93 %s", first_line(w, a->undo)));
    m->line = pair;
}

void show_second(struct show *w)
{
    const struct approval *a = w->model.incident ? open_request(w) : NULL;
    if (!a)
        return;
    w->second = (struct model_second){
        .ask = a->seq,
        .asker = a->asker,
        .action = a->action,
        .until = a->until,
        .environment = a->environment,
        .command = a->command,
        .hindrance = second_hindrance(w->session, a, &w->arena),
    };
    fill_lines(w, a);
    w->model.second = &w->second;
}
