/* measure: medians and rows. */
#include "measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/vec.h"

static double read_clock(clockid_t which)
{
    struct timespec t;
    clock_gettime(which, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

double now_ms(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

double cpu_ms(void)
{
    return read_clock(CLOCK_PROCESS_CPUTIME_ID);
}

void samples_add(struct samples *s, double v)
{
    *vec_push(s) = v;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double samples_share(struct samples *s, double q)
{
    if (!s->n)
        return 0;
    qsort(s->v, s->n, sizeof *s->v, by_size);
    return s->v[(size_t)((double)(s->n - 1) * q)];
}

double samples_median(struct samples *s)
{
    return samples_share(s, 0.5);
}

double samples_sum(const struct samples *s)
{
    double sum = 0;
    for (size_t i = 0; i < s->n; i++)
        sum += s->v[i];
    return sum;
}

void samples_release(struct samples *s)
{
    vec_release(s);
}

/* ---- rows ---- */

static void print_value(char out[24], double v, const char *unit)
{
    snprintf(out, 24, v == (double)(long)v ? "%.0f %s" : v < 10 ? "%.3f %s" : "%.1f %s", v, unit);
}

static void print_row(const char *figure, const char *value, const char *anchor, const char *ratio, const char *target)
{
    printf("%-46s %14s  %-36s %6s  %s\n", figure, value, anchor, ratio, target);
    fflush(stdout);
}

static void print_target(char out[40], double most, const char *sign, int is_met)
{
    snprintf(out, 40, "<= %g%s %s", most, sign, is_met ? "met" : "MISSED");
}

void row_ratio(const char *figure, const char *unit, double value, const char *anchor, double against, double most)
{
    char text[24], other[24], beside[80], ratio[24], target[40];
    double times = against > 0 ? value / against : 0;
    print_value(text, value, unit);
    print_value(other, against, unit);
    snprintf(beside, sizeof beside, "%s %s", other, anchor);
    snprintf(ratio, sizeof ratio, "%.2fx", times);
    print_target(target, most, "x", times <= most);
    print_row(figure, text, beside, ratio, target);
}

void row_limit(const char *figure, const char *unit, double value, double most)
{
    char text[24], target[40];
    print_value(text, value, unit);
    print_target(target, most, "", value <= most);
    print_row(figure, text, "", "", target);
}

void row_note(const char *figure, const char *unit, double value, const char *remark)
{
    char text[24];
    print_value(text, value, unit);
    print_row(figure, text, remark, "", "");
}
