/* grid: how often each of a fixed number of things came in each of at most GRID_SLOTS stretches of time, so that "before
 * and since the onset" can be answered at the end, when the onset is known. When time outgrows the slots, neighbours are
 * put together. */
#ifndef LOGS_GRID_H
#define LOGS_GRID_H
#include <stddef.h>
#include <stdint.h>

#include "base/time.h"

enum { GRID_SLOTS = 128 };

struct log_grid {
    int64_t start, width; /* us; width 0: nothing has come */
    size_t n, columns, used; /* behind column `used` all are zero */
    uint32_t *v;          /* n rows of columns */
    uint32_t *row;        /* of the last time, and its stretch */
    int64_t row_from, row_to;
};

void log_grid_init(struct log_grid *g, size_t columns);
/* One more at that moment, which is not TIME_NONE. Returns how many there are now in that stretch of time. */
uint32_t log_grid_add(struct log_grid *g, int64_t at, size_t column);
/* The slot that holds the moment: 0 when it is before all, n when it is after. */
size_t log_grid_slot(const struct log_grid *g, int64_t at);
/* Of a column in slots [from, to). */
uint64_t log_grid_sum(const struct log_grid *g, size_t column, size_t from, size_t to);
void log_grid_release(struct log_grid *g);
#endif
