/* say: an observation as sentences, in the language in force. Clean: what came from outside was cleaned when it was put in. */
#ifndef OBSERVE_SAY_H
#define OBSERVE_SAY_H
#include "observe/observation.h"

/* The one sentence. `now` TIME_NONE: for a record; times in it are whole and in UTC, and nothing is counted from now. */
void observation_sentence(const struct observation *o, int64_t now, const struct time_zone *zone, struct str *out);
/* The next most telling lines, at most `most`, each ended by a newline: what was wanted and is not so, what the system said, then
 * what else was found. May add nothing. */
void observation_details(const struct observation *o, size_t most, int64_t now, const struct time_zone *zone, struct str *out);
/* Everything: the sentence, a line for each value, each of several. Lines end in newlines. */
void observation_page(const struct observation *o, int64_t now, const struct time_zone *zone, struct str *out);
/* "612 bytes", "9 KB", "1.4 GB". */
void observe_say_bytes(double bytes, struct str *out);
/* A value as people read it. */
void observe_say_value(enum observed_type type, const struct observed *v, int64_t now, const struct time_zone *zone, struct str *out);
#endif
