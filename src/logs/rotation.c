/* rotation: dates and numbers at the end of a log's name. */
#include "logs/rotation.h"

#include <stdio.h>
#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_joint(char c)
{
    return c == '-' || c == '.' || c == '_';
}

static int two(const char *s)
{
    return (s[0] - '0') * 10 + s[1] - '0';
}

/* YYYYMM, and as much of DDHHMMSSfff as there is; or seconds since 1970. */
static bool are_a_date(const char *d, size_t n)
{
    if (n == 10 && d[0] == '1')
        return d[1] >= '4' && d[1] <= '9'; /* 2014 to 2033 */
    if (n < 6 || n == 7 || n == 9 || n == 11 || n == 13 || (strncmp(d, "19", 2) != 0 && strncmp(d, "20", 2) != 0))
        return false;
    return two(d + 4) >= 1 && two(d + 4) <= 12 && (n < 8 || (two(d + 6) >= 1 && two(d + 6) <= 31)) && (n < 10 || two(d + 8) < 24);
}

/* The whole of s is a date in one of the ways that rotating programs write it. */
static bool parse_date(const char *s, size_t n, char date[18])
{
    size_t digits = 0;
    if (n < 6 || !is_digit(s[0]) || !is_digit(s[1]) || !is_digit(s[2]) || !is_digit(s[3]) || !is_digit(s[n - 1]))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (is_digit(s[i]) && digits < 17)
            date[digits++] = s[i];
        else if (is_digit(s[i]) || !(is_joint(s[i]) || s[i] == 'T' || s[i] == ':'))
            return false;
    }
    date[digits] = '\0';
    return are_a_date(date, digits);
}

/* Takes a date with the joint before it off the end of the name. */
static bool cut_date(char *name, struct rotation *r)
{
    size_t n = strlen(name);
    for (size_t i = 1; i < n; i++)
        if (is_joint(name[i]) && parse_date(name + i + 1, n - i - 1, r->date)) {
            name[i] = '\0';
            return true;
        }
    r->date[0] = '\0';
    return false;
}

/* The same with a number of up to four digits. */
static bool cut_number(char *name, struct rotation *r)
{
    size_t n = strlen(name), start = n;
    unsigned number = 0;
    while (start > 0 && is_digit(name[start - 1]))
        start--;
    if (start == n || n - start > 4 || start < 2 || name[start - 1] != '.' || sscanf(name + start, "%u", &number) != 1)
        return false;
    name[start - 1] = '\0';
    r->number = number + 1; /* some begin with 0 */
    return true;
}

static bool cut_ending(char *name, const char *const *endings)
{
    size_t n = strlen(name);
    for (; *endings; endings++) {
        size_t m = strlen(*endings);
        if (n > m && strcmp(name + n - m, *endings) == 0) {
            name[n - m] = '\0';
            return true;
        }
    }
    return false;
}

static bool cut_all(char *name, struct rotation *r)
{
    if (cut_date(name, r))
        return true;
    bool is_numbered = cut_number(name, r);
    return cut_date(name, r) || is_numbered;
}

/* app.2026-11-19.log: what stands between a name and its ending. */
static bool cut_inside(struct rotation *r)
{
    char *dot = strrchr(r->base, '.'), ending[sizeof r->base];
    if (!dot || dot == r->base || dot[1] == '\0' || is_digit(dot[1]))
        return false;
    snprintf(ending, sizeof ending, "%s", dot);
    *dot = '\0';
    bool is_cut = cut_all(r->base, r);
    r->is_inside = is_cut && !r->date[0];
    memcpy(r->base + strlen(r->base), ending, strlen(ending) + 1); /* it stood there before */
    return is_cut;
}

void rotation_of(const char *name, struct rotation *out)
{
    static const char *const packed[] = {".gz", ".zst", ".xz", ".bz2", ".lz4", ".Z", NULL};
    static const char *const old[] = {".old", NULL};
    *out = (struct rotation){0};
    snprintf(out->base, sizeof out->base, "%s", name);
    if (strlen(name) >= sizeof out->base)
        return;
    cut_ending(out->base, packed);
    bool is_old = cut_ending(out->base, old);
    out->is_rotated = cut_all(out->base, out) || cut_inside(out) || is_old;
    if (is_old && out->number == 0)
        out->number = 1;
    if (!out->is_rotated) /* access.log.gz beside access.log is a copy of it */
        snprintf(out->base, sizeof out->base, "%s", name);
}

static int compare_numbers(unsigned a, unsigned b)
{
    return a < b ? -1 : a > b;
}

int rotation_compare(const struct rotation *a, const struct rotation *b)
{
    if (a->is_rotated != b->is_rotated)
        return a->is_rotated ? -1 : 1;
    if ((a->date[0] != '\0') != (b->date[0] != '\0'))
        return a->date[0] ? -1 : 1;
    int by_date = strcmp(a->date, b->date);
    return by_date ? by_date : a->date[0] ? compare_numbers(a->number, b->number) : compare_numbers(b->number, a->number);
}
