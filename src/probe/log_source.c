/* log_source: one descriptor, what is behind it, and how far it was read. */
#include "probe/log_source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "probe/log_denied.h"
#include "probe/log_source_own.h"

static struct log_source *source_new(const char *name, int fd)
{
    struct log_source *s = mem_alloc(sizeof *s);
    s->name = mem_strdup(name);
    s->fd = fd;
    s->may_end = true;
    return s;
}

/* ---- opening ---- */

bool log_source_is_stdin(const struct log_source *s)
{
    return s->fd == STDIN_FILENO && !s->is_own_fd;
}

/* A pipe that has no writer would be at its end at once, and look like an empty log. */
static bool await_writer(struct log_source *s, struct err *e)
{
    s->block = mem_alloc(SOURCE_BLOCK);
    ssize_t n = read(s->fd, s->block, SOURCE_BLOCK);
    if (n == 0)
        return err_set(e, ERR_ABSENT, _("nobody writes to the pipe %s; start what writes to it first"), s->name);
    if (n > 0) {
        s->block_n = (size_t)n;
        s->at = (uint64_t)n;
    }
    return true;
}

static void note_size(struct log_source *s, const struct stat *st)
{
    off_t here = lseek(s->fd, 0, SEEK_CUR);
    s->is_regular = true;
    s->at = s->offset = here > 0 ? (uint64_t)here : 0;
    s->size = (uint64_t)st->st_size;
    s->is_sparse = (uint64_t)st->st_blocks * 512 + SOURCE_BLOCK < s->size;
    s->device = st->st_dev;
    s->inode = st->st_ino;
}

static bool look_at(struct log_source *s, struct err *e)
{
    struct stat st;
    if (fstat(s->fd, &st) != 0)
        return err_sys(e, ERR_OS, _("%s cannot be read"), s->name);
    if (log_source_is_stdin(s) && isatty(s->fd))
        return err_set(e, ERR_USAGE, _("standard input is a terminal; pipe a log into it: COMMAND | triage logs -"));
    if (S_ISDIR(st.st_mode))
        return err_set(e, ERR_INPUT, _("%s is a directory"), s->name);
    if (S_ISREG(st.st_mode))
        note_size(s, &st);
    else if (!S_ISFIFO(st.st_mode) && !S_ISSOCK(st.st_mode))
        return err_set(e, ERR_INPUT, _("%s is a device, not a log"), s->name);
    return !S_ISFIFO(st.st_mode) || log_source_is_stdin(s) || await_writer(s, e);
}

static bool open_path(struct log_source *s, const char *path, struct err *e)
{
    s->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    s->is_own_fd = s->fd >= 0;
    if (s->fd >= 0)
        return true;
    struct str why = {0};
    int code = errno == ENOENT ? ERR_ABSENT : errno == EACCES ? ERR_DENIED : ERR_OS;
    if (errno == ENOENT)
        str_addf(&why, _("%s is gone"), path);
    else
        log_denied_add(path, path, errno, &why);
    err_set(e, (enum err_code)code, "%s", why.s);
    str_release(&why);
    return false;
}

struct log_source *log_source_open(const struct log_file *file, struct err *e)
{
    bool is_input = strcmp(file->path, "-") == 0;
    struct log_source *s = source_new(is_input ? _("standard input") : file->path, STDIN_FILENO);
    if ((is_input || open_path(s, file->path, e)) && look_at(s, e))
        return s;
    log_source_free(s);
    return NULL;
}

struct log_source *log_source_command(const char *command, struct err *e)
{
    struct log_source *s = source_new(command, -1);
    if (!log_command_start(&s->command, command, e)) {
        log_source_free(s);
        return NULL;
    }
    s->fd = s->command.out;
    return s;
}

/* ---- reading ---- */

/* What became of a file while it was read. */
static void look_back(struct log_source *s)
{
    struct stat now;
    if (s->at < s->size)
        str_addf(&s->trouble, _("%s became shorter while it was read; it ended at byte %llu"), s->name, (unsigned long long)s->at);
    else if (log_source_is_stdin(s))
        return;
    else if (stat(s->name, &now) != 0)
        str_addf(&s->trouble, _("%s was removed while it was read; it was read to its end"), s->name);
    else if (now.st_dev != s->device || now.st_ino != s->inode)
        str_addf(&s->trouble, _("%s was rotated while it was read; what was written since then is in the new file"), s->name);
}

static void end(struct log_source *s)
{
    s->is_over = true;
    if (s->is_regular && s->trouble.n == 0)
        look_back(s);
    log_command_end(&s->command, s->name, &s->trouble);
}

ssize_t log_source_read(struct log_source *s, char *to, size_t room, struct err *e)
{
    if (s->is_over)
        return 0;
    if (!log_source_know(s, e))
        return -1;
    ssize_t n = s->packing == LOG_PLAIN ? log_source_read_plain(s, to, room, e) : log_source_read_packed(s, to, room, e);
    if (n == 0)
        end(s);
    return n;
}

int log_source_fd(const struct log_source *s)
{
    return s->is_regular ? -1 : s->fd;
}

uint64_t log_source_at(const struct log_source *s)
{
    return s->at;
}

uint64_t log_source_offset(const struct log_source *s)
{
    return s->offset;
}

bool log_source_seek(struct log_source *s, uint64_t offset)
{
    struct err e = {0};
    if (!s->is_regular || !log_source_know(s, &e) || s->packing != LOG_PLAIN || lseek(s->fd, (off_t)offset, SEEK_SET) < 0)
        return false;
    s->at = s->offset = offset;
    s->has_ended = s->is_over = s->is_cut = false;
    s->block_at = s->block_n = 0;
    return true;
}

ssize_t log_source_peek(const struct log_source *s, char *to, size_t room, uint64_t at)
{
    return pread(s->fd, to, room, (off_t)at);
}

int log_source_to_map(struct log_source *s)
{
    struct err e = {0};
    bool is_plain = s->is_regular && s->size > 0 && !s->is_sparse && log_source_know(s, &e) && s->packing == LOG_PLAIN;
    return is_plain ? s->fd : -1;
}

const char *log_source_trouble(const struct log_source *s)
{
    return s->trouble.n > 0 ? s->trouble.s : NULL;
}

void log_source_free(struct log_source *s)
{
    if (!s)
        return;
    log_command_release(&s->command);
    if (s->is_own_fd)
        close(s->fd);
    zip_stream_free(s->zip);
    zstd_stream_free(s->zstd);
    mem_free(s->block);
    mem_free(s->name);
    str_release(&s->trouble);
    mem_free(s);
}
