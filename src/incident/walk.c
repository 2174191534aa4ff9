/* walk: next, passing over, calls and their return. */
#include "incident/walk.h"

#include <string.h>

#include "base/i18n.h"
#include "flow/condition.h"
#include "incident/path.h"

struct walker {
    const struct walk_map *map;
    struct walk *w;
    VEC(const char *) skipped;
};

/* ---- steps by path ------------------------------------------------------------------------------------------------------ */
static const struct flow *called_by(const struct walk_map *map, const struct flow_step *s)
{
    return s && s->call && map->find_flow ? map->find_flow(map->who, s->call) : NULL;
}

const struct flow_step *walk_find(const struct walk_map *map, const char *path, const struct flow **flow)
{
    const struct flow *f = map->flow;
    char id[128];
    for (int depth = 0; f && depth <= WALK_DEEPEST; depth++) {
        size_t n = strcspn(path, "/");
        if (n >= sizeof id)
            return NULL;
        memcpy(id, path, n);
        id[n] = '\0';
        const struct flow_step *s = flow_find_step(f, id);
        if (!path[n]) {
            if (flow)
                *flow = f;
            return s;
        }
        f = called_by(map, s);
        path += n + 1;
    }
    return NULL;
}

/* ---- the last fix ------------------------------------------------------------------------------------------------------- */
static bool took_place_since(const struct incident *inc, const char *path, const struct flow_step *s, int64_t seq)
{
    for (size_t i = 0; i < s->n_actions; i++) {
        const struct run *run = incident_last_run(inc, path, s->action[i].id);
        if (run && run->seq > seq && run->outcome != RUN_NOT_STARTED && !str_eq(run->verdict, "no_effect"))
            return true;
    }
    return s->n_actions == 0;
}

static bool was_left_backwards(const struct incident *inc, size_t visit)
{
    const char *how = visit + 1 < inc->visits.n ? inc->visits.v[visit + 1].how : NULL;
    return str_eq(how, "back") || str_eq(how, "jump");
}

const char *walk_last_fix(const struct walk_map *map, const char *path)
{
    const struct incident *inc = map->inc;
    for (size_t i = inc->visits.n; i-- > 0;) {
        const struct visit *v = &inc->visits.v[i];
        const struct flow_step *s = path_within(v->step, path) ? walk_find(map, v->step, NULL) : NULL;
        if (!s || !s->is_fix || (s->n_actions == 0 && was_left_backwards(inc, i)))
            continue;
        if (took_place_since(inc, v->step, s, v->seq))
            return v->step;
    }
    return NULL;
}

/* ---- going on ----------------------------------------------------------------------------------------------------------- */
static bool leads_nowhere(struct walker *k)
{
    k->w->step = NULL;
    k->w->path = NULL;
    return true;
}

struct foresight { /* what will be known once the answers taken on this way are recorded */
    struct scope scope;
    const struct walk *w;
};

static struct value foresee(void *of, const char *name)
{
    struct foresight *f = of;
    for (size_t i = f->w->n_taken; i-- > 0;) {
        const struct walk_answer *t = &f->w->taken[i];
        const char *id = path_within(t->path, f->scope.path);
        if (str_eq(id, name) && id)
            return str_eq(t->answer, "unsure") ? value_unknown() : value_text(t->answer);
    }
    return scope_value(&f->scope, name);
}

/* Into the step, or past it: passed-over ones are listed. A ring of such steps ends where it began. */
static bool arrive(struct walker *k, const struct flow *flow, const char *beside, int at, const char *how)
{
    for (size_t n = 0; at >= 0 && n < flow->n_steps; n++) {
        const struct flow_step *s = &flow->step[at];
        const char *path = path_beside(beside, s->id, &k->w->arena);
        struct foresight f = {{flow, k->map->inc, path, k->map->now}, k->w};
        struct value shown = condition_value(s->when, foresee, &f);
        if (shown.kind != VALUE_FLAG || shown.flag) {
            k->w->flow = flow;
            k->w->step = s;
            k->w->path = path;
            k->w->how = how;
            return true;
        }
        *vec_push(&k->skipped) = path;
        at = s->next >= 0 ? s->next : at + 1 < (int)flow->n_steps ? at + 1 : -1;
    }
    return leads_nowhere(k);
}

static struct walk_answer *take(struct walker *k, const char *path, const char *answer, const char *label)
{
    struct walk_answer *t = &k->w->taken[k->w->n_taken++];
    *t = (struct walk_answer){.path = path, .answer = answer, .label = label};
    return t;
}

static void judge(struct walker *k, struct walk_answer *t, const struct flow_step *s, enum fix_verdict verdict)
{
    const char *last = verdict == FIX_NO_VERDICT ? NULL : s->call && s->is_fix ? t->path : walk_last_fix(k->map, t->path);
    if (!last)
        return; /* nothing was tried, so there is nothing to judge */
    t->fix = verdict;
    t->fixed = arena_strdup(&k->w->arena, last);
}

static bool step_out(struct walker *k, const char *path, enum outcome outcome, int depth);

/* An answer was taken at the step: on to its next, or out of the flow with its outcome. */
static bool go_on(struct walker *k, const struct flow *flow, const char *path, enum outcome outcome, int next, const char *how,
                  struct walk_answer *t)
{
    if (outcome != OUTCOME_NONE)
        return step_out(k, path, outcome, (int)k->w->n_taken);
    arrive(k, flow, path, next, how);
    if (t)
        t->next = k->w->path;
    return true;
}

