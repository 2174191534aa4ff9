/* keeper: runs one command, and leaves nothing behind that should not be. Only async-signal-safe calls before exec. */
#include "probe/keeper.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "base/mem.h"
#include "base/vec.h"
#include "probe/forked.h"
#include "probe/remote.h"

enum { GRACE_MS = 2000, SWEEP_ROUNDS = 50, SWEEP_PAUSE_MS = 20 };
enum { THERE_MS = GRACE_MS + 2000 }; /* the same grace is given on the other machine, and the way there and back */

struct feed { /* what the program reads that runs a command on another machine */
    int fd;   /* -1: nothing, or no more */
    const char *bytes;
    size_t n;
    int left_ms; /* until it is ended; -1: it has all its time */
};

static int wake[2]; /* written by the signal handler: a child ended */

static void on_child(int signal)
{
    int was = errno;
    (void)signal;
    (void)!write(wake[1], "c", 1);
    errno = was;
}

/* ---- the command's own side ---------------------------------------------------------------------------------------- */

static _Noreturn void become_command(const struct keeper_orders *o, int input, int fail)
{
    int nothing = input >= 0 ? input : open("/dev/null", O_RDONLY);
    setpgid(0, 0);
    tcsetpgrp(o->terminal, getpid()); /* SIGTTOU is still ignored */
    forked_reset_signals();
    if (!o->sweeps)
        signal(SIGHUP, SIG_IGN); /* a change goes on when the connection is lost, as under nohup */
    dup2(nothing, 0);
    dup2(o->terminal, 1);
    dup2(o->errors >= 0 ? o->errors : o->terminal, 2);
    fcntl(fail, F_SETFD, FD_CLOEXEC);
    if (fail != 3)
        dup2(fail, 3), fail = 3, fcntl(3, F_SETFD, FD_CLOEXEC);
    forked_close_from(4);
    umask(022);
    char *argv[] = {"sh", "-c", (char *)(size_t)o->command, NULL};
    execve(o->argv ? o->argv[0] : "/bin/sh", o->argv ? (char *const *)(size_t)o->argv : argv, o->environment);
    int why = errno;
    (void)!write(fail, &why, sizeof why);
    _exit(127);
}

/* ---- who is still there -------------------------------------------------------------------------------------------- */

struct process {
    pid_t pid, parent;
    bool ours;
};

struct processes {
    VEC(struct process) list;
};

#ifdef __linux__
static bool read_parent(const char *name, struct process *p)
{
    char path[64], text[512];
    size_t length = strlen(name);
    if (length > 20)
        return false;
    memcpy(path, "/proc/", 6);
    memcpy(path + 6, name, length);
    memcpy(path + 6 + length, "/stat", 6);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    if (fd >= 0)
        close(fd);
    if (n <= 0)
        return false;
    text[n] = '\0';
    const char *end = strrchr(text, ')'); /* "pid (name with anything) state ppid" */
    if (!end || strlen(end) < 5 || end[2] == 'Z')
        return false;
    *p = (struct process){.pid = (pid_t)strtol(name, NULL, 10), .parent = (pid_t)strtol(end + 4, NULL, 10)};
    return true;
}

static void list_processes(struct processes *all)
{
    struct process p;
    DIR *dir = opendir("/proc");
    for (struct dirent *d; dir && (d = readdir(dir));)
        if (d->d_name[0] >= '1' && d->d_name[0] <= '9' && read_parent(d->d_name, &p))
            *vec_push(&all->list) = p;
    if (dir)
        closedir(dir);
}
#else
static void list_processes(struct processes *all)
{
    (void)all;
}
#endif

/* Marks every process below us, a generation after the other. */
static size_t mark_descendants(struct process *list, size_t n)
{
    pid_t *family = mem_array(n + 1, sizeof *family);
    size_t count = 1;
    family[0] = getpid();
    for (size_t parent = 0; parent < count; parent++)
        for (size_t i = 0; i < n; i++)
            if (list[i].parent == family[parent] && !list[i].ours)
                list[i].ours = true, family[count++] = list[i].pid;
    mem_free(family);
    return count - 1;
}

