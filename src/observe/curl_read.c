/* curl_read: a row for each option of curl. */
#include "observe/curl_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/time.h"
#include "observe/curl_words.h"
#include "text/clean.h"

struct curling {
    struct http_request *r;
    struct curl_reading *reading;
    const struct curl_word_list *words;
    size_t at;            /* the next word */
    struct str data, kept; /* as it is sent, and as it was written */
    const char *data_file;
    bool has_value; /* of a name, in the data */
    bool is_get, is_head, follows, is_json;
    int redirects;        /* -1: not said */
    struct err *e;
};

typedef bool (*take_option)(struct curling *c, const struct curl_word *value);

/* ---- what options do -------------------------------------------------------------------------------------------------- */

static const char *copy(struct curling *c, const char *s)
{
    return arena_strdup(&c->r->arena, s);
}

static bool take_method(struct curling *c, const struct curl_word *v)
{
    c->r->method = copy(c, v->text);
    return true;
}

/* What is secret in a header is so whatever it is written with. */
static bool add_header(struct curling *c, const char *name, const char *value, const char *source)
{
    bool is_secret = source || http_header_is_secret(name);
    struct str text = {0};
    str_addf(&text, "%s: %s", name, value);
    bool ok = http_request_add_header(c->r, str_get(&text), is_secret ? (source ? source : "") : NULL, c->e);
    str_release(&text);
    return ok;
}

static bool take_header(struct curling *c, const struct curl_word *v)
{
    size_t n = strcspn(v->text, ":");
    if (*v->text == '@')
        return err_set(c->e, ERR_INPUT, _("-H %s: headers in a file are not read; write them out"), v->text);
    if (!v->text[n])
        return err_set(c->e, ERR_INPUT, _("-H: a header is written NAME: VALUE"));
    if (v->source && (strcspn(v->source, ":") != n || strncmp(v->source, v->text, n) != 0))
        return err_set(c->e, ERR_INPUT, _("-H: a value in the name of a header cannot be kept apart from it; write the name out"));
    char *name = mem_strndup(v->text, n);
    const char *value = v->text + n + 1, *source = v->source ? strchr(v->source, ':') : NULL;
    bool ok = add_header(c, name, value + strspn(value, " \t"), source ? source + 1 + strspn(source + 1, " \t") : NULL);
    mem_free(name);
    return ok;
}

static void add_piece(struct curling *c, const char *text, const char *source)
{
    str_addf(&c->data, c->data.n ? "&%s" : "%s", text);
    str_addf(&c->kept, c->kept.n ? "&%s" : "%s", source ? source : text);
    c->has_value |= source != NULL;
}

static bool take_data(struct curling *c, const struct curl_word *v)
{
    if (*v->text == '@')
        c->data_file = copy(c, v->text);
    else
        add_piece(c, v->text, v->source);
    return true;
}

static bool take_raw(struct curling *c, const struct curl_word *v)
{
    add_piece(c, v->text, v->source);
    return true;
}

/* "content", "=content", "name=content"; with @ it is a file. */
static bool take_encoded(struct curling *c, const struct curl_word *v)
{
    const char *sign = strchr(v->text, '='), *at = strchr(v->text, '@');
    if (at && (!sign || at < sign)) {
        c->data_file = copy(c, at);
        return true;
    }
    struct str piece = {0};
    if (sign > v->text)
        str_add_n(&piece, v->text, (size_t)(sign - v->text) + 1);
    http_url_encode(&piece, sign ? sign + 1 : v->text);
    add_piece(c, str_get(&piece), v->source ? v->source + (*v->source == '=') : NULL);
    str_release(&piece);
    return true;
}

static bool take_json(struct curling *c, const struct curl_word *v)
{
    c->is_json = true;
    return take_data(c, v);
}

static bool take_user(struct curling *c, const struct curl_word *v)
{
    c->r->user = copy(c, v->text);
    c->r->user_source = copy(c, v->source ? v->source : "");
    return true;
}

