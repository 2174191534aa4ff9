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

/* A message's template: numbers, hex and other ids (with a letter in them or not: "req_ab" beside "req_7c"), UUIDs,
 * addresses, paths' variable parts, times, quoted strings become a mark each ("#", "ID", "IP", "PATH", "TEXT"). */
size_t fold_message(const char *s, size_t n, char out[FOLD_MAX]);
#endif
