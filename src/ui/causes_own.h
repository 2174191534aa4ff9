/* causes_own: what the board of causes, its wide panel, the page behind `w` and the plain lines share. */
#ifndef UI_CAUSES_OWN_H
#define UI_CAUSES_OWN_H
#include "ui/reasons.h"
#include "ui/view.h"

/* What the observation was, in its words: "One endpoint", "Go back to the release before did not help". */
void causes_say_move(const struct diagnosis_move *move, struct str *out);
/* Where the share at first comes from: "the flow says high", "thought of by ann". */
void causes_say_first(const struct model *m, const struct diagnosis_cause *c, struct str *out);
const char *causes_keep_first(const struct model *m, const struct diagnosis_cause *c, struct reasons *r); /* "at first, the flow says high" */
/* "supported", "open", "all but out", "out". */
const char *causes_standing(const struct diagnosis_cause *c);
/* "1 supported · 6 open · 2 out"; nothing without causes. */
void causes_count(const struct diagnosis *d, struct str *out);
/* What a question is worth: "saves 2.3 min", "costs 3.5 min more than it saves". */
void causes_say_worth(const struct model *m, int64_t expected, struct str *out);
/* panel_causes.c: beside the board: the facts with their times, what would tell more, the fixes. */
void causes_paint_panel(const struct model *m, struct frame *f);
#endif
