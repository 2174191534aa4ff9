/* prose: Markdown that was parsed already, laid out by kb/layout, as lines of a sheet. Its links are rows. */
#ifndef UI_PROSE_H
#define UI_PROSE_H
#include "text/block.h"
#include "ui/sheet.h"

/* A step's text without its checklist; the source as it stands where no document was made of it. */
void prose_step(const struct document *text, const char *source, struct sheet *s);
/* The blocks [from, to) of a step's text. */
void prose_part(const struct document *text, size_t from, size_t to, struct sheet *s);
/* All of a document. Lines wider than the page are shown from column `sideways` on; link_name (may be NULL) says what
 * each of its links leads to. */
void prose_document(const struct document *d, const char *const *link_name, int sideways, struct sheet *s);
/* The code to be copied where lines [top, top + length) of a page of that width are in sight: the first block of it that
 * is seen, else the nearest one; NULL when there is none. */
const char *prose_code(const struct document *d, const char *const *link_name, int width, int top, int length);
#endif
