/* finding_read: a line of JSON to a finding. It may have been pasted by anyone: what does not fit is left out. */
#include "observe/finding.h"

#include <string.h>

#include "base/i18n.h"
#include "text/clean.h"
#include "text/json.h"

enum { TEXT_MOST = 8 << 10, DIFFERENCES_MOST = 500, WRONG_MOST = 100 };

struct reading {
    struct http_finding *f;
};

/* Cleaned, because it may be seen; NULL: there is none. */
static const char *text_of(struct reading *r, const struct json *map, const char *key, enum clean_mode mode)
{
    const char *text = json_text(json_get(map, key));
    if (!text)
        return NULL;
    struct str clean = {0};
    size_t n = strlen(text);
    clean_add(&clean, text, n < TEXT_MOST ? n : TEXT_MOST, mode);
    const char *copy = arena_strdup(&r->f->arena, str_get(&clean));
    str_release(&clean);
    return copy;
}

static const char *line_of(struct reading *r, const struct json *map, const char *key)
{
    return text_of(r, map, key, CLEAN_LINE);
}

static int64_t int_of(const struct json *map, const char *key, int64_t least, int64_t most, int64_t otherwise)
{
    int64_t n = otherwise;
    return json_int(json_get(map, key), &n) && n >= least && n <= most ? n : otherwise;
}

static int64_t length_of(const struct json *map, const char *key)
{
    return int_of(map, key, 0, 100 * TIME_DAY, -1);
}

static int64_t time_of(const struct json *map, const char *key)
{
    int64_t at = TIME_NONE;
    const char *text = json_text(json_get(map, key));
    return text && time_parse(text, &at) ? at : TIME_NONE;
}

static enum trouble trouble_of(const struct json *name)
{
    enum trouble t = TROUBLE_NONE;
    const char *text = json_text(name);
    return text && !trouble_parse(text, &t) ? TROUBLE_OTHER : t;
}

static void read_headers(struct reading *r, const struct json *list, struct http_exchange *x)
{
    size_t n = json_count(list);
    n = n < HTTP_HEADERS_MOST ? n : HTTP_HEADERS_MOST;
    x->header = arena_array(&r->f->arena, n + 1, sizeof *x->header);
    for (size_t i = 0; i < n; i++) {
        const char *name = json_text(json_item(json_item(list, i), 0)), *value = json_text(json_item(json_item(list, i), 1));
        if (!name || !value)
            continue;
        struct str line = {0};
        str_addf(&line, "%.200s: %.2000s", name, value);
        if (!strchr(name, ':') && strncmp(name, "HTTP/", 5) != 0)
            http_exchange_take_line(x, str_get(&line), line.n, &r->f->arena);
        str_release(&line);
    }
}

static void read_certificate(struct reading *r, const struct json *c, struct http_exchange *x)
{
    x->certificate.until = time_of(c, "until");
    x->certificate.subject = line_of(r, c, "subject");
    x->certificate.issuer = line_of(r, c, "issuer");
}

static void read_exchange(struct reading *r, const struct json *map, struct http_exchange *x)
{
    http_exchange_init(x);
    x->url = line_of(r, map, "url");
    x->trouble = trouble_of(json_get(map, "trouble"));
    x->words = line_of(r, map, "words");
    x->status = (int)int_of(map, "status", 100, 999, 0);
    x->http_version = (int)int_of(map, "http_version", 9, 99, 0);
    x->address = line_of(r, map, "address");
    x->tls_version = line_of(r, map, "tls_version");
    x->dns = length_of(map, "dns_us");
    x->connect = length_of(map, "connect_us");
    x->tls = length_of(map, "tls_us");
    x->first_byte = length_of(map, "first_byte_us");
    x->total = length_of(map, "total_us");
    x->size = int_of(map, "size", 0, INT64_MAX, 0);
    x->is_cut = json_flag(json_get(map, "is_cut"));
    x->location = line_of(r, map, "location");
    x->redirects = (int)int_of(map, "redirects", 0, 1000, 0);
    x->attempts = (int)int_of(map, "attempts", 1, 1000, 1);
    x->lines = (size_t)int_of(map, "lines", 0, INT64_MAX, 0);
    x->body = text_of(r, map, "body", CLEAN_TEXT);
    x->body = x->body ? x->body : "";
    x->n_body = strlen(x->body);
    read_certificate(r, json_get(map, "certificate"), x);
    read_headers(r, json_get(map, "headers"), x);
}

