/* bench_runs: what commands that run cost the triage that watches them. The program is ./triage, or the one that is named.
 *
 *   a key under a flood   processor time of triage from a key to the frame that answers it, while four probes print as
 *                         fast as they can; the worst of all keys
 *   a flood               `yes` for ten seconds: memory, and the share of one processor
 *   a thousand runs       descriptors, memory and children before and after */
#include <dirent.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "large.h"
#include "line.h"
#include "measure.h"

enum { KEYS = 60, PAUSE_MS = 80, WARM = 20, RUNS = 1000, FLOOD_MS = 10000 };

#define DOWN "\033OB"
#define UP "\033OA"
#define MARK "\342\226\270"

static const char *program = "./triage";

static const char flows[] =
    "triage: 1\nid: flood\ntitle: Floods\nsteps:\n  - id: look\n    title: Floods\n    probes:\n"
    "      - {id: one, run: yes one, timeout: 60s}\n      - {id: two, run: yes two, timeout: 60s}\n"
    "      - {id: three, run: yes three, timeout: 60s}\n      - {id: four, run: yes four, timeout: 60s}\n"
    "    answers:\n      - {id: this, label: This, next: end}\n      - {id: that, label: That, next: end}\n"
    "  - {id: end, title: The end, outcome: resolved}\n";
static const char flow_one[] =
    "triage: 1\nid: one\ntitle: One flood\nsteps:\n  - id: look\n    title: Flood\n    probes:\n"
    "      - {id: flood, run: yes, timeout: 60s}\n  - {id: end, title: The end, outcome: resolved}\n";
static const char flow_turns[] =
    "triage: 1\nid: turns\ntitle: Turns\nsteps:\n  - id: look\n    title: Turns\n    probes:\n"
    "      - {id: turn, run: \"read n < n; n=$((n + 1)); echo $n > n; echo turn $n over\", timeout: 10s}\n"
    "  - {id: end, title: The end, outcome: resolved}\n";

static void write_file(const char *home, const char *name, const char *text)
{
    char path[600];
    snprintf(path, sizeof path, "%s/%s", home, name);
    FILE *f = fopen(path, "w");
    if (!f || fputs(text, f) < 0 || fclose(f) != 0)
        perror(path), exit(1);
}

/* ---- what a process has ---- */

static char *proc_path(pid_t pid, const char *what, char *path, size_t room)
{
    snprintf(path, room, "/proc/%d/%s", (int)pid, what);
    return path;
}

static double cpu_of(pid_t pid) /* ms */
{
    char path[64];
    unsigned long long ns = 0;
    FILE *f = fopen(proc_path(pid, "schedstat", path, sizeof path), "r");
    if (f && fscanf(f, "%llu", &ns) != 1)
        ns = 0;
    if (f)
        fclose(f);
    return (double)ns / 1e6;
}

static double kib_of(pid_t pid, const char *field)
{
    char path[64], line[256];
    double kib = 0;
    FILE *f = fopen(proc_path(pid, "status", path, sizeof path), "r");
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, field, strlen(field)) == 0)
            kib = strtod(line + strlen(field) + 1, NULL);
    if (f)
        fclose(f);
    return kib;
}

static double fds_of(pid_t pid)
{
    char path[64];
    double n = 0;
    DIR *dir = opendir(proc_path(pid, "fd", path, sizeof path));
    for (struct dirent *d; dir && (d = readdir(dir));)
        n += d->d_name[0] != '.';
    if (dir)
        closedir(dir);
    return n;
}

static double children_of(pid_t pid)
{
    char path[64];
    int n = 0, child;
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)pid, (int)pid);
    FILE *f = fopen(path, "r");
    while (f && fscanf(f, "%d", &child) == 1)
        n++;
    if (f)
        fclose(f);
    return n;
}

/* ---- waiting for words ---- */

/* Reads until the words came; false: it ended. What came before them is forgotten. */
static bool await(struct line *l, const char *words)
{
    char block[65536 + 64];
    size_t kept = 0, n_words = strlen(words);
    for (;;) {
        struct pollfd p = {.fd = l->fd, .events = POLLIN};
        if (poll(&p, 1, 60000) <= 0)
            return false;
        ssize_t n = read(l->fd, block + kept, 65536);
        if (n <= 0)
            return false;
        size_t all = kept + (size_t)n;
        if (memmem(block, all, words, n_words))
            return true;
        kept = all < n_words ? all : n_words - 1;
        memmove(block, block + all - kept, kept);
    }
}

