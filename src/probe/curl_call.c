/* curl_call: a request in the library's options. */
#include "probe/curl.h"

#ifdef WITH_HTTP
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "base/version.h"
#include "probe/curl_own.h"

static size_t on_header(char *line, size_t size, size_t n, void *to)
{
    struct curl_call *call = to;
    const struct curl_request *r = call->request;
    if (!r->see_header || r->see_header(r->to, line, size * n))
        return size * n;
    call->is_refused = true;
    return 0;
}

static size_t on_body(char *bytes, size_t size, size_t n, void *to)
{
    struct curl_call *call = to;
    const struct curl_request *r = call->request;
    if (!r->see_body || r->see_body(r->to, bytes, size * n))
        return size * n;
    call->is_refused = true;
    return 0;
}

/* No call of the library tells the version of TLS; what it says while it connects does. */
static int on_word(CURL *easy, curl_infotype type, char *words, size_t n, void *to)
{
    static const char before[] = "SSL connection using ";
    struct curl_call *call = to;
    size_t skip = sizeof before - 1;
    (void)easy;
    if (type != CURLINFO_TEXT || n <= skip || memcmp(words, before, skip) != 0)
        return 0;
    size_t length = 0;
    while (skip + length < n && length < sizeof call->tls_version - 1 && !strchr(" /\r\n", words[skip + length]))
        length++;
    memcpy(call->tls_version, words + skip, length);
    call->tls_version[length] = '\0';
    return 0;
}

static struct curl_slist *make_list(struct curl *c, struct curl_words words)
{
    struct curl_slist *list = NULL;
    for (size_t i = 0; i < words.n; i++) {
        list = c->lib.slist_append(list, words.v[i]);
        if (!list)
            mem_die("out of memory");
    }
    return list;
}

#define SET(call, option, value) (call)->curl->lib.easy_setopt((call)->easy, CURLOPT_##option, value)
#define SET_GIVEN(call, option, value) ((value) ? SET(call, option, value) : CURLE_OK)

static void set_manners(struct curl_call *call)
{
    const struct curl_request *r = call->request;
    char agent[64];
    snprintf(agent, sizeof agent, "triage/%.40s", version_text());
    SET(call, USERAGENT, r->user_agent ? r->user_agent : agent);
    SET(call, NOSIGNAL, 1L);
    SET(call, PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
    SET(call, FOLLOWLOCATION, 0L);
    SET(call, FRESH_CONNECT, 1L); /* each request measures a connection of its own */
    SET(call, FORBID_REUSE, 1L);
    SET(call, DNS_CACHE_TIMEOUT, 0L);
    SET(call, SUPPRESS_CONNECT_HEADERS, 1L);
    SET(call, TIMEOUT_MS, (long)((r->timeout ? r->timeout : 30 * TIME_SECOND) / 1000));
    SET(call, CONNECTTIMEOUT_MS, (long)((r->connect_timeout ? r->connect_timeout : 10 * TIME_SECOND) / 1000));
#if LIBCURL_VERSION_NUM >= 0x075700
    SET(call, QUICK_EXIT, 1L); /* a name that takes a minute to resolve must not hold us at the end */
#endif
}

static void set_request(struct curl_call *call)
{
    const struct curl_request *r = call->request;
    const char *method = r->method ? r->method : "GET";
    SET(call, URL, r->url);
    if (strcmp(method, "HEAD") == 0)
        SET(call, NOBODY, 1L);
    else if (strcmp(method, "GET") != 0 || r->body)
        SET(call, CUSTOMREQUEST, method);
    if (r->body) {
        SET(call, POST, 1L);
        SET(call, POSTFIELDSIZE_LARGE, (curl_off_t)r->n_body);
        SET(call, POSTFIELDS, r->body);
        SET(call, CUSTOMREQUEST, method);
    }
    call->header = make_list(call->curl, r->header); /* not within SET_GIVEN, which asks twice for what it is given */
    call->resolve = make_list(call->curl, r->resolve);
    call->connect_to = make_list(call->curl, r->connect_to);
    SET_GIVEN(call, HTTPHEADER, call->header);
    SET_GIVEN(call, RESOLVE, call->resolve);
    SET_GIVEN(call, CONNECT_TO, call->connect_to);
    SET_GIVEN(call, PROXY, r->proxy);
    SET_GIVEN(call, USERPWD, r->user);
    if (r->is_compressed)
        SET(call, ACCEPT_ENCODING, "");
    if (r->is_connect_only)
        SET(call, CONNECT_ONLY, 1L);
}

static void set_tls(struct curl_call *call)
{
    const struct curl_request *r = call->request;
    SET_GIVEN(call, SSLCERT, r->cert);
    SET_GIVEN(call, SSLKEY, r->key ? r->key : r->cert);
    SET_GIVEN(call, CAINFO, r->ca);
    SET(call, SSL_VERIFYPEER, r->insecure ? 0L : 1L);
    SET(call, SSL_VERIFYHOST, r->insecure ? 0L : 2L);
    SET(call, CERTINFO, 1L);
    SET(call, VERBOSE, 1L);
    SET(call, DEBUGFUNCTION, on_word);
    SET(call, DEBUGDATA, call);
}

static void set_ears(struct curl_call *call)
{
    SET(call, ERRORBUFFER, call->words);
    SET(call, HEADERFUNCTION, on_header);
    SET(call, HEADERDATA, call);
    SET(call, WRITEFUNCTION, on_body);
    SET(call, WRITEDATA, call);
    SET(call, PRIVATE, call);
}

struct curl_call *curl_start(struct curl *c, const struct curl_request *request)
{
    struct curl_call *call = mem_alloc(sizeof *call);
    call->curl = c;
    call->request = request;
    call->easy = c->lib.easy_init();
    if (!call->easy)
        mem_die("out of memory");
    set_manners(call);
    set_request(call);
    set_tls(call);
    set_ears(call);
    *vec_push(&c->call) = call;
    c->lib.multi_add_handle(c->multi, call->easy);
    return call;
}

bool curl_is_done(const struct curl_call *call)
{
    return call->is_done;
}

void curl_end(struct curl_call *call)
{
    if (!call)
        return;
    struct curl *c = call->curl;
    size_t i = 0;
    while (c->call.v[i] != call)
        i++;
    c->call.v[i] = c->call.v[--c->call.n];
    c->lib.multi_remove_handle(c->multi, call->easy);
    c->lib.easy_cleanup(call->easy);
    c->lib.slist_free_all(call->header);
    c->lib.slist_free_all(call->resolve);
    c->lib.slist_free_all(call->connect_to);
    mem_free(call);
}
#endif
