/* compare: two exchanges side by side, as a healthy route and the failing one: where they differ, and what that hints at. */
#ifndef OBSERVE_COMPARE_H
#define OBSERVE_COMPARE_H
#include "observe/exchange.h"

enum http_hint {
    HINT_NONE,
    HINT_ALIKE,       /* both answer the same: it is not this route */
    HINT_NEITHER,     /* neither answers */
    HINT_ONE_SILENT,  /* one answers, the other does not */
    HINT_CACHED,      /* the failure comes out of a cache */
    HINT_PROXY,       /* the failing answer was made by what stands before the application */
    HINT_UPSTREAM,    /* they were served by different machines behind the same front */
    HINT_ADDRESS,     /* the names lead to different addresses */
    HINT_APPLICATION, /* the application itself answered both, differently */
    HINT_SLOW,        /* the same answer, but much slower */
    N_HINTS
};

enum http_part { PART_TROUBLE, PART_STATUS, PART_ADDRESS, PART_HEADER, PART_TIME, PART_SIZE, PART_BODY, N_HTTP_PARTS };

struct http_difference {
    enum http_part part;
    const char *name;           /* of a header, or NULL */
    const char *first, *second; /* NULL: there is none */
};

struct http_comparison {
    bool is_same;               /* status and body are the same, and neither failed */
    enum http_hint hint;
    const char *about;          /* what the hint is about: the upstream, the cache's word; or NULL */
    struct http_difference *v;
    size_t n;
};

/* In the arena. Headers that differ with every request (Date, request ids, cookies) are not compared. */
void http_compare(const struct http_exchange *first, const struct http_exchange *second, int64_t now, struct arena *arena,
                  struct http_comparison *c);
const char *http_hint_name(enum http_hint h);     /* "alike" ... */
bool http_hint_parse(const char *name, enum http_hint *h);
void http_hint_say(enum http_hint h, const char *about, struct str *out); /* translated; nothing for HINT_NONE */
const char *http_part_name(enum http_part p);     /* "status" ... */
bool http_part_parse(const char *name, enum http_part *p);
/* How far the answer came by itself: was it made by a proxy, a load balancer or a cache, and not by the application? */
bool http_exchange_is_proxys(const struct http_exchange *x);
#endif
