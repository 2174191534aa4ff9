/* fold_run: what becomes of a command: started, ended once, its effect taken back or asked about. */
#include "incident/fold.h"

/* Runs stand in the order of their numbers. */
static size_t place_of(const struct incident *inc, int64_t seq)
{
    size_t low = 0, high = inc->runs.n;
    if (high && inc->runs.v[high - 1].seq <= seq) /* what ends was mostly started last */
        return inc->runs.v[high - 1].seq == seq ? high - 1 : high;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (inc->runs.v[middle].seq < seq)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct run *incident_find_run(const struct incident *inc, int64_t seq)
{
    size_t at = place_of(inc, seq);
    return at < inc->runs.n && inc->runs.v[at].seq == seq ? &inc->runs.v[at] : NULL;
}

struct run *fold_run(struct incident *inc, int64_t seq)
{
    size_t at = place_of(inc, seq);
    return at < inc->runs.n && inc->runs.v[at].seq == seq ? &inc->runs.v[at] : NULL;
}

const struct run *incident_last_run(const struct incident *inc, const char *step, const char *id)
{
    struct arena short_lived = {0};
    uint32_t at = map_find(&inc->run_by_name, fold_key(&short_lived, step, id));
    arena_release(&short_lived);
    return at == MAP_ABSENT ? NULL : &inc->runs.v[at];
}

struct run *fold_run_start(struct incident *inc, const struct event *ev, enum run_kind kind, const char *id)
{
    uint32_t at = (uint32_t)inc->runs.n;
    struct run *run = vec_push(&inc->runs);
    *run = (struct run){.seq = inc->seq, .started = ev->at, .kind = kind, .id = id, .step = ev->step, .actor = ev->actor,
                        .outcome = RUN_RUNNING};
    map_set(&inc->run_by_name, fold_key(&inc->arena, ev->step, id), at);
    return run;
}

void fold_run_worked(struct incident *inc, struct run *run)
{
    struct run *taken_back = run->undoes ? fold_run(inc, run->undoes) : NULL;
    if (!taken_back)
        return;
    taken_back->undone_by = run->seq;
    struct run *again = taken_back->undoes ? fold_run(inc, taken_back->undoes) : NULL;
    if (again && again->undone_by == taken_back->seq)
        again->undone_by = 0; /* an undo was undone: the first change is in effect again */
}

void fold_run_question(struct incident *inc, struct run *run)
{
    run->outcome = RUN_UNKNOWN;
    if (run->kind == RUN_ACTION)
        *vec_push(&inc->open_questions) = (uint32_t)(run - inc->runs.v);
}

void fold_run_left(struct incident *inc, const struct event_probe_ended *p)
{
    struct run *change = p->left_by ? fold_run(inc, p->left_by) : NULL;
    if (change && p->facts.n && p->facts.v[0].value.kind == VALUE_TEXT)
        change->left = p->facts.v[0].value.text;
}

/* A run that is settled here is no open question any more: who waives it has said that it may stay unknown. */
void fold_discharge(struct incident *inc, struct deferral *d, const struct event_discharged *how)
{
    const struct step_record *s = d->step ? incident_find_step(inc, d->step) : NULL;
    bool was_blocking = !d->how;
    d->how = how->how;
    if (how->until)
        d->until = how->until;
    inc->n_left -= !deferral_is_left(d);
    if (how->owner)
        d->owner = how->owner;
    if (how->reason)
        d->reason = how->reason;
    if (!was_blocking)
        return;
    inc->n_blocking--;
    if (d->run) {
        struct run *run = fold_run(inc, d->run);
        run->is_deferred = false;
        fold_cut(inc->open_questions.v, &inc->open_questions.n, (uint32_t)(run - inc->runs.v));
    } else if (s) {
        inc->steps.v[s - inc->steps.v].deferral = FOLD_NONE;
    }
}
