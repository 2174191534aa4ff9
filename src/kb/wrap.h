/* wrap: text poured into lines. Words are kept whole where they fit at all; a wide character may stand at any line's
 * end; what is longer than a line is cut. Runs that follow each other in memory and look the same become one. */
#ifndef KB_WRAP_H
#define KB_WRAP_H
#include "base/vec.h"
#include "kb/line.h"

struct lines {
    struct line *v;
    size_t n, cap; /* a vec */
};

struct text_runs {
    struct text_run *v;
    size_t n, cap; /* a vec */
};

struct wrap {
    struct lines *lines; /* where finished lines go */
    struct arena *arena;
    struct line shape;   /* kind and block of every line */
    size_t width;        /* columns, prefix included */
    const char *prefix;  /* of the next line, and of all after it; may be NULL */
    const char *rest;

    struct text_runs row;     /* the line being filled, without prefix and word */
    size_t row_columns;
    struct text_runs word;    /* what may not be parted */
    size_t word_columns;
    struct text_run space;    /* between them; its text is NULL when there is none */
    bool is_open;        /* something was added since the last line end */
};

void wrap_add(struct wrap *w, const char *text, size_t n, unsigned style, int link);
/* Text that stays with the word before it, spaces included. */
void wrap_glue(struct wrap *w, const char *text, unsigned style, int link);
void wrap_end_line(struct wrap *w);
/* Ends the last line, if one is open, and gives the memory back. */
void wrap_finish(struct wrap *w);
/* A line that is not wrapped. */
void wrap_whole(struct wrap *w, const char *text, size_t n, unsigned style);
/* All spans, with "[n]" behind each link. */
void wrap_spans(struct wrap *w, const struct spans *spans, unsigned style);
#endif
