/* bench_logs: what a look at large logs costs, beside what others cost who do less. The logs are made for it (make_log), so
 * what is true of them is known; the answers are held against it. In processor time, the least of TURNS turns.
 *
 * usage: bench_logs [-s PERCENT] [-o PART] [DIRECTORY]
 * DIRECTORY is where they are made (/tmp); -s 10: a tenth as large, for a look in between; -o: one of the parts alone */
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "app/log_formats.h"
#include "cost.h"
#include "measure.h"
#include "probe/log_scan.h"

enum { TURNS = 5, KINDS_MAX = 64, MEMORY_KIB = 8 << 10, PREADS = 64 };

/* ---- what a look found, from the child that looked ---- */

struct answer {
    uint64_t requests, errors, preads;
    uint64_t failing_endpoints, failing_clients;
    int64_t first_error, onset; /* s */
    size_t n_kinds;
    uint64_t kind[KINDS_MAX];   /* errors of each */
    double first_ms;            /* until the first finding */
    bool is_quick;
};

struct look { /* what is asked */
    const char *file;
    bool is_full;
    int64_t since, until;
    struct answer *answer; /* in memory that both see */
    double start_ms;
};

static uint64_t n_preads; /* of this process */

ssize_t pread(int fd, void *to, size_t n, off_t at)
{
    n_preads++;
    return (ssize_t)syscall(SYS_pread64, fd, to, n, at);
}

ssize_t pread64(int fd, void *to, size_t n, off64_t at)
{
    return pread(fd, to, n, at);
}

static bool note_first(void *of, const struct log_finding *so_far)
{
    struct look *look = of;
    (void)so_far;
    if (look->answer->first_ms <= 0)
        look->answer->first_ms = now_ms() - look->start_ms;
    return true;
}

static void note_answer(struct answer *a, const struct log_finding *f)
{
    a->requests = f->requests;
    a->errors = f->errors;
    a->is_quick = f->is_quick;
    a->failing_endpoints = f->endpoints.failing;
    a->failing_clients = f->clients.failing;
    a->first_error = f->first_error / TIME_SECOND;
    a->onset = f->onset.is_found ? f->onset.at / TIME_SECOND : 0;
    a->n_kinds = f->n_kinds;
    for (size_t i = 0; i < f->n_kinds && i < KINDS_MAX; i++)
        a->kind[i] = f->kind[i].errors;
    a->preads = n_preads;
}

static void look_at(void *of)
{
    struct look *look = of;
    struct log_formats formats = {0};
    struct problems ps = {0};
    struct paths paths = {0};
    struct err e = {0};
    struct log_finding f;
    look->start_ms = now_ms();
    if (!paths_find(&paths, &e))
        _exit(2);
    log_formats_load(&formats, &paths, &ps);
    struct log_scan_options options = {
        .look = {.rule = log_rule_usual, .since = look->since, .until = look->until},
        .formats = &formats,
        .now = INT64_C(1780000000) * TIME_SECOND,
        .is_full = look->is_full,
        .tell = note_first,
        .tell_to = look,
    };
    if (!log_scan(&look->file, 1, &options, &f, &e)) {
        fprintf(stderr, "bench_logs: %s\n", e.text);
        _exit(2);
    }
    note_answer(look->answer, &f);
    note_first(look, &f); /* where it was over before anything was told */
}

/* Every newline, by the C library. */
static void count_newlines(void *file)
{
    static char block[256 << 10];
    int fd = open(file, O_RDONLY);
    ssize_t n;
    volatile uint64_t lines = 0;
    while (fd >= 0 && (n = read(fd, block, sizeof block)) > 0)
        for (const char *s = block, *end = block + n; (s = memchr(s, '\n', (size_t)(end - s))); s++)
            lines++;
}

/* ---- the logs ---- */

struct bench {
    char directory[300], maker[400];
    unsigned percent;
    struct answer *answer;
    char file[400];            /* the one that is looked at */
    struct answer truth;
};

