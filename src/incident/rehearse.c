/* rehearse: an example as a small incident, event by event. */
#include "incident/rehearse.h"

#include <string.h>

#include "base/i18n.h"
#include "base/time.h"
#include "incident/fixes.h"
#include "incident/path.h"
#include "incident/proposal.h"

enum { VISITS_MOST = 1000 }; /* and twice the steps of the flow */

struct stage {
    struct walk_map map;
    const struct flow_example *example;
    struct rehearsal *r;
    struct map facts_of;  /* step path to the first of its facts, as a chain */
    size_t *next_fact;    /* index + 1 of the next one of the same step, 0 at the end */
    struct map answer_of; /* step path to the answers that the example gives */
    VEC(const char *) path;
    bool is_stuck;
};

static void stuck(struct stage *t, const char *why)
{
    t->r->trouble = why;
    t->is_stuck = true;
}

/* What was not admitted is a mistake in the flow that no check has found: it is said like any other. */
static void happen(struct stage *t, struct event *ev)
{
    struct err e = {0};
    ev->actor = "example";
    ev->at = (t->r->inc.seq + 1) * TIME_SECOND;
    if (t->is_stuck)
        return;
    if (incident_admits(&t->r->inc, ev, &e))
        incident_apply(&t->r->inc, ev);
    else
        stuck(t, arena_strdup(&t->r->arena, e.text));
}

/* ---- what the example knows -------------------------------------------------------------------------------------------- */

/* The step that yields a fact: by its probe, through the steps that call. NULL for an input. */
static const char *step_of_fact(struct stage *t, const char *fact)
{
    const struct flow *flow = t->map.flow;
    struct str path = {0};
    const char *found = NULL;
    for (const char *dot; flow && !found && (dot = strchr(fact, '.')); fact = dot + 1) {
        char *part = arena_strndup(&t->r->arena, fact, (size_t)(dot - fact));
        uint32_t observer = map_find(&flow->observer_by_id, part);
        const struct flow_step *call = flow_find_step(flow, part);
        if (observer != MAP_ABSENT) {
            str_add(&path, flow->step[flow->observer[observer].step].id);
            found = arena_strdup(&t->r->arena, path.s);
        }
        str_addf(&path, "%s/", part);
        flow = call && call->call && t->map.find_flow ? t->map.find_flow(t->map.who, call->call) : NULL;
    }
    str_release(&path);
    return found;
}

static void index_facts(struct stage *t)
{
    t->next_fact = arena_array(&t->r->arena, t->example->n_facts, sizeof *t->next_fact);
    for (size_t i = t->example->n_facts; i-- > 0;) {
        const char *step = step_of_fact(t, t->example->fact[i].name);
        if (!step)
            continue;
        uint32_t first = map_find(&t->facts_of, step);
        t->next_fact[i] = first == MAP_ABSENT ? 0 : first + 1;
        map_set(&t->facts_of, step, (uint32_t)i);
    }
}

static void give_inputs(struct stage *t)
{
    for (size_t i = 0; i < t->example->n_facts; i++) {
        const struct example_fact *f = &t->example->fact[i];
        struct str value = {0};
        if (f->n && flow_find_input(t->map.flow, f->name)) {
            value_print(&f->value[0], &value);
            happen(t, &(struct event){.kind = EVENT_given, .as.given = {.input = f->name, .value = str_get(&value), .source = "example"}});
        }
        str_release(&value);
    }
}

/* The local name of a fact of a called flow: what follows the calling steps. */
static const char *local_name(const char *fact, const char *path)
{
    for (const char *slash = path; (slash = strchr(slash, '/')); slash++)
        fact = strchr(fact, '.') + 1;
    return fact;
}

static size_t visit_of(const struct stage *t, const char *path)
{
    const struct step_record *s = incident_find_step(&t->r->inc, path);
    return s && s->n_entered ? s->n_entered - 1 : 0;
}

struct found { /* what the probes of a step find on one visit */
    struct stage *stage;
    VEC(struct fact_pair) facts;
};

static void add_none(struct found *f, const char *probe, const char *fact)
{
    *vec_push(&f->facts) = (struct fact_pair){arena_printf(&f->stage->r->arena, "%s.%s", probe, fact), value_none()};
}

/* A probe that the example mentions ran: what it yields and the example leaves out was not there. */
static void add_nones(struct found *f, const struct flow_probe *p)
{
    enum value_kind kind;
    const char *fact;
    for (size_t i = 0; (fact = probe_yield_name(p->kind, i, &kind)); i++)
        add_none(f, p->id, fact);
    for (size_t i = 0; i < p->n_captures; i++)
        add_none(f, p->id, p->capture[i].id);
    for (size_t i = 0; i < p->n_fields; i++)
        if (str_starts(p->field[i].name, "count."))
            add_none(f, p->id, p->field[i].name + strlen("count."));
}

