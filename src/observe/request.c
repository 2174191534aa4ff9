/* request: what may be sent, and what may be shown of it. */
#include "observe/request.h"

#include <string.h>
#include <strings.h>

#include "base/i18n.h"
#include "text/clean.h"

void http_request_release(struct http_request *r)
{
    vec_release(&r->header);
    vec_release(&r->resolve);
    vec_release(&r->connect_to);
    arena_release(&r->arena);
    *r = (struct http_request){0};
}

/* ---- headers ---------------------------------------------------------------------------------------------------------- */

/* RFC 9110, 5.6.2: a token. */
static size_t token_length(const char *s)
{
    return strspn(s, "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
}

static bool stays_in_its_line(const char *s)
{
    for (; *s; s++)
        if ((unsigned char)*s < 0x20 && *s != '\t')
            return false;
    return true;
}

bool http_request_add_header(struct http_request *r, const char *text, const char *source, struct err *e)
{
    size_t n = token_length(text);
    if (!n || text[n] != ':')
        return err_set(e, ERR_USAGE, _("a header is written NAME: VALUE, and a name has no spaces or colons"));
    const char *value = text + n + 1 + strspn(text + n + 1, " \t");
    if (!stays_in_its_line(value))
        return err_set(e, ERR_USAGE, _("the value of header %.*s has a line break or control character, which no server may get"), (int)n,
                       text);
    if (r->header.n >= HTTP_HEADERS_MOST)
        return err_set(e, ERR_USAGE, _("more than %d headers"), HTTP_HEADERS_MOST);
    struct http_header *h = vec_push(&r->header);
    h->name = arena_strndup(&r->arena, text, n);
    h->value = arena_strdup(&r->arena, value);
    h->source = arena_strdup(&r->arena, source);
    return true;
}

const struct http_header *http_request_find_header(const struct http_request *r, const char *name)
{
    for (size_t i = 0; i < r->header.n; i++)
        if (strcasecmp(r->header.v[i].name, name) == 0)
            return &r->header.v[i];
    return NULL;
}

bool http_header_is_secret(const char *name)
{
    static const char *const whole[] = {"authorization", "proxy-authorization", "cookie", "set-cookie", "x-csrf", "x-xsrf"};
    static const char *const parts[] = {"token", "secret", "api-key", "apikey", "password", "passwd", "credential", "session", "signature"};
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (strcasecmp(name, whole[i]) == 0)
            return true;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strcasestr(name, parts[i]))
            return true;
    return false;
}

/* ---- secrets ---------------------------------------------------------------------------------------------------------- */

static void mask(struct str *text, const char *secret, size_t n)
{
    enum { SHORTEST = 4 }; /* less than that is everywhere */
    struct str out = {0};
    const char *s = str_get(text), *end = s + text->n;
    if (n < SHORTEST || !memmem(s, text->n, secret, n))
        return;
    for (const char *at; (at = memmem(s, (size_t)(end - s), secret, n)); s = at + n) {
        str_add_n(&out, s, (size_t)(at - s));
        str_add(&out, HTTP_SECRET);
    }
    str_add_n(&out, s, (size_t)(end - s));
    str_release(text);
    *text = out;
}

/* "Bearer TOKEN" is a secret from its second word on, and "name=value; ..." from each sign. */
static void tell_value(const char *value, http_secret_fn *tell, void *who)
{
    tell(who, value, strlen(value));
    for (const char *s = value; *s; s += strcspn(s, " ;") + strspn(s + strcspn(s, " ;"), " ;")) {
        size_t n = strcspn(s, " ;");
        const char *sign = memchr(s, '=', n);
        if (sign && sign + 1 < s + n)
            tell(who, sign + 1, (size_t)(s + n - sign - 1));
        if (s > value)
            tell(who, s, n);
    }
}

void http_request_secrets(const struct http_request *r, http_secret_fn *tell, void *who)
{
    for (size_t i = 0; i < r->header.n; i++)
        if (r->header.v[i].source || http_header_is_secret(r->header.v[i].name))
            tell_value(r->header.v[i].value, tell, who);
    const char *password = r->user ? strchr(r->user, ':') : NULL;
    if (password)
        tell(who, password + 1, strlen(password + 1));
}

static void mask_in(void *text, const char *secret, size_t n)
{
    mask(text, secret, n);
}

