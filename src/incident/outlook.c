/* outlook: Bayes' rule for one answer that nobody has given yet. */
#include "incident/outlook.h"

#include <math.h>

#define CHANGES_NOTHING 0.0005 /* less than that no screen shows */

/* What the flow did not name it says nothing of: the mean over what it named stands in. */
static double likelihood_in(const struct flow *flow, const struct learned *l, const struct flow_step *step, size_t answer, int cause)
{
    return cause >= 0 && (size_t)cause < flow->n_causes ? learned_answer(l, step, answer, cause) : learned_unnamed(l, step, answer);
}

static void list_causes(const struct diagnosis *d, struct arena *arena, struct outlook *o)
{
    o->cause = arena_array(arena, d->n, sizeof *o->cause);
    for (size_t i = 0; i < d->n; i++)
        if (!d->cause[i].is_ruled_out)
            o->cause[o->n++] = (struct outlook_cause){.cause = &d->cause[i], .before = d->cause[i].share};
}

/* The shares as they were without the answer that was given: it is divided out again. */
static void take_out(const struct flow *flow, const struct learned *l, const struct flow_step *step, size_t given, struct outlook *o)
{
    double sum = 0;
    for (size_t i = 0; i < o->n; i++) {
        o->cause[i].before /= likelihood_in(flow, l, step, given, o->cause[i].cause->cause);
        sum += o->cause[i].before;
    }
    for (size_t i = 0; i < o->n && sum > 0; i++)
        o->cause[i].before /= sum;
}

void outlook_of_answer(const struct flow *flow, const struct diagnosis *d, const struct flow_step *step, size_t answer, int given,
                       struct arena *arena, struct outlook *o)
{
    *o = (struct outlook){0};
    list_causes(d, arena, o);
    if (given >= 0)
        take_out(flow, &d->learned, step, (size_t)given, o);
    for (size_t i = 0; i < o->n; i++) {
        o->cause[i].likelihood = likelihood_in(flow, &d->learned, step, answer, o->cause[i].cause->cause);
        o->chance += o->cause[i].before * o->cause[i].likelihood;
    }
    for (size_t i = 0; i < o->n; i++) {
        o->cause[i].share = o->chance > 0 ? o->cause[i].before * o->cause[i].likelihood / o->chance : o->cause[i].before;
        o->says_something |= fabs(o->cause[i].share - o->cause[i].before) > CHANGES_NOTHING;
    }
}
