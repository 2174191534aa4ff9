/* look_lists: endpoints, clients, users and statuses, most errors since the onset first. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "logs/finding_own.h"
#include "logs/look_own.h"
#include "text/clean.h"

int look_by_rank(const void *a, const void *b)
{
    const struct look_rank *x = a, *y = b;
    if (x->since != y->since)
        return x->since < y->since ? 1 : -1;
    if (x->errors != y->errors)
        return x->errors < y->errors ? 1 : -1;
    if (x->all != y->all)
        return x->all < y->all ? 1 : -1;
    return x->index < y->index ? -1 : 1;
}

const char *look_cleaned(struct arena *a, const char *s)
{
    struct str out = {0};
    clean_add(&out, s, strlen(s), CLEAN_LINE);
    const char *kept = arena_strndup(a, str_get(&out), out.n);
    str_release(&out);
    return kept;
}

static bool look_is_since(const struct log_onset *o, int64_t last)
{
    return !o->is_found || (last != TIME_NONE && last >= o->at - o->within);
}

static void list_top(const struct log_tally *t, const struct log_onset *o, struct arena *a, struct log_list *out)
{
    uint32_t top[FINDING_ROWS];
    *out = (struct log_list){.is_known = t->n > 0, .different = t->n, .more = t->overflow > 0};
    for (size_t i = 0; i < t->n; i++)
        out->failing += t->v[i].errors && look_is_since(o, t->v[i].last);
    out->n = log_tally_top(t, top, FINDING_ROWS);
    out->row = arena_array(a, out->n + 1, sizeof *out->row);
    for (size_t i = 0; i < out->n; i++) {
        const struct log_count *c = &t->v[top[i]];
        out->row[i] = (struct log_row){look_cleaned(a, c->text), c->all, c->errors};
    }
}

/* Would the baseline give that many errors with at least this chance? The tail of a Poisson distribution. */
static bool is_explained(double mean, uint64_t errors, double chance)
{
    double term = exp(-mean), below = 0;
    for (uint64_t i = 0; i < errors && 1 - below > chance / 2; i++) {
        below += term;
        term *= mean / (double)(i + 1);
    }
    return 1 - below > chance;
}

/* How likely it is that of the endpoint's errors at least so many came since the onset, if it fails as it always did: by the
 * share of all requests that came since (the conditional test of two Poisson rates, J. Przyborowski and H. Wilenski (1940),
 * Biometrika 31), bounded from above by Chernoff's inequality. */
static double as_always(const struct log_onset *o, const struct log_count *c, uint64_t since)
{
    double share = (double)o->since_all / (double)(o->since_all + o->baseline_all + 1);
    double n = (double)c->errors, x = (double)since / n;
    if (x <= share)
        return 1;
    return exp(-n * (x * log(x / share) + (x < 1 ? (1 - x) * log((1 - x) / (1 - share)) : 0)));
}

/* How many errors it would have had since the onset if it failed as seldom as all did before. A quick look does not know
 * its share of the requests: an equal one, then. */
static double strays(const struct log_look *l, const struct log_onset *o, const struct log_count *c)
{
    double before = (double)o->baseline_all + 1, all = (double)o->since_all;
    double sum = ((double)o->baseline_errors + 0.5) / before * all;
    return l->options.is_quick ? sum / (double)l->endpoints.n : sum * (double)c->all / (all + before);
}

/* More than all had before, and more than it had itself. One time in a hundred some of all endpoints is taken for failing
 * by chance. */
static bool endpoint_fails(const struct log_look *l, const struct log_onset *o, const struct log_count *c, uint64_t since)
{
    double chance = 0.01 / (double)l->endpoints.n;
    if (!o->is_found || o->is_by_time || !since)
        return since > 0;
    if (since < c->errors)
        return as_always(o, c, since) < (l->options.is_quick ? chance : 0.05) && !is_explained(strays(l, o, c), since, chance);
    return !is_explained(strays(l, o, c), since, chance);
}

static void list_endpoints(const struct log_look *l, const struct log_onset *o, struct arena *a, struct log_list *out)
{
    const struct log_tally *t = &l->endpoints;
    struct look_rank *rank = mem_array(t->n + 1, sizeof *rank);
    size_t slot = o->is_found ? log_grid_slot(&l->failures, o->at) : 0;
    *out = (struct log_list){.is_known = t->n > 0, .different = t->n, .more = t->overflow > 0};
    for (size_t i = 0; i < t->n; i++) {
        const struct log_count *c = &t->v[i];
        uint64_t since = !o->is_found ? c->errors : look_is_since(o, c->last) ? log_grid_sum(&l->failures, COLUMN_ENDPOINTS + i, slot, GRID_SLOTS) : 0;
        rank[i] = (struct look_rank){since, c->errors, c->all, i};
        out->failing += endpoint_fails(l, o, c, since);
    }
    qsort(rank, t->n, sizeof *rank, look_by_rank);
    out->n = t->n < FINDING_ROWS ? t->n : FINDING_ROWS;
    out->row = arena_array(a, out->n + 1, sizeof *out->row);
    for (size_t i = 0; i < out->n; i++)
        out->row[i] = (struct log_row){look_cleaned(a, t->v[rank[i].index].text), rank[i].all, rank[i].errors};
    mem_free(rank);
}

static size_t rank_statuses(const struct log_look *l, struct look_rank *rank)
{
    size_t n = 0;
    for (size_t i = 0; i < LOOK_STATUSES; i++)
        if (l->status[i].all)
            rank[n++] = (struct look_rank){0, l->status[i].errors, l->status[i].all, i};
    for (size_t i = LEVEL_TRACE; i < N_LEVELS; i++)
        if (l->level[i].all)
            rank[n++] = (struct look_rank){0, l->level[i].errors, l->level[i].all, LOOK_STATUSES + i};
    qsort(rank, n, sizeof *rank, look_by_rank);
    return n;
}

static void list_statuses(const struct log_look *l, struct arena *a, struct log_list *out)
{
    struct look_rank rank[LOOK_STATUSES + N_LEVELS];
    size_t n = rank_statuses(l, rank);
    *out = (struct log_list){.is_known = n > 0, .different = n, .n = n < FINDING_ROWS ? n : FINDING_ROWS};
    out->row = arena_array(a, out->n + 1, sizeof *out->row);
    for (size_t i = 0; i < n; i++)
        out->failing += rank[i].errors > 0;
    for (size_t i = 0; i < out->n; i++) {
        size_t index = rank[i].index;
        const char *text = index < LOOK_STATUSES ? arena_printf(a, "%zu", index)
                                                 : log_level_name((enum log_level)(index - LOOK_STATUSES));
        out->row[i] = (struct log_row){text, rank[i].all, rank[i].errors};
    }
}

void look_find_lists(const struct log_look *l, struct log_finding *f)
{
    list_endpoints(l, &f->onset, &f->arena, &f->endpoints);
    list_top(&l->clients, &f->onset, &f->arena, &f->clients);
    list_top(&l->users, &f->onset, &f->arena, &f->users);
    list_statuses(l, &f->arena, &f->statuses);
    if (l->options.is_quick) /* it meets only errors: how many do not fail is not known */
        f->endpoints.different = f->clients.different = f->users.different = f->statuses.different = 0;
}
