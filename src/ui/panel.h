/* panel: the side of a wide screen: page h in short. Causes, facts, what was changed, the tail of the timeline. */
#ifndef UI_PANEL_H
#define UI_PANEL_H
#include "ui/view.h"

/* without_causes: beside the page that shows them itself. */
void panel_paint(const struct model *m, bool without_causes, struct frame *f);
#endif
