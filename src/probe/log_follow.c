/* log_follow: a descriptor for each log, kept until the file that has its name now is another one and has something in it. */
#include "probe/log_follow.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/inotify.h>
#endif

#include "base/i18n.h"
#include "base/mem.h"
#include "base/vec.h"

enum { BLOCK = 64 << 10, AT_ONCE = 1 << 20 };

struct followed {
    char *path;
    int fd;                 /* -1: not there */
    uint64_t device, inode; /* of what the descriptor has open */
    uint64_t from_inode, at;
    bool is_gone;           /* nothing has the name now, and that was told */
    bool is_first;          /* the first file with this name: `at` is where to begin */
    int watch, directory_watch; /* -1: none */
};

struct log_follow {
    int fd;
    VEC(struct followed) log;
    char block[BLOCK];
};

struct giving {
    log_follow_give *give;
    void *to;
    uint32_t log;
};

static void tell(const struct giving *g, enum log_follow_event event)
{
    g->give(g->to, g->log, event, NULL, 0, 0);
}

/* ---- being told of changes ---- */

#ifdef __linux__
static int notify_new(void)
{
    return inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
}

static void watch_file(const struct log_follow *f, struct followed *l)
{
    if (f->fd >= 0 && l->watch >= 0)
        inotify_rm_watch(f->fd, l->watch);
    l->watch = f->fd < 0 ? -1 : inotify_add_watch(f->fd, l->path, IN_MODIFY | IN_ATTRIB | IN_MOVE_SELF | IN_DELETE_SELF);
}

static void watch_directory(const struct log_follow *f, struct followed *l)
{
    const char *slash = strrchr(l->path, '/');
    if (f->fd < 0 || l->directory_watch >= 0)
        return;
    char *directory = slash ? mem_strndup(l->path, slash == l->path ? 1 : (size_t)(slash - l->path)) : mem_strdup(".");
    l->directory_watch = inotify_add_watch(f->fd, directory, IN_CREATE | IN_MOVED_TO | IN_ONLYDIR);
    mem_free(directory);
}

/* What happened is not read: every log is looked at anyway, and looking costs a system call or two. */
static void forget_notices(struct log_follow *f)
{
    for (int i = 0; f->fd >= 0 && i < 16 && read(f->fd, f->block, sizeof f->block) > 0; i++)
        continue;
}
#else
static int notify_new(void)
{
    return -1;
}

static void watch_file(const struct log_follow *f, struct followed *l)
{
    (void)f;
    l->watch = -1;
}

static void watch_directory(const struct log_follow *f, struct followed *l)
{
    (void)f;
    l->directory_watch = -1;
}

static void forget_notices(struct log_follow *f)
{
    (void)f;
}
#endif

/* ---- one log ---- */

static void close_log(struct followed *l)
{
    if (l->fd >= 0)
        close(l->fd);
    l->fd = -1;
}

/* Where to begin in a file that was just opened. */
static uint64_t beginning(const struct followed *l, const struct stat *st)
{
    bool is_same = l->from_inode == 0 || l->from_inode == st->st_ino;
    if (!l->is_first || !is_same)
        return 0;
    return l->at == LOG_FOLLOW_FROM_END ? (uint64_t)st->st_size : l->at;
}

static bool open_log(const struct log_follow *f, struct followed *l)
{
    struct stat st;
    watch_file(f, l); /* first: what happens after the look is told */
    int fd = open(l->path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0)
        return false;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        close(fd);
        return false;
    }
    close_log(l);
    l->at = beginning(l, &st);
    l->fd = fd;
    l->device = st.st_dev;
    l->inode = st.st_ino;
    l->is_first = l->is_gone = false;
    return true;
}