static void read_wrong(struct reading *r, const struct json *list)
{
    struct http_wrongs *all = &r->f->wrong;
    size_t n = json_count(list);
    n = n < WRONG_MOST ? n : WRONG_MOST;
    all->v = arena_array(&r->f->arena, n + 1, sizeof *all->v);
    for (size_t i = 0; i < n; i++) {
        const struct json *w = json_item(list, i);
        struct http_wrong *to = &all->v[all->n];
        if (!http_aspect_parse(json_text(json_get(w, "aspect")), &to->aspect))
            continue;
        to->name = line_of(r, w, "name");
        to->wanted = line_of(r, w, "wanted");
        to->got = line_of(r, w, "got");
        all->n++;
    }
}

static bool read_sample(const struct json *row, struct http_sample *s)
{
    int64_t at, status, took, passed;
    if (!json_int(json_item(row, 0), &at) || !json_int(json_item(row, 1), &status) || !json_int(json_item(row, 2), &took) ||
        !json_int(json_item(row, 3), &passed))
        return false;
    if (at < 0 || at > 100 * TIME_DAY || status < 0 || status > 999 || took < -1 || took > 100 * TIME_DAY)
        return false;
    *s = (struct http_sample){at, took, (int)status, trouble_of(json_item(row, 4)), passed == 1};
    return true;
}

static void read_samples(struct reading *r, const struct json *list)
{
    size_t n = json_count(list);
    n = n < SERIES_MOST ? n : SERIES_MOST;
    r->f->sample = arena_array(&r->f->arena, n + 1, sizeof *r->f->sample);
    for (size_t i = 0; i < n; i++)
        r->f->n_samples += read_sample(json_item(list, i), &r->f->sample[r->f->n_samples]);
}

static void read_fact(void *to, const char *key, const struct json *value)
{
    struct reading *r = to;
    const char *text = json_text(value);
    if (r->f->n_facts == HTTP_FACTS_MOST || strlen(key) > 63)
        return;
    size_t n = text ? strlen(text) : 0;
    r->f->fact[r->f->n_facts++] =
        (struct http_fact){arena_strdup(&r->f->arena, key), text ? arena_strndup(&r->f->arena, text, n < TEXT_MOST ? n : TEXT_MOST) : NULL};
}

static void read_comparison(struct reading *r, const struct json *map)
{
    struct http_comparison *c = &r->f->comparison;
    const struct json *list = json_get(map, "differences");
    size_t n = json_count(list);
    n = n < DIFFERENCES_MOST ? n : DIFFERENCES_MOST;
    c->is_same = json_flag(json_get(map, "is_same"));
    http_hint_parse(json_text(json_get(map, "hint")), &c->hint);
    c->about = line_of(r, map, "about");
    c->v = arena_array(&r->f->arena, n + 1, sizeof *c->v);
    for (size_t i = 0; i < n; i++) {
        const struct json *d = json_item(list, i);
        struct http_difference *to = &c->v[c->n];
        if (!http_part_parse(json_text(json_get(d, "part")), &to->part))
            continue;
        to->name = line_of(r, d, "name");
        to->first = line_of(r, d, "first");
        to->second = line_of(r, d, "second");
        c->n++;
    }
}

static void read_all(struct reading *r, const struct json *map)
{
    struct http_finding *f = r->f;
    f->method = line_of(r, map, "method");
    f->url = line_of(r, map, "url");
    f->at = time_of(map, "at");
    f->is_partial = json_flag(json_get(map, "is_partial"));
    f->passed = json_flag(json_get(map, "passed"));
    read_exchange(r, json_get(map, "exchange"), &f->x);
    read_wrong(r, json_get(map, "wrong"));
    read_samples(r, json_get(map, "samples"));
    f->asked = (size_t)int_of(map, "asked", 0, SERIES_MOST, 1);
    f->every = length_of(map, "every_us");
    f->ended = trouble_of(json_get(map, "ended"));
    f->requests = (int)int_of(map, "requests", 0, 1000000, 0);
    f->waited = length_of(map, "waited_us");
    json_each(json_get(map, "facts"), read_fact, r);
    f->has_other = json_get(map, "other") != NULL;
    if (f->has_other) {
        read_exchange(r, json_get(map, "other"), &f->other);
        read_comparison(r, json_get(map, "comparison"));
    }
}

bool http_finding_read(const char *json, size_t n, struct http_finding *f, struct err *e)
{
    struct reading r = {f};
    int64_t version;
    *f = (struct http_finding){0};
    struct json *map = json_read(json, n, e);
    if (!map)
        return false;
    bool ok = json_int(json_get(map, "http"), &version) && json_get(map, "exchange");
    if (ok)
        read_all(&r, map);
    else
        err_set(e, ERR_INPUT, _("this is no finding of an HTTP request"));
    json_free(map);
    return ok;
}
