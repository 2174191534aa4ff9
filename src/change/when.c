/* when: one tolerant reader for the dates of all tools. */
#include "change/when.h"

#include <ctype.h>
#include <string.h>

enum { ROOM = 64 };

static bool digits(const char **s, int n, int *value)
{
    *value = 0;
    for (int i = 0; i < n; i++) {
        if (!isdigit((unsigned char)(*s)[i]))
            return false;
        *value = *value * 10 + ((*s)[i] - '0');
    }
    *s += n;
    return true;
}

static bool one_of(const char **s, const char *set)
{
    if (!**s || !strchr(set, **s))
        return false;
    ++*s;
    return true;
}

static int fraction(const char **s)
{
    int micro = 0;
    if (!((**s == '.' || **s == ',') && isdigit((unsigned char)(*s)[1])))
        return 0;
    ++*s;
    for (int scale = 100000; isdigit((unsigned char)**s); ++*s, scale /= 10)
        micro += (**s - '0') * scale;
    return micro;
}

/* Seconds have at most 11 digits until the year 5138. */
static bool since_epoch(const char **s, int64_t *at)
{
    size_t n = strspn(*s, "0123456789");
    int64_t value = 0;
    if (n < 9 || n > 19 || (n == 19 && **s > '8'))
        return false;
    for (size_t i = 0; i < n; i++)
        value = value * 10 + ((*s)[i] - '0');
    *s += n;
    if (n <= 11)
        *at = value * TIME_SECOND + fraction(s);
    else
        *at = n <= 14 ? value * 1000 : n <= 17 ? value : value / 1000;
    return true;
}

static bool is_date(const struct time_parts *p)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (p->year % 4 == 0 && p->year % 100 != 0) || p->year % 400 == 0;
    return p->month >= 1 && p->month <= 12 && p->day >= 1 && p->day <= days[p->month - 1] + (p->month == 2 && leap) &&
           p->hour < 24 && p->minute < 60 && p->second < 61;
}

static bool date_and_clock(const char **s, struct time_parts *p)
{
    if (!digits(s, 4, &p->year) || !one_of(s, "-/") || !digits(s, 2, &p->month) || !one_of(s, "-/") ||
        !digits(s, 2, &p->day))
        return false;
    if (!one_of(s, "Tt "))
        return false;
    *s += strspn(*s, " ");
    if (!digits(s, 2, &p->hour) || !one_of(s, ":") || !digits(s, 2, &p->minute))
        return false;
    if (one_of(s, ":") && !digits(s, 2, &p->second))
        return false;
    p->micro = fraction(s);
    return is_date(p);
}

static void skip_zone_name(const char **s)
{
    size_t letters = 0;
    if (**s != ' ')
        return;
    while (isupper((unsigned char)(*s)[1 + letters]))
        letters++;
    if (letters >= 3 && letters <= 5 && !isalnum((unsigned char)(*s)[1 + letters]))
        *s += 1 + letters;
}

/* False: there is none. */
static bool offset(const char **s, int32_t *offset_s)
{
    const char *t = *s + (**s == ' ');
    int hours, minutes = 0, sign = *t == '-' ? -1 : 1;
    *offset_s = 0;
    if (strncmp(t, "UTC", 3) == 0 || strncmp(t, "GMT", 3) == 0 || *t == 'Z' || *t == 'z') {
        *s = t + (*t == 'Z' || *t == 'z' ? 1 : 3);
        return true;
    }
    if (!one_of(&t, "+-") || !digits(&t, 2, &hours))
        return false;
    const char *u = t + (*t == ':');
    if (digits(&u, 2, &minutes))
        t = u;
    if (hours > 23 || minutes > 59)
        return false;
    *offset_s = sign * (hours * 3600 + minutes * 60);
    *s = t;
    skip_zone_name(s);
    return true;
}

bool when_parse(const char *bytes, size_t n, const struct time_zone *zone, int64_t *at, size_t *used)
{
    char text[ROOM];
    struct time_parts p = {0};
    int32_t offset_s;
    size_t length = n < ROOM - 1 ? n : ROOM - 1;
    memcpy(text, bytes, length);
    text[length] = '\0';
    const char *s = text;
    if (!since_epoch(&s, at)) {
        s = text;
        if (!date_and_clock(&s, &p))
            return false;
        bool is_told = offset(&s, &offset_s);
        int64_t guess = time_join(&p, is_told ? offset_s : time_zone_offset(zone, time_join(&p, 0)));
        *at = is_told ? guess : time_join(&p, time_zone_offset(zone, guess));
    }
    if (used)
        *used = (size_t)(s - text);
    return true;
}
