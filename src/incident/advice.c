/* advice: every open question is tried in thought, and the cheapest way on is taken. */
#include "incident/advice.h"

#include <string.h>

#include "base/mem.h"
#include "flow/condition.h"
#include "flow/likelihood.h"
#include "incident/path.h"
#include "incident/settle.h"

#define LIKELY_ENOUGH_TO_DESTROY 0.5
#define NOT_WORTH_A_WORD (15 * 1e6) /* us: less than that is no gain */

/* ---- what a question is worth -------------------------------------------------------------------------------------------- */

static bool takes_part(const struct flow_answer *a)
{
    return !str_eq(a->id, "unsure");
}

/* P(answer | cause) for all answers and causes: a row for each answer, in it the causes and, last, something else. */
static void fill_likelihoods(const struct learned *l, const struct flow_step *q, double *table)
{
    size_t n = l->flow->n_causes, width = n + 1;
    double weights = 0;
    memset(table, 0, q->n_answers * width * sizeof *table);
    for (size_t c = 0; c < n; c++) {
        struct likelihood_column column = likelihood_column_of(q, (int)c);
        double weight = learned_weight(l, c);
        weights += weight;
        for (size_t a = 0; a < q->n_answers; a++)
            if (takes_part(&q->answer[a])) {
                table[a * width + c] = learned_in_column(l, q, a, (int)c, &column);
                table[a * width + n] += weight * table[a * width + c];
            }
    }
    for (size_t a = 0; a < q->n_answers; a++)
        table[a * width + n] = weights > 0 ? table[a * width + n] / weights : 0;
}

double advice_expected_after(const struct learned *l, const struct flow_step *q, struct planner *planner, const double *share, double cost)
{
    size_t width = l->flow->n_causes + 1;
    double *table = mem_array(q->n_answers * width + width, sizeof *table), *then = table + q->n_answers * width, expected = cost;
    struct plan plan;
    fill_likelihoods(l, q, table);
    for (size_t a = 0; a < q->n_answers; a++) {
        double sum = 0;
        for (size_t c = 0; c < width; c++)
            sum += then[c] = share[c] * table[a * width + c];
        if (sum <= 0)
            continue;
        for (size_t c = 0; c < width; c++)
            then[c] /= sum;
        planner_plan(planner, then, &plan);
        expected += sum * plan.expected;
    }
    mem_free(table);
    return expected;
}

/* ---- which questions are open ---------------------------------------------------------------------------------------------- */

static bool says_something(const struct flow_step *s)
{
    for (size_t i = 0; i < s->n_answers; i++)
        if (s->answer[i].fix != FIX_NO_VERDICT)
            return false;
    for (size_t i = 0; i < s->n_answers; i++)
        if (s->answer[i].n_shares)
            return true;
    return false;
}

struct search {
    struct scope *scope;
    const struct learned *learned;
    const struct fixes *f;
    struct planner *planner;
    struct arena *arena;
    struct advice_question *question; /* all that were weighed */
    size_t n_questions;
    struct advice best;      /* of the questions; NONE: there is none */
    double best_expected;
};

/* Not answered, not to be passed over, and only looks: what is advised may be run without a second thought. */
static bool is_open_question(const struct search *s, const struct flow_step *q, const char *path)
{
    const struct answer_given *a = incident_find_answer(s->scope->inc, path);
    if (q->is_fix || q->n_actions || q->call || q->answers_fixes || q->phase >= PHASE_ROLLBACK || !says_something(q))
        return false;
    if (a && !a->is_struck)
        return false;
    struct value shown = condition_value(q->when, scope_lookup, s->scope);
    return shown.kind != VALUE_FLAG || shown.flag;
}

static bool leads_to(const struct flow_step *here, int step)
{
    bool leads = here->next == step;
    for (size_t i = 0; i < here->n_answers; i++)
        leads |= here->answer[i].next == step;
    return leads;
}

/* The step at hand, where it leads, and what was passed over: the author's order is kept, because a question often needs
 * what those before it found. */
static bool is_reachable(const struct search *s, int step, const char *path)
{
    const char *here = s->scope->path ? path_last(s->scope->path) : NULL;
    int at = here ? flow_step_index(s->scope->flow, here) : -1;
    return at < 0 || at == step || leads_to(&s->scope->flow->step[at], step) || name_set_has(&s->scope->inc->skipped, path);
}

