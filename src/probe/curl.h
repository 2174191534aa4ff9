/* curl: requests on the network, many at once, on the caller's own loop: the doorkeeper of libcurl, which is opened at the
 * first use and not at start, because loading it costs more than a whole frame may. Nothing is followed, retried or cached
 * here: a call is one connection and one request. Only http and https.
 *
 *     struct curl *c = curl_open(&e);
 *     struct curl_call *call = curl_start(c, &request);
 *     while (!curl_is_done(call) && !stopped)
 *         curl_turn(c, until, &mask);
 *     curl_answer(call, &answer), ... , curl_end(call), curl_close(c);
 */
#ifndef PROBE_CURL_H
#define PROBE_CURL_H
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "observe/trouble.h"

struct curl;      /* the library and its loop */
struct curl_call; /* one request under way, or done */

struct curl_words {
    const char *const *v;
    size_t n;
};

/* Zeroed: a GET. All of it is borrowed until curl_end. */
struct curl_request {
    const char *url, *method;   /* http:// or https:// */
    struct curl_words header;   /* "Name: value"; "Name:" leaves out one that is sent by itself */
    struct curl_words resolve;  /* "HOST:PORT:ADDRESS" */
    struct curl_words connect_to; /* "HOST:PORT:HOST:PORT" */
    const char *body;           /* NULL: none */
    size_t n_body;
    const char *cert, *key, *ca; /* files; NULL: none, none, the system's */
    const char *proxy;          /* NULL: as the environment says; "": none */
    const char *user_agent;     /* NULL: "triage/VERSION" */
    const char *user;           /* "name:password" for basic authentication, or NULL */
    int64_t timeout, connect_timeout; /* us; 0: 30 s, 10 s */
    bool insecure;              /* do not check the certificate of the other side */
    bool is_connect_only;       /* connect, agree on TLS, and ask for nothing */
    bool is_compressed;         /* ask for a packed body, and unpack it */
    /* One line of the headers as it came, with its end ("HTTP/1.1 200 OK\r\n" first, for each answer on the way), and a
     * piece of the body. False ends the call: the answer's trouble is then TROUBLE_STOPPED. Both may be NULL. */
    bool (*see_header)(void *to, const char *line, size_t n);
    bool (*see_body)(void *to, const char *bytes, size_t n);
    void *to;
};

struct curl_answer {
    enum trouble trouble;
    char words[256];     /* the library's own words for it, not cleaned; "" */
    int status;          /* 0: none came */
    int http_version;    /* 10, 11, 20, 30; 0: none came */
    /* us since the start, as far as it came; -1: it did not. Each includes those before it. */
    int64_t name_at, connect_at, tls_at, sent_at, first_byte_at, total;
    int64_t size;        /* bytes of body that came, as they were sent */
    char address[64];    /* who answered; "" */
    int port;
    long verified;       /* what the TLS library says of the certificate: 0 is trusted (X509_V_OK) */
    char tls_version[24]; /* "TLSv1.3"; "" without TLS */
    const char *redirect; /* where the answer sends us, made absolute; NULL; lives until curl_end */
};

bool curl_is_built_in(void);
/* Opens the library. NULL with ERR_SERVICE: it was left out (--without-http), or is not there. */
struct curl *curl_open(struct err *e);
void curl_close(struct curl *c); /* ends what is under way; NULL is fine */
void curl_library_version(const struct curl *c, char out[64]); /* "7.88.1 OpenSSL/3.0.9" */

struct curl_call *curl_start(struct curl *c, const struct curl_request *request);
bool curl_is_done(const struct curl_call *call);
/* Waits for the network, for `until` (of tool_clock, probe/tool.h; INT64_MAX: without end) or for a signal, and does what can be
 * done. `mask` is the signal mask while it waits, NULL: as it is: keep a signal blocked, and let it in here alone, and none
 * is missed. */
void curl_turn(struct curl *c, int64_t until, const sigset_t *mask);
void curl_answer(const struct curl_call *call, struct curl_answer *answer);
void curl_end(struct curl_call *call); /* breaks it off where it is not done; NULL is fine */

/* The certificates that the other side showed, its own first; a field is "Subject", "Issuer", "Start date", "Expire date",
 * "Serial Number", "Version", "X509v3 Subject Alternative Name", as the TLS library prints it ("Nov 20 12:00:00 2027 GMT").
 * NULL: there is none. Where the certificate was refused there are none: ask again with `insecure`. */
size_t curl_n_certificates(const struct curl_call *call);
const char *curl_certificate(const struct curl_call *call, size_t i, const char *field);
#endif
