/* expect: what an answer must be like to pass, and where it is not. Borrows its texts. */
#ifndef OBSERVE_EXPECT_H
#define OBSERVE_EXPECT_H
#include "observe/exchange.h"

enum http_aspect { HTTP_STATUS, HTTP_HEADER, HTTP_BODY, HTTP_JSON, HTTP_LATENCY, HTTP_CERTIFICATE, N_HTTP_ASPECTS };

struct http_pair {
    const char *name, *wanted; /* a header and its pattern; a JSON pointer and its text */
};

enum { HTTP_EXPECTED_MOST = 32 };

struct http_expect {
    const char *status[HTTP_EXPECTED_MOST]; /* "200", "2xx"; none: 2xx */
    size_t n_status;
    struct http_pair header[HTTP_EXPECTED_MOST], json[HTTP_EXPECTED_MOST];
    size_t n_headers, n_json;
    const char *matches;  /* a pattern in the body, or NULL */
    int64_t at_most;      /* us of total; 0: any */
    int64_t certificate;  /* us that it must still hold; 0: any */
};

struct http_wrong { /* in no language: it is stored */
    enum http_aspect aspect;
    const char *name, *wanted, *got; /* name: of a header or pointer, else NULL; got NULL: nothing */
};

struct http_wrongs {
    struct http_wrong *v;
    size_t n;
};

const char *http_aspect_name(enum http_aspect a); /* "status" ... */
bool http_aspect_parse(const char *name, enum http_aspect *a);
/* "200" or "2xx" */
bool http_status_is(const char *wanted, int status);
bool http_status_check(const char *wanted);
/* Can it be judged by at all? ERR_USAGE names the pattern or status that is none. */
bool http_expect_check(const struct http_expect *expect, struct err *e);
/* Whether an exchange passes; what is wrong, in the arena. An exchange without an answer does not pass, and nothing else is
 * said of it. `now`: wall clock. */
bool http_expect_judge(const struct http_expect *expect, const struct http_exchange *x, int64_t now, struct arena *arena,
                       struct http_wrongs *wrong);
/* "status 500, not 2xx", translated. */
void http_wrong_say(const struct http_wrong *w, struct str *out);
#endif
