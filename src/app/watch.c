/* watch: a soak without an end for each probe, under a name of its own, so that the facts of the verification stand. */
#include "app/watch.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/clock.h"
#include "app/parts.h"
#include "app/present.h"
#include "app/signals.h"
#include "app/watch_say.h"
#include "base/i18n.h"
#include "flow/probe_command.h"
#include "incident/finding.h"

#define SLOWEST (5 * TIME_MINUTE)
#define USUAL (30 * TIME_SECOND)
#define FASTEST TIME_SECOND
#define FOR_EVER (INT64_MAX / 4)
enum { WELL_BEFORE_SLOWER = 10, LOOK_MS = 1000, SPECIAL_FDS = 2 };

struct watched {
    struct flow_probe probe; /* a copy: its pace is ours */
    const char *path, *id;   /* id: of the author's probe */
    struct environment env;
    int64_t base;            /* us, its pace where something is wrong */
    int64_t run;             /* 0: it could not be started */
    int64_t seen;            /* samples that were looked at */
    int64_t failed_in_row, well_in_row;
    bool is_back;
};

struct watch {
    struct session *s;
    const struct watch_options *o;
    struct arena arena;
    VEC(struct watched *) list;
    struct str in;
    int64_t said_at; /* ticks */
    const char *back; /* what came back last */
    bool has_terminal, asks, is_over, has_relapsed;
};

/* ---- what is watched ----------------------------------------------------------------------------------------------------- */

static bool is_wanted(const struct watch *w, const struct flow_step *step, const struct flow_probe *p)
{
    if (w->o->probe)
        return str_eq(w->o->probe, p->id);
    bool judges_itself = p->kind != PROBE_LOGS && p->kind != PROBE_CHANGES; /* of these the answers of the step judge */
    return step->phase == PHASE_VERIFY && judges_itself;
}

static int64_t pace_of(const struct watch *w, const struct flow_probe *p)
{
    int64_t every = w->o->every ? w->o->every : p->every ? p->every : USUAL;
    return every < FASTEST ? FASTEST : every;
}

static void add_watched(struct watch *w, const struct place *p, const struct flow_probe *probe)
{
    const char *why = probe->terminal ? _("It needs a terminal of its own.") : probe_hindrance(w->s, p, probe, &w->arena);
    if (why) {
        watch_say_cannot(probe->id, why);
        return;
    }
    struct watched *one = arena_alloc(&w->arena, sizeof *one);
    *one = (struct watched){.probe = *probe, .path = arena_strdup(&w->arena, p->path), .id = probe->id, .base = pace_of(w, probe)};
    one->probe.id = arena_printf(&w->arena, "%s_watched", probe->id);
    one->probe.every = one->base;
    one->probe.length = w->o->once ? one->base : w->o->length ? w->o->length : FOR_EVER;
    one->probe.at_least = 1;
    one->probe.abort = 0;
    environment_make(w->s, &p->scope, probe->run, probe_inner_shell(probe), false, &w->arena, &one->env);
    if (probe->kind != PROBE_RUN)
        environment_add_triage(&one->env, &w->arena);
    *vec_push(&w->list) = one;
}

/* Nobody is asked: a secret is where whoever started the watch has put it. */
static void take_secrets(struct watch *w, const struct flow *flow)
{
    for (size_t i = 0; i < flow->n_inputs; i++) {
        const char *value = flow->input[i].type == INPUT_SECRET ? getenv(flow->input[i].id) : NULL;
        if (value) {
            environment_keep_secret(w->s, flow->input[i].id, value);
            journal_hide(w->s->journal, flow->input[i].id, value);
        }
    }
}

static bool choose(struct watch *w, struct err *e)
{
    const struct flow *flow = w->s->flow->flow;
    take_secrets(w, flow);
    for (size_t i = 0; i < flow->n_steps; i++)
        for (size_t k = 0; k < flow->step[i].n_probes; k++) {
            struct place p;
            if (is_wanted(w, &flow->step[i], &flow->step[i].probe[k]) && place_at(w->s, flow->step[i].id, &p))
                add_watched(w, &p, &flow->step[i].probe[k]);
        }
    return w->list.n || err_set(e, ERR_ABSENT, w->o->probe ? _("There is no probe '%s' that can be watched here.")
                                                           : _("No verify step of this flow has a probe that can be watched here; name one: --probe%s"),
                                w->o->probe ? w->o->probe : "");
}

/* ---- a relapse ----------------------------------------------------------------------------------------------------------- */

