/* parts: the texts of a line's slots to a record. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "logs/format_own.h"

static bool is_said(struct log_text t)
{
    return t.n && !(t.n == 1 && t.s[0] == '-');
}

static inline struct log_text trim(struct log_text t)
{
    if (t.n && (unsigned char)t.s[0] > ' ' && (unsigned char)t.s[t.n - 1] > ' ') /* as nearly all */
        return t;
    while (t.n && (t.s[0] == ' ' || t.s[0] == '\t'))
        t.s++, t.n--;
    while (t.n && (t.s[t.n - 1] == ' ' || t.s[t.n - 1] == '\t' || t.s[t.n - 1] == '\n' || t.s[t.n - 1] == '\r'))
        t.n--;
    return t;
}

/* ---- time ---- */

static struct log_text time_text(const struct log_parts *parts, struct log_scratch *scratch)
{
    struct log_text date = parts->slot[SLOT_DATE], time = parts->slot[SLOT_TIME];
    if (!date.n || !time.n)
        return time;
    struct str *both = &scratch->text[SLOT_DATE];
    struct str joined = {0};
    str_add_n(&joined, date.s, date.n);
    str_add_char(&joined, ' ');
    str_add_n(&joined, time.s, time.n);
    str_release(both);
    *both = joined;
    return (struct log_text){both->s, both->n};
}

static bool read_by(const char *layout, const struct log_clock *clock, struct log_text t, struct log_scratch *scratch, int64_t *at)
{
    size_t used;
    bool is_iso = layout[0] == 'i' && layout[1] == 's' && layout[2] == 'o' && !layout[3];
    if (is_iso && iso_minute_read(&scratch->iso, t.s, t.n, clock, at))
        return true;
    return stamp_parse(t.s, t.n, layout, clock, at, &used) && used == t.n;
}

static bool read_time(const struct log_format *f, const struct log_clock *clock, struct log_text t, struct log_scratch *scratch,
                      int64_t *at)
{
    static const char *const usual[] = {"iso", "%s"};
    const char *const *layout = f->n_times ? f->time : usual;
    size_t n = f->n_times ? f->n_times : sizeof usual / sizeof *usual;
    struct log_clock utc = {NULL, clock->newest, clock->offset};
    for (size_t i = 0; i < n; i++)
        if (read_by(layout[i], f->is_utc ? &utc : clock, t, scratch, at))
            return true;
    *at = TIME_NONE;
    return false;
}

/* ---- lengths of time ---- */

static const struct {
    const char *name;
    double us;
} units[] = {{"ns", 0.001}, {"us", 1}, {"\xc2\xb5s", 1}, {"\xce\xbcs", 1}, {"ms", 1e3}, {"msec", 1e3}, {"msecs", 1e3},
             {"s", 1e6},    {"sec", 1e6}, {"secs", 1e6},  {"m", 6e7},       {"min", 6e7}, {"h", 3.6e9}};

static double unit_of(const char *s, size_t n)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strlen(units[i].name) == n && memcmp(units[i].name, s, n) == 0)
            return units[i].us;
    return 0;
}

/* A number of at most 40 characters: longer is no length of time. Digits only: strtod would take "inf" and hex. */
static size_t take_decimal(const char *s, size_t n, double *value)
{
    char text[41];
    size_t i = 0;
    while (i < n && i < 40 && s[i] && strchr("0123456789.eE+-", s[i])) {
        if ((s[i] == '-' || s[i] == '+') && !(i && (s[i - 1] | 0x20) == 'e'))
            break;
        text[i] = s[i];
        i++;
    }
    text[i] = '\0';
    char *end = text;
    *value = i && text[0] >= '0' && text[0] <= '9' ? strtod(text, &end) : 0;
    return (size_t)(end - text);
}

/* Digits, and perhaps more behind a point, few enough that one division gives what strtod does. */
static bool take_plain(const char *s, size_t n, double *value)
{
    static const double power[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    int64_t digits = 0;
    size_t point = n;
    if (!n || n > 15 || s[0] == '.')
        return false;
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '.' && point == n)
            point = i;
        else if (s[i] >= '0' && s[i] <= '9')
            digits = digits * 10 + (s[i] - '0');
        else
            return false;
    }
    *value = (double)digits / power[point < n ? n - point - 1 : 0];
    return true;
}

static bool to_us(double sum, int64_t *us)
{
    if (!(sum >= 0 && sum < 9e15))
        return false;
    *us = (int64_t)(sum + 0.5); /* none is less than zero */
    return true;
}

