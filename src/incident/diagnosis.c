/* diagnosis: Bayes' rule over what was answered and tried, kept so that each step of it can be shown. */
#include "incident/diagnosis.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "flow/likelihood.h"
#include "incident/path.h"

#define SHOWN_AS_NOTHING 0.005 /* "<1%" */
#define SUPPORTED_FROM 1.2     /* by all observations together */

struct observation {
    enum move_kind kind;
    int64_t seq;
    const struct flow_step *step; /* answered, fix */
    size_t answer;
    int cause;                    /* ruled out, added: index into the working rows */
    const char *what, *path, *because;
};

struct work {
    const struct flow *flow;
    const struct incident *inc;
    const struct learned *learned;
    size_t n, n_named;      /* rows: the flow's causes, the added ones, something else */
    struct diagnosis_cause *row;
    double *weight;         /* of the prior, 0 while an added cause is not there yet */
    double *evidence;       /* product of likelihoods, scaled so that the largest is 1 */
    char (*shown)[8];       /* the share as the last move said it */
    double *before;         /* the shares before the observation at hand, and how likely it was by them */
    double *likelihood, overall;
    const int *only;        /* the cause whose every move is kept; NULL: those of all that show */
    VEC(struct observation) seen;
};

void diagnosis_format_share(double share, char out[8])
{
    if (share > 0.95)
        snprintf(out, 8, ">95%%");
    else if (share < SHOWN_AS_NOTHING)
        snprintf(out, 8, "<1%%");
    else
        snprintf(out, 8, "%d%%", (int)(share * 100 + 0.5));
}

double diagnosis_factor(const struct diagnosis_move *m)
{
    return m->overall > 0 ? m->likelihood / m->overall : m->before > 0 ? m->share / m->before : 1;
}

void diagnosis_format_factor(double factor, char out[8])
{
    if (factor < 0.005)
        snprintf(out, 8, "<x0.01");
    else if (factor < 0.0995)
        snprintf(out, 8, "x%.2f", factor);
    else if (factor < 9.95)
        snprintf(out, 8, "x%.1f", factor);
    else
        snprintf(out, 8, "x%d", factor < 99999 ? (int)(factor + 0.5) : 99999);
}

/* ---- what was observed -------------------------------------------------------------------------------------------------- */
/* The facts that spoke for it, where it is what was proposed. */
static const char *because_of(const struct work *w, const struct answer_given *a)
{
    const struct event *ev = incident_event(w->inc, a->seq);
    bool is_proposed = ev->kind == EVENT_answered && str_eq(ev->as.answered.proposed, a->answer);
    return is_proposed && !str_blank(ev->as.answered.because) ? ev->as.answered.because : NULL;
}

static void see_answers(struct work *w, const char *path)
{
    for (size_t i = 0; i < w->inc->answers.n; i++) {
        const struct answer_given *a = &w->inc->answers.v[i];
        const char *id = path_within(a->step, path);
        const struct flow_step *s = id && !a->is_struck ? flow_find_step(w->flow, id) : NULL;
        const struct flow_answer *chosen = s && !str_eq(a->answer, "unsure") ? flow_find_answer(s, a->answer) : NULL;
        if (chosen)
            *vec_push(&w->seen) = (struct observation){MOVE_ANSWERED, a->seq, s, (size_t)(chosen - s->answer), -1,
                                                       a->label ? a->label : chosen->label, a->step, because_of(w, a)};
    }
}

static void see_fixes(struct work *w, const char *path)
{
    for (size_t i = 0; i < w->inc->fixes.n; i++) {
        const struct fix_try *f = &w->inc->fixes.v[i];
        const char *id = path_within(f->step, path);
        const struct flow_step *s = id && f->verdict != FIX_NO_VERDICT ? flow_find_step(w->flow, id) : NULL;
        if (s)
            *vec_push(&w->seen) = (struct observation){f->verdict == FIX_HELPED ? MOVE_FIX_HELPED : MOVE_FIX_FAILED, f->seq, s,
                                                       0, -1, s->title, f->step, NULL};
    }
}

