/* lists: what the pages share on which one chooses what is shown, of logs and of changes. */
#ifndef UI_LISTS_H
#define UI_LISTS_H
#include "ui/view.h"

const char *lists_enter_label(const struct ui *ui, const struct model *m, struct row_id row);
const char *lists_label(const struct ui *ui, enum action a);
const enum action *lists_footer(const struct ui *ui, const struct model *m);
#endif
