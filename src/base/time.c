/* time: calendar arithmetic without a clock. */
#include "base/time.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"

int32_t time_zone_offset(const struct time_zone *z, int64_t at)
{
    int32_t offset = 0;
    if (!z || !z->n)
        return 0;
    offset = z->shift[0].offset_s;
    for (size_t i = 0; i < z->n && z->shift[i].from <= at; i++)
        offset = z->shift[i].offset_s;
    return offset;
}

static int64_t floor_div(int64_t a, int64_t b)
{
    int64_t q = a / b;
    return a % b < 0 ? q - 1 : q;
}

/* Days since 1970-01-01 of a civil date and back: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
static int64_t days_of(int year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = floor_div(y, 400), yoe = y - era * 400;
    int64_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static void date_of(int64_t days, struct time_parts *p)
{
    int64_t z = days + 719468, era = floor_div(z, 146097), doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    p->day = (int)(doy - (153 * mp + 2) / 5 + 1);
    p->month = (int)(mp < 10 ? mp + 3 : mp - 9);
    p->year = (int)(yoe + era * 400 + (p->month <= 2));
}

struct time_parts time_split(int64_t at, int32_t offset_s)
{
    struct time_parts p = {.micro = (int)(at % TIME_SECOND)};
    int64_t local = at / TIME_SECOND + offset_s; /* in seconds: nothing overflows, whatever a file says */
    if (p.micro < 0) {
        p.micro += (int)TIME_SECOND;
        local--;
    }
    int64_t days = floor_div(local, 86400), rest = local - days * 86400;
    date_of(days, &p);
    p.hour = (int)(rest / 3600);
    p.minute = (int)(rest / 60 % 60);
    p.second = (int)(rest % 60);
    return p;
}

int64_t time_join(const struct time_parts *p, int32_t offset_s)
{
    int64_t seconds = days_of(p->year, p->month, p->day) * 86400 + p->hour * 3600 + p->minute * 60 + p->second;
    return (seconds - offset_s) * TIME_SECOND + p->micro;
}

void time_format_utc(int64_t at, char out[TIME_TEXT])
{
    struct time_parts p = time_split(at, 0);
    int n = snprintf(out, TIME_TEXT, "%04d-%02d-%02dT%02d:%02d:%02d", p.year, p.month, p.day, p.hour, p.minute, p.second);
    if (p.micro)
        snprintf(out + n, (size_t)(TIME_TEXT - n), ".%06dZ", p.micro);
    else
        snprintf(out + n, (size_t)(TIME_TEXT - n), "Z");
}

