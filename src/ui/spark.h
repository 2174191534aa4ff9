/* spark: a row of lengths as one line of small bars, from ▁ up. Pure. */
#ifndef UI_SPARK_H
#define UI_SPARK_H
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* One bar a length. The scale begins at the shortest and ends at twice the median, or at the longest where that is more:
 * an even row stays low, and one that took long is seen beside it. */
void spark_add(const int64_t *v, size_t n, struct str *out);
#endif
