/* http: a look by HTTP at a service: one request, or the same many times, or two side by side. Reads and never changes, unless
 * the caller says so by the method. It asks no faster than it was told, retries and redirects counted; it gives way to 429
 * and 503; it ends at once when `stop` says so, with what is known. Whatever the other side does ends in a finding. */
#ifndef PROBE_HTTP_H
#define PROBE_HTTP_H
#include <signal.h>

#include "observe/finding.h"

struct http_capture {
    const char *name, *from; /* from: a "/json/pointer" or a pattern whose first group it is */
};

struct http_options {
    const struct http_request *request;
    const struct http_request *other; /* NULL: nothing to compare with */
    const struct http_expect *expect;
    const struct http_capture *capture;
    size_t n_captures;
    size_t repeat;     /* 0 and 1: once */
    int64_t every;     /* us between requests; 0: as `rate` allows */
    double rate;       /* requests a second at most; 0: PACE_RATE */
    int retries;       /* of one request that got 429 or 503 */
    uint64_t seed;     /* of the chance in waiting */
    const volatile sig_atomic_t *stop; /* set by a signal that is blocked but while it waits; NULL: none */
    const sigset_t *mask;              /* the signals while it waits */
    /* At most twice a second, with what is known so far; NULL: not. */
    void (*tell)(void *to, const struct http_finding *so_far);
    void *to;
};

/* False: the library is not there, and nothing was sent. Release the finding either way. */
bool http_look(const struct http_options *options, struct http_finding *f, struct err *e);
#endif