/* Reads all that comes in that time. */
static void drain(struct line *l, double ms)
{
    char block[65536];
    for (double until = now_ms() + ms, left; (left = until - now_ms()) > 0;) {
        struct pollfd p = {.fd = l->fd, .events = POLLIN};
        if (poll(&p, 1, (int)left + 1) > 0 && read(l->fd, block, sizeof block) <= 0)
            return;
    }
}

static void say_keys(struct line *l, const char *keys)
{
    if (write(l->fd, keys, strlen(keys)) < 0)
        perror("write"), exit(1);
}

static void want(bool came, const char *what)
{
    if (!came)
        fprintf(stderr, "bench_runs: %s did not come\n", what), exit(1);
}

static void start(struct line *l, const char *flow, const char *how)
{
    char *argv[] = {(char *)program, (char *)"start", (char *)flow, (char *)how, NULL};
    line_start(l, argv, false);
}

/* ---- the figures ---- */

static void keys_under_a_flood(void)
{
    struct line l;
    struct samples cpu = {0}, wall = {0};
    start(&l, "flood", NULL);
    want(await(&l, "Floods"), "the step");
    line_listen(&l, 300);
    say_keys(&l, "r");
    line_listen(&l, 1000);
    for (int i = 0; i < KEYS; i++) {
        drain(&l, PAUSE_MS);
        double cpu_from = cpu_of(l.pid), from = now_ms();
        say_keys(&l, i % 2 ? UP : DOWN);
        want(await(&l, MARK), "the mark");
        samples_add(&wall, now_ms() - from);
        samples_add(&cpu, cpu_of(l.pid) - cpu_from);
    }
    row_limit("a key while 4 probes stream, CPU, worst", "ms", samples_share(&cpu, 1), 16);
    row_note("  median", "ms", samples_median(&cpu), "");
    row_note("  to the answer on the line, median", "ms", samples_median(&wall), "the floods want the processors too");
    samples_release(&cpu);
    samples_release(&wall);
    line_end(&l);
}

static void a_flood(void)
{
    struct line l;
    start(&l, "one", NULL);
    want(await(&l, "recorded"), "the step");
    line_listen(&l, 300);
    say_keys(&l, "r");
    double cpu = cpu_of(l.pid), from = now_ms();
    drain(&l, FLOOD_MS);
    double share = (cpu_of(l.pid) - cpu) / (now_ms() - from);
    row_limit("`yes` for 10 s, memory at most", "MiB", kib_of(l.pid, "VmHWM:") / 1024, 64);
    row_limit("  share of one processor", "%", 100 * share, 60);
    line_end(&l);
}

static void a_thousand_runs(void)
{
    struct line l;
    char words[64];
    double fds = 0, kib = 0;
    write_file(".", "n", "0\n");
    start(&l, "turns", "--plain");
    for (int i = 1; i <= RUNS + WARM; i++) {
        say_keys(&l, "r\r");
        snprintf(words, sizeof words, "turn %d over", i);
        want(await(&l, words), words);
        if (i == WARM)
            fds = fds_of(l.pid), kib = kib_of(l.pid, "VmRSS:");
    }
    line_listen(&l, 300);
    row_limit("1,000 runs of a probe: descriptors left", "", fds_of(l.pid) - fds, 0);
    row_limit("  children left", "", children_of(l.pid), 0);
    row_note("  memory more", "KiB", kib_of(l.pid, "VmRSS:") - kib, "2,000 events are kept, to be seen");
    line_end(&l);
}

static void bench(const char *home)
{
    static const char *const directories[] = {".local", ".local/share", ".local/share/triage", ".local/share/triage/flows"};
    if (chdir(home) != 0)
        perror(home), exit(1);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("TERM", "xterm-256color", 1);
    setenv("HOME", home, 1);
    for (size_t i = 0; i < sizeof directories / sizeof *directories; i++)
        mkdir(directories[i], 0700);
    write_file(home, ".local/share/triage/flows/flood.yaml", flows);
    write_file(home, ".local/share/triage/flows/one.yaml", flow_one);
    write_file(home, ".local/share/triage/flows/turns.yaml", flow_turns);
    keys_under_a_flood();
    a_flood();
    a_thousand_runs();
}

int main(int argc, char **argv)
{
    char path[4096];
    if (!realpath(argc > 1 ? argv[1] : program, path))
        return perror(program), 1;
    program = path;
    in_new_directory(fast_directory(), bench);
    return 0;
}
