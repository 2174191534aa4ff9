/* lock: flock with a deadline, and a look at who is in the way. */
#include "store/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pwd.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/str.h"

enum { WAKE_MS = 250 }; /* how often a blocked wait looks at its deadline; each look goes to the end of the queue */

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void on_wake(int signal_number)
{
    (void)signal_number; /* its only work is that flock returns EINTR */
}

/* A blocking flock keeps its place in the kernel's queue, which polling would lose; it has no timeout, so a timer
 * interrupts it. The timer repeats: a single one could fire just before flock blocks. */
static int wait_in_queue(int fd, int64_t deadline)
{
    struct sigaction wake = {.sa_handler = on_wake}, was;
    struct itimerval every = {{0, WAKE_MS * 1000}, {0, WAKE_MS * 1000}}, timer_was;
    sigaction(SIGALRM, &wake, &was);
    setitimer(ITIMER_REAL, &every, &timer_was);
    int rc;
    do
        rc = flock(fd, LOCK_EX);
    while (rc != 0 && errno == EINTR && now_ms() < deadline);
    int why = errno;
    setitimer(ITIMER_REAL, &timer_was, NULL);
    sigaction(SIGALRM, &was, NULL);
    errno = why;
    return rc;
}

bool lock_open(struct lock *l, const char *path, unsigned mode, struct err *e)
{
    l->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, (mode_t)mode);
    if (l->fd < 0)
        return err_sys(e, errno == EACCES || errno == EROFS ? ERR_DENIED : ERR_OS, _("cannot open the lock file %s"),
                       path);
    struct stat st; /* the umask may have taken what a shared journal needs; only the owner can give it back */
    if (fstat(l->fd, &st) == 0 && st.st_uid == geteuid() && (st.st_mode & 0777) != mode)
        (void)fchmod(l->fd, (mode_t)mode);
    return true;
}

void lock_drop(struct lock *l)
{
    if (l->fd >= 0)
        flock(l->fd, LOCK_UN);
}

void lock_release(struct lock *l)
{
    if (l->fd >= 0)
        close(l->fd);
    l->fd = -1;
}

/* One line of /proc/locks: "1: FLOCK  ADVISORY  WRITE 4711 fe:00:123 0 EOF". The process, or 0 if it is another file. */
static long holder_in_line(const char *line, const struct stat *st)
{
    char kind[16], access[16];
    long pid;
    unsigned major_no, minor_no;
    uint64_t inode;
    if (sscanf(line, "%*d: %15s %*s %15s %ld %x:%x:%" SCNu64, kind, access, &pid, &major_no, &minor_no, &inode) != 6)
        return 0;
    bool is_it = inode == (uint64_t)st->st_ino && major_no == major(st->st_dev) && minor_no == minor(st->st_dev);
    return is_it && str_eq(access, "WRITE") && pid > 0 && pid != (long)getpid() ? pid : 0;
}

static long find_holder(const struct stat *st)
{
    FILE *f = fopen("/proc/locks", "re");
    char line[200];
    long pid = 0;
    while (f && !pid && fgets(line, sizeof line, f))
        pid = holder_in_line(line, st);
    if (f)
        fclose(f);
    return pid;
}

static void name_process(long pid, char *out, size_t size)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%ld/comm", pid);
    FILE *f = fopen(path, "re");
    if (!f || !fgets(out, (int)size, f))
        snprintf(out, size, "?");
    if (f)
        fclose(f);
    out[strcspn(out, "\n")] = '\0';
}

static bool say_held(const char *path, const struct stat *st, struct err *e)
{
    long pid = find_holder(st);
    if (!pid)
        return err_set(e, ERR_BUSY, _("%s is held by another program"), path);
    struct stat proc;
    char name[64], dir[64];
    name_process(pid, name, sizeof name);
    snprintf(dir, sizeof dir, "/proc/%ld", pid);
    const struct passwd *who = stat(dir, &proc) == 0 ? getpwuid(proc.st_uid) : NULL;
    if (who)
        return err_set(e, ERR_BUSY, _("%s is held by %s, process %ld, by %s"), path, name, pid, who->pw_name);
    return err_set(e, ERR_BUSY, _("%s is held by %s, process %ld"), path, name, pid);
}

bool lock_say_busy(const char *path, const char *locked, struct err *e)
{
    struct stat st = {0};
    (void)stat(locked, &st);
    return say_held(path, &st, e);
}

bool lock_hold(struct lock *l, const char *path, int wait_ms, struct err *e)
{
    if (l->fd < 0 || flock(l->fd, LOCK_EX | LOCK_NB) == 0)
        return true;
    if ((errno == EWOULDBLOCK || errno == EINTR) && wait_in_queue(l->fd, now_ms() + wait_ms) == 0)
        return true;
    if (errno != EINTR)
        return err_sys(e, ERR_OS, _("cannot take the writer's lock of %s"), path);
    struct stat st = {0};
    (void)fstat(l->fd, &st);
    return say_held(path, &st, e);
}
