/* exchange: one request and what came of it, as far as it came. Everything lives in the arena of whoever made it. */
#ifndef OBSERVE_EXCHANGE_H
#define OBSERVE_EXCHANGE_H
#include "observe/request.h"
#include "observe/trouble.h"

enum { HTTP_BODY_MOST = 1 << 20, HTTP_HEAD_MOST = 256 << 10, HTTP_BODY_SHOWN = 4 << 10 };

struct http_exchange {
    const char *url;         /* the one that answered, after redirects; for people (http_url_show) */
    enum trouble trouble;
    const char *words;       /* what the library says of the trouble; NULL: nothing */
    int status, http_version; /* 0: no answer; 11 is HTTP/1.1 */
    int64_t dns, connect, tls; /* us that each part took; -1: it did not come to that */
    int64_t first_byte, total; /* us since the start; -1 */
    int64_t size;            /* bytes of the body that came */
    bool is_cut;             /* the body was longer than what is read of one */
    const char *address;     /* "93.184.216.34:443", or NULL */
    const char *tls_version; /* "TLSv1.3", or NULL */
    struct {
        const char *subject, *issuer;
        int64_t until;       /* us; TIME_NONE: there was none */
    } certificate;
    struct http_header *header; /* as they came; secrets have a source ("") and the mark as value */
    size_t n_headers;
    const char *body;        /* what was read of it; NUL bytes may be in it; never NULL. A finding has only its beginning */
    size_t n_body, lines;    /* lines: of all that was read */
    const char *location;    /* where it redirects to, and was not followed; or NULL */
    int redirects;           /* that were followed */
    int attempts;            /* requests for the same, retries counted; 1 for one */
};

void http_exchange_init(struct http_exchange *x);
/* The value of a header, the first of that name; NULL. */
const char *http_exchange_header(const struct http_exchange *x, const char *name);
/* A line of headers as it came, into the exchange: a status line begins anew. False: they do not end. */
bool http_exchange_take_line(struct http_exchange *x, const char *line, size_t n, struct arena *arena);

/* What headers tell; NULL and -1 where they say nothing. */
struct http_told {
    const char *server, *via, *upstream, *request_id;
    const char *cache;    /* "hit" "miss" "stale" "bypass" ...; a plain word */
    int64_t age;          /* us it lay in a cache */
    int64_t retry_after;  /* us from now */
};
/* now: wall clock, for a Retry-After that is a date. */
void http_exchange_tell(const struct http_exchange *x, int64_t now, struct http_told *told);
/* "Sun, 06 Nov 1994 08:49:37 GMT" and what TLS libraries print, "Nov  6 08:49:37 1994 GMT". */
bool http_date_parse(const char *s, int64_t *at);
#endif
