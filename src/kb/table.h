/* table: a table of a document as lines, columns side by side where they can be read so, else a list of its rows. */
#ifndef KB_TABLE_H
#define KB_TABLE_H
#include "kb/wrap.h"

/* Adds lines of at most `width` columns, each after the prefix; shape is what every line is. */
void table_lines(const struct block *b, const char *prefix, size_t width, struct line shape, struct arena *arena,
                 struct lines *lines);
#endif
