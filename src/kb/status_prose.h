/* status_prose: status codes in words, as documents built in the caller's arena. Their texts are cleaned. */
#ifndef KB_STATUS_PROSE_H
#define KB_STATUS_PROSE_H
#include "kb/status_code.h"
#include "text/block.h"

/* Codes asked for by number: of several, first how they are told apart; then each of them, or what a number that is not
 * registered amounts to. */
void status_prose_numbers(const struct status_codes *t, const int *number, size_t n, struct arena *arena,
                          struct document *d);
/* The answer to words that no code speaks of. */
void status_prose_nothing(struct arena *arena, struct document *d);
/* What a number that is not registered amounts to (RFC 9110, section 15), in one sentence without a full stop. */
void status_prose_unknown(int number, struct str *out);
#endif
