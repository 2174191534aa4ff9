/* undo: what was left, what is there now, and back to a point. */
#include "app/undo.h"

#include <string.h>

#include "app/clock.h"
#include "app/parts.h"
#include "app/way.h"
#include "base/i18n.h"
#include "incident/undo.h"
#include "text/clean.h"

enum { CHANGES_MOST = 64 };

/* ---- what is there now --------------------------------------------------------------------------------------------------- */

const struct looked_state *undo_state_of(const struct session *s, int64_t run)
{
    for (size_t i = 0; i < s->looked.n; i++)
        if (s->looked.v[i].run == run)
            return &s->looked.v[i];
    return NULL;
}

bool undo_is_reading(const struct session *s, int64_t run)
{
    for (size_t i = 0; i < s->runs.list.n; i++)
        if (s->runs.list.v[i]->about == run)
            return true;
    return false;
}

static void keep_state(struct session *s, int64_t run, const char *now)
{
    const struct looked_state *found = undo_state_of(s, run);
    struct looked_state *state = found ? &s->looked.v[found - s->looked.v] : vec_push(&s->looked);
    mem_free(state->now);
    *state = (struct looked_state){run, clock_now(), now ? mem_strdup(now) : NULL};
}

void undo_looked(struct session *s, const struct live_run *r, const char *now, bool passed)
{
    char *clean = clean_text(now, strlen(now));
    keep_state(s, r->about, passed ? clean : NULL);
    mem_free(clean);
}

void undo_forget(struct session *s)
{
    for (size_t i = 0; i < s->looked.n; i++)
        mem_free(s->looked.v[i].now);
    vec_clear(&s->looked);
    s->undo_to = 0;
}

/* The action that made it, where its state can be read without asking for anything: here, or where a connection leads already;
 * NULL else. */
static const struct flow_action *readable(const struct session *s, const struct run *run, struct place *p)
{
    const struct flow_action *action = place_at(s, run->step, p) ? flow_find_action(p->step, run->id) : NULL;
    if (!action || !action->before)
        return NULL;
    struct arena arena = {0};
    const char *host = way_of_run(s, run, p, action, &arena);
    bool is_near = !host || ssh_is_connected(&s->ssh, host);
    arena_release(&arena);
    return is_near ? action : NULL;
}

bool undo_look(struct session *s, const struct wish *w, struct err *e)
{
    const struct run *list[CHANGES_MOST];
    int64_t seq[CHANGES_MOST];
    size_t n = incident_undo_list(s->inc, list, CHANGES_MOST), reads = 0;
    (void)w;
    if (journal_is_read_only(s->journal) || s->inc->status == STATUS_CLOSED)
        return true;
    for (size_t i = 0; i < n; i++) /* what is read is recorded, and that may move the runs */
        seq[i] = list[i]->seq;
    for (size_t i = 0; i < n; i++) {
        struct place p;
        const struct run *run = incident_find_run(s->inc, seq[i]);
        const struct flow_action *action = readable(s, run, &p);
        if (!action || undo_is_reading(s, seq[i]))
            continue;
        if (!ask_read(s, &p, action, RUN_FOR_LOOK, seq[i], e))
            return false;
        reads++;
    }
    if (reads)
        session_say(s, ngettext("The state of %zu change is read again, read-only.", "The state of %zu changes is read again, read-only.", reads), reads);
    return true;
}

/* ---- one after the other --------------------------------------------------------------------------------------------------- */

static const struct run *next_to_undo(const struct session *s)
{
    const struct run *list[CHANGES_MOST];
    size_t n = incident_undo_list(s->inc, list, CHANGES_MOST);
    for (size_t i = 0; i < n; i++)
        if (list[i]->seq >= s->undo_to && !str_blank(list[i]->undo))
            return list[i];
    return NULL;
}

/* What stays of those from `to` on. */
static bool say_the_end(struct session *s, int64_t to)
{
    const struct run *list[CHANGES_MOST];
    size_t n = incident_undo_list(s->inc, list, CHANGES_MOST), stay = 0;
    for (size_t i = 0; i < n; i++)
        stay += list[i]->seq >= to;
    if (stay)
        session_say(s, ngettext("All of these are taken back but %zu, which cannot be.", "All of these are taken back but %zu, which cannot be.", stay), stay);
    else
        session_say(s, _("All of these are taken back."));
    return true;
}

static bool ask_next(struct session *s, struct err *e)
{
    const struct run *next = next_to_undo(s);
    int64_t to = s->undo_to;
    s->undo_to = 0;
    if (!next)
        return say_the_end(s, to);
    bool ok = ask_undo(s, &(struct wish){.number = next->seq}, e);
    s->undo_to = ok ? to : 0;
    return ok;
}

bool undo_back(struct session *s, const struct wish *w, struct err *e)
{
    const struct run *to = incident_find_run(s->inc, w->number);
    if (!to || to->kind != RUN_ACTION)
        return err_set(e, ERR_USAGE, _("There is no such change."));
    s->undo_to = to->seq;
    return ask_next(s, e);
}

void undo_stop(struct session *s)
{
    s->undo_to = 0;
}

void undo_after(struct session *s, const struct live_run *r)
{
    struct place p;
    struct err e = {0};
    const struct run *run = s->is_leaving ? NULL : incident_find_run(s->inc, r->run);
    bool has_worked = run && run->outcome == RUN_EXITED && run->exit_status == 0, is_undo = run && run->undoes;
    const struct flow_action *action = run && !run->undoes && run->outcome == RUN_EXITED ? readable(s, run, &p) : NULL;
    if (action && !ask_read(s, &p, action, RUN_FOR_LEFT, r->run, &e))
        session_say(s, "%s", e.text);
    if (!is_undo || !s->undo_to) /* what was recorded since may have moved the runs */
        return;
    if (!has_worked)
        undo_stop(s);
    else if (!ask_next(s, &e))
        session_say(s, "%s", e.text);
}
