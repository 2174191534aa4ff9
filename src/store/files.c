/* files: open, check, read or write, sync. */
#include "store/files.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"

enum { CHUNK = 65536 };

static enum err_code code_of(int why, enum err_code otherwise)
{
    switch (why) {
    case ENOENT: case ENOTDIR:
        return ERR_ABSENT;
    case EACCES: case EPERM: case EROFS: case ELOOP:
        return ERR_DENIED;
    default:
        return otherwise;
    }
}

/* At most `most` bytes. */
static bool read_some(int fd, const char *path, size_t most, struct str *out, struct err *e)
{
    char chunk[CHUNK];
    while (most > 0) {
        ssize_t n = read(fd, chunk, most < sizeof chunk ? most : sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_sys(e, ERR_IO, _("cannot read %s"), path);
        if (n == 0)
            break;
        str_add_n(out, chunk, (size_t)n);
        most -= (size_t)n;
    }
    return true;
}

bool files_read_head(const char *path, size_t n, struct str *out, struct err *e)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK); /* or a pipe without a writer would hang us */
    if (fd < 0)
        return err_sys(e, code_of(errno, ERR_IO), _("cannot open %s"), path);
    bool ok = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? read_some(fd, path, n, out, e)
                                                          : err_set(e, ERR_INPUT, _("%s is not a file"), path);
    close(fd);
    return ok;
}

bool files_read(const char *path, size_t limit, struct str *out, struct err *e)
{
    size_t start = out->n;
    if (!files_read_head(path, limit + 1, out, e))
        return false;
    if (out->n - start <= limit)
        return true;
    str_cut(out, start);
    return err_set(e, ERR_INPUT, _("%s is larger than %zu bytes"), path, limit);
}

static bool write_all(int fd, const char *p, size_t n)
{
    while (n > 0) {
        ssize_t done = write(fd, p, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return false;
        p += done;
        n -= (size_t)done;
    }
    return true;
}

static bool fill(int fd, const void *p, size_t n, unsigned mode)
{
    bool ok = write_all(fd, p, n) && fchmod(fd, (mode_t)mode) == 0 && fsync(fd) == 0;
    int why = errno;
    close(fd);
    errno = why;
    return ok;
}

/* A rename is durable once its directory is; where a directory cannot be synced, nothing better is known. */
static void sync_directory_of(const char *path)
{
    char *dir = files_directory_of(path);
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        (void)fsync(fd);
        close(fd);
    }
    mem_free(dir);
}

bool files_write(const char *path, const void *p, size_t n, unsigned mode, struct err *e)
{
    struct str temp = {0};
    str_addf(&temp, "%s.XXXXXX", path);
    int fd = mkostemp(temp.s, O_CLOEXEC);
    bool ok = fd >= 0 && fill(fd, p, n, mode) && rename(temp.s, path) == 0;
    if (ok) {
        sync_directory_of(path);
    } else {
        err_sys(e, code_of(errno, ERR_WRITE), _("cannot write %s"), path);
        if (fd >= 0)
            unlink(temp.s);
    }
    str_release(&temp);
    return ok;
}

bool files_write_new(const char *path, const void *p, size_t n, unsigned mode, struct err *e)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, (mode_t)mode);
    if (fd < 0 && errno == EEXIST)
        return err_set(e, ERR_DENIED, _("%s is there already, and is not overwritten"), path);
    if (fd < 0)
        return err_sys(e, code_of(errno, ERR_WRITE), _("cannot create %s"), path);
    if (!fill(fd, p, n, mode)) {
        err_sys(e, ERR_WRITE, _("cannot write %s"), path);
        unlink(path);
        return false;
    }
    sync_directory_of(path);
    return true;
}

static bool is_directory(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool make_one(const char *path, unsigned mode)
{
    return mkdir(path, (mode_t)mode) == 0 || is_directory(path);
}

bool files_make_directory(const char *path, unsigned mode, struct err *e)
{
    if (is_directory(path))
        return true;
    char *part = mem_strdup(path);
    bool ok = *path != '\0';
    for (char *p = part + ok; ok && (p = strchr(p, '/')); p++) {
        *p = '\0';
        ok = make_one(part, mode & 0777);
        *p = '/';
    }
    ok = ok && make_one(part, mode & 0777) && (!(mode & 07000) || chmod(part, (mode_t)mode) == 0);
    if (!ok)
        err_sys(e, code_of(errno, ERR_WRITE), _("cannot make the directory %s"), path);
    mem_free(part);
    return ok;
}

bool files_exist(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0;
}

char *files_directory_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return mem_strdup(".");
    return slash == path ? mem_strdup("/") : mem_strndup(path, (size_t)(slash - path));
}

char *files_resolve(const char *path)
{
    struct str s = {0};
    char *real = realpath(path, NULL), *dir = NULL;
    if (real) {
        str_add(&s, real);
    } else {
        const char *slash = strrchr(path, '/');
        char *given = files_directory_of(path);
        dir = realpath(given, NULL);
        str_addf(&s, "%s/%s", dir ? (str_eq(dir, "/") ? "" : dir) : given, slash ? slash + 1 : path);
        mem_free(given);
    }
    mem_free(real);
    mem_free(dir);
    return str_take(&s);
}
