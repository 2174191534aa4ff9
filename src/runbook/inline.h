/* inline: styled spans as one line of CommonMark that reads as the same spans again. Hard breaks are "\" and a new line. */
#ifndef RUNBOOK_INLINE_H
#define RUNBOOK_INLINE_H
#include "text/block.h"

/* in_cell: of a table, where a bar ends the cell. */
void inline_write(const struct document *d, const struct spans *spans, bool in_cell, struct str *out);
/* The words alone, hard breaks as blanks. */
void inline_words(const struct spans *spans, struct str *out);
bool inline_has_link(const struct spans *spans);
#endif