static bool is_mentioned(const struct stage *t, size_t first, const char *path, const char *probe)
{
    size_t n = strlen(probe);
    for (size_t i = first; i; i = t->next_fact[i - 1]) {
        const char *name = local_name(t->example->fact[i - 1].name, path);
        if (strncmp(name, probe, n) == 0 && name[n] == '.')
            return true;
    }
    return false;
}

static void find_facts(struct stage *t, const struct flow_step *s, const char *path)
{
    struct found f = {.stage = t};
    uint32_t at = map_find(&t->facts_of, path);
    size_t visit = visit_of(t, path), first = at == MAP_ABSENT ? 0 : at + 1;
    for (size_t i = 0; i < s->n_probes; i++)
        if (is_mentioned(t, first, path, s->probe[i].id))
            add_nones(&f, &s->probe[i]);
    for (size_t i = first; i; i = t->next_fact[i - 1]) {
        const struct example_fact *e = &t->example->fact[i - 1];
        if (e->n)
            *vec_push(&f.facts) = (struct fact_pair){local_name(e->name, path), e->value[visit < e->n ? visit : e->n - 1]};
    }
    if (f.facts.n)
        happen(t, &(struct event){.kind = EVENT_probe_reported, .step = path,
                                  .as.probe_reported = {.probe = s->id, .facts = {f.facts.v, f.facts.n}}});
    vec_release(&f.facts);
}

static const char *given_answer(const struct stage *t, const char *path)
{
    uint32_t at = map_find(&t->answer_of, path);
    size_t visit = visit_of(t, path);
    if (at == MAP_ABSENT || !t->example->answer[at].answer.n)
        return NULL;
    const struct names *list = &t->example->answer[at].answer;
    return list->v[visit < list->n ? visit : list->n - 1];
}

/* ---- one step ------------------------------------------------------------------------------------------------------------ */
static const char *best_fix(struct stage *t, struct scope *scope)
{
    struct diagnosis d;
    struct fixes f;
    diagnosis_compute_in(scope->flow, &t->r->inc, scope->path, &d);
    fixes_rank(scope, &d, &f);
    const char *best = f.n_open ? f.option[0].step->id : "escalate";
    fixes_release(&f);
    diagnosis_release(&d);
    return best;
}

static const char *proposed(struct stage *t, struct scope *scope, const struct flow_step *s)
{
    struct str why = {0};
    struct proposal p = proposal_of_answer(scope, s, &why);
    if (!p.answer && p.waits)
        stuck(t, arena_printf(&t->r->arena, _("step '%s' proposes nothing: answer '%s' waits for %s; add that fact, or an answer"),
                              scope->path, p.waits->id, str_get(&why)));
    else if (!p.answer)
        stuck(t, arena_printf(&t->r->arena, _("no answer of step '%s' holds for these facts; add an answer to the example"),
                              scope->path));
    str_release(&why);
    return p.answer ? p.answer->id : NULL;
}

/* The example's answer, else the proposal; NULL goes on without one. */
static const char *choose_answer(struct stage *t, struct scope *scope, const struct flow_step *s)
{
    const char *given = given_answer(t, scope->path);
    if (given)
        return given;
    if (s->call && t->map.find_flow && t->map.find_flow(t->map.who, s->call))
        return NULL;
    if (s->answers_fixes)
        return best_fix(t, scope);
    return s->n_answers ? proposed(t, scope, s) : NULL;
}

static void record_answers(struct stage *t, const struct walk *w)
{
    for (size_t i = 0; i < w->n_taken; i++) {
        const struct walk_answer *a = &w->taken[i];
        const char *fix = a->fix == FIX_HELPED ? "helped" : a->fix == FIX_FAILED ? "failed" : NULL;
        happen(t, &(struct event){.kind = EVENT_answered, .step = a->path,
                                  .as.answered = {.answer = a->answer, .label = a->label, .next = a->next, .fix = fix,
                                                  .fixed = a->fixed,
                                                  .outcome = a->outcome == OUTCOME_NONE ? NULL : outcome_name(a->outcome)}});
    }
}

static void enter(struct stage *t, const struct walk *w)
{
    happen(t, &(struct event){.kind = EVENT_entered, .step = w->path,
                              .as.entered = {.title = w->step->title, .phase = phase_name(w->step->phase), .how = w->how,
                                             .skipped = w->skipped}});
    if (!t->is_stuck)
        *vec_push(&t->path) = arena_strdup(&t->r->arena, w->path);
}

