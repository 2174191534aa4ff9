/* match: has a change to do with what fails? Only asks. */
#ifndef CHANGE_MATCH_H
#define CHANGE_MATCH_H
#include "change/change.h"

/* How many files that it touched are named in the stack traces; *first is one of them. Two paths name the same file when one
 * ends in the other, part by part ("Cart.java", "src/shop/Cart.java"), or when their last two parts agree: builds move trees.
 * Line numbers behind the name and "./", "webpack://" before it do not count. */
size_t match_trace(const struct change *c, const struct change_case *of, const char **first);
/* Its unit, one of its parts, or a word of what was changed is the service; ".service" does not count, nor does case. */
bool match_service(const struct change *c, const char *service);
enum match_host { MATCH_HOST_UNKNOWN, MATCH_HOST_SAME, MATCH_HOST_OTHER };
/* By the name before the first dot. */
enum match_host match_hosts(const char *a, const char *b);
#endif
