/* log_apart: a child that only reads and prints. */
#include "probe/log_apart.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "base/arena.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "probe/forked.h"

enum { SAYS = 3, LINE_MOST = 8 << 20, KEPT_MOST = 64, FAR_AWAY = 200 };

struct log_apart {
    pid_t child;
    int fd;
    struct str in;
    struct log_finding finding;
    bool has_finding;
};

/* ---- the child --------------------------------------------------------------------------------------------------------- */

static bool write_all(const char *s, size_t n)
{
    for (size_t at = 0; at < n;) {
        ssize_t done = write(SAYS, s + at, n - at);
        if (done <= 0 && errno != EINTR)
            return false;
        at += done > 0 ? (size_t)done : 0;
    }
    return true;
}

struct looking { /* what the child looks at */
    const char **name;
    size_t n;
    const struct log_apart_kept *kept; /* the last of the names are theirs */
    size_t n_kept;
};

/* They were read by the way to their descriptor, which says nothing to anybody. */
static void name_kept(const struct looking *l, struct log_finding *f)
{
    for (size_t i = 0; i < f->n_sources; i++)
        for (size_t k = 0; k < l->n_kept; k++) {
            const char *path = l->name[l->n - l->n_kept + k], *slash = strrchr(path, '/');
            struct log_source_said *source = (struct log_source_said *)(size_t)&f->source[i];
            if (str_eq(source->name, path) || str_eq(source->name, slash + 1))
                source->name = l->kept[k].name;
        }
}

static bool tell(void *to, const struct log_finding *f)
{
    struct str line = {0};
    struct log_finding named = *f;
    name_kept(to, &named);
    log_finding_print(&named, &line);
    str_add_char(&line, '\n');
    bool is_heard = write_all(line.s, line.n);
    str_release(&line);
    return is_heard;
}

static void look(struct looking *l, const struct log_scan_options *options)
{
    struct log_scan_options mine = *options;
    struct log_finding f = {0};
    struct err e = {0};
    mine.tell = tell;
    mine.tell_to = l;
    mine.is_full = false;
    bool ok = log_scan(l->name, l->n, &mine, &f, &e) && tell(l, &f);
    if (ok && options->is_full && f.is_quick) { /* what is known already is better than a part of what will be */
        mine.tell = NULL;
        mine.is_full = true;
        log_finding_release(&f);
        ok = log_scan(l->name, l->n, &mine, &f, &e) && tell(l, &f);
    }
}

/* Where nothing else is: first far away, then one behind the other. */
static void place_kept(const struct looking *l)
{
    int far[KEPT_MOST];
    for (size_t k = 0; k < l->n_kept; k++)
        far[k] = fcntl(l->kept[k].fd, F_DUPFD, FAR_AWAY);
    for (size_t k = 0; k < l->n_kept; k++)
        dup2(far[k], SAYS + 1 + (int)k);
}

static void be_child(const struct looking *l, int says)
{
    int mine = fcntl(says, F_DUPFD, FAR_AWAY);
    place_kept(l);
    int nothing = open("/dev/null", O_RDWR);
    mem_set_last_words(NULL);
    forked_reset_signals();
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    for (int fd = 0; fd < SAYS && nothing >= 0; fd++)
        dup2(nothing, fd);
    dup2(mine, SAYS);
    forked_close_from(SAYS + 1 + (int)l->n_kept);
}

/* ---- the parent -------------------------------------------------------------------------------------------------------- */

static struct log_apart *start(struct looking *l, const struct log_scan_options *options, struct err *e)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        err_sys(e, ERR_OS, _("a pipe"));
        return NULL;
    }
    pid_t child = fork();
    if (child == 0) {
        be_child(l, ends[1]);
        look(l, options);
        _exit(0);
    }
    close(ends[1]);
    if (child < 0) {
        err_sys(e, ERR_OS, _("a process to look at the logs"));
        close(ends[0]);
        return NULL;
    }
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    struct log_apart *a = mem_alloc(sizeof *a);
    a->child = child;
    a->fd = ends[0];
    return a;
}

struct log_apart *log_apart_start_kept(const char *const *names, size_t n, const struct log_apart_kept *kept, size_t n_kept,
                                       const struct log_scan_options *options, struct err *e)
{
    struct arena arena = {0};
    struct looking l = {arena_array(&arena, n + n_kept + 1, sizeof *l.name), 0, kept, n_kept < KEPT_MOST ? n_kept : KEPT_MOST};
    for (; l.n < n; l.n++)
        l.name[l.n] = names[l.n];
    for (size_t k = 0; k < l.n_kept; k++)
        l.name[l.n++] = arena_printf(&arena, "/proc/self/fd/%d", SAYS + 1 + (int)k);
    struct log_apart *a = start(&l, options, e);
    arena_release(&arena);
    return a;
}

struct log_apart *log_apart_start(const char *const *names, size_t n, const struct log_scan_options *options, struct err *e)
{
    return log_apart_start_kept(names, n, NULL, 0, options, e);
}

int log_apart_fd(const struct log_apart *a)
{
    return a->fd;
}

static void hear_end(struct log_apart *a)
{
    close(a->fd);
    a->fd = -1;
    waitpid(a->child, NULL, 0);
    a->child = 0;
}

static bool read_more(struct log_apart *a)
{
    char bytes[65536];
    bool any = false;
    while (a->fd >= 0) {
        ssize_t n = read(a->fd, bytes, sizeof bytes);
        if (n > 0 && a->in.n < LINE_MOST)
            str_add_n(&a->in, bytes, (size_t)n), any = true;
        else if (n < 0 && errno == EINTR)
            continue;
        else if (n < 0 && errno == EAGAIN)
            break;
        else
            hear_end(a);
    }
    return any;
}

static bool hear_line(struct log_apart *a, const char *line, size_t n)
{
    struct log_finding f = {0};
    struct err e = {0};
    if (!log_finding_read(line, n, &f, &e))
        return false;
    if (a->has_finding)
        log_finding_release(&a->finding);
    a->finding = f;
    a->has_finding = true;
    return true;
}

/* Of several lines the last one that is whole is the newest. */
bool log_apart_step(struct log_apart *a)
{
    if (!read_more(a))
        return false;
    const char *last = memrchr(a->in.s, '\n', a->in.n);
    if (!last)
        return false;
    const char *before = memrchr(a->in.s, '\n', (size_t)(last - a->in.s)), *line = before ? before + 1 : a->in.s;
    bool is_new = hear_line(a, line, (size_t)(last - line));
    size_t used = (size_t)(last + 1 - a->in.s);
    memmove(a->in.s, a->in.s + used, a->in.n - used);
    str_cut(&a->in, a->in.n - used);
    return is_new;
}

const struct log_finding *log_apart_finding(const struct log_apart *a)
{
    return a->has_finding ? &a->finding : NULL;
}

void log_apart_free(struct log_apart *a)
{
    if (!a)
        return;
    if (a->child > 0) {
        kill(a->child, SIGKILL);
        hear_end(a);
    }
    if (a->has_finding)
        log_finding_release(&a->finding);
    str_release(&a->in);
    mem_free(a);
}
