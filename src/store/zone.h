/* zone: the local time zone as base/time wants it: offsets and the moments they begin. Owns nothing. */
#ifndef STORE_ZONE_H
#define STORE_ZONE_H
#include "base/time.h"

/* Reads the system's rules (TZ, /etc/localtime) for the years around `now`: from 20 years before to 10 after. */
void zone_load(struct time_zone *z, int64_t now);
#endif
