/* looked_http: what a look by HTTP found, as facts of its probe. */
#ifndef INCIDENT_LOOKED_HTTP_H
#define INCIDENT_LOOKED_HTTP_H
#include "incident/event.h"

struct looked_http { /* in the arena */
    struct fact_pairs facts; /* "PROBE.fact" */
    struct fact_pairs said;  /* what the author's `facts` found in the body: plain names, texts still */
    const char *summary;
    bool passed;
};

bool looked_http_read(const char *probe, const char *json, size_t n, struct arena *arena, struct looked_http *out);
#endif