/* The newest relapse of that probe, since which nobody has said how it stands. */
static bool is_on_record(const struct watch *w, const char *probe)
{
    for (int64_t seq = w->s->inc->seq; seq > 0; seq--) {
        const struct event *ev = incident_event(w->s->inc, seq);
        if (ev->kind == EVENT_status_set)
            return false;
        if (ev->kind == EVENT_relapsed && str_eq(ev->as.relapsed.probe, probe))
            return true;
    }
    return false;
}

static bool reopen(struct watch *w, const char *probe)
{
    struct err e = {0};
    struct event ev = {.kind = EVENT_status_set};
    ev.as.status_set = (struct event_status_set){.status = "open", .reason = arena_printf(&w->arena, "%s failed again", probe)};
    if (!record_event(w->s, &ev, &e))
        return watch_say("%s", e.text), false;
    watch_say(_("INC-%lld is open again."), (long long)w->s->inc->number);
    return true;
}

static void record_relapse(struct watch *w, const struct watched *one, const char *summary)
{
    struct err e = {0};
    struct event ev = {.kind = EVENT_relapsed, .step = one->path, .as.relapsed = {one->id, summary, one->run > 0 ? one->run : 0}};
    if (!is_on_record(w, one->id) && !record_event(w->s, &ev, &e))
        watch_say("%s", e.text);
}

static void relapse(struct watch *w, struct watched *one, const char *summary)
{
    one->is_back = w->has_relapsed = true;
    w->back = one->id;
    watch_say_relapse(one->id, summary, w->has_terminal);
    record_relapse(w, one, summary);
    if (w->o->reopens)
        w->is_over = reopen(w, one->id);
    else if (w->has_terminal && !w->o->once)
        w->asks = watch_ask_reopen(w->s->inc->number);
    w->is_over |= !w->has_terminal && !w->o->once;
}

/* ---- samples ------------------------------------------------------------------------------------------------------------- */

/* What the sample that ended last has said: its first sentence. */
static const char *summary_of(struct watch *w, const struct live_run *r)
{
    struct finding f;
    struct str text = {0};
    if (r->child.ended)
        output_text(&r->child.output, &text);
    else
        str_add_n(&text, str_get(&r->last), r->last.n);
    finding_make(&(struct finding_of){.id = r->id, .kind = r->probe->kind, .expect = &r->probe->expect, .outcome = RUN_EXITED,
                                      .output = str_get(&text), .n_output = text.n}, &w->arena, &f);
    str_release(&text);
    return str_blank(f.summary) ? "it printed nothing" : f.summary;
}

/* Slower while all is well, at the probe's own pace at once when it is not. */
static void pace(struct watched *one, bool failed)
{
    int64_t slower = one->probe.every * 2;
    one->well_in_row = failed ? 0 : one->well_in_row + 1;
    if (failed)
        one->probe.every = one->base;
    else if (one->well_in_row % WELL_BEFORE_SLOWER == 0 && slower <= SLOWEST)
        one->probe.every = slower;
}

static void look_at(struct watch *w, struct watched *one)
{
    const struct live_run *r = runs_find(&w->s->runs, one->run);
    if (!r || !r->soak || r->soak->samples == one->seen)
        return;
    bool failed = r->soak->failed[(r->soak->samples - 1) % SOAK_KEPT];
    one->seen = r->soak->samples;
    one->failed_in_row = failed ? one->failed_in_row + 1 : 0;
    pace(one, failed);
    if (failed && !one->is_back && one->failed_in_row > one->probe.allow)
        relapse(w, one, summary_of(w, r));
    else if (!failed && one->is_back) {
        one->is_back = false;
        watch_say_well(one->id);
    }
}

static void say_state(struct watch *w)
{
    int64_t now = clock_ticks();
    if (w->said_at && now - w->said_at < TIME_MINUTE)
        return;
    for (size_t i = 0; i < w->list.n; i++) {
        const struct live_run *r = runs_find(&w->s->runs, w->list.v[i]->run);
        if (!r || !r->soak || !r->soak->samples)
            continue;
        watch_say_samples(w->list.v[i]->id, r->soak->samples, r->soak->failures, w->list.v[i]->probe.every);
        w->said_at = now;
    }
}

/* ---- the loop ------------------------------------------------------------------------------------------------------------ */

/* What is watched for long is recorded as it begins and as it ends; a single look only where it fails. */
static bool start(struct watch *w, struct watched *one, size_t i, struct err *e)
{
    struct live_run what = {.purpose = RUN_FOR_PROBE, .id = (char *)(size_t)one->probe.id, .path = (char *)(size_t)one->path,
                            .probe = &one->probe, .command = (char *)(size_t)one->probe.run, .guard = -1};
    if (w->o->once) {
        what.run = one->run = -1 - (int64_t)i;
        what.names = one->env.names;
        return runs_start(&w->s->runs, &what, clock_ticks(), e) != NULL;
    }
    bool ok = run_read(w->s, &what, &one->env, one->probe.id, e);
    one->run = ok ? vec_last(&w->s->runs.list)[0]->run : 0;
    return ok;
}

