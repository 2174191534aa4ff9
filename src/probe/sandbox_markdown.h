/* sandbox_markdown: Markdown of strangers, parsed in a child. What cannot be parsed there comes back as raw text with
 * `warning` saying why, so there is always a document. */
#ifndef PROBE_SANDBOX_MARKDOWN_H
#define PROBE_SANDBOX_MARKDOWN_H
#include "text/markdown.h"

/* The document lives in the arena. */
void sandbox_markdown(const char *text, size_t n, struct arena *arena, struct document *d);
/* Many at once (a markdown_reader): one child for all of them unless one is its end. */
void sandbox_markdown_all(struct markdown_job *jobs, size_t n, struct arena *arena);
#endif
