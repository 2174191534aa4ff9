/* http_request: option rows, and what each means. */
#include "cli/http_request.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/time.h"
#include "cli/http_fill.h"
#include "observe/curl_read.h"
#include "observe/pace.h"
#include "text/regex.h"

enum { FILE_MOST = 1 << 20 };

const struct option_row http_options_rows[] = {
    {'X', "method", "WORD", N_("GET, HEAD or OPTIONS; any other changes something and wants --yes-it-changes")},
    {'H', "header", "NAME: VALUE", N_("send this header; may be repeated")},
    {0, "header-env", "NAME: VALUE", N_("the same, with $NAME for a value of the environment, which is never shown")},
    {0, "header-file", "FILE", N_("headers out of a file, one a line, whose values are never shown")},
    {'d', "body", "TEXT", N_("send this body")},
    {0, "body-file", "FILE", N_("send a file as body")},
    {'u', "user-env", "NAME", N_("log in with the name:password that this variable of the environment holds")},
    {'A', "user-agent", "TEXT", N_("say who asks; triage/VERSION")},
    {0, "url-env", "TEXT", N_("the URL, with $NAME for values of the environment, percent-encoded")},
    {0, "from-curl", "FILE", N_("the request of a curl command, as in a file or on standard input (-); it is read, not run")},
    {0, "from-curl-env", "NAME", N_("the same, out of this variable of the environment")},
    {0, "as-curl", NULL, N_("send nothing: print the request as a curl command, a secret as $NAME")},
    {0, "expect-status", "STATUS", N_("200, or 5xx for all of them; may be repeated; 2xx")},
    {0, "expect-header", "NAME: PATTERN", N_("a header that must match; may be repeated")},
    {0, "matches", "PATTERN", N_("the body must match")},
    {0, "expect-json", "POINTER=TEXT", N_("a value in the body, as in /checks/db=up; may be repeated")},
    {0, "at-most", "LENGTH", N_("the answer must be complete by then: 800ms")},
    {0, "certificate", "LENGTH", N_("the certificate must hold for so long: 14d")},
    {0, "fact", "NAME=FROM", N_("read a value from the body, by a JSON pointer or the first group of a pattern; may be repeated")},
    {0, "compare", "URL", N_("ask this one too, and say where the answers differ")},
    {0, "compare-env", "TEXT", N_("the same, with $NAME for values of the environment, percent-encoded")},
    {0, "compare-header", "NAME: VALUE", N_("a header of the other request; may be repeated")},
    {0, "compare-header-env", "NAME: VALUE", N_("the same, with $NAME for a value of the environment, which is never shown")},
    {0, "compare-resolve", "HOST:PORT:ADDRESS", N_("the address to ask for the other request")},
    {0, "compare-connect-to", "FROM:PORT:TO:PORT", N_("the place to connect to for the other request")},
    {0, "repeat", "NUMBER", N_("ask so many times, and say how often it failed")},
    {0, "every", "LENGTH", N_("once in so long: 500ms")},
    {0, "rate", "NUMBER", N_("never more requests a second than this, retries and redirects too; 2")},
    {0, "retries", "NUMBER", N_("ask again after 429 or 503, waiting longer each time; 0")},
    {0, "timeout", "LENGTH", N_("wait so long for one answer; 30s")},
    {0, "redirects", "NUMBER", N_("follow so many; 0")},
    {0, "resolve", "HOST:PORT:ADDRESS", N_("ask this address for that host")},
    {0, "connect-to", "FROM:PORT:TO:PORT", N_("connect to that place instead")},
    {0, "cert", "FILE", N_("our own certificate")},
    {0, "key", "FILE", N_("the key to it")},
    {0, "ca", "FILE", N_("trust these authorities instead of the system's")},
    {0, "proxy", "URL", N_("ask through this proxy; \"\" for none")},
    {'k', "insecure", NULL, N_("do not check the certificate")},
    {0, "compressed", NULL, N_("ask for a packed body, and unpack it")},
    {0, "yes-it-changes", NULL, N_("send a method that changes something; only by hand, never as a probe")},
    {0, "long", NULL, N_("show headers and body too")},
    {0, "json", NULL, N_("for machines: the finding as one line of JSON")},
    {0, "progress", NULL, N_("the same, with what is found so far twice a second before it")},
    {0, NULL, NULL, NULL},
};

