/* collect_runs: what was run, by whom and where, and what came of it; and what it printed, cut to what a page can bear. */
#include <string.h>

#include "report/collect.h"
#include "report/looked.h"

enum {
    HEAD_LINES = 24, /* of an output; what is between head and tail is left out, and counted */
    TAIL_LINES = 8,
    LINE_BYTES = 400, /* of one line */
};

static void keep_names(struct collector *c, const struct names *from, struct report_run *to)
{
    for (size_t i = 0; i < from->n; i++)
        *vec_push(&to->names) = collect_line(c, from->v[i]);
}

static bool may_be_in_effect(const struct run *run)
{
    return run->kind == RUN_ACTION && !run->undoes && !run->undone_by && !str_eq(run->verdict, "no_effect") &&
           run->outcome != RUN_NOT_STARTED && run->outcome != RUN_RUNNING;
}

static void add_run(struct collector *c, const struct run *run)
{
    struct report_run *to = vec_push(&c->r->runs);
    struct collect_place place = collect_place(c, run->step);
    *to = (struct report_run){
        .seq = run->seq, .started = run->started, .ended = run->ended, .kind = run->kind, .outcome = run->outcome,
        .exit_status = run->exit_status, .undoes = run->undoes, .undone_by = run->undone_by,
        .id = collect_line(c, run->id), .step = collect_line(c, run->step), .title = place.title, .phase = place.phase,
        .command = collect_text(c, run->command), .host = collect_line(c, run->host), .user = collect_line(c, run->user),
        .actor = collect_line(c, run->actor), .summary = collect_line(c, run->summary), .why = collect_text(c, run->why),
        .before = collect_text(c, run->before), .undo = collect_text(c, run->undo), .verdict = collect_line(c, run->verdict),
        .digest = collect_line(c, run->output), .is_reported = run->is_reported, .is_in_effect = may_be_in_effect(run),
        .is_soak = run->is_soak, .soak = run->soak,
    };
    keep_names(c, &run->names, to);
}

static int by_seq(const void *a, const void *b)
{
    const struct report_run *x = a, *y = b;
    return x->seq < y->seq ? -1 : x->seq > y->seq;
}

static struct report_run *run_of(struct report *r, int64_t seq)
{
    const struct report_run key = {.seq = seq};
    return r->runs.n ? bsearch(&key, r->runs.v, r->runs.n, sizeof *r->runs.v, by_seq) : NULL;
}

const struct report_run *report_find_run(const struct report *r, int64_t seq)
{
    const struct report_run key = {.seq = seq};
    return r->runs.n ? bsearch(&key, r->runs.v, r->runs.n, sizeof *r->runs.v, by_seq) : NULL;
}

static int64_t length_of(int64_t took)
{
    return took < 0 ? 0 : took;
}

/* What the events know of a run and the state does not keep. */
static void add_details(struct collector *c, const struct event *ev)
{
    struct report_run *run = NULL;
    if (ev->kind == EVENT_probe_ended && (run = run_of(c->r, ev->as.probe_ended.run))) {
        run->took = length_of(ev->as.probe_ended.took);
        run->bytes = ev->as.probe_ended.bytes;
    } else if (ev->kind == EVENT_action_ended && (run = run_of(c->r, ev->as.action_ended.run))) {
        run->took = length_of(ev->as.action_ended.took);
        run->bytes = ev->as.action_ended.bytes;
        run->left_running = ev->as.action_ended.left_running;
    } else if (ev->kind == EVENT_action_started && (run = run_of(c->r, ev->seq))) {
        run->risk = collect_line(c, ev->as.action_started.risk);
    } else if (ev->kind == EVENT_settled && (run = run_of(c->r, ev->as.settled.run))) {
        run->settler = collect_line(c, ev->actor);
    } else if (ev->kind == EVENT_action_reported && (run = run_of(c->r, ev->seq)) &&
               str_eq(ev->as.action_reported.outcome, "unknown")) {
        run->outcome = RUN_UNKNOWN;
    }
}

void collect_runs(struct collector *c)
{
    for (size_t i = 0; i < c->inc->runs.n; i++)
        add_run(c, &c->inc->runs.v[i]);
    if (c->r->runs.n)
        qsort(c->r->runs.v, c->r->runs.n, sizeof *c->r->runs.v, by_seq);
    for (size_t i = 0; i < c->inc->events.n; i++)
        add_details(c, &c->inc->events.v[i]);
}

/* ---- outputs --------------------------------------------------------------------------------------------------------- */
static size_t count_lines(const char *s, size_t n)
{
    size_t lines = 0;
    for (size_t i = 0; i < n; i++)
        lines += s[i] == '\n';
    return lines + (n && s[n - 1] != '\n');
}

/* At most LINE_BYTES of a line, never half a character: continuation bytes at the cut go with what is cut off. */
static void add_line(struct str *out, const char *s, size_t n)
{
    size_t fit = n > LINE_BYTES ? LINE_BYTES : n;
    while (fit && fit < n && ((unsigned char)s[fit] & 0xc0) == 0x80)
        fit--;
    str_add_n(out, s, fit);
    str_add(out, fit < n ? "...\n" : "\n");
}

/* Head and tail, with what is missing counted in *left_out and marked by a line of three dots. */
static void excerpt(const char *s, size_t n, struct str *out, int64_t *left_out)
{
    size_t lines = count_lines(s, n), at = 0;
    bool is_long = lines > HEAD_LINES + TAIL_LINES + 1;
    *left_out = is_long ? (int64_t)(lines - HEAD_LINES - TAIL_LINES) : 0;
    for (const char *end = s + n; s < end; at++) {
        const char *stop = memchr(s, '\n', (size_t)(end - s));
        size_t length = stop ? (size_t)(stop - s) : (size_t)(end - s);
        if (!is_long || at < HEAD_LINES || at >= lines - TAIL_LINES)
            add_line(out, s, length);
        else if (at == HEAD_LINES)
            str_add(out, "...\n");
        s += length + (stop ? 1 : 0);
    }
}

static struct report_output *output_of(struct collector *c, const struct report_run *run)
{
    struct report *r = c->r;
    for (size_t i = 0; i < r->outputs.n; i++)
        if (str_eq(r->outputs.v[i].digest, run->digest))
            return &r->outputs.v[i];
    struct report_output *o = vec_push(&r->outputs);
    struct str text = {0};
    size_t n = 0;
    const char *blob = c->source->find_blob ? c->source->find_blob(c->source->who, run->digest, &n) : NULL;
    o->digest = run->digest;
    o->bytes = run->bytes ? run->bytes : (int64_t)n;
    o->is_there = blob != NULL;
    if (blob)
        excerpt(blob, n, &text, &o->left_out);
    o->excerpt = collect_text(c, str_get(&text));
    str_clear(&text);
    if (blob && looked_tell(blob, n, &text))
        o->told = collect_text(c, str_get(&text));
    str_release(&text);
    return o;
}

void collect_outputs(struct collector *c)
{
    for (size_t i = 0; i < c->r->runs.n; i++)
        if (c->r->runs.v[i].digest)
            *vec_push(&output_of(c, &c->r->runs.v[i])->runs) = c->r->runs.v[i].seq;
}
