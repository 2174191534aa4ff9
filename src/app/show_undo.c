/* show_undo: what changes left, against what is there now. */
#include <string.h>

#include "app/show.h"
#include "app/undo.h"
#include "base/i18n.h"
#include "incident/undo.h"

static bool is_unknown(const struct session *s, const struct run *r)
{
    struct place p;
    const struct flow_action *a = place_at(s, r->step, &p) ? flow_find_action(p.step, r->id) : NULL;
    return a && a->undo_unknown && str_blank(r->undo);
}

void show_undo(struct show *w)
{
    enum { MOST = 64 };
    const struct session *s = w->session;
    const struct run *list[MOST];
    size_t n = w->model.incident ? incident_undo_list(s->inc, list, MOST) : 0;
    struct model_undo *undo = arena_array(&w->arena, n + 1, sizeof *undo);
    for (size_t i = 0; i < n; i++) {
        const struct looked_state *state = undo_state_of(s, list[i]->seq);
        const struct run *first = incident_undo_waits_for(s->inc, list[i]);
        undo[i] = (struct model_undo){
            .run = list[i]->seq,
            .now = state ? state->now : NULL,
            .at = state ? state->at : 0,
            .is_reading = undo_is_reading(s, list[i]->seq),
            .waits_for = first ? first->id : NULL,
            .is_unknown = is_unknown(s, list[i]),
        };
    }
    w->model.undo = undo;
    w->model.n_undo = n;
}

/* One line of it is shown. */
static const char *line_of(struct show *w, const char *text)
{
    return arena_strndup(&w->arena, text, strcspn(text, "\n"));
}

/* Made once already, and still in effect: who comes back to a step must not make it twice without knowing. */
static const char *made_already(struct show *w, const struct question *q)
{
    const struct run *list[64];
    char at[TIME_TEXT];
    size_t n = incident_undo_list(w->session->inc, list, sizeof list / sizeof *list);
    for (size_t i = 0; i < n; i++)
        if (str_eq(list[i]->step, q->path) && str_eq(list[i]->id, q->action_id)) {
            time_format_clock(list[i]->started, w->model.now, &w->session->zone, at);
            return arena_printf(&w->arena, _("? made already at %s, and not taken back"), at);
        }
    return NULL;
}

const char *show_undo_state(struct show *w, const struct question *q)
{
    if (!q->undoes)
        return made_already(w, q);
    const struct run *run = incident_find_run(w->session->inc, q->undoes);
    switch (run ? incident_undo_state(run, q->now) : UNDO_NOT_LOOKED) {
    case UNDO_NOT_LOOKED: return NULL;
    case UNDO_AS_LEFT: return _("\xe2\x9c\x93 as it was left");
    case UNDO_BACK: return _("? it is back already: as it was before the change");
    case UNDO_CHANGED: return arena_printf(&w->arena, _("? changed since it was left: it was %s"), line_of(w, run->left));
    case UNDO_UNSURE: return _("? what was left was not read, so nobody knows whether it changed since");
    }
    return NULL;
}
