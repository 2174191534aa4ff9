/* skew: how far the clocks of two logs are apart, from the request ids that both have. Of each source and id the first time
 * counts. Bounded memory: ids are sampled by their hash, the same ones in every source. */
#ifndef LOGS_SKEW_H
#define LOGS_SKEW_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/time.h"
#include "logs/record.h"

enum { SKEW_PAIRS_MIN = 20 };           /* ids that both must have */
#define SKEW_MIN (2 * TIME_SECOND)      /* less is what a request takes, not a wrong clock */
#define SKEW_MAX TIME_DAY               /* more is another day's request */

struct log_skew;
struct log_skew *log_skew_new(void);
void log_skew_take(struct log_skew *k, uint32_t source, struct log_text id, int64_t at);

struct log_skew_found {
    int64_t offset; /* us: added to the times of `source` it agrees with `reference` */
    int64_t spread; /* us: half of the pairs lie within it, around the offset */
    size_t pairs;
};
/* False: too few ids in common, the clocks agree, or the differences do not. *out is filled in any case. */
bool log_skew_between(const struct log_skew *k, uint32_t reference, uint32_t source, struct log_skew_found *out);
void log_skew_free(struct log_skew *k);
#endif
