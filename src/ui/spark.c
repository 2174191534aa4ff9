/* spark: eight heights. */
#include "ui/spark.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { HEIGHTS = 8 };

static int compare(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

int64_t spark_median(const int64_t *v, size_t n)
{
    if (n == 0)
        return 0;
    int64_t *sorted = mem_array(n, sizeof *sorted);
    memcpy(sorted, v, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, compare);
    int64_t low = sorted[(n - 1) / 2], high = sorted[n / 2];
    mem_free(sorted);
    return low + (high - low) / 2;
}

void spark_add(const int64_t *v, size_t n, struct str *out)
{
    static const char *const bar[HEIGHTS] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    int64_t bottom = INT64_MAX, top = 2 * spark_median(v, n);
    for (size_t i = 0; i < n; i++) {
        bottom = v[i] < bottom ? v[i] : bottom;
        top = v[i] > top ? v[i] : top;
    }
    for (size_t i = 0; i < n; i++) {
        double share = top > bottom ? (double)(v[i] - bottom) / (double)(top - bottom) : 0;
        str_add(out, bar[(int)(share * (HEIGHTS - 1) + 0.5)]);
    }
}
