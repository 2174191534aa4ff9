/* bench_screen: what a screen costs on the line. Run by `make bench` after the program is built; works in a home of its
 * own.
 *
 *   first frame   from exec to the last byte of the first screen, against `less README.md` in turns with it
 *   a move        bytes and writes when only the mark moves
 *   a page        of an article
 *   idle          bytes in some seconds in which nothing happens */
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 21, QUIET_MS = 150, IDLE_MS = 5000 };

struct line { /* to a program at a terminal */
    int fd;
    pid_t pid;
};

struct burst { /* what came until it was quiet */
    long bytes, reads;
    double ms; /* to the last of it */
};

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static struct line start(char *const argv[])
{
    struct line l;
    l.pid = forkpty(&l.fd, NULL, NULL, &(struct winsize){.ws_row = 24, .ws_col = 80});
    if (l.pid == 0) {
        execvp(argv[0], argv);
        _exit(127);
    }
    return l;
}

static struct burst listen_for(struct line l, int quiet_ms)
{
    struct burst b = {0};
    char block[65536];
    double from = now_ms();
    while (poll(&(struct pollfd){.fd = l.fd, .events = POLLIN}, 1, quiet_ms) > 0) {
        ssize_t n = read(l.fd, block, sizeof block);
        if (n <= 0)
            break;
        b.bytes += n;
        b.reads++;
        b.ms = now_ms() - from;
    }
    return b;
}

static struct burst press(struct line l, const char *keys)
{
    if (write(l.fd, keys, strlen(keys)) < 0)
        perror("write");
    return listen_for(l, QUIET_MS);
}

static void stop(struct line l)
{
    int status;
    kill(l.pid, SIGHUP);
    close(l.fd);
    waitpid(l.pid, &status, 0);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double median(double *v, size_t n)
{
    qsort(v, n, sizeof *v, compare);
    return v[n / 2];
}

static void first_frames(char *const triage[], char *const less[])
{
    double ours[ROUNDS], theirs[ROUNDS];
    long bytes = 0;
    for (int i = 0; i < ROUNDS; i++) {
        struct line l = start(triage);
        struct burst b = listen_for(l, QUIET_MS);
        ours[i] = b.ms;
        bytes = b.bytes;
        stop(l);
        l = start(less);
        theirs[i] = listen_for(l, QUIET_MS).ms;
        stop(l);
    }
    double us = median(ours, ROUNDS), them = median(theirs, ROUNDS);
    printf("first frame  triage %.2f ms, less %.2f ms: %.2f times; %ld bytes\n", us, them, them > 0 ? us / them : 0, bytes);
}

static void say(const char *what, struct burst b)
{
    printf("%-12s %ld bytes in %ld writes\n", what, b.bytes, b.reads);
}

static void on_the_line(char *const triage[])
{
    struct line l = start(triage);
    listen_for(l, QUIET_MS);
    press(l, "\033OB");
    say("a move", press(l, "\033OB"));
    say("idle, 5 s", listen_for(l, IDLE_MS));
    press(l, "a");
    press(l, "\r");
    say("a page", press(l, " "));
    stop(l);
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st, (void)kind, (void)ftw;
    return remove(path);
}

int main(int argc, char **argv)
{
    char home[] = "/tmp/bench_screen.XXXXXX";
    char *program[] = {argc > 1 ? argv[1] : (char *)"./triage", NULL};
    char *readme = getenv("top_srcdir");
    char path[600];
    snprintf(path, sizeof path, "%s/README.md", readme ? readme : "..");
    char *less[] = {(char *)"less", path, NULL};

    if (access(program[0], X_OK) != 0 || !mkdtemp(home)) {
        printf("bench_screen: %s is not built; skipped\n", program[0]);
        return 0;
    }
    setenv("HOME", home, 1);
    setenv("TERM", "xterm-256color", 1);
    unsetenv("TRIAGE_JOURNAL");
    unsetenv("XDG_STATE_HOME");
    struct line warm = start(program); /* the journal and the caches are there */
    listen_for(warm, QUIET_MS);
    stop(warm);
    first_frames(program, less);
    on_the_line(program);
    nftw(home, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    return 0;
}
