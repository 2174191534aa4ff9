/* bench_flow: what reading a large flow costs: loaded (tree, conditions, names) and checked by every rule, against
 * libyaml producing the same flow's events, and nothing done with them, in turns. */
#include <stdio.h>
#include <stdlib.h>
#include <yaml.h>

#include "flow/check.h"
#include "large.h"
#include "measure.h"

enum { TURNS = 25 };

static double time_events(const struct str *t)
{
    double start = cpu_ms();
    yaml_parser_t parser;
    yaml_event_t ev;
    yaml_parser_initialize(&parser);
    yaml_parser_set_input_string(&parser, (const unsigned char *)t->s, t->n);
    for (bool ended = false; !ended;) {
        if (!yaml_parser_parse(&parser, &ev))
            exit(1);
        ended = ev.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&ev);
    }
    yaml_parser_delete(&parser);
    return cpu_ms() - start;
}

static void refuse(const struct problems *ps)
{
    struct str said = {0};
    if (ps->list.n)
        problem_print(&ps->list.v[0], &said);
    fprintf(stderr, "bench_flow: %s\n", str_get(&said));
    exit(1);
}

static double time_load(const struct str *t)
{
    struct problems ps = {0};
    double start = cpu_ms();
    struct flow *f = flow_load(t->s, t->n, "large.yaml", &ps);
    if (f)
        flow_check(f, NULL, &ps);
    double end = cpu_ms();
    if (!f || ps.list.n)
        refuse(&ps);
    flow_free(f);
    problems_release(&ps);
    return end - start;
}

int main(void)
{
    struct str t = {0};
    struct samples events = {0}, loads = {0};
    large_flow(&t);
    for (int i = 0; i < TURNS; i++) {
        samples_add(&events, time_events(&t));
        samples_add(&loads, time_load(&t));
    }
    row_ratio("flow of 10,000 steps, loaded and checked", "ms", samples_median(&loads), "libyaml's events", samples_median(&events), 2);
    samples_release(&events);
    samples_release(&loads);
    str_release(&t);
    return 0;
}
