/* exchange: headers as they come, line by line, and what they tell. */
#include "observe/exchange.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/time.h"
#include "text/clean.h"

void http_exchange_init(struct http_exchange *x)
{
    *x = (struct http_exchange){.dns = -1, .connect = -1, .tls = -1, .first_byte = -1, .total = -1, .attempts = 1, .body = ""};
    x->certificate.until = TIME_NONE;
}

const char *http_exchange_header(const struct http_exchange *x, const char *name)
{
    for (size_t i = 0; i < x->n_headers; i++)
        if (strcasecmp(x->header[i].name, name) == 0)
            return x->header[i].value;
    return NULL;
}

static const char *clean_copy(const char *s, size_t n, struct arena *arena)
{
    enum { VALUE_MOST = 2000 };
    struct str clean = {0};
    clean_add(&clean, s, n < VALUE_MOST ? n : VALUE_MOST, CLEAN_LINE);
    const char *copy = arena_strdup(arena, str_get(&clean));
    str_release(&clean);
    return copy;
}

bool http_exchange_take_line(struct http_exchange *x, const char *line, size_t n, struct arena *arena)
{
    while (n && strchr("\r\n \t", line[n - 1]) && line[n - 1])
        n--;
    if (n >= 5 && memcmp(line, "HTTP/", 5) == 0) {
        x->n_headers = 0; /* 100 Continue, 103 Early Hints: the answer is still to come */
        return true;
    }
    const char *colon = n ? memchr(line, ':', n) : NULL;
    if (!colon)
        return true;
    if (x->n_headers == HTTP_HEADERS_MOST)
        return false;
    if (!x->header)
        x->header = arena_array(arena, HTTP_HEADERS_MOST, sizeof *x->header);
    struct http_header *h = &x->header[x->n_headers++];
    const char *value = colon + 1;
    while (value < line + n && (*value == ' ' || *value == '\t'))
        value++;
    h->name = clean_copy(line, (size_t)(colon - line), arena);
    h->source = http_header_is_secret(h->name) ? "" : NULL;
    h->value = h->source ? HTTP_SECRET : clean_copy(value, (size_t)(line + n - value), arena);
    return true;
}

/* ---- dates ------------------------------------------------------------------------------------------------------------ */

static int month_of(const char *word)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    for (int i = 0; i < 12; i++)
        if (strncasecmp(months + (size_t)i * 3, word, 3) == 0)
            return i + 1;
    return 0;
}

bool http_date_parse(const char *s, int64_t *at)
{
    struct time_parts p = {0};
    char month[4] = "", zone[8] = "";
    const char *comma = strchr(s, ',');
    bool is_http = comma && sscanf(comma + 1, " %2d %3[A-Za-z] %4d %2d:%2d:%2d %7s", &p.day, month, &p.year, &p.hour, &p.minute, &p.second, zone) == 7;
    bool is_other = !is_http && sscanf(s, "%3[A-Za-z] %2d %2d:%2d:%2d %4d %7s", month, &p.day, &p.hour, &p.minute, &p.second, &p.year, zone) == 7;
    p.month = month_of(month);
    if ((!is_http && !is_other) || !p.month || strcmp(zone, "GMT") != 0 || p.year < 1970 || p.day < 1 || p.day > 31 || p.hour < 0 ||
        p.hour > 23 || p.minute < 0 || p.minute > 59 || p.second < 0 || p.second > 60)
        return false;
    *at = time_join(&p, 0);
    return true;
}

/* ---- what headers tell ------------------------------------------------------------------------------------------------ */

static const char *first_of(const struct http_exchange *x, const char *const *names)
{
    for (; *names; names++) {
        const char *value = http_exchange_header(x, *names);
        if (value && *value)
            return value;
    }
    return NULL;
}

/* Digits alone, as RFC 9110 has seconds; not above a year. */
static bool read_seconds(const char *s, int64_t *us)
{
    size_t n = strspn(s, "0123456789");
    if (!n || n > 8 || s[n])
        return false;
    *us = (int64_t)strtoll(s, NULL, 10) * TIME_SECOND;
    return true;
}

static int64_t retry_after_of(const struct http_exchange *x, int64_t now)
{
    const char *value = http_exchange_header(x, "Retry-After");
    int64_t us = -1, at;
    if (!value || read_seconds(value, &us))
        return us;
    if (!http_date_parse(value, &at))
        return -1;
    return at > now ? at - now : 0;
}

/* RFC 9211 "NAME; hit", "HIT from edge-7", "TCP_MEM_HIT", "cp17 hit/3": the word that says what the cache did. */
static const char *cache_word(const char *value)
{
    static const char *const words[][2] = {
        {"revalidated", "revalidated"}, {"updating", "stale"}, {"stale", "stale"}, {"expired", "expired"}, {"bypass", "bypass"},
        {"dynamic", "bypass"},          {"hit", "hit"},        {"miss", "miss"},   {"fwd=", "miss"},       {"pass", "bypass"},
        {"none", "bypass"},
    };
    for (size_t i = 0; value && i < sizeof words / sizeof *words; i++)
        if (strcasestr(value, words[i][0]))
            return words[i][1];
    return NULL;
}

static const char *cache_of(const struct http_exchange *x, int64_t age)
{
    static const char *const names[] = {"CF-Cache-Status", "X-Cache-Status", "Cache-Status", "X-Cache", "X-Proxy-Cache", "X-Drupal-Cache", "X-Varnish-Cache", "X-Nginx-Cache", NULL};
    const char *word = cache_word(first_of(x, names));
    return word ? word : age > 0 ? "hit" : NULL;
}

void http_exchange_tell(const struct http_exchange *x, int64_t now, struct http_told *told)
{
    static const char *const ids[] = {"X-Request-Id", "Request-Id", "X-Correlation-Id", "X-Trace-Id", "X-Amzn-Trace-Id", "X-Amz-Request-Id", "CF-Ray", "X-Amz-Cf-Id", "X-B3-TraceId", "X-Cloud-Trace-Context", NULL};
    static const char *const upstreams[] = {"X-Upstream", "X-Upstream-Addr", "X-Backend", "X-Backend-Server", "X-Served-By", "X-Server", "X-Server-Name", "X-Instance", "X-Pod", "X-Hostname", "X-Host", "X-Node", "X-Envoy-Upstream-Host", NULL};
    const char *age = http_exchange_header(x, "Age");
    *told = (struct http_told){.age = -1};
    told->server = http_exchange_header(x, "Server");
    told->via = http_exchange_header(x, "Via");
    told->upstream = first_of(x, upstreams);
    told->request_id = first_of(x, ids);
    if (age)
        read_seconds(age, &told->age);
    told->cache = cache_of(x, told->age);
    told->retry_after = retry_after_of(x, now);
}
