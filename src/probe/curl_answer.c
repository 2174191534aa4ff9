/* curl_answer: what came of a call, in our own words. */
#include "probe/curl.h"

#ifdef WITH_HTTP
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "probe/curl_own.h"

static const struct {
    CURLcode code;
    enum trouble trouble;
} troubles[] = {
    {CURLE_OK, TROUBLE_NONE},
    {CURLE_URL_MALFORMAT, TROUBLE_ADDRESS},
    {CURLE_UNSUPPORTED_PROTOCOL, TROUBLE_PROTOCOL}, /* HTTP/0.9 */
    {CURLE_COULDNT_RESOLVE_HOST, TROUBLE_DNS},
    {CURLE_COULDNT_RESOLVE_PROXY, TROUBLE_PROXY},
    {CURLE_COULDNT_CONNECT, TROUBLE_REFUSED},
    {CURLE_OPERATION_TIMEDOUT, TROUBLE_TIMEOUT},
    {CURLE_GOT_NOTHING, TROUBLE_EMPTY},
    {CURLE_PARTIAL_FILE, TROUBLE_CUT},
    {CURLE_RECV_ERROR, TROUBLE_RESET},
    {CURLE_SEND_ERROR, TROUBLE_RESET},
    {CURLE_WEIRD_SERVER_REPLY, TROUBLE_PROTOCOL},
    {CURLE_BAD_CONTENT_ENCODING, TROUBLE_PROTOCOL},
    {CURLE_HTTP2, TROUBLE_PROTOCOL},
    {CURLE_HTTP2_STREAM, TROUBLE_PROTOCOL},
#if LIBCURL_VERSION_NUM >= 0x080600
    {CURLE_TOO_LARGE, TROUBLE_HEADERS},
#endif
    {CURLE_OUT_OF_MEMORY, TROUBLE_HEADERS}, /* a line of headers past the library's own limit */
    {CURLE_SSL_CONNECT_ERROR, TROUBLE_TLS},
    {CURLE_SSL_CIPHER, TROUBLE_TLS},
    {CURLE_PEER_FAILED_VERIFICATION, TROUBLE_CERTIFICATE},
    {CURLE_SSL_CERTPROBLEM, TROUBLE_OWN_CERTIFICATE},
    {CURLE_SSL_CACERT_BADFILE, TROUBLE_OWN_CERTIFICATE},
#if LIBCURL_VERSION_NUM >= 0x074900
    {CURLE_PROXY, TROUBLE_PROXY},
#endif
};

static enum trouble by_words(const char *words, enum trouble otherwise)
{
    static const struct {
        const char *part;
        enum trouble trouble;
    } parts[] = {
        {"hunk", TROUBLE_PROTOCOL},          /* a broken chunked body is a failure to receive */
        {"unreachable", TROUBLE_UNREACHABLE},
        {"No route to host", TROUBLE_UNREACHABLE},
        {"from proxy", TROUBLE_PROXY},       /* "Received HTTP code 403 from proxy after CONNECT" */
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strstr(words, parts[i].part))
            return parts[i].trouble;
    return otherwise;
}

static enum trouble trouble_of(const struct curl_call *call)
{
    long why = 0;
    if (!call->is_done || call->is_refused)
        return TROUBLE_STOPPED;
    if (call->code == CURLE_COULDNT_CONNECT) {
        call->curl->lib.easy_getinfo(call->easy, CURLINFO_OS_ERRNO, &why);
        if (why == ENETUNREACH || why == EHOSTUNREACH || why == EADDRNOTAVAIL)
            return TROUBLE_UNREACHABLE;
        if (why == ETIMEDOUT)
            return TROUBLE_TIMEOUT;
    }
    for (size_t i = 0; i < sizeof troubles / sizeof *troubles; i++)
        if (troubles[i].code == call->code)
            return call->code == CURLE_OK ? TROUBLE_NONE : by_words(call->words, troubles[i].trouble);
    return TROUBLE_OTHER;
}

#define GET(call, what, to) (call)->curl->lib.easy_getinfo((call)->easy, CURLINFO_##what, to)

/* 0 is "it did not come to that", but for what was there at once. */
static int64_t moment(const struct curl_call *call, CURLINFO what, bool came)
{
    curl_off_t us = 0;
    call->curl->lib.easy_getinfo(call->easy, what, &us);
    return us > 0 || came ? (int64_t)us : -1;
}

static int version_of(long said)
{
    return said == CURL_HTTP_VERSION_1_0   ? 10
           : said == CURL_HTTP_VERSION_1_1 ? 11
           : said == CURL_HTTP_VERSION_2_0 ? 20
           : said == CURL_HTTP_VERSION_3   ? 30
                                           : 0;
}

void curl_answer(const struct curl_call *call, struct curl_answer *a)
{
    long status = 0, version = 0, port = 0;
    curl_off_t size = 0;
    const char *address = NULL, *redirect = NULL;
    *a = (struct curl_answer){.trouble = trouble_of(call)};
    GET(call, RESPONSE_CODE, &status);
    GET(call, HTTP_VERSION, &version);
    GET(call, PRIMARY_PORT, &port);
    GET(call, PRIMARY_IP, &address);
    GET(call, REDIRECT_URL, &redirect);
    GET(call, SIZE_DOWNLOAD_T, &size);
    GET(call, SSL_VERIFYRESULT, &a->verified);
    a->status = (int)status;
    a->http_version = version_of(version);
    a->port = (int)port;
    a->size = (int64_t)size;
    a->redirect = redirect;
    a->name_at = moment(call, CURLINFO_NAMELOOKUP_TIME_T, false);
    a->connect_at = moment(call, CURLINFO_CONNECT_TIME_T, false);
    a->tls_at = moment(call, CURLINFO_APPCONNECT_TIME_T, false);
    a->sent_at = moment(call, CURLINFO_PRETRANSFER_TIME_T, false);
    a->first_byte_at = moment(call, CURLINFO_STARTTRANSFER_TIME_T, false);
    a->total = moment(call, CURLINFO_TOTAL_TIME_T, true);
    snprintf(a->address, sizeof a->address, "%s", address ? address : "");
    snprintf(a->tls_version, sizeof a->tls_version, "%s", call->tls_version);
    if (call->is_done && call->code != CURLE_OK)
        snprintf(a->words, sizeof a->words, "%s", *call->words ? call->words : call->curl->lib.easy_strerror(call->code));
}

static const struct curl_certinfo *certificates_of(const struct curl_call *call)
{
    struct curl_certinfo *info = NULL;
    GET(call, CERTINFO, &info);
    return info;
}

size_t curl_n_certificates(const struct curl_call *call)
{
    const struct curl_certinfo *info = certificates_of(call);
    return info && info->num_of_certs > 0 ? (size_t)info->num_of_certs : 0;
}

const char *curl_certificate(const struct curl_call *call, size_t i, const char *field)
{
    if (i >= curl_n_certificates(call))
        return NULL;
    size_t n = strlen(field);
    for (const struct curl_slist *s = certificates_of(call)->certinfo[i]; s; s = s->next)
        if (strncmp(s->data, field, n) == 0 && s->data[n] == ':')
            return s->data + n + 1;
    return NULL;
}
#endif
