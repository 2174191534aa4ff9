/* move: answers and the cursor: what a walk over the flow says is recorded, in that order. */
#include "app/parts.h"

#include "base/i18n.h"
#include "incident/path.h"
#include "incident/proposal.h"
#include "incident/walk.h"

/* ---- recording where a walk leads --------------------------------------------------------------------------------------- */

/* `from` makes two terminals that walk at once walk only once. */
static bool record_entered(struct session *s, const struct walk *w, const char *from, struct err *e)
{
    struct event ev = {.kind = EVENT_entered, .step = w->path};
    ev.as.entered = (struct event_entered){
        .title = w->step->title, .phase = phase_name(w->step->phase), .how = w->how, .skipped = w->skipped, .from = from};
    return record_event(s, &ev, e);
}

/* What the calling step hands to the called flow, as inputs of that flow. */
static bool give_with(struct session *s, const struct walk *w, const char *caller_path, struct err *e)
{
    struct place caller;
    struct arena arena = {0};
    bool ok = true;
    if (!str_eq(w->how, "call") || !place_at(s, caller_path, &caller))
        return true;
    for (size_t i = 0; ok && i < caller.step->n_with; i++) {
        const struct flow_field *f = &caller.step->with[i];
        const char *value = f->value.n ? scope_expand(&caller.scope, f->value.v[0], &arena) : NULL;
        if (value)
            ok = give_value(s, w->path, f->name, value, "with", e);
    }
    arena_release(&arena);
    return ok;
}

static bool record_way(struct session *s, const struct walk *w, const char *from, struct err *e)
{
    if (w->missing)
        session_say(s, _("The flow '%s' that this step calls is not there: answer for it by hand."), w->missing);
    if (!w->step)
        return true;
    return give_with(s, w, from, e) && record_entered(s, w, from, e);
}

/* ---- what follows from an answer ---------------------------------------------------------------------------------------- */

static bool record_status(struct session *s, const char *status, const char *outcome, struct err *e)
{
    struct event ev = {.kind = EVENT_status_set};
    ev.as.status_set = (struct event_status_set){.status = status, .outcome = outcome};
    return record_event(s, &ev, e);
}

/* The flow has ended. Resolving may be refused, by something put off: that is said, and nothing is lost. */
static bool record_outcome(struct session *s, enum outcome outcome, struct err *e)
{
    struct err why = {0};
    struct event ev = {.kind = EVENT_escalated};
    const struct flow *flow = s->flow->flow;
    if (outcome == OUTCOME_ESCALATED) {
        ev.as.escalated = (struct event_escalated){.to = flow->escalate.to};
        return record_event(s, &ev, e);
    }
    if (outcome == OUTCOME_RESOLVED && !record_status(s, "resolved", outcome_name(outcome), &why))
        session_say(s, "%s", why.text);
    return true;
}

struct answered_as { /* what goes with the answer that was given, not with those that follow */
    const char *proposed, *because, *reason;
};

/* Did every repeated probe of that step pass, as far as there are any? An answer that says so is no measurement. */
static bool has_been_verified(const struct session *s, const char *path)
{
    struct place p;
    bool passed = true, is_known = place_at(s, path, &p);
    for (size_t i = 0; is_known && i < p.step->n_probes; i++) {
        const struct run *run = incident_last_run(s->inc, p.path, p.step->probe[i].id);
        bool is_now = run && run->is_soak && run->seq > incident_find_step(s->inc, p.path)->walked_in;
        passed &= !soak_is(&p.step->probe[i]) || (is_now && run->soak.verdict == SOAK_PASSED) || (run && run->is_reported);
    }
    return passed;
}

static bool record_answer(struct session *s, const struct walk_answer *a, const struct answered_as *as, struct err *e)
{
    struct place p;
    struct event ev = {.kind = EVENT_answered, .step = a->path};
    bool is_known = place_at(s, a->path, &p);
    ev.as.answered = (struct event_answered){
        .answer = a->answer,
        .label = a->label,
        .question = is_known ? p.step->ask ? p.step->ask : p.step->title : NULL,
        .proposed = as->proposed,
        .because = as->because,
        .reason = as->reason,
        .next = a->next,
        .outcome = a->outcome == OUTCOME_NONE ? NULL : outcome_name(a->outcome),
        .fix = a->fix == FIX_HELPED ? "helped" : a->fix == FIX_FAILED ? "failed" : NULL,
        .fixed = a->fixed,
    };
    if (!record_event(s, &ev, e))
        return false;
    if (a->fix != FIX_HELPED || s->inc->status != STATUS_OPEN)
        return true;
    if (has_been_verified(s, a->path))
        return record_status(s, "mitigated", NULL, e);
    session_say(s, _("Not set to mitigated: it was not verified over time. \"mitigated\" sets it by hand."));
    return true;
}

