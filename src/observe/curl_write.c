/* curl_write: each word quoted by one function, names of values between. */
#include "observe/curl_write.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/shell.h"
#include "base/time.h"

struct writing {
    struct str *out;
    bool is_long;
};

static void next(struct writing *w)
{
    str_add(w->out, w->is_long ? " \\\n  " : " ");
}

static void option(struct writing *w, const char *name, const char *value)
{
    if (!value)
        return;
    next(w);
    str_addf(w->out, "%s ", name);
    shell_add_word(w->out, value);
}

static size_t name_length(const char *s)
{
    static const char first[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
    return *s && strchr(first, *s) ? strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") : 0;
}

static void add_literal(struct str *out, const char *s, size_t n)
{
    if (!n)
        return;
    char *copy = mem_strndup(s, n);
    shell_add_quoted(out, copy);
    mem_free(copy);
}

/* 'Authorization: Bearer '"$TOKEN" */
static void add_filled(struct str *out, const char *text)
{
    const char *from = text;
    for (const char *s = text; *s;) {
        bool braces = s[0] == '$' && s[1] == '{';
        size_t n = *s == '$' ? name_length(s + 1 + braces) : 0;
        if (!n || (braces && s[2 + n] != '}')) {
            s++;
            continue;
        }
        add_literal(out, from, (size_t)(s - from));
        str_addf(out, "\"$%.*s\"", (int)n, s + 1 + braces);
        s = from = s + 1 + n + (braces ? 2 : 0);
    }
    add_literal(out, from, strlen(from));
}

/* AUTHORIZATION of Authorization, X_API_KEY of X-Api-Key: a name to set before it is run. */
static void add_own_name(struct str *out, const char *name)
{
    str_add(out, "\"$");
    for (const char *s = name; *s; s++)
        str_add_char(out, isalnum((unsigned char)*s) ? (char)toupper((unsigned char)*s) : '_');
    str_add(out, "\"");
}

static void add_header(struct writing *w, const struct http_header *h)
{
    struct str before = {0};
    const char *source = h->source ? h->source : http_header_is_secret(h->name) ? "" : NULL;
    str_addf(&before, *h->value || source ? "%s: " : "%s:", h->name);
    next(w);
    if (!source) {
        str_add(&before, h->value);
        str_add(w->out, "-H ");
        shell_add_quoted(w->out, str_get(&before));
    } else if (*source == '@') {
        str_add(w->out, "-H ");
        shell_add_quoted(w->out, source);
    } else if (*source && strchr(source, '$')) {
        str_add(&before, source);
        str_add(w->out, "-H ");
        add_filled(w->out, str_get(&before));
    } else {
        str_add(w->out, "-H ");
        shell_add_quoted(w->out, str_get(&before));
        add_own_name(w->out, h->name);
    }
    str_release(&before);
}

/* A file of headers is named once. */
static bool is_named_before(const struct http_request *r, size_t i)
{
    const char *source = r->header.v[i].source;
    for (size_t k = 0; source && *source == '@' && k < i; k++)
        if (str_eq(r->header.v[k].source, source))
            return true;
    return false;
}

static void add_method(struct writing *w, const struct http_request *r)
{
    const char *method = r->method ? r->method : "GET";
    bool has_body = r->body || r->body_source;
    if (strcmp(method, "HEAD") == 0)
        next(w), str_add(w->out, "-I");
    else if (strcmp(method, has_body ? "POST" : "GET") != 0)
        option(w, "-X", method);
}

static void add_user(struct writing *w, const struct http_request *r)
{
    if (!r->user)
        return;
    next(w);
    str_add(w->out, "-u ");
    if (r->user_source && strchr(r->user_source, '$'))
        add_filled(w->out, r->user_source);
    else
        str_add(w->out, "\"$USER_AND_PASSWORD\"");
}

static void add_manners(struct writing *w, const struct http_request *r)
{
    char number[32];
    if (r->redirects) {
        snprintf(number, sizeof number, "%d", r->redirects);
        option(w, "-L --max-redirs", number);
    }
    if (r->timeout) {
        snprintf(number, sizeof number, "%g", (double)r->timeout / (double)TIME_SECOND);
        option(w, "-m", number);
    }
    if (r->insecure)
        next(w), str_add(w->out, "-k");
    if (r->is_compressed)
        next(w), str_add(w->out, "--compressed");
}

/* As it was written, where values of the environment are in it; else to the letter. */
static void add_part(struct writing *w, const char *s, size_t n, bool is_kept)
{
    char *copy = mem_strndup(s, n);
    if (is_kept)
        add_filled(w->out, copy);
    else
        shell_add_quoted(w->out, copy);
    mem_free(copy);
}

/* A password in a URL is a secret like any other. */
static void add_url(struct writing *w, const char *name, const char *url, bool is_kept, const char *password)
{
    const char *start = strstr(url, "://"), *at, *colon;
    start = start ? start + strlen("://") : url;
    at = memrchr(start, '@', strcspn(start, "/?#"));
    colon = at ? memchr(start, ':', (size_t)(at - start)) : NULL;
    next(w);
    str_addf(w->out, "%s ", name);
    if (colon) {
        add_part(w, url, (size_t)(colon + 1 - url), is_kept);
        str_addf(w->out, "\"$%s\"", password);
        url = at;
    }
    add_part(w, url, strlen(url), is_kept);
}

static void add_body(struct writing *w, const struct http_request *r)
{
    if (r->body_source)
        option(w, "--data-binary", r->body_source);
    else if (r->body_kept)
        next(w), str_add(w->out, "--data-raw "), add_filled(w->out, r->body_kept);
    else
        option(w, "--data-raw", r->body);
}

void curl_write(const struct http_request *r, bool is_long, struct str *out)
{
    struct writing w = {out, is_long};
    str_add(out, "curl -gsS");
    add_method(&w, r);
    for (size_t i = 0; i < r->header.n; i++)
        if (!is_named_before(r, i))
            add_header(&w, &r->header.v[i]);
    add_body(&w, r);
    add_user(&w, r);
    option(&w, "-A", r->user_agent);
    for (size_t i = 0; i < r->resolve.n; i++)
        option(&w, "--resolve", r->resolve.v[i]);
    for (size_t i = 0; i < r->connect_to.n; i++)
        option(&w, "--connect-to", r->connect_to.v[i]);
    option(&w, "--cert", r->cert);
    option(&w, "--key", r->key);
    option(&w, "--cacert", r->ca);
    if (r->proxy)
        add_url(&w, "-x", r->proxy, false, "PROXY_PASSWORD");
    add_manners(&w, r);
    const char *url = r->url_kept ? r->url_kept : r->url;
    add_url(&w, "--url", url ? url : "", r->url_kept, "PASSWORD");
}
