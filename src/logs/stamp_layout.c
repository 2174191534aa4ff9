/* stamp_layout: a time read by its layout, one row a conversion. */
#include <string.h>

#include "logs/stamp_own.h"

typedef bool (*take_part)(struct stamp_text *t, struct stamp_read *r);

static bool take_year(struct stamp_text *t, struct stamp_read *r)
{
    return r->has_year = stamp_take_number(t, 4, 4, &r->p.year);
}

static bool take_short_year(struct stamp_text *t, struct stamp_read *r)
{
    if (!stamp_take_number(t, 2, 2, &r->p.year))
        return false;
    r->p.year += r->p.year < 70 ? 2000 : 1900;
    return r->has_year = true;
}

static bool take_month(struct stamp_text *t, struct stamp_read *r)
{
    return stamp_take_number(t, 1, 2, &r->p.month);
}

static bool take_month_name(struct stamp_text *t, struct stamp_read *r)
{
    return stamp_take_month(t, &r->p.month);
}

static bool take_day(struct stamp_text *t, struct stamp_read *r)
{
    while (t->n && t->s[0] == ' ')
        t->s++, t->n--;
    return r->has_day = stamp_take_number(t, 1, 2, &r->p.day);
}

static bool take_yday(struct stamp_text *t, struct stamp_read *r)
{
    return stamp_take_number(t, 3, 3, &r->yday) && r->yday > 0;
}

static bool take_hour(struct stamp_text *t, struct stamp_read *r)
{
    return stamp_take_number(t, 1, 2, &r->p.hour);
}

static bool take_minute(struct stamp_text *t, struct stamp_read *r)
{
    return stamp_take_number(t, 2, 2, &r->p.minute);
}

static bool take_second(struct stamp_text *t, struct stamp_read *r)
{
    return stamp_take_number(t, 2, 2, &r->p.second);
}

static bool take_fraction(struct stamp_text *t, struct stamp_read *r)
{
    stamp_take_fraction(t, &r->p.micro);
    return true;
}

static size_t word_length(const struct stamp_text *t)
{
    size_t n = 0;
    while (n < t->n && ((t->s[n] | 0x20) >= 'a' && (t->s[n] | 0x20) <= 'z'))
        n++;
    return n;
}

static bool take_word(struct stamp_text *t, struct stamp_read *r)
{
    size_t n = word_length(t);
    (void)r;
    t->s += n;
    t->n -= n;
    return n > 0;
}

static bool take_any_zone(struct stamp_text *t, struct stamp_read *r)
{
    return stamp_take_zone_name(t, r) || take_word(t, r);
}

static bool take_half(struct stamp_text *t, struct stamp_read *r)
{
    if (t->n < 2 || (t->s[1] | 0x20) != 'm')
        return false;
    r->half = (t->s[0] | 0x20) == 'a' ? 1 : (t->s[0] | 0x20) == 'p' ? 2 : 0;
    t->s += 2;
    t->n -= 2;
    return r->half != 0;
}

/* Seconds have at most 11 digits until the year 5138, milliseconds 12 to 14, and so on. */
static int64_t unit_of(size_t digits)
{
    return digits <= 11 ? 1000000000 : digits <= 14 ? 1000000 : digits <= 17 ? 1000 : 1;
}

static bool take_epoch(struct stamp_text *t, struct stamp_read *r)
{
    int64_t whole = 0, rest = 0;
    size_t digits = 0;
    for (; digits < t->n && t->s[digits] >= '0' && t->s[digits] <= '9'; digits++) {
        if (digits == 19)
            return false;
        int digit = t->s[digits] - '0';
        if (whole > (INT64_MAX - digit) / 10)
            return false;
        whole = whole * 10 + digit;
    }
    if (!digits)
        return false;
    t->s += digits;
    t->n -= digits;
    int micro = 0;
    stamp_take_fraction(t, &micro);
    int64_t unit = unit_of(digits); /* ns in one */
    rest = unit == 1000000000 ? micro : unit == 1000000 ? micro / 1000 : 0;
    r->epoch = (unit >= 1000 ? whole * (unit / 1000) : whole / 1000) + rest;
    return r->has_epoch = true;
}

/* TAI64N, "@4" and 23 hexadecimal digits (D. J. Bernstein, "TAI64, TAI64N, and TAI64NA"). TAI is ahead of UTC by 10 s and the
 * leap seconds: most writers leave those out. */
static bool take_tai(struct stamp_text *t, struct stamp_read *r)
{
    uint64_t value[2] = {0, 0};
    if (t->n < 25 || t->s[0] != '@')
        return false;
    for (size_t i = 1; i < 25; i++) {
        char c = t->s[i];
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (digit < 0)
            return false;
        value[i > 16] = value[i > 16] << 4 | (uint64_t)digit;
    }
    if (value[0] < (UINT64_C(1) << 62) + 10 || value[0] - (UINT64_C(1) << 62) > UINT64_C(100000000000))
        return false;
    r->epoch = (int64_t)(value[0] - (UINT64_C(1) << 62) - 10) * TIME_SECOND + (int64_t)(value[1] / 1000);
    t->s += 25;
    t->n -= 25;
    return r->has_epoch = true;
}

static const struct {
    char letter;
    take_part take;
} parts[] = {
    {'Y', take_year},   {'y', take_short_year}, {'m', take_month},  {'b', take_month_name}, {'d', take_day},
    {'e', take_day},    {'j', take_yday},       {'H', take_hour},   {'I', take_hour},       {'M', take_minute},
    {'S', take_second}, {'f', take_fraction},   {'z', stamp_take_zone}, {'Z', take_any_zone}, {'p', take_half},
    {'s', take_epoch},  {'a', take_word},       {'N', take_tai},
};

static take_part find_part(char letter)
{
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].letter == letter)
            return parts[i].take;
    return NULL;
}

static bool take_blanks(struct stamp_text *t)
{
    size_t n = 0;
    while (n < t->n && (t->s[n] == ' ' || t->s[n] == '\t'))
        n++;
    t->s += n;
    t->n -= n;
    return n > 0;
}

static bool take_literal(struct stamp_text *t, char c)
{
    if (c == ' ')
        return take_blanks(t);
    if (!t->n || t->s[0] != c)
        return false;
    t->s++;
    t->n--;
    return true;
}

bool stamp_is_layout(const char *layout)
{
    if (!*layout)
        return false;
    for (const char *l = layout; *l; l++)
        if (*l == '%' && *++l != '%' && (!*l || !find_part(*l)))
            return false;
    return true;
}

bool stamp_parse(const char *s, size_t n, const char *layout, const struct log_clock *clock, int64_t *at, size_t *used)
{
    struct stamp_text t = {s, n};
    struct stamp_read r = {0};
    if (strcmp(layout, "iso") == 0)
        return stamp_iso(s, n, clock, at, used);
    if (strcmp(layout, "clf") == 0)
        return stamp_clf(s, n, clock, at, used);
    for (const char *l = layout; *l; l++) {
        take_part take = *l == '%' ? find_part(*++l) : NULL;
        if (!*l || !(take ? take(&t, &r) : take_literal(&t, *l)))
            return false;
    }
    if (!stamp_resolve(&r, clock, at))
        return false;
    *used = n - t.n;
    return true;
}
