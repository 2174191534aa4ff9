/* field_form: a row for each key that does not take any text. */
#include "flow/field_form.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/time.h"

static bool is_count(const char *s)
{
    size_t n = strspn(s, "0123456789");
    return n && n <= 15 && !s[n];
}

static bool is_port(const char *s)
{
    static const char most[] = "65535";
    size_t n = strlen(s);
    return is_count(s) && *s != '0' && (n < sizeof most - 1 || (n == sizeof most - 1 && strcmp(s, most) <= 0));
}

static bool is_length(const char *s)
{
    int64_t us;
    return time_parse_duration(s, &us);
}

/* Digits, perhaps a point and more of them; the rest of it, or NULL. */
static const char *after_number(const char *s)
{
    static const char digits[] = "0123456789";
    size_t n = strspn(s, digits), part = s[n] == '.' ? strspn(s + n + 1, digits) : 0;
    return n && n <= 15 ? s + n + (part ? part + 1 : 0) : NULL;
}

static bool is_size(const char *s)
{
    static const char *const units[] = {"", "B", "k", "kB", "KB", "KiB", "M", "MB", "MiB", "G", "GB", "GiB", "T", "TB", "TiB"};
    const char *unit = after_number(s);
    unit = unit ? unit + strspn(unit, " ") : NULL;
    for (size_t i = 0; unit && i < sizeof units / sizeof *units; i++)
        if (strcmp(units[i], unit) == 0)
            return true;
    return false;
}

static bool is_share(const char *s)
{
    const char *rest = after_number(s);
    return rest && strcmp(rest, "%") == 0;
}

static bool is_size_or_share(const char *s)
{
    return is_size(s) || is_share(s);
}

static bool is_count_or_share(const char *s)
{
    return is_count(s) || is_share(s);
}

static bool is_flag(const char *s)
{
    return strcmp(s, "true") == 0 || strcmp(s, "false") == 0;
}

static bool is_record_type(const char *s)
{
    static const char *const types[] = {"A", "AAAA", "CNAME", "MX", "NS", "TXT", "SOA", "PTR", "SRV", "CAA"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i], s) == 0)
            return true;
    return false;
}

#define COUNT N_("it takes a whole number")
#define LENGTH N_("it takes a duration: 90s, 15m, 2d")
#define SIZE N_("it takes a size: 512kB, 20MB, 5GiB")
#define FLAG N_("it takes true or false")

static const struct {
    enum probe_kind kind;
    const char *key;
    bool (*fits)(const char *text);
    const char *remedy;
} forms[] = {
    {PROBE_LOGS, "follow", is_length, LENGTH},
    {PROBE_TCP, "port", is_port, N_("it takes a port: 1 to 65535")},
    {PROBE_TCP, "at_most", is_length, LENGTH},
    {PROBE_DNS, "type", is_record_type, N_("it takes one of A, AAAA, CNAME, MX, NS, TXT, SOA, PTR, SRV, CAA")},
    {PROBE_DNS, "at_least", is_count, COUNT},
    {PROBE_TLS, "port", is_port, N_("it takes a port: 1 to 65535")},
    {PROBE_TLS, "days", is_count, COUNT},
    {PROBE_FILE, "digest", is_flag, FLAG},
    {PROBE_FILE, "at_most", is_size, SIZE},
    {PROBE_FILE, "at_least", is_size, SIZE},
    {PROBE_FILE, "younger_than", is_length, LENGTH},
    {PROBE_FILE, "older_than", is_length, LENGTH},
    {PROBE_FILE, "at_least_free", is_size_or_share, N_("it takes a size or a share: 5GB, 10%")},
    {PROBE_FILE, "at_least_inodes", is_count_or_share, N_("it takes a count or a share: 5000, 10%")},
    {PROBE_PROCESS, "pid", is_count, COUNT},
    {PROBE_PROCESS, "at_least", is_count, COUNT},
    {PROBE_PROCESS, "at_most", is_count, COUNT},
    {PROBE_PROCESS, "at_most_memory", is_size, SIZE},
    {PROBE_UNIT, "user", is_flag, FLAG},
    {PROBE_UNIT, "at_most_restarts", is_count, COUNT},
};

const char *field_form_remedy(enum probe_kind kind, const char *key, const char *text)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms && *text != '$'; i++)
        if (forms[i].kind == kind && str_eq(forms[i].key, key))
            return forms[i].fits(text) ? NULL : _(forms[i].remedy);
    return NULL;
}
