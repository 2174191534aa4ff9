/* look FLOW PROBE: runs a probe of a flow as a session would, with the values of the environment, and prints its facts. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/time.h"
#include "flow/flow.h"
#include "incident/finding.h"
#include "probe/child.h"

static struct flow *load(const char *path)
{
    struct problems ps = {0};
    struct str text = {0};
    char piece[4096];
    FILE *file = fopen(path, "r");
    for (size_t n; file && (n = fread(piece, 1, sizeof piece, file)) > 0;)
        str_add_n(&text, piece, n);
    if (file)
        fclose(file);
    struct flow *flow = flow_load(str_get(&text), text.n, path, &ps);
    str_release(&text);
    problems_release(&ps);
    return flow;
}

static const struct flow_probe *find(const struct flow *flow, const char *id)
{
    for (size_t i = 0; i < flow->n_observers; i++)
        if (flow->observer[i].probe && strcmp(flow->observer[i].probe->id, id) == 0)
            return flow->observer[i].probe;
    return NULL;
}

static int64_t ticks(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * TIME_SECOND + t.tv_nsec / 1000;
}

static bool run(const struct flow_probe *probe, struct child *c)
{
    struct err e = {0};
    struct child_spec spec = {.command = probe->run, .timeout = probe->timeout, .is_read_only = true};
    if (!child_start(c, &spec, ticks(), &e)) {
        puts(e.text);
        return false;
    }
    while (!c->ended) {
        struct pollfd fds[CHILD_FDS];
        poll(fds, (nfds_t)child_fds(c, fds), 100);
        child_step(c, ticks());
    }
    return true;
}

static void print(const struct flow_probe *probe, const struct child *c)
{
    struct arena arena = {0};
    struct finding f;
    struct str text = {0};
    output_text(&c->output, &text);
    struct finding_of of = {.id = probe->id,
                            .kind = probe->kind,
                            .expect = &probe->expect,
                            .capture = probe->capture,
                            .n_captures = probe->n_captures,
                            .outcome = c->outcome,
                            .exit_status = c->exit_status,
                            .output = str_get(&text),
                            .n_output = text.n};
    finding_make(&of, &arena, &f);
    puts(f.summary);
    for (size_t i = 0; i < f.facts.n; i++) {
        struct str value = {0};
        if (value_is_known(&f.facts.v[i].value))
            value_print(&f.facts.v[i].value, &value);
        printf("%s=%s\n", f.facts.v[i].name + strlen(probe->id) + 1, str_get(&value));
        str_release(&value);
    }
    str_release(&text);
    arena_release(&arena);
}

int main(int argc, char **argv)
{
    struct flow *flow = argc == 3 ? load(argv[1]) : NULL;
    const struct flow_probe *probe = flow ? find(flow, argv[2]) : NULL;
    struct child c;
    if (!probe || !probe->run || !run(probe, &c)) {
        puts("no such probe");
        return 1;
    }
    print(probe, &c);
    child_release(&c);
    flow_free(flow);
    return 0;
}
