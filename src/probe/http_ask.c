/* http_ask: one request on the wire, its redirects, its retries. */
#include "probe/http_own.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "probe/tool.h"
#include "text/clean.h"

enum { REDIRECTS_MOST = 30 };

int64_t http_wall_clock(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * TIME_SECOND + t.tv_nsec / 1000;
}

bool http_is_stopped(const struct http_look *look)
{
    return look->options->stop && *look->options->stop;
}

bool http_wait(struct http_look *look, int64_t until)
{
    while (!http_is_stopped(look) && tool_clock() < until)
        curl_turn(look->curl, until, look->options->mask);
    return !http_is_stopped(look);
}

/* ---- one exchange ----------------------------------------------------------------------------------------------------- */

struct hearing {
    struct http_exchange *x;
    struct arena *arena;
    struct str body;
    size_t head;
    bool is_endless; /* the headers are */
};

static bool see_header(void *to, const char *line, size_t n)
{
    struct hearing *h = to;
    h->head += n;
    h->is_endless = h->head > HTTP_HEAD_MOST || !http_exchange_take_line(h->x, line, n, h->arena);
    return !h->is_endless;
}

static bool see_body(void *to, const char *bytes, size_t n)
{
    struct hearing *h = to;
    size_t room = HTTP_BODY_MOST - h->body.n;
    str_add_n(&h->body, bytes, n < room ? n : room);
    h->x->is_cut = n > room;
    return !h->x->is_cut;
}

static struct curl_words header_words(const struct http_request *r, bool is_away, struct arena *arena)
{
    const char **all = arena_array(arena, r->header.n + 1, sizeof *all);
    size_t n = 0;
    for (size_t i = 0; i < r->header.n; i++) {
        const struct http_header *h = &r->header.v[i];
        bool is_secret = h->source || http_header_is_secret(h->name);
        if (is_away && is_secret)
            continue; /* it is for the one who was asked, not for the one that this one names */
        all[n++] = arena_printf(arena, "%s: %s", h->name, h->value); /* without a value: not even the usual one */
    }
    return (struct curl_words){all, n};
}

static void make_request(const struct http_request *r, const char *url, const char *method, bool is_away, struct arena *arena,
                         struct curl_request *out)
{
    bool keeps_body = str_eq(method, r->method ? r->method : "GET");
    *out = (struct curl_request){
        .url = url,
        .method = method,
        .header = header_words(r, is_away, arena),
        .resolve = {r->resolve.v, r->resolve.n},
        .connect_to = {r->connect_to.v, r->connect_to.n},
        .body = keeps_body ? r->body : NULL,
        .n_body = keeps_body ? r->n_body : 0,
        .cert = is_away ? NULL : r->cert,
        .key = is_away ? NULL : r->key,
        .ca = r->ca,
        .proxy = r->proxy,
        .user_agent = r->user_agent,
        .user = is_away ? NULL : r->user,
        .timeout = r->timeout,
        .insecure = r->insecure,
        .is_compressed = r->is_compressed,
        .see_header = see_header,
        .see_body = see_body,
    };
}

static const char *clean_copy(const char *s, struct arena *arena)
{
    char *clean = clean_line(s);
    const char *copy = arena_strdup(arena, clean);
    mem_free(clean);
    return copy;
}

static int64_t between(int64_t from, int64_t to)
{
    return from < 0 || to < 0 ? -1 : to > from ? to - from : 0;
}

static void take_certificate(const struct curl_call *call, struct http_exchange *x, struct arena *arena)
{
    const char *until = curl_certificate(call, 0, "Expire date"), *subject = curl_certificate(call, 0, "Subject"),
               *issuer = curl_certificate(call, 0, "Issuer");
    if (!until || !http_date_parse(until, &x->certificate.until))
        return;
    x->certificate.subject = subject ? clean_copy(subject, arena) : NULL;
    x->certificate.issuer = issuer ? clean_copy(issuer, arena) : NULL;
}

static void take_answer(const struct curl_call *call, const struct hearing *h, struct http_exchange *x)
{
    struct curl_answer a;
    curl_answer(call, &a);
    x->trouble = h->is_endless ? TROUBLE_HEADERS : x->is_cut ? TROUBLE_TOO_LARGE : a.trouble;
    x->words = *a.words && !x->is_cut ? clean_copy(a.words, h->arena) : NULL;
    x->status = a.status;
    x->http_version = a.http_version;
    x->dns = a.name_at;
    x->connect = between(a.name_at, a.connect_at);
    x->tls = a.tls_at > 0 ? between(a.connect_at, a.tls_at) : -1;
    x->first_byte = a.first_byte_at;
    x->total = a.total;
    x->size = a.size;
    x->address = *a.address ? arena_printf(h->arena, strchr(a.address, ':') ? "[%s]:%d" : "%s:%d", a.address, a.port) : NULL;
    x->tls_version = *a.tls_version ? clean_copy(a.tls_version, h->arena) : NULL;
    x->location = a.redirect ? arena_strdup(h->arena, a.redirect) : NULL;
    take_certificate(call, x, h->arena);
}

