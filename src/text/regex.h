/* regex: patterns of flows and settings, matched against a stranger's text without ever burning time or memory: the
 * doorkeeper of PCRE2. A pattern that needs more work than the limits allow does not match, and says so. Text may hold
 * bytes that are not UTF-8. Read-only after compiling. */
#ifndef TEXT_REGEX_H
#define TEXT_REGEX_H
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct regex;

enum regex_flags {
    REGEX_PLAIN = 0,
    REGEX_CASELESS = 1,
    REGEX_LINES = 2,   /* ^ and $ match at every line */
    REGEX_BYTES = 4,   /* the text is bytes, not UTF-8: faster, and . is one byte */
    REGEX_ANCHORED = 8 /* only from the first byte on */
};
enum regex_result { REGEX_NO, REGEX_YES, REGEX_GAVE_UP };

struct regex_span {
    size_t start, end; /* bytes */
};

/* The caller's, freed with regex_free; NULL with *e set, and *error_offset (may be NULL) the byte where the pattern is
 * wrong. */
struct regex *regex_compile(const char *pattern, unsigned flags, size_t *error_offset, struct err *e);
/* Only whether it is a pattern: cheaper than compiling it for use. */
bool regex_check(const char *pattern, size_t *error_offset, struct err *e);
void regex_free(struct regex *re);
/* `group` (may be NULL) receives the first group that took part, or the whole match where the pattern has no group. */
enum regex_result regex_match(const struct regex *re, const char *s, size_t n, struct regex_span *group);

/* ---- for those who match line after line ---- */

/* What a match needs, used again for every line; not shared between threads. It allows less work than regex_match: a line
 * is short. */
struct regex_work;
struct regex_work *regex_work_new(void);
void regex_work_free(struct regex_work *work);

enum { REGEX_GROUPS = 64 }; /* groups that a pattern may have here, the whole match counted */
#define REGEX_UNSET ((size_t)-1) /* start and end of a group that took no part */

/* span[0] is the whole match, span[i] group i. At most `room` are filled in; those beyond the pattern's groups are unset.
 * A pattern with more than REGEX_GROUPS groups gives up. */
enum regex_result regex_groups(const struct regex *re, const char *s, size_t n, struct regex_work *work,
                               struct regex_span *span, size_t room);
/* The same from byte `from` on; what stands before it can be looked back at. */
enum regex_result regex_groups_from(const struct regex *re, const char *s, size_t n, size_t from, struct regex_work *work,
                                    struct regex_span *span, size_t room);
/* As much work as regex_match allows: for a few large texts instead of many lines. */
void regex_work_widen(struct regex_work *work);
size_t regex_n_groups(const struct regex *re); /* the whole match not counted */
/* The pattern's named groups in turn, i from 0: name and number. NULL past the last. */
const char *regex_group_name(const struct regex *re, size_t i, size_t *number);

/* "10.42 2022-12-11" */
void regex_library_version(char out[64]);
#endif
