/* graph: a chart in a format: as text for a terminal, as the source of graphviz or of Mermaid. Pure; each writer appends
 * the whole file to out and escapes for its format, so that no title of a stranger becomes anything but a title. */
#ifndef DRAW_GRAPH_H
#define DRAW_GRAPH_H
#include "draw/chart.h"

struct graph_options {
    size_t width;  /* columns, of text; at least GRAPH_NARROWEST is taken */
    bool is_ascii; /* of text: nothing but ASCII is written */
};

enum { GRAPH_NARROWEST = 40, GRAPH_WIDEST = 100 };

struct graph_format {
    const char *name; /* as in `graph -f text` */
    void (*write)(const struct chart *c, const struct graph_options *options, struct str *out);
};

extern const struct graph_format graph_text, graph_dot, graph_mermaid;
extern const struct graph_format *const graph_formats[]; /* NULL at the end; the first is the usual one */
const struct graph_format *graph_find_format(const char *name); /* NULL when there is none */
#endif
