/* compare: differences first, then what they hint at. */
#include "observe/compare.h"

#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "base/time.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static const char *const hints[N_HINTS] = {"none",  "alike",    "neither", "one_silent",  "cached",
                                           "proxy", "upstream", "address", "application", "slow"};
static const char *const parts[N_HTTP_PARTS] = {"trouble", "status", "address", "header", "time", "size", "body"};

static int find_word(const char *const *words, int n, const char *word)
{
    for (int i = 0; word && i < n; i++)
        if (str_eq(words[i], word))
            return i;
    return -1;
}

const char *http_hint_name(enum http_hint h)
{
    return hints[h];
}

bool http_hint_parse(const char *name, enum http_hint *h)
{
    int i = find_word(hints, N_HINTS, name);
    if (i >= 0)
        *h = (enum http_hint)i;
    return i >= 0;
}

const char *http_part_name(enum http_part p)
{
    return parts[p];
}

bool http_part_parse(const char *name, enum http_part *p)
{
    int i = find_word(parts, N_HTTP_PARTS, name);
    if (i >= 0)
        *p = (enum http_part)i;
    return i >= 0;
}

/* ---- differences ------------------------------------------------------------------------------------------------------ */

struct comparing {
    const struct http_exchange *first, *second;
    struct arena *arena;
    struct http_comparison *c;
};

static void add(struct comparing *all, enum http_part part, const char *name, const char *first, const char *second)
{
    struct http_difference *d = &all->c->v[all->c->n++];
    *d = (struct http_difference){part, arena_strdup(all->arena, name), arena_strdup(all->arena, first), arena_strdup(all->arena, second)};
}

static bool changes_each_time(const char *name)
{
    static const char *const names[] = {"Date", "Expires", "Last-Modified", "ETag", "Age", "CF-Ray", "Set-Cookie", "X-Runtime", "X-Response-Time", "Server-Timing",
                                        "Traceparent", "Tracestate", "X-Timer", "X-Trace-Id", "X-B3-TraceId", "X-B3-SpanId", "X-Varnish", "NEL", "Report-To",
                                        "Content-Length", "X-RateLimit-Remaining", "X-RateLimit-Reset", "RateLimit-Remaining", "RateLimit-Reset"};
    for (size_t i = 0; i < COUNT(names); i++)
        if (strcasecmp(names[i], name) == 0)
            return true;
    return strcasestr(name, "request-id") || strcasestr(name, "correlation-id") || strcasestr(name, "nonce");
}

static void add_headers(struct comparing *all)
{
    const struct http_exchange *a = all->first, *b = all->second;
    for (size_t i = 0; i < a->n_headers; i++) {
        const char *name = a->header[i].name, *first = http_exchange_header(a, name), *second = http_exchange_header(b, name);
        if (first == a->header[i].value && !changes_each_time(name) && !str_eq(first, second))
            add(all, PART_HEADER, name, first, second);
    }
    for (size_t i = 0; i < b->n_headers; i++) {
        const char *name = b->header[i].name;
        if (!http_exchange_header(a, name) && http_exchange_header(b, name) == b->header[i].value && !changes_each_time(name))
            add(all, PART_HEADER, name, NULL, b->header[i].value);
    }
}

static const char *status_text(const struct comparing *all, const struct http_exchange *x)
{
    return x->status ? arena_printf(all->arena, "%d", x->status) : NULL;
}

static bool is_much_slower(int64_t a, int64_t b)
{
    return a >= 0 && b > 2 * a && b - a > TIME_SECOND / 10;
}

static bool has_same_body(const struct http_exchange *a, const struct http_exchange *b)
{
    return a->size == b->size && a->n_body == b->n_body && (!a->n_body || memcmp(a->body, b->body, a->n_body) == 0);
}

static void add_rest(struct comparing *all)
{
    const struct http_exchange *a = all->first, *b = all->second;
    char first[TIME_TEXT], second[TIME_TEXT];
    time_format_length(a->total > 0 ? a->total : 0, first);
    time_format_length(b->total > 0 ? b->total : 0, second);
    if (is_much_slower(a->total, b->total) || is_much_slower(b->total, a->total))
        add(all, PART_TIME, NULL, first, second);
    if (a->status && b->status && a->size != b->size)
        add(all, PART_SIZE, NULL, arena_printf(all->arena, "%lld", (long long)a->size), arena_printf(all->arena, "%lld", (long long)b->size));
    if (a->status && b->status && a->size == b->size && !has_same_body(a, b))
        add(all, PART_BODY, NULL, NULL, NULL);
}

static void find_differences(struct comparing *all)
{
    const struct http_exchange *a = all->first, *b = all->second;
    all->c->v = arena_array(all->arena, N_HTTP_PARTS + a->n_headers + b->n_headers, sizeof *all->c->v);
    if (a->trouble != b->trouble)
        add(all, PART_TROUBLE, NULL, trouble_name(a->trouble), trouble_name(b->trouble));
    if (a->status != b->status)
        add(all, PART_STATUS, NULL, status_text(all, a), status_text(all, b));
    if (!str_eq(a->address, b->address))
        add(all, PART_ADDRESS, NULL, a->address, b->address);
    add_headers(all);
    add_rest(all);
}

