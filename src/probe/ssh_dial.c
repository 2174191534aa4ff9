/* ssh_dial: fork, hand over the terminal, listen, wait. */
#include "probe/ssh_dial.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/time.h"
#include "probe/forked.h"
#include "probe/remote.h"
#include "probe/tool.h"

enum { LOOK_MS = 50, ALONE_SECONDS = 30, LAST_SECONDS = 2 };

struct dial {
    pid_t pid;
    int said_fd;   /* what it says, which a proxy that it started may hold open: its end is not awaited */
    int terminal;  /* -1: there is none */
    struct str said;
    int status;
    bool is_late, is_ended;
};

static _Noreturn void become(const char *const *argv, int said, int terminal)
{
    int nothing = open("/dev/null", O_RDONLY);
    mem_set_last_words(NULL);
    if (terminal >= 0) {
        setpgid(0, 0);
        signal(SIGTTOU, SIG_IGN);
        tcsetpgrp(terminal, getpid());
    } else {
        setsid();
    }
    forked_reset_signals();
    dup2(nothing, 0), dup2(said, 1), dup2(said, 2);
    forked_close_from(3);
    execv(argv[0], (char *const *)(size_t)argv);
    _exit(127);
}

/* In the terminal it is read as it comes: names of keys, banners, prompts of a second factor. */
static void listen(struct dial *d)
{
    char bytes[1024];
    ssize_t n = read(d->said_fd, bytes, sizeof bytes);
    if (n <= 0)
        return;
    size_t room = REMOTE_NOISE * 4 - d->said.n;
    str_add_n(&d->said, bytes, (size_t)n < room ? (size_t)n : room);
    if (d->terminal >= 0)
        (void)!write(d->terminal, bytes, (size_t)n);
}

/* Ctrl-Z there would leave nobody to wake it. */
static void look(struct dial *d)
{
    int status;
    if (waitpid(d->pid, &status, WNOHANG | WUNTRACED) != d->pid)
        return;
    if (WIFSTOPPED(status)) {
        kill(-d->pid, SIGTERM);
        kill(-d->pid, SIGCONT);
        return;
    }
    d->status = status;
    d->is_ended = true;
}

static void await(struct dial *d)
{
    int64_t began = tool_clock(), most = ALONE_SECONDS * TIME_SECOND;
    while (!d->is_ended) {
        struct pollfd p = {.fd = d->said_fd, .events = POLLIN};
        if (poll(&p, 1, LOOK_MS) > 0 && (p.revents & POLLIN))
            listen(d);
        else if (p.revents & POLLHUP)
            poll(NULL, 0, LOOK_MS / 10);
        look(d);
        int64_t passed = tool_clock() - began;
        if (d->terminal < 0 && passed > most) {
            kill(-d->pid, d->is_late ? SIGKILL : SIGTERM);
            d->is_late = true;
            most += LAST_SECONDS * TIME_SECOND;
        }
    }
    for (struct pollfd p = {.fd = d->said_fd, .events = POLLIN}; poll(&p, 1, 0) > 0 && (p.revents & POLLIN);)
        listen(d);
}

static void take_terminal_back(int terminal)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN}, was;
    if (terminal < 0)
        return;
    sigaction(SIGTTOU, &ignore, &was);
    tcsetpgrp(terminal, getpgrp());
    sigaction(SIGTTOU, &was, NULL);
    close(terminal);
}

static bool tell(const struct dial *d, const char *host, char why[WHY_TEXT])
{
    bool is_interrupted = WIFSIGNALED(d->status) && (WTERMSIG(d->status) == SIGINT || WTERMSIG(d->status) == SIGTERM);
    if (WIFEXITED(d->status) && WEXITSTATUS(d->status) == 0)
        return true;
    if (d->is_late)
        why_host(WHY_SSH_NO_ANSWER, host, NULL, why);
    else if (is_interrupted || (d->terminal >= 0 && WIFEXITED(d->status) && WEXITSTATUS(d->status) == 130))
        why_host(WHY_SSH_GIVEN_UP, host, NULL, why);
    else if (WIFEXITED(d->status) && WEXITSTATUS(d->status) == 127 && !d->said.n)
        why_system(WHY_SSH_NONE, ENOENT, why);
    else
        remote_why(str_get(&d->said), "", host, why);
    return false;
}

static void say(int terminal, const char *line)
{
    if (terminal >= 0 && line) {
        (void)!write(terminal, line, strlen(line));
        (void)!write(terminal, "\n", 1);
    }
}

bool ssh_dial(const char *const *argv, const char *host, const struct ssh_terminal *terminal, char why[WHY_TEXT])
{
    struct dial d = {.terminal = -1};
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0) {
        why_system(WHY_NO_PIPE, errno, why);
        return false;
    }
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    if (terminal->is_there && terminal->lend)
        terminal->lend(terminal->who);
    d.terminal = terminal->is_there ? open("/dev/tty", O_RDWR | O_CLOEXEC) : -1;
    d.said_fd = ends[0];
    say(d.terminal, terminal->says);
    d.pid = fork();
    if (d.pid == 0)
        become(argv, ends[1], d.terminal);
    int trouble = errno;
    close(ends[1]);
    if (d.pid > 0)
        await(&d);
    bool ok = d.pid > 0 && tell(&d, host, why);
    if (d.pid < 0)
        why_system(WHY_NO_PROCESS, trouble, why);
    take_terminal_back(d.terminal);
    if (terminal->is_there && terminal->take_back)
        terminal->take_back(terminal->who);
    close(ends[0]);
    str_release(&d.said);
    return ok;
}