/* Signals everything below us; returns how many there were. */
static size_t signal_descendants(int signal)
{
    struct processes all = {0};
    list_processes(&all);
    size_t count = mark_descendants(all.list.v, all.list.n);
    for (size_t i = 0; i < all.list.n && signal; i++)
        if (all.list.v[i].ours)
            kill(all.list.v[i].pid, signal);
    vec_release(&all.list);
    return count;
}

static void reap(pid_t command, int *status, bool *ended)
{
    int s;
    for (pid_t pid; (pid = waitpid(-1, &s, WNOHANG)) > 0;)
        if (pid == command)
            *status = s, *ended = true;
}

static void pause_ms(int ms)
{
    char sink[64];
    struct pollfd p = {.fd = wake[0], .events = POLLIN};
    if (poll(&p, 1, ms) > 0)
        (void)!read(wake[0], sink, sizeof sink);
}

/* Kills until nothing is left; a fork bomb gets SWEEP_ROUNDS tries. */
static void sweep(pid_t command, int *status, bool *ended)
{
    for (int i = 0; i < SWEEP_ROUNDS; i++) {
        size_t left = signal_descendants(SIGKILL);
        reap(command, status, ended);
        if (!left)
            return;
        pause_ms(SWEEP_PAUSE_MS);
    }
}

/* TERM to all, two seconds of grace, then KILL. The shell may be gone at once: the grace is for what it started too. */
static void stop(pid_t command, int *status, bool *ended)
{
    kill(-command, SIGTERM);
    signal_descendants(SIGTERM);
    signal_descendants(SIGCONT);
    for (int waited = 0; waited < GRACE_MS && (!*ended || signal_descendants(0)); waited += SWEEP_PAUSE_MS) {
        pause_ms(SWEEP_PAUSE_MS);
        reap(command, status, ended);
    }
    kill(-command, SIGKILL);
    sweep(command, status, ended);
}

/* ---- words to another machine ----------------------------------------------------------------------------------------- */

static void close_feed(struct feed *f)
{
    if (f->fd >= 0)
        close(f->fd);
    f->fd = -1;
    f->n = 0;
}

static void feed_more(struct feed *f)
{
    ssize_t n = f->n ? write(f->fd, f->bytes, f->n) : 0;
    if (n > 0)
        f->bytes += n, f->n -= (size_t)n;
    else if (n < 0 && errno != EAGAIN && errno != EINTR)
        close_feed(f);
}

/* A word, if all before it is said: without its text the shell there has nothing that it could go or stop with. */
static void feed_word(struct feed *f, const char *word)
{
    if (f->fd >= 0 && !f->n)
        (void)!write(f->fd, word, strlen(word));
}

/* It is ended there before the connection is ended here: the other way round nobody there would be told. */
static void stop_there(struct feed *f, pid_t command, int *status, bool *ended)
{
    feed_word(f, REMOTE_STOP);
    close_feed(f);
    for (int waited = 0; waited < THERE_MS && !*ended; waited += SWEEP_PAUSE_MS) {
        pause_ms(SWEEP_PAUSE_MS);
        reap(command, status, ended);
    }
}

/* ---- the keeper itself --------------------------------------------------------------------------------------------- */

/* What triage wants: nothing, a stop, or it is gone. A change goes on when triage is gone. */
static bool wants_stop(const struct keeper_orders *o, struct feed *f, bool *triage_is_gone)
{
    char order = 0;
    ssize_t n = read(o->control, &order, 1);
    if (n == 0)
        *triage_is_gone = true;
    if (n > 0 && order == KEEPER_GO)
        feed_word(f, REMOTE_GO);
    if (n > 0 && order == KEEPER_OVER)
        close_feed(f), f->left_ms = GRACE_MS;
    return n > 0 ? order == KEEPER_STOP : n == 0 && o->sweeps;
}

static void end_command(struct feed *f, pid_t command, int *status, bool *ended)
{
    if (f->fd >= 0)
        stop_there(f, command, status, ended);
    if (!*ended)
        stop(command, status, ended);
}