/* What a called flow's outcome is for the step that called it: the answer of that id, or just the way on. */
static bool come_back(struct walker *k, const struct flow *flow, const struct flow_step *s, const char *path, enum outcome outcome)
{
    const char *id = outcome_name(outcome);
    const struct flow_answer *a = flow_find_answer(s, id);
    struct walk_answer *t = take(k, path, id, a ? a->label : id);
    enum fix_verdict verdict = a ? a->fix : FIX_NO_VERDICT;
    if (verdict == FIX_NO_VERDICT && outcome == OUTCOME_RESOLVED && s->is_fix)
        verdict = FIX_HELPED;
    judge(k, t, s, verdict);
    t->outcome = a ? a->outcome : s->outcome;
    return go_on(k, flow, path, t->outcome, a ? a->next : s->next, "return", t);
}

static bool step_out(struct walker *k, const char *path, enum outcome outcome, int depth)
{
    const struct flow *flow;
    const char *call = path_of_call(path, &k->w->arena);
    const struct flow_step *s = call ? walk_find(k->map, call, &flow) : NULL;
    if (s && depth <= WALK_DEEPEST)
        return come_back(k, flow, s, call, outcome);
    k->w->outcome = outcome;
    return leads_nowhere(k);
}

/* ---- the answer given --------------------------------------------------------------------------------------------------- */
static bool give_fix(struct walker *k, const struct flow *flow, const struct flow_step *s, const char *path, const char *answer,
                     struct err *e)
{
    int fix = flow_step_index(flow, answer);
    if (str_eq(answer, "escalate")) {
        take(k, path, answer, N_("Escalate"))->outcome = OUTCOME_ESCALATED;
        return go_on(k, flow, path, OUTCOME_ESCALATED, -1, "next", NULL);
    }
    if (fix < 0 || !flow->step[fix].is_fix)
        return err_set(e, ERR_INPUT, _("step '%s' has no fix '%s'; choose one of the steps with cures, or escalate"), s->id, answer);
    struct walk_answer *t = take(k, path, flow->step[fix].id, flow->step[fix].title);
    return go_on(k, flow, path, OUTCOME_NONE, fix, "next", t);
}

static bool give(struct walker *k, const struct flow *flow, const struct flow_step *s, const char *path, const char *answer,
                 struct err *e)
{
    const struct flow_answer *a = flow_find_answer(s, answer);
    enum outcome called;
    if (!a && str_eq(answer, "unsure")) {
        struct walk_answer *t = take(k, path, "unsure", N_("Not sure"));
        return go_on(k, flow, path, s->outcome, s->next, "next", t);
    }
    if (!a && s->call && outcome_parse(answer, &called))
        return come_back(k, flow, s, path, called);
    if (!a && s->answers_fixes)
        return give_fix(k, flow, s, path, answer, e);
    if (!a)
        return err_set(e, ERR_INPUT, _("step '%s' has no answer '%s'; its answers are listed in the flow"), s->id, answer);
    if (s->call && outcome_parse(a->id, &called))
        return come_back(k, flow, s, path, called);
    struct walk_answer *t = take(k, path, a->id, a->label);
    t->outcome = a->outcome;
    judge(k, t, s, a->fix);
    return go_on(k, flow, path, a->outcome, a->next, "next", t);
}

/* On without an answer. */
static bool pass(struct walker *k, const struct flow *flow, const struct flow_step *s, const char *path)
{
    const struct flow *called = called_by(k->map, s);
    if (called && called->n_steps) {
        const char *inside = arena_printf(&k->w->arena, "%s/", path);
        return arrive(k, called, inside, 0, "call");
    }
    if (s->call)
        k->w->missing = s->call;
    return go_on(k, flow, path, s->outcome, s->next, "next", NULL);
}

static bool finish(struct walker *k, bool ok)
{
    k->w->skipped.n = k->skipped.n;
    k->w->skipped.v = arena_array(&k->w->arena, k->skipped.n, sizeof *k->w->skipped.v);
    for (size_t i = 0; i < k->skipped.n; i++)
        k->w->skipped.v[i] = k->skipped.v[i];
    vec_release(&k->skipped);
    if (!ok)
        walk_release(k->w);
    return ok;
}

bool walk_from(const struct walk_map *map, const char *path, const char *answer, struct walk *w, struct err *e)
{
    struct walker k = {.map = map, .w = w};
    const struct flow *flow;
    memset(w, 0, sizeof *w);
    const struct flow_step *s = walk_find(map, path, &flow);
    if (!s)
        return err_set(e, ERR_ABSENT, _("step '%s' is in no flow that is at hand; go to another step"), path);
    path = arena_strdup(&w->arena, path);
    return finish(&k, answer ? give(&k, flow, s, path, answer, e) : pass(&k, flow, s, path));
}

bool walk_start(const struct walk_map *map, struct walk *w, struct err *e)
{
    struct walker k = {.map = map, .w = w};
    memset(w, 0, sizeof *w);
    if (!map->flow->n_steps)
        return err_set(e, ERR_INPUT, _("flow '%s' has no steps; add one, or take another flow"), map->flow->id);
    return finish(&k, arrive(&k, map->flow, NULL, 0, "start"));
}

bool walk_below(const struct walk_map *map, const char *path, struct walk *w, struct err *e)
{
    struct walker k = {.map = map, .w = w};
    const struct flow *flow;
    memset(w, 0, sizeof *w);
    const struct flow_step *s = walk_find(map, path, &flow);
    if (!s)
        return err_set(e, ERR_ABSENT, _("step '%s' is in no flow that is at hand; go to another step"), path);
    int below = (int)(s - flow->step) + 1;
    return finish(&k, arrive(&k, flow, path, below < (int)flow->n_steps ? below : -1, "next"));
}

void walk_release(struct walk *w)
{
    arena_release(&w->arena);
    memset(w, 0, sizeof *w);
}
