/* chart: how many errors came when, as bars over a line of times. Texts are made, a row of the screen each, one column a
 * character; who shows them puts them where they belong. Pure. */
#ifndef UI_CHART_H
#define UI_CHART_H
#include "base/str.h"
#include "logs/series.h"

enum { CHART_MAX = 400 }; /* columns */

struct chart {
    struct log_bucket column[CHART_MAX];
    int width, height;   /* columns; lines of bars */
    int64_t from, to;
    uint32_t top;        /* the highest column */
};

/* Of a log whose records have times. At least a column wide, at most CHART_MAX. */
void chart_make(const struct log_series *series, int64_t from, int64_t to, int width, int height, struct chart *c);
/* One line of bars, from 0 on top to height - 1. The lowest is ▁ where nothing is. */
void chart_line(const struct chart *c, int line, struct str *out);
/* "104/min": the highest column; "" without errors. */
void chart_scale(const struct chart *c, struct str *out);
/* "02:00            02:20       ^ 03:01:12": round times below their columns, and the moment that matters (TIME_NONE: none). */
void chart_axis(const struct chart *c, int64_t moment, const struct time_zone *zone, struct str *out);
/* The column of a moment, -1 when it is not in the chart. */
int chart_column(const struct chart *c, int64_t at);
#endif