static void try_question(struct search *s, const struct flow_step *q)
{
    const char *path = path_beside(s->scope->path, q->id, s->arena);
    if (!is_reachable(s, (int)(q - s->scope->flow->step), path) || !is_open_question(s, q, path))
        return;
    double cost = (double)(learned_takes(s->learned, q) + settle_time(s->scope, s->learned, q->when, q, NULL));
    double expected = advice_expected_after(s->learned, q, s->planner, s->f->share, cost);
    s->question[s->n_questions++] = (struct advice_question){q, path, (int64_t)cost, (int64_t)expected};
    if (s->best.kind && expected > s->best_expected - 1) /* a tie keeps the author's order */
        return;
    s->best = (struct advice){.kind = ADVICE_QUESTION, .step = q, .path = path};
    s->best_expected = expected;
}

/* ---- fixes ----------------------------------------------------------------------------------------------------------------- */

static bool destroys(const struct flow_step *fix)
{
    for (size_t i = 0; i < fix->n_actions; i++)
        if (fix->action[i].risk == RISK_DESTROY)
            return true;
    return false;
}

/* What destroys is planned with, and not advised before it likely helps: then the next best question is, or nothing. */
static bool may_be_advised(const struct fix_option *o)
{
    return !destroys(o->step) || o->chance >= LIKELY_ENOUGH_TO_DESTROY;
}

static void advise_fix(struct search *s, struct advice *advice)
{
    const struct plan *plan = &s->f->plan;
    if (!plan->n) {
        advice->kind = ADVICE_ESCALATE;
        return;
    }
    const struct fix_option *o = &s->f->option[plan->order[0]];
    if (!may_be_advised(o)) {
        *advice = s->best;
        advice->fix = o->step;
        advice->silence = advice->kind ? ADVICE_SPEAKS : ADVICE_WOULD_DESTROY;
        return;
    }
    advice->kind = o->settle ? ADVICE_SETTLE : ADVICE_FIX;
    advice->fix = o->step;
    advice->step = o->settle ? o->settle : o->step;
    advice->path = path_beside(s->scope->path, advice->step->id, s->arena);
}

static bool advise_verify(struct search *s, const char *last_fix, struct advice *advice)
{
    const char *id = last_fix ? path_within(last_fix, s->scope->path) : NULL;
    const struct flow_step *fix = id ? flow_find_step(s->scope->flow, id) : NULL;
    if (!fix || incident_fix_verdict(s->scope->inc, last_fix) != FIX_NO_VERDICT)
        return false;
    const struct flow_step *verify = fixes_verifier(s->scope->flow, fix);
    if (!verify)
        return false;
    *advice = (struct advice){.kind = ADVICE_VERIFY, .step = verify, .fix = fix};
    advice->path = path_beside(s->scope->path, verify->id, s->arena);
    return true;
}

/* ---- the choice ------------------------------------------------------------------------------------------------------------ */

static bool is_in_symptom_phase(const struct scope *scope)
{
    const struct flow_step *here = scope->path ? flow_find_step(scope->flow, path_last(scope->path)) : NULL;
    return here && here->phase == PHASE_SYMPTOM;
}

static int64_t at_least_0(double us)
{
    return us > NOT_WORTH_A_WORD ? (int64_t)us : 0;
}

static void choose(struct search *s, struct advice *advice)
{
    const struct plan *plan = &s->f->plan;
    bool has_question = s->best.kind != ADVICE_NONE;
    if (has_question && s->best_expected < plan->expected - NOT_WORTH_A_WORD) {
        *advice = s->best;
        advice->expected = (int64_t)s->best_expected;
        advice->saves = at_least_0(plan->expected - s->best_expected);
        return;
    }
    advise_fix(s, advice);
    if (advice->kind == ADVICE_QUESTION)
        return;
    advice->expected = (int64_t)plan->expected;
    advice->saves = has_question ? at_least_0(s->best_expected - plan->expected) : 0;
}

void advice_find(struct scope *scope, const struct diagnosis *d, const struct fixes *f, const char *last_fix, struct arena *arena,
                 struct advice *advice)
{
    struct search s = {.scope = scope, .learned = &d->learned, .f = f, .arena = arena};
    *advice = (struct advice){0};
    if (advise_verify(&s, last_fix, advice))
        return;
    if (!d->n || is_in_symptom_phase(scope)) {
        advice->silence = d->n ? ADVICE_SYMPTOM_FIRST : ADVICE_NO_CAUSES;
        return;
    }
    s.planner = planner_new(f->fix, f->n_open, scope->flow->n_causes, (double)f->escalate_takes);
    s.question = arena_array(arena, scope->flow->n_steps, sizeof *s.question);
    for (size_t i = 0; i < scope->flow->n_steps; i++)
        try_question(&s, &scope->flow->step[i]);
    choose(&s, advice);
    advice->question = s.question;
    advice->n_questions = s.n_questions;
    planner_free(s.planner);
}
