/* http_request: what `triage http` is asked for, read from its options. Owns what it points at. */
#ifndef CLI_HTTP_REQUEST_H
#define CLI_HTTP_REQUEST_H
#include "cli/command.h"
#include "probe/http.h"

struct http_asked {
    const struct command_line *line;
    struct http_request request, other;
    struct http_expect expect;
    struct http_capture capture[HTTP_FACTS_MOST];
    struct http_options options; /* points at the above */
    const char *left_out;        /* of a curl command; NULL */
    struct arena arena;
};

extern const struct option_row http_options_rows[];

/* rate_most: what the operator's configuration allows; 0: nothing is said there. */
bool http_asked_read(struct http_asked *a, double rate_most, struct err *e);
void http_asked_release(struct http_asked *a);
#endif
