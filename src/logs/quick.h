/* quick: the quick look at an access log sorted by time: totals are newline counts between bisected boundaries of time
 * inside each block, and only failing lines are found by a vector search, validated and parsed. Nothing else touches a
 * line. Where a log is not sorted, or its lines are not what they should be, it says so and the caller reads that source
 * line by line instead.
 *
 * What it assumes is looked at as it goes: the first and the last line of each block, one every few KiB between, and those
 * that a bisection meets must have their time in [dd/Mon/yyyy:HH:MM:SS zone], never more than a minute before what was seen
 * above them (a server logs a slow request when it ends, some with the time of its beginning). One line in fifty may be
 * odd; it is counted as a request all the same. */
#ifndef LOGS_QUICK_H
#define LOGS_QUICK_H
#include "logs/format.h"
#include "logs/look.h"

enum { QUICK_BLOCK = 256 << 10 };

struct log_quick;
/* May it look at logs of this format by this rule? Not with a pattern, nor where a status below 400 counts. */
bool log_quick_fits(const struct log_format *f, const struct log_rule *rule);
/* All are borrowed; `rule` is the look's; what is before `since`, or not before `until`, is not counted (TIME_NONE: open). */
struct log_quick *log_quick_new(const struct log_format *f, const struct log_rule *rule, const struct log_clock *clock,
                                struct log_look *look, int64_t since, int64_t until);
/* The log is thought to reach so far: then it is cut as coarsely from its beginning as it would be at its end. */
void log_quick_expect(struct log_quick *q, int64_t from, int64_t to);
/* Whole lines and the start of the next; *used is how many bytes were taken: the rest is handed in again, with more behind
 * it. `at` is the offset of bytes[0]. False: not fit for a quick look (not sorted, no times where they should be, a line
 * longer than QUICK_BLOCK): the look is then to be thrown away. */
bool log_quick_feed(struct log_quick *q, const char *bytes, size_t n, uint64_t at, bool is_last, size_t *used);
/* Has a line of `until` or later been seen? Then there is no need to read on. */
bool log_quick_is_past(const struct log_quick *q);
uint64_t log_quick_lines(const struct log_quick *q); /* counted or parsed */
void log_quick_free(struct log_quick *q);
#endif
