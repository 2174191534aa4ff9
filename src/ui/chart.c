/* chart: eighths of a line, and round times. */
#include "ui/chart.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "ui/words.h"

enum { EIGHTHS = 8, APART = 15 /* columns between two times */ };

/* Far enough from the ends of what a number holds to reckon with. */
static bool is_moment(int64_t at)
{
    return at > INT64_MIN / 4 && at < INT64_MAX / 4;
}

void chart_make(const struct log_series *series, int64_t from, int64_t to, int width, int height, struct chart *c)
{
    int columns = width < 1 ? 1 : width > CHART_MAX ? CHART_MAX : width;
    if (!is_moment(from) || !is_moment(to)) /* nothing has a time, or somebody else wrote the journal */
        from = to = 0;
    *c = (struct chart){.width = columns, .height = height, .from = from, .to = to > from ? to : from + 1};
    log_series_chart(series, c->from, c->to, c->column, (size_t)c->width);
    for (int i = 0; i < c->width; i++)
        c->top = c->column[i].errors > c->top ? c->column[i].errors : c->top;
}

/* One eighth is nothing, so that a single error is seen beside it. */
static int eighths(const struct chart *c, int column)
{
    uint64_t n = c->column[column].errors, most = (uint64_t)(EIGHTHS * c->height - 1);
    return n ? 1 + (int)((n * most + c->top - 1) / c->top) : 1;
}

void chart_line(const struct chart *c, int line, struct str *out)
{
    static const char *const bar[EIGHTHS + 1] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    int below = (c->height - 1 - line) * EIGHTHS;
    for (int i = 0; i < c->width; i++) {
        int n = eighths(c, i) - below;
        str_add(out, bar[n < 0 ? 0 : n > EIGHTHS ? EIGHTHS : n]);
    }
}

void chart_scale(const struct chart *c, struct str *out)
{
    double minutes = (double)(c->to - c->from) / (double)c->width / (double)TIME_MINUTE;
    double rate = minutes > 0 ? c->top / minutes : 0;
    struct str n = {0};
    if (!c->top)
        return;
    if (rate >= 0.5) {
        words_count((uint64_t)(rate + 0.5), &n);
        str_addf(out, _("%s/min"), str_get(&n));
    } else {
        words_count((uint64_t)(rate * 60 + 0.5), &n);
        str_addf(out, _("%s/h"), str_get(&n));
    }
    str_release(&n);
}

int chart_column(const struct chart *c, int64_t at)
{
    if (at == TIME_NONE || at < c->from || at >= c->to)
        return -1;
    return (int)((double)(at - c->from) / (double)(c->to - c->from) * c->width);
}

/* ---- times ------------------------------------------------------------------------------------------------------------- */

static int64_t tick_length(const struct chart *c)
{
    static const int seconds[] = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800};
    int64_t least = (c->to - c->from) / c->width * APART;
    for (size_t i = 0; i < sizeof seconds / sizeof *seconds; i++)
        if (seconds[i] * TIME_SECOND >= least)
            return seconds[i] * TIME_SECOND;
    return (least / (7 * TIME_DAY) + 1) * 7 * TIME_DAY;
}

static void tick_text(int64_t at, int64_t length, int32_t offset_s, char out[16])
{
    struct time_parts p = time_split(at, offset_s);
    if (length >= TIME_DAY)
        snprintf(out, 16, "%02u-%02u", (unsigned)p.month % 100, (unsigned)p.day % 100);
    else if (length >= TIME_MINUTE)
        snprintf(out, 16, "%02u:%02u", (unsigned)p.hour % 100, (unsigned)p.minute % 100);
    else
        snprintf(out, 16, "%02u:%02u:%02u", (unsigned)p.hour % 100, (unsigned)p.minute % 100, (unsigned)p.second % 100);
}

/* Writes where all of it and a blank on both sides are free. */
static void put(char *row, int width, int column, const char *text)
{
    int n = (int)strlen(text);
    if (column < 0)
        return;
    for (int i = column - 1; i <= column + n; i++)
        if ((i >= 0 && i < width && row[i] != ' ') || (i >= width && i < column + n))
            return;
    for (int i = 0; i < n; i++)
        row[column + i] = text[i];
}

/* ^ stands under its column; its time behind it, or before it at the right edge. */
static void put_moment(const struct chart *c, int64_t moment, int32_t offset_s, char *row)
{
    char clock[16], text[32];
    int column = chart_column(c, moment);
    if (column < 0)
        return;
    tick_text(moment, TIME_SECOND, offset_s, clock);
    bool fits = column + 2 + (int)strlen(clock) <= c->width;
    snprintf(text, sizeof text, fits ? "^ %s" : "%s ^", clock);
    put(row, c->width, fits ? column : column - 1 - (int)strlen(clock), text);
}

void chart_axis(const struct chart *c, int64_t moment, const struct time_zone *zone, struct str *out)
{
    char row[CHART_MAX + 1];
    int64_t length = tick_length(c);
    int32_t offset_s = time_zone_offset(zone, c->from);
    int64_t local = c->from + offset_s * TIME_SECOND, first = local - ((local % length) + length) % length;
    memset(row, ' ', (size_t)c->width);
    row[c->width] = '\0';
    put_moment(c, moment, offset_s, row);
    for (int64_t at = first - offset_s * TIME_SECOND; at < c->to; at += length) {
        char text[16];
        int column = chart_column(c, at);
        tick_text(at, length, offset_s, text);
        if (column >= 0)
            put(row, c->width, column, text);
    }
    str_add(out, row);
}
