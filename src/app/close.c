/* close: an incident is laid down: what only reads is stopped and said to be, a change goes on and is looked for later. */
#include "app/parts.h"
#include "app/undo.h"

#include <poll.h>

#include "app/clock.h"

static void forget_queue(struct session *s)
{
    for (size_t i = 0; i < s->queue.n; i++)
        mem_free(s->queue.v[i].path);
    s->queue.n = 0;
}

static void await_runs(struct session *s)
{
    size_t most = CHILD_FDS * s->runs.list.n;
    struct pollfd *fds = mem_array(most, sizeof *fds);
    int64_t at = runs_wake_at(&s->runs), now = clock_ticks();
    size_t n = runs_fds(&s->runs, fds, most);
    poll(fds, (nfds_t)n, at == INT64_MAX ? -1 : at <= now ? 0 : (int)((at - now) / 1000 + 1));
    mem_free(fds);
    runs_step(&s->runs, clock_ticks());
}

static void record_ended(struct session *s)
{
    for (struct live_run *r; (r = runs_take_ended(&s->runs));) {
        end_run(s, r);
        runs_free(r);
    }
}

/* They have the grace that a cancelled command has, two seconds. */
static void stop_reads(struct session *s)
{
    runs_cancel_reads(&s->runs);
    record_ended(s);
    while (runs_has_read(&s->runs)) {
        await_runs(s);
        record_ended(s);
    }
}

/* Ends that could not be recorded until now are tried once more; then they are of unknown outcome to whoever comes. */
static void settle_debts(struct session *s)
{
    for (size_t i = 0; i < s->owed.n; i++) {
        end_run(s, s->owed.v[i]);
        runs_free(s->owed.v[i]);
    }
    s->owed.n = 0;
}

/* What is asked, what was looked at and what was whispered belong to this incident, and to no other. */
static void forget_the_rest(struct session *s)
{
    ask_forget(s);
    mem_free(s->now_text);
    s->now_text = NULL;
    s->now_run = s->now_at = 0;
    undo_forget(s);
    environment_forget_secrets(s);
}

void close_incident(struct session *s)
{
    struct err e = {0};
    struct event ev = {.kind = EVENT_departed, .as.departed = {s->liveness, "quit"}};
    if (!s->inc)
        return;
    s->is_leaving = true;
    ask_forget(s);
    forget_queue(s);
    settle_debts(s);
    stop_reads(s);
    if (s->has_joined && !s->is_cut_off)
        record_event(s, &ev, &e);
    s->has_joined = false;
    runs_release(&s->runs);
    incident_release(s->inc);
    mem_free(s->inc);
    s->inc = NULL;
    s->is_away = false;
    s->flow = NULL;
    forget_the_rest(s);
    s->is_leaving = false;
}
