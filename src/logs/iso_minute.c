/* iso_minute: seconds and fraction by hand, the rest by stamp_iso when it changes. */
#include "logs/iso_minute.h"

#include <string.h>

enum { SECONDS_END = ISO_MINUTE + 2, DIGITS_MAX = 6 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Behind the seconds; returns where the zone begins. */
static size_t take_fraction(const char *s, size_t n, int64_t *micro)
{
    size_t i = SECONDS_END + 1, digits = 0;
    *micro = 0;
    if (n <= i || (s[i - 1] != '.' && s[i - 1] != ',') || !is_digit(s[i]))
        return SECONDS_END;
    if (n > i + 3 && is_digit(s[i + 1]) && is_digit(s[i + 2]) && !is_digit(s[i + 3])) { /* as most have it */
        *micro = ((s[i] - '0') * 100 + (s[i + 1] - '0') * 10 + (s[i + 2] - '0')) * 1000;
        return i + 3;
    }
    for (; i < n && is_digit(s[i]); i++)
        if (digits < DIGITS_MAX) {
            *micro = *micro * 10 + (s[i] - '0');
            digits++;
        }
    for (; digits < DIGITS_MAX; digits++)
        *micro *= 10;
    return i;
}

static bool is_known(const struct iso_minute *known, const char *s, const char *zone, size_t n_zone, const struct log_clock *clock)
{
    for (size_t i = 0; i < n_zone; i++)
        if (zone[i] != known->zone[i])
            return false;
    return known->start && n_zone == known->n_zone && memcmp(s, known->text, 16) == 0 && known->by == clock->zone && known->offset == clock->offset;
}

static bool read_second(const struct iso_minute *m, const char *second, const struct log_clock *clock, int64_t *at)
{
    char text[ISO_MINUTE + 2 + ISO_ZONE];
    size_t n = SECONDS_END + m->n_zone, used;
    memcpy(text, m->text, ISO_MINUTE);
    memcpy(text + ISO_MINUTE, second, 2);
    memcpy(text + SECONDS_END, m->zone, m->n_zone);
    return stamp_iso(text, n, clock, at, &used) && used == n;
}

/* A clock may be put forward within a minute: that one is not known. */
static bool learn(struct iso_minute *known, const char *s, const char *zone, size_t n_zone, const struct log_clock *clock)
{
    struct iso_minute m = {.n_zone = n_zone, .by = clock->zone, .offset = clock->offset};
    int64_t last;
    memcpy(m.text, s, ISO_MINUTE);
    memcpy(m.zone, zone, n_zone);
    if (!read_second(&m, "00", clock, &m.start) || !read_second(&m, "59", clock, &last) || last - m.start != 59 * TIME_SECOND)
        return false;
    *known = m;
    return m.start != 0;
}

bool iso_minute_read(struct iso_minute *known, const char *s, size_t n, const struct log_clock *clock, int64_t *at)
{
    int64_t micro;
    if (n < SECONDS_END || s[ISO_MINUTE - 1] != ':' || !is_digit(s[17]) || s[17] > '5' || !is_digit(s[18]))
        return false;
    size_t zone = take_fraction(s, n, &micro), n_zone = n - zone;
    if (n_zone > ISO_ZONE || (n_zone && (is_digit(s[zone]) || s[zone] == '.' || s[zone] == ',')))
        return false;
    if (!is_known(known, s, s + zone, n_zone, clock) && !learn(known, s, s + zone, n_zone, clock))
        return false;
    *at = known->start + ((s[17] - '0') * 10 + s[18] - '0') * TIME_SECOND + micro;
    return true;
}
