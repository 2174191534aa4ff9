/* stalled: a terminal that stops reading. usage: stalled TERM|HUP WAIT TYPE PROGRAM [ARG]...
 * Runs the program in a pseudo-terminal, reads until WAIT was written, types TYPE ("\n" in it is Enter) and reads until that was
 * written, too; then reads nothing any more and asks for the whole screen again and again, until the terminal holds no more.
 * Then the signal: the program must end, whatever it was in the middle of. Exit 0 when it did; its own status is printed. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "base/str.h"

enum { WAIT_MS = 20000, REDRAWS = 400, STILL = 10, PAUSE_MS = 20 };

static int fail(const char *why)
{
    fprintf(stderr, "stalled: %s\n", why);
    return 1;
}

static pid_t run(char **argv, int *master)
{
    char name[64];
    struct winsize size = {.ws_row = 50, .ws_col = 150};
    *master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (*master < 0 || grantpt(*master) < 0 || unlockpt(*master) < 0 || ptsname_r(*master, name, sizeof name) != 0)
        return -1;
    ioctl(*master, TIOCSWINSZ, &size);
    pid_t pid = fork();
    if (pid)
        return pid;
    setsid();
    int fd = open(name, O_RDWR);
    ioctl(fd, TIOCSCTTY, 0);
    dup2(fd, 0), dup2(fd, 1), dup2(fd, 2);
    close(fd);
    execv(argv[0], argv);
    _exit(127);
}

static bool read_until(int master, const char *text)
{
    struct str said = {0};
    bool is_there = false;
    char bytes[4096];
    while (!is_there && poll(&(struct pollfd){.fd = master, .events = POLLIN}, 1, WAIT_MS) > 0) {
        ssize_t n = read(master, bytes, sizeof bytes);
        if (n <= 0)
            break;
        str_add_n(&said, bytes, (size_t)n);
        is_there = strstr(str_get(&said), text) != NULL;
    }
    str_release(&said);
    return is_there;
}

static void pause_ms(long ms)
{
    nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000L}, NULL);
}

/* Until what waits to be read grows no more: who writes there waits. */
static void fill(int master)
{
    int held = -1, is = 0;
    for (int i = 0; i < REDRAWS; i++)
        (void)!write(master, "\f", 1);
    for (int still = 0; still < STILL; pause_ms(PAUSE_MS)) {
        ioctl(master, FIONREAD, &is);
        still = is == held ? still + 1 : 0;
        held = is;
    }
}

static bool ends(pid_t pid, int *status)
{
    for (int waited = 0; waited < WAIT_MS; waited += PAUSE_MS) {
        if (waitpid(pid, status, WNOHANG) == pid)
            return true;
        pause_ms(PAUSE_MS);
    }
    kill(pid, SIGKILL);
    waitpid(pid, status, 0);
    return false;
}

int main(int argc, char **argv)
{
    int master, status = 0;
    if (argc < 5)
        return 64;
    pid_t pid = run(argv + 4, &master);
    if (pid < 0)
        return fail("there is no pseudo-terminal");
    if (!read_until(master, argv[2]))
        return kill(pid, SIGKILL), fail("what was waited for did not come");
    for (const char *c = argv[3]; *c; c++)
        (void)!write(master, c[0] == '\\' && c[1] == 'n' ? (c++, "\r") : c, 1);
    const char *last = strrchr(argv[3], ' ');
    if (last && !read_until(master, last + 1))
        return kill(pid, SIGKILL), fail("what was typed was not seen");
    fill(master);
    kill(pid, strcmp(argv[1], "HUP") == 0 ? SIGHUP : SIGTERM);
    if (!ends(pid, &status))
        return fail("it does not end");
    printf("%d\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return 0;
}
