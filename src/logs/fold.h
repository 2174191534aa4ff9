/* fold: what is particular in a path or a message, taken out, so that the same kind of thing has the same text. */
#ifndef LOGS_FOLD_H
#define LOGS_FOLD_H
#include <stddef.h>

#include "logs/record.h"

enum { FOLD_MAX = 512 };

/* "POST /users/:id/orders/:id" of POST /users/812/orders/7f3a9c41?x=1: query and fragment go; numbers, UUIDs, hex ids of
 * eight digits or more, long random words and addresses become :id. Empty method: the path alone. Returns the length,
 * at most FOLD_MAX - 1; out is NUL-terminated. */
size_t fold_endpoint(struct log_text method, struct log_text path, char out[FOLD_MAX]);

/* A message's template: what varies becomes a mark. "#": numbers (with units), ids of any kind, hex, UUIDs, times, and the
 * values of keys such as user= and request_id=; one mark for all of them, because a hex id of digits alone is not told from a
 * number ("req_ab" beside "req_7c" beside "req_12"). "IP", "MAIL", "PATH" (files, what is behind a URL's host), "TEXT" (what
 * stands in quotes). Several of a kind in a row are one. Returns the length; out is NUL-terminated. */
size_t fold_message(const char *s, size_t n, char out[FOLD_MAX]);
#endif
