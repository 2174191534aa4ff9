/* lessons: every observation is kept until it is told; then equal ones are one line with their number. */
#include "incident/lessons.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "flow/likelihood.h"
#include "incident/path.h"

struct seen { /* an answer when that was the cause */
    uint32_t step, answer, cause;
};

struct stay {
    uint32_t step;
    int64_t us;
};

struct lessons {
    const struct flow *flow;
    size_t *n_causes; /* how often it was each */
    VEC(struct seen) seen;
    VEC(struct stay) stays;
    int64_t n, from, to;
};

struct lessons *lessons_new(const struct flow *flow)
{
    struct lessons *l = mem_alloc(sizeof *l);
    *l = (struct lessons){.flow = flow, .n_causes = mem_array(flow->n_causes + 1, sizeof *l->n_causes)};
    return l;
}

void lessons_free(struct lessons *l)
{
    if (!l)
        return;
    mem_free(l->n_causes);
    vec_release(&l->seen);
    vec_release(&l->stays);
    mem_free(l);
}

/* ---- which cause it was ---------------------------------------------------------------------------------------------- */

bool lessons_takes_answers(const struct flow_step *s)
{
    bool has_share = false;
    for (size_t i = 0; i < s->n_answers; i++) {
        if (s->answer[i].fix != FIX_NO_VERDICT)
            return false;
        has_share |= s->answer[i].n_shares > 0;
    }
    return has_share;
}

static const struct flow_step *step_of(const struct flow *flow, const struct course_item *item, const char *path)
{
    const char *id = path_within(item->path, path);
    return id ? flow_find_step(flow, id) : NULL;
}

/* The answer, where it says something of causes; NULL otherwise. */
static const struct flow_answer *answer_of(const struct flow *flow, const struct course_item *item, const char *path,
                                           const struct flow_step **step)
{
    *step = item->kind == COURSE_ANSWER ? step_of(flow, item, path) : NULL;
    bool counts = *step && !str_eq(item->word, "unsure") && lessons_takes_answers(*step);
    return counts ? flow_find_answer(*step, item->word) : NULL;
}

static int cause_of(const struct flow *flow, const struct course_item *item, const char *path)
{
    const char *id = path_within(item->path, path);
    return id ? flow_cause_index(flow, id) : -1;
}

/* How well that cause explains one observation, as a logarithm: many of them must not make all causes zero. */
static double explains(const struct flow *flow, const struct course_item *item, const char *path, int cause)
{
    const struct flow_step *step;
    const struct flow_answer *answer = answer_of(flow, item, path, &step);
    if (answer)
        return log(likelihood_of_answer(step, (size_t)(answer - step->answer), cause));
    if (item->kind == COURSE_OUT)
        return cause_of(flow, item, path) == cause ? -INFINITY : 0;
    step = item->kind == COURSE_FIX ? step_of(flow, item, path) : NULL;
    if (!step)
        return 0;
    double chance = likelihood_of_cure(step, cause);
    return log(str_eq(item->word, "failed") ? 1 - chance : fmax(chance, LIKELIHOOD_OF_LUCK));
}

static int likeliest_cured(const struct flow *flow, const struct flow_step *fix, const struct course *c, const char *path)
{
    double best = -INFINITY;
    int likeliest = -1;
    for (size_t i = 0; i < fix->n_cures; i++) {
        int cause = fix->cure[i].cause;
        if (cause < 0 || !(fix->cure[i].share > 0))
            continue;
        double fits = log(flow->cause[cause].weight);
        for (size_t k = 0; k < c->n; k++)
            fits += explains(flow, &c->item[k], path, cause);
        if (fits > best) {
            best = fits;
            likeliest = cause;
        }
    }
    return likeliest;
}

int lessons_truth(const struct flow *flow, const struct course *c, const char *path)
{
    const struct flow_step *fix = NULL;
    int pinned = -1;
    for (size_t i = 0; i < c->n; i++) {
        const struct course_item *item = &c->item[i];
        int cause = item->kind == COURSE_PINNED ? cause_of(flow, item, path) : -1;
        const struct flow_step *helped =
            item->kind == COURSE_FIX && str_eq(item->word, "helped") ? step_of(flow, item, path) : NULL;
        pinned = cause >= 0 ? cause : pinned;
        fix = helped && helped->n_cures ? helped : fix;
    }
    return pinned >= 0 ? pinned : fix ? likeliest_cured(flow, fix, c, path) : -1;
}

