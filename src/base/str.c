/* str: text that grows, and the few questions one asks of text. */
#include "base/str.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

static void reserve(struct str *t, size_t more)
{
    if (t->n + more + 1 <= t->cap)
        return;
    size_t cap = t->cap ? t->cap : 64;
    while (cap < t->n + more + 1)
        cap *= 2;
    t->s = mem_grow(t->s, cap, 1);
    t->cap = cap;
}

void str_add_n(struct str *t, const char *s, size_t n)
{
    reserve(t, n);
    if (n)
        memcpy(t->s + t->n, s, n);
    t->n += n;
    t->s[t->n] = '\0';
}

void str_add(struct str *t, const char *s)
{
    str_add_n(t, s, strlen(s));
}

void str_add_char(struct str *t, char c)
{
    str_add_n(t, &c, 1);
}

void str_add_repeat(struct str *t, char c, size_t times)
{
    reserve(t, times);
    memset(t->s + t->n, c, times);
    t->n += times;
    t->s[t->n] = '\0';
}

void str_addv(struct str *t, const char *fmt, va_list ap)
{
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    if (n < 0)
        return;
    reserve(t, (size_t)n);
    vsnprintf(t->s + t->n, (size_t)n + 1, fmt, ap);
    t->n += (size_t)n;
}

void str_addf(struct str *t, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    str_addv(t, fmt, ap);
    va_end(ap);
}

void str_cut(struct str *t, size_t n)
{
    if (t->n <= n)
        return;
    t->n = n;
    t->s[n] = '\0';
}

void str_clear(struct str *t)
{
    str_cut(t, 0);
}

const char *str_get(const struct str *t)
{
    return t->s ? t->s : "";
}

char *str_take(struct str *t)
{
    char *s = t->s ? t->s : mem_strdup("");
    *t = (struct str){0};
    return s;
}

void str_release(struct str *t)
{
    mem_free(t->s);
    *t = (struct str){0};
}

bool str_eq(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

bool str_starts(const char *s, const char *prefix)
{
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool str_ends(const char *s, const char *suffix)
{
    size_t n = strlen(s), m = strlen(suffix);
    return n >= m && memcmp(s + n - m, suffix, m) == 0;
}

bool str_blank(const char *s)
{
    return !s || s[strspn(s, " \t\r\n")] == '\0';
}

enum { NAME_MAX_BYTES = 64 };

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

unsigned str_distance(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    unsigned d[3][NAME_MAX_BYTES];
    if (n >= NAME_MAX_BYTES || m >= NAME_MAX_BYTES)
        return NAME_MAX_BYTES;
    for (size_t j = 0; j <= m; j++)
        d[0][j] = (unsigned)j;
    for (size_t i = 1; i <= n; i++) {
        unsigned *row = d[i % 3], *up = d[(i - 1) % 3], *upup = d[(i + 1) % 3];
        row[0] = (unsigned)i;
        for (size_t j = 1; j <= m; j++) {
            row[j] = least(least(row[j - 1], up[j]) + 1, up[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], upup[j - 2] + 1);
        }
    }
    return d[n % 3][m];
}
