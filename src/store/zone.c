/* zone: asks localtime_r a moment at a time, and closes in on each change. */
#include "store/zone.h"

#include <time.h>

enum { BEFORE_YEARS = 20, AFTER_YEARS = 10, STEP_DAYS = 25 };

static int32_t offset_at(int64_t s)
{
    time_t t = (time_t)s;
    struct tm tm;
    return localtime_r(&t, &tm) ? (int32_t)tm.tm_gmtoff : 0;
}

/* The first second in (low, high] whose offset is that of high. */
static int64_t find_change(int64_t low, int64_t high)
{
    int32_t after = offset_at(high);
    while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;
        if (offset_at(middle) == after)
            high = middle;
        else
            low = middle;
    }
    return high;
}

static void add(struct time_zone *z, int64_t from, int32_t offset_s)
{
    size_t most = sizeof z->shift / sizeof *z->shift;
    if (z->n == most) { /* the oldest matters least */
        for (size_t i = 1; i < most; i++)
            z->shift[i - 1] = z->shift[i];
        z->n--;
    }
    z->shift[z->n].from = from;
    z->shift[z->n++].offset_s = offset_s;
}

void zone_load(struct time_zone *z, int64_t now)
{
    const int64_t day = TIME_DAY / TIME_SECOND, step = STEP_DAYS * day;
    tzset(); /* localtime_r need not look at TZ by itself */
    int64_t at = now / TIME_SECOND - BEFORE_YEARS * 365 * day, end = now / TIME_SECOND + AFTER_YEARS * 365 * day;
    int32_t offset_s = offset_at(at);
    z->n = 0;
    add(z, INT64_MIN, offset_s);
    for (; at < end; at += step) {
        int32_t next = offset_at(at + step);
        if (next == offset_s)
            continue;
        add(z, find_change(at, at + step) * TIME_SECOND, next);
        offset_s = next;
    }
}
