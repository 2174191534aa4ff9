/* pipe_table: the tables that CommonMark does not know (GitHub Flavored Markdown, section 4.10), found in the paragraphs
 * that CommonMark takes them for. They are rewritten so that every cell is a paragraph of its own, in the same list
 * item or quotation, marked by a sentinel: then one further pass of the CommonMark parser reads all cells, with the
 * reference links of the document, and no emphasis or code can reach from one cell into the next. Pure text to text. */
#ifndef TEXT_PIPE_TABLE_H
#define TEXT_PIPE_TABLE_H
#include "base/vec.h"
#include "text/block.h"

/* Stands before a cell; a noncharacter, which the source must not hold (it could not reach a screen anyway). */
#define PIPE_CELL "\xef\xb7\x91"

/* Where a paragraph stands: lines from 0, the last one included, and the byte its text starts at in the first one. */
struct paragraph_place {
    size_t first, last, column;
};

struct pipe_table {
    size_t n_rows, n_columns;
    enum cell_align *align;
};
struct pipe_tables {
    struct pipe_table *v;
    size_t n, cap; /* a vec */
};

/* Appends to `out` the source with its tables rewritten, lines ended by \n, and to `tables` what they were, in order.
 * False, and nothing worth reading, when there is no table. Rows that are too short are filled; what is too much
 * stays in the last cell; a table far larger than its text is left a paragraph. */
bool pipe_tables_rewrite(const char *s, size_t n, const struct paragraph_place *place, size_t n_places,
                         struct arena *arena, struct str *out, struct pipe_tables *tables);
#endif
