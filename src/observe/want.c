/* want: one row for each expectation. */
#include "observe/want.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/i18n.h"

static const struct row {
    enum observe_kind kind;
    const char *option;
    const char *fact, *share; /* share: the fact when it is written with %, or NULL */
    bool is_most;
} rows[] = {
    {OBSERVE_TCP, "at-most", "connect_time", NULL, true},
    {OBSERVE_DNS, "at-least", "addresses", NULL, false},
    {OBSERVE_TLS, "days", "days_left", NULL, false},
    {OBSERVE_FILE, "at-most", "size", NULL, true},
    {OBSERVE_FILE, "at-least", "size", NULL, false},
    {OBSERVE_FILE, "younger-than", "age", NULL, true},
    {OBSERVE_FILE, "older-than", "age", NULL, false},
    {OBSERVE_FILE, "at-least-free", "free_bytes", "free_share", false},
    {OBSERVE_FILE, "at-least-inodes", "free_inodes", "inodes_share", false},
    {OBSERVE_PROCESS, "at-least", "count", NULL, false},
    {OBSERVE_PROCESS, "at-most", "count", NULL, true},
    {OBSERVE_PROCESS, "at-most-memory", "memory", NULL, true},
    {OBSERVE_UNIT, "at-most-restarts", "restarts", NULL, true},
};
enum { N_ROWS = sizeof rows / sizeof *rows };

const char *observe_want_option(enum observe_kind kind, size_t i)
{
    for (size_t k = 0; k < N_ROWS; k++)
        if (rows[k].kind == kind && i-- == 0)
            return rows[k].option;
    return NULL;
}

static const struct row *find(enum observe_kind kind, const char *option)
{
    for (size_t i = 0; i < N_ROWS; i++)
        if (rows[i].kind == kind && strcmp(rows[i].option, option) == 0)
            return &rows[i];
    return NULL;
}

/* Digits and perhaps a point and more of them: less than strtod takes, and whatever the locale. */
static bool parse_number(const char *text, double *number, const char **rest)
{
    double part = 1;
    size_t n = strspn(text, "0123456789");
    *number = 0;
    if (!n || n > 15)
        return false;
    for (size_t i = 0; i < n; i++)
        *number = *number * 10 + (text[i] - '0');
    text += n;
    if (*text == '.' && text[1] >= '0' && text[1] <= '9')
        for (text++; *text >= '0' && *text <= '9'; text++)
            *number += (part /= 10) * (*text - '0');
    *rest = text;
    return true;
}

bool observe_parse_bytes(const char *text, double *bytes)
{
    static const struct {
        const char *name;
        double size;
    } units[] = {
        {"", 1},     {"B", 1},        {"k", 1e3},      {"kB", 1e3},        {"KB", 1e3},         {"KiB", 1024},
        {"M", 1e6},  {"MB", 1e6},     {"MiB", 1 << 20}, {"G", 1e9},        {"GB", 1e9},         {"GiB", 1 << 30},
        {"T", 1e12}, {"TB", 1e12},    {"TiB", 1024.0 * (1 << 30)},
    };
    const char *rest;
    double number;
    if (!parse_number(text, &number, &rest))
        return false;
    rest += strspn(rest, " ");
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(units[i].name, rest) == 0) {
            *bytes = floor(number * units[i].size);
            return *bytes < 9e15;
        }
    return false;
}

static bool parse(const char *text, enum observed_type type, struct observed *v)
{
    const char *rest = "";
    v->is_known = true;
    switch (type) {
    case OBSERVED_COUNT:
        return parse_number(text, &v->number, &rest) && !*rest && v->number == floor(v->number);
    case OBSERVED_BYTES:
        return observe_parse_bytes(text, &v->number);
    case OBSERVED_SHARE:
        if (!parse_number(text, &v->number, &rest) || strcmp(rest, "%") != 0)
            return false;
        v->number /= 100;
        return v->number <= 1;
    case OBSERVED_LENGTH:
        return time_parse_duration(text, &v->us);
    case OBSERVED_FLAG:
    case OBSERVED_TIME:
    case OBSERVED_TEXT:
        return false;
    }
    return false;
}

bool observation_want(struct observation *o, const char *option, const char *text, struct err *e)
{
    const struct row *row = find(o->kind, option);
    size_t n, length = strlen(text);
    assert(row);
    if (o->n_wants == OBSERVE_WANTS_MOST)
        return err_set(e, ERR_USAGE, _("there are too many expectations"));
    const char *fact = row->share && length && text[length - 1] == '%' ? row->share : row->fact;
    struct observe_want want = {.fact = observe_fact_index(o->kind, fact), .is_most = row->is_most};
    enum observed_type type = observe_facts(o->kind, &n)[want.fact].type;
    if (!parse(text, type, &want.than))
        return err_set(e, ERR_USAGE,
                       type == OBSERVED_LENGTH ? _("--%s: '%.60s' is no duration: 90s, 15m, 2d")
                       : type == OBSERVED_COUNT ? _("--%s: '%.60s' is no whole number")
                                                : _("--%s: '%.60s' is no size: 512kB, 20MB, 5GiB, or 10%% where there is a share"),
                       option, text);
    o->want[o->n_wants++] = want;
    return true;
}
