/* home_find: what / finds at home: incidents, flows and articles in one list, as one types. */
#ifndef UI_HOME_FIND_H
#define UI_HOME_FIND_H
#include "ui/view.h"

void home_find_open(struct ui *ui, struct wish *w);
bool home_find_is_open(const struct ui *ui);
/* The list in the place of the page: each row opens, starts or reads, as it does elsewhere. */
void home_find_build(const struct ui *ui, const struct model *m, struct sheet *s);
#endif
