/* likelihood: shares, normalised and with a lapse, so that no single answer can exclude a cause. */
#include "flow/likelihood.h"

static bool takes_part(const struct flow_answer *a)
{
    return !str_eq(a->id, "unsure");
}

/* The share an author gave that cause, or `else`; NULL: nothing was said about it. */
static const struct flow_share *share_of(const struct flow_share *share, size_t n, int cause)
{
    const struct flow_share *other = NULL;
    for (size_t i = 0; i < n; i++) {
        if (share[i].cause == cause && cause >= 0)
            return &share[i];
        if (share[i].cause < 0)
            other = &share[i];
    }
    return other;
}

double likelihood_of_cure(const struct flow_step *step, int cause)
{
    const struct flow_share *chance = cause < 0 ? NULL : share_of(step->cure, step->n_cures, cause);
    return chance ? chance->share : 0;
}

struct likelihood_column likelihood_column_of(const struct flow_step *step, int cause)
{
    struct likelihood_column column = {0};
    for (size_t i = 0; i < step->n_answers; i++) {
        const struct flow_answer *a = &step->answer[i];
        const struct flow_share *share = share_of(a->share, a->n_shares, cause);
        if (!takes_part(a))
            continue;
        column.n++;
        column.said += share ? share->share : 0;
        column.n_silent += !share;
        column.last = share ? share->mark : column.last;
    }
    return column;
}

double likelihood_in_column(const struct flow_step *step, size_t answer, int cause, const struct likelihood_column *column)
{
    const struct flow_answer *a = &step->answer[answer];
    const struct flow_share *share = share_of(a->share, a->n_shares, cause);
    double left = column->n_silent && column->said < 1 ? 1 - column->said : 0, sum = column->said + left;
    double own = share ? share->share : column->n_silent ? left / (double)column->n_silent : 0;
    return sum > 0 ? (1 - LIKELIHOOD_LAPSE) * own / sum + LIKELIHOOD_LAPSE / (double)column->n : column->n ? 1 / (double)column->n : 1;
}

double likelihood_of_answer(const struct flow_step *step, size_t answer, int cause)
{
    struct likelihood_column column = likelihood_column_of(step, cause);
    return likelihood_in_column(step, answer, cause, &column);
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
