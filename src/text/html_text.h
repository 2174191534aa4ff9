/* html_text: a stranger's text in HTML stays text, in elements and in quoted attributes. */
#ifndef TEXT_HTML_TEXT_H
#define TEXT_HTML_TEXT_H
#include "base/str.h"

/* The text with entities, and line_break in place of each newline. */
void html_text_add(struct str *out, const char *s, const char *line_break);
#endif
