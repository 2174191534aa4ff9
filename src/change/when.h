/* when: the times that tools print. Pure; a time without a zone is local by the zone handed in. */
#ifndef CHANGE_WHEN_H
#define CHANGE_WHEN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/time.h"

/* At the start of n bytes: seconds since 1970 (or milli-, micro-, nanoseconds, told by their digits), with a fraction or not;
 * or YYYY-MM-DD (or with slashes), T or blanks, HH:MM[:SS[.fraction]], and Z, UTC, +01:00, +0100, +01, after a blank or not,
 * with the zone's name behind or not (Docker). *used: the bytes it took; may be NULL. */
bool when_parse(const char *s, size_t n, const struct time_zone *zone, int64_t *at, size_t *used);
#endif
