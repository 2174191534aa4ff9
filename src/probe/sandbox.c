/* sandbox: a child with limits, and what its parent makes of it. */
#include "probe/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "base/i18n.h"
#include "base/mem.h"
#include "probe/forked.h"
#include "probe/sandbox_calls.h"

const struct sandbox_limits sandbox_limits_usual = {
    .cpu_s = 1, .wait_ms = 10000, .memory = 256u << 20, .answer = 64u << 20};

enum { FRAME = sizeof(uint64_t), CHUNK = 64 * 1024 };

struct child {
    pid_t pid;
    int from;       /* its answers, each as a length and bytes */
    sigset_t was;   /* signals blocked before */
    bool is_deaf;   /* SIGCHLD was ignored */
    struct str got;  /* what came; up to `taken` it is done with */
    size_t taken;
    const char *why; /* it was stopped, or could not be started */
};

/* ---- in the child ---- */

/* Bytes of address space in use, 0 where nobody says. */
static size_t address_space(void)
{
    char text[64] = "";
    int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    ssize_t n = read(fd, text, sizeof text - 1);
    close(fd);
    return n > 0 ? (size_t)strtoul(text, NULL, 10) * (size_t)sysconf(_SC_PAGESIZE) : 0;
}

static void accept_limits(const struct sandbox_limits *l)
{
    size_t used = address_space();
    (void)used;
#ifndef WITH_SANITIZERS
    if (used)
        setrlimit(RLIMIT_AS, &(struct rlimit){used + l->memory, used + l->memory});
#endif
    setrlimit(RLIMIT_CPU, &(struct rlimit){l->cpu_s, l->cpu_s + 1}); /* SIGXCPU, and SIGKILL after it */
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){0, 0});
#ifdef __linux__
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

/* Standard input, output and error lead nowhere (sanitizers may speak), the answer leaves by descriptor 3. */
static void keep_only(int answer)
{
    int nothing = open("/dev/null", O_RDWR);
    dup2(nothing, 0);
    dup2(nothing, 1);
#ifndef WITH_SANITIZERS
    dup2(nothing, 2);
#endif
    dup2(answer, 3);
    forked_close_from(4);
}

static void write_all(int fd, const void *bytes, size_t n)
{
    for (const char *p = bytes; n;) {
        ssize_t wrote = write(fd, p, n);
        if (wrote < 0 && errno != EINTR)
            _exit(1);
        p += wrote > 0 ? wrote : 0;
        n -= wrote > 0 ? (size_t)wrote : 0;
    }
}

static _Noreturn void do_work(const struct sandbox_batch *batch, size_t first, const struct sandbox_limits *l, int to,
                              pid_t parent)
{
    mem_set_last_words(NULL);
    forked_reset_signals();
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1);
#else
    (void)parent;
#endif
    keep_only(to);
    accept_limits(l);
    sandbox_restrict_calls();
    struct str answer = {0};
    for (size_t i = first; i < batch->n; i++) {
        str_clear(&answer);
        batch->work(batch->items, i, &answer);
        uint64_t length = answer.n;
        write_all(3, &length, FRAME);
        write_all(3, str_get(&answer), answer.n);
    }
    _exit(0);
}

/* ---- in the parent ---- */

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Who ignores SIGCHLD has no zombies: a number could be another process's by the time it is killed. */
static bool stop_ignoring_children(void)
{
    struct sigaction now, usual = {.sa_handler = SIG_DFL};
    if (sigaction(SIGCHLD, NULL, &now) < 0 || now.sa_handler != SIG_IGN)
        return false;
    return sigaction(SIGCHLD, &usual, NULL) == 0;
}

/* No signal may find the child with the parent's handlers; SIGCHLD stays blocked until it is waited for, so that no
 * handler of the program takes it for one of its own. */