/* ---- hints ------------------------------------------------------------------------------------------------------------ */

/* Servers that stand before applications say so in `Server`, and in the pages that they make themselves. */
bool http_exchange_is_proxys(const struct http_exchange *x)
{
    static const char *const fronts[] = {"nginx", "openresty", "cloudflare", "awselb", "haproxy", "varnish", "envoy", "istio", "traefik", "cloudfront", "akamai", "apache", "caddy"};
    static const char *const app_signs[] = {"X-Powered-By", "X-Runtime", "X-AspNet-Version", "X-Generator", "X-Request-Id", "X-Upstream", "X-Upstream-Addr", "X-Served-By"};
    const char *server = http_exchange_header(x, "Server"), *error = http_exchange_header(x, "X-Cache");
    if (error && strncasecmp(error, "Error from", 10) == 0)
        return true; /* CloudFront */
    for (size_t i = 0; i < COUNT(app_signs); i++)
        if (http_exchange_header(x, app_signs[i]))
            return false;
    if (x->status < 500 || !server)
        return false;
    size_t word = strcspn(server, "/ ");
    for (size_t i = 0; i < COUNT(fronts); i++)
        if (strlen(fronts[i]) == word && strncasecmp(server, fronts[i], word) == 0) /* its own page names it in the body */
            return x->status == 502 || x->status == 503 || x->status == 504 || memmem(x->body, x->n_body, fronts[i], word);
    return false;
}

static bool is_bad(const struct http_exchange *x)
{
    return trouble_is_failure(x->trouble) || x->status >= 400;
}

static enum http_hint hint_of_silence(const struct comparing *all)
{
    bool first = trouble_is_failure(all->first->trouble), second = trouble_is_failure(all->second->trouble);
    return first && second ? HINT_NEITHER : first || second ? HINT_ONE_SILENT : HINT_NONE;
}

static enum http_hint hint_of_failure(struct comparing *all, const struct http_exchange *bad, const struct http_told *of_bad,
                                      const struct http_told *of_good)
{
    if (str_eq(of_bad->cache, "hit") || str_eq(of_bad->cache, "stale")) {
        all->c->about = arena_strdup(all->arena, of_bad->cache);
        return HINT_CACHED;
    }
    if (http_exchange_is_proxys(bad)) {
        all->c->about = arena_strdup(all->arena, of_bad->server);
        return HINT_PROXY;
    }
    if (of_bad->upstream && of_good->upstream && !str_eq(of_bad->upstream, of_good->upstream)) {
        all->c->about = arena_strdup(all->arena, of_bad->upstream);
        return HINT_UPSTREAM;
    }
    if (!str_eq(all->first->address, all->second->address)) {
        all->c->about = arena_strdup(all->arena, bad->address);
        return HINT_ADDRESS;
    }
    return HINT_APPLICATION;
}

static enum http_hint find_hint(struct comparing *all, int64_t now)
{
    const struct http_exchange *a = all->first, *b = all->second;
    struct http_told of_a, of_b;
    enum http_hint silence = hint_of_silence(all);
    http_exchange_tell(a, now, &of_a);
    http_exchange_tell(b, now, &of_b);
    if (silence)
        return silence;
    if (is_bad(a) != is_bad(b))
        return is_bad(a) ? hint_of_failure(all, a, &of_a, &of_b) : hint_of_failure(all, b, &of_b, &of_a);
    if (a->status != b->status)
        return HINT_APPLICATION;
    return is_much_slower(a->total, b->total) || is_much_slower(b->total, a->total) ? HINT_SLOW : HINT_ALIKE;
}

void http_compare(const struct http_exchange *first, const struct http_exchange *second, int64_t now, struct arena *arena,
                  struct http_comparison *c)
{
    struct comparing all = {first, second, arena, c};
    *c = (struct http_comparison){0};
    find_differences(&all);
    c->is_same = !trouble_is_failure(first->trouble) && !trouble_is_failure(second->trouble) && first->status == second->status && has_same_body(first, second);
    c->hint = find_hint(&all, now);
}

void http_hint_say(enum http_hint h, const char *about, struct str *out)
{
    const char *what = about ? about : "?";
    switch (h) {
    case HINT_NONE: case N_HINTS: return;
    case HINT_ALIKE: str_add(out, _("Both answer alike: what fails is not this difference.")); return;
    case HINT_NEITHER: str_add(out, _("Neither answers.")); return;
    case HINT_ONE_SILENT: str_add(out, _("One answers and the other does not: look at what lies between.")); return;
    case HINT_CACHED: str_addf(out, _("The failure comes out of a cache (%s): the service may be well again."), what); return;
    case HINT_PROXY: str_addf(out, _("The failure was made by what stands before the application (%s), not by the application."), what); return;
    case HINT_UPSTREAM: str_addf(out, _("The failing one was served by %s, the other by another machine."), what); return;
    case HINT_ADDRESS: str_addf(out, _("They were served at different addresses; the failing one at %s."), what); return;
    case HINT_APPLICATION: str_add(out, _("The application itself answers them differently.")); return;
    case HINT_SLOW: str_add(out, _("Both answer alike, one much more slowly.")); return;
    }
}
