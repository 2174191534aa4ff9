/* signals: a pipe that handlers write to. */
#include "app/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static int ends[2] = {-1, -1}; /* signal flags: what handlers write is read by the loop */

static volatile sig_atomic_t is_to_end; /* signal flags: what a write that waits for ever is asked by */

static void note(int signal)
{
    int was = errno;
    unsigned char byte = (unsigned char)signal;
    (void)!write(ends[1], &byte, 1);
    errno = was;
}

/* A write that waits for a terminal is left, by the signal or, when it began just after it, by the alarm. */
static void note_end(int signal)
{
    is_to_end = 1;
    if (signal != SIGALRM)
        note(signal);
    alarm(1);
}

bool signals_want_end(void)
{
    return is_to_end;
}

static void set_flags(int signal, void (*handler)(int), int flags)
{
    struct sigaction a = {.sa_handler = handler, .sa_flags = flags};
    sigemptyset(&a.sa_mask);
    sigaction(signal, &a, NULL);
}

static void set(int signal, void (*handler)(int))
{
    set_flags(signal, handler, SA_RESTART);
}

int signals_open(void)
{
    static const int noted[] = {SIGWINCH, SIGINT, SIGCONT}, ending[] = {SIGTERM, SIGHUP, SIGALRM};
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) < 0)
        return -1;
    for (unsigned i = 0; i < sizeof noted / sizeof *noted; i++)
        set(noted[i], note);
    for (unsigned i = 0; i < sizeof ending / sizeof *ending; i++)
        set_flags(ending[i], note_end, 0);
    set(SIGPIPE, SIG_IGN);
    set(SIGXFSZ, SIG_IGN);
    return ends[0];
}

struct signals signals_take(void)
{
    struct signals s = {0};
    unsigned char byte;
    while (read(ends[0], &byte, 1) == 1) {
        s.resized |= byte == SIGWINCH;
        s.interrupted |= byte == SIGINT;
        s.ended |= byte == SIGTERM || byte == SIGHUP;
        s.hung_up |= byte == SIGHUP;
        s.continued |= byte == SIGCONT;
    }
    return s;
}
