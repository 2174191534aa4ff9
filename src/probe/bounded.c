/* bounded: a child and a pipe against a deadline. */
#include "probe/bounded.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "base/mem.h"
#include "probe/forked.h"
#include "probe/tool.h"

enum { READ_AT_ONCE = 16 * 1024 };

int bounded_left_ms(int64_t deadline)
{
    int64_t left = (deadline - tool_clock() + 999) / 1000;
    return left < 0 ? 0 : left > 60000 ? 60000 : (int)left;
}

void bounded_write(int fd, const void *bytes, size_t n)
{
    for (const char *s = bytes; n;) {
        ssize_t wrote = write(fd, s, n);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            _exit(1);
        s += wrote, n -= (size_t)wrote;
    }
}

static _Noreturn void be_child(void (*work)(void *of, int fd), void *of, int fd)
{
    mem_set_last_words(NULL);
    forked_reset_signals();
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    work(of, fd);
    _exit(0);
}

/* True at the end of the pipe. */
static bool read_all(int fd, int64_t deadline, size_t most, struct str *out)
{
    struct pollfd pipe = {fd, POLLIN, 0};
    char buffer[READ_AT_ONCE];
    for (int left; (left = bounded_left_ms(deadline)) > 0;) {
        if (poll(&pipe, 1, left) <= 0)
            continue;
        ssize_t n = read(fd, buffer, sizeof buffer);
        if (n == 0)
            return true;
        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0 && (size_t)n > most - out->n)
            return false;
        str_add_n(out, buffer, n > 0 ? (size_t)n : 0);
    }
    return false;
}

/* What waits for a disk stays; it is not waited for. */
static bool end_child(pid_t pid, bool is_done)
{
    int status = 0;
    if (!is_done) {
        kill(pid, SIGKILL);
        waitpid(pid, NULL, WNOHANG);
        return false;
    }
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool bounded_run(void (*work)(void *of, int fd), void *of, int64_t deadline, size_t most, struct str *out)
{
    int pair[2];
    if (pipe2(pair, O_CLOEXEC) != 0)
        return false;
    pid_t pid = fork();
    if (pid == 0)
        be_child(work, of, pair[1]);
    close(pair[1]);
    bool ok = pid > 0 && read_all(pair[0], deadline, most, out);
    close(pair[0]);
    return pid > 0 && end_child(pid, ok) && ok;
}
