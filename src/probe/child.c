/* child: triage's side of a running command. */
#include "probe/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/time.h"
#include "probe/keeper.h"
#include "probe/variables.h"

enum { READ_AT_ONCE = 64 * 1024, LATE_MOST = 1 << 20, COLUMNS_TOLD = 160, ROWS_TOLD = 48 };
static const int64_t LINGER = TIME_SECOND; /* how long output may still come after the end */

static bool refuse(struct child *c, enum why why, struct err *e)
{
    struct str text = {0};
    why_system(why, errno, c->why);
    why_show(c->why, &text);
    err_set(e, ERR_OS, "%s", str_get(&text));
    str_release(&text);
    return false;
}

/* A pty whose other end passes bytes on as they are and echoes nothing. */
static bool open_terminal(struct child *c, int *theirs, struct err *e)
{
    char name[64];
    int *ours = &c->terminal;
    struct termios t;
    struct winsize size = {.ws_col = COLUMNS_TOLD, .ws_row = ROWS_TOLD};
    *ours = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (*ours < 0 || grantpt(*ours) < 0 || unlockpt(*ours) < 0 || ptsname_r(*ours, name, sizeof name) != 0)
        return refuse(c, WHY_NO_TERMINAL, e);
    *theirs = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (*theirs < 0)
        return refuse(c, WHY_TERMINAL_CLOSED, e);
    if (tcgetattr(*theirs, &t) == 0) {
        t.c_oflag &= ~(tcflag_t)OPOST;
        t.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK | ECHONL);
        tcsetattr(*theirs, TCSANOW, &t);
    }
    ioctl(*theirs, TIOCSWINSZ, &size);
    fcntl(*ours, F_SETFL, O_NONBLOCK);
    return true;
}

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static bool open_pipes(struct child *c, int control[2], int report[2], struct err *e)
{
    if (pipe2(control, O_CLOEXEC) < 0 || pipe2(report, O_CLOEXEC) < 0)
        return refuse(c, WHY_NO_PIPE, e);
    fcntl(report[0], F_SETFL, O_NONBLOCK);
    return true;
}

static void give_will(struct child *c, struct keeper_orders *orders, const struct child_spec *spec)
{
    orders->will = spec->will;
    orders->dies_with_us = spec->dies_with_us;
    orders->timeout = spec->timeout;
    c->has_will = orders->will != NULL;
}

static bool fork_keeper(struct child *c, struct keeper_orders orders, const struct child_spec *spec, struct err *e)
{
    static const struct names none = {0};
    struct str script = {0};
    orders.command = spec->command;
    orders.environment = variables_make(spec->way ? &none : &spec->names, true);
    orders.argv = spec->way ? spec->way->argv : NULL;
    if (spec->way)
        remote_script(&(struct remote_order){c->far.stream.mark, spec->command, &spec->names, spec->way->stays}, &script);
    orders.host = spec->way ? spec->way->host : NULL;
    orders.mark = c->far.stream.mark;
    orders.input = str_get(&script);
    orders.n_input = script.n;
    orders.drain = spec->is_read_only ? -1 : c->terminal;
    orders.sweeps = spec->is_read_only;
    give_will(c, &orders, spec);
    c->keeper = fork();
    if (c->keeper == 0)
        keeper_run(&orders);
    bool ok = c->keeper > 0 || refuse(c, WHY_NO_PROCESS, e);
    mem_free(orders.environment);
    str_release(&script);
    return ok;
}

bool child_start(struct child *c, const struct child_spec *spec, int64_t now, struct err *e)
{
    return child_start_guarded(c, spec, -1, now, e);
}

bool child_start_guarded(struct child *c, const struct child_spec *spec, int guard, int64_t now, struct err *e)
{
    int theirs = -1, errors = -1, control[2] = {-1, -1}, report[2] = {-1, -1};
    *c = (struct child){.terminal = -1, .control = -1, .report = -1, .started = now, .outcome = RUN_RUNNING, .far.errors = -1};
    c->deadline = spec->timeout > 0 ? now + spec->timeout : INT64_MAX;
    bool ok = open_terminal(c, &theirs, e) && open_pipes(c, control, report, e) && (!spec->way || far_open(&c->far, spec->way->host, !spec->is_read_only, &errors) || refuse(c, WHY_NO_PIPE, e)) &&
              fork_keeper(c, (struct keeper_orders){.terminal = theirs, .control = control[0], .report = report[1], .guard = guard, .errors = errors}, spec, e);
    c->control = control[1];
    c->report = report[0];
    close_fd(&errors);
    close_fd(&theirs);
    close_fd(&control[0]);
    close_fd(&report[1]);
    if (!ok) {
        c->outcome = RUN_NOT_STARTED;
        c->ended = now;
        child_release(c);
    }
    return ok;
}

