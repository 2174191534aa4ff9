/* runs: stepping children, and repeating the probes that ask for it. */
#include "app/runs.h"

#include <stdio.h>
#include <string.h>

#include "app/clock.h"
#include "incident/finding.h"
#include "store/trail.h"

static struct names copy_names(const struct names *from)
{
    struct names to = {mem_array(from->n + 1, sizeof *to.v), from->n};
    for (size_t i = 0; i < from->n; i++)
        to.v[i] = mem_strdup(from->v[i]);
    return to;
}

static void free_names(struct names *list)
{
    for (size_t i = 0; i < list->n; i++)
        mem_free((void *)(size_t)list->v[i]);
    mem_free(list->v);
}

static int64_t timeout_of(const struct live_run *r)
{
    return r->probe ? r->probe->timeout : r->action->timeout;
}

static bool start_sample(struct live_run *r, int64_t ticks, struct err *e)
{
    struct arena arena = {0};
    bool is_change = r->purpose == RUN_FOR_ACTION;
    struct child_way way = {.host = r->host, .stays = is_change && !r->dies_with_us};
    struct child_spec spec = {.command = r->command, .names = r->names, .timeout = timeout_of(r), .is_read_only = !is_change};
    spec.will = is_change ? r->will : NULL;
    spec.dies_with_us = r->dies_with_us;
    spec.way = r->host ? &way : NULL;
    if (r->host)
        way.argv = ssh_words(r->ssh, r->host, &arena);
    bool ok = child_start_guarded(&r->child, &spec, is_change ? r->guard : -1, ticks, e);
    arena_release(&arena);
    return ok;
}

struct live_run *runs_copy(const struct live_run *what)
{
    struct live_run *r = mem_alloc(sizeof *r);
    *r = *what;
    r->id = mem_strdup(what->id);
    r->path = mem_strdup(what->path);
    r->command = mem_strdup(what->command);
    r->host = what->host ? mem_strdup(what->host) : NULL;
    r->names = copy_names(&what->names);
    return r;
}

struct live_run *runs_start(struct runs *rs, const struct live_run *what, int64_t ticks, struct err *e)
{
    struct live_run *r = runs_copy(what);
    r->began = r->seen = ticks;
    if (soak_is(r->probe)) {
        r->soak = mem_alloc(sizeof *r->soak);
        soak_begin(r->soak, ticks);
    }
    *vec_push(&rs->list) = r;
    r->is_stopped = !start_sample(r, ticks, e);
    return r->is_stopped ? NULL : r;
}

void runs_refuse(struct runs *rs, const struct live_run *what, int64_t ticks, const char *why)
{
    struct live_run *r = runs_copy(what);
    r->began = ticks;
    r->is_stopped = true;
    child_refuse(&r->child, ticks, why);
    *vec_push(&rs->list) = r;
}

struct live_run *runs_find(const struct runs *rs, int64_t run)
{
    for (size_t i = 0; i < rs->list.n; i++)
        if (rs->list.v[i]->run == run)
            return rs->list.v[i];
    return NULL;
}

const struct live_run *runs_find_id(const struct runs *rs, const char *path, const char *id)
{
    for (size_t i = 0; i < rs->list.n; i++)
        if (str_eq(rs->list.v[i]->path, path) && str_eq(rs->list.v[i]->id, id))
            return rs->list.v[i];
    return NULL;
}

const struct live_run *runs_find_soak(const struct runs *rs, const char *path)
{
    for (size_t i = 0; i < rs->list.n; i++)
        if (rs->list.v[i]->soak && str_eq(rs->list.v[i]->path, path))
            return rs->list.v[i];
    return NULL;
}

bool runs_has_action(const struct runs *rs)
{
    for (size_t i = 0; i < rs->list.n; i++)
        if (rs->list.v[i]->purpose == RUN_FOR_ACTION)
            return true;
    return false;
}

bool runs_has_read(const struct runs *rs)
{
    for (size_t i = 0; i < rs->list.n; i++)
        if (rs->list.v[i]->purpose != RUN_FOR_ACTION)
            return true;
    return false;
}

