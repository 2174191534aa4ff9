/* bench_learn: what it costs to learn. A journal with 2,000 closed incidents of one flow beside one of 20: the counting
 * at an opening, the first frame at home and of a new incident, and what an older journal costs once, whose courses are
 * not kept yet. The program is ./triage, or the one that is named. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "incident/learned.h"
#include "incident/lessons.h"
#include "incident/past.h"
#include "cost.h"
#include "large.h"
#include "line.h"
#include "measure.h"
#include "store/db.h"

enum { CLOSED = 2000, A_SCREENFUL = 20, STEPS = 14, CAUSES = 9, ROUNDS = 15, TURNS = 25 };

#define EV(kind_, step_, ...) \
    (&(struct event){.kind = EVENT_##kind_, .actor = "ann", .host = "ops-1", .step = (step_), .as.kind_ = {__VA_ARGS__}})

static const char *program = "./triage";

/* ---- a flow, and incidents that went through it ------------------------------------------------------------------------ */

static void write_flow(struct str *t)
{
    str_add(t, "triage: 1\nid: walked\ntitle: A flow that is walked often\ncauses:\n");
    for (int c = 0; c < CAUSES; c++)
        str_addf(t, "  c%d: {title: Cause %d, likelihood: %d}\n", c, c, 1 + c % 6);
    str_add(t, "steps:\n");
    for (int i = 0; i < STEPS; i++)
        str_addf(t, "  - id: q%d\n    title: Question %d\n    phase: logs\n    takes: 2m\n    answers:\n"
                    "      - {id: a, label: One, evidence: {c%d: 0.8, else: 0.2}}\n      - {id: b, label: All}\n", i, i, i % CAUSES);
    str_add(t, "  - {id: fix, title: Fix, phase: rollback, takes: 9m, cures: {c0: 0.9, c1: 0.5}, next: well}\n"
               "  - id: well\n    title: Well?\n    phase: verify\n    answers: [{id: y, fix: helped, outcome: resolved}, {id: n, fix: failed, next: q0}]\n");
}

static void put(struct journal *j, struct incident *inc, struct event *ev)
{
    struct err e = {0};
    if (!journal_append(j, inc, ev, &e))
        stop(&e);
}

/* With what stands between its answers: commands and what they found. */
static void walk(struct journal *j, const char *digest)
{
    struct incident inc;
    struct err e = {0};
    bool again;
    if (!journal_create(j, &inc, EV(opened, NULL, .flow = "walked", .title = "It fails", .digest = digest), &e) ||
        !journal_begin_turn(j, &inc, &e))
        stop(&e);
    for (int k = 0; k < STEPS; k++) {
        char step[8];
        struct fact_pair facts[] = {{"errors", value_number(913)}, {"version", value_text("r417")}};
        snprintf(step, sizeof step, "q%d", k);
        put(j, &inc, EV(entered, step, .title = "Question", .phase = "logs", .how = "next"));
        put(j, &inc, EV(probe_started, step, .probe = "scan", .command = "grep -c 500 \"$log\"", .liveness = "/run/x", .timeout = 1000000));
        put(j, &inc, EV(probe_ended, step, .run = inc.seq, .probe = "scan", .outcome = "exited", .took = 1200, .bytes = 999,
                        .facts = {facts, 2}, .summary = "8.3% errors since 03:01:12"));
        put(j, &inc, EV(answered, step, .answer = draw(4) ? "a" : "b", .label = "One", .question = "Question"));
    }
    put(j, &inc, EV(entered, "well", .title = "Well?", .phase = "verify", .how = "next"));
    put(j, &inc, EV(answered, "well", .answer = "y", .fix = draw(9) ? "helped" : "failed", .fixed = "fix", .outcome = "resolved"));
    put(j, &inc, EV(status_set, NULL, .status = "resolved"));
    put(j, &inc, EV(status_set, NULL, .status = "closed"));
    if (!journal_end_turn(j, &inc, true, &again, &e))
        stop(&e);
    incident_release(&inc);
}

static struct journal *open_home(const char *home)
{
    char path[600];
    struct journal_options o = {.path = path};
    struct journal *j;
    struct err e = {0};
    snprintf(path, sizeof path, "%s/.local/state/triage/journal.db", home);
    if (!journal_open(&o, &j, &e))
        stop(&e);
    return j;
}

static void make_home(const char *home, const struct str *flow, int n)
{
    static const char *const parts[] = {"", "/.local", "/.local/share", "/.local/share/triage", "/.local/share/triage/flows",
                                        "/.local/state", "/.local/state/triage"};
    char path[600], digest[65];
    struct err e = {0};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        snprintf(path, sizeof path, "%s%s", home, parts[i]);
        mkdir(path, 0700);
    }
    snprintf(path, sizeof path, "%s/.local/share/triage/flows/walked.yaml", home);
    FILE *f = fopen(path, "w");
    if (!f || fwrite(flow->s, 1, flow->n, f) != flow->n || fclose(f) != 0)
        perror(path), exit(1);
    struct journal *j = open_home(home);
    if (!journal_put_blob(j, NULL, flow->s, flow->n, JOURNAL_EXACT, digest, &e))
        stop(&e);
    syncs.is_free = true;
    for (int i = 0; i < n; i++)
        walk(j, digest);
    journal_rest(j);
    syncs.is_free = false;
    journal_close(j);
}