bool log_took_parse(const char *s, size_t n, double unit, int64_t *us)
{
    double sum = 0;
    size_t i = 0;
    if (unit > 0 && take_plain(s, n, &sum))
        return to_us(sum * unit, us);
    sum = 0;
    while (i < n) {
        double value;
        size_t digits = take_decimal(s + i, n - i, &value), word = 0;
        if (!digits)
            return false;
        i += digits;
        while (i < n && s[i] == ' ')
            i++;
        while (i + word < n && !(s[i + word] >= '0' && s[i + word] <= '9') && s[i + word] != ' ')
            word++;
        double here = word ? unit_of(s + i, word) : unit;
        if (here <= 0)
            return false;
        sum += value * here;
        i += word;
    }
    return n && to_us(sum, us);
}

static int64_t took_of(const struct log_parts *parts)
{
    static const struct {
        enum log_slot slot;
        double unit;
    } slots[] = {{SLOT_TOOK, 1e6}, {SLOT_TOOK_S, 1e6}, {SLOT_TOOK_MS, 1e3}, {SLOT_TOOK_US, 1}, {SLOT_TOOK_NS, 1e-3}};
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++) {
        struct log_text t = parts->slot[slots[i].slot];
        double plain;
        int64_t us;
        if (!t.n)
            continue;
        if (take_plain(t.s, t.n, &plain) && to_us(plain * slots[i].unit, &us))
            return us;
        const char *comma = memchr(t.s, ',', t.n); /* nginx: one for each upstream that was tried */
        if (comma)
            t = (struct log_text){comma + 1, t.n - (size_t)(comma + 1 - t.s)};
        t = trim(t);
        if (t.n && log_took_parse(t.s, t.n, slots[i].unit, &us))
            return us;
    }
    return -1;
}

/* ---- level and status ---- */

static bool number_of(const char *s, size_t n, long *value)
{
    size_t i = 0;
    for (*value = 0; i < n && i < 9 && s[i] >= '0' && s[i] <= '9'; i++)
        *value = *value * 10 + (s[i] - '0');
    return i && (i == n || s[i] == '.');
}

static enum log_level of_syslog(long severity)
{
    static const enum log_level level[] = {LEVEL_CRITICAL, LEVEL_CRITICAL, LEVEL_CRITICAL, LEVEL_ERROR,
                                           LEVEL_WARNING,  LEVEL_INFO,     LEVEL_INFO,     LEVEL_DEBUG};
    return severity <= 7 ? level[severity] : LEVEL_UNSAID;
}

/* OpenTelemetry, logs data model, "SeverityNumber": four of each. */
static enum log_level of_otel(long number)
{
    return number >= 1 && number <= 24 ? (enum log_level)(LEVEL_TRACE + (number - 1) / 4) : LEVEL_UNSAID;
}

static enum log_level of_magnitude(long number)
{
    if (number < 8)
        return of_syslog(number);
    if (number >= 10 && number < 70) /* pino and bunyan: 10 trace to 60 fatal */
        return (enum log_level)(LEVEL_TRACE + number / 10 - 1);
    if (number >= 5000 && number <= 50000) /* logback's and log4j's */
        return number < 10000 ? LEVEL_TRACE : (enum log_level)(LEVEL_DEBUG + number / 10000 - 1);
    return LEVEL_UNSAID;
}

enum log_level log_level_of(const struct log_format *f, enum log_slot slot, const char *s, size_t n)
{
    long number;
    for (size_t i = 0; i < f->n_levels; i++)
        if (strlen(f->level[i].word) == n && strncasecmp(f->level[i].word, s, n) == 0)
            return f->level[i].level;
    while (n > 1 && s[n - 1] >= '0' && s[n - 1] <= '9' && !(s[0] >= '0' && s[0] <= '9'))
        n--; /* debug2 */
    if (!number_of(s, n, &number))
        return slot == SLOT_LEVEL ? log_level_parse(s, n) : LEVEL_UNSAID;
    if (slot == SLOT_LEVEL_SYSLOG || slot == SLOT_LEVEL_PRI)
        return of_syslog(slot == SLOT_LEVEL_PRI ? number % 8 : number);
    return slot == SLOT_LEVEL_OTEL ? of_otel(number) : of_magnitude(number);
}

/* Most lines have the level of one before. */
static enum log_level read_level(const struct log_format *f, enum log_slot slot, struct log_text t, struct log_scratch *scratch)
{
    struct log_level_seen *seen = &scratch->level;
    if (seen->format == f && seen->slot == slot && seen->n == t.n && memcmp(seen->text, t.s, t.n) == 0)
        return seen->level;
    enum log_level level = log_level_of(f, slot, t.s, t.n);
    if (t.n <= sizeof seen->text) {
        *seen = (struct log_level_seen){.format = f, .slot = slot, .n = t.n, .level = level};
        memcpy(seen->text, t.s, t.n);
    }
    return level;
}

