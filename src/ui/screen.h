/* screen: the frame around every page: who and where, the rule, the advice, what just happened or is typed, the keys. */
#ifndef UI_SCREEN_H
#define UI_SCREEN_H
#include "ui/view.h"

enum { SCREEN_FULL_COLUMNS = 72 }; /* SCREEN_FULL_ROWS is status_row.h's */

bool screen_is_too_small(int rows, int columns);
int screen_width(int columns); /* the right edge of the body of a page, as sheet.width */
void screen_paint(const struct ui *ui, const struct model *m, struct frame *f);
/* The footer's text for one page: tests hold it against the key table. */
void screen_footer(const struct ui *ui, const struct model *m, struct frame *f);
#endif