/* ---- values ----------------------------------------------------------------------------------------------------------- */

static const char *given(const struct http_asked *a, const char *name)
{
    return command_option(a->line, name);
}

static bool read_length(const struct http_asked *a, const char *name, int64_t *us, struct err *e)
{
    const char *text = given(a, name);
    return !text || (time_parse_duration(text, us) && *us > 0) ||
           err_set(e, ERR_USAGE, _("--%s: '%.40s' is no length of time; write 500ms, 30s or 14d"), name, text);
}

static bool read_count(const struct http_asked *a, const char *name, long most, long *n, struct err *e)
{
    const char *text = given(a, name);
    char *end = NULL;
    *n = text ? strtol(text, &end, 10) : *n;
    return !text || (*text && !*end && *n >= 0 && *n <= most) ||
           err_set(e, ERR_USAGE, _("--%s: '%.40s' is no number from 0 to %ld"), name, text, most);
}

/* The arena's; NULL with *e set. */
static char *read_file(struct http_asked *a, const char *path, size_t *n, struct err *e)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return err_sys(e, ERR_ABSENT, "%s", path), NULL;
    char *bytes = arena_alloc(&a->arena, FILE_MOST + 1);
    ssize_t got = 1;
    for (*n = 0; got > 0 && *n < FILE_MOST; *n += got > 0 ? (size_t)got : 0)
        got = read(fd, bytes + *n, FILE_MOST - *n);
    close(fd);
    if (got < 0)
        return err_sys(e, ERR_IO, "%s", path), NULL;
    if (*n == FILE_MOST)
        return err_set(e, ERR_INPUT, _("%s: longer than 1 MiB, and that is the most that is sent"), path), NULL;
    bytes[*n] = '\0';
    return bytes;
}

/* "a=b" cut at the sign; false: there is none, or nothing before it. */
static bool cut(struct http_asked *a, const char *text, const char *sign, struct http_pair *pair)
{
    const char *at = strstr(text, sign);
    if (!at || at == text)
        return false;
    pair->name = arena_strndup(&a->arena, text, (size_t)(at - text));
    pair->wanted = arena_strdup(&a->arena, at + strlen(sign) + strspn(at + strlen(sign), " "));
    return true;
}

/* ---- the request ------------------------------------------------------------------------------------------------------ */

static bool read_headers(struct http_asked *a, struct http_request *r, const char *option, struct err *e)
{
    const char *text;
    for (size_t i = 0; (text = command_option_at(a->line, option, i)); i++)
        if (!http_request_add_header(r, text, NULL, e))
            return err_where(e, "--%s", option);
    return true;
}

static bool read_secret_headers(struct http_asked *a, struct http_request *r, const char *option, struct err *e)
{
    const char *text;
    for (size_t i = 0; (text = command_option_at(a->line, option, i)); i++) {
        const char *filled = http_fill(text, false, &a->arena, e), *colon = text + strcspn(text, ":");
        if (!filled || !http_request_add_header(r, filled, *colon ? colon + 1 + strspn(colon + 1, " \t") : colon, e))
            return err_where(e, "--%s", option);
    }
    return true;
}

