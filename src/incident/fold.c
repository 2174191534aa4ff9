/* fold: steps, facts, the present path and verdicts, each found by name. */
#include "incident/fold.h"

#include "base/time.h"

static void set_stale(struct incident *inc, const struct step_record *s, bool is_stale)
{
    if (s->answer >= 0)
        inc->answers.v[s->answer].is_stale = is_stale;
}

int32_t fold_step(struct incident *inc, const char *step)
{
    if (!step)
        return FOLD_NONE;
    uint32_t at = map_find(&inc->step_by_name, step);
    if (at != MAP_ABSENT)
        return (int32_t)at;
    at = (uint32_t)inc->steps.n;
    struct step_record *s = vec_push(&inc->steps);
    *s = (struct step_record){
        .step = arena_strdup(&inc->arena, step), .answer = FOLD_NONE, .fix = FOLD_NONE, .deferral = FOLD_NONE};
    map_set(&inc->step_by_name, s->step, at);
    return (int32_t)at;
}

const char *fold_key(struct arena *arena, const char *step, const char *name)
{
    size_t n = step ? strlen(step) : 0, m = strlen(name);
    char *key = arena_alloc(arena, n + 1 + m + 1);
    if (n)
        memcpy(key, step, n);
    key[n] = '\n';
    memcpy(key + n + 1, name, m);
    return key;
}

/* ---- facts ---------------------------------------------------------------------------------------------------------- */

/* "database/reach" and "conns.used" are "database.conns.used"; slashes of the path become dots. */
static const char *name_in_flow_of(struct incident *inc, const char *step, const char *name)
{
    const char *slash = step ? strrchr(step, '/') : NULL;
    if (!slash)
        return name;
    char *full = arena_printf(&inc->arena, "%.*s.%s", (int)(slash - step), step, name);
    for (char *c = full; c < full + (slash - step); c++)
        if (*c == '/')
            *c = '.';
    return full;
}

static struct fact *fact_named(struct incident *inc, const char *name)
{
    uint32_t at = map_find(&inc->fact_by_name, name);
    if (at != MAP_ABSENT)
        return &inc->facts.v[at];
    map_set(&inc->fact_by_name, name, (uint32_t)inc->facts.n);
    struct fact *f = vec_push(&inc->facts);
    f->name = name;
    return f;
}

/* The first error that a log shows tells better than an alert when it began; a correction tells better still. */
static void learn_since(struct incident *inc, const struct event *ev, const struct fact *f)
{
    if (f->value.kind != VALUE_TIME || !str_ends(f->name, ".first_error") || f->value.us <= 0)
        return;
    if (!inc->since || f->value.us < inc->since || ev->kind == EVENT_fact_corrected)
        inc->since = f->value.us;
}

static void set_value(struct incident *inc, const struct event *ev, struct fact *f, struct value value, const char *source)
{
    f->value = value;
    f->seq = inc->seq;
    f->at = ev->at;
    f->source = source;
    learn_since(inc, ev, f);
}

void fold_fact(struct incident *inc, const struct event *ev, const char *name, struct value value, const char *source,
               int32_t owner)
{
    struct fact *f = fact_named(inc, name_in_flow_of(inc, ev->step, name));
    set_value(inc, ev, f, value, source);
    if (owner >= 0 && f->owner != (uint32_t)owner + 1)
        *vec_push(&inc->steps.v[owner].found) = (uint32_t)(f - inc->facts.v);
    f->owner = owner < 0 ? 0 : (uint32_t)owner + 1;
}

void fold_correction(struct incident *inc, const struct event *ev, const char *name, struct value value)
{
    set_value(inc, ev, fact_named(inc, name), value, ev->actor);
}

void fold_answer_fact(struct incident *inc, const struct event *ev, int32_t step, const char *answer)
{
    const char *path = inc->steps.v[step].step, *slash = strrchr(path, '/');
    bool is_known = answer && strcmp(answer, "unsure") != 0;
    fold_fact(inc, ev, slash ? slash + 1 : path, is_known ? value_text(answer) : value_unknown(), ev->actor, FOLD_NONE);
}

void fold_forget_findings(struct incident *inc, int32_t step)
{
    struct step_record *s = &inc->steps.v[step];
    for (size_t i = 0; i < s->found.n; i++) {
        struct fact *f = &inc->facts.v[s->found.v[i]];
        if (f->owner != (uint32_t)step + 1)
            continue;
        f->value = value_unknown();
        f->owner = 0;
    }
    vec_clear(&s->found);
}

void fold_forget_probe(struct incident *inc, int32_t step, const char *probe)
{
    const struct step_record *s = &inc->steps.v[step];
    for (size_t i = 0; i < s->found.n; i++) {
        struct fact *f = &inc->facts.v[s->found.v[i]];
        if (f->owner == (uint32_t)step + 1 && str_eq(f->source, probe))
            f->value = value_unknown();
    }
}

/* ---- the present path ------------------------------------------------------------------------------------------------ */
void fold_walk_into(struct incident *inc, int32_t step)
{
    struct step_record *s = &inc->steps.v[step];
    *vec_push(&inc->path) = (uint32_t)step;
    s->n_on_path++;
    set_stale(inc, s, false);
}

static void leave_last(struct incident *inc)
{
    struct step_record *s = &inc->steps.v[inc->path.v[--inc->path.n]];
    if (--s->n_on_path == 0)
        set_stale(inc, s, true);
}

void fold_return_to(struct incident *inc, int32_t step)
{
    if (!inc->steps.v[step].n_on_path) {
        fold_walk_into(inc, step);
        return;
    }
    while (inc->path.v[inc->path.n - 1] != (uint32_t)step)
        leave_last(inc);
}

/* ---- verdicts -------------------------------------------------------------------------------------------------------- */
void fold_verdict(struct incident *inc, const char *step, enum fix_verdict verdict, int64_t seq)
{
    int32_t at = fold_step(inc, step); /* first: a new record moves the others */
    struct step_record *s = &inc->steps.v[at];
    if (s->fix < 0) {
        s->fix = (int32_t)inc->fixes.n;
        vec_push(&inc->fixes)->step = s->step;
    }
    struct fix_try *f = &inc->fixes.v[s->fix];
    f->verdict = verdict;
    f->seq = seq;
}

void fold_cut(uint32_t *v, size_t *n, uint32_t what)
{
    for (size_t i = 0; i < *n; i++)
        if (v[i] == what) {
            v[i] = v[--*n];
            return;
        }
}
