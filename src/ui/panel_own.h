/* panel_own: the pen with which the parts of the side panel write. */
#ifndef UI_PANEL_OWN_H
#define UI_PANEL_OWN_H
#include "ui/view.h"

enum { PANEL_COLUMN = 82, PANEL_WIDE = 60 };

struct pen { /* where the next line of the panel goes */
    struct frame *f;
    int row, last, end;
};

bool pen_has_room(const struct pen *p);
void pen_heading(struct pen *p, const char *text);
#endif
