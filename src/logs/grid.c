/* grid: counts by time and thing, in rows that are put together in pairs. */
#include "logs/grid.h"

#include <string.h>

#include "base/mem.h"

#define FAR INT64_C(253402300800000000) /* as in logs/series: calendars end there */

static int64_t floor_to(int64_t at, int64_t step)
{
    int64_t rest = at % step;
    return at - (rest < 0 ? rest + step : rest);
}

void log_grid_init(struct log_grid *g, size_t columns)
{
    *g = (struct log_grid){.columns = columns};
}

static uint32_t *row(const struct log_grid *g, size_t i)
{
    return g->v + i * g->columns;
}

/* Most counts are zero, and stay on pages that nothing has written to yet: only what differs is written. */
static void set_row(struct log_grid *g, size_t to, size_t first, size_t second)
{
    for (size_t i = 0; i < g->used; i++) {
        uint32_t sum = (first < g->n ? row(g, first)[i] : 0) + (second < g->n ? row(g, second)[i] : 0);
        if (row(g, to)[i] != sum)
            row(g, to)[i] = sum;
    }
}

static void clear_row(struct log_grid *g, size_t i)
{
    set_row(g, i, SIZE_MAX, SIZE_MAX);
}

static void halve(struct log_grid *g)
{
    int64_t start = floor_to(g->start, 2 * g->width);
    size_t skew = start != g->start, n = (g->n + skew + 1) / 2;
    for (size_t i = 0; i < n; i++) /* with a skew the first one stays alone */
        set_row(g, i, 2 * i - skew, 2 * i - skew + 1);
    for (size_t i = n; i < g->n; i++)
        clear_row(g, i);
    g->n = n;
    g->start = start;
    g->width *= 2;
}

static void begin(struct log_grid *g, int64_t at)
{
    g->v = mem_array(GRID_SLOTS * g->columns, sizeof *g->v);
    g->width = TIME_SECOND;
    g->start = floor_to(at, g->width);
    g->n = 1;
}

static void grow_front(struct log_grid *g, size_t by)
{
    memmove(row(g, by), row(g, 0), g->n * g->columns * sizeof *g->v);
    for (size_t i = 0; i < by; i++)
        clear_row(g, i);
    g->n += by;
    g->start -= (int64_t)by * g->width;
}

static uint32_t *find_row(struct log_grid *g, int64_t at)
{
    at = at > FAR ? FAR : at < -FAR ? -FAR : at;
    if (!g->width)
        begin(g, at);
    while (at >= g->start ? (at - g->start) / g->width >= GRID_SLOTS
                          : (g->start - at + g->width - 1) / g->width + (int64_t)g->n > GRID_SLOTS)
        halve(g);
    if (at < g->start)
        grow_front(g, (size_t)((g->start - at + g->width - 1) / g->width));
    size_t i = (size_t)((at - g->start) / g->width);
    g->n = i >= g->n ? i + 1 : g->n; /* rows that were never used are zero */
    g->row = row(g, i);
    g->row_from = g->start + (int64_t)i * g->width;
    g->row_to = g->row_from + g->width;
    return g->row;
}

uint32_t log_grid_add(struct log_grid *g, int64_t at, size_t column)
{
    uint32_t *counts = g->row && at >= g->row_from && at < g->row_to ? g->row : find_row(g, at);
    g->used = column < g->used ? g->used : column + 1;
    return ++counts[column];
}

size_t log_grid_slot(const struct log_grid *g, int64_t at)
{
    if (!g->n || at < g->start)
        return 0;
    uint64_t i = ((uint64_t)at - (uint64_t)g->start) / (uint64_t)g->width;
    return i < g->n ? (size_t)i : g->n;
}

uint64_t log_grid_sum(const struct log_grid *g, size_t column, size_t from, size_t to)
{
    uint64_t sum = 0;
    for (size_t i = from; i < to && i < g->n; i++)
        sum += row(g, i)[column];
    return sum;
}

void log_grid_release(struct log_grid *g)
{
    mem_free(g->v);
    *g = (struct log_grid){0};
}