static void file_of(const struct bench *b, const char *name, char out[400])
{
    snprintf(out, 400, "%s/%s", b->directory, name);
}

static void read_truth(const char *name, struct answer *t)
{
    static const struct {
        const char *name;
        size_t at;
    } rows[] = {{"lines", offsetof(struct answer, requests)},
                {"errors", offsetof(struct answer, errors)},
                {"onset", offsetof(struct answer, onset)},
                {"failing_clients", offsetof(struct answer, failing_clients)}};
    FILE *f = fopen(name, "r");
    char word[40], rest[200];
    uint64_t value;
    *t = (struct answer){0};
    while (f && fscanf(f, "%39s %" SCNu64 "%199[^\n]", word, &value, rest) >= 2)
        for (size_t i = 0; i <= sizeof rows / sizeof *rows; i++)
            if (i == sizeof rows / sizeof *rows && strcmp(word, "kind") == 0 && t->n_kinds < KINDS_MAX)
                t->kind[t->n_kinds++] = value;
            else if (i < sizeof rows / sizeof *rows && strcmp(word, rows[i].name) == 0)
                memcpy((char *)t + rows[i].at, &value, sizeof value);
    if (f)
        fclose(f);
}

/* `name` is also the kind, up to a dot. */
static void make_log(struct bench *b, const char *kind, unsigned megabytes)
{
    char truth[420], bytes[24], log[400];
    snprintf(bytes, sizeof bytes, "%uM", megabytes * b->percent / 100 ? megabytes * b->percent / 100 : 1);
    file_of(b, kind, log);
    snprintf(b->file, sizeof b->file, "%s", log);
    snprintf(truth, sizeof truth, "%s.truth", log);
    if (!cost_program((const char *const[]){b->maker, kind, bytes, truth, NULL}, b->file).is_there) {
        fprintf(stderr, "bench_logs: %s could not make %s\n", b->maker, b->file);
        exit(1);
    }
    read_truth(truth, &b->truth);
    unlink(truth);
    cost_function(count_newlines, b->file); /* into the page cache */
}

/* ---- what it costs ---- */

static struct cost cost_look(struct bench *b, struct look *look)
{
    look->answer = b->answer;
    *b->answer = (struct answer){0};
    return cost_function(look_at, look);
}

static struct cost least_program(const char *const *argv, int turns)
{
    struct cost least = {0};
    for (int i = 0; i < turns && cost_can_run(argv[0]); i++)
        least = cost_least(least, cost_program(argv, NULL));
    return least;
}

static struct cost least_look(struct bench *b, bool is_full, int turns)
{
    struct look look = {.file = b->file, .is_full = is_full, .since = TIME_NONE, .until = TIME_NONE};
    struct cost least = {0};
    for (int i = 0; i < turns; i++)
        least = cost_least(least, cost_look(b, &look));
    return least;
}

static struct cost least_newlines(struct bench *b)
{
    struct cost least = {0};
    for (int i = 0; i < TURNS; i++)
        least = cost_least(least, cost_function(count_newlines, b->file));
    return least;
}

static void row_beside(const char *figure, struct cost own, const char *name, struct cost other, double most)
{
    if (other.is_there && own.is_there)
        row_ratio(figure, "ms", own.cpu_ms, name, other.cpu_ms, most);
    else
        row_note(figure, "ms", own.cpu_ms, own.is_there ? name : "did not end well");
}

static void row_equal(const char *figure, uint64_t found, uint64_t truth)
{
    row_limit(figure, "", found > truth ? (double)(found - truth) : (double)(truth - found), 0);
}

/* The look and the others take turns, so that what the machine does meanwhile meets all. */
struct rival {
    const char *name, *argv[8];
    double most;
    int turns;
};

