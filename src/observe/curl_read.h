/* curl_read: a pasted `curl ...` line, or several with backslashes, read as the request that it would make. Nothing is run: what
 * only a shell could know ($(...), `...`, a second command) is refused, $NAME is asked of the caller. */
#ifndef OBSERVE_CURL_READ_H
#define OBSERVE_CURL_READ_H
#include "observe/curl_words.h"
#include "observe/request.h"

/* Into an empty request. ERR_INPUT says what cannot be read, and names the option. A body out of a file is not read:
 * body_source is "@FILE" then, and body NULL. */
bool curl_read(const char *text, size_t n, struct curl_reading *reading, struct http_request *r, struct err *e);
#endif