/* What was left open of the checklist stands in the record. */
static bool record_open_items(struct session *s, const char *path, struct err *e)
{
    struct place p;
    bool ok = true;
    if (!path || !place_at(s, path, &p))
        return true;
    for (size_t i = 0; ok && i < p.step->items.n; i++) {
        struct event ev = {.kind = EVENT_ticked, .step = path, .as.ticked = {p.step->items.v[i], false}};
        if (!incident_is_ticked(s->inc, path, p.step->items.v[i]))
            ok = record_event(s, &ev, e);
    }
    return ok;
}

static bool follow(struct session *s, const struct walk *w, const char *from, const struct answered_as *as, struct err *e)
{
    static const struct answered_as plain;
    if (!record_open_items(s, from, e))
        return false;
    for (size_t i = 0; i < w->n_taken; i++)
        if (!record_answer(s, &w->taken[i], i == 0 ? as : &plain, e))
            return false;
    if (w->outcome != OUTCOME_NONE)
        return record_outcome(s, w->outcome, e);
    return record_way(s, w, from, e);
}

struct turn {
    const struct walk *walk;
    const char *from;
    const struct answered_as *as;
};

static bool take_turn(struct session *s, void *what, struct err *e)
{
    const struct turn *t = what;
    return follow(s, t->walk, t->from, t->as, e);
}

/* The answer and the step that it leads to are recorded together: a step that could not be entered was not answered. */
static bool walk_and_follow(struct session *s, const char *answer, const struct answered_as *as, struct err *e)
{
    struct walk w = {0};
    struct walk_map map = place_map(s);
    struct turn turn = {&w, s->inc->step, as};
    bool ok = walk_from(&map, turn.from, answer, &w, e) && record_turn(s, take_turn, &turn, e);
    bool has_moved = ok && w.step && w.outcome == OUTCOME_NONE;
    walk_release(&w);
    return has_moved ? auto_start(s, e) : ok;
}

/* ---- wishes ------------------------------------------------------------------------------------------------------------- */

static bool refuse_no_step(struct err *e)
{
    return err_set(e, ERR_USAGE, _("The flow has ended; go back with b, or to a step with g."));
}

/* "healthy failed 12 of 30": what a verification that failed has shown. False: none of the step's probes did. */
static bool say_failure(const struct session *s, const struct place *p, struct str *out)
{
    for (size_t i = 0; i < p->step->n_probes; i++) {
        const struct run *run = incident_last_run(s->inc, p->path, p->step->probe[i].id);
        if (!run || !run->is_soak || run->soak.verdict != SOAK_FAILED)
            continue;
        str_addf(out, _("%s failed %lld of %lld"), run->id, (long long)run->soak.failures, (long long)run->soak.samples);
        return true;
    }
    return false;
}

/* A fix that did not help leads back: where, and with what is now known. */
static void say_back(struct session *s, const struct place *from, const char *answer)
{
    struct place now;
    struct str what = {0};
    const struct flow_answer *a = flow_find_answer(from->step, answer);
    if (a && a->fix == FIX_FAILED && place_now(s, &now) && say_failure(s, from, &what))
        session_say(s, _("Back to %s With: %s"), now.step->title, str_get(&what));
    str_release(&what);
}