static void row_against(struct bench *b, const char *figure, bool is_full, const struct rival *rival, size_t n)
{
    struct cost own = {0}, other[8] = {{0}};
    for (int turn = 0; turn < TURNS; turn++) {
        own = cost_least(own, least_look(b, is_full, 1));
        for (size_t i = 0; i < n; i++)
            if (turn < rival[i].turns)
                other[i] = cost_least(other[i], least_program(rival[i].argv, 1));
    }
    for (size_t i = 0; i < n; i++)
        row_beside(i ? "  the same" : figure, own, rival[i].name, other[i], rival[i].most);
}

/* ---- the rows ---- */

#define CONDITION "\" 5\\d\\d "
#define PER_MINUTE "{m = substr($4, 2, 17); n[m]++; if ($9 ~ /^5/) e[m]++} END {for (m in n) print m, n[m], e[m]}"
#define IN_SQL ";SELECT substr(log_time, 1, 16) AS m, count(*), sum(sc_status >= 500) FROM access_log GROUP BY m"

static void bench_memory(struct bench *b)
{
    struct cost large = least_look(b, false, 1);
    char small[400];
    file_of(b, "small", small);
    if (!cost_program((const char *const[]){"head", "-n", "100", b->file, NULL}, small).is_there)
        return;
    struct look look = {.file = small, .since = TIME_NONE, .until = TIME_NONE};
    struct cost little = cost_look(b, &look);
    row_limit("  memory beyond that for a hundred lines", "KiB", large.peak_kib - little.peak_kib, MEMORY_KIB);
    unlink(small);
}

static void bench_window(struct bench *b)
{
    static const int64_t start = INT64_C(1772323200);
    struct look look = {.file = b->file, .is_full = true, .since = (start + 3600) * TIME_SECOND, .until = (start + 3720) * TIME_SECOND};
    struct cost own = {0};
    for (int turn = 0; turn < TURNS; turn++)
        own = cost_least(own, cost_look(b, &look));
    row_limit("two minutes of it, pread(2) calls", "", (double)b->answer->preads, PREADS);
    row_beside("  found, read and looked at", own, "rg -c of the whole", least_program((const char *const[]){"rg", "-c", CONDITION, b->file, NULL}, TURNS), 0.1);
}

static void bench_access(struct bench *b)
{
    make_log(b, "access", 1000);
    row_against(b, "quick look, 1 GB access log, 0.1 % fail", false, (const struct rival[]){
        {"rg -c", {"rg", "-c", CONDITION, b->file}, 1, TURNS},
        {"rg -c --no-mmap", {"rg", "--no-mmap", "-c", CONDITION, b->file}, 1, TURNS},
        {"wc -l", {"wc", "-l", b->file}, 2, TURNS},
        {"mawk, by minute", {"mawk", PER_MINUTE, b->file}, 0.05, 1},
        {"lnav -n, SQL", {"lnav", "-n", "-c", IN_SQL, b->file}, 0.01, 1}}, 5);
    row_equal("  failures, off the truth by", b->answer->errors, b->truth.errors);
    row_equal("  requests, off the truth by", b->answer->requests, b->truth.requests);
    row_note("  onset, off the truth by", "s", (double)(b->answer->onset - b->truth.onset), "one in a thousand fails");
    row_limit("  until the first finding", "ms", b->answer->first_ms, 1000);
    bench_memory(b);
    row_against(b, "full look: endpoints, clients, statuses", true, (const struct rival[]){
        {"wc -l", {"wc", "-l", b->file}, 5, TURNS},
        {"gawk, by status", {"gawk", "{n[$9]++} END {for (s in n) print s, n[s]}", b->file}, 1, 1}}, 2);
    row_equal("  failures, off the truth by", b->answer->errors, b->truth.errors);
    row_equal("  requests, off the truth by", b->answer->requests, b->truth.requests);
    bench_window(b);
    unlink(b->file);
}

