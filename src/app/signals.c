/* signals: a pipe that handlers write to. */
#include "app/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static int ends[2] = {-1, -1}; /* signal flags: what handlers write is read by the loop */

static void note(int signal)
{
    int was = errno;
    unsigned char byte = (unsigned char)signal;
    (void)!write(ends[1], &byte, 1);
    errno = was;
}

static void set(int signal, void (*handler)(int))
{
    struct sigaction a = {.sa_handler = handler, .sa_flags = SA_RESTART};
    sigemptyset(&a.sa_mask);
    sigaction(signal, &a, NULL);
}

int signals_open(void)
{
    static const int noted[] = {SIGWINCH, SIGINT, SIGTERM, SIGHUP, SIGCONT};
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) < 0)
        return -1;
    for (unsigned i = 0; i < sizeof noted / sizeof *noted; i++)
        set(noted[i], note);
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