static void take_ended(struct watch *w)
{
    for (struct live_run *r; (r = runs_take_ended(&w->s->runs));) {
        if (r->run > 0)
            end_run(w->s, r);
        runs_free(r);
    }
}

static void hear(struct watch *w)
{
    char bytes[256];
    ssize_t n = read(STDIN_FILENO, bytes, sizeof bytes);
    if (n <= 0)
        w->asks = w->asks && n < 0 && errno == EINTR;
    else if (w->asks) {
        w->asks = false;
        w->is_over = (bytes[0] == 'y' || bytes[0] == 'Y') && reopen(w, w->back);
    }
}

static int wait_ms(const struct watch *w)
{
    int64_t left = runs_wake_at(&w->s->runs) - clock_ticks();
    return left > LOOK_MS * 1000 ? LOOK_MS : left <= 0 ? 0 : (int)(left / 1000 + 1);
}

static void await(struct watch *w, int signals)
{
    size_t most = SPECIAL_FDS + CHILD_FDS * w->s->runs.list.n;
    struct pollfd *fds = mem_array(most, sizeof *fds);
    fds[0] = (struct pollfd){.fd = w->asks ? STDIN_FILENO : -1, .events = POLLIN};
    fds[1] = (struct pollfd){.fd = signals, .events = POLLIN};
    size_t n = SPECIAL_FDS + runs_fds(&w->s->runs, fds + SPECIAL_FDS, most - SPECIAL_FDS);
    if (poll(fds, (nfds_t)n, wait_ms(w)) > 0 && fds[0].revents)
        hear(w);
    mem_free(fds);
    struct signals seen = signals_take();
    w->is_over |= seen.ended || seen.interrupted;
}

/* Others may close it, or open it again. */
static void follow(struct watch *w)
{
    struct err e = {0};
    bool news;
    enum incident_status before = w->s->inc->status;
    if (!journal_refresh(w->s->journal, w->s->inc, &news, &e))
        watch_say("%s", e.text);
    if (w->s->inc->status != before && !w->is_over)
        watch_say(_("INC-%lld is now %s."), (long long)w->s->inc->number, status_word(w->s->inc->status));
    w->is_over |= w->s->inc->status == STATUS_OPEN || w->s->inc->status == STATUS_CLOSED;
}

static bool watch_all(struct watch *w, struct err *e)
{
    int signals = signals_open();
    bool ok = true;
    for (size_t i = 0; ok && i < w->list.n; i++)
        ok = start(w, w->list.v[i], i, e);
    while (ok && !w->is_over) {
        await(w, signals);
        runs_step(&w->s->runs, clock_ticks());
        for (size_t i = 0; i < w->list.n; i++)
            look_at(w, w->list.v[i]);
        take_ended(w);
        if (!w->o->once)
            say_state(w), follow(w);
        w->is_over |= !w->s->runs.list.n;
    }
    return ok;
}

/* ---- who watches --------------------------------------------------------------------------------------------------------- */

static bool admits(const struct watch *w, struct err *e)
{
    struct present present = {0};
    const struct incident *inc = w->s->inc;
    present_follow(&present, inc);
    const struct somebody *who = present_watch(&present, w->s->liveness, w->s->host);
    bool ok = (!who || w->o->once || err_set(e, ERR_BUSY, _("INC-%lld is watched by %s on %s already."), (long long)inc->number, who->actor, who->host)) &&
              (inc->status != STATUS_OPEN ||
               err_set(e, ERR_REFUSED, _("INC-%lld is open: nothing can come back yet. Verify it first: triage resume INC-%lld"),
                       (long long)inc->number, (long long)inc->number)) &&
              (inc->status != STATUS_CLOSED ||
               err_set(e, ERR_REFUSED, _("INC-%lld is closed; open it again to watch it."), (long long)inc->number));
    present_release(&present);
    return ok;
}

bool watch_run(struct session *s, const struct watch_options *o, bool *has_relapsed, struct err *e)
{
    struct watch w = {.s = s, .o = o, .has_terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)};
    s->sits_at = PRESENT_WATCH;
    bool ok = open_to_read(s, o->which, e) && admits(&w, e) && (o->once || open_incident(s, o->which, e)) && admits(&w, e) &&
              choose(&w, e) && watch_all(&w, e);
    *has_relapsed = w.has_relapsed;
    close_incident(s);
    str_release(&w.in);
    vec_release(&w.list);
    arena_release(&w.arena);
    return ok;
}
