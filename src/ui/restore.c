/* restore: last words of a terminal. */
#include "ui/restore.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
enum { N_CRASHES = sizeof crashes / sizeof *crashes, STACK_BYTES = 64 * 1024 };

static struct {
    volatile sig_atomic_t is_armed;
    struct sigaction was[N_CRASHES]; /* who else wants to hear of a crash: a sanitizer, or nobody */
    void *stack;                     /* for the handler: the usual one may be what overflowed */
    pid_t owner;                     /* a forked child that crashes leaves its parent's screen alone */
    int fd;
    struct termios modes;
    char bytes[256];
    size_t n;
} held;

/* Puts the terminal back, then lets the crash take its course: a fault happens again where it was, a sent signal is
 * sent again, to whoever waited for it before us. */
static void on_crash(int sig, siginfo_t *info, void *context)
{
    (void)context;
    restore_now();
    for (int i = 0; i < N_CRASHES; i++)
        if (crashes[i] == sig)
            sigaction(sig, &held.was[i], NULL);
    if (info->si_code <= 0)
        raise(sig);
}

static void watch_crashes(void)
{
    struct sigaction a = {.sa_sigaction = on_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    if (held.stack)
        return;
    held.stack = mem_alloc(STACK_BYTES);
    sigaltstack(&(stack_t){.ss_sp = held.stack, .ss_size = STACK_BYTES}, NULL);
    for (int i = 0; i < N_CRASHES; i++)
        sigaction(crashes[i], &a, &held.was[i]);
}

static void unwatch_crashes(void)
{
    if (!held.stack)
        return;
    for (int i = 0; i < N_CRASHES; i++)
        sigaction(crashes[i], &held.was[i], NULL);
    sigaltstack(&(stack_t){.ss_flags = SS_DISABLE}, NULL);
    mem_free(held.stack);
    held.stack = NULL;
}

void restore_arm(int fd, const struct termios *modes, const char *bytes, size_t n)
{
    held.is_armed = 0;
    held.owner = getpid();
    held.fd = fd;
    held.modes = *modes;
    held.n = n < sizeof held.bytes ? n : sizeof held.bytes;
    memcpy(held.bytes, bytes, held.n);
    watch_crashes();
    held.is_armed = 1;
}

void restore_disarm(void)
{
    held.is_armed = 0;
    unwatch_crashes();
}

void restore_now(void)
{
    int was = errno;
    if (held.is_armed && held.owner == getpid()) {
        held.is_armed = 0;
        size_t done = 0;
        while (done < held.n) {
            ssize_t n = write(held.fd, held.bytes + done, held.n - done);
            if (n <= 0)
                break;
            done += (size_t)n;
        }
        tcsetattr(held.fd, TCSANOW, &held.modes);
    }
    errno = was;
}
