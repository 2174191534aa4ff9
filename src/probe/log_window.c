/* log_window: mmap, and what stands in for pages that are gone. */
#include "probe/log_window.h"

#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/mem.h"

struct log_window {
    int fd;
    uintptr_t page; /* bytes */
    char *map;
    size_t n;
    struct sigaction before;
};

/* The one there is, for the handler. */
static struct {
    struct log_window *window;
    volatile sig_atomic_t is_torn;
} held;

/* The page is gone: a page of zeros is put there, and the instruction that asked for it runs again. An address that is not
 * ours is somebody else's trouble: with the former handler back in its place, it happens again, and is dealt with. */
static void stand_in(int signal_number, siginfo_t *info, void *context)
{
    struct log_window *w = held.window;
    uintptr_t at = (uintptr_t)info->si_addr, from = w ? (uintptr_t)w->map : 0, page;
    (void)signal_number;
    (void)context;
    if (!w || !w->map || info->si_code <= 0 || at < from || at >= from + w->n) {
        sigaction(SIGBUS, w ? &w->before : &(struct sigaction){.sa_handler = SIG_DFL}, NULL);
        return;
    }
    page = at & ~(w->page - 1);
    size_t n = from + w->n - page;
    held.is_torn = 1;
    if (mmap((void *)page, n, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED)
        _exit(134); /* as by the signal */
}

struct log_window *log_window_new(int fd)
{
    if (held.window)
        return NULL;
    struct log_window *w = mem_alloc(sizeof *w);
    struct sigaction action = {.sa_sigaction = stand_in, .sa_flags = SA_SIGINFO};
    w->fd = fd;
    w->page = (uintptr_t)sysconf(_SC_PAGESIZE);
    held.window = w;
    held.is_torn = 0;
    sigaction(SIGBUS, &action, &w->before);
    return w;
}

static void unmap(struct log_window *w)
{
    if (w->map)
        munmap(w->map, w->n);
    w->map = NULL;
    w->n = 0;
}

const char *log_window_at(struct log_window *w, uint64_t at, uint64_t end, size_t *n)
{
    uint64_t from = at & ~(uint64_t)(w->page - 1), skip = at - from;
    unmap(w);
    *n = 0;
    if (at >= end)
        return NULL;
    w->n = (size_t)(end - from < LOG_WINDOW ? end - from : LOG_WINDOW);
    void *map = mmap(NULL, w->n, PROT_READ, MAP_SHARED, w->fd, (off_t)from);
    w->map = map == MAP_FAILED ? NULL : map;
    *n = w->map ? w->n - (size_t)skip : 0;
    return w->map ? w->map + skip : NULL;
}

bool log_window_is_torn(const struct log_window *w)
{
    return held.window == w && held.is_torn;
}

void log_window_free(struct log_window *w)
{
    if (!w)
        return;
    sigaction(SIGBUS, &w->before, NULL);
    unmap(w);
    held.window = NULL;
    mem_free(w);
}
