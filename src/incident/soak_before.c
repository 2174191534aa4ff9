/* soak_before: the newest look at the same before the newest change. */
#include "incident/soak_before.h"

#include <string.h>

#include "base/time.h"

/* The newest change that began before it; 0: none did. */
static int64_t newest_change(const struct incident *inc, int64_t run)
{
    for (size_t i = inc->runs.n; i-- > 0;)
        if (inc->runs.v[i].kind == RUN_ACTION && inc->runs.v[i].seq < run)
            return inc->runs.v[i].seq;
    return 0;
}

/* PROBE.median, else PROBE.total, else PROBE.seconds. */
static int64_t length_in(const struct fact_pairs *facts, const char *id)
{
    static const char *const names[] = {".median", ".total", ".seconds"};
    size_t n = strlen(id);
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        for (size_t i = 0; i < facts->n; i++) {
            const struct value *v = &facts->v[i].value;
            if (strncmp(facts->v[i].name, id, n) != 0 || strcmp(facts->v[i].name + n, names[k]) != 0)
                continue;
            if (v->kind == VALUE_DURATION)
                return v->us;
            if (v->kind == VALUE_NUMBER && v->number >= 0 && v->number < 1e6)
                return (int64_t)(v->number * (double)TIME_SECOND);
        }
    return 0;
}

static int64_t took_before(const struct incident *inc, int64_t run, const char *id)
{
    for (int64_t seq = newest_change(inc, run); seq > 0; seq--) {
        const struct event *ev = incident_event(inc, seq);
        if (ev->kind != EVENT_probe_ended || strcmp(ev->as.probe_ended.probe, id) != 0)
            continue;
        int64_t took = length_in(&ev->as.probe_ended.facts, id);
        if (took > 0)
            return took;
    }
    return 0;
}

static int64_t in_the_logs(const struct incident *inc)
{
    for (size_t i = 0; i < inc->facts.n; i++)
        if (str_ends(inc->facts.v[i].name, ".latency_before") && inc->facts.v[i].value.kind == VALUE_DURATION)
            return inc->facts.v[i].value.us;
    return 0;
}

int64_t soak_before(const struct incident *inc, int64_t run, const struct flow_probe *p)
{
    int64_t logs = inc && p->kind == PROBE_HTTP ? in_the_logs(inc) : 0;
    return logs || !inc ? logs : took_before(inc, run, p->id);
}
