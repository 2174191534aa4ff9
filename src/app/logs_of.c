/* logs_of: paths of probes, with the values of the incident put in. */
#include "app/logs_of.h"

#include <string.h>

static void add_name(struct logs_of *of, const char *name)
{
    for (size_t i = 0; i < of->name.n; i++)
        if (strcmp(of->name.v[i], name) == 0)
            return;
    *vec_push(&of->name) = arena_strdup(&of->arena, name);
}

static void add_paths(struct logs_of *of, const struct place *p, const struct flow_probe *probe)
{
    for (size_t i = 0; i < probe->n_fields; i++)
        for (size_t k = 0; strcmp(probe->field[i].name, "paths") == 0 && k < probe->field[i].value.n; k++) {
            const char *path = scope_expand(&p->scope, probe->field[i].value.v[k], &of->arena);
            if (path && *path)
                add_name(of, path);
        }
}

static void add_finding(struct logs_of *of, struct session *s, struct findings *f, const struct run *run)
{
    if (run && findings_log(f, s, run))
        *vec_push(&of->run) = run->seq;
}

static void of_step(struct logs_of *of, struct session *s, struct findings *f, const struct place *p)
{
    for (size_t i = 0; i < p->step->n_probes; i++) {
        const struct flow_probe *probe = &p->step->probe[i];
        if (probe->kind != PROBE_LOGS)
            continue;
        add_paths(of, p, probe);
        add_finding(of, s, f, incident_last_run(s->inc, p->path, probe->id));
    }
}

/* Of every step that has looked at logs, the newest first. */
static void of_runs(struct logs_of *of, struct session *s, struct findings *f)
{
    struct place p;
    for (size_t i = s->inc->runs.n; i-- > 0;) {
        const struct run *run = &s->inc->runs.v[i];
        const struct flow_probe *probe = run->kind == RUN_PROBE ? findings_probe(s, run) : NULL;
        if (!probe || probe->kind != PROBE_LOGS || incident_last_run(s->inc, run->step, run->id) != run || !place_at(s, run->step, &p))
            continue;
        add_paths(of, &p, probe);
        add_finding(of, s, f, run);
    }
}

static const char *step_that_looks(const struct flow *flow)
{
    for (size_t i = 0; i < flow->n_steps; i++)
        for (size_t k = 0; k < flow->step[i].n_probes; k++)
            if (flow->step[i].probe[k].kind == PROBE_LOGS)
                return flow->step[i].title;
    return NULL;
}

void logs_of(struct session *s, struct findings *f, struct logs_of *out)
{
    struct place p;
    bool is_somewhere = place_now(s, &p);
    *out = (struct logs_of){0};
    if (is_somewhere)
        of_step(out, s, f, &p);
    if (!out->name.n)
        of_runs(out, s, f);
    if (!out->name.n && is_somewhere)
        out->step = step_that_looks(p.flow);
}

void logs_of_release(struct logs_of *of)
{
    vec_release(&of->name);
    vec_release(&of->run);
    arena_release(&of->arena);
    *of = (struct logs_of){0};
}
