/* kb_snippet: the place in an article that speaks of the words one looks for. Pure. FTS5's own snippet() runs the whole
 * query again for each row, ten times the cost of the search. */
#ifndef STORE_KB_SNIPPET_H
#define STORE_KB_SNIPPET_H
#include "store/kb_query.h"

/* Adds some words around the first place in the text where one of them begins a word, letters compared without case;
 * "..." stands where text is left out, " · " where a line ends. Nothing when none does. */
void kb_snippet(const struct kb_words *words, const char *text, struct str *out);
#endif
