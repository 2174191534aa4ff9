/* logs_of: paths of probes, with the values of the incident put in. */
#include "app/logs_of.h"

#include <string.h>

#include "app/way.h"
#include "store/files.h"

struct looked_at { /* one probe, and how many of the names are its */
    int64_t run; /* with a finding, 0: none */
    size_t n;
};

struct gathering {
    struct session *session;
    struct findings *findings;
    struct logs_of *of;
    VEC(struct looked_at) probe;
};

static bool add_name(struct logs_of *of, const char *name)
{
    if (!name || !*name)
        return false;
    for (size_t i = 0; i < of->name.n; i++)
        if (strcmp(of->name.v[i], name) == 0)
            return true;
    *vec_push(&of->name) = arena_strdup(&of->arena, name);
    return true;
}

/* "cat $app_log": a file that the operator named. */
static size_t add_named_by(struct logs_of *of, const struct place *p, const char *command)
{
    struct names used = scope_shell_names(command, &of->arena);
    size_t n = 0;
    for (size_t i = 0; i < used.n; i++) {
        const struct flow_input *input = flow_find_input(p->flow, used.v[i]);
        struct value v = input && input->type == INPUT_PATH ? scope_value(&p->scope, input->id) : value_unknown();
        n += v.kind == VALUE_TEXT && files_exist(v.text) && add_name(of, v.text);
    }
    return n;
}

static size_t add_paths(struct logs_of *of, const struct place *p, const struct flow_probe *probe)
{
    size_t n = 0;
    for (size_t i = 0; i < probe->n_fields; i++)
        for (size_t k = 0; k < probe->field[i].value.n; k++) {
            const char *text = probe->field[i].value.v[k];
            if (strcmp(probe->field[i].name, "paths") == 0)
                n += add_name(of, scope_expand(&p->scope, text, &of->arena));
            else if (strcmp(probe->field[i].name, "command") == 0)
                n += add_named_by(of, p, text);
        }
    return n;
}

static void add_probe(struct gathering *g, const struct place *p, const struct flow_probe *probe, const struct run *run)
{
    const char *host;
    if (!way_where(g->session, p, probe->host, &g->of->arena, &host) || host)
        return; /* files of another machine, which are not those of the same name here */
    size_t n = add_paths(g->of, p, probe);
    bool has_finding = run && findings_log(g->findings, g->session, run);
    *vec_push(&g->probe) = (struct looked_at){has_finding ? run->seq : 0, n};
}

static void of_step(struct gathering *g, const struct place *p)
{
    for (size_t i = 0; i < p->step->n_probes; i++)
        if (p->step->probe[i].kind == PROBE_LOGS)
            add_probe(g, p, &p->step->probe[i], incident_last_run(g->session->inc, p->path, p->step->probe[i].id));
}

/* Of every step that has looked at logs, the newest first. */
static void of_runs(struct gathering *g)
{
    struct incident *inc = g->session->inc;
    struct place p;
    for (size_t i = inc->runs.n; i-- > 0;) {
        const struct run *run = &inc->runs.v[i];
        const struct flow_probe *probe = run->kind == RUN_PROBE ? findings_probe(g->session, run) : NULL;
        if (probe && probe->kind == PROBE_LOGS && incident_last_run(inc, run->step, run->id) == run && place_at(g->session, run->step, &p))
            add_probe(g, &p, probe, run);
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
    struct gathering g = {s, f, out, {0}};
    bool is_somewhere = place_now(s, &p);
    *out = (struct logs_of){0};
    if (is_somewhere)
        of_step(&g, &p);
    of_runs(&g);
    for (size_t i = g.probe.n; i-- > 0;)
        if (g.probe.v[i].run && g.probe.v[i].n == out->name.n)
            out->run = g.probe.v[i].run;
    if (!out->name.n && is_somewhere)
        out->step = step_that_looks(p.flow);
    vec_release(&g.probe);
}

void logs_of_release(struct logs_of *of)
{
    vec_release(&of->name);
    arena_release(&of->arena);
    *of = (struct logs_of){0};
}
