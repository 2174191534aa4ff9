/* finding: what a look by HTTP amounts to: the request, what came of it, whether that was as expected, and what came of it
 * when it was asked again, or asked elsewhere. One line of JSON is its form for journals; nothing in it is secret. */
#ifndef OBSERVE_FINDING_H
#define OBSERVE_FINDING_H
#include "base/time.h"
#include "observe/compare.h"
#include "observe/expect.h"
#include "observe/series.h"

enum { HTTP_FACTS_MOST = 64 };

struct http_fact {
    const char *name, *value; /* as found in the body; NULL: not found */
};

struct http_finding { /* all in the arena */
    struct arena arena;
    const char *method, *url;   /* as asked; for people */
    int64_t at;                 /* us, wall clock, of the first request */
    bool is_partial;            /* more is to come, or was to come */
    bool passed;                /* every request did */
    struct http_exchange x;     /* the last that failed, or the last */
    struct http_wrongs wrong;   /* of that */
    struct http_sample *sample; /* as many as were asked */
    size_t n_samples, asked;    /* asked: how many there were to be */
    int64_t every;              /* us between them; 0 */
    struct http_fact fact[HTTP_FACTS_MOST];
    size_t n_facts;
    bool has_other;
    struct http_exchange other; /* what it was compared with */
    struct http_comparison comparison;
    enum trouble ended;         /* why there are fewer samples than asked: TROUBLE_BUSY, _STOPPED; else _NONE */
    int requests;               /* all that were sent: retries and redirects too */
    int64_t waited;             /* us, because of 429 and 503 */
};

void http_finding_release(struct http_finding *f);
/* One line of JSON, without its end. */
void http_finding_print(const struct http_finding *f, struct str *out);
/* Reads it back; whatever is missing is as if nothing had come. ERR_INPUT: it is none. Release it either way. */
bool http_finding_read(const char *json, size_t n, struct http_finding *f, struct err *e);

struct http_text_options {
    int columns;       /* 80 */
    bool has_unicode;
    bool is_long;      /* headers and body too */
};
/* For people: lines, translated. */
void http_finding_text(const struct http_finding *f, const struct http_text_options *options, struct str *out);
/* In one line: "500 in 212 ms, request id 7f3a9c"; "500 in 17 of 20 (64 to 95 %), median 212 ms". For records it is in English. */
void http_finding_say(const struct http_finding *f, bool is_translated, struct str *out);
#endif