static const struct added_cause *added_at(const struct work *w, size_t row)
{
    return &w->inc->added.v[(size_t)w->row[row].cause - w->flow->n_causes];
}

static int row_of(const struct work *w, const char *id)
{
    int cause = flow_cause_index(w->flow, id);
    if (cause >= 0)
        return cause;
    for (size_t i = w->flow->n_causes; i < w->n_named; i++)
        if (str_eq(w->row[i].id, id))
            return (int)i;
    return -1;
}

static void see_rulings(struct work *w, const char *path)
{
    for (size_t i = 0; i < w->inc->rulings.n; i++) {
        const struct ruling *r = &w->inc->rulings.v[i];
        const char *id = r->is_on ? path_within(r->cause, path) : NULL;
        int cause = id ? row_of(w, id) : -1;
        if (cause >= 0)
            *vec_push(&w->seen) = (struct observation){MOVE_RULED_OUT, r->seq, NULL, 0, cause, w->row[cause].title, NULL, NULL};
    }
    for (size_t i = w->flow->n_causes; i < w->n_named; i++) {
        const struct added_cause *c = added_at(w, i);
        *vec_push(&w->seen) = (struct observation){MOVE_ADDED, c->seq, NULL, 0, (int)i, c->title, NULL, NULL};
    }
}

static int by_seq(const void *a, const void *b)
{
    const struct observation *x = a, *y = b;
    return x->seq < y->seq ? -1 : x->seq > y->seq ? 1 : (int)x->kind - (int)y->kind; /* an answer before its verdict */
}

/* ---- rows ------------------------------------------------------------------------------------------------------------------ */
static void make_rows(struct work *w, struct arena *arena, const char *path)
{
    size_t most = w->flow->n_causes + w->inc->added.n + 1;
    w->row = arena_array(arena, most, sizeof *w->row);
    w->weight = arena_array(arena, most, sizeof *w->weight);
    w->evidence = arena_array(arena, most, sizeof *w->evidence);
    w->shown = arena_array(arena, most, sizeof *w->shown);
    w->before = arena_array(arena, most, sizeof *w->before);
    w->likelihood = arena_array(arena, most, sizeof *w->likelihood);
    for (size_t i = 0; i < w->flow->n_causes; i++) {
        const struct flow_cause *c = &w->flow->cause[i];
        w->row[w->n] = (struct diagnosis_cause){.cause = (int)i, .id = c->id, .title = c->title,
                                                .name = path ? path_beside(path, c->id, arena) : c->id};
        w->weight[w->n++] = learned_weight(w->learned, i);
    }
    for (size_t i = 0; i < w->inc->added.n; i++) {
        const char *id = path_within(w->inc->added.v[i].id, path);
        if (id)
            w->row[w->n++] = (struct diagnosis_cause){.cause = (int)(w->flow->n_causes + i), .id = id,
                                                       .title = w->inc->added.v[i].title, .name = w->inc->added.v[i].id};
    }
    w->n_named = w->n;
    if (w->n)
        w->row[w->n++] = (struct diagnosis_cause){.cause = -1, .title = _("Something else")};
    for (size_t i = 0; i < w->n; i++)
        w->evidence[i] = w->row[i].support = 1;
}

/* The prior of a row: weights of the named causes fill what something else leaves. */
static double prior_of(const struct work *w, size_t row)
{
    double sum = 0;
    for (size_t i = 0; i < w->n_named; i++)
        sum += w->weight[i];
    if (row == w->n_named)
        return sum > 0 ? w->flow->something_else : 1;
    return sum > 0 ? (1 - w->flow->something_else) * w->weight[row] / sum : 0;
}

static void compute_shares(struct work *w)
{
    double total = 0;
    for (size_t i = 0; i < w->n; i++) {
        w->row[i].share = w->row[i].is_ruled_out ? 0 : prior_of(w, i) * w->evidence[i];
        total += w->row[i].share;
    }
    for (size_t i = 0; i < w->n && total > 0; i++)
        w->row[i].share /= total;
}

