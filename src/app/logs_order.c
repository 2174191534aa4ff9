/* logs_order: what comes late through a pipe or is still unpacked may be older than rows that are shown already. */
#include "app/logs_own.h"

#include "app/clock.h"

#define LEAST_APART (TIME_SECOND / 2)

/* Two neighbours of different files, the wrong way round: within a file the order is the file's. */
static bool is_out_of_order(const struct log_hit *hit, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (hit[i - 1].file != hit[i].file && hit[i].at != TIME_NONE && hit[i - 1].at > hit[i].at)
            return true;
    return false;
}

bool logs_order_keep(struct logs *l)
{
    size_t n, here;
    const struct log_hit *hit = log_index_window(l->index, &n, &here);
    bool comes = log_stock_is_unpacking(l->stock), has_ended = l->was_coming && !comes;
    int64_t now = clock_ticks();
    if ((!comes && !has_ended) || (!has_ended && now - l->ordered_at < LEAST_APART))
        return false;
    l->was_coming = comes;
    l->ordered_at = now;
    if (!is_out_of_order(hit, n))
        return false;
    if (!l->was_moved && l->has_jumped_to_onset)
        logs_go_to_onset(l);
    else if (!l->was_moved || here >= n)
        logs_go_to_time(l, TIME_NONE);
    else
        log_index_go_to(l->index, hit[here].file, hit[here].offset, hit[here].at);
    return true;
}

bool logs_is_coming(const struct logs *l)
{
    for (size_t i = 0; i < log_stock_n(l->stock); i++) {
        const struct log_stock_file *f = log_stock_file(l->stock, i);
        if (f->is_stream && f->is_unpacking && !f->packed)
            return true;
    }
    return false;
}
