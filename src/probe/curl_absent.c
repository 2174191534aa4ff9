/* curl_absent: what is left of the doorkeeper where libcurl was left out. */
#include "probe/curl.h"

#ifndef WITH_HTTP
#include "base/i18n.h"

bool curl_is_built_in(void)
{
    return false;
}

struct curl *curl_open(struct err *e)
{
    err_set(e, ERR_SERVICE, _("this triage was built without libcurl (--without-http), so it sends no HTTP requests; use a `run` "
                              "probe with curl, or install the full triage"));
    return NULL;
}

/* Nothing below is reached: there is no struct curl. */
void curl_close(struct curl *c) { (void)c; }
void curl_library_version(const struct curl *c, char out[64]) { (void)c, *out = '\0'; }
struct curl_call *curl_start(struct curl *c, const struct curl_request *request) { return (void)c, (void)request, NULL; }
bool curl_is_done(const struct curl_call *call) { return (void)call, true; }
void curl_turn(struct curl *c, int64_t until, const sigset_t *mask) { (void)c, (void)until, (void)mask; }
void curl_answer(const struct curl_call *call, struct curl_answer *answer) { (void)call, *answer = (struct curl_answer){0}; }
void curl_end(struct curl_call *call) { (void)call; }
size_t curl_n_certificates(const struct curl_call *call) { return (void)call, 0; }
const char *curl_certificate(const struct curl_call *call, size_t i, const char *field) { return (void)call, (void)i, (void)field, NULL; }
#endif