static void watch(const struct keeper_orders *o, struct feed *f, pid_t command, int *status)
{
    bool ended = false, gone = false;
    while (!ended) {
        char sink[4096];
        struct pollfd p[] = {{.fd = wake[0], .events = POLLIN},
                             {.fd = gone ? -1 : o->control, .events = POLLIN},
                             {.fd = gone ? o->drain : -1, .events = POLLIN},
                             {.fd = f->n ? f->fd : -1, .events = POLLOUT}};
        int ready = poll(p, 4, f->left_ms);
        if (ready < 0 && errno != EINTR)
            break;
        if (p[0].revents)
            (void)!read(wake[0], sink, sizeof sink);
        if (p[2].revents)
            (void)!read(o->drain, sink, sizeof sink);
        if (p[3].revents)
            feed_more(f);
        reap(command, status, &ended);
        if (!ended && (ready == 0 || (p[1].revents && wants_stop(o, f, &gone))))
            end_command(f, command, status, &ended);
        else if (gone)
            close_feed(f); /* whoever waits there learns that nobody is here */
    }
}

static void keep_only(struct keeper_orders *o)
{
    int *const wanted[] = {&o->terminal, &o->control, &o->report, &o->drain, &o->guard, &o->errors};
    enum { FIRST = 3, N = sizeof wanted / sizeof *wanted };
    for (int i = 0; i < N; i++)
        *wanted[i] = fcntl(*wanted[i], F_DUPFD, 100); /* -1 stays -1 */
    int nothing = open("/dev/null", O_RDWR);
    for (int fd = 0; fd < FIRST; fd++)
        dup2(nothing, fd);
    for (int i = 0; i < N; i++) {
        close(FIRST + i);
        *wanted[i] = *wanted[i] < 0 ? -1 : dup2(*wanted[i], FIRST + i);
    }
    forked_close_from(FIRST + N);
}

static bool open_feed(const struct keeper_orders *o, struct feed *f, int *theirs)
{
    int ends[2];
    if (!o->argv)
        return true;
    if (pipe(ends) < 0)
        return false;
    *theirs = ends[0];
    fcntl(ends[1], F_SETFL, O_NONBLOCK);
    *f = (struct feed){ends[1], o->input, o->n_input, -1};
    return true;
}

static pid_t start_command(const struct keeper_orders *o, struct feed *f, struct keeper_report *report)
{
    int fail[2], theirs = -1;
    if (pipe(fail) < 0 || !open_feed(o, f, &theirs))
        return report->started_errno = errno, -1;
    pid_t pid = fork();
    if (pid == 0)
        become_command(o, theirs, fail[1]);
    close(fail[1]);
    if (theirs >= 0)
        close(theirs);
    if (pid < 0)
        report->started_errno = errno;
    else if (read(fail[0], &report->started_errno, sizeof report->started_errno) != (ssize_t)sizeof(int))
        report->started_errno = 0;
    close(fail[0]);
    return pid;
}

/* The keeper leads the session, not the command: the end of a session's leader hangs up on everything in its foreground,
 * and a service that a change has just started must not die of that. */
_Noreturn void keeper_run(const struct keeper_orders *given)
{
    struct keeper_orders o = *given;
    struct keeper_report report = {0};
    struct feed feed = {.fd = -1, .left_ms = -1};
    bool ended = true;
    mem_set_last_words(NULL);
    keep_only(&o);
    forked_reset_signals();
    signal(SIGPIPE, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
    signal(SIGTTOU, SIG_IGN);
    if (pipe(wake) == 0) {
        fcntl(wake[0], F_SETFL, O_NONBLOCK), fcntl(wake[1], F_SETFL, O_NONBLOCK);
        signal(SIGCHLD, on_child);
    }
    setsid();
#ifdef __linux__
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
#endif
    ioctl(o.terminal, TIOCSCTTY, 0);
    pid_t command = start_command(&o, &feed, &report);
    if (command > 0) {
        watch(&o, &feed, command, &report.wait_status);
        report.survivors = (int)signal_descendants(0);
        if (o.sweeps)
            sweep(command, &report.wait_status, &ended);
    }
    tcsetpgrp(o.terminal, getpgrp());
    (void)!write(o.report, &report, sizeof report);
    _exit(0);
}
