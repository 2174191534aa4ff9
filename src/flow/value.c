/* value: literals in, literals out, always with a decimal point whatever the locale says. */
#include "flow/value.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/time.h"

enum { NUMBER_TEXT = 40, EXACT_DIGITS = 15, EXACT_SCALE = 22 };

struct value value_unknown(void)
{
    return (struct value){.kind = VALUE_UNKNOWN};
}

struct value value_none(void)
{
    return (struct value){.kind = VALUE_NONE};
}

struct value value_flag(bool flag)
{
    return (struct value){.kind = VALUE_FLAG, .flag = flag};
}

struct value value_number(double number)
{
    return (struct value){.kind = VALUE_NUMBER, .number = number};
}

struct value value_duration(int64_t us)
{
    return (struct value){.kind = VALUE_DURATION, .us = us};
}

struct value value_time(int64_t us)
{
    return (struct value){.kind = VALUE_TIME, .us = us};
}

struct value value_text(const char *text)
{
    return (struct value){.kind = VALUE_TEXT, .text = text};
}

bool value_is_known(const struct value *v)
{
    return v->kind != VALUE_UNKNOWN && v->kind != VALUE_NONE;
}

bool value_equal(const struct value *a, const struct value *b)
{
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case VALUE_UNKNOWN:
    case VALUE_NONE:
        return true;
    case VALUE_FLAG:
        return a->flag == b->flag;
    case VALUE_NUMBER:
        return !(a->number < b->number) && !(a->number > b->number);
    case VALUE_DURATION:
    case VALUE_TIME:
        return a->us == b->us;
    case VALUE_TEXT:
        return str_eq(a->text, b->text);
    }
    return false;
}

/* strtod, for what does not fit the exact path. It wants the decimal sign of the locale, which a number of one half shows.
 */
static double slow_number(const char *s)
{
    char half[16];
    struct str t = {0};
    snprintf(half, sizeof half, "%.1f", 0.5);
    for (; *s; s++)
        if (*s == '.')
            str_add_n(&t, half + 1, strlen(half) - 2);
        else
            str_add_char(&t, *s);
    double number = strtod(str_get(&t), NULL);
    str_release(&t);
    return number;
}

struct digits { /* a number as written */
    double mantissa;
    int n, scale;
};

static void take_digits(const char **s, struct digits *d, int scale_step)
{
    for (; **s >= '0' && **s <= '9'; (*s)++, d->scale += scale_step) {
        d->mantissa = d->mantissa * 10 + (**s - '0');
        d->n++;
    }
}

static bool take_exponent(const char **s, struct digits *d)
{
    if (**s != 'e' && **s != 'E')
        return true;
    int exponent = 0, sign = (*s)[1] == '-' ? -1 : 1;
    *s += (*s)[1] == '-' || (*s)[1] == '+' ? 2 : 1;
    const char *from = *s;
    for (; **s >= '0' && **s <= '9'; (*s)++)
        exponent = exponent < 1000 ? exponent * 10 + (**s - '0') : exponent;
    d->scale += sign * exponent;
    return *s > from;
}

/* Decimal with an optional fraction, exponent and percent sign. A mantissa and a power of ten that a double holds
 * exactly give the nearest double by one operation; the rest goes the slow way. */
static bool parse_number(const char *s, double *number)
{
    static const double power[EXACT_SCALE + 1] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                                  1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    const char *start = s;
    struct digits d = {0};
    bool negative = *s == '-';
    s += *s == '-' || *s == '+';
    take_digits(&s, &d, 0);
    int whole = d.n;
    bool has_point = *s == '.';
    s += has_point;
    if (has_point)
        take_digits(&s, &d, -1);
    if (!whole || (has_point && d.n == whole) || d.n > 400 || !take_exponent(&s, &d))
        return false;
    bool share = *s == '%';
    s += share;
    d.scale -= share ? 2 : 0;
    if (*s)
        return false;
    if (d.n <= EXACT_DIGITS && d.scale >= -EXACT_SCALE && d.scale <= EXACT_SCALE) {
        double exact = d.scale < 0 ? d.mantissa / power[-d.scale] : d.mantissa * power[d.scale];
        *number = negative ? -exact : exact;
    } else {
        *number = slow_number(start) / (share ? 100 : 1);
    }
    return isfinite(*number);
}

static bool parse_length(const char *s, int64_t *us)
{
    bool negative = *s == '-';
    if (!time_parse_duration(s + negative, us))
        return false;
    *us = negative ? -*us : *us;
    return true;
}

bool value_parse(const char *text, enum value_kind kind, struct value *v)
{
    struct value got = {.kind = kind};
    bool ok = false;
    switch (kind) {
    case VALUE_UNKNOWN:
    case VALUE_NONE:
        break;
    case VALUE_FLAG:
        got.flag = strcmp(text, "true") == 0;
        ok = got.flag || strcmp(text, "false") == 0;
        break;
    case VALUE_NUMBER:
        ok = parse_number(text, &got.number);
        break;
    case VALUE_DURATION:
        ok = parse_length(text, &got.us);
        break;
    case VALUE_TIME:
        ok = time_parse(text, &got.us);
        break;
    case VALUE_TEXT:
        got.text = text;
        ok = true;
        break;
    }
    if (ok)
        *v = got;
    return ok;
}

