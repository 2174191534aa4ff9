/* large: flow, articles and journal, the same ones at every run. */
#include "large.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "text/digest.h"

#define EV(kind_, step_, ...) \
    (&(struct event){.kind = EVENT_##kind_, .actor = "ann", .host = "ops-1", .step = (step_), .as.kind_ = {__VA_ARGS__}})

struct syncs syncs;

/* SQLite calls this one instead of the C library's. */
int fdatasync(int fd)
{
    if (syncs.is_free)
        return 0;
    syncs.n++;
    return (int)syscall(SYS_fdatasync, fd);
}

_Noreturn void stop(const struct err *e)
{
    fprintf(stderr, "bench: %s\n", e->text);
    exit(1);
}

/* ---- a directory ---- */

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *walk)
{
    (void)st, (void)flag, (void)walk;
    return remove(path);
}

void in_new_directory(const char *base, void (*work)(const char *dir))
{
    char real[4096];
    struct str s = {0};
    str_addf(&s, "%s/triage-bench-XXXXXX", realpath(base, real) ? real : base);
    if (!mkdtemp(s.s)) {
        perror(s.s);
        exit(1);
    }
    work(s.s);
    nftw(s.s, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    str_release(&s);
}

const char *fast_directory(void)
{
    return access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
}

/* ---- a flow ---- */

void large_flow(struct str *t)
{
    str_add(t, "triage: 1\nid: large\ntitle: A large flow\ncauses:\n  release: {title: Release}\n  disk: {title: Disk}\n");
    str_add(t, "steps:\n  - id: look\n    title: Look\n    probes: [{id: page, http: {url: \"http://localhost/\"}}]\n");
    for (int i = 1; i < LARGE_STEPS - 1; i++)
        str_addf(t,
                 "  - id: step_%d\n    title: Is it number %d?\n    takes: 3m\n"
                 "    text: Look at the machine that serves this and write down what it says of itself.\n"
                 "    answers:\n      - {id: same, when: page.status == %d}\n",
                 i, i, 200 + i % 400);
    str_add(t, "  - {id: end, title: The end, outcome: resolved}\n");
}

/* Of everything that the rules look at something, as often as a file may hold it: a command with a value, a fact, a condition
 * that parts its range, evidence, and a fix here and there. */
void busy_flow(struct str *t)
{
    str_add(t, "triage: 1\nid: busy\ntitle: A busy flow\nescalate: {takes: 60m}\ninputs: {url: {ask: URL}}\n"
               "causes:\n  release: {title: Release}\n  disk: {title: Disk}\n  load: {title: Load}\nsteps:\n");
    for (int i = 0; i < BUSY_STEPS; i++)
        str_addf(t,
                 "  - id: step_%d\n    phase: logs\n    title: Is it number %d?\n    takes: 1m\n"
                 "    probes: [{id: look_%d, run: 'curl -fsS \"$url/%d\" | grep -c \"failed\"', facts: {n: number}}]\n"
                 "    answers:\n      - {id: many, when: look_%d.n > %d, evidence: {%s: 0.8}}\n"
                 "      - {id: few, when: look_%d.n <= %d}\n",
                 i, i, i, i, i, i % 50, i % 3 == 0 ? "release" : i % 3 == 1 ? "disk" : "load", i, i % 50);
    str_add(t, "  - {id: choose, phase: rollback, title: Which fix first?, takes: 0s, answers: fixes}\n");
    for (int i = 0; i < 50; i++)
        str_addf(t, "  - {id: fix_%d, title: Fix it, takes: 5m, text: By hand., cures: {release: 0.5, disk: 0.4, load: 0.3}, next: verify}\n", i);
    str_add(t, "  - id: verify\n    phase: verify\n    title: Is it well?\n    answers:\n"
               "      - {id: good, fix: helped, outcome: resolved}\n      - {id: bad, fix: failed, next: choose}\n");
}

/* ---- articles ---- */

enum { WORDS = 12000 };

uint32_t draw(uint32_t below)
{
    static uint32_t seed = 1;
    seed = seed * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)seed * below >> 32);
}

/* The i-th word of a language that has WORDS of them: syllables of a consonant and a vowel. */
static void add_word(struct str *out, uint32_t i)
{
    uint32_t rest = (i + 1) * 2654435761u; /* scattered, or all frequent words would begin alike */
    for (uint32_t n = 2 + rest % 3; n; n--, rest /= 100) {
        str_add_char(out, "bcdfghjklmnpqrstvwxz"[rest % 20]);
        str_add_char(out, "aeiou"[rest / 20 % 5]);
    }
}