static bool read_header_files(struct http_asked *a, struct err *e)
{
    const char *path;
    size_t n;
    for (size_t i = 0; (path = command_option_at(a->line, "header-file", i)); i++) {
        char *line = read_file(a, path, &n, e), *next;
        const char *source = arena_printf(&a->arena, "@%s", path);
        for (; line && *line; line = next) {
            next = line + strcspn(line, "\n");
            next += *next == '\n' ? (*next = '\0', 1) : 0;
            size_t length = strlen(line);
            if (length && line[length - 1] == '\r')
                line[length - 1] = '\0';
            if (*line && !http_request_add_header(&a->request, line, source, e))
                return err_where(e, "%s", path);
        }
        if (!line)
            return false;
    }
    return true;
}

static bool read_body(struct http_asked *a, struct err *e)
{
    const char *text = given(a, "body"), *path = given(a, "body-file");
    if (text && path)
        return err_set(e, ERR_USAGE, _("--body and --body-file are two bodies; give one"));
    if (text) {
        a->request.body = text;
        a->request.n_body = strlen(text);
    }
    if (path) {
        a->request.body = read_file(a, path, &a->request.n_body, e);
        a->request.body_source = arena_printf(&a->arena, "@%s", path);
    }
    if (text || path)
        a->request.body_kept = NULL;
    return !path || a->request.body;
}

static void add_all(struct http_asked *a, const char *option, struct http_request *r, bool is_resolve)
{
    const char *text;
    for (size_t i = 0; (text = command_option_at(a->line, option, i)); i++) {
        if (is_resolve)
            *vec_push(&r->resolve) = text;
        else
            *vec_push(&r->connect_to) = text;
    }
}

static bool read_user(struct http_asked *a, struct err *e)
{
    const char *name = given(a, "user-env");
    a->request.user = name ? getenv(name) : a->request.user;
    a->request.user_source = name ? arena_printf(&a->arena, "$%s", name) : a->request.user_source;
    return !name || a->request.user || err_set(e, ERR_USAGE, _("the environment has no %s: set it and export it"), name);
}

static bool read_url(struct http_asked *a, struct err *e)
{
    const char *text = given(a, "url-env");
    if (text && a->line->n_args)
        return err_set(e, ERR_USAGE, _("--url-env and an argument are two URLs; give one"));
    if (text || a->line->n_args)
        a->request.url_kept = NULL;
    a->request.url = text ? http_fill(text, true, &a->arena, e) : a->line->n_args ? a->line->arg[0] : a->request.url;
    return !text || a->request.url;
}

static const char *value_of(void *to, const char *name)
{
    (void)to;
    return getenv(name);
}

/* Options and the URL of our own command come after it, and beat it. */
static bool read_curl(struct http_asked *a, struct err *e)
{
    const char *path = given(a, "from-curl"), *name = given(a, "from-curl-env"), *text = name ? getenv(name) : NULL;
    struct curl_reading reading = {.value_of = value_of};
    size_t n = text ? strlen(text) : 0;
    if (name && !text)
        return err_set(e, ERR_USAGE, _("the environment has no %s: set it and export it"), name);
    if (path)
        text = read_file(a, strcmp(path, "-") == 0 ? "/dev/stdin" : path, &n, e);
    if (!text)
        return !path;
    bool ok = curl_read(text, n, &reading, &a->request, e) || err_where(e, path ? "--from-curl" : "--from-curl-env");
    if (ok && a->request.body_source && !given(a, "body-file"))
        ok = err_set(e, ERR_USAGE, _("its body is in the file %.200s: name it with --body-file"), a->request.body_source + 1);
    a->left_out = arena_strdup(&a->arena, str_get(&reading.left_out));
    str_release(&reading.left_out);
    return ok;
}

static const char *given_or(const struct http_asked *a, const char *name, const char *otherwise)
{
    const char *text = given(a, name);
    return text ? text : otherwise;
}

