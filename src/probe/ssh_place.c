/* ssh_place: made, kept, cleared away. */
#include "probe/ssh_place.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "probe/forked.h"

enum { SOCKET_SECONDS = 5, ABANDONED_SECONDS = 3600 };
static const char prefix[] = "triage-ssh.", lock_name[] = "keeper";

static char *join(const char *dir, const char *name)
{
    struct str path = {0};
    str_addf(&path, "%s/%s", dir, name);
    return str_take(&path);
}

/* Nothing in it that ssh would expand (% and ${}) or that needs quoting. */
static bool is_plain(const char *path)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/";
    return path && path[0] == '/' && path[strspn(path, letters)] == '\0' && strlen(path) + sizeof prefix + 10 < SSH_PLACE_MOST;
}

static bool is_own_directory(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0 && S_ISDIR(st.st_mode) && st.st_uid == geteuid();
}

static const char *base_directory(void)
{
    const char *run = getenv("XDG_RUNTIME_DIR"), *tmp = getenv("TMPDIR");
    if (is_plain(run) && is_own_directory(run) && access(run, W_OK) == 0)
        return run;
    return is_plain(tmp) && access(tmp, W_OK) == 0 ? tmp : "/tmp";
}

/* ---- ending ----------------------------------------------------------------------------------------------------------- */

/* No configuration is read for this, so that nothing of it is run. */
static void end_connection(const char *program, const char *socket)
{
    struct str path = {0};
    str_addf(&path, "ControlPath=%s", socket);
    const char *argv[] = {program, "-F", "/dev/null", "-o", str_get(&path), "-O", "stop", "--", "triage", NULL};
    pid_t pid = fork();
    if (pid == 0) {
        int nothing = open("/dev/null", O_RDWR);
        forked_reset_signals();
        for (int fd = 0; fd <= 2; fd++)
            dup2(nothing, fd);
        forked_close_from(3);
        alarm(SOCKET_SECONDS); /* one that is stuck does not keep us */
        execv(program, (char *const *)(size_t)argv);
        _exit(127);
    }
    while (pid > 0 && waitpid(pid, NULL, 0) < 0 && errno == EINTR)
        continue;
    unlink(socket);
    str_release(&path);
}

static bool is_number(const char *name)
{
    return *name && name[strspn(name, "0123456789")] == '\0';
}

static void clear(const char *program, const char *path)
{
    DIR *dir = opendir(path);
    for (struct dirent *d; dir && (d = readdir(dir));) {
        char *name = join(path, d->d_name);
        if (is_number(d->d_name))
            end_connection(program, name);
        else if (d->d_name[0] != '.')
            unlink(name);
        mem_free(name);
    }
    if (dir)
        closedir(dir);
    rmdir(path);
}

/* ---- what others left behind ---- */

static bool is_abandoned(const char *path)
{
    char *lock = join(path, lock_name);
    struct stat st;
    int fd = open(lock, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    bool is_free = fd >= 0 ? flock(fd, LOCK_EX | LOCK_NB) == 0 /* else it is just being made, or its keeper never was */
                           : stat(path, &st) == 0 && time(NULL) - st.st_mtime > ABANDONED_SECONDS;
    if (fd >= 0)
        close(fd);
    mem_free(lock);
    return is_free;
}

static void clear_abandoned(const char *program, const char *base)
{
    DIR *dir = opendir(base);
    for (struct dirent *d; dir && (d = readdir(dir));) {
        if (strncmp(d->d_name, prefix, sizeof prefix - 1) != 0)
            continue;
        char *path = join(base, d->d_name);
        if (is_own_directory(path) && is_abandoned(path))
            clear(program, path);
        mem_free(path);
    }
    if (dir)
        closedir(dir);
}

/* ---- the keeper of the place ---- */

/* It leads a session of its own: no signal of a terminal reaches it. */
static _Noreturn void keep(const char *program, const char *path, int life, int lock)
{
    enum { LIFE = 3, LOCK, FIRST };
    char byte;
    mem_set_last_words(NULL);
    int high_life = fcntl(life, F_DUPFD, 100), high_lock = fcntl(lock, F_DUPFD, 100), nothing = open("/dev/null", O_RDWR);
    for (int fd = 0; fd < LIFE; fd++)
        dup2(nothing, fd);
    dup2(high_life, LIFE), dup2(high_lock, LOCK);
    forked_close_from(FIRST);
    setsid();
    forked_reset_signals();
    signal(SIGHUP, SIG_IGN), signal(SIGINT, SIG_IGN), signal(SIGTERM, SIG_IGN);
    fcntl(LIFE, F_SETFD, FD_CLOEXEC), fcntl(LOCK, F_SETFD, FD_CLOEXEC);
    while (read(LIFE, &byte, 1) < 0 && errno == EINTR)
        continue;
    clear(program, path);
    _exit(0);
}

static bool start_keeper(struct ssh_place *p, const char *program, struct err *e)
{
    int life[2] = {-1, -1};
    char *name = join(p->path, lock_name);
    int lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    mem_free(name);
    bool ok = lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0 && pipe2(life, O_CLOEXEC) == 0;
    if (ok && (p->keeper = fork()) == 0) {
        close(life[1]);
        keep(program, p->path, life[0], lock);
    }
    ok = ok && p->keeper > 0;
    p->life = life[1];
    if (!ok)
        err_sys(e, ERR_OS, "%s", p->path);
    if (lock >= 0)
        close(lock); /* the keeper has it */
    if (life[0] >= 0)
        close(life[0]);
    return ok;
}

bool ssh_place_open(struct ssh_place *p, const char *program, struct err *e)
{
    struct str path = {0};
    const char *base = base_directory();
    if (p->path)
        return true;
    clear_abandoned(program, base);
    str_addf(&path, "%s/%sXXXXXX", base, prefix);
    *p = (struct ssh_place){.life = -1};
    if (!mkdtemp(path.s)) {
        err_sys(e, ERR_OS, _("no directory for connections could be made below %s"), base);
        str_release(&path);
        return false;
    }
    p->path = str_take(&path);
    if (start_keeper(p, program, e))
        return true;
    ssh_place_close(p);
    return false;
}

void ssh_place_close(struct ssh_place *p)
{
    if (!p->path)
        return;
    if (p->life >= 0)
        close(p->life);
    while (p->keeper > 0 && waitpid(p->keeper, NULL, 0) < 0 && errno == EINTR)
        continue;
    rmdir(p->path);
    mem_free(p->path);
    *p = (struct ssh_place){.life = -1};
}

char *ssh_place_socket(const struct ssh_place *p, int number)
{
    struct str name = {0};
    str_addf(&name, "%s/%d", p->path, number);
    return str_take(&name);
}