static void play_step(struct stage *t, const struct flow *flow, const struct flow_step *s, const char *path, struct walk *w)
{
    struct scope scope = {flow, &t->r->inc, path, TIME_NONE};
    struct err e = {0};
    find_facts(t, s, path);
    for (size_t i = 0; i < s->n_actions; i++)
        happen(t, &(struct event){.kind = EVENT_action_reported, .step = path,
                                  .as.action_reported = {.action = s->action[i].id, .outcome = "worked"}});
    const char *answer = t->is_stuck ? NULL : choose_answer(t, &scope, s);
    if (!t->is_stuck && !walk_from(&t->map, path, answer, w, &e))
        stuck(t, arena_strdup(&t->r->arena, e.text));
    if (!t->is_stuck)
        record_answers(t, w);
}

static void play(struct stage *t)
{
    struct walk w;
    struct err e = {0};
    size_t most = VISITS_MOST + 2 * t->map.flow->n_steps;
    if (!walk_start(&t->map, &w, &e)) {
        stuck(t, arena_strdup(&t->r->arena, e.text));
        return;
    }
    for (size_t n = 0; w.step && !t->is_stuck; n++) {
        struct walk next = {0};
        enter(t, &w);
        if (n >= most)
            stuck(t, arena_printf(&t->r->arena, _("it goes round in circles: after %zu steps it is at '%s' again"), n, w.path));
        if (!t->is_stuck)
            play_step(t, w.flow, w.step, w.path, &next);
        walk_release(&w);
        w = next;
    }
    t->r->outcome = w.outcome;
    walk_release(&w);
}

/* ---- as expected? ---------------------------------------------------------------------------------------------------------- */
static const char *outcome_word(enum outcome o)
{
    return o == OUTCOME_NONE ? _("no outcome") : outcome_name(o);
}

static void compare_paths(struct stage *t)
{
    const struct names *want = &t->example->expect.path, *got = &t->r->path;
    size_t i = 0;
    while (i < want->n && i < got->n && str_eq(want->v[i], got->v[i]))
        i++;
    if (!want->n || (i == want->n && i == got->n))
        return;
    t->r->trouble = arena_printf(&t->r->arena, _("step %zu of its path is '%s', and the example expects '%s'"), i + 1,
                                 i < got->n ? got->v[i] : _("the end"), i < want->n ? want->v[i] : _("the end"));
}

static void compare(struct stage *t)
{
    struct rehearsal *r = t->r;
    if (!r->trouble)
        compare_paths(t);
    if (!r->trouble && t->example->expect.outcome != OUTCOME_NONE && t->example->expect.outcome != r->outcome)
        r->trouble = arena_printf(&r->arena, _("it ends with %s at step '%s', and the example expects %s"), outcome_word(r->outcome),
                                  r->path.n ? r->path.v[r->path.n - 1] : "-", outcome_word(t->example->expect.outcome));
    if (!r->trouble && t->example->expect.top && !str_eq(t->example->expect.top, r->top))
        r->trouble = arena_printf(&r->arena, _("the likeliest cause is '%s', and the example expects '%s'"), r->top ? r->top : "-",
                                  t->example->expect.top);
}

static void sum_up(struct stage *t)
{
    struct diagnosis d;
    diagnosis_compute(t->map.flow, &t->r->inc, &d);
    if (d.n && d.cause[0].id)
        t->r->top = arena_strdup(&t->r->arena, d.cause[0].id);
    diagnosis_release(&d);
    t->r->path.v = arena_array(&t->r->arena, t->path.n, sizeof *t->r->path.v);
    for (; t->r->path.n < t->path.n; t->r->path.n++)
        t->r->path.v[t->r->path.n] = t->path.v[t->r->path.n];
}

bool rehearse_example(const struct flow *flow, const struct flow_example *example,
                      const struct flow *(*find_flow)(void *who, const char *id), void *who, struct rehearsal *r)
{
    struct stage t = {.map = {.flow = flow, .now = TIME_NONE, .find_flow = find_flow, .who = who}, .example = example, .r = r};
    memset(r, 0, sizeof *r);
    incident_init(&r->inc);
    t.map.inc = &r->inc;
    index_facts(&t);
    for (size_t i = 0; i < example->n_answers; i++)
        map_set(&t.answer_of, example->answer[i].step, (uint32_t)i);
    happen(&t, &(struct event){.kind = EVENT_opened, .as.opened = {.flow = flow->id, .title = flow->title}});
    give_inputs(&t);
    play(&t);
    sum_up(&t);
    compare(&t);
    map_release(&t.facts_of);
    map_release(&t.answer_of);
    vec_release(&t.path);
    return !r->trouble;
}

void rehearsal_release(struct rehearsal *r)
{
    incident_release(&r->inc);
    arena_release(&r->arena);
    memset(r, 0, sizeof *r);
}