/* ---- counting ---------------------------------------------------------------------------------------------------------- */

struct counting {
    struct lessons *lessons;
    struct past_tally *past;
    struct arena arena;
};

static bool teach(const struct journal_past *past, void *who)
{
    struct counting *c = who;
    struct course course;
    course_read(past->course, past->n, &c->arena, &course);
    if (c->lessons && lessons_add(c->lessons, &course, NULL))
        lessons_count(c->lessons, past->opened_at);
    if (c->past)
        past_add(c->past, &course, past->number, past->opened_at);
    return true;
}

static double time_counting(struct journal *j, const struct flow *flow, bool looks_back)
{
    struct counting c = {0};
    struct event_learned told;
    struct past past;
    struct err e = {0};
    double start = cpu_ms();
    if (looks_back)
        c.past = past_begin(flow, &flow->step[0], "q0");
    else
        c.lessons = lessons_new(flow);
    if (!journal_past(j, "walked", looks_back ? LESSONS_MOST / 2 : LESSONS_MOST, teach, &c, &e))
        stop(&e);
    if (looks_back)
        past_end(c.past, &c.arena, &past);
    else
        lessons_tell(c.lessons, &c.arena, &told);
    double took = cpu_ms() - start;
    lessons_free(c.lessons);
    arena_release(&c.arena);
    return took;
}

static void count(const char *home, const struct str *text)
{
    struct problems ps = {0};
    struct flow *flow = flow_load(text->s, text->n, "walked.yaml", &ps);
    struct journal *j = open_home(home);
    struct samples opening = {0}, step = {0};
    for (int i = 0; i < TURNS; i++) {
        samples_add(&opening, time_counting(j, flow, false));
        samples_add(&step, time_counting(j, flow, true));
    }
    row_limit("what 2,000 closed incidents teach, at an opening", "ms", samples_median(&opening), 5);
    row_limit("what was done at a step before", "ms", samples_median(&step), 2);
    samples_release(&opening);
    samples_release(&step);
    problems_release(&ps);
    flow_free(flow);
    journal_close(j);
}

/* ---- the first frame --------------------------------------------------------------------------------------------------- */

static void sample(const char *home, char *const argv[], struct samples *to)
{
    struct line l;
    setenv("HOME", home, 1);
    line_start(&l, argv, false);
    struct burst b = line_await(&l);
    samples_add(to, b.at - *l.began);
    line_press(&l, "q");
    line_end(&l);
}

static void first_frames(const char *few, const char *full)
{
    struct samples home[2] = {{0}, {0}};
    struct cost opened[2];
    char *at_home[] = {(char *)program, NULL};
    const char *start[] = {program, "start", "walked", "--detach", NULL};
    for (int i = 0; i < ROUNDS; i++)
        for (int k = 0; k < 2; k++) {
            sample(k ? full : few, at_home, &home[k]);
            struct cost c = cost_program(start, NULL);
            opened[k] = i ? cost_least(opened[k], c) : c; /* what runs beside it only adds */
        }
    row_ratio("first frame at home, 2,000 closed incidents", "ms", samples_median(&home[1]), "the same, with 20", samples_median(&home[0]), 1.2);
    row_limit("opening one more, CPU beyond that with 20", "ms", opened[1].cpu_ms - opened[0].cpu_ms, 5);
    samples_release(&home[0]);
    samples_release(&home[1]);
}

/* ---- an older journal -------------------------------------------------------------------------------------------------- */

static void fill(const char *home)
{
    struct journal *j = open_home(home);
    struct db_options how = {.path = journal_path(j), .wait_ms = 1000};
    struct db *db;
    struct err e = {0};
    size_t made = 0, n = 0;
    if (!db_connect(&how, &db, &e) || !db_run(db, "DELETE FROM past", &e))
        stop(&e);
    db_close(db);
    double start = cpu_ms();
    do {
        if (!journal_past_fill(j, NULL, 5, &made, &e))
            stop(&e);
        n += made;
    } while (made);
    row_note("an older journal: each course, once, between keys", "ms", (cpu_ms() - start) / (double)(n ? n : 1), "60 events; five at a time");
    journal_close(j);
}

static void bench(const char *dir)
{
    char few[400], full[400];
    struct str flow = {0};
    snprintf(few, sizeof few, "%s/few", dir);
    snprintf(full, sizeof full, "%s/full", dir);
    write_flow(&flow);
    make_home(few, &flow, A_SCREENFUL);
    make_home(full, &flow, CLOSED);
    count(full, &flow);
    first_frames(few, full);
    fill(full);
    str_release(&flow);
}

int main(int argc, char **argv)
{
    static const char *const own[] = {"TRIAGE_JOURNAL", "TRIAGE_OPERATOR", "XDG_STATE_HOME", "XDG_CONFIG_HOME",
                                      "XDG_CACHE_HOME", "XDG_DATA_HOME",   "NO_COLOR"};
    if (argc > 1)
        program = argv[1];
    if (access(program, X_OK) != 0) {
        fprintf(stderr, "bench_learn: %s is not built\n", program);
        return 1;
    }
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        unsetenv(own[i]);
    setenv("TERM", "xterm-256color", 1);
    in_new_directory(".", bench);
    return 0;
}
