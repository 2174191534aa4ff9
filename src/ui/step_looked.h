/* step_looked: how a step shows what a look at logs found: one line of finding, where it is, a chart; while it runs how far
 * it is, and what is known so far. */
#ifndef UI_STEP_LOOKED_H
#define UI_STEP_LOOKED_H
#include "ui/model.h"
#include "ui/sheet.h"

/* What that run has found; NULL: nothing that can be read. */
const struct model_looked *step_looked(const struct model *m, int64_t run);
void step_put_looking(const struct model *m, const struct model_live *live, const struct model_looked *found, int column, struct sheet *s);
void step_put_looked(const struct model *m, const struct model_looked *found, int column, struct sheet *s);
#endif
