/* layout: a document as lines of styled runs for a given width: what the article page and `triage kb show` paint. Runs
 * are slices of the document's own text, so the document and the arena must outlive the layout.
 *
 * Prose is wrapped to the width, at most 72 columns; code is never wrapped and may be wider (the reader scrolls
 * sideways); tables are fitted to the width by wrapping their cells, or become lists where that cannot be read. What the
 * layout puts in by itself (markers, bars, link numbers) has the style RUN_ADDED; without it, the runs hold exactly the
 * words of the document, in its order. A blank line has no runs. */
#ifndef KB_LAYOUT_H
#define KB_LAYOUT_H
#include "kb/line.h"

struct layout {
    struct line *line;
    size_t n_lines;
    size_t widest;       /* columns of the widest line; over `width` only by code */
    size_t width;
};

enum { LAYOUT_PROSE = 72, LAYOUT_NARROWEST = 20 };

struct layout_options {
    size_t width;                   /* at least LAYOUT_NARROWEST is taken */
    const char *const *link_name;   /* what a link leads to, for the list at the end, one for each link or NULL */
    bool without_links;             /* no list of links at the end */
};

void layout_document(const struct document *d, const struct layout_options *options, struct arena *arena,
                     struct layout *layout);
/* The lines as plain text, each ended by \n. */
void layout_text(const struct layout *layout, struct str *out);
/* Minutes it takes to read, at 200 words a minute; at least 1. */
int document_minutes(const struct document *d);
#endif
