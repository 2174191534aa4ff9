/* log_command: fork, two pipes, and an end that cannot hang. */
#include "probe/log_command.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef HAVE_SYS_PRCTL_H
#include <sys/prctl.h>
#endif

#include "base/i18n.h"
#include "base/mem.h"
#include "probe/forked.h"

enum { SAID_MAX = 4096, SAID_SHOWN = 200, PATIENCE_MS = 1000, STEP_MS = 10, READS_MAX = 64 };

extern char **environ;

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* In the child. A session of its own: nobody can ask for a password on the terminal, it would never be answered. A silent command
 * would not notice that whoever reads it was killed: it is told. */
_Noreturn static void become(const char *command, int out, int err)
{
    char *argv[] = {"sh", "-c", (char *)(size_t)command, NULL};
    mem_set_last_words(NULL);
    setsid();
#ifdef HAVE_SYS_PRCTL_H
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    int nothing = open("/dev/null", O_RDONLY);
    if (nothing < 0 || dup2(nothing, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 || dup2(err, STDERR_FILENO) < 0)
        _exit(127);
    forked_reset_signals();
    forked_close_from(STDERR_FILENO + 1);
    execve("/bin/sh", argv, environ);
    _exit(127);
}

bool log_command_start(struct log_command *c, const char *command, struct err *e)
{
    int out[2] = {-1, -1}, err[2] = {-1, -1};
    *c = (struct log_command){.pid = -1, .out = -1, .err = -1};
    bool ok = (pipe2(out, O_CLOEXEC) == 0 && pipe2(err, O_CLOEXEC) == 0) || err_sys(e, ERR_OS, _("no pipe could be made for the command"));
    if (ok) {
        c->pid = fork();
        if (c->pid == 0)
            become(command, out[1], err[1]);
        ok = c->pid > 0 || err_sys(e, ERR_OS, _("no process could be made for the command"));
    }
    close_fd(&out[1]);
    close_fd(&err[1]);
    c->out = out[0];
    c->err = err[0];
    if (!ok)
        log_command_release(c);
    else
        fcntl(c->out, F_SETFL, O_NONBLOCK), fcntl(c->err, F_SETFL, O_NONBLOCK);
    return ok;
}

void log_command_drain(struct log_command *c)
{
    char bytes[4096];
    for (int i = 0; i < READS_MAX && c->err >= 0; i++) {
        ssize_t n = read(c->err, bytes, sizeof bytes);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN)
            return;
        if (n <= 0)
            close_fd(&c->err);
        else if (c->said.n < SAID_MAX)
            str_add_n(&c->said, bytes, (size_t)n);
    }
}

/* Its end, without waiting longer than PATIENCE_MS. */
static bool reap(struct log_command *c, int *status)
{
    for (int waited = 0; waited <= PATIENCE_MS; waited += STEP_MS) {
        pid_t pid = waitpid(c->pid, status, WNOHANG);
        if (pid == c->pid || (pid < 0 && errno != EINTR)) {
            c->pid = -1;
            return pid > 0;
        }
        log_command_drain(c);
        poll(NULL, 0, STEP_MS);
    }
    return false;
}

static void kill_it(struct log_command *c)
{
    kill(-c->pid, SIGKILL); /* its session's first group: what the shell started is in it */
    kill(c->pid, SIGKILL);
}

/* The first line of what it said. */
static void cut_said(struct str *said)
{
    size_t start = strspn(str_get(said), " \t\r\n");
    size_t n = strcspn(str_get(said) + start, "\r\n");
    struct str line = {0};
    str_add_n(&line, str_get(said) + start, n < SAID_SHOWN ? n : SAID_SHOWN);
    str_release(said);
    *said = line;
}

static void tell(const struct log_command *c, const char *command, int status, struct str *trouble)
{
    const char *said = str_get(&c->said);
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    if (!WIFEXITED(status))
        str_addf(trouble, _("`%s` was ended by signal %d"), command, WTERMSIG(status));
    else if (code != 0 && *said)
        str_addf(trouble, _("`%s` ended with exit %d: %s"), command, code, said);
    else if (code != 0)
        str_addf(trouble, _("`%s` ended with exit %d"), command, code);
    else if (*said)
        str_addf(trouble, _("`%s` said: %s"), command, said);
}

void log_command_end(struct log_command *c, const char *command, struct str *trouble)
{
    int status = 0;
    if (c->pid <= 0)
        return;
    log_command_drain(c);
    bool is_ended = reap(c, &status);
    cut_said(&c->said);
    if (is_ended)
        tell(c, command, status, trouble);
    else
        str_addf(trouble, _("`%s` closed its output and went on; it was stopped"), command);
    log_command_release(c);
}

void log_command_release(struct log_command *c)
{
    int status;
    if (c->pid == 0)
        return; /* never started */
    if (c->pid > 0)
        kill_it(c);
    close_fd(&c->out);
    if (c->pid > 0)
        reap(c, &status);
    close_fd(&c->err);
    str_release(&c->said);
    *c = (struct log_command){0};
}
