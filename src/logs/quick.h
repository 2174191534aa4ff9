/* quick: the quick look at an access log sorted by time: per-minute totals are newline counts between bisected minute
 * boundaries inside each block, and only failing lines are found by a vector search, validated and parsed. Nothing else
 * touches a line. Where a block is not sorted, or its lines are not what they should be, it says so and the caller reads
 * that source line by line instead. */
#ifndef LOGS_QUICK_H
#define LOGS_QUICK_H
#include "logs/format.h"
#include "logs/look.h"

enum { QUICK_BLOCK = 256 << 10 };

struct log_quick;
struct log_quick *log_quick_new(const struct log_format *f, const struct log_clock *clock, struct log_look *look,
                                int64_t since, int64_t until);
/* Whole lines and the start of the next; *used is how many bytes were taken. False: not fit for a quick look (not sorted,
 * no times where they should be): the look is then to be thrown away. */
bool log_quick_feed(struct log_quick *q, const char *bytes, size_t n, uint64_t at, bool is_last, size_t *used);
void log_quick_free(struct log_quick *q);
#endif
