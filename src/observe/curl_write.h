/* curl_write: a request as a curl command to paste into a POSIX shell. No secret is in it: where one was, stands "$NAME". */
#ifndef OBSERVE_CURL_WRITE_H
#define OBSERVE_CURL_WRITE_H
#include "observe/request.h"

/* Adds the command, an option a line where is_long, without a line end. */
void curl_write(const struct http_request *r, bool is_long, struct str *out);
#endif
