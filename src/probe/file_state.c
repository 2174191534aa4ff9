/* file_state: lstat, stat, statvfs and a digest, in a child that may be left behind: it prints what it found as the line that
 * triage prints, and that is read here. */
#include "probe/file_state.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pwd.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/mem.h"
#include "probe/bounded.h"
#include "probe/tool.h"
#include "text/digest.h"

enum { READ_AT_ONCE = 256 * 1024, TARGET_MOST = 4096, PATH_LONGEST = 4095 };
#define DIGEST_MOST (INT64_C(64) << 30) /* bytes: whoever has a larger one has other tools */

struct work {
    const struct file_state_options *options;
    const char *path;
    int64_t deadline;
};

/* ---- what it is ------------------------------------------------------------------------------------------------------------------ */

static const char *type_of(mode_t mode)
{
    return S_ISREG(mode)    ? "file"
           : S_ISDIR(mode)  ? "directory"
           : S_ISFIFO(mode) ? "fifo"
           : S_ISSOCK(mode) ? "socket"
           : S_ISCHR(mode)  ? "char_device"
           : S_ISBLK(mode)  ? "block_device"
           : S_ISLNK(mode)  ? "link"
                            : "other";
}

static const char *word_of(int error, bool is_link)
{
    if (error == ENOENT || error == ENOTDIR)
        return is_link ? "dangling" : "absent";
    return error == EACCES || error == EPERM ? "denied" : error == ELOOP ? "loop" : error == ENAMETOOLONG ? "bad_path" : "failed";
}

static void put_owner(struct observation *o, uid_t uid)
{
    const struct passwd *user = getpwuid(uid);
    char number[24];
    snprintf(number, sizeof number, "%lu", (unsigned long)uid);
    observation_text(o, "owner", user ? user->pw_name : number);
}

static void put_stat(struct observation *o, const struct stat *st, int64_t now)
{
    char mode[16];
    int64_t modified = (int64_t)st->st_mtim.tv_sec * TIME_SECOND + st->st_mtim.tv_nsec / 1000;
    snprintf(mode, sizeof mode, "%04o", (unsigned)st->st_mode & 07777);
    observation_text(o, "type", type_of(st->st_mode));
    observation_text(o, "mode", mode);
    if (S_ISREG(st->st_mode))
        observation_number(o, "size", (double)st->st_size);
    observation_us(o, "modified", modified);
    observation_us(o, "age", modified < now ? now - modified : 0);
    put_owner(o, st->st_uid);
}

/* A file system that counts no inodes says that it has none at all. */
static void put_room(struct observation *o, const char *path)
{
    struct statvfs fs;
    if (statvfs(path, &fs) != 0)
        return;
    double unit = fs.f_frsize ? (double)fs.f_frsize : (double)fs.f_bsize;
    fsblkcnt_t usable = fs.f_blocks - fs.f_bfree + fs.f_bavail; /* without what is kept for root, as df counts */
    observation_number(o, "free_bytes", (double)fs.f_bavail * unit);
    if (usable)
        observation_number(o, "free_share", (double)fs.f_bavail / (double)usable);
    if (fs.f_files) {
        observation_number(o, "free_inodes", (double)fs.f_favail);
        observation_number(o, "inodes_share", (double)fs.f_favail / (double)fs.f_files);
    }
    observation_flag(o, "is_readonly", (fs.f_flag & ST_RDONLY) != 0);
}

/* ---- its digest --------------------------------------------------------------------------------------------------------------------- */

/* What was looked at, and nothing that took its place since. */
static int open_same(const char *path, const struct stat *st)
{
    struct stat now;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    if (fstat(fd, &now) == 0 && S_ISREG(now.st_mode) && now.st_dev == st->st_dev && now.st_ino == st->st_ino)
        return fd;
    close(fd);
    errno = EAGAIN;
    return -1;
}

