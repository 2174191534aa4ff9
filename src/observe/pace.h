/* pace: how fast we may ask. A bucket of one token that fills `rate` times a second: whatever is sent, retries and redirects
 * too, takes one. An answer 429 or 503 makes us slower, for longer each time, with chance in it so that many who were refused
 * together do not come back together. Pure: the clock and the chance are handed in. */
#ifndef OBSERVE_PACE_H
#define OBSERVE_PACE_H
#include <stdbool.h>
#include <stdint.h>

#define PACE_RATE 2.0     /* requests a second, unless it is said otherwise */
#define PACE_RATE_MOST 50.0

struct pace {
    double rate;          /* requests a second */
    int64_t next;         /* us of the caller's clock: not before */
    int refused;          /* 429 and 503 in a row */
    int64_t patience;     /* us that it waits at most after one refusal */
};

void pace_init(struct pace *p, double rate);
/* When the next request may go, seen from now; from then on it counts as sent. */
int64_t pace_take(struct pace *p, int64_t now);
/* An answer came. chance: 0 to 1. retry_after: us, -1: not said. False: it asks for more patience than we have, or has refused
 * too often: leave it alone. */
bool pace_heed(struct pace *p, int status, int64_t retry_after, double chance, int64_t now);
#endif
