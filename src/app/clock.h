/* clock: what time it is. The only place that asks. */
#ifndef APP_CLOCK_H
#define APP_CLOCK_H
#include <stdint.h>

int64_t clock_now(void);   /* us since the epoch, UTC */
int64_t clock_ticks(void); /* us since some start, never backwards: for timeouts */
#endif
