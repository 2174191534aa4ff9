/* restore: last words of a terminal. */
#include "ui/restore.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static struct {
    volatile sig_atomic_t is_armed;
    int fd;
    struct termios modes;
    char bytes[256];
    size_t n;
} held;

void restore_arm(int fd, const struct termios *modes, const char *bytes, size_t n)
{
    held.is_armed = 0;
    held.fd = fd;
    held.modes = *modes;
    held.n = n < sizeof held.bytes ? n : sizeof held.bytes;
    memcpy(held.bytes, bytes, held.n);
    held.is_armed = 1;
}

void restore_disarm(void)
{
    held.is_armed = 0;
}

void restore_now(void)
{
    int was = errno;
    if (held.is_armed) {
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
