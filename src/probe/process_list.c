/* process_list: a walk over /proc. */
#include "probe/process_list.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "observe/process_stat.h"
#include "probe/tool.h"

enum { STAT_MOST = 4096, FIRST_MOST = 4096, PROCESSES_MOST = 1 << 20, FILES_MOST = 1 << 20 };

struct walk {
    const struct process_list_options *options;
    int proc; /* the directory */
    int64_t deadline;
    bool has_user;
    uid_t user;
    int64_t booted, tick; /* us since 1970; us */
    double count, memory, threads, waiting, zombies, files;
    bool has_files; /* all of them could be read */
    int64_t oldest, newest, oldest_pid;
    uid_t owner;
    bool has_owners; /* more than one */
};

/* ---- reading -------------------------------------------------------------------------------------------------------------------- */

/* 0 when it is not there any more. */
static size_t read_file(int dir, const char *name, char *to, size_t room)
{
    int fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    size_t n = 0;
    ssize_t got = 1;
    while (fd >= 0 && got > 0 && n < room - 1) {
        got = read(fd, to + n, room - 1 - n);
        n += got > 0 ? (size_t)got : 0;
    }
    if (fd >= 0)
        close(fd);
    to[n] = '\0';
    return n;
}

static bool find_boot(struct walk *w)
{
    enum { PLENTY = 1 << 20 };
    char *text = mem_alloc(PLENTY);
    size_t n = read_file(w->proc, "stat", text, PLENTY);
    w->booted = process_boot_read(text, n) * TIME_SECOND;
    mem_free(text);
    return w->booted > 0;
}

/* Each of its files, as far as we may see them; -1: we may not. */
static double count_files(int process)
{
    int fd = openat(process, "fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
    double n = 0;
    if (!dir)
        return -1;
    for (const struct dirent *d; n < FILES_MOST && (d = readdir(dir));)
        n += d->d_name[0] != '.';
    closedir(dir);
    return n;
}

/* ---- counting ------------------------------------------------------------------------------------------------------------------------ */

static void count_it(struct walk *w, int64_t pid, const struct process_stat *s, uid_t owner, int process)
{
    int64_t started = w->booted + (int64_t)(s->started * (uint64_t)w->tick);
    if (s->state == 'Z' || s->state == 'X') {
        w->zombies++;
        return;
    }
    if (!w->count || started < w->oldest)
        w->oldest = started, w->oldest_pid = pid;
    if (!w->count || started > w->newest)
        w->newest = started;
    w->has_owners |= w->count && owner != w->owner;
    w->owner = owner;
    w->count++;
    w->memory += (double)s->pages * (double)sysconf(_SC_PAGESIZE);
    w->threads += (double)s->threads;
    w->waiting += s->state == 'D';
    double files = w->has_files ? count_files(process) : -1;
    w->has_files = files >= 0;
    w->files += files >= 0 ? files : 0;
}

static bool is_meant(const struct walk *w, const struct process_stat *s, int process)
{
    char first[FIRST_MOST];
    if (!w->options->name)
        return true;
    bool needs_first = strlen(w->options->name) > 15;
    if (needs_first)
        read_file(process, "cmdline", first, sizeof first);
    return process_stat_is(s, needs_first ? first : "", w->options->name);
}

static void see(struct walk *w, const char *number)
{
    char text[STAT_MOST];
    struct process_stat s;
    struct stat owner;
    int64_t pid = strtoll(number, NULL, 10);
    if (pid == getpid() || (w->options->pid && pid != w->options->pid))
        return;
    int process = openat(w->proc, number, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (process < 0)
        return; /* it has ended meanwhile */
    size_t n = read_file(process, "stat", text, sizeof text);
    bool is_there = n && process_stat_read(text, n, &s) && fstat(process, &owner) == 0;
    if (is_there && (!w->has_user || owner.st_uid == w->user) && is_meant(w, &s, process))
        count_it(w, pid, &s, owner.st_uid, process);
    close(process);
}

/* False: time is up. */
static bool walk(struct walk *w)
{
    DIR *dir = fdopendir(dup(w->proc));
    bool is_in_time = true;
    size_t n = 0;
    for (const struct dirent *d; dir && is_in_time && n < PROCESSES_MOST && (d = readdir(dir));) {
        size_t length = strlen(d->d_name);
        if (!length || length > 10 || strspn(d->d_name, "0123456789") != length)
            continue;
        see(w, d->d_name);
        is_in_time = ++n % 64 || tool_clock() < w->deadline;
    }
    if (dir)
        closedir(dir);
    return is_in_time;
}

/* ---- telling ---------------------------------------------------------------------------------------------------------------------- */

static void put_owner(const struct walk *w, struct observation *o)
{
    const struct passwd *user = getpwuid(w->owner);
    char number[24];
    snprintf(number, sizeof number, "%lu", (unsigned long)w->owner);
    if (!w->has_owners)
        observation_text(o, "owner", user ? user->pw_name : number);
}

static void tell(const struct walk *w, struct observation *o)
{
    observation_flag(o, "running", w->count > 0);
    observation_number(o, "count", w->count);
    observation_number(o, "zombies", w->zombies);
    if (!w->count) {
        observation_text(o, "trouble", w->zombies ? "zombie" : "absent");
        return;
    }
    observation_number(o, "pid", (double)w->oldest_pid);
    observation_us(o, "since", w->oldest);
    observation_us(o, "oldest", w->oldest);
    observation_us(o, "newest", w->newest);
    observation_number(o, "memory", w->memory);
    observation_number(o, "threads", w->threads);
    observation_number(o, "waiting", w->waiting);
    if (w->has_files)
        observation_number(o, "open_files", w->files);
    put_owner(w, o);
}

static bool find_user(struct walk *w)
{
    const char *user = w->options->user;
    if (!user)
        return true;
    const struct passwd *found = getpwnam(user);
    bool is_number = *user && strlen(user) < 10 && strspn(user, "0123456789") == strlen(user);
    w->has_user = true;
    w->user = found ? found->pw_uid : (uid_t)strtoul(user, NULL, 10);
    return found || is_number;
}

static const char *look(struct walk *w, struct observation *o)
{
    if (w->proc < 0 || !find_boot(w))
        return "no_proc";
    if (!find_user(w))
        return "no_user";
    if (!walk(w))
        return "timeout";
    tell(w, o);
    return NULL;
}

void process_list_look(const struct process_list_options *options, struct observation *o)
{
    struct walk w = {.options = options, .deadline = tool_clock() + options->timeout, .has_files = true};
    long ticks = sysconf(_SC_CLK_TCK);
    w.tick = TIME_SECOND / (ticks > 0 ? ticks : 100);
    w.proc = open(options->proc ? options->proc : "/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const char *trouble = look(&w, o);
    if (trouble)
        observation_text(o, "trouble", trouble);
    if (w.proc >= 0)
        close(w.proc);
}
