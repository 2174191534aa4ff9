/* http_own: what the files of the look by HTTP share. */
#ifndef PROBE_HTTP_OWN_H
#define PROBE_HTTP_OWN_H
#include "observe/pace.h"
#include "probe/curl.h"
#include "probe/http.h"

struct http_look {
    const struct http_options *options;
    struct http_finding *f;
    struct curl *curl;
    struct pace pace;
    uint64_t chance;
    int64_t told;       /* of tool_clock */
    struct arena kept;  /* what belongs to the exchange that is shown: those of a thousand would be a gigabyte */
};

bool http_is_stopped(const struct http_look *look);
/* Waits until then, of tool_clock. False: it was stopped. */
bool http_wait(struct http_look *look, int64_t until);
/* One request with its redirects and retries, at its turn. What came is in the arena. */
void http_ask(struct http_look *look, const struct http_request *request, struct arena *arena, struct http_exchange *x);
int64_t http_wall_clock(void);
#endif
