/* graph: the formats there are. */
#include "draw/graph.h"

const struct graph_format *const graph_formats[] = {&graph_text, &graph_dot, &graph_mermaid, NULL};

const struct graph_format *graph_find_format(const char *name)
{
    for (const struct graph_format *const *f = graph_formats; *f; f++)
        if (str_eq((*f)->name, name))
            return *f;
    return NULL;
}