static void bench_heavy(struct bench *b)
{
    make_log(b, "heavy", 1000);
    row_against(b, "quick look, 1 GB, half of the lines fail", false,
                (const struct rival[]){{"rg -c", {"rg", "-c", CONDITION, b->file}, 1.3, TURNS}}, 1);
    row_equal("  failures, off the truth by", b->answer->errors, b->truth.errors);
    unlink(b->file);
}

static void bench_json(struct bench *b)
{
    make_log(b, "json", 200);
    struct cost own = least_look(b, true, TURNS);
    row_beside("JSON lines, 200 MB", own, "a loop of memchr", least_newlines(b), 6);
    row_beside("  the same", own, "jq", least_program((const char *const[]){"jq", "-c", "select(.status >= 500) | .path", b->file, NULL}, 1), 0.05);
    row_equal("  failures, off the truth by", b->answer->errors, b->truth.errors);
    unlink(b->file);
}

/* Each true kind's number is found once: then none is missing, and none is split. */
static void row_kinds(const struct answer *found, const struct answer *truth)
{
    size_t same = 0;
    for (size_t i = 0; i < truth->n_kinds; i++)
        for (size_t k = 0; k < found->n_kinds && k < KINDS_MAX; k++)
            if (truth->kind[i] == found->kind[k]) {
                same++;
                break;
            }
    row_limit("  true kinds that were not found, or split", "", (double)(truth->n_kinds - same), 0);
    row_limit("  kinds that there are not", "", (double)found->n_kinds - (double)same, 0);
}

static void bench_app(struct bench *b)
{
    make_log(b, "app", 200);
    struct cost own = least_look(b, true, TURNS);
    row_beside("stack traces to kinds, 200 MB", own, "a loop of memchr", least_newlines(b), 3);
    row_equal("  errors, off the truth by", b->answer->errors, b->truth.errors);
    row_kinds(b->answer, &b->truth);
    unlink(b->file);
}

static void bench_gzip(struct bench *b)
{
    char packed[400];
    make_log(b, "access", 200);
    file_of(b, "access.gz", packed);
    if (!cost_program((const char *const[]){"gzip", "-c", b->file, NULL}, packed).is_there)
        return;
    unlink(b->file);
    snprintf(b->file, sizeof b->file, "%s", packed);
    row_against(b, "quick look, 200 MB in gzip", false, (const struct rival[]){{"gzip -dc", {"gzip", "-dc", packed}, 1.3, TURNS}}, 1);
    row_equal("  failures, off the truth by", b->answer->errors, b->truth.errors);
    unlink(packed);
}

static void set_up(struct bench *b, const char *self, const char *base)
{
    const char *slash = strrchr(self, '/');
    snprintf(b->maker, sizeof b->maker, "%.*smake_log", slash ? (int)(slash - self) + 1 : 0, self);
    snprintf(b->directory, sizeof b->directory, "%s/triage-bench-XXXXXX", base);
    b->answer = mmap(NULL, sizeof *b->answer, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (b->answer == MAP_FAILED || !mkdtemp(b->directory)) {
        perror(b->directory);
        exit(1);
    }
}

static const struct part {
    const char *name;
    void (*run)(struct bench *b);
} parts[] = {{"access", bench_access}, {"heavy", bench_heavy}, {"json", bench_json}, {"app", bench_app}, {"gzip", bench_gzip}};

int main(int argc, char **argv)
{
    static struct bench b = {.percent = 100};
    const char *only = NULL;
    for (int option; (option = getopt(argc, argv, "s:o:")) != -1;)
        switch (option) {
        case 's':
            b.percent = (unsigned)strtoul(optarg, NULL, 10);
            break;
        case 'o':
            only = optarg;
            break;
        default:
            return 64;
        }
    if (b.percent != 100)
        row_note("all logs are smaller than it says below", "%", b.percent, "of that");
    set_up(&b, argv[0], optind < argc ? argv[optind] : "/tmp");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!only || strcmp(only, parts[i].name) == 0)
            parts[i].run(&b);
    return rmdir(b.directory) == 0 ? 0 : 1;
}