static bool take_cookie(struct curling *c, const struct curl_word *v)
{
    if (!strchr(v->text, '='))
        return err_set(c->e, ERR_INPUT, _("-b %s: cookies in a file are not read; write them out as NAME=VALUE"), v->text);
    return add_header(c, "Cookie", v->text, v->source ? v->source : "");
}

static bool take_agent(struct curling *c, const struct curl_word *v)
{
    c->r->user_agent = copy(c, v->text);
    return true;
}

static bool take_referer(struct curling *c, const struct curl_word *v)
{
    return add_header(c, "Referer", v->text, v->source);
}

static bool take_url(struct curling *c, const struct curl_word *v)
{
    if (c->r->url)
        return err_set(c->e, ERR_INPUT, _("two URLs, and one request is to be repeated: leave one out"));
    const char *scheme = strstr(v->text, "://") ? "" : "http://"; /* as curl does */
    c->r->url = arena_printf(&c->r->arena, "%s%s", scheme, v->text);
    c->r->url_kept = v->source ? arena_printf(&c->r->arena, "%s%s", scheme, v->source) : NULL;
    return true;
}

static bool take_flag_get(struct curling *c, const struct curl_word *v) { return (void)v, c->is_get = true; }
static bool take_flag_head(struct curling *c, const struct curl_word *v) { return (void)v, c->is_head = true; }
static bool take_flag_follow(struct curling *c, const struct curl_word *v) { return (void)v, c->follows = true; }
static bool take_flag_insecure(struct curling *c, const struct curl_word *v) { return (void)v, c->r->insecure = true; }
static bool take_flag_compressed(struct curling *c, const struct curl_word *v) { return (void)v, c->r->is_compressed = true; }

static bool take_timeout(struct curling *c, const struct curl_word *v)
{
    char *end;
    double s = strtod(v->text, &end);
    if (*end || !(s > 0) || s > 3600)
        return err_set(c->e, ERR_INPUT, _("-m %s: no number of seconds up to an hour"), v->text);
    c->r->timeout = (int64_t)(s * (double)TIME_SECOND);
    return true;
}

static bool take_redirects(struct curling *c, const struct curl_word *v)
{
    char *end;
    long n = strtol(v->text, &end, 10);
    if (*end || n < -1 || n > 1000)
        return err_set(c->e, ERR_INPUT, _("--max-redirs %s: no number of redirects"), v->text);
    c->redirects = n < 0 || n > 30 ? 30 : (int)n;
    return true;
}

static bool take_resolve(struct curling *c, const struct curl_word *v) { return *vec_push(&c->r->resolve) = copy(c, v->text), true; }
static bool take_connect(struct curling *c, const struct curl_word *v) { return *vec_push(&c->r->connect_to) = copy(c, v->text), true; }
static bool take_ca(struct curling *c, const struct curl_word *v) { return c->r->ca = copy(c, v->text), true; }
static bool take_cert(struct curling *c, const struct curl_word *v) { return c->r->cert = copy(c, v->text), true; }
static bool take_key(struct curling *c, const struct curl_word *v) { return c->r->key = copy(c, v->text), true; }
static bool take_proxy(struct curling *c, const struct curl_word *v) { return c->r->proxy = copy(c, v->text), true; }

/* ---- the options ------------------------------------------------------------------------------------------------------ */