void http_request_mask(const struct http_request *r, struct str *text)
{
    http_request_secrets(r, mask_in, text);
}

/* ---- URLs ------------------------------------------------------------------------------------------------------------- */

struct authority { /* host and port within a URL; port "" where it is not said */
    const char *scheme, *host, *port;
    size_t n_scheme, n_host, n_port;
};

static bool find_authority(const char *url, struct authority *a)
{
    const char *sign = strstr(url, "://");
    if (!sign || sign == url)
        return false;
    const char *start = sign + 3, *end = start + strcspn(start, "/?#");
    const char *at = memrchr(start, '@', (size_t)(end - start));
    *a = (struct authority){.scheme = url, .n_scheme = (size_t)(sign - url), .host = at ? at + 1 : start, .port = ""};
    const char *close = *a->host == '[' ? memchr(a->host, ']', (size_t)(end - a->host)) : NULL;
    const char *from = close ? close : a->host, *colon = memchr(from, ':', (size_t)(end - from));
    a->n_host = (size_t)((colon ? colon : end) - a->host);
    if (colon) {
        a->port = colon + 1;
        a->n_port = (size_t)(end - a->port);
    }
    return a->n_host > 0;
}

static bool is_http(const struct authority *a)
{
    return (a->n_scheme == 4 && strncasecmp(a->scheme, "http", 4) == 0) || (a->n_scheme == 5 && strncasecmp(a->scheme, "https", 5) == 0);
}

static void give_port(struct authority *a)
{
    if (a->n_port)
        return;
    a->port = a->n_scheme == 5 ? "443" : "80";
    a->n_port = strlen(a->port);
}

bool http_url_same_origin(const char *a, const char *b)
{
    struct authority x, y;
    if (!find_authority(a, &x) || !find_authority(b, &y))
        return false;
    give_port(&x), give_port(&y);
    return x.n_scheme == y.n_scheme && strncasecmp(x.scheme, y.scheme, x.n_scheme) == 0 && x.n_host == y.n_host &&
           strncasecmp(x.host, y.host, x.n_host) == 0 && x.n_port == y.n_port && strncmp(x.port, y.port, x.n_port) == 0;
}

void http_url_encode(struct str *out, const char *s)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    for (; *s; s++) {
        if (strchr(plain, *s))
            str_add_char(out, *s);
        else
            str_addf(out, "%%%02X", (unsigned)(unsigned char)*s);
    }
}

void http_url_show(const char *url, struct str *out)
{
    struct authority a;
    const char *start = find_authority(url, &a) ? a.scheme + a.n_scheme + 3 : NULL;
    const char *colon = start && a.host > start ? memchr(start, ':', (size_t)(a.host - start)) : NULL;
    if (!colon) {
        clean_add(out, url, strlen(url), CLEAN_LINE);
        return;
    }
    clean_add(out, url, (size_t)(colon + 1 - url), CLEAN_LINE);
    str_add(out, HTTP_SECRET "@");
    clean_add(out, a.host, strlen(a.host), CLEAN_LINE);
}

/* ---- the whole -------------------------------------------------------------------------------------------------------- */

bool http_method_only_reads(const char *method)
{
    return !method || strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0 || strcmp(method, "OPTIONS") == 0;
}

static bool check_url(const char *url, struct err *e)
{
    struct authority a;
    if (!url || !*url)
        return err_set(e, ERR_USAGE, _("there is no URL to ask; write `triage http https://HOST/PATH`"));
    for (const char *s = url; *s; s++)
        if ((unsigned char)*s <= ' ' || *s == 0x7f)
            return err_set(e, ERR_USAGE, _("the URL has a space or control character in it; write it as %%20, or quote it whole"));
    if (!find_authority(url, &a) || !is_http(&a)) {
        struct str shown = {0};
        http_url_show(url, &shown);
        err_set(e, ERR_USAGE, _("'%.200s' is no URL of HTTP; it begins with http:// or https:// and a host"), str_get(&shown));
        str_release(&shown);
        return false;
    }
    return true;
}

bool http_request_check(const struct http_request *r, struct err *e)
{
    size_t n = r->method ? token_length(r->method) : 1;
    if (r->method && (!n || r->method[n] || n > 32))
        return err_set(e, ERR_USAGE, _("'%.40s' is no method; write GET, HEAD or OPTIONS"), r->method);
    return check_url(r->url, e);
}
