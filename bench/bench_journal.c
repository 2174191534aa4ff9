/* bench_journal: what recording costs. Run by `make bench`; a directory on the disk to be measured may be named.
 *
 *   append    one durable event with its summary row, against a bare write + fdatasync of as many bytes in turns with it
 *   writers   8 processes appending to one incident at once: the worst wait of any event
 *   replay    100,000 events read, admitted and applied, against SELECT of the same columns
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <fcntl.h>
#include <ftw.h>
#include <unistd.h>

#include "store/db_open.h"
#include "store/journal.h"

enum { APPENDS = 400, WRITERS = 8, PER_WRITER = 50, EVENTS = 100000 };

#define EV(kind_, step_, ...)                                                                                    \
    (&(struct event){.kind = EVENT_##kind_, .actor = "ann", .host = "ops-1", .step = (step_), .as.kind_ = {__VA_ARGS__}})

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static _Noreturn void stop(const struct err *e)
{
    fprintf(stderr, "bench_journal: %s\n", e->text);
    exit(1);
}

static struct journal *open_in(const char *dir)
{
    char path[300];
    struct journal *j = NULL;
    struct err e = {0};
    snprintf(path, sizeof path, "%s/journal.db", dir);
    struct journal_options o = {.path = path};
    if (!journal_open(&o, &j, &e))
        stop(&e);
    return j;
}

static void begin(struct journal *j, struct incident *inc)
{
    struct err e = {0};
    if (!journal_create(j, inc, EV(opened, NULL, .flow = "http-500", .title = "HTTP 500", .digest = "d"), &e))
        stop(&e);
}

static void put(struct journal *j, struct incident *inc, struct event *ev)
{
    struct err e = {0};
    if (!journal_append(j, inc, ev, &e))
        stop(&e);
}

static double bare_write(int fd)
{
    static const char page[4096 + 24];
    double from = now_ms();
    if (write(fd, page, sizeof page) < 0 || fdatasync(fd) != 0)
        perror("bench_journal");
    return now_ms() - from;
}

static void bench_append(const char *dir)
{
    static double event[APPENDS], bare[APPENDS];
    char path[300];
    struct incident inc;
    snprintf(path, sizeof path, "%s/bare", dir);
    int fd = open(path, O_RDWR | O_CREAT | O_APPEND, 0600);
    struct journal *j = open_in(dir);
    begin(j, &inc);
    for (int i = 0; i < APPENDS; i++) {
        bare[i] = bare_write(fd);
        double from = now_ms();
        put(j, &inc, EV(noted, NULL, .text = "errors began at 03:01:12, all endpoints at once"));
        event[i] = now_ms() - from;
    }
    qsort(event, APPENDS, sizeof *event, by_size);
    qsort(bare, APPENDS, sizeof *bare, by_size);
    printf("append    event  median %6.3f ms   95%% %6.3f ms   99%% %6.3f ms\n", event[APPENDS / 2], event[APPENDS * 95 / 100],
           event[APPENDS * 99 / 100]);
    printf("          bare   median %6.3f ms   95%% %6.3f ms   99%% %6.3f ms   (write of a WAL frame + fdatasync)\n",
           bare[APPENDS / 2], bare[APPENDS * 95 / 100], bare[APPENDS * 99 / 100]);
    printf("          ratio of the medians %.2f (target 1.5)\n", event[APPENDS / 2] / bare[APPENDS / 2]);
    journal_close(j);
    incident_release(&inc);
    close(fd);
}

static double write_some(const char *dir)
{
    struct incident inc;
    struct err e = {0};
    double worst = 0;
    struct journal *j = open_in(dir);
    if (!journal_load(j, "1", &inc, &e))
        stop(&e);
    for (int i = 0; i < PER_WRITER; i++) {
        double from = now_ms();
        put(j, &inc, EV(noted, NULL, .text = "one of many"));
        double took = now_ms() - from;
        worst = took > worst ? took : worst;
    }
    journal_close(j);
    return worst;
}

static void bench_writers(const char *dir)
{
    int fd[2];
    double worst = 0, one, from = now_ms();
    if (pipe(fd) != 0)
        return;
    for (int i = 0; i < WRITERS; i++)
        if (fork() == 0) {
            one = write_some(dir);
            _exit(write(fd[1], &one, sizeof one) != (ssize_t)sizeof one);
        }
    close(fd[1]);
    while (read(fd[0], &one, sizeof one) == (ssize_t)sizeof one)
        worst = one > worst ? one : worst;
    while (wait(NULL) > 0)
        ;
    printf("writers   %d x %d events in %.0f ms, worst wait %.1f ms (target 100)\n", WRITERS, PER_WRITER, now_ms() - from, worst);
}

/* An incident like others, only long: steps entered and answered, probes with facts, notes. */
static void fill(struct journal *j, struct incident *inc)
{
    begin(j, inc);
    while (inc->seq < EVENTS) {
        char step[32];
        snprintf(step, sizeof step, "step_%d", (int)(inc->seq / 6 % 50));
        struct fact_pair facts[] = {{"errors", value_number(913)}, {"version", value_text("r417")}};
        put(j, inc, EV(entered, step, .title = "Which requests fail?", .phase = "logs", .how = "next"));
        put(j, inc, EV(probe_started, step, .probe = "scan", .command = "grep -c 500 \"$log\"", .liveness = "/run/x", .timeout = 1000000));
        put(j, inc, EV(probe_ended, step, .run = inc->seq, .probe = "scan", .outcome = "exited", .took = 1200, .bytes = 999,
                       .facts = {facts, 2}, .summary = "8.3% errors since 03:01:12"));
        put(j, inc, EV(noted, step, .text = "errors began at 03:01:12, all endpoints at once"));
        put(j, inc, EV(answered, step, .answer = "all", .label = "Every endpoint", .question = "Which requests fail?", .next = "x"));
    }
}