static const struct option_of_curl {
    char letter;
    const char *name;
    bool has_value;
    take_option take; /* NULL: it does not change the request */
} options[] = {
    {'X', "request", true, take_method},
    {'H', "header", true, take_header},
    {'d', "data", true, take_data},
    {0, "data-ascii", true, take_data},
    {0, "data-binary", true, take_data},
    {0, "data-raw", true, take_raw},
    {0, "data-urlencode", true, take_encoded},
    {0, "json", true, take_json},
    {'u', "user", true, take_user},
    {'b', "cookie", true, take_cookie},
    {'A', "user-agent", true, take_agent},
    {'e', "referer", true, take_referer},
    {'G', "get", false, take_flag_get},
    {'I', "head", false, take_flag_head},
    {'L', "location", false, take_flag_follow},
    {0, "location-trusted", false, take_flag_follow},
    {'k', "insecure", false, take_flag_insecure},
    {0, "compressed", false, take_flag_compressed},
    {'m', "max-time", true, take_timeout},
    {0, "max-redirs", true, take_redirects},
    {0, "resolve", true, take_resolve},
    {0, "connect-to", true, take_connect},
    {0, "cacert", true, take_ca},
    {'E', "cert", true, take_cert},
    {0, "key", true, take_key},
    {'x', "proxy", true, take_proxy},
    {0, "url", true, take_url},
    {'o', "output", true, NULL},
    {'O', "remote-name", false, NULL},
    {'s', "silent", false, NULL},
    {'S', "show-error", false, NULL},
    {'v', "verbose", false, NULL},
    {'i', "include", false, NULL},
    {'f', "fail", false, NULL},
    {0, "fail-with-body", false, NULL},
    {'g', "globoff", false, NULL},
    {'N', "no-buffer", false, NULL},
    {'#', "progress-bar", false, NULL},
    {0, "no-progress-meter", false, NULL},
    {'w', "write-out", true, NULL},
    {'D', "dump-header", true, NULL},
    {'c', "cookie-jar", true, NULL},
    {'4', "ipv4", false, NULL},
    {'6', "ipv6", false, NULL},
    {'0', "http1.0", false, NULL},
    {0, "http1.1", false, NULL},
    {0, "http2", false, NULL},
    {0, "http2-prior-knowledge", false, NULL},
    {0, "http3", false, NULL},
    {'1', "tlsv1", false, NULL},
    {0, "tlsv1.2", false, NULL},
    {0, "tlsv1.3", false, NULL},
    {0, "connect-timeout", true, NULL},
    {0, "retry", true, NULL},
    {0, "retry-delay", true, NULL},
    {0, "retry-max-time", true, NULL},
    {0, "limit-rate", true, NULL},
    {0, "path-as-is", false, NULL},
    {0, "basic", false, NULL},
    {0, "anyauth", false, NULL},
    {'q', "disable", false, NULL},
};
enum { N_OPTIONS = sizeof options / sizeof *options };

static bool refuse_option(struct curling *c, const char *option)
{
    char *clean = clean_line(option);
    err_set(c->e, ERR_INPUT, _("curl's option %.60s is not known here: leave it out, if the request is the same without it"), clean);
    mem_free(clean);
    return false;
}

static bool take(struct curling *c, const struct option_of_curl *o, const char *written, const struct curl_word *value)
{
    if (!o->take) {
        str_addf(&c->reading->left_out, c->reading->left_out.n ? " %s" : "%s", written);
        return true;
    }
    return o->take(c, value);
}

static bool next_value(struct curling *c, const char *option, struct curl_word *value)
{
    if (c->at == c->words->list.n)
        return err_set(c->e, ERR_INPUT, _("curl's option %s wants a value, and none follows: was all of it pasted?"), option);
    *value = c->words->list.v[c->at++];
    return true;
}

static bool read_long(struct curling *c, const char *word)
{
    struct curl_word value = {"", NULL};
    for (size_t i = 0; i < N_OPTIONS; i++)
        if (strcmp(options[i].name, word + 2) == 0)
            return (!options[i].has_value || next_value(c, word, &value)) && take(c, &options[i], word, &value);
    return refuse_option(c, word);
}

static const struct option_of_curl *find_letter(char letter)
{
    for (size_t i = 0; i < N_OPTIONS; i++)
        if (options[i].letter && options[i].letter == letter)
            return &options[i];
    return NULL;
}

/* The letters of options before are in both; where a value brought them, all of it is that value. */
static const char *source_behind(const struct curl_word *word, size_t n)
{
    bool is_same = word->source && strncmp(word->source, word->text, n) == 0;
    return is_same ? word->source + n : word->source;
}