/* Few words are frequent, most are rare. */
static uint32_t draw_word(void)
{
    uint64_t u = draw(1u << 20);
    return (uint32_t)(u * u / (1u << 20) * WORDS / (1u << 20));
}

static void add_text(struct str *out, uint32_t words)
{
    for (uint32_t i = 0; i < words; i++) {
        add_word(out, draw_word());
        str_add(out, i % 14 == 13 ? ".\n" : " ");
    }
    str_add(out, "\n\n");
}

static void add_article(struct str *s, int i)
{
    str_addf(s, "---\nid: kb_%d\ntitle: ", i);
    add_text(s, 4);
    str_add(s, "keywords: [");
    add_word(s, draw_word());
    str_add(s, "]\n---\n\n");
    for (int part = 0; part < 4; part++) {
        str_add(s, "## ");
        add_text(s, 3);
        add_text(s, 60);
        str_add(s, "```sh\n");
        add_text(s, 5);
        str_add(s, "```\n\n");
    }
}

void large_articles(const char *dir, int n)
{
    struct str s = {0}, path = {0};
    for (int i = 0; i < n; i++) {
        str_clear(&s);
        str_clear(&path);
        str_addf(&path, "%s/%d.md", dir, i);
        add_article(&s, i);
        FILE *f = fopen(path.s, "w");
        if (!f)
            exit(1);
        fputs(s.s, f);
        fclose(f);
    }
    str_release(&s);
    str_release(&path);
}

/* ---- a journal ---- */

static void put(struct journal *j, struct incident *inc, struct event *ev)
{
    struct err e = {0};
    if (!journal_append(j, inc, ev, &e))
        stop(&e);
}

/* One step as it is walked: entered, its probe run with facts, a note, an answer. */
static void walk_step(struct journal *j, struct incident *inc, int i)
{
    char step[32], next[32];
    struct fact_pair facts[] = {{"errors", value_number(913)}, {"version", value_text("r417")}};
    snprintf(step, sizeof step, "step_%d", i);
    snprintf(next, sizeof next, "step_%d", i + 1);
    put(j, inc, EV(entered, step, .title = "Which requests fail?", .phase = "logs", .how = "next"));
    put(j, inc, EV(probe_started, step, .probe = "scan", .command = "grep -c 500 \"$log\"", .liveness = "/run/x", .timeout = 1000000));
    put(j, inc, EV(probe_ended, step, .run = inc->seq, .probe = "scan", .outcome = "exited", .took = 1200, .bytes = 999,
                   .facts = {facts, 2}, .summary = "8.3% errors since 03:01:12"));
    put(j, inc, EV(noted, step, .text = "errors began at 03:01:12, all endpoints at once"));
    put(j, inc, EV(answered, step, .answer = "same", .label = "same", .question = "Which requests fail?", .next = next));
}

void long_incident(struct journal *j, const char *digest, int64_t n, bool is_over)
{
    struct incident inc;
    struct err e = {0};
    if (!journal_create(j, &inc, EV(opened, NULL, .flow = "large", .title = "HTTP 500", .digest = digest), &e))
        stop(&e);
    for (int i = 1; inc.seq < n; i++)
        walk_step(j, &inc, i % (LARGE_STEPS - 2) + 1);
    if (is_over) {
        put(j, &inc, EV(status_set, NULL, .status = "resolved"));
        put(j, &inc, EV(status_set, NULL, .status = "closed"));
    }
    incident_release(&inc);
}

void large_journal(const char *path, const struct str *flow)
{
    enum { SHORT = 98 };
    struct journal_options o = {.path = path};
    struct journal *j;
    struct err e = {0};
    char digest[65];
    if (!journal_open(&o, &j, &e) || !journal_put_blob(j, NULL, flow->s, flow->n, JOURNAL_EXACT, digest, &e))
        stop(&e);
    syncs.is_free = true;
    long_incident(j, digest, LARGE_EVENTS / 2, false);
    for (int i = 0; i < LARGE_EVENTS / 2 / 100; i++)
        long_incident(j, digest, SHORT, true);
    journal_rest(j);
    syncs.is_free = false;
    journal_close(j);
}
