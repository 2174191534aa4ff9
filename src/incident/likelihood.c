/* likelihood: shares, normalised and with a lapse, so that no single answer can exclude a cause. */
#include "incident/likelihood.h"

#define LAPSE 0.1 /* how often an answer is any of them, whatever the cause */

static bool takes_part(const struct flow_answer *a)
{
    return !str_eq(a->id, "unsure");
}

/* The share an author gave that cause, or `else`; -1: the answer is silent about it. */
static double share_of(const struct flow_share *share, size_t n, int cause)
{
    double other = -1;
    for (size_t i = 0; i < n; i++) {
        if (share[i].cause == cause && cause >= 0)
            return share[i].share;
        if (share[i].cause < 0)
            other = share[i].share;
    }
    return other;
}

double likelihood_of_cure(const struct flow_step *step, int cause)
{
    double chance = cause < 0 ? 0 : share_of(step->cure, step->n_cures, cause);
    return chance > 0 ? chance : 0;
}

size_t likelihood_n_answers(const struct flow_step *step)
{
    size_t n = 0;
    for (size_t i = 0; i < step->n_answers; i++)
        n += takes_part(&step->answer[i]);
    return n;
}

double likelihood_of_answer(const struct flow_step *step, size_t answer, int cause)
{
    double said = 0, own = share_of(step->answer[answer].share, step->answer[answer].n_shares, cause);
    size_t n = likelihood_n_answers(step), n_silent = 0;
    for (size_t i = 0; i < step->n_answers; i++) {
        double share = share_of(step->answer[i].share, step->answer[i].n_shares, cause);
        if (takes_part(&step->answer[i]) && share >= 0)
            said += share;
        else if (takes_part(&step->answer[i]))
            n_silent++;
    }
    double left = n_silent && said < 1 ? 1 - said : 0, sum = said + left;
    if (own < 0)
        own = n_silent ? left / (double)n_silent : 0;
    return sum > 0 ? (1 - LAPSE) * own / sum + LAPSE / (double)n : n ? 1 / (double)n : 1;
}

double likelihood_of_unnamed(const struct flow *flow, const struct flow_step *step, size_t answer)
{
    double sum = 0, weights = 0;
    for (size_t i = 0; i < flow->n_causes; i++) {
        sum += flow->cause[i].weight * likelihood_of_answer(step, answer, (int)i);
        weights += flow->cause[i].weight;
    }
    return weights > 0 ? sum / weights : 1;
}