static bool read_manners(struct http_asked *a, struct err *e)
{
    struct http_request *r = &a->request;
    long redirects = r->redirects;
    r->method = given_or(a, "method", r->method);
    r->cert = given_or(a, "cert", r->cert);
    r->key = given_or(a, "key", r->key);
    r->ca = given_or(a, "ca", r->ca);
    r->proxy = given_or(a, "proxy", r->proxy);
    r->user_agent = given_or(a, "user-agent", r->user_agent);
    r->insecure |= given(a, "insecure") != NULL;
    r->is_compressed |= given(a, "compressed") != NULL;
    if (!read_length(a, "timeout", &r->timeout, e) || !read_count(a, "redirects", 30, &redirects, e))
        return false;
    r->redirects = (int)redirects;
    return true;
}

static bool read_request(struct http_asked *a, struct err *e)
{
    add_all(a, "resolve", &a->request, true);
    add_all(a, "connect-to", &a->request, false);
    return read_curl(a, e) && read_url(a, e) && read_manners(a, e) && read_headers(a, &a->request, "header", e) && read_secret_headers(a, &a->request, "header-env", e) &&
           read_header_files(a, e) && read_user(a, e) && read_body(a, e) && http_request_check(&a->request, e);
}

/* A method that changes something: a person at a shell may say so; a probe never does. */
static bool check_method(const struct http_asked *a, struct err *e)
{
    if (http_method_only_reads(a->request.method))
        return !a->request.body || a->request.method || err_set(e, ERR_USAGE, _("a body is sent by a method that changes something; name it with --method"));
    if (given(a, "as-curl"))
        return true;
    if (!given(a, "yes-it-changes"))
        return err_set(e, ERR_USAGE, _("%s changes something, and a probe only reads: make it an action of a flow, which is confirmed and "
                                       "recorded; by hand, add --yes-it-changes"), a->request.method);
    if (given(a, "repeat") || given(a, "retries"))
        return err_set(e, ERR_USAGE, _("%s changes something: it is sent once, so leave out --repeat and --retries"), a->request.method);
    return true;
}

/* ---- the other -------------------------------------------------------------------------------------------------------- */

/* As the first, but for what is said of it. Secrets do not go to another origin unless they are given for it. */
static bool read_other(struct http_asked *a, struct err *e)
{
    const struct http_request *r = &a->request;
    struct http_request *o = &a->other;
    const char *filled = given(a, "compare-env"), *url = filled ? http_fill(filled, true, &a->arena, e) : given(a, "compare");
    if (filled && !url)
        return err_where(e, "--compare-env");
    bool is_wanted = url || given(a, "compare-header-env") || given(a, "compare-header") || given(a, "compare-resolve") || given(a, "compare-connect-to");
    if (!is_wanted)
        return true;
    o->url = url ? url : r->url;
    bool is_away = !http_url_same_origin(o->url, r->url);
    o->method = r->method, o->body = r->body, o->n_body = r->n_body;
    o->ca = r->ca, o->proxy = r->proxy, o->user_agent = r->user_agent, o->user = is_away ? NULL : r->user;
    o->cert = is_away ? NULL : r->cert, o->key = is_away ? NULL : r->key;
    o->redirects = r->redirects, o->timeout = r->timeout, o->insecure = r->insecure, o->is_compressed = r->is_compressed;
    if (!read_headers(a, o, "compare-header", e) || !read_secret_headers(a, o, "compare-header-env", e))
        return false;
    for (size_t i = 0; i < r->header.n; i++) {
        const struct http_header *h = &r->header.v[i];
        bool is_kept = !is_away || !(h->source || http_header_is_secret(h->name));
        if (is_kept && !http_request_find_header(o, h->name))
            *vec_push(&o->header) = *h;
    }
    add_all(a, "compare-resolve", o, true);
    add_all(a, "compare-connect-to", o, false);
    a->options.other = o;
    return http_request_check(o, e) || err_where(e, "--compare");
}

/* ---- what is expected ------------------------------------------------------------------------------------------------- */

