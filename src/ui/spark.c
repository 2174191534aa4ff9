/* spark: eight heights. */
#include "ui/spark.h"

#include "incident/soak.h"

enum { HEIGHTS = 8 };

void spark_add(const int64_t *v, size_t n, struct str *out)
{
    static const char *const bar[HEIGHTS] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    int64_t bottom = INT64_MAX, top = 2 * soak_middle(v, n);
    for (size_t i = 0; i < n; i++) {
        bottom = v[i] < bottom ? v[i] : bottom;
        top = v[i] > top ? v[i] : top;
    }
    for (size_t i = 0; i < n; i++) {
        double share = top > bottom ? (double)(v[i] - bottom) / (double)(top - bottom) : 0;
        str_add(out, bar[(int)(share * (HEIGHTS - 1) + 0.5)]);
    }
}