bool move_answer(struct session *s, const struct wish *w, struct err *e)
{
    struct place p;
    struct str because = {0};
    if (!place_now(s, &p))
        return refuse_no_step(e);
    bool is_under_way = runs_find_soak(&s->runs, p.path);
    struct proposal proposal = is_under_way ? (struct proposal){0} : proposal_to_record(&p.scope, p.step, &because);
    bool is_proposed = proposal.answer != NULL, differs = is_proposed && !str_eq(proposal.answer->id, w->id);
    struct answered_as as = {
        .proposed = is_proposed ? proposal.answer->id : NULL,
        .because = is_proposed && because.n ? str_get(&because) : NULL,
        .reason = !differs ? NULL : str_blank(w->reason) ? "no reason given" : w->reason,
    };
    bool ok = walk_and_follow(s, w->id, &as, e);
    if (ok)
        say_back(s, &p, w->id);
    str_release(&because);
    return ok;
}

bool move_fix(struct session *s, const struct wish *w, struct err *e)
{
    struct place p;
    struct answered_as as = {.reason = str_blank(w->reason) ? NULL : w->reason};
    if (!place_now(s, &p))
        return refuse_no_step(e);
    const char *last = path_last(w->id ? w->id : "");
    return walk_and_follow(s, last, &as, e);
}

bool move_on(struct session *s, const struct wish *w, struct err *e)
{
    struct place p;
    (void)w;
    if (!place_now(s, &p))
        return refuse_no_step(e);
    return walk_and_follow(s, NULL, &(struct answered_as){0}, e);
}

static bool enter_step(struct session *s, const char *path, const char *how, struct err *e)
{
    struct place p;
    if (!path || !place_at(s, path, &p))
        return err_set(e, ERR_USAGE, _("There is no step '%s' in this flow."), path ? path : "");
    struct event ev = {.kind = EVENT_entered, .step = path};
    ev.as.entered = (struct event_entered){.title = p.step->title, .phase = phase_name(p.step->phase), .how = how};
    return record_event(s, &ev, e);
}

bool move_back(struct session *s, const struct wish *w, struct err *e)
{
    const char *before = incident_step_before(s->inc);
    (void)w;
    return before ? enter_step(s, before, "back", e) : err_set(e, ERR_USAGE, _("This is the first step."));
}

bool move_to(struct session *s, const struct wish *w, struct err *e)
{
    return enter_step(s, w->id, "jump", e);
}

bool move_start(struct session *s, struct err *e)
{
    struct walk w = {0};
    struct walk_map map = place_map(s);
    bool ok = walk_start(&map, &w, e) && record_way(s, &w, NULL, e) && auto_start(s, e);
    walk_release(&w);
    return ok;
}

bool move_past(struct session *s, const struct place *p, struct err *e)
{
    struct walk w = {0};
    struct walk_map map = place_map(s);
    bool ok = walk_below(&map, p->path, &w, e) && record_way(s, &w, p->path, e);
    walk_release(&w);
    return ok;
}

/* ---- steps that go by themselves ---------------------------------------------------------------------------------------- */

/* `auto: true`: its probes run, and the proposed answer is taken, unless something could change or end by it. */
static bool may_go_alone(const struct place *p)
{
    if (!p->step->is_auto || p->step->n_actions || p->step->is_fix)
        return false;
    for (size_t i = 0; i < p->step->n_answers; i++)
        if (p->step->answer[i].fix != FIX_NO_VERDICT || p->step->answer[i].outcome != OUTCOME_NONE)
            return false;
    return p->step->outcome == OUTCOME_NONE;
}

bool auto_start(struct session *s, struct err *e)
{
    struct place p;
    if (!place_now(s, &p) || !may_go_alone(&p) || !p.step->n_probes || s->trial)
        return true;
    return probe_run_all(s, &(struct wish){.kind = WISH_RUN_PROBES}, e);
}

static bool is_busy(const struct session *s, const struct place *p)
{
    for (size_t i = 0; i < p->step->n_probes; i++)
        if (runs_find_id(&s->runs, p->path, p->step->probe[i].id) || session_is_queued(s, p->path, &p->step->probe[i]))
            return true;
    return false;
}

void auto_go_on(struct session *s)
{
    struct place p;
    struct err e = {0};
    if (s->trial || !place_now(s, &p) || !may_go_alone(&p) || is_busy(s, &p))
        return;
    struct proposal proposal = proposal_of_answer(&p.scope, p.step, NULL);
    if (proposal.answer && !move_answer(s, &(struct wish){.kind = WISH_ANSWER, .id = proposal.answer->id}, &e))
        session_say(s, "%s", e.text);
}
