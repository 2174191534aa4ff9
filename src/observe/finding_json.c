/* finding_json: a finding as one line of JSON. */
#include "observe/finding.h"

#include <string.h>

#include "text/clean.h"
#include "text/json.h"

static void put_time(struct json *map, const char *key, int64_t at)
{
    char text[TIME_TEXT];
    if (at == TIME_NONE)
        return;
    time_format_utc(at, text);
    json_put_text(map, key, text);
}

static void put_length(struct json *map, const char *key, int64_t us)
{
    if (us >= 0)
        json_put_int(map, key, us);
}

static struct json *headers_of(const struct http_exchange *x)
{
    struct json *list = json_list();
    for (size_t i = 0; i < x->n_headers; i++) {
        struct json *pair = json_list();
        json_add_text(pair, x->header[i].name);
        json_add_text(pair, x->header[i].source ? HTTP_SECRET : x->header[i].value);
        json_add(list, pair);
    }
    return list;
}

/* The beginning of the body, as it may be seen. */
static void put_body(struct json *map, const struct http_exchange *x)
{
    struct str clean = {0};
    if (!x->n_body)
        return;
    clean_add(&clean, x->body, x->n_body < HTTP_BODY_SHOWN ? x->n_body : HTTP_BODY_SHOWN, CLEAN_TEXT);
    json_put_text(map, "body", str_get(&clean));
    json_put_int(map, "lines", (int64_t)x->lines);
    str_release(&clean);
}

static void put_certificate(struct json *map, const struct http_exchange *x)
{
    if (x->certificate.until == TIME_NONE)
        return;
    struct json *c = json_map();
    put_time(c, "until", x->certificate.until);
    json_put_text(c, "subject", x->certificate.subject);
    json_put_text(c, "issuer", x->certificate.issuer);
    json_put(map, "certificate", c);
}

static struct json *exchange_of(const struct http_exchange *x)
{
    struct json *map = json_map();
    json_put_text(map, "url", x->url);
    json_put_text(map, "trouble", trouble_name(x->trouble));
    json_put_text(map, "words", x->words);
    if (x->status)
        json_put_int(map, "status", x->status);
    if (x->http_version)
        json_put_int(map, "http_version", x->http_version);
    json_put_text(map, "address", x->address);
    json_put_text(map, "tls_version", x->tls_version);
    put_length(map, "dns_us", x->dns);
    put_length(map, "connect_us", x->connect);
    put_length(map, "tls_us", x->tls);
    put_length(map, "first_byte_us", x->first_byte);
    put_length(map, "total_us", x->total);
    json_put_int(map, "size", x->size);
    if (x->is_cut)
        json_put_flag(map, "is_cut", true);
    put_certificate(map, x);
    json_put_text(map, "location", x->location);
    json_put_int(map, "redirects", x->redirects);
    json_put_int(map, "attempts", x->attempts);
    json_put(map, "headers", headers_of(x));
    put_body(map, x);
    return map;
}

static struct json *wrong_of(const struct http_wrongs *wrong)
{
    struct json *list = json_list();
    for (size_t i = 0; i < wrong->n; i++) {
        struct json *w = json_map();
        json_put_text(w, "aspect", http_aspect_name(wrong->v[i].aspect));
        json_put_text(w, "name", wrong->v[i].name);
        json_put_text(w, "wanted", wrong->v[i].wanted);
        json_put_text(w, "got", wrong->v[i].got);
        json_add(list, w);
    }
    return list;
}

/* [at, status, took, passed, trouble], the lengths in us. */
static struct json *samples_of(const struct http_finding *f)
{
    struct json *list = json_list();
    for (size_t i = 0; i < f->n_samples; i++) {
        const struct http_sample *s = &f->sample[i];
        struct json *row = json_list();
        json_add_int(row, s->at);
        json_add_int(row, s->status);
        json_add_int(row, s->took);
        json_add_int(row, s->passed);
        if (s->trouble != TROUBLE_NONE)
            json_add_text(row, trouble_name(s->trouble));
        json_add(list, row);
    }
    return list;
}

static void put_facts(struct json *map, const struct http_finding *f)
{
    if (!f->n_facts)
        return;
    struct json *facts = json_map();
    for (size_t i = 0; i < f->n_facts; i++)
        json_put_text(facts, f->fact[i].name, f->fact[i].value);
    json_put(map, "facts", facts);
}

static struct json *comparison_of(const struct http_comparison *c)
{
    struct json *map = json_map(), *list = json_list();
    json_put_flag(map, "is_same", c->is_same);
    json_put_text(map, "hint", http_hint_name(c->hint));
    json_put_text(map, "about", c->about);
    for (size_t i = 0; i < c->n; i++) {
        struct json *d = json_map();
        json_put_text(d, "part", http_part_name(c->v[i].part));
        json_put_text(d, "name", c->v[i].name);
        json_put_text(d, "first", c->v[i].first);
        json_put_text(d, "second", c->v[i].second);
        json_add(list, d);
    }
    json_put(map, "differences", list);
    return map;
}

static void put_course(struct json *map, const struct http_finding *f)
{
    json_put(map, "samples", samples_of(f));
    json_put_int(map, "asked", (int64_t)f->asked);
    put_length(map, "every_us", f->every);
    if (f->ended != TROUBLE_NONE)
        json_put_text(map, "ended", trouble_name(f->ended));
    json_put_int(map, "requests", f->requests);
    put_length(map, "waited_us", f->waited);
}

void http_finding_print(const struct http_finding *f, struct str *out)
{
    struct json *map = json_map();
    json_put_int(map, "http", 1);
    json_put_text(map, "method", f->method);
    json_put_text(map, "url", f->url);
    put_time(map, "at", f->at);
    json_put_flag(map, "passed", f->passed);
    if (f->is_partial)
        json_put_flag(map, "is_partial", true);
    json_put(map, "exchange", exchange_of(&f->x));
    json_put(map, "wrong", wrong_of(&f->wrong));
    put_course(map, f);
    put_facts(map, f);
    if (f->has_other) {
        json_put(map, "other", exchange_of(&f->other));
        json_put(map, "comparison", comparison_of(&f->comparison));
    }
    json_print(map, false, out);
    json_free(map);
}

void http_finding_release(struct http_finding *f)
{
    arena_release(&f->arena);
    *f = (struct http_finding){0};
}
