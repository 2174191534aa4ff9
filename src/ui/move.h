/* move: ▸ and the window over a sheet. */
#ifndef UI_MOVE_H
#define UI_MOVE_H
#include "ui/view.h"

/* First and last+1 row of the frame that the body of the present page has. */
void move_body(const struct ui *ui, int rows, int columns, int *from, int *to);
/* Lines that the body of the present page has. */
int move_body_length(const struct ui *ui);
/* ▸ finds its row again, or the one nearest to where it was; the window follows it. */
void move_settle(struct ui *ui, const struct model *m, const struct sheet *s);
/* One of the moving actions; false when a is none. */
bool move_act(struct ui *ui, const struct model *m, enum action a);
/* ▸ to the row with that digit; false when there is none. */
bool move_to_digit(struct ui *ui, const struct model *m, int digit);
/* ▸ to the first line in sight, where there is none yet; false: there is no line. */
bool move_point(struct ui *ui, const struct model *m);
/* ▸ to that row; false when it is not there. */
bool move_to_row(struct ui *ui, const struct model *m, struct row_id row);
#endif