void child_refuse(struct child *c, int64_t now, const char *why)
{
    *c = (struct child){.terminal = -1, .control = -1, .report = -1, .started = now, .ended = now, .outcome = RUN_NOT_STARTED, .far.errors = -1};
    snprintf(c->why, sizeof c->why, "%s", why);
}

size_t child_fds(const struct child *c, struct pollfd fds[CHILD_FDS])
{
    size_t n = 0;
    if (c->terminal >= 0)
        fds[n++] = (struct pollfd){.fd = c->terminal, .events = POLLIN};
    if (c->report >= 0)
        fds[n++] = (struct pollfd){.fd = c->report, .events = POLLIN};
    if (c->far.errors >= 0)
        fds[n++] = (struct pollfd){.fd = c->far.errors, .events = POLLIN};
    return n;
}

int64_t child_wakes_at(const struct child *c)
{
    if (c->ended)
        return INT64_MAX;
    return c->report_at ? c->report_at + LINGER : c->is_stopping ? INT64_MAX : c->deadline;
}

static void take(struct child *c, const char *bytes, size_t n)
{
    if (c->far.host[0])
        far_take(&c->far, bytes, n, c->control, c->is_stopping, &c->output);
    else
        output_add(&c->output, bytes, n);
}

/* Everything there is now, but at most a bounded amount, so that a flood cannot hold the screen. A terminal gives no
 * more than some 4 kB at a time. */
static size_t read_output(struct child *c)
{
    char bytes[READ_AT_ONCE];
    size_t sum = 0;
    while (c->terminal >= 0 && sum < READ_AT_ONCE) {
        ssize_t n = read(c->terminal, bytes, sizeof bytes);
        if (n < 0 && (errno == EAGAIN || errno == EINTR))
            break;
        if (n > 0)
            take(c, bytes, (size_t)n), sum += (size_t)n;
        else
            close_fd(&c->terminal); /* EIO: the last holder of the other end closed it */
    }
    return sum;
}

static void take_report(struct child *c, const struct keeper_report *r)
{
    c->survivors = r->survivors;
    if (r->started_errno) {
        c->outcome = RUN_NOT_STARTED;
        why_system(c->far.host[0] ? WHY_SSH_NONE : WHY_NO_SHELL, r->started_errno, c->why);
    } else if (c->outcome == RUN_RUNNING && !c->far.host[0]) {
        c->outcome = RUN_EXITED;
    }
    c->exit_status = WIFEXITED(r->wait_status) ? WEXITSTATUS(r->wait_status) : 128 + WTERMSIG(r->wait_status);
}

static bool read_report(struct child *c, int64_t now)
{
    struct keeper_report r = {0};
    if (c->report < 0)
        return false;
    ssize_t n = read(c->report, &r, sizeof r);
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return false;
    if (n == (ssize_t)sizeof r)
        take_report(c, &r);
    else
        c->outcome = RUN_UNKNOWN; /* the keeper itself was killed */
    close_fd(&c->report);
    c->report_at = now;
    return true;
}

static void stop_as(struct child *c, enum run_outcome outcome)
{
    const char order = KEEPER_STOP;
    if (c->is_stopping || c->ended || c->report_at)
        return;
    c->is_stopping = true;
    c->outcome = outcome;
    (void)!write(c->control, &order, 1);
}

/* What the command printed is all read, however late we come to it. A service that it left behind may print for ever;
 * of that no more is awaited than a terminal can hold back. */
static bool has_all_output(const struct child *c, size_t came, int64_t now)
{
    return c->terminal < 0 || (now >= c->report_at + LINGER && (!came || c->late_bytes > LATE_MOST));
}

static void leave_keeper(struct child *c)
{
    close_fd(&c->control);
    while (c->keeper > 0 && waitpid(c->keeper, NULL, 0) < 0 && errno == EINTR)
        continue;
}

