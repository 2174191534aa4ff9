/* curl_read: a pasted `curl ...` line, or several with backslashes, read as the request that it would make. Nothing is run: what
 * only a shell could know ($(...), `...`, a second command) is refused, $NAME is asked of the caller. */
#ifndef OBSERVE_CURL_READ_H
#define OBSERVE_CURL_READ_H
#include "observe/request.h"

struct curl_reading {
    /* The value of a name; NULL: it has none. May be NULL itself: then no name has one. */
    const char *(*value_of)(void *to, const char *name);
    void *to;
    struct str left_out; /* options that change nothing in the request, as they were written: "--retry -o"; the caller's */
};

/* Into an empty request. ERR_INPUT says what cannot be read, and names the option. A body out of a file is not read:
 * body_source is "@FILE" then, and body NULL. */
bool curl_read(const char *text, size_t n, struct curl_reading *reading, struct http_request *r, struct err *e);
#endif
