/* markdown_text: a stranger's text in CommonMark stays text. Characters that could mean something where they stand get a
 * backslash, and no more than those, so that the file reads well as it is. Beyond CommonMark that is what GitHub,
 * GitLab, pandoc and site generators read into a text: bare links, strike-through, formulas, templates. */
#ifndef TEXT_MARKDOWN_TEXT_H
#define TEXT_MARKDOWN_TEXT_H
#include <stdbool.h>

#include "base/str.h"

/* The text, with line_break between its lines; spaces at either end of a line would mean something, and go. In a cell of
 * a table nothing begins a block. */
void markdown_text_add(struct str *out, const char *text, const char *line_break, bool is_cell);
/* A code span of a text that is not empty, and has no newline. */
void markdown_text_add_code(struct str *out, const char *text);
/* The backquotes that a fence around the text needs, three at least. */
size_t markdown_text_fence(const char *text);
#endif
