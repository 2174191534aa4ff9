/* fast: the hand-written readers, by the names that formats call them by. */
#include <string.h>

#include "logs/fast_access.h"
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

static const struct {
    const char *name;
    log_parse parse;
} readers[] = {
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
