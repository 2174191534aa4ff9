/* stamp_resolve: what was read of a time, and what it leaves out, to a moment. */
#include <string.h>

#include "logs/stamp_own.h"

enum { YEARS_BACK = 8 }; /* 29 February comes again after at most so many */

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static bool is_date(const struct time_parts *p)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (p->year < 1 || p->month < 1 || p->month > 12 || p->day < 1)
        return false;
    return p->day <= days[p->month - 1] + (p->month == 2 && is_leap(p->year));
}

/* A leap second is the first of the next minute, as time_join has it. */
static bool is_clock(const struct time_parts *p)
{
    return p->hour < 24 && p->minute < 60 && p->second < 61;
}

/* UTC of a local time where the offset of shift i holds; TIME_NONE where it does not hold then. i = -1: before the first. */
static int64_t within(const struct time_zone *z, size_t i, int64_t local)
{
    int64_t at = local - z->shift[i].offset_s * TIME_SECOND;
    bool begun = !i || at >= z->shift[i].from, ended = i + 1 < z->n && at >= z->shift[i + 1].from;
    return begun && !ended ? at : TIME_NONE;
}

int64_t stamp_local(const struct time_parts *p, const struct time_zone *zone)
{
    int64_t local = time_join(p, 0);
    if (!zone || !zone->n)
        return local;
    size_t last = zone->n - 1; /* the last shift that may have happened by then, wherever on earth */
    while (last && zone->shift[last].from > local + TIME_DAY)
        last--;
    for (size_t i = last > 2 ? last - 2 : 0; i <= last; i++) { /* the earliest that holds */
        int64_t at = within(zone, i, local);
        if (at != TIME_NONE)
            return at;
    }
    /* It was jumped over: counted by the clock as it ran before the jump. */
    for (size_t i = last; i; i--)
        if (local - zone->shift[i].offset_s * TIME_SECOND < zone->shift[i].from &&
            local - zone->shift[i - 1].offset_s * TIME_SECOND >= zone->shift[i].from)
            return local - zone->shift[i - 1].offset_s * TIME_SECOND;
    return local - zone->shift[last].offset_s * TIME_SECOND;
}

static int64_t moment(const struct stamp_read *r, const struct log_clock *clock)
{
    return r->has_zone ? time_join(&r->p, r->offset_s) : stamp_local(&r->p, clock->zone);
}

static bool resolve_year(struct stamp_read *r, const struct log_clock *clock, int64_t *at)
{
    int newest = time_split(clock->newest, time_zone_offset(clock->zone, clock->newest)).year;
    /* From next year: on 31 December the clock of a record may be past midnight already. */
    for (r->p.year = newest + 1; r->p.year > newest - YEARS_BACK; r->p.year--) {
        if (!is_date(&r->p))
            continue;
        *at = moment(r, clock);
        if (*at <= clock->newest + TIME_DAY)
            return true;
    }
    return false;
}

static bool resolve_day(struct stamp_read *r, const struct log_clock *clock, int64_t *at)
{
    struct time_parts today = time_split(clock->newest, time_zone_offset(clock->zone, clock->newest));
    r->p.year = today.year;
    r->p.month = today.month;
    r->p.day = today.day;
    *at = moment(r, clock);
    if (*at > clock->newest)
        *at -= TIME_DAY;
    return true;
}

static bool set_yday(struct stamp_read *r)
{
    if (r->yday > 365 + is_leap(r->p.year))
        return false;
    struct time_parts first = {.year = r->p.year, .month = 1, .day = 1};
    struct time_parts day = time_split(time_join(&first, 0) + (r->yday - 1) * TIME_DAY, 0);
    r->p.month = day.month;
    r->p.day = day.day;
    r->has_day = true;
    return true;
}

static bool set_half(struct stamp_read *r)
{
    if (r->half && (r->p.hour < 1 || r->p.hour > 12))
        return false;
    if (r->half)
        r->p.hour = r->p.hour % 12 + (r->half == 2 ? 12 : 0);
    return true;
}

static bool resolve(struct stamp_read *r, const struct log_clock *clock, int64_t *at)
{
    if (r->has_epoch) {
        *at = r->epoch;
        return true;
    }
    if (!set_half(r) || !is_clock(&r->p) || (r->yday && !(r->has_year && set_yday(r))))
        return false;
    if (!r->has_day)
        return resolve_day(r, clock, at);
    if (!r->has_year)
        return resolve_year(r, clock, at);
    if (!is_date(&r->p))
        return false;
    *at = moment(r, clock);
    return true;
}

bool stamp_resolve(struct stamp_read *r, const struct log_clock *clock, int64_t *at)
{
    if (!resolve(r, clock, at))
        return false;
    *at += clock->offset;
    return true;
}
