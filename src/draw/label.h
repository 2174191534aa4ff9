/* label: what stands in the boxes of a drawn chart and at its arrows, in lines; shared by the formats that have boxes. */
#ifndef DRAW_LABEL_H
#define DRAW_LABEL_H
#include "draw/chart.h"

/* Lines of at most some 28 columns, parted by \n. */
void label_of_step(const struct chart_step *s, struct str *out);
/* The answers, one a line; of very many the first ones and how many more. */
void label_of_way(const struct chart_way *way, struct str *out);
/* The node it leads to: "s4", "end_resolved", "end_nowhere". */
void label_end(const struct chart_way *way, struct str *out);
/* Is it the way of nobody's answer: not sure, passed over? */
bool label_is_quiet(const struct chart_way *way);
/* Which outcomes some way ends with; [OUTCOME_NONE]: some way ends nowhere. */
void label_ends(const struct chart *c, bool has[OUTCOME_ESCALATED + 1]);
#endif