static enum log_level level_of(const struct log_format *f, const struct log_parts *parts, struct log_scratch *scratch)
{
    static const enum log_slot slots[] = {SLOT_LEVEL, SLOT_LEVEL_SYSLOG, SLOT_LEVEL_OTEL, SLOT_LEVEL_PRI};
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++) {
        struct log_text t = parts->slot[slots[i]].n ? trim(parts->slot[slots[i]]) : (struct log_text){0};
        enum log_level level = t.n ? read_level(f, slots[i], t, scratch) : LEVEL_UNSAID;
        if (level)
            return level;
    }
    return LEVEL_UNSAID;
}

/* Of several (nginx: one for each upstream) the last. */
static int status_of(struct log_text t)
{
    long status;
    if (t.n == 3 && t.s[0] >= '1' && t.s[0] <= '5' && (unsigned char)(t.s[1] - '0') < 10 && (unsigned char)(t.s[2] - '0') < 10)
        return (t.s[0] - '0') * 100 + (t.s[1] - '0') * 10 + (t.s[2] - '0');
    if (t.n > 3 && memchr(t.s, ',', t.n))
        t = (struct log_text){t.s + t.n - 3, 3};
    return number_of(t.s, t.n, &status) && status >= 100 && status <= 599 ? (int)status : 0;
}

/* ---- the rest ---- */

static struct log_text first_of(struct log_text t)
{
    const char *comma = t.n ? memchr(t.s, ',', t.n) : NULL;
    if (comma)
        t.n = (size_t)(comma - t.s);
    return trim(t);
}

static bool is_on(struct log_text t)
{
    static const char *const off[] = {"F", "false", "0"};
    for (size_t i = 0; t.n && i < sizeof off / sizeof *off; i++)
        if (strlen(off[i]) == t.n && memcmp(off[i], t.s, t.n) == 0)
            return false;
    return t.n > 0;
}

static void fill_fields(const struct log_parts *parts, struct log_record *out)
{
    for (int i = 0; i < N_LOG_FIELDS; i++)
        if (is_said(parts->slot[i]))
            out->field[i] = parts->slot[i];
    bool is_forwarded = parts->slot[SLOT_FORWARDED].n > 0;
    struct log_text forwarded = is_forwarded ? first_of(parts->slot[SLOT_FORWARDED]) : (struct log_text){0};
    struct log_text client = is_said(forwarded) ? forwarded : first_of(parts->slot[FIELD_CLIENT]);
    out->field[FIELD_CLIENT] = is_said(client) ? client : (struct log_text){0};
}

/* Line ends that came inside a field. */
static struct log_text without_end(struct log_text t)
{
    while (t.n && (t.s[t.n - 1] == '\n' || t.s[t.n - 1] == '\r'))
        t.n--;
    return t;
}

static void finish_message(const struct log_format *f, struct log_record *out)
{
    struct log_text *message = &out->field[FIELD_MESSAGE];
    if (f->ends_in_newline)
        out->is_partial = message->n && message->s[message->n - 1] != '\n';
    *message = without_end(*message);
}

static void clear(struct log_record *out)
{
    enum { HALF = N_LOG_FIELDS / 2 };
    memset(out->field, 0, HALF * sizeof *out->field);
    memset(out->field + HALF, 0, (N_LOG_FIELDS - HALF) * sizeof *out->field);
    out->at = TIME_NONE;
    out->offset = 0;
    out->n_lines = 1;
}

bool log_parts_finish(const struct log_format *f, const struct log_clock *clock, const struct log_parts *parts,
                      const char *line, size_t n, struct log_scratch *scratch, struct log_record *out)
{
    struct log_text time = trim(time_text(parts, scratch));
    clear(out);
    out->raw = (struct log_text){line, n};
    out->took = took_of(parts);
    fill_fields(parts, out);
    out->level = level_of(f, parts, scratch);
    out->status = status_of(parts->slot[SLOT_STATUS]);
    out->is_partial = is_on(parts->slot[SLOT_PARTIAL]);
    out->is_stderr = parts->slot[SLOT_STREAM].n == 6 && memcmp(parts->slot[SLOT_STREAM].s, "stderr", 6) == 0;
    finish_message(f, out);
    return !time.n || read_time(f, clock, time, scratch, &out->at) || f->syntax != SYNTAX_PATTERN;
}