size_t runs_fds(const struct runs *rs, struct pollfd *fds, size_t max)
{
    size_t n = 0;
    for (size_t i = 0; i < rs->list.n && n + CHILD_FDS <= max; i++)
        n += child_fds(&rs->list.v[i]->child, fds + n);
    return n;
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

int64_t runs_wake_at(const struct runs *rs)
{
    int64_t at = INT64_MAX;
    for (size_t i = 0; i < rs->list.n; i++) {
        const struct live_run *r = rs->list.v[i];
        at = earlier(at, child_wakes_at(&r->child));
        if (r->next_sample)
            at = earlier(at, r->next_sample);
    }
    return at;
}

/* ---- repeating -------------------------------------------------------------------------------------------------------- */

/* How long it took: of an engine what its finding says, which leaves out how long the engine took to start. */
static int64_t sample_took(const struct live_run *r, const struct finding *f)
{
    for (size_t i = 0; i < f->facts.n; i++)
        if (str_ends(f->facts.v[i].name, ".total") && f->facts.v[i].value.kind == VALUE_DURATION)
            return f->facts.v[i].value.us;
    return r->child.ended - r->child.started;
}

static void judge_sample(const struct live_run *r, struct soak_sample *sample)
{
    struct arena arena = {0};
    struct str text = {0};
    struct finding f;
    output_text(&r->child.output, &text);
    finding_make(&(struct finding_of){.id = r->id, .kind = r->probe->kind, .expect = &r->probe->expect, .outcome = r->child.outcome,
                                      .exit_status = r->child.exit_status, .output = str_get(&text), .n_output = text.n},
                 &arena, &f);
    *sample = (struct soak_sample){.began = r->child.started, .took = sample_took(r, &f), .passed = f.passed};
    str_release(&text);
    arena_release(&arena);
}

int64_t runs_length_of(const struct live_run *r)
{
    return soak_is(r->probe) ? r->probe->length : timeout_of(r);
}

bool runs_was_cut_short(const struct live_run *r)
{
    return r->child.outcome == RUN_CANCELLED || r->child.outcome == RUN_NOT_STARTED || r->child.outcome == RUN_UNKNOWN;
}

static void note_sample(struct live_run *r, const struct soak_sample *sample)
{
    size_t before = r->lines.n;
    char exit[24];
    snprintf(exit, sizeof exit, "exit %d", r->child.exit_status);
    soak_line(clock_now(), sample, r->child.outcome == RUN_EXITED ? exit : run_outcome_name(r->child.outcome), &r->lines);
    if (r->trail)
        trail_add(r->trail, r->run, str_get(&r->lines) + before, r->lines.n - before);
}

/* A sample has ended: it counts, if it was seen how, and says when the next is due, if one is. */
static void count_sample(struct live_run *r, int64_t ticks)
{
    struct soak_sample sample;
    bool more, was_missed = r->is_unseen;
    if (r->is_stopped || r->child.outcome == RUN_CANCELLED) {
        r->child.outcome = RUN_CANCELLED; /* cut short: whatever became of its last sample, it did not pass its time */
        return;
    }
    judge_sample(r, &sample);
    more = was_missed ? soak_miss(r->soak, r->probe, ticks) : soak_take(r->soak, r->probe, &sample, ticks);
    if (!was_missed)
        note_sample(r, &sample);
    r->next_sample = more ? r->soak->due : 0;
    r->is_stopped = !more;
}

static void start_next_sample(struct live_run *r, int64_t ticks)
{
    struct err e = {0};
    r->next_sample = 0;
    str_clear(&r->last);
    output_text(&r->child.output, &r->last);
    child_release(&r->child);
    r->is_unseen = false;
    if (!start_sample(r, ticks, &e))
        r->is_stopped = true;
}

/* Where nobody looked for long, its time may be over with nothing seen since. */
static void go_on(struct live_run *r, int64_t ticks)
{
    if (ticks - r->began < r->probe->length) {
        start_next_sample(r, ticks);
        return;
    }
    r->next_sample = 0;
    r->is_stopped = true;
}

bool runs_step(struct runs *rs, int64_t ticks)
{
    bool changed = false;
    for (size_t i = 0; i < rs->list.n; i++) {
        struct live_run *r = rs->list.v[i];
        bool ran = !r->child.ended;
        r->is_unseen |= ran && ticks - r->seen > UNWATCHED;
        changed |= child_step(&r->child, ticks);
        if (ran && r->child.ended && r->soak)
            count_sample(r, ticks);
        if (r->next_sample && ticks >= r->next_sample)
            go_on(r, ticks);
        r->seen = ticks;
    }
    return changed;
}

static bool is_over(const struct live_run *r)
{
    return r->child.ended && (!r->soak || r->is_stopped);
}

struct live_run *runs_take_ended(struct runs *rs)
{
    for (size_t i = 0; i < rs->list.n; i++)
        if (is_over(rs->list.v[i])) {
            struct live_run *r = rs->list.v[i];
            memmove(&rs->list.v[i], &rs->list.v[i + 1], (rs->list.n - i - 1) * sizeof *rs->list.v);
            rs->list.n--;
            return r;
        }
    return NULL;
}

static void cancel(struct live_run *r)
{
    if (r->next_sample)
        r->child.outcome = RUN_CANCELLED; /* between two samples */
    r->is_stopped = true;
    r->next_sample = 0;
    child_cancel(&r->child);
}

void runs_cancel(struct runs *rs, int64_t run)
{
    for (size_t i = 0; i < rs->list.n; i++)
        if (!run || rs->list.v[i]->run == run)
            cancel(rs->list.v[i]);
}

void runs_cancel_reads(struct runs *rs)
{
    for (size_t i = 0; i < rs->list.n; i++)
        if (rs->list.v[i]->purpose != RUN_FOR_ACTION)
            cancel(rs->list.v[i]);
}

void runs_free(struct live_run *r)
{
    if (r->purpose == RUN_FOR_ACTION)
        child_let_go(&r->child); /* half a change is worse than one that nobody watches */
    else
        child_release(&r->child);
    str_release(&r->last);
    str_release(&r->lines);
    mem_free(r->soak);
    free_names(&r->names);
    mem_free(r->id);
    mem_free(r->path);
    mem_free(r->command);
    mem_free(r->host);
    mem_free(r);
}

void runs_release(struct runs *rs)
{
    for (size_t i = 0; i < rs->list.n; i++)
        runs_free(rs->list.v[i]);
    vec_release(&rs->list);
}