/* What the descriptor has that was not given yet. True: there is more. */
static bool drain(struct log_follow *f, struct followed *l, const struct giving *g)
{
    struct stat st;
    if (fstat(l->fd, &st) == 0 && (uint64_t)st.st_size < l->at) {
        l->at = 0;
        tell(g, FOLLOW_TRUNCATED);
    }
    for (size_t given = 0; given < AT_ONCE;) {
        ssize_t n = pread(l->fd, f->block, sizeof f->block, (off_t)l->at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        g->give(g->to, g->log, FOLLOW_BYTES, f->block, (size_t)n, l->at);
        l->at += (uint64_t)n;
        given += (size_t)n;
    }
    return true;
}

static void note_gone(struct followed *l, const struct giving *g)
{
    if (!l->is_gone)
        tell(g, FOLLOW_GONE);
    l->is_gone = true;
}

/* Is another file to be read from now on? An empty one is not: its writer may still hold the old one open. */
static bool has_successor(const struct followed *l, const struct stat *now)
{
    bool is_same = now->st_ino == l->inode && now->st_dev == l->device;
    return !is_same && S_ISREG(now->st_mode) && now->st_size > 0;
}

static bool step_open(struct log_follow *f, struct followed *l, const struct giving *g)
{
    struct stat now;
    bool is_there = stat(l->path, &now) == 0; /* before the last look at the old file: nothing falls between */
    bool has_more = drain(f, l, g);
    if (has_more)
        return true;
    if (!is_there)
        note_gone(l, g);
    if (!is_there || !has_successor(l, &now)) {
        l->is_gone &= !is_there;
        return false;
    }
    if (!open_log(f, l))
        return false;
    tell(g, FOLLOW_ROTATED);
    return drain(f, l, g);
}

static bool step_absent(struct log_follow *f, struct followed *l, const struct giving *g)
{
    if (!open_log(f, l))
        return false;
    tell(g, FOLLOW_CAME);
    return drain(f, l, g);
}

/* ---- all of them ---- */

struct log_follow *log_follow_new(void)
{
    struct log_follow *f = mem_alloc(sizeof *f);
    f->fd = notify_new();
    return f;
}

uint32_t log_follow_add(struct log_follow *f, const char *path, uint64_t inode, uint64_t from)
{
    struct followed *l = vec_push(&f->log);
    *l = (struct followed){.path = mem_strdup(path), .fd = -1, .from_inode = inode, .at = from, .is_first = true, .watch = -1, .directory_watch = -1};
    watch_directory(f, l);
    if (!open_log(f, l))
        l->is_first = false; /* it comes later, and is read from its beginning */
    return (uint32_t)f->log.n - 1;
}

int log_follow_fd(const struct log_follow *f)
{
    return f->fd;
}

bool log_follow_step(struct log_follow *f, log_follow_give *give, void *to)
{
    bool has_more = false;
    forget_notices(f);
    for (size_t i = 0; i < f->log.n; i++) {
        struct followed *l = &f->log.v[i];
        struct giving g = {give, to, (uint32_t)i};
        watch_directory(f, l);
        has_more |= l->fd >= 0 ? step_open(f, l, &g) : step_absent(f, l, &g);
    }
    return has_more;
}

void log_follow_say(enum log_follow_event event, const char *name, struct str *out)
{
    switch (event) {
    case FOLLOW_BYTES:
        return;
    case FOLLOW_CAME:
        str_addf(out, _("%s has come"), name);
        return;
    case FOLLOW_GONE:
        str_addf(out, _("%s is gone; it will be read when it comes back"), name);
        return;
    case FOLLOW_TRUNCATED:
        str_addf(out, _("%s was emptied; it is read from its beginning"), name);
        return;
    case FOLLOW_ROTATED:
        str_addf(out, _("%s was rotated; the new one is read"), name);
        return;
    }
}

void log_follow_free(struct log_follow *f)
{
    if (!f)
        return;
    for (size_t i = 0; i < f->log.n; i++) {
        close_log(&f->log.v[i]);
        mem_free(f->log.v[i].path);
    }
    vec_release(&f->log);
    if (f->fd >= 0)
        close(f->fd);
    mem_free(f);
}
