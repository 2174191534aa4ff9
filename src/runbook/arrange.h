/* arrange: the parts of a runbook in the order in which one walks them: what it is about, checks, fixes, is it gone? */
#ifndef RUNBOOK_ARRANGE_H
#define RUNBOOK_ARRANGE_H
#include "runbook/draft.h"

/* The title is the whole runbook's, alert what it is for, or NULL. */
void arrange(struct draft *f, const struct runbook_sections *s, const char *title, const char *alert);
#endif