/* ---- counting -------------------------------------------------------------------------------------------------------- */

bool lessons_add(struct lessons *l, const struct course *c, const char *path)
{
    int truth = lessons_truth(l->flow, c, path);
    bool is_of_it = truth >= 0;
    if (truth >= 0)
        l->n_causes[truth]++;
    for (size_t i = 0; i < c->n; i++) {
        const struct course_item *item = &c->item[i];
        const struct flow_step *step;
        const struct flow_answer *answer = truth >= 0 ? answer_of(l->flow, item, path, &step) : NULL;
        if (answer)
            *vec_push(&l->seen) = (struct seen){(uint32_t)(step - l->flow->step), (uint32_t)(answer - step->answer), (uint32_t)truth};
        step = item->kind == COURSE_MINUTES ? step_of(l->flow, item, path) : NULL;
        if (step)
            *vec_push(&l->stays) = (struct stay){(uint32_t)(step - l->flow->step), item->us};
        is_of_it |= step != NULL;
    }
    return is_of_it;
}

void lessons_count(struct lessons *l, int64_t opened_at)
{
    l->from = l->n && l->from < opened_at ? l->from : opened_at;
    l->to = l->n && l->to > opened_at ? l->to : opened_at;
    l->n++;
}

/* ---- telling --------------------------------------------------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
    const struct seen *x = a, *y = b;
    if (x->step != y->step)
        return x->step < y->step ? -1 : 1;
    if (x->answer != y->answer)
        return x->answer < y->answer ? -1 : 1;
    return x->cause < y->cause ? -1 : x->cause > y->cause;
}

static int by_length(const void *a, const void *b)
{
    const struct stay *x = a, *y = b;
    if (x->step != y->step)
        return x->step < y->step ? -1 : 1;
    return x->us < y->us ? -1 : x->us > y->us;
}

static void *sorted(const void *v, size_t n, size_t size, int (*compare)(const void *, const void *))
{
    void *copy = mem_array(n + 1, size);
    if (n) {
        memcpy(copy, v, n * size);
        qsort(copy, n, size, compare);
    }
    return copy;
}

static void tell_answers(const struct lessons *l, struct arena *arena, struct names *counts)
{
    struct seen *seen = sorted(l->seen.v, l->seen.n, sizeof *seen, by_place);
    for (size_t i = 0, next; i < l->seen.n && counts->n < LESSONS_LINES_MOST; i = next) {
        const struct flow_step *s = &l->flow->step[seen[i].step];
        for (next = i + 1; next < l->seen.n && by_place(&seen[i], &seen[next]) == 0; next++)
            ;
        counts->v[counts->n++] = arena_printf(arena, "answer %s %s %s %zu", s->id, s->answer[seen[i].answer].id,
                                              l->flow->cause[seen[i].cause].id, next - i);
    }
    mem_free(seen);
}

/* Of an even number, the lower of the two in the middle: it was really taken. */
static void tell_minutes(const struct lessons *l, struct arena *arena, struct names *counts)
{
    struct stay *stay = sorted(l->stays.v, l->stays.n, sizeof *stay, by_length);
    for (size_t i = 0, next; i < l->stays.n && counts->n < LESSONS_LINES_MOST; i = next) {
        for (next = i + 1; next < l->stays.n && stay[next].step == stay[i].step; next++)
            ;
        int64_t median = stay[i + (next - i - 1) / 2].us;
        counts->v[counts->n++] = arena_printf(arena, "minutes %s %zu %lld", l->flow->step[stay[i].step].id, next - i,
                                              (long long)(median / TIME_SECOND));
    }
    mem_free(stay);
}

void lessons_tell(const struct lessons *l, struct arena *arena, struct event_learned *told)
{
    struct names counts = {arena_array(arena, l->flow->n_causes + l->seen.n + l->stays.n, sizeof *counts.v), 0};
    for (size_t i = 0; i < l->flow->n_causes && counts.n < LESSONS_LINES_MOST; i++)
        if (l->n_causes[i])
            counts.v[counts.n++] = arena_printf(arena, "cause %s %zu", l->flow->cause[i].id, l->n_causes[i]);
    tell_answers(l, arena, &counts);
    tell_minutes(l, arena, &counts);
    *told = (struct event_learned){.flow = l->flow->id, .incidents = counts.n ? l->n : 0, .from = l->from, .to = l->to, .counts = counts};
}