bool child_step(struct child *c, int64_t now)
{
    if (c->ended)
        return false;
    size_t came = read_output(c);
    far_read(&c->far);
    c->late_bytes += c->report_at ? came : 0;
    bool changed = read_report(c, now) || came;
    if (now >= c->deadline)
        stop_as(c, RUN_TIMED_OUT);
    if (c->report_at && has_all_output(c, came, now)) {
        c->ended = c->report_at;
        changed = true;
        close_fd(&c->terminal);
        if (!c->has_will)
            leave_keeper(c);
        if (c->far.host[0])
            c->outcome = far_outcome(&c->far, c->outcome, &c->output, &c->exit_status, c->why);
    }
    return changed;
}

void child_recorded(struct child *c)
{
    const char order = KEEPER_RECORDED;
    if (!c->has_will || c->control < 0)
        return;
    (void)!write(c->control, &order, 1);
    leave_keeper(c);
}

void child_cancel(struct child *c)
{
    stop_as(c, RUN_CANCELLED);
}

void child_type(struct child *c, const char *bytes, size_t n)
{
    if (c->terminal >= 0)
        (void)!write(c->terminal, bytes, n);
}

void child_let_go(struct child *c)
{
    close_fd(&c->terminal);
    close_fd(&c->control);
    close_fd(&c->report);
    far_release(&c->far);
    output_release(&c->output);
}

void child_release(struct child *c)
{
    if (c->keeper > 0 && !c->ended) {
        child_cancel(c);
        close_fd(&c->terminal);
        waitpid(c->keeper, NULL, 0);
    }
    child_let_go(c);
}

/* Ctrl-C is for the command that has the terminal. */
struct deafness {
    struct sigaction was_int, was_quit;
};

static void deafen(struct deafness *d)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGINT, &ignore, &d->was_int);
    sigaction(SIGQUIT, &ignore, &d->was_quit);
}

static void hear_again(const struct deafness *d)
{
    sigaction(SIGINT, &d->was_int, NULL);
    sigaction(SIGQUIT, &d->was_quit, NULL);
}

static void await_report(struct child *c, int64_t now)
{
    fcntl(c->report, F_SETFL, 0);
    while (c->report >= 0 && !read_report(c, now))
        continue;
    c->ended = now;
}

bool child_run_kept(struct child *c, const struct child_spec *spec, int guard, int64_t now, struct err *e)
{
    int control[2] = {-1, -1}, report[2] = {-1, -1};
    struct deafness d;
    *c = (struct child){.terminal = -1, .control = -1, .report = -1, .started = now, .outcome = RUN_RUNNING, .far.errors = -1};
    if (!open_pipes(c, control, report, e))
        return false;
    struct keeper_orders orders = {.terminal = -1, .control = control[0], .report = report[1], .drain = -1, .guard = guard, .errors = -1};
    orders.command = spec->command;
    orders.environment = variables_make(&spec->names, false);
    give_will(c, &orders, spec);
    deafen(&d);
    c->keeper = fork();
    if (c->keeper == 0)
        keeper_run_in_terminal(&orders);
    int os_error = errno;
    mem_free(orders.environment);
    c->control = control[1], c->report = report[0];
    close(control[0]), close(report[1]);
    if (c->keeper > 0)
        await_report(c, now);
    hear_again(&d);
    errno = os_error;
    return c->keeper > 0 || refuse(c, WHY_NO_PROCESS, e);
}

bool child_run_in_terminal(const struct child_spec *spec, int *exit_status, struct err *e)
{
    char **environment = variables_make(&spec->names, false);
    char *argv[] = {"sh", "-c", (char *)(size_t)spec->command, NULL};
    struct deafness d;
    int status = 0;
    deafen(&d);
    pid_t pid = fork();
    if (pid == 0) {
        mem_set_last_words(NULL);
        signal(SIGINT, SIG_DFL), signal(SIGQUIT, SIG_DFL), signal(SIGPIPE, SIG_DFL), signal(SIGXFSZ, SIG_DFL);
        execve("/bin/sh", argv, environment);
        _exit(127);
    }
    int os_error = errno;
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    hear_again(&d);
    mem_free(environment);
    *exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    errno = os_error;
    return pid > 0 || err_sys(e, ERR_OS, _("no process could be made for the command"));
}
