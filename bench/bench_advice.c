/* bench_advice: what it costs to say which step is worth its minutes, where all of a large flow can be asked next: 100
 * causes, 100 fixes, 200 questions of four answers. In processor time; the causes are reckoned with it. */
#include <stdio.h>
#include <stdlib.h>

#include "base/time.h"
#include "incident/advice.h"
#include "large.h"
#include "measure.h"

enum { CAUSES = 100, QUESTIONS = 200, TURNS = 25 };

static void write_flow(struct str *t)
{
    str_add(t, "triage: 1\nid: wide\ntitle: Wide\ncauses:\n");
    for (int i = 0; i < CAUSES; i++)
        str_addf(t, "  c%d: {title: Cause, likelihood: %u}\n", i, 1 + draw(9));
    str_add(t, "steps:\n");
    for (int i = 0; i < QUESTIONS; i++) {
        str_addf(t, "  - id: q%d\n    title: Question\n    phase: logs\n    takes: %um\n    answers:\n", i, 1 + draw(5));
        for (int a = 0; a < 3; a++)
            str_addf(t, "      - {id: a%d, evidence: {c%u: 0.%u, c%u: 0.4, c%u: 0.3, else: 0.1}}\n", a, draw(32) + 33 * (unsigned)a,
                     5 + draw(4), 99u, (unsigned)a * 33 + 32);
        str_add(t, "      - {id: nothing}\n");
    }
    for (int i = 0; i < CAUSES; i++)
        str_addf(t, "  - {id: f%d, title: Fix, phase: rollback, takes: %um, cures: {c%d: 0.%u}}\n", i, 2 + draw(20), i, 5 + draw(4));
}

static double time_advice(const struct flow *flow, struct incident *inc)
{
    struct scope scope = {flow, inc, NULL, TIME_NONE};
    struct arena arena = {0};
    struct diagnosis d;
    struct fixes f;
    struct advice advice;
    double start = cpu_ms();
    diagnosis_compute(flow, inc, &d);
    fixes_rank(&scope, &d, &f);
    advice_find(&scope, &d, &f, NULL, &arena, &advice);
    double took = cpu_ms() - start;
    if (advice.kind == ADVICE_NONE)
        fprintf(stderr, "bench_advice: nothing is advised\n"), exit(1);
    fixes_release(&f);
    diagnosis_release(&d);
    arena_release(&arena);
    return took;
}

int main(void)
{
    struct str text = {0};
    struct problems ps = {0};
    struct incident inc;
    struct samples took = {0};
    write_flow(&text);
    struct flow *flow = flow_load(text.s, text.n, "wide.yaml", &ps);
    if (!flow || ps.n_errors) {
        str_clear(&text);
        problem_print(&ps.list.v[0], &text);
        fprintf(stderr, "bench_advice: %s\n", str_get(&text));
        return 1;
    }
    incident_init(&inc);
    for (int i = 0; i < TURNS; i++)
        samples_add(&took, time_advice(flow, &inc));
    row_limit("advice: 100 causes and fixes, 200 questions", "ms", samples_median(&took), 5);
    samples_release(&took);
    incident_release(&inc);
    flow_free(flow);
    problems_release(&ps);
    str_release(&text);
    return 0;
}
