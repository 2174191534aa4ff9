/* tool: fork, read two pipes against a deadline, reap. */
#include "probe/tool.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "base/mem.h"
#include "base/time.h"
#include "probe/forked.h"

extern char **environ;

enum { READ_AT_ONCE = 64 * 1024, SAID_READ = 8 * 1024, HIGH = 10, REAP_EVERY_MS = 5 };

static const char *const fixed[] = {
    "LC_ALL=C.UTF-8",
    "LANGUAGE=",
    "TERM=dumb",
    "PAGER=cat",
    "GIT_PAGER=cat",
    "SYSTEMD_PAGER=cat",
    "NO_COLOR=1",
    "SYSTEMD_COLORS=0",
    "GIT_TERMINAL_PROMPT=0",
    "GIT_OPTIONAL_LOCKS=0",
    "GIT_NO_LAZY_FETCH=1",
};
enum { N_FIXED = sizeof fixed / sizeof *fixed };

struct pipes {
    int out[2], err[2], fail[2]; /* fail: carries errno of an exec that did not work */
};

int64_t tool_clock(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * TIME_SECOND + t.tv_nsec / 1000;
}

static bool is_fixed(const char *entry)
{
    for (size_t i = 0; i < N_FIXED; i++)
        if (strncmp(entry, fixed[i], strcspn(fixed[i], "=") + 1) == 0)
            return true;
    return false;
}

static const char **make_environment(void)
{
    size_t n = 0, count = 0;
    while (environ[count])
        count++;
    const char **list = mem_array(count + N_FIXED + 1, sizeof *list);
    for (size_t i = 0; i < count; i++)
        if (!is_fixed(environ[i]))
            list[n++] = environ[i];
    for (size_t i = 0; i < N_FIXED; i++)
        list[n++] = fixed[i];
    return list;
}

static void close_pair(int pair[2])
{
    for (int i = 0; i < 2; i++)
        if (pair[i] >= 0)
            close(pair[i]);
    pair[0] = pair[1] = -1;
}

static bool open_pipes(struct pipes *p)
{
    *p = (struct pipes){{-1, -1}, {-1, -1}, {-1, -1}};
    if (pipe2(p->out, O_CLOEXEC) == 0 && pipe2(p->err, O_CLOEXEC) == 0 && pipe2(p->fail, O_CLOEXEC) == 0)
        return true;
    close_pair(p->out), close_pair(p->err), close_pair(p->fail);
    return false;
}

/* In the child: only what may be called between fork and exec. */
static _Noreturn void become(const struct tool_call *call, const char **environment, const struct pipes *p)
{
    int out = fcntl(p->out[1], F_DUPFD, HIGH), err = fcntl(p->err[1], F_DUPFD, HIGH),
        fail = fcntl(p->fail[1], F_DUPFD_CLOEXEC, HIGH);
    int nothing = open("/dev/null", O_RDONLY);
    forked_reset_signals();
    setsid();
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    if (out >= 0 && err >= 0 && fail >= 0 && dup2(nothing, 0) == 0 && dup2(out, 1) == 1 && dup2(err, 2) == 2 &&
        dup2(fail, 3) == 3) {
        fcntl(3, F_SETFD, FD_CLOEXEC);
        forked_close_from(4);
        execvpe(call->argv[0], (char *const *)(size_t)call->argv, (char *const *)(size_t)environment);
        fail = 3;
    }
    int why = errno;
    ssize_t written = write(fail, &why, sizeof why);
    _exit(written > 0 ? 127 : 126);
}

/* Adds what has come, up to `most`; false at the end of the pipe. */
static bool take(int fd, struct str *to, size_t most)
{
    char buffer[READ_AT_ONCE];
    ssize_t n = read(fd, buffer, sizeof buffer);
    if (n < 0)
        return errno == EINTR || errno == EAGAIN;
    size_t room = to->n < most ? most - to->n : 0;
    str_add_n(to, buffer, (size_t)n < room ? (size_t)n : room);
    return n > 0;
}

