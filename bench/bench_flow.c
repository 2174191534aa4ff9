/* bench_flow: what reading a large flow costs: loaded (tree, conditions, names) and checked by every rule, those that look
 * for secrets and ask for articles too, against libyaml producing the same flow's events, and nothing done with them, in
 * turns. */
#include <stdio.h>
#include <stdlib.h>
#include <yaml.h>

#include "flow/check.h"
#include "large.h"
#include "measure.h"
#include "text/redact.h"

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

static bool has_article(const void *of, const char *id)
{
    (void)of, (void)id;
    return true;
}

static double time_load(const struct str *t, struct redactor *redactor)
{
    struct flow_library library = {.has_article = has_article, .redactor = redactor};
    struct problems ps = {0};
    double start = cpu_ms();
    struct flow *f = flow_load(t->s, t->n, "large.yaml", &ps);
    if (f)
        flow_check(f, &library, &ps);
    double end = cpu_ms();
    if (!f || ps.n_errors)
        refuse(&ps);
    flow_free(f);
    problems_release(&ps);
    return end - start;
}

/* target 0: none was set. */
static void measure(const char *name, const struct str *t, struct redactor *redactor, double target)
{
    char remark[64];
    struct samples events = {0}, loads = {0};
    for (int i = 0; i < TURNS; i++) {
        samples_add(&events, time_events(t));
        samples_add(&loads, time_load(t, redactor));
    }
    snprintf(remark, sizeof remark, "%.2f times libyaml's %.1f", samples_median(&loads) / samples_median(&events), samples_median(&events));
    if (target > 0)
        row_ratio(name, "ms", samples_median(&loads), "libyaml's events", samples_median(&events), target);
    else
        row_note(name, "ms", samples_median(&loads), remark);
    samples_release(&events);
    samples_release(&loads);
}

int main(void)
{
    struct redactor *redactor = redact_new();
    struct str t = {0};
    large_flow(&t);
    measure("flow of 10,000 steps, loaded and checked", &t, redactor, 2);
    str_clear(&t);
    busy_flow(&t);
    measure("  4,500 with commands, evidence and fixes", &t, redactor, 0);
    str_release(&t);
    redact_free(redactor);
    return 0;
}