static bool digest_all(int fd, int64_t deadline, char hex[DIGEST_HEX])
{
    struct digest d;
    unsigned char sum[DIGEST_SIZE];
    char *buffer = mem_alloc(READ_AT_ONCE);
    ssize_t n = 1;
    int64_t all = 0;
    digest_init(&d);
    while (n > 0 && all <= DIGEST_MOST && tool_clock() < deadline) {
        n = read(fd, buffer, READ_AT_ONCE);
        if (n < 0 && errno == EINTR)
            n = 1;
        else if (n > 0)
            digest_add(&d, buffer, (size_t)n), all += n;
    }
    mem_free(buffer);
    digest_end(&d, sum);
    digest_hex(sum, sizeof sum, hex);
    if (n > 0)
        errno = all > DIGEST_MOST ? EFBIG : ETIMEDOUT;
    return n == 0;
}

static void put_digest(struct observation *o, const char *path, const struct stat *st, int64_t deadline)
{
    char hex[DIGEST_HEX];
    int fd = open_same(path, st);
    if (fd >= 0 && digest_all(fd, deadline, hex))
        observation_text(o, "digest", hex);
    else
        observation_say(o, strerror(errno));
    if (fd >= 0)
        close(fd);
}

/* ---- in the child ------------------------------------------------------------------------------------------------------------------- */

/* The room of the directory that it would be in, where it is not there. */
static void put_parent_room(struct observation *o, const char *path)
{
    const char *slash = strrchr(path, '/');
    char *parent = !slash ? mem_strdup(".") : slash == path ? mem_strdup("/") : mem_strndup(path, (size_t)(slash - path));
    put_room(o, parent);
    mem_free(parent);
}

static void look_at(const struct work *w, struct observation *o)
{
    struct stat link, st;
    char target[TARGET_MOST];
    bool is_there = lstat(w->path, &link) == 0, is_link = is_there && S_ISLNK(link.st_mode);
    if (is_there)
        observation_flag(o, "is_link", is_link);
    ssize_t n = is_link ? readlink(w->path, target, sizeof target) : 0;
    if (n > 0)
        observation_bytes(o, "target", target, (size_t)n);
    is_there = is_there && stat(w->path, &st) == 0;
    if (!is_there) {
        const char *word = word_of(errno, is_link);
        observation_text(o, "trouble", word);
        if (strcmp(word, "denied") != 0 && strcmp(word, "failed") != 0)
            observation_flag(o, "exists", false);
        if (strcmp(word, "failed") == 0)
            observation_say(o, strerror(errno));
        put_parent_room(o, w->path);
        return;
    }
    observation_flag(o, "exists", true);
    put_stat(o, &st, w->options->now);
    put_room(o, w->path);
    if (w->options->wants_digest && S_ISREG(st.st_mode))
        put_digest(o, w->path, &st, w->deadline - TIME_SECOND / 4);
}

static void work(void *of, int fd)
{
    const struct work *w = of;
    struct observation o;
    struct str line = {0};
    observation_init(&o, OBSERVE_FILE, w->path);
    look_at(w, &o);
    observation_print(&o, &line);
    bounded_write(fd, line.s, line.n);
    observation_release(&o);
    str_release(&line);
}

/* ---- here ------------------------------------------------------------------------------------------------------------------------------ */

static void look_at_one(const struct work *w, struct observation *o)
{
    struct str line = {0};
    struct err e = {0};
    size_t n = strlen(w->path);
    bool is_path = n > 0 && n <= PATH_LONGEST;
    bool ok = is_path && bounded_run(work, (void *)(size_t)w, w->deadline, OBSERVE_BYTES, &line) &&
              observation_read(str_get(&line), line.n, o, &e);
    if (!ok) {
        observation_init(o, OBSERVE_FILE, w->path);
        observation_text(o, "trouble", !is_path ? "bad_path" : tool_clock() >= w->deadline ? "timeout" : "failed");
    }
    observation_text(o, "path", w->path);
    str_release(&line);
}

void file_state_look(const struct file_state_options *options, struct observation *o)
{
    struct work w = {options, NULL, tool_clock() + options->timeout};
    struct observation *one = observation_add_more(o, options->n_paths);
    for (size_t i = 0; i < options->n_paths; i++) {
        w.path = options->path[i];
        look_at_one(&w, &one[i]);
    }
}
