/* probe: the read-only commands of a step: which can run, in what order, and their intents. */
#include "app/parts.h"

#include <string.h>
#include <unistd.h>

#include "app/clock.h"
#include "app/environment.h"
#include "app/request.h"
#include "app/trial.h"
#include "app/way.h"
#include "base/i18n.h"
#include "flow/probe_command.h"

/* ---- what stands in the way ------------------------------------------------------------------------------------------- */

static const char *join_names(const struct names *names, struct arena *arena)
{
    struct str all = {0};
    for (size_t i = 0; i < names->n; i++)
        str_addf(&all, i ? ", %s" : "%s", names->v[i]);
    const char *text = arena_strdup(arena, str_get(&all));
    str_release(&all);
    return text;
}

/* Will a probe above it in the step find this? Then it is started first, and this one waits for it. */
static bool comes_from_above(const struct session *s, const struct place *p, const struct flow_probe *probe, const char *name)
{
    for (const struct flow_probe *above = p->step->probe; above < probe; above++) {
        const struct run *run = incident_last_run(s->inc, p->path, above->id);
        size_t n = strlen(above->id);
        if (strncmp(name, above->id, n) == 0 && name[n] == '_' && (!run || !run->ended))
            return true;
    }
    return false;
}

static const char *missing_values(const struct session *s, const struct place *p, const struct flow_probe *probe, struct arena *arena)
{
    struct environment env;
    const char *inner, *command = request_command(s, probe, &inner, arena);
    environment_make(s, &p->scope, command, inner, false, arena, &env);
    struct names missing = {arena_array(arena, env.missing.n + 1, sizeof *missing.v), 0};
    for (size_t i = 0; i < env.missing.n; i++)
        if (!comes_from_above(s, p, probe, env.missing.v[i]))
            missing.v[missing.n++] = env.missing.v[i];
    return missing.n ? join_names(&missing, arena) : NULL;
}

/* The machine that it runs on, NULL for this one; what is missing to know that, or NULL. */
static const char *missing_host(const struct session *s, const struct place *p, const struct flow_probe *probe, struct arena *arena,
                                const char **host)
{
    if (way_where(s, p, probe->host, arena, host))
        return NULL;
    const char *name = *host + 1;
    *host = NULL;
    return comes_from_above(s, p, probe, name) ? NULL : name;
}

/* Is it one of the step's own fields that is empty? Then the form asks for it, and nothing else stands in the way. */
bool probe_waits_for_field(const struct session *s, const struct place *p)
{
    for (size_t i = 0; i < p->step->n_inputs; i++) {
        const struct flow_input *input = &p->flow->input[p->step->input[i]];
        struct value v = scope_value(&p->scope, input->id);
        bool is_given = input->type == INPUT_SECRET ? environment_find_secret(s, input->id) != NULL : value_is_known(&v);
        if (!input->preset && !is_given)
            return true;
    }
    return false;
}

static const char *way_closed(const struct session *s, const struct flow_probe *probe, const char *host, struct arena *arena)
{
    switch (way_to(s, host, probe->terminal)) {
    case WAY_OPEN:
        break;
    case WAY_NONE:
        return arena_printf(arena, _("It runs on %s, and this is %s: run it there, then say what you found (o)."), host, s->host);
    case WAY_NO_NAME:
        return arena_printf(arena, _("It runs on '%s', and that cannot be the name of a machine: = corrects it."), host);
    case WAY_NO_TERMINAL:
        return arena_printf(arena, _("It wants a terminal on %s: run it there, then say what you found (o)."), host);
    }
    return NULL;
}

const char *probe_hindrance(const struct session *s, const struct place *p, const struct flow_probe *probe, struct arena *arena)
{
    if (!probe->run) /* of a flow with mistakes */
        return _("The flow does not say what it runs: triage check says where. Look by hand, then say what you found (o).");
    const char *host, *missing = missing_host(s, p, probe, arena, &host), *why = host ? way_closed(s, probe, host, arena) : NULL;
    if (why)
        return why;
    missing = missing ? missing : missing_values(s, p, probe, arena);
    return missing ? arena_printf(arena, _("It needs a value that is not known yet: %s (= gives it one)."), missing) : NULL;
}

/* Does the probe wait for facts of another one above it that is running or queued? */
static bool waits_for_another(const struct session *s, const struct place *p, const struct flow_probe *probe)
{
    struct arena arena = {0};
    const char *inner = probe_inner_shell(probe);
    struct names wanted = scope_shell_names(arena_printf(&arena, "%s\n%s\n%s", probe->run ? probe->run : "", inner ? inner : "",
                                                       probe->host ? probe->host : ""), &arena);
    bool waits = false;
    for (const struct flow_probe *above = p->step->probe; above < probe && !waits; above++) {
        size_t n = strlen(above->id);
        bool is_under_way = runs_find_id(&s->runs, p->path, above->id) || session_is_queued(s, p->path, above);
        for (size_t i = 0; i < wanted.n && is_under_way && !waits; i++)
            waits = strncmp(wanted.v[i], above->id, n) == 0 && wanted.v[i][n] == '_';
    }
    arena_release(&arena);
    return waits;
}

/* ---- starting --------------------------------------------------------------------------------------------------------- */

