/* panel: the side of a wide screen: page h in short. Causes, facts, what was changed, the tail of the timeline. */
#ifndef UI_PANEL_H
#define UI_PANEL_H
#include "ui/view.h"

void panel_paint(const struct model *m, struct frame *f);
#endif
