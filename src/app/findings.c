/* findings: the outputs of engines, read again as what they mean. */
#include "app/findings.h"

#include <string.h>

#include "app/parts.h"
#include "incident/looked.h"

enum { PRINTED_MOST = 1 << 20 };

static void forget(struct kept_finding *k)
{
    if (k->is_log)
        log_finding_release(&k->log);
    if (k->is_changes)
        change_list_release(&k->changes);
    if (k->is_small)
        observation_release(&k->small);
    if (k->is_http)
        http_finding_release(&k->http);
    mem_free(k);
}

void findings_release(struct findings *f)
{
    for (size_t i = 0; i < f->list.n; i++)
        forget(f->list.v[i]);
    vec_release(&f->list);
}

void findings_settle(struct findings *f)
{
    size_t n = 0;
    for (size_t i = 0; i < f->list.n; i++) {
        struct kept_finding *k = f->list.v[i];
        if (!k->is_asked) {
            forget(k);
            continue;
        }
        k->is_asked = false;
        f->list.v[n++] = k;
    }
    f->list.n = n;
}

const struct flow_probe *findings_probe(struct session *s, const struct run *run)
{
    struct place p;
    return run->kind == RUN_PROBE && place_at(s, run->step, &p) ? flow_find_probe(p.step, run->id) : NULL;
}

/* What it printed, as far as it matters: the finding is the last line. */
static void read_output(struct session *s, const struct run *run, struct str *text)
{
    const struct live_run *live = runs_find(&s->runs, run->seq);
    struct err e = {0};
    if (live) {
        output_tail(&live->child.output, PRINTED_MOST, text);
        const char *end = text->n ? memrchr(text->s, '\n', text->n) : NULL;
        str_cut(text, end ? (size_t)(end - text->s) : 0); /* half a line is none */
    } else if (run->output) {
        (void)journal_get_blob(s->journal, run->output, text, &e); /* taken out or damaged: there is no finding then */
    }
}

static uint64_t printed(const struct session *s, const struct run *run)
{
    const struct live_run *live = runs_find(&s->runs, run->seq);
    return live ? live->child.output.bytes : UINT64_MAX;
}

static struct kept_finding *read_finding(struct findings *f, struct session *s, const struct run *run, enum probe_kind kind)
{
    f->n_read++;
    struct kept_finding *k = mem_alloc(sizeof *k);
    struct str text = {0};
    struct err e = {0};
    size_t n = 0;
    *k = (struct kept_finding){.run = run->seq, .bytes = printed(s, run), .is_asked = true};
    memcpy(k->incident, s->inc->id, sizeof k->incident);
    read_output(s, run, &text);
    const char *line = looked_line(str_get(&text), text.n, &n);
    if (line && kind == PROBE_LOGS)
        k->is_log = log_finding_read(line, n, &k->log, &e);
    else if (line && kind == PROBE_CHANGES)
        k->is_changes = change_list_read(line, n, &k->changes, &e);
    else if (line && probe_kind_is_small(kind))
        k->is_small = observation_read(line, n, &k->small, &e);
    else if (line && kind == PROBE_HTTP)
        k->is_http = http_finding_read(line, n, &k->http, &e);
    str_release(&text);
    return k;
}

static bool is_of(const struct kept_finding *k, const struct session *s, const struct run *run)
{
    return k->run == run->seq && memcmp(k->incident, s->inc->id, sizeof k->incident) == 0;
}

static const struct kept_finding *find(struct findings *f, struct session *s, const struct run *run, enum probe_kind kind)
{
    const struct flow_probe *probe = findings_probe(s, run);
    if (!probe || probe->kind != kind)
        return NULL;
    for (size_t i = 0; i < f->list.n; i++) {
        struct kept_finding *k = f->list.v[i];
        if (!is_of(k, s, run))
            continue;
        if (k->bytes == printed(s, run)) {
            k->is_asked = true;
            return k;
        }
        forget(k);
        return f->list.v[i] = read_finding(f, s, run, kind);
    }
    return *vec_push(&f->list) = read_finding(f, s, run, kind);
}

const struct log_finding *findings_log(struct findings *f, struct session *s, const struct run *run)
{
    const struct kept_finding *k = find(f, s, run, PROBE_LOGS);
    return k && k->is_log ? &k->log : NULL;
}

const struct change_list *findings_changes(struct findings *f, struct session *s, const struct run *run)
{
    const struct kept_finding *k = find(f, s, run, PROBE_CHANGES);
    return k && k->is_changes ? &k->changes : NULL;
}

const struct observation *findings_small(struct findings *f, struct session *s, const struct run *run)
{
    const struct flow_probe *probe = findings_probe(s, run);
    const struct kept_finding *k = probe && probe_kind_is_small(probe->kind) ? find(f, s, run, probe->kind) : NULL;
    return k && k->is_small ? &k->small : NULL;
}

const struct http_finding *findings_http(struct findings *f, struct session *s, const struct run *run)
{
    const struct kept_finding *k = find(f, s, run, PROBE_HTTP);
    return k && k->is_http ? &k->http : NULL;
}

const struct http_finding *findings_http_before(struct findings *f, struct session *s, const struct run *run)
{
    for (size_t i = s->inc->runs.n; i-- > 0;) {
        const struct run *r = &s->inc->runs.v[i];
        if (r->seq < run->seq && r->ended && str_eq(r->id, run->id) && str_eq(r->step, run->step)) {
            const struct http_finding *found = findings_http(f, s, r);
            if (found)
                return found;
        }
    }
    return NULL;
}

const struct run *findings_newest(struct findings *f, struct session *s, enum probe_kind kind)
{
    for (size_t i = s->inc ? s->inc->runs.n : 0; i-- > 0;) {
        const struct run *run = &s->inc->runs.v[i];
        const struct kept_finding *k = find(f, s, run, kind);
        if (k && (k->is_log || k->is_changes || k->is_http))
            return run;
    }
    return NULL;
}

bool findings_counts(const struct session *s, const struct run *run)
{
    const struct step_record *step = incident_find_step(s->inc, run->step);
    return incident_last_run(s->inc, run->step, run->id) == run && (!step || run->seq > step->walked_in);
}