static bool start(struct child *c, const struct sandbox_batch *batch, size_t first, const struct sandbox_limits *l)
{
    int ends[2];
    sigset_t all, meanwhile;
    *c = (struct child){.pid = -1, .why = _("no process could be started to read it in")};
    if (pipe(ends) < 0)
        return false;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    pid_t self = getpid();
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &c->was);
    c->is_deaf = stop_ignoring_children();
    c->pid = fork();
    if (c->pid == 0)
        do_work(batch, first, l, ends[1], self);
    meanwhile = c->was;
    if (c->pid > 0)
        sigaddset(&meanwhile, SIGCHLD);
    else if (c->is_deaf)
        signal(SIGCHLD, SIG_IGN);
    sigprocmask(SIG_SETMASK, &meanwhile, NULL);
    close(ends[1]);
    c->from = ends[0];
    c->why = c->pid > 0 ? NULL : c->why;
    if (c->pid < 0)
        close(ends[0]);
    return c->pid > 0;
}

/* Why there is no answer, from how the child ended; -1 when something else had waited for it. */
static const char *reason(int status)
{
    if (status >= 0 && WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL))
        return _("reading it took more computing than is allowed");
    return _("the reader failed on it");
}

/* The child has ended or is made to: one that closed its pipe may sleep on. Says why where nobody did. */
static void finish(struct child *c)
{
    int status = -1;
    kill(c->pid, SIGKILL); /* changes nothing about one that is dead already, and not waited for */
    close(c->from);
    pid_t got;
    while ((got = waitpid(c->pid, &status, 0)) < 0 && errno == EINTR)
        ;
    if (c->is_deaf)
        signal(SIGCHLD, SIG_IGN);
    sigprocmask(SIG_SETMASK, &c->was, NULL);
    if (!c->why)
        c->why = reason(got == c->pid ? status : -1);
    str_release(&c->got);
}

static void drop(struct str *t, size_t n)
{
    if (n == 0)
        return;
    memmove(t->s, t->s + n, t->n - n);
    str_cut(t, t->n - n);
}

/* Waits for more of the answer until the deadline; false at the end, or with `why`. */
static bool read_some(struct child *c, int64_t deadline)
{
    char bytes[CHUNK];
    int64_t left = deadline - now_ms();
    struct pollfd p = {.fd = c->from, .events = POLLIN};
    int ready = left > 0 ? poll(&p, 1, (int)left) : 0;
    if (ready < 0 && errno == EINTR)
        return true;
    if (ready <= 0) {
        c->why = _("reading it took too long");
        return false;
    }
    ssize_t n = read(c->from, bytes, sizeof bytes);
    if (n > 0) {
        drop(&c->got, c->taken);
        c->taken = 0;
        str_add_n(&c->got, bytes, (size_t)n);
    }
    return n > 0 || (n < 0 && errno == EINTR);
}

/* The bytes of one whole frame that has come, 0 when it has not. */
static size_t whole_frame(struct child *c, size_t most)
{
    uint64_t length;
    size_t here = c->got.n - c->taken;
    if (here < FRAME)
        return 0;
    memcpy(&length, c->got.s + c->taken, FRAME);
    if (length > most)
        c->why = _("what came of it is too large");
    return length <= most && here - FRAME >= length ? FRAME + (size_t)length : 0;
}

/* Takes answers as they come; returns the first item that has none. */
static size_t take_answers(struct child *c, const struct sandbox_batch *batch, size_t i, const struct sandbox_limits *l)
{
    int64_t deadline = now_ms() + l->wait_ms;
    while (i < batch->n && !c->why) {
        size_t n = whole_frame(c, l->answer);
        if (n) {
            batch->take(batch->to, i++, c->got.s + c->taken + FRAME, n - FRAME, NULL);
            c->taken += n;
            deadline = now_ms() + l->wait_ms;
        } else if (!c->why && !read_some(c, deadline)) {
            break;
        }
    }
    return i;
}

void sandbox_run(const struct sandbox_batch *batch, const struct sandbox_limits *limits)
{
    for (size_t i = 0; i < batch->n;) {
        struct child c;
        size_t first = i;
        if (start(&c, batch, first, limits)) {
            i = take_answers(&c, batch, first, limits);
            finish(&c);
        }
        if (i == first)
            batch->take(batch->to, i++, NULL, 0, c.why);
    }
}
