/* stamp_take: the pieces of times: numbers, months, fractions, zones. */
#include <string.h>
#include <strings.h>

#include "logs/stamp_own.h"

static const char *const months[] = {"january", "february", "march",     "april",   "may",      "june",
                                     "july",    "august",   "september", "october", "november", "december"};

/* The names that logs use, and that mean one zone to nearly everybody. IST, BST and CST do not. */
static const struct {
    const char *name;
    int minutes;
} zones[] = {
    {"UTC", 0},     {"GMT", 0},     {"Z", 0},      {"WET", 0},    {"WEST", 60},   {"CET", 60},    {"CEST", 120}, {"MEZ", 60},
    {"MESZ", 120},  {"EET", 120},   {"EEST", 180}, {"MSK", 180},  {"EST", -300},  {"EDT", -240},  {"CDT", -300}, {"MST", -420},
    {"MDT", -360},  {"PST", -480},  {"PDT", -420}, {"AKST", -540}, {"AKDT", -480}, {"HST", -600}, {"JST", 540},  {"KST", 540},
    {"AEST", 600},  {"AEDT", 660},  {"NZST", 720}, {"NZDT", 780}, {"SAST", 120},  {"BRT", -180},
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static void move(struct stamp_text *t, size_t n)
{
    t->s += n;
    t->n -= n;
}

bool stamp_take_number(struct stamp_text *t, size_t least, size_t most, int *value)
{
    size_t i = 0;
    int sum = 0;
    for (; i < most && i < t->n && is_digit(t->s[i]); i++)
        sum = sum * 10 + (t->s[i] - '0');
    if (i < least)
        return false;
    *value = sum;
    move(t, i);
    return true;
}

/* As journalctl writes them in French and German, where they are others than in English. */
static bool take_month_abroad(struct stamp_text *t, int *month)
{
    static const struct {
        const char *name;
        int month;
    } abroad[] = {{"janv", 1}, {"f\303\251vr", 2}, {"mars", 3},   {"m\303\244r", 3}, {"avril", 4}, {"mai", 5},           {"juin", 6},
                  {"juil", 7}, {"ao\303\273t", 8}, {"sept", 9}, {"okt", 10},        {"dez", 12},  {"d\303\251c", 12}};
    for (size_t i = 0; i < sizeof abroad / sizeof *abroad; i++) {
        size_t n = strlen(abroad[i].name);
        if (t->n <= n || strncasecmp(t->s, abroad[i].name, n) != 0 || is_letter(t->s[n]))
            continue;
        move(t, n + (t->s[n] == '.'));
        *month = abroad[i].month;
        return true;
    }
    return false;
}

bool stamp_take_month(struct stamp_text *t, int *month)
{
    size_t n = 0;
    while (n < t->n && is_letter(t->s[n]))
        n++;
    for (int i = 0; n >= 3 && i < 12; i++) {
        size_t whole = strlen(months[i]);
        if (strncasecmp(t->s, months[i], 3) != 0)
            continue;
        if (n == whole && strncasecmp(t->s, months[i], n) == 0)
            move(t, n);
        else if (n > 3 && take_month_abroad(t, month))
            return true;
        else
            move(t, 3);
        *month = i + 1;
        return true;
    }
    return take_month_abroad(t, month);
}

void stamp_take_fraction(struct stamp_text *t, int *micro)
{
    int scale = 100000, sum = 0;
    size_t i = 1;
    if (t->n < 2 || (t->s[0] != '.' && t->s[0] != ',') || !is_digit(t->s[1]))
        return;
    for (; i < t->n && is_digit(t->s[i]); i++, scale /= 10)
        sum += (t->s[i] - '0') * scale;
    *micro = sum;
    move(t, i);
}

static bool take_offset(struct stamp_text *t, int sign, struct stamp_read *r)
{
    int hours, minutes = 0;
    struct stamp_text rest = *t;
    if (!stamp_take_number(&rest, 2, 2, &hours))
        return false;
    if (rest.n && rest.s[0] == ':')
        move(&rest, 1);
    if (!stamp_take_number(&rest, 2, 2, &minutes) && (rest.s != t->s + 2))
        return false; /* a colon with no minutes behind it */
    if ((rest.n && is_digit(rest.s[0])) || hours > 15 || minutes > 59)
        return false;
    r->offset_s = sign * (hours * 3600 + minutes * 60);
    r->has_zone = true;
    *t = rest;
    return true;
}

bool stamp_take_zone(struct stamp_text *t, struct stamp_read *r)
{
    if (!t->n)
        return false;
    if (t->s[0] == '+' || t->s[0] == '-') {
        struct stamp_text rest = {t->s + 1, t->n - 1};
        if (!take_offset(&rest, t->s[0] == '-' ? -1 : 1, r))
            return false;
        *t = rest;
        return true;
    }
    if ((t->s[0] != 'Z' && t->s[0] != 'z') || (t->n > 1 && (is_letter(t->s[1]) || is_digit(t->s[1]))))
        return stamp_take_zone_name(t, r);
    r->has_zone = true;
    r->offset_s = 0;
    move(t, 1);
    return true;
}

bool stamp_take_zone_name(struct stamp_text *t, struct stamp_read *r)
{
    size_t n = 0;
    while (n < t->n && t->s[n] >= 'A' && t->s[n] <= 'Z')
        n++;
    if (n < t->n && (is_letter(t->s[n]) || is_digit(t->s[n]) || t->s[n] == '_'))
        return false;
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
        if (strlen(zones[i].name) == n && memcmp(zones[i].name, t->s, n) == 0) {
            r->has_zone = true;
            r->offset_s = zones[i].minutes * 60;
            move(t, n);
            return true;
        }
    return false;
}
