/* net_tls: two calls of curl. */
#include "probe/net_tls.h"

#include <stdio.h>
#include <string.h>

#include "observe/certificate.h"
#include "probe/curl.h"
#include "probe/net_address.h"
#include "probe/tool.h"

enum { WORDS = NET_HOST_MOST + 40 };

struct looking {
    const struct net_tls_options *options;
    struct curl *curl;
    char url[WORDS + 16], connect_to[2 * WORDS];
    int64_t deadline;
};

static bool is_v6(const char *host)
{
    return strchr(host, ':') != NULL;
}

static void put_host(char *out, size_t room, const char *host, int port)
{
    snprintf(out, room, is_v6(host) ? "[%s]:%d" : "%s:%d", host, port);
}

/* HOST:PORT of a URL, or what is one already. */
static void take_host(const char *target, char out[WORDS])
{
    static const char scheme[] = "https://";
    bool is_url = str_starts(target, scheme);
    const char *host = is_url ? target + sizeof scheme - 1 : target;
    size_t n = is_url ? strcspn(host, "/?#") : strlen(host);
    snprintf(out, WORDS, "%.*s", n < WORDS ? (int)n : 0, host);
}

static bool aim(struct looking *l, struct observation *o)
{
    struct net_target t, name;
    char to[WORDS], as[WORDS];
    take_host(l->options->target, to);
    bool is_target = net_target_read(to, l->options->port, &t) && t.port;
    bool is_name = !l->options->name || (net_target_read(l->options->name, t.port, &name) && name.port == t.port);
    const char *host = is_target && is_name && l->options->name ? name.host : t.host;
    if (!is_target || !is_name || host[strcspn(host, "/?#@\\%")]) {
        observation_text(o, "trouble", "bad_target");
        return false;
    }
    put_host(to, sizeof to, t.host, t.port);
    put_host(as, sizeof as, host, t.port);
    snprintf(l->url, sizeof l->url, "https://%s/", as);
    snprintf(l->connect_to, sizeof l->connect_to, "%s:%s", as, to);
    return true;
}

static struct curl_call *connect_to(const struct looking *l, struct curl_request *r, bool insecure)
{
    r->url = l->url;
    r->ca = l->options->ca;
    r->proxy = "";
    r->timeout = r->connect_timeout = l->deadline > tool_clock() ? l->deadline - tool_clock() : 1;
    r->insecure = insecure;
    r->is_connect_only = true;
    struct curl_call *call = curl_start(l->curl, r);
    while (!curl_is_done(call))
        curl_turn(l->curl, l->deadline, NULL);
    return call;
}

/* What came before the certificate. */
static const char *word_of(const struct curl_answer *a)
{
    switch (a->trouble) {
    case TROUBLE_NONE:
        return NULL;
    case TROUBLE_DNS:
        return "no_name";
    case TROUBLE_REFUSED:
        return "refused";
    case TROUBLE_UNREACHABLE:
        return "unreachable";
    case TROUBLE_TIMEOUT:
        return "timeout";
    case TROUBLE_RESET:
    case TROUBLE_EMPTY:
    case TROUBLE_CUT:
        return "reset";
    case TROUBLE_TLS:
    case TROUBLE_PROTOCOL:
        return strstr(a->words, "wrong version number") || strstr(a->words, "packet length") || strstr(a->words, "unknown protocol") ? "no_tls"
                                                                                                                                 : "handshake";
    case TROUBLE_ADDRESS:
    case TROUBLE_PROXY:
    case TROUBLE_HEADERS:
    case TROUBLE_CERTIFICATE:
    case TROUBLE_OWN_CERTIFICATE:
    case TROUBLE_REDIRECTS:
    case TROUBLE_TOO_LARGE:
    case TROUBLE_BUSY:
    case TROUBLE_STOPPED:
    case TROUBLE_OTHER:
    case N_TROUBLES:
        return "failed";
    }
    return "failed";
}

static void tell_chain(const struct looking *l, const struct curl_call *call, const struct curl_answer *a, struct observation *o)
{
    struct certificate own = {
        .start = curl_certificate(call, 0, "Start date"),
        .end = curl_certificate(call, 0, "Expire date"),
        .issuer = curl_certificate(call, 0, "Issuer"),
        .subject = curl_certificate(call, 0, "Subject"),
        .names = curl_certificate(call, 0, "X509v3 Subject Alternative Name"),
    };
    certificate_tell(&own, l->options->now, o);
    observation_number(o, "chain", (double)curl_n_certificates(call));
    if (*a->tls_version)
        observation_text(o, "version", a->tls_version);
    if (*a->address)
        observation_text(o, "address", a->address);
}

/* As a client would: what it says decides. */
static void check(const struct looking *l, long verified, struct observation *o)
{
    struct curl_request r = {0};
    struct curl_answer a;
    const char *const to[] = {l->connect_to};
    r.connect_to = (struct curl_words){to, 1};
    struct curl_call *call = connect_to(l, &r, false);
    curl_answer(call, &a);
    bool is_refused = a.trouble == TROUBLE_CERTIFICATE, is_valid = a.trouble == TROUBLE_NONE;
    const char *word = is_valid     ? NULL
                       : is_refused ? certificate_word(a.verified ? a.verified : verified, a.words)
                       : a.trouble == TROUBLE_OWN_CERTIFICATE ? "no_authorities"
                                                              : word_of(&a);
    if (is_valid || is_refused)
        observation_flag(o, "valid", is_valid);
    if (word)
        observation_text(o, "trouble", word);
    if (!is_valid)
        observation_say(o, a.words);
    curl_end(call);
}

static void look(const struct looking *l, struct observation *o)
{
    struct curl_request r = {0};
    struct curl_answer a;
    const char *const to[] = {l->connect_to};
    r.connect_to = (struct curl_words){to, 1};
    struct curl_call *call = connect_to(l, &r, true);
    curl_answer(call, &a);
    const char *word = word_of(&a);
    if (word) { /* it was not seen: valid or not is not known */
        observation_text(o, "trouble", word);
        observation_say(o, a.words);
    } else {
        tell_chain(l, call, &a, o);
        check(l, a.verified, o);
    }
    curl_end(call);
}

void net_tls_look(const struct net_tls_options *options, struct observation *o)
{
    struct looking l = {.options = options, .deadline = tool_clock() + options->timeout};
    struct err e = {0};
    if (!aim(&l, o))
        return;
    l.curl = curl_open(&e);
    if (l.curl) {
        look(&l, o);
    } else {
        observation_text(o, "trouble", "not_built");
        observation_say(o, e.text);
    }
    curl_close(l.curl);
}
