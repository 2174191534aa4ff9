/* http_fill: texts with $NAME in them, made whole with values of the environment, so that no value stands on a command line. */
#ifndef CLI_HTTP_FILL_H
#define CLI_HTTP_FILL_H
#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"

/* In the arena; NULL: a name has no value, and *e says which. In a URL a value is percent-encoded, but for one that it begins
 * with, which is a URL itself. */
const char *http_fill(const char *text, bool is_url, struct arena *arena, struct err *e);
#endif
