/* typed: lines of text within a width, as a typewriter writes them: from left to right, with a column to come back to.
 * Text is clean already. With is_ascii every character that ASCII lacks is replaced by one that takes as many columns, so
 * that a page looks the same with and without. Trailing spaces are not written. */
#ifndef DRAW_TYPED_H
#define DRAW_TYPED_H
#include "base/str.h"

#define TYPED_GLUE "\xc2\xa0" /* a space at which no line ends */

struct typed {
    struct str *out; /* borrowed */
    size_t width;
    bool is_ascii;
    size_t used;     /* columns of the present line */
    size_t spaces;   /* owed: written once something follows */
};

void typed_put(struct typed *t, const char *text);
/* At most so many columns of it, the last a dot of many where it is cut. */
void typed_put_cut(struct typed *t, const char *text, size_t columns);
void typed_space(struct typed *t, size_t n);
void typed_end(struct typed *t); /* ends the line */
/* Words from here on, then ends the line. Further lines begin at `column`, with the rail ("│" or "") at rail_at. What is
 * longer than a line is cut into pieces. */
void typed_wrap(struct typed *t, const char *text, size_t column, const char *rail, size_t rail_at);
/* The same, with `right` at the right edge of the first line. */
void typed_wrap_beside(struct typed *t, const char *text, size_t column, const char *right);
/* "── Changes ──────", after an empty line. */
void typed_rule(struct typed *t, const char *word);
#endif
