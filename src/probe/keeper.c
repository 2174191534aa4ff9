/* keeper: runs one command, and leaves nothing behind that should not be. Only async-signal-safe calls before exec. */
#include "probe/keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "base/mem.h"
#include "probe/feed.h"
#include "probe/forked.h"
#include "probe/family.h"
#include "probe/keeper_record.h"

enum { GRACE_MS = 2000, SWEEP_ROUNDS = 50, SWEEP_PAUSE_MS = 20 };
enum { THERE_MS = GRACE_MS + 2000 }; /* the same grace is given on the other machine, and the way there and back */

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

/* ---- ending it ------------------------------------------------------------------------------------------------------------ */

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
        size_t left = family_signal(SIGKILL);
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
    family_signal(SIGTERM);
    family_signal(SIGCONT);
    for (int waited = 0; waited < GRACE_MS && (!*ended || family_signal(0)); waited += SWEEP_PAUSE_MS) {
        pause_ms(SWEEP_PAUSE_MS);
        reap(command, status, ended);
    }
    kill(-command, SIGKILL);
    sweep(command, status, ended);
}

/* ---- words to another machine ----------------------------------------------------------------------------------------- */

/* It is ended there before the connection is ended here: the other way round nobody there would be told. */
static void stop_there(struct feed *f, pid_t command, int *status, bool *ended)
{
    feed_stop(f);
    for (int waited = 0; waited < THERE_MS && !*ended; waited += SWEEP_PAUSE_MS) {
        pause_ms(SWEEP_PAUSE_MS);
        reap(command, status, ended);
    }
}

/* ---- the keeper itself --------------------------------------------------------------------------------------------- */

struct watch { /* what the keeper knows of its command */
    const struct keeper_orders *o;
    struct feed feed;
    pid_t command;
    int64_t began;
    bool has_ended, is_gone; /* is_gone: triage */
    struct keeper_end end;
    struct output output;    /* what came since triage is gone */
};

