/* redact_expand: a rule's pattern with its pieces put in. */
#ifndef TEXT_REDACT_EXPAND_H
#define TEXT_REDACT_EXPAND_H
#include "base/err.h"
#include "base/str.h"
#include "text/redact_rule.h"

/* Adds the pattern to out; %{name} becomes the piece of that name, of these or of those that ship, and pieces in pieces too.
 * Groups of one name may be there several times. False with a sentence: there is no such piece, or it never ends. */
bool redact_expand(const char *pattern, const struct redact_piece *piece, size_t n, struct str *out, struct err *e);
#endif