/* ---- one observation after the other ------------------------------------------------------------------------------------- */

/* How likely it is, if that row is the cause. What the flow did not name, it says nothing of: the mean stands in. */
static double likelihood_in_row(const struct work *w, const struct observation *o, size_t row, double mean)
{
    if (o->kind == MOVE_FIX_FAILED)
        return 1 - likelihood_of_cure(o->step, row < w->flow->n_causes ? (int)row : -1);
    if (o->kind == MOVE_FIX_HELPED) {
        double chance = likelihood_of_cure(o->step, row < w->flow->n_causes ? (int)row : -1);
        return chance > LIKELIHOOD_OF_LUCK ? chance : LIKELIHOOD_OF_LUCK;
    }
    return row < w->flow->n_causes ? learned_answer(w->learned, o->step, o->answer, (int)row) : mean;
}

static void weigh(struct work *w, const struct observation *o)
{
    double mean = o->kind == MOVE_ANSWERED ? learned_unnamed(w->learned, o->step, o->answer) : 0, largest = 0;
    for (size_t i = 0; i < w->n; i++) {
        w->likelihood[i] = likelihood_in_row(w, o, i, mean);
        w->overall += w->before[i] * w->likelihood[i];
        w->evidence[i] *= w->likelihood[i];
        if (w->evidence[i] > largest)
            largest = w->evidence[i];
    }
    for (size_t i = 0; i < w->n && w->overall > 0; i++)
        w->row[i].support *= w->likelihood[i] / w->overall;
    for (size_t i = 0; i < w->n && largest > 0; i++) /* many answers must not make all of them zero */
        w->evidence[i] /= largest;
}

static void observe(struct work *w, const struct observation *o)
{
    w->overall = 0;
    for (size_t i = 0; i < w->n; i++) {
        w->before[i] = w->row[i].share;
        w->likelihood[i] = 0;
    }
    switch (o->kind) {
    case MOVE_ANSWERED:
    case MOVE_FIX_FAILED:
    case MOVE_FIX_HELPED: weigh(w, o); break;
    case MOVE_RULED_OUT: w->row[o->cause].is_ruled_out = true; break;
    case MOVE_ADDED: w->weight[o->cause] = added_at(w, (size_t)o->cause)->weight; break;
    }
    compute_shares(w);
    if (o->kind == MOVE_ADDED)
        w->row[o->cause].prior = w->row[o->cause].share;
}

/* Room for one more; it doubles whenever the number is a power of two. */
static struct diagnosis_move *next_move(struct diagnosis_cause *c, struct arena *arena)
{
    if ((c->n_moves & (c->n_moves - 1)) == 0) {
        struct diagnosis_move *more = arena_array(arena, c->n_moves ? 2 * c->n_moves : 1, sizeof *more);
        if (c->n_moves)
            memcpy(more, c->move, c->n_moves * sizeof *more);
        c->move = more;
    }
    return &c->move[c->n_moves++];
}

/* Keeps what changed as it is shown: 2.1% to 2.3% is no step on the path. */
static bool is_kept(struct work *w, size_t i)
{
    char now[8];
    if (w->only)
        return w->row[i].cause == *w->only && w->before[i] + w->row[i].share > 0; /* not before it was added, nor once it is out */
    diagnosis_format_share(w->row[i].share, now);
    if (w->row[i].is_ruled_out || str_eq(now, w->shown[i]))
        return false;
    memcpy(w->shown[i], now, sizeof now);
    return true;
}

static void note_moves(struct work *w, const struct observation *o, struct arena *arena)
{
    const struct event *ev = incident_event(w->inc, o->seq);
    for (size_t i = 0; i < w->n; i++)
        if (is_kept(w, i))
            *next_move(&w->row[i], arena) = (struct diagnosis_move){
                .kind = o->kind, .share = w->row[i].share, .before = w->before[i], .likelihood = w->likelihood[i], .overall = w->overall,
                .what = o->what, .step = o->path, .because = o->because, .actor = ev->actor, .at = ev->at};
}