static const char *masked(const struct http_request *r, const char *s, struct arena *arena)
{
    struct str text = {0};
    str_add(&text, s ? s : "");
    http_request_mask(r, &text);
    const char *copy = s && !str_eq(str_get(&text), s) ? arena_strdup(arena, str_get(&text)) : s;
    str_release(&text);
    return copy;
}

/* What we told them in confidence does not come back by them. */
static void keep_secrets(const struct http_request *r, struct hearing *h, struct http_exchange *x)
{
    http_request_mask(r, &h->body);
    for (size_t i = 0; i < x->n_headers; i++)
        x->header[i].value = masked(r, x->header[i].value, h->arena);
}

static void exchange(struct http_look *look, const struct http_request *asked, const struct curl_request *wanted, struct arena *arena,
                     struct http_exchange *x)
{
    struct hearing h = {.x = x, .arena = arena};
    struct curl_request r = *wanted;
    r.to = &h;
    look->f->requests++;
    struct curl_call *call = curl_start(look->curl, &r);
    while (!curl_is_done(call) && !http_is_stopped(look))
        curl_turn(look->curl, INT64_MAX, look->options->mask);
    take_answer(call, &h, x);
    curl_end(call);
    keep_secrets(asked, &h, x);
    x->n_body = h.body.n;
    x->body = arena_strndup(arena, str_get(&h.body), h.body.n);
    for (size_t i = 0; i < x->n_body; i++)
        x->lines += x->body[i] == '\n';
    x->lines += x->n_body && x->body[x->n_body - 1] != '\n';
    str_release(&h.body);
}

/* ---- where it sends us ------------------------------------------------------------------------------------------------ */

struct road {
    const char *url[REDIRECTS_MOST + 1];
    size_t n;
};

static bool was_there(const struct road *road, const char *url)
{
    for (size_t i = 0; i < road->n; i++)
        if (str_eq(road->url[i], url))
            return true;
    return false;
}

/* After 301 and 302 a POST becomes a GET, as everywhere; after 303 whatever it was (RFC 9110, 15.4). */
static const char *method_after(const char *method, int status)
{
    bool is_changed = status == 303 ? !str_eq(method, "HEAD") : (status == 301 || status == 302) && str_eq(method, "POST");
    return is_changed ? "GET" : method;
}

static bool take_turn(struct http_look *look)
{
    return http_wait(look, pace_take(&look->pace, tool_clock()));
}

static void follow(struct http_look *look, const struct http_request *r, struct arena *arena, struct http_exchange *x)
{
    struct road road = {.url = {r->url}, .n = 1};
    const char *method = r->method ? r->method : "GET", *url = r->url;
    int most = r->redirects < REDIRECTS_MOST ? r->redirects : REDIRECTS_MOST, n = 0;
    for (;;) {
        struct curl_request wanted;
        make_request(r, url, method, !http_url_same_origin(url, r->url), arena, &wanted);
        http_exchange_init(x);
        exchange(look, r, &wanted, arena, x);
        x->redirects = n;
        x->url = url;
        if (!x->location || trouble_is_failure(x->trouble) || !most)
            return;
        if (n == most || was_there(&road, x->location)) {
            x->trouble = TROUBLE_REDIRECTS;
            return;
        }
        if (!take_turn(look)) {
            x->trouble = TROUBLE_STOPPED;
            return;
        }
        method = method_after(method, x->status);
        url = road.url[road.n++] = x->location;
        n++;
    }
}

/* ---- with retries ----------------------------------------------------------------------------------------------------- */

/* xorshift: enough to keep many that were refused together from coming back together. */
static double chance(struct http_look *look)
{
    look->chance ^= look->chance << 13, look->chance ^= look->chance >> 7, look->chance ^= look->chance << 17;
    return (double)(look->chance >> 11) / 9007199254740992.0;
}

static bool heed(struct http_look *look, const struct http_exchange *x)
{
    struct http_told told;
    int64_t now = tool_clock(), before = look->pace.next;
    http_exchange_tell(x, http_wall_clock(), &told);
    bool goes_on = pace_heed(&look->pace, x->status, told.retry_after, chance(look), now);
    if (look->pace.next > before && look->pace.next > now)
        look->f->waited += look->pace.next - (before > now ? before : now);
    return goes_on;
}

static const char *shown(const char *url, struct arena *arena)
{
    struct str text = {0};
    http_url_show(url, &text);
    const char *copy = arena_strdup(arena, str_get(&text));
    str_release(&text);
    return copy;
}

void http_ask(struct http_look *look, const struct http_request *r, struct arena *arena, struct http_exchange *x)
{
    bool may_wait = look->options->retries || look->f->asked > 1;
    http_exchange_init(x);
    x->trouble = TROUBLE_STOPPED;
    for (int attempt = 1; take_turn(look); attempt++) {
        follow(look, r, arena, x);
        x->attempts = attempt;
        bool is_refused = x->status == 429 || x->status == 503, may_go_on = heed(look, x);
        if (is_refused && !may_go_on && may_wait && x->trouble == TROUBLE_NONE)
            x->trouble = TROUBLE_BUSY;
        if (!is_refused || !may_go_on || attempt > look->options->retries)
            break;
    }
    x->url = shown(x->url ? x->url : r->url, arena);
    x->location = x->location ? masked(r, shown(x->location, arena), arena) : NULL;
}
