/* show_advice: what is worth doing next, as the one sentence behind "Next". */
#include "app/clock.h"
#include "app/parts.h"
#include "app/show.h"
#include "base/i18n.h"

void show_reckon_advice(struct show *w, struct place *p)
{
    struct walk_map map = place_map(w->session);
    fixes_rank(&p->scope, &w->diagnosis, &w->fixes);
    advice_find(&p->scope, &w->diagnosis, &w->fixes, walk_last_fix(&map, p->path), &w->fixes.arena, &w->advice);
}

/* The author's reminder: so long without progress, and nobody was called yet. */
static const char *remind_to_escalate(struct show *w, const struct place *p)
{
    const struct incident *inc = w->session->inc;
    int64_t since = inc->last_progress_at ? inc->last_progress_at : inc->opened_at, idle = w->model.now - since;
    char length[TIME_TEXT];
    if (inc->status != STATUS_OPEN || inc->escalated_at || idle < p->flow->escalate.after)
        return NULL;
    time_format_length(idle / TIME_MINUTE * TIME_MINUTE, length);
    if (p->flow->escalate.to)
        return arena_printf(&w->arena, _("Escalate to %s (E): %s without progress"), p->flow->escalate.to, length);
    return arena_printf(&w->arena, _("Escalate (E): %s without progress"), length);
}

/* Whole minutes: more is not known. */
static const char *minutes_of(struct show *w, int64_t us)
{
    char text[TIME_TEXT];
    int64_t minutes = (us + TIME_MINUTE / 2) / TIME_MINUTE;
    time_format_length((minutes ? minutes : 1) * TIME_MINUTE, text);
    return arena_strdup(&w->arena, text);
}

static const char *say_question(struct show *w, const struct advice *a, bool is_here)
{
    const char *saves = minutes_of(w, a->saves);
    if (is_here)
        return arena_printf(&w->arena, _("Answer this: saves about %s"), saves);
    return arena_printf(&w->arena, _("%s: saves about %s (g Enter)"), a->step->title, saves);
}

static const char *say_fix(struct show *w, const struct advice *a, bool is_here)
{
    char helps[8];
    const struct fix_option *o = &w->fixes.option[0];
    for (size_t i = 0; i < w->fixes.n_open; i++)
        if (w->fixes.option[i].step == a->fix)
            o = &w->fixes.option[i];
    diagnosis_format_share(o->chance, helps);
    if (is_here)
        return arena_printf(&w->arena, _("Do this: helps with %s, about %s in all"), helps, minutes_of(w, o->cost));
    if (!a->saves)
        return arena_printf(&w->arena, _("%s (g Enter)"), a->step->title);
    return arena_printf(&w->arena, _("%s: saves about %s (g Enter)"), a->step->title, minutes_of(w, a->saves));
}

static const char *say(struct show *w, const struct advice *a, bool is_here)
{
    switch (a->kind) {
    case ADVICE_QUESTION: return say_question(w, a, is_here);
    case ADVICE_FIX: return say_fix(w, a, is_here);
    case ADVICE_SETTLE:
        return is_here ? _("Answer this: the fix depends on it")
                       : arena_printf(&w->arena, _("%s: the fix depends on it (g Enter)"), a->step->title);
    case ADVICE_VERIFY: return is_here ? NULL : arena_printf(&w->arena, _("%s (g Enter)"), a->step->title);
    case ADVICE_ESCALATE: return _("Escalate (E): no fix here is worth its minutes");
    case ADVICE_NONE: break;
    }
    return NULL;
}

static const char *wait_for_samples(struct show *w, const char *path)
{
    const struct runs *rs = &w->session->runs;
    char length[TIME_TEXT];
    int64_t left = 0;
    for (size_t i = 0; i < rs->list.n; i++) {
        const struct live_run *r = rs->list.v[i];
        int64_t mine = r->soak && str_eq(r->path, path) ? r->began + r->probe->length - clock_ticks() : 0;
        left = mine > left ? mine : left;
    }
    left = left > TIME_MINUTE ? left / TIME_MINUTE * TIME_MINUTE : left / TIME_SECOND * TIME_SECOND;
    time_format_length(left, length);
    return arena_printf(&w->arena, _("Wait %s; it goes on while you look elsewhere"), length);
}

/* "1, then 2, then escalate: about 25 min in all; escalating now 60 min": by the numbers of the list. */
static const char *say_order(struct show *w)
{
    enum { NAMED = 4 };
    const struct plan *plan = &w->fixes.plan;
    struct str order = {0};
    for (size_t i = 0; i < plan->n && i < NAMED; i++)
        str_addf(&order, i ? _(", then %zu") : "%zu", plan->order[i] + 1);
    if (plan->n > NAMED)
        str_add(&order, ", ...");
    const char *said = arena_printf(&w->arena, _("%s, then escalate: about %s in all; escalating now %s"), str_get(&order),
                                    minutes_of(w, (int64_t)plan->expected), minutes_of(w, w->fixes.escalate_takes));
    str_release(&order);
    return said;
}

/* Where fixes are chosen it is about their order; anywhere else about the next step. */
void show_advice(struct show *w, const struct place *p)
{
    const struct advice *a = &w->advice;
    bool is_here = a->step == p->step;
    w->model.next = remind_to_escalate(w, p);
    if (!w->model.next && runs_find_soak(&w->session->runs, p->path))
        w->model.next = wait_for_samples(w, p->path);
    if (w->model.next || w->session->inc->status != STATUS_OPEN)
        return;
    if (a->kind == ADVICE_FIX && p->step->answers_fixes)
        w->model.next = say_order(w);
    else
        w->model.next = say(w, a, is_here);
    w->model.next_step = w->model.next && !is_here ? a->path : NULL;
}
