/* db_file: modes and kinds of a database's files. */
#include "store/db_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/files.h"

/* SQLite would make the file 0644. It is made here, while nobody can have it open; the -wal and -shm follow its mode. */
static bool make_file(const char *path, mode_t mode, struct err *e)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd < 0 && errno == EEXIST)
        return true;
    if (fd < 0)
        return err_sys(e, errno == EACCES || errno == EROFS ? ERR_DENIED : ERR_WRITE, _("cannot create %s"), path);
    (void)fchmod(fd, mode);
    close(fd);
    return true;
}

static bool refuse_other_kinds(const char *path, struct err *e)
{
    struct stat st;
    if (stat(path, &st) != 0)
        return err_sys(e, errno == EACCES ? ERR_DENIED : ERR_ABSENT, _("cannot open %s"), path);
    if (!S_ISREG(st.st_mode))
        return err_set(e, ERR_INPUT, _("%s is not a file"), path);
    return faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) == 0 || err_sys(e, ERR_DENIED, _("cannot read %s"), path);
}

static bool refuse_unread_wal(const char *path, struct err *e)
{
    struct str wal = {0};
    struct stat st;
    str_addf(&wal, "%s-wal", path);
    bool is_there = stat(wal.s, &st) == 0 && st.st_size > 0;
    str_release(&wal);
    if (!is_there)
        return true;
    return err_set(e, ERR_DENIED,
                   _("the newest part of %s is in %s-wal, and cannot be read where it is; copy both files to a directory "
                     "of your own and open the copy"),
                   path, path);
}

bool db_file_prepare(const struct db_options *o, struct err *e)
{
    bool make = o->create && !o->read_only && !o->immutable;
    return (!make || make_file(o->path, o->shared ? 0660 : 0600, e)) && refuse_other_kinds(o->path, e) &&
           (!o->immutable || refuse_unread_wal(o->path, e));
}

bool db_file_lock(const char *path, bool shared, struct lock *lock, struct err *e)
{
    struct str name = {0};
    str_addf(&name, "%s.lock", path);
    bool ok = lock_open(lock, name.s, shared ? 0660 : 0600, e);
    str_release(&name);
    return ok;
}

char *db_file_name(const char *path)
{
    char *real = files_resolve(path);
    struct str name = {0};
    str_addf(&name, "%s%s", real[0] == '/' ? "" : "./", real);
    mem_free(real);
    return str_take(&name);
}

static bool is_plain(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || strchr("/-._~", c);
}

char *db_file_uri(const char *path)
{
    struct str uri = {0};
    str_add(&uri, "file:");
    for (; *path; path++)
        if (is_plain(*path))
            str_add_char(&uri, *path);
        else
            str_addf(&uri, "%%%02X", (unsigned)(unsigned char)*path);
    str_add(&uri, "?immutable=1");
    return str_take(&uri);
}