/* -sSLk, -XPOST, -H VALUE. */
static bool read_short(struct curling *c, const struct curl_word *word)
{
    for (const char *s = word->text + 1; *s; s++) {
        const struct option_of_curl *o = find_letter(*s);
        char written[] = {'-', *s, '\0'};
        struct curl_word value = {s + 1, source_behind(word, (size_t)(s + 1 - word->text))};
        if (!o)
            return refuse_option(c, written);
        if (o->has_value)
            return (*value.text || next_value(c, written, &value)) && take(c, o, written, &value);
        if (!take(c, o, written, &value))
            return false;
    }
    return true;
}

/* ---- the whole -------------------------------------------------------------------------------------------------------- */

static void add_query(struct curling *c)
{
    struct http_request *r = c->r;
    char sign = strchr(r->url, '?') ? '&' : '?';
    if (r->url_kept || c->has_value)
        r->url_kept = arena_printf(&r->arena, "%s%c%s", r->url_kept ? r->url_kept : r->url, sign, str_get(&c->kept));
    r->url = arena_printf(&r->arena, "%s%c%s", r->url, sign, str_get(&c->data));
}

static bool finish(struct curling *c)
{
    struct http_request *r = c->r;
    if (c->is_get && c->data.n && r->url) {
        add_query(c);
    } else if (c->data.n) {
        r->body = arena_strndup(&r->arena, str_get(&c->data), c->data.n);
        r->n_body = c->data.n;
        r->body_kept = c->has_value ? copy(c, str_get(&c->kept)) : NULL;
    }
    r->body_source = c->is_get ? NULL : c->data_file;
    if (!r->method)
        r->method = c->is_head ? "HEAD" : (r->body || r->body_source) && !c->is_get ? "POST" : NULL;
    r->redirects = !c->follows ? 0 : c->redirects >= 0 ? c->redirects : 30;
    if (c->is_json && !http_request_find_header(r, "Content-Type") && !add_header(c, "Content-Type", "application/json", NULL))
        return false;
    if (c->is_json && !http_request_find_header(r, "Accept") && !add_header(c, "Accept", "application/json", NULL))
        return false;
    struct err e = {0};
    return http_request_check(r, &e) || err_set(c->e, ERR_INPUT, "%s", e.text);
}

static bool read_words(struct curling *c)
{
    if (!c->words->list.n || strcmp(c->words->list.v[0].text, "curl") != 0)
        return err_set(c->e, ERR_INPUT, _("this is no curl command: it begins with the word curl"));
    for (c->at = 1; c->at < c->words->list.n;) {
        const struct curl_word *word = &c->words->list.v[c->at++];
        bool is_option = word->text[0] == '-' && word->text[1];
        bool ok = !is_option ? take_url(c, word) : word->text[1] == '-' ? read_long(c, word->text) : read_short(c, word);
        if (!ok)
            return false;
    }
    return finish(c);
}

/* "$ curl ...": a prompt was pasted with it. */
static void skip_prompt(const char **text, size_t *n)
{
    while (*n && strchr(" \t\r\n", **text) && **text)
        ++*text, --*n;
    if (*n > 2 && ((*text)[0] == '$' || (*text)[0] == '#') && (*text)[1] == ' ')
        *text += 2, *n -= 2;
}

bool curl_read(const char *text, size_t n, struct curl_reading *reading, struct http_request *r, struct err *e)
{
    struct arena arena = {0};
    struct curl_word_list words = {0};
    struct curling c = {.r = r, .reading = reading, .words = &words, .redirects = -1, .e = e};
    skip_prompt(&text, &n);
    bool ok = curl_words_read(text, n, reading, &arena, &words, e) && read_words(&c);
    vec_release(&words.list);
    str_release(&c.data);
    str_release(&c.kept);
    arena_release(&arena);
    return ok;
}
