/* fast: the hand-written readers, by the names that formats call them by. */
#include <string.h>

#include "logs/fast_access.h"
#include "logs/fast_app.h"
#include "logs/fast_json.h"
#include "logs/format_own.h"

static bool read_common(const struct log_format *f, const struct log_clock *clock, const char *line, size_t n,
                        struct log_scratch *scratch, struct log_record *out)
{
    (void)f;
    return fast_access_parse(line, n, clock, &scratch->minute, out) == ACCESS_COMMON;
}

static bool read_combined(const struct log_format *f, const struct log_clock *clock, const char *line, size_t n,
                          struct log_scratch *scratch, struct log_record *out)
{
    (void)f;
    return fast_access_parse(line, n, clock, &scratch->minute, out) == ACCESS_COMBINED;
}

static bool read_vhost(const struct log_format *f, const struct log_clock *clock, const char *line, size_t n,
                       struct log_scratch *scratch, struct log_record *out)
{
    (void)f;
    return fast_access_parse(line, n, clock, &scratch->minute, out) == ACCESS_VHOST;
}

static bool read_app(const struct log_format *f, const struct log_clock *clock, const char *line, size_t n,
                     struct log_scratch *scratch, struct log_record *out)
{
    (void)f;
    return fast_app_parse(line, n, clock, &scratch->app, out);
}

static const struct {
    const char *name;
    log_parse parse;
} readers[] = {
    {"app", read_app},
    {"combined", read_combined},
    {"common", read_common},
    {"vhost", read_vhost},
    {"json", fast_json_read},
};

log_parse log_fast_find(const char *name)
{
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
        if (strcmp(readers[i].name, name) == 0)
            return readers[i].parse;
    return NULL;
}

static enum access_form form_of(const struct log_format *f)
{
    static const struct {
        log_parse parse;
        enum access_form form;
    } forms[] = {{read_combined, ACCESS_COMBINED}, {read_common, ACCESS_COMMON}, {read_vhost, ACCESS_VHOST}};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (forms[i].parse == f->fast)
            return f->n_inside ? ACCESS_NONE : forms[i].form;
    return ACCESS_NONE;
}

bool log_format_is_by_hand(const struct log_format *f)
{
    return form_of(f) != ACCESS_NONE;
}

bool log_format_parse_by_hand(const struct log_format *f, const struct log_clock *clock, const char *line,
                              const struct bytes_line *marks, struct log_scratch *scratch, struct log_record *out)
{
    static const log_parse by_form[] = {
        [ACCESS_NONE] = NULL, [ACCESS_COMBINED] = read_combined, [ACCESS_COMMON] = read_common, [ACCESS_VHOST] = read_vhost};
    enum access_form form = fast_access_read(line, marks, clock, &scratch->minute, out);
    return form != ACCESS_NONE && f->fast == by_form[form] && !f->n_inside;
}

bool log_format_glances(const struct log_format *f)
{
    return f->fast == read_app;
}

bool log_format_glance(const struct log_format *f, const struct log_clock *clock, const char *line, size_t n,
                       struct log_scratch *scratch, int64_t *at, enum log_level *level)
{
    return f->fast == read_app && fast_app_glance(line, n, clock, &scratch->app, at, level);
}
