/* status_row: the row above the keys: what just happened, or the line that is typed, with a word of help above it. */
#ifndef UI_STATUS_ROW_H
#define UI_STATUS_ROW_H
#include "ui/view.h"

enum { SCREEN_FULL_ROWS = 20 }; /* of a screen; with fewer, what is only nice is left out */

void status_row_paint(const struct ui *ui, const struct model *m, struct frame *f);
#endif
