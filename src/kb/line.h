/* line: one line of a laid out document, as styled runs of its text. */
#ifndef KB_LINE_H
#define KB_LINE_H
#include "text/block.h"

/* Bits beside enum span_style. */
enum run_style { RUN_HEADING = 16, RUN_ADDED = 32, RUN_QUIET = 64 /* HTML and the like, and what is added */ };

struct text_run {
    const char *text; /* n bytes, not ended by NUL */
    size_t n;
    unsigned style;
    int link; /* index into the document's links, -1; shown to the reader as link + 1 */
};

enum line_kind { LINE_TEXT, LINE_HEADING, LINE_CODE, LINE_TABLE, LINE_LINK, LINE_WARNING };

struct line {
    struct text_run *run;
    size_t n_runs;
    size_t columns;      /* what it occupies */
    enum line_kind kind;
    size_t block;        /* of the document; n_blocks for the list of links */
};
#endif
