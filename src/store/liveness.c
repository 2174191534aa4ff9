/* liveness: a file that is locked while we live. */
#include "store/liveness.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/files.h"
#include "store/random.h"
#include "text/digest.h"

bool liveness_is_free(const char *path)
{
    struct stat st;
    if (lstat(path, &st) != 0)
        return errno == ENOENT || errno == ENOTDIR;
    if (!S_ISREG(st.st_mode))
        return true;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return errno == ENOENT; /* not ours to read: take it for alive, and claim nothing */
    bool is_free = flock(fd, LOCK_SH | LOCK_NB) == 0;
    close(fd);
    return is_free;
}

/* What a killed triage left. A day old: a new one that is not locked yet must not vanish under its owner. */
static void sweep(const char *dir)
{
    enum { DAY = 86400 };
    DIR *d = opendir(dir);
    for (struct dirent *found; d && (found = readdir(d));) {
        struct str path = {0};
        struct stat st;
        str_addf(&path, "%s/%s", dir, found->d_name);
        bool is_old = lstat(path.s, &st) == 0 && S_ISREG(st.st_mode) && st.st_mtime < time(NULL) - DAY;
        if (is_old && liveness_is_free(path.s))
            unlink(path.s);
        str_release(&path);
    }
    if (d)
        closedir(d);
}

bool liveness_take(struct liveness *l, const char *dir, bool shared, struct err *e)
{
    unsigned char name[12];
    char hex[2 * sizeof name + 1];
    struct str path = {0};
    l->path = NULL;
    if (!files_make_directory(dir, shared ? 02770 : 0700, e))
        return false;
    sweep(dir);
    random_bytes(name, sizeof name);
    digest_hex(name, sizeof name, hex);
    str_addf(&path, "%s/%s", dir, hex);
    l->fd = open(path.s, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, shared ? 0660 : 0600);
    if (l->fd < 0 || flock(l->fd, LOCK_EX | LOCK_NB) != 0) {
        err_sys(e, ERR_WRITE, _("cannot make %s"), path.s);
        if (l->fd >= 0)
            close(l->fd);
        str_release(&path);
        return false;
    }
    if (shared)
        (void)fchmod(l->fd, 0660);
    l->path = str_take(&path);
    return true;
}

void liveness_release(struct liveness *l)
{
    if (!l->path)
        return;
    unlink(l->path);
    close(l->fd);
    mem_free(l->path);
    l->path = NULL;
}

static char *guard_path(const char *path, int64_t run)
{
    struct str name = {0};
    str_addf(&name, "%s.%lld", path, (long long)run);
    return str_take(&name);
}

int liveness_guard(const char *path, int64_t run)
{
    char *name = guard_path(path, run);
    int fd = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
    mem_free(name);
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

bool liveness_is_guarded(const char *path, int64_t run)
{
    char *name = guard_path(path, run);
    bool is_guarded = !liveness_is_free(name);
    mem_free(name);
    return is_guarded;
}

void liveness_unguard(const char *path, int64_t run)
{
    char *name = guard_path(path, run);
    unlink(name);
    mem_free(name);
}
