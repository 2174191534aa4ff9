/* redact_tally: how many secrets of which kind were taken out. A zeroed one is empty; it owns nothing, and borrows nothing
 * past a call. */
#ifndef TEXT_REDACT_TALLY_H
#define TEXT_REDACT_TALLY_H
#include <stddef.h>

#include "base/str.h"
#include "text/redact_rule.h"

enum { REDACT_TALLY_KINDS = 32 };

struct redact_tally {
    size_t n; /* of all kinds, those counted too that found no room below */
    size_t n_kinds;
    struct {
        char kind[REDACT_KIND_MAX + 1];
        size_t n;
    } of[REDACT_TALLY_KINDS];
};

void redact_tally_add(struct redact_tally *t, const char *kind, size_t n_kind);
/* The marks in a text: what had been taken out of it. */
void redact_tally_marks(struct redact_tally *t, const char *s, size_t n);
/* Adds "3 secrets were taken out: 2 password, 1 aws-key", translated; nothing when there is none. */
void redact_tally_say(const struct redact_tally *t, struct str *out);
/* The same before it is done: "3 secrets will be taken out: ..." */
void redact_tally_foretell(const struct redact_tally *t, struct str *out);
#endif
