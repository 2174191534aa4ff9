/* head: rows 1 to 3: the incident, how bad, since when, recorded or not; the phases or the page's name; the rule. */
#ifndef UI_HEAD_H
#define UI_HEAD_H
#include "ui/view.h"

void head_paint(const struct ui *ui, const struct model *m, struct frame *f);
#endif