static bool read_pairs(struct http_asked *a, const char *option, const char *sign, struct http_pair *v, size_t *n, struct err *e)
{
    const char *text;
    for (size_t i = 0; (text = command_option_at(a->line, option, i)); i++) {
        if (*n == HTTP_EXPECTED_MOST)
            return err_set(e, ERR_USAGE, _("--%s: more than %d of them"), option, HTTP_EXPECTED_MOST);
        if (!cut(a, text, sign, &v[(*n)++]))
            return err_set(e, ERR_USAGE, _("--%s: '%.80s' is not NAME%sVALUE"), option, text, sign);
    }
    return true;
}

static bool read_expect(struct http_asked *a, struct err *e)
{
    struct http_expect *x = &a->expect;
    const char *text;
    for (size_t i = 0; (text = command_option_at(a->line, "expect-status", i)) && i < HTTP_EXPECTED_MOST; i++)
        x->status[x->n_status++] = text;
    x->matches = given(a, "matches");
    return read_pairs(a, "expect-header", ":", x->header, &x->n_headers, e) && read_pairs(a, "expect-json", "=", x->json, &x->n_json, e) &&
           read_length(a, "at-most", &x->at_most, e) && read_length(a, "certificate", &x->certificate, e) && http_expect_check(x, e);
}

static bool read_captures(struct http_asked *a, struct err *e)
{
    const char *text;
    a->options.capture = a->capture;
    for (size_t i = 0; (text = command_option_at(a->line, "fact", i)) && i < HTTP_FACTS_MOST; i++) {
        struct http_pair pair;
        if (!cut(a, text, "=", &pair) || !*pair.wanted)
            return err_set(e, ERR_USAGE, _("--fact: '%.80s' is not NAME=FROM"), text);
        if (*pair.wanted != '/' && !regex_check(pair.wanted, NULL, e))
            return err_where(e, "--fact");
        a->capture[a->options.n_captures++] = (struct http_capture){pair.name, pair.wanted};
    }
    return true;
}

/* ---- how often -------------------------------------------------------------------------------------------------------- */

static bool read_rate(struct http_asked *a, double most, struct err *e)
{
    const char *text = given(a, "rate");
    char *end = NULL;
    most = most > 0 && most < PACE_RATE_MOST ? most : PACE_RATE_MOST;
    double rate = text ? strtod(text, &end) : most < PACE_RATE ? most : PACE_RATE;
    if (text && (!*text || *end || !(rate > 0)))
        return err_set(e, ERR_USAGE, _("--rate: '%.40s' is no number of requests a second"), text);
    if (rate > most)
        return err_set(e, ERR_USAGE, _("--rate: %g requests a second are more than the %g that are allowed here (`http_rate` of the "
                                       "configuration)"), rate, most);
    a->options.rate = rate;
    if (a->options.every > 0 && (double)TIME_SECOND / (double)a->options.every > rate + 1e-9)
        return err_set(e, ERR_USAGE, _("--every %s is more often than %g requests a second; ask less often, or raise --rate"), given(a, "every"), rate);
    return true;
}

static bool read_course(struct http_asked *a, double rate_most, struct err *e)
{
    long repeat = 1, retries = 0;
    if (!read_count(a, "repeat", SERIES_MOST, &repeat, e) || !read_count(a, "retries", 10, &retries, e) ||
        !read_length(a, "every", &a->options.every, e))
        return false;
    a->options.repeat = (size_t)repeat;
    a->options.retries = (int)retries;
    return read_rate(a, rate_most, e);
}

bool http_asked_read(struct http_asked *a, double rate_most, struct err *e)
{
    a->options.request = &a->request;
    a->options.expect = &a->expect;
    return read_request(a, e) && check_method(a, e) && read_other(a, e) && read_expect(a, e) && read_captures(a, e) &&
           read_course(a, rate_most, e);
}

void http_asked_release(struct http_asked *a)
{
    http_request_release(&a->request);
    http_request_release(&a->other);
    arena_release(&a->arena);
}
