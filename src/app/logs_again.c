/* logs_again: one look that is shown, and the next one behind it. */
#include "app/logs_again.h"

#include "app/clock.h"

enum { FIRST_BYTES = 64 << 10, PATIENCE = 10 /* times what the last look took */ };
#define LEAST_APART (2 * TIME_SECOND)

static uint64_t all_bytes(const struct log_stock *s)
{
    uint64_t n = 0;
    for (size_t i = 0; i < log_stock_n(s); i++)
        n += log_stock_file(s, i)->bytes;
    return n;
}

/* What was kept of streams, under their names, and the files beside them. */
static struct log_apart *look(struct logs_again *a, const char *const *names, size_t n)
{
    struct err ignored = {0};
    struct log_apart_kept *kept = mem_array(log_stock_n(a->stock) + 1, sizeof *kept);
    size_t n_kept = 0;
    struct log_apart *apart = NULL;
    VEC(const char *) path = {0};
    if (!a->has_streams)
        return mem_free(kept), log_apart_start(names, n, &a->scan, &ignored);
    for (size_t i = 0; i < log_stock_n(a->stock); i++) {
        const struct log_stock_file *f = log_stock_file(a->stock, i);
        if (f->is_stream)
            kept[n_kept++] = (struct log_apart_kept){log_stock_fd(a->stock, i), f->name};
        else
            *vec_push(&path) = f->path;
    }
    a->scan.with_rotated = false; /* their pieces are among them */
    a->scan.n_commands = 0;
    apart = log_apart_start_kept(path.v, path.n, kept, n_kept, &a->scan, &ignored);
    vec_release(&path);
    mem_free(kept);
    return apart;
}

void logs_again_start(struct logs_again *a, const struct log_stock *stock, const char *const *names, size_t n,
                      const struct log_scan_options *scan)
{
    *a = (struct logs_again){.stock = stock, .scan = *scan, .began = clock_ticks()};
    a->scan.is_full = true;
    for (size_t i = 0; i < log_stock_n(stock); i++)
        a->has_streams |= log_stock_file(stock, i)->is_stream;
    if (!a->has_streams)
        a->next = look(a, names, n);
}

static bool is_running(const struct log_apart *apart)
{
    return apart && log_apart_fd(apart) >= 0;
}

static bool has_waited(const struct logs_again *a)
{
    int64_t passed = clock_ticks() - a->began;
    return passed > LEAST_APART && passed > PATIENCE * a->took;
}

static bool is_time(const struct logs_again *a)
{
    uint64_t bytes = all_bytes(a->stock);
    bool is_at_end = !log_stock_is_unpacking(a->stock);
    if (!a->has_streams || is_running(a->next) || is_running(a->shown))
        return false;
    if (is_at_end && !a->was_at_end)
        return bytes > 0;
    return bytes > a->seen && ((bytes >= FIRST_BYTES && bytes >= a->seen + a->seen / 2) || has_waited(a));
}

static void begin(struct logs_again *a)
{
    a->was_at_end = !log_stock_is_unpacking(a->stock);
    a->seen = all_bytes(a->stock);
    a->began = clock_ticks();
    a->took = 0;
    log_apart_free(a->next);
    a->next = look(a, NULL, 0);
}

/* The first one is shown from its first words on; a later one once it knows all, so that no number falls. */
static bool take(struct logs_again *a)
{
    const struct log_finding *f = log_apart_finding(a->next);
    if (!f || (a->shown && f->is_partial))
        return false;
    log_apart_free(a->shown);
    a->shown = a->next;
    a->next = NULL;
    return true;
}

bool logs_again_step(struct logs_again *a)
{
    bool is_new = a->shown && log_apart_step(a->shown);
    if (is_time(a))
        begin(a);
    if (a->next)
        (void)log_apart_step(a->next);
    if (!a->took && !is_running(a->next) && !is_running(a->shown))
        a->took = clock_ticks() - a->began;
    return (a->next && take(a)) || is_new;
}

const struct log_finding *logs_again_finding(const struct logs_again *a)
{
    return a->shown ? log_apart_finding(a->shown) : NULL;
}

int logs_again_fd(const struct logs_again *a)
{
    return a->next ? log_apart_fd(a->next) : a->shown ? log_apart_fd(a->shown) : -1;
}

void logs_again_release(struct logs_again *a)
{
    log_apart_free(a->shown);
    log_apart_free(a->next);
    *a = (struct logs_again){0};
}