static double select_all(const char *dir, size_t *bytes)
{
    char path[300];
    struct db *db = NULL;
    struct err e = {0};
    bool row = true;
    snprintf(path, sizeof path, "%s/journal.db", dir);
    struct db_options o = {.path = path, .read_only = true};
    double from = now_ms();
    if (!db_open(&o, NULL, &db, &e))
        stop(&e);
    struct db_query *q = db_prepare(db, "SELECT seq, at, recorded_at, actor, host, kind, step, body FROM event ORDER BY incident, seq", &e);
    while (db_step(q, &row, &e) && row)
        for (int i = 0; i < 8; i++) {
            size_t n = 0;
            if (i < 3)
                *bytes += (size_t)db_int(q, i) & 1;
            else if (i < 7)
                *bytes += strlen(db_text(q, i));
            else
                (void)db_blob(q, i, &n);
            *bytes += n;
        }
    db_finish(q);
    db_close(db);
    return now_ms() - from;
}

static void bench_replay(const char *dir)
{
    struct incident inc;
    struct err e = {0};
    size_t bytes = 0;
    double best_select = 1e9, best_load = 1e9;
    struct journal *j = open_in(dir);
    double from = now_ms();
    fill(j, &inc);
    printf("replay    %d events made in %.1f s, without a disk to wait for\n", EVENTS, (now_ms() - from) / 1e3);
    incident_release(&inc);
    journal_close(j);
    for (int i = 0; i < 3; i++) {
        double took = select_all(dir, &bytes);
        best_select = took < best_select ? took : best_select;
        from = now_ms();
        j = open_in(dir);
        if (!journal_load(j, "1", &inc, &e))
            stop(&e);
        took = now_ms() - from;
        best_load = took < best_load ? took : best_load;
        incident_release(&inc);
        journal_close(j);
    }
    printf("          load %.0f ms, SELECT %.0f ms, ratio %.2f (target 3)\n", best_load, best_select, best_load / best_select);
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *walk)
{
    (void)st, (void)flag, (void)walk;
    return remove(path);
}

static void in_new_directory(const char *base, void (*work)(const char *dir))
{
    char dir[256];
    snprintf(dir, sizeof dir, "%s/triage-bench-XXXXXX", base);
    if (!mkdtemp(dir)) {
        perror(dir);
        return;
    }
    work(dir);
    fflush(stdout);
    nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void on_the_disk(const char *dir)
{
    bench_append(dir);
    fflush(stdout);
    bench_writers(dir);
}

int main(int argc, char **argv)
{
    in_new_directory(argc > 1 ? argv[1] : ".", on_the_disk);
    in_new_directory(access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp", bench_replay);
    return 0;
}
