/* looked: what a look at logs or changes found, in lines for people. Its output is a line of JSON, which says the same to
 * machines. */
#ifndef REPORT_LOOKED_H
#define REPORT_LOOKED_H
#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* Times are UTC, with their date. False, and nothing is added, where the output is none of the two. What is added comes from
 * logs and lists and is not yet clean. */
bool looked_tell(const char *output, size_t n, struct str *out);
#endif