static const char *month_name(int month)
{
    static const char *const name[] = {N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
                                       N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")};
    return _(name[month - 1]);
}

/* The date in front when the local day is not today's. */
static int format_day(const struct time_parts *p, int64_t now, const struct time_zone *z, char out[TIME_TEXT])
{
    struct time_parts today = time_split(now, time_zone_offset(z, now));
    if (p->day == today.day && p->month == today.month && p->year == today.year)
        return 0;
    if (p->year != today.year)
        return snprintf(out, TIME_TEXT, "%d %s %d ", p->day, month_name(p->month), p->year);
    return snprintf(out, TIME_TEXT, "%d %s ", p->day, month_name(p->month));
}

void time_format_clock(int64_t at, int64_t now, const struct time_zone *z, char out[TIME_TEXT])
{
    struct time_parts p = time_split(at, time_zone_offset(z, at));
    int n = format_day(&p, now, z, out);
    if (n >= 0 && n < TIME_TEXT)
        snprintf(out + n, (size_t)(TIME_TEXT - n), "%02d:%02d:%02d", p.hour, p.minute, p.second);
}

void time_format_minute(int64_t at, int64_t now, const struct time_zone *z, char out[TIME_TEXT])
{
    struct time_parts p = time_split(at, time_zone_offset(z, at));
    int n = format_day(&p, now, z, out);
    if (n >= 0 && n < TIME_TEXT)
        snprintf(out + n, (size_t)(TIME_TEXT - n), "%02d:%02d", p.hour, p.minute);
}

void time_format_zone(int64_t at, const struct time_zone *z, char out[TIME_TEXT])
{
    int32_t offset = time_zone_offset(z, at), size = offset < 0 ? -offset : offset;
    if (!offset)
        snprintf(out, TIME_TEXT, "UTC");
    else if (size % 3600)
        snprintf(out, TIME_TEXT, "UTC%c%d:%02d", offset < 0 ? '-' : '+', size / 3600, size / 60 % 60);
    else
        snprintf(out, TIME_TEXT, "UTC%c%d", offset < 0 ? '-' : '+', size / 3600);
}

/* The two largest units of a length; `said` in the reader's language. */
#define IN(text) (said ? _(text) : (text))
static void format_length(int64_t length, bool said, char out[TIME_TEXT])
{
    long long us = length == INT64_MIN ? INT64_MAX : length < 0 ? -length : length, s = us / TIME_SECOND;
    if (us && us < TIME_SECOND)
        snprintf(out, TIME_TEXT, IN(N_("%lld ms")), us / 1000);
    else if (s < 60)
        snprintf(out, TIME_TEXT, IN(N_("%lld s")), s);
    else if (s < 3600 && s % 60)
        snprintf(out, TIME_TEXT, IN(N_("%lld min %lld s")), s / 60, s % 60);
    else if (s < 3600)
        snprintf(out, TIME_TEXT, IN(N_("%lld min")), s / 60);
    else if (s < 86400 && s / 60 % 60)
        snprintf(out, TIME_TEXT, IN(N_("%lld h %lld min")), s / 3600, s / 60 % 60);
    else if (s < 86400)
        snprintf(out, TIME_TEXT, IN(N_("%lld h")), s / 3600);
    else if (s / 3600 % 24)
        snprintf(out, TIME_TEXT, IN(N_("%lld d %lld h")), s / 86400, s / 3600 % 24);
    else
        snprintf(out, TIME_TEXT, IN(N_("%lld d")), s / 86400);
}
#undef IN

void time_format_length(int64_t length, char out[TIME_TEXT])
{
    format_length(length, true, out);
}

void time_format_length_plain(int64_t length, char out[TIME_TEXT])
{
    format_length(length, false, out);
}

static const struct unit {
    const char *name;
    int64_t us;
} units[] = {{"d", TIME_DAY}, {"h", TIME_HOUR}, {"m", TIME_MINUTE}, {"s", TIME_SECOND}, {"ms", 1000}, {"us", 1}};
enum { N_UNITS = sizeof units / sizeof *units };

void time_format_duration(int64_t length, char out[TIME_TEXT])
{
    int n = 0;
    int64_t left = length < 0 ? 0 : length;
    out[0] = '\0';
    for (size_t i = 0; i < N_UNITS && n < TIME_TEXT - 24; i++) {
        if (left / units[i].us)
            n += snprintf(out + n, (size_t)(TIME_TEXT - n), "%lld%s", (long long)(left / units[i].us), units[i].name);
        left %= units[i].us;
    }
    if (!n)
        snprintf(out, TIME_TEXT, "0s");
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Exactly `digits` digits at *s into *value; advances. */
static bool take_number(const char **s, int digits, int *value)
{
    *value = 0;
    for (int i = 0; i < digits; i++, (*s)++) {
        if (!is_digit(**s))
            return false;
        *value = *value * 10 + (**s - '0');
    }
    return true;
}

static bool take_char(const char **s, char c)
{
    return **s == c ? (*s)++, true : false;
}

static bool is_date(const struct time_parts *p)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (p->year % 4 == 0 && p->year % 100 != 0) || p->year % 400 == 0;
    if (p->month < 1 || p->month > 12 || p->day < 1)
        return false;
    return p->day <= days[p->month - 1] + (p->month == 2 && leap);
}

static bool take_date(const char **s, struct time_parts *p)
{
    return take_number(s, 4, &p->year) && take_char(s, '-') && take_number(s, 2, &p->month) && take_char(s, '-') &&
           take_number(s, 2, &p->day) && is_date(p);
}

/* HH:MM, and :SS when it follows (or must). */
static bool take_clock(const char **s, struct time_parts *p, bool seconds_required)
{
    if (!take_number(s, 2, &p->hour) || !take_char(s, ':') || !take_number(s, 2, &p->minute))
        return false;
    if ((seconds_required || **s == ':') && !(take_char(s, ':') && take_number(s, 2, &p->second)))
        return false;
    return p->hour < 24 && p->minute < 60 && p->second < 61;
}

static bool take_fraction(const char **s, int *micro)
{
    if (!take_char(s, '.'))
        return true;
    int scale = 100000, digits = 0;
    for (; is_digit(**s); (*s)++, digits++, scale /= 10)
        *micro += (**s - '0') * scale;
    return digits > 0;
}

static bool take_offset(const char **s, int32_t *offset_s)
{
    int hours, minutes;
    if (take_char(s, 'Z') || take_char(s, 'z'))
        return *offset_s = 0, true;
    int sign = **s == '-' ? -1 : 1;
    if (**s != '+' && **s != '-')
        return false;
    (*s)++;
    if (!take_number(s, 2, &hours) || !take_char(s, ':') || !take_number(s, 2, &minutes) || hours > 23 || minutes > 59)
        return false;
    *offset_s = sign * (hours * 3600 + minutes * 60);
    return true;
}

bool time_parse(const char *s, int64_t *at)
{
    struct time_parts p = {0};
    int32_t offset;
    if (!take_date(&s, &p) || !(take_char(&s, 'T') || take_char(&s, 't') || take_char(&s, ' ')))
        return false;
    if (!take_clock(&s, &p, true) || !take_fraction(&s, &p.micro) || !take_offset(&s, &offset) || *s)
        return false;
    *at = time_join(&p, offset);
    return true;
}

static const struct unit *take_unit(const char **s)
{
    const struct unit *best = NULL;
    for (size_t i = 0; i < N_UNITS; i++)
        if (strncmp(*s, units[i].name, strlen(units[i].name)) == 0 && (!best || strlen(units[i].name) > strlen(best->name)))
            best = &units[i];
    if (best)
        *s += strlen(best->name);
    return best;
}

bool time_parse_duration(const char *s, int64_t *length)
{
    const int64_t most = 36525 * TIME_DAY;
    int64_t sum = 0;
    if (!*s)
        return false;
    while (*s) {
        int64_t count = 0;
        if (!is_digit(*s))
            return false;
        for (; is_digit(*s); s++)
            if ((count = count * 10 + (*s - '0')) > most)
                return false;
        const struct unit *unit = take_unit(&s);
        if (!unit || count > (most - sum) / unit->us)
            return false;
        sum += count * unit->us;
    }
    *length = sum;
    return true;
}

/* `way` is -1 for what was, 1 for what is to come. */
static bool parse_local(const char *s, int64_t now, const struct time_zone *z, int way, int64_t *at)
{
    int32_t offset = time_zone_offset(z, now);
    struct time_parts p = time_split(now, offset);
    const char *t = s;
    bool dated = take_date(&t, &p) && (take_char(&t, ' ') || take_char(&t, 'T'));
    if (!dated)
        p = time_split(now, offset), t = s;
    p.second = p.micro = 0;
    if (!take_clock(&t, &p, false) || *t)
        return false;
    int64_t guess = time_join(&p, offset);
    *at = time_join(&p, time_zone_offset(z, guess));
    if (!dated && (way < 0 ? *at > now : *at < now))
        *at += way * TIME_DAY;
    return true;
}

static bool parse_said(const char *s, int64_t now, const struct time_zone *z, int way, int64_t *at)
{
    int64_t length;
    if (time_parse(s, at) || parse_local(s, now, z, way, at))
        return true;
    if (!time_parse_duration(s, &length))
        return false;
    *at = now + way * length;
    return true;
}

bool time_parse_spoken(const char *s, int64_t now, const struct time_zone *z, int64_t *at)
{
    return parse_said(s, now, z, -1, at);
}

bool time_parse_ahead(const char *s, int64_t now, const struct time_zone *z, int64_t *at)
{
    return parse_said(s, now, z, 1, at) || time_parse_day(s, now, z, at);
}
