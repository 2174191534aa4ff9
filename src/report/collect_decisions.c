/* collect_decisions: what was answered and why, which causes that left, and what came of the fixes. */
#include <string.h>

#include "incident/path.h"
#include "report/collect.h"

/* ---- answers --------------------------------------------------------------------------------------------------------- */
static const char *label_of(struct collector *c, const char *step, const char *answer)
{
    const struct flow_step *s = answer ? collect_find_step(c, step) : NULL;
    const struct flow_answer *a = s ? flow_find_answer(s, answer) : NULL;
    return collect_line(c, a ? a->label : answer);
}

static void add_answer(struct collector *c, const struct event *ev)
{
    const struct event_answered *e = &ev->as.answered;
    const struct answer_given *newest = ev->step ? incident_find_answer(c->inc, ev->step) : NULL;
    bool is_newest = newest && newest->seq == ev->seq;
    *vec_push(&c->r->answers) = (struct report_answer){
        .at = ev->at,
        .actor = collect_line(c, ev->actor),
        .step = collect_line(c, ev->step),
        .title = collect_place(c, ev->step).title,
        .question = collect_line(c, e->question),
        .answer = collect_line(c, e->answer),
        .label = collect_line(c, e->label ? e->label : e->answer),
        .because = collect_line(c, e->because),
        .reason = collect_text(c, e->reason),
        .proposed = label_of(c, ev->step, e->proposed),
        .is_override = e->proposed && !str_eq(e->proposed, e->answer),
        .fixed = e->fixed ? collect_place(c, e->fixed).title : NULL,
        .fix = collect_line(c, e->fix),
        .is_counted = is_newest && !newest->is_struck,
        .is_struck = is_newest && newest->is_struck,
        .is_stale = is_newest && newest->is_stale,
    };
}

void collect_answers(struct collector *c)
{
    for (size_t i = 0; i < c->inc->events.n; i++)
        if (c->inc->events.v[i].kind == EVENT_answered)
            add_answer(c, &c->inc->events.v[i]);
}

/* ---- causes ---------------------------------------------------------------------------------------------------------- */
static const struct event *newest_ruling_out(const struct incident *inc, const char *cause)
{
    for (size_t i = inc->events.n; i-- > 0;) {
        const struct event *ev = &inc->events.v[i];
        if (ev->kind == EVENT_cause_ruled_out && str_eq(ev->as.cause_ruled_out.cause, cause))
            return ev;
    }
    return NULL;
}

static void add_moves(struct collector *c, const struct diagnosis_cause *from, struct report_cause *to)
{
    for (size_t i = 0; i < from->n_moves; i++) {
        const struct diagnosis_move *m = &from->move[i];
        *vec_push(&to->moves) = (struct report_move){.kind = m->kind, .share = m->share, .factor = diagnosis_factor(m),
            .what = collect_line(c, m->what), .step = m->step ? collect_place(c, m->step).title : NULL,
            .actor = collect_line(c, m->actor), .because = collect_line(c, m->because), .at = m->at};
    }
}

/* name: of the cause, as events have it. */
static void add_pin(struct collector *c, const char *name, struct report_cause *cause)
{
    const struct ruling *pin = incident_find_pin(c->inc, name);
    if (!pin)
        return;
    cause->is_pinned = true;
    cause->pin_by = collect_line(c, pin->actor);
    cause->pin_reason = collect_text(c, pin->reason);
    cause->pin_at = pin->at;
}

/* path: any step of the flow whose cause it is. */
static void add_cause(struct collector *c, const struct diagnosis_cause *d, const char *path, struct report_causes *to)
{
    struct report_cause *cause = vec_push(to);
    cause->id = d->cause < 0 ? NULL : collect_line(c, d->id);
    cause->title = d->cause < 0 ? NULL : collect_line(c, d->title ? d->title : d->id);
    cause->prior = d->prior;
    cause->share = d->share;
    cause->is_ruled_out = d->is_ruled_out;
    cause->standing = d->standing;
    add_moves(c, d, cause);
    struct arena names = {0};
    const char *name = d->id ? path_beside(path, d->id, &names) : NULL;
    const struct event *out = d->is_ruled_out ? newest_ruling_out(c->inc, name) : NULL;
    if (name)
        add_pin(c, name, cause);
    arena_release(&names);
    if (out) {
        cause->out_by = collect_line(c, out->actor);
        cause->out_reason = collect_text(c, out->as.cause_ruled_out.reason);
        cause->out_at = out->at;
    }
}

static void add_causes(struct collector *c, const struct diagnosis *d, const char *path, struct report_causes *to)
{
    to->is_too_early = d->too_early;
    for (size_t i = 0; i < d->n; i++)
        add_cause(c, &d->cause[i], path, to);
}

/* Each flow that was called has causes of its own; path is a step in it. */
static void add_called(struct collector *c, const char *path, struct map *seen, struct arena *names)
{
    const char *call = path_of_call(path, names);
    const struct flow_step *step = call && map_find(seen, call) == MAP_ABSENT ? collect_find_step(c, call) : NULL;
    const struct flow *flow = step && step->call && c->source->find_flow ? c->source->find_flow(c->source->who, step->call) : NULL;
    struct diagnosis d;
    if (!flow)
        return;
    map_set(seen, call, 1);
    diagnosis_compute_in(flow, c->inc, path, &d);
    struct report_causes *to = vec_push(&c->r->called);
    to->step = collect_line(c, call);
    to->title = collect_line(c, flow->title);
    add_causes(c, &d, path, to);
    diagnosis_release(&d);
}

void collect_causes(struct collector *c)
{
    struct map seen = {0};
    struct arena names = {0};
    if (!c->source->diagnosis)
        return;
    add_causes(c, c->source->diagnosis, NULL, &c->r->causes);
    for (size_t i = 0; i < c->inc->steps.n; i++)
        if (c->inc->steps.v[i].n_entered)
            add_called(c, c->inc->steps.v[i].step, &seen, &names);
    map_release(&seen);
    arena_release(&names);
}

/* ---- fixes ----------------------------------------------------------------------------------------------------------- */
void collect_fixes(struct collector *c)
{
    for (size_t i = 0; i < c->inc->fixes.n; i++) {
        const struct fix_try *f = &c->inc->fixes.v[i];
        const struct event *ev = collect_find_event(c, f->seq);
        if (f->verdict == FIX_NO_VERDICT)
            continue;
        *vec_push(&c->r->fixes) = (struct report_fix){collect_line(c, f->step), collect_place(c, f->step).title, f->verdict,
            ev ? ev->at : 0, ev ? collect_line(c, ev->actor) : NULL};
    }
}
