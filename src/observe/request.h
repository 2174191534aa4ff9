/* request: an HTTP request as asked for, before anything is sent. The struct owns its texts; zeroed, it is a GET without a
 * URL. What is secret is marked as such where it is given, and then never printed: a mark stands in its place. */
#ifndef OBSERVE_REQUEST_H
#define OBSERVE_REQUEST_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

#define HTTP_SECRET "\xe2\x80\xa2\xe2\x80\xa2\xe2\x80\xa2" /* what is shown in place of a secret */

enum { HTTP_HEADERS_MOST = 200 };

struct http_header {
    const char *name, *value;
    const char *source; /* where a secret came from: "Bearer $TOKEN" as written, or "@FILE"; NULL: it is no secret */
};

struct http_request {
    struct arena arena;
    const char *method, *url; /* method NULL: GET */
    VEC(struct http_header) header;
    VEC(const char *) resolve;    /* HOST:PORT:ADDRESS */
    VEC(const char *) connect_to; /* HOST:PORT:HOST:PORT, any of them empty */
    const char *body, *body_source; /* source: "@FILE", or NULL: as it is */
    size_t n_body;
    const char *url_kept, *body_kept; /* with "$NAME" or "${NAME}" where they hold a value of the environment; NULL: they hold none */
    const char *cert, *key, *ca, *proxy, *user_agent;
    const char *user, *user_source; /* name:password, a secret; NULL: none. source as of a header */
    int redirects;            /* how many are followed */
    int64_t timeout;          /* us, of one request; 0: 30 s */
    bool insecure, is_compressed;
};

void http_request_release(struct http_request *r);

/* "Name: value"; source as above. ERR_USAGE: the name is none, or the value would break out of its line. */
bool http_request_add_header(struct http_request *r, const char *text, const char *source, struct err *e);
const struct http_header *http_request_find_header(const struct http_request *r, const char *name);
/* Can it be sent as it stands? ERR_USAGE says what cannot. */
bool http_request_check(const struct http_request *r, struct err *e);
/* GET, HEAD and OPTIONS: all that a probe may ask. */
bool http_method_only_reads(const char *method);

/* Each secret that the request brings, whole and in its parts ("Bearer TOKEN", then "TOKEN"). */
typedef void http_secret_fn(void *who, const char *secret, size_t n);
void http_request_secrets(const struct http_request *r, http_secret_fn *tell, void *who);
/* The same, replaced by the mark wherever a text has them: some servers say back what they were told. */
void http_request_mask(const struct http_request *r, struct str *text);

/* Is what this header carries a secret, whoever sent it: Authorization, Set-Cookie, X-Api-Key ...? */
bool http_header_is_secret(const char *name);
/* Bytes as they may stand in a URL: RFC 3986's unreserved characters as they are, all others as %XX. */
void http_url_encode(struct str *out, const char *s);
/* The URL for people and records: a password in it is replaced by the mark, control characters are shown. */
void http_url_show(const char *url, struct str *out);
/* "https://shop.example:8443": scheme, host and port, as far as they can be read; two URLs of one origin are trusted alike. */
bool http_url_same_origin(const char *a, const char *b);
#endif
