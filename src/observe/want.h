/* want: what a person or a flow expects of a look, as they write it: "10%", "5GB", "2s", "14". */
#ifndef OBSERVE_WANT_H
#define OBSERVE_WANT_H
#include "observe/observation.h"

/* The i-th expectation that a look of this kind can have, as its option is called ("at-most"); NULL past the last. */
const char *observe_want_option(enum observe_kind kind, size_t i);
/* Adds what that option says; false with *e: it does not fit. Size is in bytes with kB, MB, GB (thousands) or KiB, MiB, GiB
 * (1024) behind it, or a share with % where there is one. */
bool observation_want(struct observation *o, const char *option, const char *text, struct err *e);
bool observe_parse_bytes(const char *text, double *bytes);
#endif
