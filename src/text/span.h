/* span: styled text put together piece by piece. Neighbours of one style and link become one span, and every span is
 * cleaned as it is closed, so that nothing enters a document otherwise. A builder is empty when zeroed except for
 * `link` -1: start with span_start. */
#ifndef TEXT_SPAN_H
#define TEXT_SPAN_H
#include "base/vec.h"
#include "text/block.h"

struct span_builder {
    struct arena *arena; /* where the spans go */
    struct str open;     /* the text of the span being built, not cleaned yet */
    unsigned style;      /* of what is added next */
    int link;
    unsigned open_style; /* of what is open */
    int open_link;
    VEC(struct span) done;
};

void span_start(struct span_builder *b, struct arena *arena);
/* Adds text in the present style and link; newlines in it become spaces. */
void span_add(struct span_builder *b, const char *text);
void span_break(struct span_builder *b); /* a hard break */
/* What was added since the start or the last take; the builder is empty again, style and link stay. */
struct spans span_take(struct span_builder *b);
void span_release(struct span_builder *b);
#endif
