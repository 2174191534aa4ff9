/* bench_flow: what reading a large flow costs. Run by `make bench`.
 *
 *   events    libyaml producing the events of a flow of 10,000 steps, and nothing done with them
 *   loaded    the same flow loaded (tree, conditions, names) and checked by every rule, in turns with it; both in CPU time
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "flow/check.h"

enum { STEPS = FLOW_MAX_STEPS, TURNS = 15 };

/* Of this process: nothing here waits, and what else the machine does is not its cost. */
static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Steps in blocks, as people write them: a question with a condition and prose in every one. */
static void make_flow(struct str *t)
{
    str_add(t, "triage: 1\nid: large\ntitle: A large flow\ncauses:\n  release: {title: Release}\n  disk: {title: Disk}\n");
    str_add(t, "steps:\n  - id: look\n    title: Look\n    probes: [{id: page, http: {url: \"http://localhost/\"}}]\n");
    for (int i = 1; i < STEPS - 1; i++)
        str_addf(t,
                 "  - id: step_%d\n    title: Is it number %d?\n    takes: 3m\n"
                 "    text: Look at the machine that serves this and write down what it says of itself.\n"
                 "    answers:\n      - {id: same, when: page.status == %d}\n",
                 i, i, 200 + i % 400);
    str_add(t, "  - {id: end, title: The end, outcome: resolved}\n");
}

static double time_events(const struct str *t, size_t *n)
{
    double start = now_ms();
    yaml_parser_t parser;
    yaml_event_t ev;
    yaml_parser_initialize(&parser);
    yaml_parser_set_input_string(&parser, (const unsigned char *)t->s, t->n);
    *n = 0;
    for (bool ended = false; !ended; ++*n) {
        if (!yaml_parser_parse(&parser, &ev))
            exit(1);
        ended = ev.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&ev);
    }
    yaml_parser_delete(&parser);
    return now_ms() - start;
}

static double time_load(const struct str *t, double *check_ms)
{
    struct problems ps = {0};
    double start = now_ms();
    struct flow *f = flow_load(t->s, t->n, "large.yaml", &ps);
    double loaded = now_ms();
    if (f)
        flow_check(f, NULL, &ps);
    double end = now_ms();
    if (!f || ps.list.n) {
        struct str said = {0};
        if (ps.list.n)
            problem_print(&ps.list.v[0], &said);
        fprintf(stderr, "bench_flow: %s\n", str_get(&said));
        exit(1);
    }
    flow_free(f);
    problems_release(&ps);
    *check_ms = end - loaded;
    return end - start;
}

int main(void)
{
    struct str t = {0};
    double events[TURNS], loads[TURNS], checks[TURNS];
    size_t n = 0;
    make_flow(&t);
    for (int i = 0; i < TURNS; i++) {
        events[i] = time_events(&t, &n);
        loads[i] = time_load(&t, &checks[i]);
    }
    qsort(events, TURNS, sizeof *events, by_size);
    qsort(loads, TURNS, sizeof *loads, by_size);
    qsort(checks, TURNS, sizeof *checks, by_size);
    printf("flow      %d steps, %zu bytes, %zu events\n", STEPS, t.n, n);
    printf("events    %.1f ms (median of %d)\n", events[TURNS / 2], TURNS);
    printf("loaded    %.1f ms, of it checks %.1f ms: %.2f times libyaml's events (target: at most 2)\n", loads[TURNS / 2],
           checks[TURNS / 2], loads[TURNS / 2] / events[TURNS / 2]);
    str_release(&t);
    return 0;
}