static void format_number(double number, int digits, char out[NUMBER_TEXT])
{
    snprintf(out, NUMBER_TEXT, "%.*g", digits, number);
    for (char *s = out; *s; s++)
        if (!strchr("0123456789+-einfa.", *s)) {
            *s = '.'; /* a locale's decimal sign may be several bytes */
            size_t more = strcspn(s + 1, "0123456789");
            memmove(s + 1, s + 1 + more, strlen(s + 1 + more) + 1);
        }
}

/* The shortest form that reads back as the same number. */
static void print_number(double number, struct str *out)
{
    char text[NUMBER_TEXT];
    struct value back = {0};
    if (fabs(number) < 1e15 && floor(number) >= number) {
        str_addf(out, "%lld", (long long)number);
        return;
    }
    for (int digits = EXACT_DIGITS; digits <= 17; digits++) {
        format_number(number, digits, text);
        if (value_parse(text, VALUE_NUMBER, &back) &&
            value_equal(&back, &(struct value){.kind = VALUE_NUMBER, .number = number}))
            break;
    }
    str_add(out, text);
}

static void print_moment(const struct value *v, struct str *out, void (*format)(int64_t, char *))
{
    char text[TIME_TEXT];
    bool is_negative = v->kind == VALUE_DURATION && v->us < 0;
    format(is_negative ? -(v->us + (v->us == INT64_MIN)) : v->us, text); /* the smallest number has no negative */
    str_addf(out, "%s%s", is_negative ? "-" : "", text);
}

void value_print(const struct value *v, struct str *out)
{
    switch (v->kind) {
    case VALUE_UNKNOWN:
    case VALUE_NONE:
        str_add(out, "");
        break;
    case VALUE_FLAG:
        str_add(out, v->flag ? "true" : "false");
        break;
    case VALUE_NUMBER:
        print_number(v->number, out);
        break;
    case VALUE_DURATION:
        print_moment(v, out, time_format_duration);
        break;
    case VALUE_TIME:
        print_moment(v, out, time_format_utc);
        break;
    case VALUE_TEXT:
        str_add(out, v->text);
        break;
    }
}

/* Two figures are enough to decide by; a whole number keeps all of its own. */
static void show_number(double number, struct str *out)
{
    char text[NUMBER_TEXT];
    double size = fabs(number);
    bool is_share = size > 0 && size < 1;
    if ((floor(number) >= number || size >= 999.95) && size < 1e15) {
        str_addf(out, "%lld", (long long)round(number));
        return;
    }
    format_number(is_share ? number * 100 : number, size >= 100 ? 4 : is_share && size >= 0.001 && size < 0.995 ? 2 : 3, text);
    str_addf(out, "%s%s", text, is_share ? "%" : "");
}

static void show(const struct value *v, bool is_said, struct str *out)
{
    switch (v->kind) {
    case VALUE_UNKNOWN:
        str_add(out, is_said ? _("unknown") : "unknown");
        break;
    case VALUE_NONE:
        str_add(out, is_said ? _("none") : "none");
        break;
    case VALUE_NUMBER:
        show_number(v->number, out);
        break;
    case VALUE_DURATION:
        print_moment(v, out, is_said ? time_format_length : time_format_length_plain);
        break;
    case VALUE_FLAG:
    case VALUE_TIME:
    case VALUE_TEXT:
        value_print(v, out);
        break;
    }
}

static void show_fact(const char *name, const struct value *v, bool is_said, struct str *out)
{
    if (v->kind != VALUE_NUMBER || !str_ends(name, "seconds"))
        show(v, is_said, out);
    else if (v->number > 0 && v->number < 1)
        str_addf(out, is_said ? _("%.0f ms") : "%.0f ms", v->number < 0.001 ? 1 : v->number * 1000);
    else
        str_addf(out, is_said ? _("%.3g s") : "%.3g s", v->number);
}

void value_show(const struct value *v, struct str *out)
{
    show(v, true, out);
}

void value_show_fact(const char *name, const struct value *v, struct str *out)
{
    show_fact(name, v, true, out);
}

void value_record(const struct value *v, struct str *out)
{
    show(v, false, out);
}

void value_record_fact(const char *name, const struct value *v, struct str *out)
{
    show_fact(name, v, false, out);
}

const char *value_kind_name(enum value_kind kind)
{
    static const char *const names[] = {
        [VALUE_UNKNOWN] = "unknown",   [VALUE_NONE] = "none", [VALUE_FLAG] = "flag", [VALUE_NUMBER] = "number",
        [VALUE_DURATION] = "duration", [VALUE_TIME] = "time", [VALUE_TEXT] = "text",
    };
    return names[kind];
}
