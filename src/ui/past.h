/* past: what was done at this step in incidents before, and what they taught, as lines. All of it says nothing where
 * nothing is known. */
#ifndef UI_PAST_H
#define UI_PAST_H
#include "ui/model.h"
#include "ui/sheet.h"

/* The most frequent thing, a sentence: "in 3 of 4 incidents One endpoint, each time The release". */
void past_say(const struct past *p, struct str *out);
/* "about 4 min; 3 resolved; 1 escalated; newest INC-38" */
void past_say_more(const struct past *p, struct str *out);
/* One thing that was done: "One endpoint", "it helped". */
void past_say_row(const struct past_row *row, struct str *out);
/* "from the flow and 14 incidents", or "first shares from the flow". */
void past_say_learned(const struct diagnosis *d, struct str *out);
/* How long the step takes, with what was learned. */
int64_t past_takes(const struct model *m);
/* How much it weighs, for w: "Likelihoods, ... of 14 incidents ..."; empty where nothing was learned. */
void past_explain_learned(const struct diagnosis *d, struct str *out);

/* A line or two on the step page, where there is room; the whole of it for w. */
void past_build_short(const struct model *m, struct sheet *s);
void past_build_whole(const struct model *m, struct sheet *s);
#endif