bool run_read(struct session *s, const struct live_run *what, const struct environment *env, const char *probe, struct err *e)
{
    struct event ev = {.kind = EVENT_probe_started, .step = what->path};
    struct live_run run = *what;
    char why[WHY_TEXT];
    if (!trial_may_run(s, e))
        return false;
    ev.as.probe_started = (struct event_probe_started){
        .probe = probe,
        .command = what->command,
        .names = env->shown,
        .host = what->host ? what->host : s->host,
        .user = s->actor,
        .liveness = s->liveness,
        .timeout = what->probe ? what->probe->timeout : what->action->timeout,
    };
    if (!record_event(s, &ev, e))
        return false;
    run.run = s->inc->seq;
    run.names = env->names;
    run.trail = soak_is(what->probe) ? s->liveness : NULL;
    run.ssh = &s->ssh;
    if (run.host && !way_open(s, run.host, why)) {
        runs_refuse(&s->runs, &run, clock_ticks(), why);
        return true;
    }
    if (what->probe && what->probe->terminal)
        return run_in_terminal(s, &run, e);
    return runs_start(&s->runs, &run, clock_ticks(), e) != NULL;
}

static bool start_probe(struct session *s, const struct place *p, const struct flow_probe *probe, struct err *e)
{
    struct arena arena = {0};
    struct environment env;
    const char *host, *inner, *command = request_command(s, probe, &inner, &arena);
    environment_make(s, &p->scope, command, inner, false, &arena, &env);
    request_add(s, probe, &arena, &env);
    if (!way_where(s, p, probe->host, &arena, &host)) {
        arena_release(&arena);
        return err_set(e, ERR_USAGE, _("%s: it is not known where it runs."), probe->id);
    }
    if (probe->kind != PROBE_RUN && !host)
        environment_add_triage(&env, &arena);
    struct live_run what = {
        .purpose = RUN_FOR_PROBE,
        .id = (char *)(size_t)probe->id,
        .path = (char *)(size_t)p->path,
        .probe = probe,
        .command = (char *)(size_t)command,
        .host = (char *)(size_t)host,
    };
    bool ok = run_read(s, &what, &env, probe->id, e);
    arena_release(&arena);
    return ok;
}

/* ---- the queue: probes that r asked for and that wait for facts of others ----------------------------------------------- */

bool session_is_queued(const struct session *s, const char *path, const struct flow_probe *probe)
{
    for (size_t i = 0; i < s->queue.n; i++)
        if (s->queue.v[i].probe == probe && str_eq(s->queue.v[i].path, path))
            return true;
    return false;
}

/* Its path is the caller's. */
static struct queued unqueue(struct session *s, size_t i)
{
    struct queued taken = s->queue.v[i];
    memmove(&s->queue.v[i], &s->queue.v[i + 1], (s->queue.n - i - 1) * sizeof *s->queue.v);
    s->queue.n--;
    return taken;
}

/* The first that can start, or cannot at all; -1: none now. */
static int next_ready(const struct session *s)
{
    struct place p;
    for (size_t i = 0; i < s->queue.n; i++)
        if (!place_at(s, s->queue.v[i].path, &p) || !waits_for_another(s, &p, s->queue.v[i].probe))
            return (int)i;
    return -1;
}

void probe_start_queued(struct session *s)
{
    for (int i; (i = next_ready(s)) >= 0;) {
        struct place p;
        struct err e = {0};
        struct arena arena = {0};
        struct queued next = unqueue(s, (size_t)i);
        bool can_run = place_at(s, next.path, &p) && !probe_hindrance(s, &p, next.probe, &arena);
        if (can_run && !start_probe(s, &p, next.probe, &e))
            session_say(s, "%s", e.text);
        mem_free(next.path);
        arena_release(&arena);
    }
}

/* A try runs none: what to type instead is said, to who reads lines. */
static bool ask_instead(struct session *s, struct err *e)
{
    const char *wanted;
    const struct flow_probe *probe = trial_next(s, &wanted);
    return err_set(e, ERR_USAGE, _("This is a try: nothing runs. \"o %s name=value ...\" says what it finds (%s); \"o %s failed\"."),
                   probe ? probe->id : "", probe ? wanted : "", probe ? probe->id : "");
}

bool probe_run_all(struct session *s, const struct wish *w, struct err *e)
{
    struct place p;
    struct arena arena = {0};
    const char *why = NULL;
    size_t n = 0;
    (void)w;
    if (!place_now(s, &p) || !p.step->n_probes)
        return err_set(e, ERR_USAGE, _("This step has no probes."));
    if (s->trial)
        return ask_instead(s, e);
    for (size_t i = 0; i < p.step->n_probes; i++) {
        const struct flow_probe *probe = &p.step->probe[i];
        bool is_under_way = runs_find_id(&s->runs, p.path, probe->id) || session_is_queued(s, p.path, probe);
        const char *hindrance = waits_for_another(s, &p, probe) ? NULL : probe_hindrance(s, &p, probe, &arena);
        if (hindrance && !why)
            why = arena_printf(&arena, "%s: %s", probe->id, hindrance);
        if (hindrance || is_under_way)
            continue;
        *vec_push(&s->queue) = (struct queued){mem_strdup(p.path), probe};
        n++;
    }
    probe_start_queued(s);
    if (!n && why)
        err_set(e, ERR_USAGE, "%s", why);
    else if (why)
        session_say(s, "%s", why); /* the others run */
    arena_release(&arena);
    return n > 0 || !why;
}

bool probe_cancel(struct session *s, const struct wish *w, struct err *e)
{
    (void)e;
    while (!w->number && s->queue.n)
        mem_free(unqueue(s, 0).path);
    runs_cancel(&s->runs, w->number);
    return true;
}

bool probe_type(struct session *s, const struct wish *w, struct err *e)
{
    struct live_run *r = runs_find(&s->runs, w->number);
    if (!r)
        return err_set(e, ERR_USAGE, _("It does not run any more."));
    child_type(&r->child, w->text, strlen(w->text));
    child_type(&r->child, "\n", 1);
    return true;
}
