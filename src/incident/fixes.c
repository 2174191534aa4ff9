/* fixes: the options of a `fixes` step, what each costs and what stands in its way. */
#include "incident/fixes.h"

#include <stdlib.h>
#include <string.h>

#include "flow/condition.h"
#include "flow/likelihood.h"
#include "incident/path.h"
#include "incident/settle.h"

/* ---- what belongs to a fix ------------------------------------------------------------------------------------------- */
static bool verifies(const struct flow_step *s)
{
    for (size_t i = 0; i < s->n_answers; i++)
        if (s->answer[i].fix != FIX_NO_VERDICT)
            return true;
    return s->phase == PHASE_VERIFY;
}

const struct flow_step *fixes_verifier(const struct flow *flow, const struct flow_step *fix)
{
    if (fix->next >= 0 && verifies(&flow->step[fix->next]))
        return &flow->step[fix->next];
    for (size_t i = 0; i < fix->n_answers; i++) /* a called flow comes back by an answer */
        if (fix->answer[i].next >= 0 && verifies(&flow->step[fix->answer[i].next]))
            return &flow->step[fix->answer[i].next];
    return NULL;
}

static double share_now(const struct diagnosis *d, int cause)
{
    for (size_t i = 0; i < d->n; i++)
        if (d->cause[i].cause == cause && d->cause[i].id)
            return d->cause[i].share;
    return 0;
}

/* ---- options --------------------------------------------------------------------------------------------------------- */
struct ranking {
    struct scope *scope;
    const struct diagnosis *d;
    struct fixes *f;
};

static bool is_open(const struct ranking *r, const struct flow_step *s, const char *path)
{
    size_t n_out = 0;
    if (incident_fix_verdict(r->scope->inc, path) == FIX_FAILED)
        return false;
    for (size_t i = 0; i < s->n_cures; i++) {
        const struct diagnosis_cause *c =
            s->cure[i].cause < 0 ? NULL : diagnosis_find(r->d, r->scope->flow->cause[s->cure[i].cause].id);
        n_out += c && c->is_ruled_out;
    }
    return !s->n_cures || n_out < s->n_cures;
}

static double chance_now(const struct ranking *r, const struct flow_step *s)
{
    double chance = 0;
    for (size_t c = 0; c < r->scope->flow->n_causes; c++)
        chance += r->f->share[c] * likelihood_of_cure(s, (int)c);
    return chance;
}

static void add_option(struct ranking *r, const struct flow_step *s)
{
    const char *path = path_beside(r->scope->path, s->id, &r->f->arena);
    struct value shown = condition_value(s->when, scope_lookup, r->scope);
    struct str why = {0};
    if (!is_open(r, s, path))
        return;
    struct fix_option *o = &r->f->option[r->f->n++];
    *o = (struct fix_option){.step = s, .path = path, .chance = chance_now(r, s), .verify = fixes_verifier(r->scope->flow, s)};
    o->is_blocked = shown.kind == VALUE_FLAG && !shown.flag;
    o->takes = learned_takes(&r->d->learned, s);
    o->verify_takes = o->verify ? learned_takes(&r->d->learned, o->verify) : 0;
    if (shown.kind == VALUE_UNKNOWN)
        o->settle_takes = settle_time(r->scope, &r->d->learned, s->when, s, &o->settle);
    o->cost = o->takes + o->verify_takes + o->settle_takes;
    if (o->is_blocked || shown.kind == VALUE_UNKNOWN) {
        condition_explain(s->when, scope_lookup, r->scope, &why);
        o->why = arena_strdup(&r->f->arena, str_get(&why));
    }
    str_release(&why);
}

/* Blocked ones last, then chance per minute, then the author's order, which is that of the steps in memory. */
static int compare_options(const void *a, const void *b)
{
    const struct fix_option *x = a, *y = b;
    double mine = x->chance * (double)y->cost, other = y->chance * (double)x->cost;
    if (x->is_blocked != y->is_blocked)
        return x->is_blocked ? 1 : -1;
    if (mine > other * (1 + 1e-12) || other > mine * (1 + 1e-12))
        return mine > other ? -1 : 1;
    return x->step < y->step ? -1 : x->step > y->step;
}

static void sort_options(struct fixes *f)
{
    if (f->n)
        qsort(f->option, f->n, sizeof *f->option, compare_options);
    while (f->n_open < f->n && !f->option[f->n_open].is_blocked)
        f->n_open++;
}

static void make_plan(struct ranking *r)
{
    struct fixes *f = r->f;
    struct plan_fix *fix = f->fix = arena_array(&f->arena, f->n_open, sizeof *fix);
    for (size_t i = 0; i < f->n_open; i++) {
        const struct flow_step *s = f->option[i].step;
        struct plan_cure *cure = arena_array(&f->arena, s->n_cures, sizeof *cure);
        fix[i] = (struct plan_fix){.cost = (double)f->option[i].cost, .cure = cure};
        for (size_t k = 0; k < s->n_cures; k++)
            if (s->cure[k].cause >= 0)
                cure[fix[i].n++] = (struct plan_cure){(uint32_t)s->cure[k].cause, s->cure[k].share};
    }
    struct planner *planner = planner_new(fix, f->n_open, r->scope->flow->n_causes, (double)f->escalate_takes);
    planner_plan(planner, f->share, &f->plan);
    planner_free(planner);
}

void fixes_rank(struct scope *scope, const struct diagnosis *d, struct fixes *f)
{
    const struct flow *flow = scope->flow;
    struct ranking r = {scope, d, f};
    memset(f, 0, sizeof *f);
    f->escalate_takes = flow->escalate.takes;
    f->escalate_to = flow->escalate.to;
    f->option = arena_array(&f->arena, flow->n_steps, sizeof *f->option);
    f->share = arena_array(&f->arena, flow->n_causes + 1, sizeof *f->share);
    f->share[flow->n_causes] = 1;
    for (size_t c = 0; c < flow->n_causes; c++) {
        f->share[c] = share_now(d, (int)c);
        f->share[flow->n_causes] -= f->share[c];
    }
    for (size_t i = 0; i < flow->n_steps; i++)
        if (flow->step[i].is_fix)
            add_option(&r, &flow->step[i]);
    sort_options(f);
    make_plan(&r);
}

void fixes_release(struct fixes *f)
{
    arena_release(&f->arena);
    memset(f, 0, sizeof *f);
}
