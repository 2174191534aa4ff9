/* stamp_own: what the two readers of times share: a cursor, the parts that were read, and how they become a moment. */
#ifndef LOGS_STAMP_OWN_H
#define LOGS_STAMP_OWN_H
#include "logs/stamp.h"

struct stamp_text { /* what is left of it */
    const char *s;
    size_t n;
};

struct stamp_read {
    struct time_parts p;
    int yday;         /* 1 to 366, 0 none */
    int half;         /* 1 AM, 2 PM, 0 none */
    bool has_year, has_day, has_zone, has_epoch;
    int32_t offset_s; /* with has_zone */
    int64_t epoch;    /* us, with has_epoch */
};

/* Each reads its kind at the cursor and moves it, or returns false. */
bool stamp_take_number(struct stamp_text *t, size_t least, size_t most, int *value);
bool stamp_take_month(struct stamp_text *t, int *month); /* Jan, or January */
void stamp_take_fraction(struct stamp_text *t, int *micro); /* or nothing */
bool stamp_take_zone(struct stamp_text *t, struct stamp_read *r);      /* Z, +0100, +01:00, +01 */
bool stamp_take_zone_name(struct stamp_text *t, struct stamp_read *r); /* UTC, CEST: one that is known */

/* False where no such date exists. */
bool stamp_resolve(struct stamp_read *r, const struct log_clock *clock, int64_t *at);
#endif
