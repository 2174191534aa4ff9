/* stamp_iso: the two layouts that most lines have, read by hand. */
#include <string.h>

#include "logs/stamp_own.h"

static bool take(struct stamp_text *t, char c)
{
    if (!t->n || t->s[0] != c)
        return false;
    t->s++;
    t->n--;
    return true;
}

static bool take_one_of(struct stamp_text *t, const char *set)
{
    return t->n && t->s[0] && strchr(set, t->s[0]) && take(t, t->s[0]);
}

static bool take_date(struct stamp_text *t, struct stamp_read *r)
{
    if (!stamp_take_number(t, 4, 4, &r->p.year) || !t->n)
        return false;
    char between = t->s[0];
    bool is_spaced = between == '-' || between == '/' || between == '.';
    if ((is_spaced && !take(t, between)) || !stamp_take_number(t, 2, 2, &r->p.month))
        return false;
    if ((is_spaced && !take(t, between)) || !stamp_take_number(t, 2, 2, &r->p.day))
        return false;
    r->has_year = r->has_day = true;
    return true;
}

static bool take_clock(struct stamp_text *t, struct stamp_read *r)
{
    if (!stamp_take_number(t, 2, 2, &r->p.hour))
        return false;
    bool is_spaced = take(t, ':');
    if (!stamp_take_number(t, 2, 2, &r->p.minute) || (is_spaced && !take(t, ':')))
        return false;
    if (!stamp_take_number(t, 2, 2, &r->p.second) || (t->n && t->s[0] >= '0' && t->s[0] <= '9'))
        return false;
    stamp_take_fraction(t, &r->p.micro);
    return true;
}

/* Behind a blank only what can be nothing else: "+0100", "+01:00", "UTC". "- message" and "-12 degrees" are left alone. */
static bool is_long_offset(const struct stamp_text *t)
{
    return t->n >= 5 && (t->s[3] == ':' || (t->s[3] >= '0' && t->s[3] <= '9'));
}

static void take_zone(struct stamp_text *t, struct stamp_read *r)
{
    struct stamp_text rest = *t;
    bool is_apart = take(&rest, ' '), is_signed = rest.n && (rest.s[0] == '+' || rest.s[0] == '-');
    if ((!is_apart || !is_signed || is_long_offset(&rest)) && stamp_take_zone(&rest, r))
        *t = rest;
}

static bool finish(struct stamp_read *r, const struct stamp_text *t, size_t n, const struct log_clock *clock, int64_t *at,
                   size_t *used)
{
    if (!stamp_resolve(r, clock, at))
        return false;
    *used = n - t->n;
    return true;
}

bool stamp_iso(const char *s, size_t n, const struct log_clock *clock, int64_t *at, size_t *used)
{
    struct stamp_text t = {s, n};
    struct stamp_read r = {0};
    if (!take_date(&t, &r) || !take_one_of(&t, "Tt _:.-") || !take_clock(&t, &r))
        return false;
    take_zone(&t, &r);
    return finish(&r, &t, n, clock, at, used);
}

bool stamp_clf(const char *s, size_t n, const struct log_clock *clock, int64_t *at, size_t *used)
{
    struct stamp_text t = {s, n};
    struct stamp_read r = {.has_year = true, .has_day = true};
    if (!stamp_take_number(&t, 2, 2, &r.p.day) || !take(&t, '/') || !stamp_take_month(&t, &r.p.month) || !take(&t, '/') ||
        !stamp_take_number(&t, 4, 4, &r.p.year) || !take(&t, ':'))
        return false;
    if (!stamp_take_number(&t, 2, 2, &r.p.hour) || !take(&t, ':') || !stamp_take_number(&t, 2, 2, &r.p.minute) ||
        !take(&t, ':') || !stamp_take_number(&t, 2, 2, &r.p.second))
        return false;
    stamp_take_fraction(&t, &r.p.micro);
    take_zone(&t, &r);
    return finish(&r, &t, n, clock, at, used);
}
