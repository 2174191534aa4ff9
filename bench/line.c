/* line: forkpty, ptrace(2) and poll(2). */
#include "line.h"

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/ptrace.h>

#include "measure.h"

enum { QUIET_MS = 150, AT_SYSCALL = SIGTRAP | 0x80 };

static void end(const char *what)
{
    perror(what);
    exit(1);
}

static void become(struct line *l, char *const argv[])
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (l->is_traced) {
        ptrace(PTRACE_TRACEME, 0, NULL, NULL);
        raise(SIGSTOP);
    }
    *l->began = now_ms();
    execvp(argv[0], argv);
    _exit(127);
}

static void trace(struct line *l)
{
    int status;
    if (waitpid(l->pid, &status, 0) != l->pid || !WIFSTOPPED(status) ||
        ptrace(PTRACE_SETOPTIONS, l->pid, NULL, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL) != 0)
        end("ptrace");
    ptrace(PTRACE_SYSCALL, l->pid, NULL, NULL);
}

void line_start(struct line *l, char *const argv[], bool is_traced)
{
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    *l = (struct line){.is_traced = is_traced, .children = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK)};
    l->began = mmap(NULL, sizeof *l->began, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (l->began == MAP_FAILED)
        end("mmap");
    l->pid = forkpty(&l->fd, NULL, NULL, &(struct winsize){.ws_row = 24, .ws_col = 80});
    if (l->pid == 0)
        become(l, argv);
    if (is_traced)
        trace(l);
}

/* The program stopped: at a system call, which is looked at, or for a signal, which it gets. */
static void go_on(struct line *l, int status)
{
    struct ptrace_syscall_info call;
    int stopped_by = WSTOPSIG(status), give = 0;
    if (stopped_by != AT_SYSCALL)
        give = stopped_by == SIGTRAP ? 0 : stopped_by;
    else if (ptrace(PTRACE_GET_SYSCALL_INFO, l->pid, (void *)sizeof call, &call) > 0)
        l->writes += call.op == PTRACE_SYSCALL_INFO_ENTRY && call.entry.nr == SYS_write && call.entry.args[0] <= STDERR_FILENO;
    ptrace(PTRACE_SYSCALL, l->pid, NULL, (void *)(long)give);
}

static void follow(struct line *l)
{
    struct signalfd_siginfo seen;
    int status;
    while (read(l->children, &seen, sizeof seen) > 0)
        ;
    while (l->is_traced && waitpid(l->pid, &status, WNOHANG) > 0 && WIFSTOPPED(status))
        go_on(l, status);
}

struct burst line_listen(struct line *l, double least_ms)
{
    struct burst b = {0};
    char block[65536];
    long writes = l->writes;
    double now = now_ms(), last = now, until = now + least_ms;
    while (now < until || now < last + QUIET_MS) {
        struct pollfd fds[] = {{.fd = l->fd, .events = POLLIN}, {.fd = l->children, .events = POLLIN}};
        double left = (until > last + QUIET_MS ? until : last + QUIET_MS) - now;
        bool is_awake = poll(fds, 2, (int)left + 1) > 0;
        now = now_ms();
        last = is_awake ? now : last;
        follow(l);
        ssize_t n = fds[0].revents ? read(l->fd, block, sizeof block) : 0;
        if (fds[0].revents && n <= 0)
            break;
        b.at = n > 0 ? now : b.at;
        b.bytes += n;
    }
    b.writes = l->writes - writes;
    return b;
}

struct burst line_await(struct line *l)
{
    struct pollfd first = {.fd = l->fd, .events = POLLIN};
    while (l->is_traced ? line_listen(l, 0).bytes == 0 : poll(&first, 1, -1) <= 0)
        ;
    return line_listen(l, 0);
}

struct burst line_press(struct line *l, const char *keys)
{
    if (write(l->fd, keys, strlen(keys)) < 0)
        end("write");
    return line_listen(l, 0);
}

void line_end(struct line *l)
{
    int status;
    if (l->is_traced)
        kill(l->pid, SIGKILL);
    else
        kill(l->pid, SIGHUP);
    close(l->fd);
    waitpid(l->pid, &status, 0);
    close(l->children);
    munmap(l->began, sizeof *l->began);
}
