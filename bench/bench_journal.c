/* bench_journal: what recording costs. A directory on the disk to be measured may be named; the present one else.
 *
 *   append    one durable event with its summary row, against a bare write of a WAL frame + fdatasync in turns with it
 *   writers   8 processes appending to one incident at once: the worst wait of any event
 *   replay    100,000 events read, admitted and applied, against SELECT of the same columns */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "large.h"
#include "measure.h"
#include "store/db_open.h"

enum { APPENDS = 400, WRITERS = 8, PER_WRITER = 50, REPLAYS = 7 };

static struct event note(const char *text)
{
    struct event ev = {.kind = EVENT_noted, .actor = "ann", .host = "ops-1"};
    ev.as.noted.text = text;
    return ev;
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

static void load(struct journal *j, struct incident *inc)
{
    struct err e = {0};
    if (!journal_load(j, "1", inc, &e))
        stop(&e);
}

static double append(struct journal *j, struct incident *inc, const char *text)
{
    struct err e = {0};
    struct event ev = note(text);
    double from = now_ms();
    if (!journal_append(j, inc, &ev, &e))
        stop(&e);
    return now_ms() - from;
}

static double bare_write(int fd)
{
    static const char frame[4096 + 24];
    double from = now_ms();
    if (write(fd, frame, sizeof frame) < 0 || fdatasync(fd) != 0)
        perror("bench_journal");
    return now_ms() - from;
}

static void bench_append(const char *dir)
{
    struct samples event = {0}, bare = {0}, waits = {0};
    struct incident inc;
    char path[300];
    snprintf(path, sizeof path, "%s/bare", dir);
    int fd = open(path, O_RDWR | O_CREAT | O_APPEND, 0600);
    struct journal *j = open_in(dir);
    long_incident(j, "d", 1, false);
    load(j, &inc);
    for (int i = 0; i < APPENDS; i++) {
        samples_add(&bare, bare_write(fd));
        long before = syncs.n;
        samples_add(&event, append(j, &inc, "errors began at 03:01:12, all endpoints at once"));
        samples_add(&waits, (double)(syncs.n - before));
    }
    row_ratio("one event, durable, with its summary row", "ms", samples_median(&event), "bare write + fdatasync", samples_median(&bare), 1.5);
    row_limit("  fdatasync calls for it", "", samples_median(&waits), 1);
    row_note("  in all, with the log's own housekeeping", "", samples_sum(&waits), "for 400 events");
    journal_close(j);
    incident_release(&inc);
    samples_release(&event);
    samples_release(&bare);
    samples_release(&waits);
    close(fd);
}

static double write_some(const char *dir)
{
    struct incident inc;
    double worst = 0;
    struct journal *j = open_in(dir);
    load(j, &inc);
    for (int i = 0; i < PER_WRITER; i++) {
        double took = append(j, &inc, "one of many");
        worst = took > worst ? took : worst;
    }
    journal_close(j);
    return worst;
}

static void bench_writers(const char *dir)
{
    int fd[2];
    double worst = 0, one;
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
    close(fd[0]);
    row_limit("8 writers at once, the worst wait of 400", "ms", worst, 100);
}

static double select_all(const char *dir)
{
    char path[300];
    struct db *db = NULL;
    struct err e = {0};
    bool row = true;
    size_t n = 0;
    snprintf(path, sizeof path, "%s/journal.db", dir);
    struct db_options o = {.path = path, .read_only = true};
    double from = cpu_ms();
    if (!db_open(&o, NULL, &db, &e))
        stop(&e);
    struct db_query *q = db_prepare(db, "SELECT seq, at, recorded_at, actor, host, kind, step, body FROM event ORDER BY incident, seq", &e);
    while (db_step(q, &row, &e) && row) {
        for (int i = 0; i < 3; i++)
            (void)db_int(q, i);
        for (int i = 3; i < 7; i++)
            (void)db_text(q, i);
        (void)db_blob(q, 7, &n);
    }
    db_finish(q);
    db_close(db);
    return cpu_ms() - from;
}

static double replay(const char *dir)
{
    struct incident inc;
    double from = cpu_ms();
    struct journal *j = open_in(dir);
    load(j, &inc);
    double took = cpu_ms() - from;
    incident_release(&inc);
    journal_close(j);
    return took;
}

static void bench_replay(const char *dir)
{
    struct samples rows = {0}, replays = {0};
    struct journal *j = open_in(dir);
    long_incident(j, "d", LARGE_EVENTS, false);
    journal_close(j);
    for (int i = 0; i < REPLAYS; i++) {
        samples_add(&rows, select_all(dir));
        samples_add(&replays, replay(dir));
    }
    row_ratio("100,000 events replayed", "ms", samples_median(&replays), "SELECT of them", samples_median(&rows), 3);
    samples_release(&rows);
    samples_release(&replays);
}

static void on_the_disk(const char *dir)
{
    bench_append(dir);
    bench_writers(dir);
}

int main(int argc, char **argv)
{
    in_new_directory(argc > 1 ? argv[1] : ".", on_the_disk);
    in_new_directory(fast_directory(), bench_replay);
    return 0;
}