static void follow(struct work *w, struct arena *arena)
{
    if (w->seen.n)
        qsort(w->seen.v, w->seen.n, sizeof *w->seen.v, by_seq);
    compute_shares(w);
    for (size_t i = 0; i < w->n; i++) {
        w->row[i].prior = w->row[i].share;
        diagnosis_format_share(w->row[i].share, w->shown[i]);
    }
    for (size_t i = 0; i < w->seen.n; i++) {
        observe(w, &w->seen.v[i]);
        note_moves(w, &w->seen.v[i], arena);
    }
}

/* ---- the result ------------------------------------------------------------------------------------------------------------ */
static int rank(const struct diagnosis_cause *c)
{
    return c->is_ruled_out ? 3 : !c->id ? 2 : c->is_pinned ? 0 : 1;
}

/* Insertion keeps the author's order among equals. */
static void sort_rows(struct diagnosis_cause *row, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct diagnosis_cause moving = row[i];
        size_t k = i;
        for (; k && (rank(&moving) < rank(&row[k - 1]) ||
                     (rank(&moving) == rank(&row[k - 1]) && moving.share > row[k - 1].share)); k--)
            row[k] = row[k - 1];
        row[k] = moving;
    }
}

static enum hypothesis standing_of(const struct diagnosis_cause *c)
{
    bool was_worth_a_word = c->prior >= SHOWN_AS_NOTHING;
    if (c->is_ruled_out || (was_worth_a_word && c->share < SHOWN_AS_NOTHING))
        return HYPOTHESIS_ELIMINATED;
    return c->support >= SUPPORTED_FROM && c->share > 0 ? HYPOTHESIS_SUPPORTED : HYPOTHESIS_OPEN;
}

static bool is_too_early(const struct diagnosis *d)
{
    for (size_t i = 0; i < d->n; i++)
        if (d->cause[i].n_moves || (d->cause[i].id && d->cause[i].share > 0.3 + 1e-9))
            return false;
    return true;
}

static void compute(const struct flow *flow, const struct incident *inc, const char *path, const int *only, struct diagnosis *d)
{
    struct work w = {.flow = flow, .inc = inc, .learned = &d->learned, .only = only};
    memset(d, 0, sizeof *d);
    learned_read(flow, inc, &d->arena, &d->learned);
    make_rows(&w, &d->arena, path);
    see_answers(&w, path);
    see_fixes(&w, path);
    see_rulings(&w, path);
    follow(&w, &d->arena);
    vec_release(&w.seen);
    for (size_t i = 0; i < w.n; i++) {
        w.row[i].standing = standing_of(&w.row[i]);
        w.row[i].is_pinned = w.row[i].name && incident_find_pin(inc, w.row[i].name);
    }
    sort_rows(w.row, w.n);
    d->cause = w.row;
    d->n = w.n;
    d->too_early = is_too_early(d);
}

void diagnosis_compute_in(const struct flow *flow, const struct incident *inc, const char *path, struct diagnosis *d)
{
    compute(flow, inc, path, NULL, d);
}

void diagnosis_compute(const struct flow *flow, const struct incident *inc, struct diagnosis *d)
{
    compute(flow, inc, NULL, NULL, d);
}

void diagnosis_explain(const struct flow *flow, const struct incident *inc, const char *path, int cause, struct diagnosis *d)
{
    compute(flow, inc, path, &cause, d);
}

void diagnosis_release(struct diagnosis *d)
{
    arena_release(&d->arena);
    memset(d, 0, sizeof *d);
}

const struct diagnosis_cause *diagnosis_find(const struct diagnosis *d, const char *id)
{
    for (size_t i = 0; i < d->n; i++)
        if (str_eq(d->cause[i].id, id))
            return &d->cause[i];
    return NULL;
}