static int left_ms(int64_t deadline)
{
    int64_t left = (deadline - tool_clock()) / 1000;
    return left < 0 ? 0 : left > 60000 ? 60000 : (int)left;
}

static enum tool_end read_all(const struct tool_call *call, struct pipes *p, struct tool_answer *a, struct str *said,
                              int64_t deadline)
{
    struct pollfd fds[2] = {{p->out[0], POLLIN, 0}, {p->err[0], POLLIN, 0}};
    while (fds[0].fd >= 0 || fds[1].fd >= 0) {
        int left = left_ms(deadline), ready = left ? poll(fds, 2, left) : 0;
        if (ready == 0)
            return TOOL_LATE;
        if (ready > 0 && fds[0].revents && !take(fds[0].fd, &a->out, call->most + 1))
            fds[0].fd = -1;
        if (ready > 0 && fds[1].revents && !take(fds[1].fd, said, SAID_READ))
            fds[1].fd = -1;
        if (a->out.n > call->most) {
            str_cut(&a->out, call->most);
            return TOOL_MUCH;
        }
    }
    return TOOL_DONE;
}

/* It may close its output and go on: until the deadline. */
static enum tool_end reap(pid_t pid, enum tool_end end, struct tool_answer *a, int64_t deadline)
{
    int status = 0;
    pid_t got = 0;
    while (end == TOOL_DONE && (got = waitpid(pid, &status, WNOHANG)) == 0 && left_ms(deadline))
        poll(NULL, 0, REAP_EVERY_MS);
    if (got == 0) {
        end = end == TOOL_DONE ? TOOL_LATE : end;
        kill(-pid, SIGKILL);
        while ((got = waitpid(pid, &status, 0)) < 0 && errno == EINTR)
            ;
    } else {
        kill(-pid, SIGKILL); /* what it left running */
    }
    a->status = got == pid && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return end == TOOL_DONE && a->status < 0 ? TOOL_FAILED : end;
}

/* "E1120 15:21:49.557700 2225 memcache.go:265]": a record of its own log, which kubectl writes before it says what is wrong. */
static bool is_logged(const char *line)
{
    return *line && strchr("IWEF", *line) && strspn(line + 1, "0123456789") == 4 && line[5] == ' ';
}

static void keep_said(struct tool_answer *a, struct str *said)
{
    const char *text = str_get(said), *line = text;
    while (is_logged(line) && strchr(line, '\n'))
        line = strchr(line, '\n') + 1;
    text = *line ? line : text;
    size_t n = strcspn(text, "\r\n");
    snprintf(a->said, sizeof a->said, "%.*s", (int)n, text);
    str_release(said);
}

void tool_run(const struct tool_call *call, struct tool_answer *a)
{
    struct pipes p;
    struct str said = {0};
    int64_t deadline = tool_clock() + (int64_t)call->limit_ms * 1000;
    int why = 0;
    *a = (struct tool_answer){.end = TOOL_FAILED, .status = -1};
    if (!open_pipes(&p))
        return;
    const char **environment = make_environment();
    pid_t pid = fork();
    if (pid == 0)
        become(call, environment, &p);
    mem_free(environment);
    close(p.out[1]), close(p.err[1]), close(p.fail[1]);
    p.out[1] = p.err[1] = p.fail[1] = -1;
    if (pid > 0) {
        bool is_absent = read(p.fail[0], &why, sizeof why) == (ssize_t)sizeof why;
        a->end = read_all(call, &p, a, &said, deadline);
        a->end = reap(pid, a->end, a, deadline);
        if (is_absent)
            a->end = why == ENOENT || why == ENOTDIR ? TOOL_ABSENT : TOOL_FAILED;
        if (is_absent && why != ENOENT)
            snprintf(a->said, sizeof a->said, "%s", strerror(why));
        else
            keep_said(a, &said);
    }
    str_release(&said);
    close_pair(p.out), close_pair(p.err), close_pair(p.fail);
}

void tool_release(struct tool_answer *a)
{
    str_release(&a->out);
}