static int64_t clock_us(clockid_t which)
{
    struct timespec t = {0};
    clock_gettime(which, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void begin_watch(struct watch *w, const struct keeper_orders *o)
{
    *w = (struct watch){.o = o, .feed = {.fd = -1, .bytes = o->input, .n = o->n_input, .left_ms = -1, .host = o->host}, .began = clock_us(CLOCK_MONOTONIC), .end.outcome = "exited"};
    snprintf(w->feed.stream.mark, sizeof w->feed.stream.mark, "%s", o->mark ? o->mark : "");
}

/* A change goes on when triage is gone, unless it is to end with the connection. */
static bool note_gone(struct watch *w)
{
    w->is_gone = true;
    w->end.gone_at = clock_us(CLOCK_REALTIME);
    if (w->o->dies_with_us)
        w->end.outcome = "cancelled";
    return w->o->sweeps || w->o->dies_with_us;
}

/* What triage wants: nothing, a stop, or it is gone. */
static bool wants_stop(struct watch *w)
{
    char order = 0;
    ssize_t n = read(w->o->control, &order, 1);
    if (n == 0)
        return note_gone(w);
    if (n > 0 && order == KEEPER_GO)
        feed_go(&w->feed);
    if (n > 0 && order == KEEPER_OVER)
        feed_is_over(&w->feed, GRACE_MS);
    return n > 0 && order == KEEPER_STOP;
}

static void end_command(struct watch *w)
{
    if (w->feed.fd >= 0)
        stop_there(&w->feed, w->command, &w->end.report.wait_status, &w->has_ended);
    if (!w->has_ended)
        stop(w->command, &w->end.report.wait_status, &w->has_ended);
}

/* How long it may still take, once nobody else looks at its time; -1: for ever. */
static int time_left(const struct watch *w)
{
    int64_t left = w->began + w->o->timeout - clock_us(CLOCK_MONOTONIC);
    if (!w->is_gone || !w->o->timeout || !w->o->will || w->feed.left_ms >= 0)
        return w->feed.left_ms;
    return left <= 0 ? 0 : left > INT_MAX / 2 * INT64_C(1000) ? INT_MAX / 2 : (int)(left / 1000) + 1;
}

static void drain(struct watch *w)
{
    char bytes[4096];
    ssize_t n = w->o->drain < 0 ? 0 : read(w->o->drain, bytes, sizeof bytes);
    if (n > 0 && feed_hear(&w->feed, bytes, (size_t)n, &w->output) && w->feed.left_ms < 0)
        feed_is_over(&w->feed, GRACE_MS);
}

static void watch(struct watch *w)
{
    while (!w->has_ended) {
        char sink[4096];
        struct pollfd p[] = {{.fd = wake[0], .events = POLLIN},
                             {.fd = w->is_gone ? -1 : w->o->control, .events = POLLIN},
                             {.fd = w->is_gone ? w->o->drain : -1, .events = POLLIN},
                             {.fd = w->feed.n ? w->feed.fd : -1, .events = POLLOUT}};
        int ready = poll(p, 4, time_left(w));
        if (ready < 0 && errno != EINTR)
            break;
        if (p[0].revents)
            (void)!read(wake[0], sink, sizeof sink);
        if (p[2].revents)
            drain(w);
        if (p[3].revents)
            feed_more(&w->feed);
        reap(w->command, &w->end.report.wait_status, &w->has_ended);
        if (ready == 0 && w->is_gone && !w->has_ended && w->feed.left_ms < 0)
            w->end.outcome = "timed_out";
        if (!w->has_ended && (ready == 0 || (p[1].revents && wants_stop(w))))
            end_command(w);
        else if (w->is_gone)
            feed_close(&w->feed); /* whoever waits there learns that nobody is here */
    }
}

/* Until triage says that the end is recorded. When it is gone before, another one is called. */
static void see_recorded(struct watch *w)
{
    char order = 0;
    while (!w->is_gone && order != KEEPER_RECORDED) {
        ssize_t n = read(w->o->control, &order, 1);
        w->is_gone = n == 0 || (n < 0 && errno != EINTR);
    }
    if (order == KEEPER_RECORDED)
        return;
    for (uint64_t before = UINT64_MAX; before != w->output.bytes && w->output.bytes < OUTPUT_HALF;) {
        before = w->output.bytes;
        drain(w); /* what it printed last; it does not block */
    }
    feed_settle(&w->feed, &w->end);
    keeper_record(w->o->will, &w->end, &w->output);
}

/* The report; and where its end must be recorded, that it is. */
static _Noreturn void tell(struct watch *w)
{
    w->end.took = clock_us(CLOCK_MONOTONIC) - w->began;
    (void)!write(w->o->report, &w->end.report, sizeof w->end.report);
    close(w->o->report);
    close(w->o->terminal); /* held on, triage would wait for output that cannot come, and every change took a second more */
    if (w->o->will)
        see_recorded(w);
    _exit(0);
}

/* Nothing of triage's is kept open: not its journal, and not the lock that says it lives. */
static void keep_only(struct keeper_orders *o, bool has_terminal)
{
    int *const wanted[] = {&o->terminal, &o->control, &o->report, &o->drain, &o->guard, &o->errors};
    enum { FIRST = 3, N = sizeof wanted / sizeof *wanted };
    for (int i = 0; i < N; i++)
        *wanted[i] = fcntl(*wanted[i], F_DUPFD, 100); /* -1 stays -1 */
    int nothing = open("/dev/null", O_RDWR);
    for (int fd = 0; fd < FIRST && !has_terminal; fd++)
        dup2(nothing, fd);
    for (int i = 0; i < N; i++) {
        close(FIRST + i);
        *wanted[i] = *wanted[i] < 0 ? -1 : dup2(*wanted[i], FIRST + i);
    }
    forked_close_from(FIRST + N);
}

static pid_t start_command(const struct keeper_orders *o, struct feed *f, struct keeper_report *report)
{
    int fail[2], theirs = -1;
    if (pipe(fail) < 0 || (o->argv && !feed_open(f, &theirs)))
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

static void hear_of_children(void)
{
    if (pipe(wake) == 0) {
        fcntl(wake[0], F_SETFL, O_NONBLOCK), fcntl(wake[1], F_SETFL, O_NONBLOCK);
        signal(SIGCHLD, on_child);
    }
#ifdef __linux__
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
#endif
}

/* The keeper leads the session, not the command: the end of a session's leader hangs up on everything in its foreground,
 * and a service that a change has just started must not die of that. */
_Noreturn void keeper_run(const struct keeper_orders *given)
{
    struct keeper_orders o = *given;
    struct watch w;
    begin_watch(&w, &o);
    mem_set_last_words(NULL);
    keep_only(&o, false);
    forked_reset_signals();
    signal(SIGPIPE, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
    signal(SIGTTOU, SIG_IGN);
    hear_of_children();
    setsid();
    ioctl(o.terminal, TIOCSCTTY, 0);
    w.command = start_command(&o, &w.feed, &w.end.report);
    if (w.command > 0) {
        watch(&w);
        w.end.report.survivors = (int)family_signal(0);
        if (o.sweeps)
            sweep(w.command, &w.end.report.wait_status, &w.has_ended);
    }
    tcsetpgrp(o.terminal, getpgrp());
    tell(&w);
}

static _Noreturn void become_command_here(const struct keeper_orders *o)
{
    char *argv[] = {"sh", "-c", (char *)(size_t)o->command, NULL};
    forked_reset_signals();
    if (!o->dies_with_us)
        signal(SIGHUP, SIG_IGN);
    forked_close_from(3);
    execve("/bin/sh", argv, o->environment);
    _exit(127);
}

_Noreturn void keeper_run_in_terminal(const struct keeper_orders *given)
{
    struct keeper_orders o = *given;
    struct watch w;
    begin_watch(&w, &o);
    mem_set_last_words(NULL);
    keep_only(&o, true);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    hear_of_children();
    w.command = fork();
    if (w.command == 0)
        become_command_here(&o);
    if (w.command < 0)
        w.end.report.started_errno = errno;
    else
        watch(&w);
    tell(&w);
}
