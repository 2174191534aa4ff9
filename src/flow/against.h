/* against: a flow held against an older text of it. Ids are kept for years: in journals, in what was learned from them, in
 * other flows. So an id must go on to mean what it meant. That a machine cannot know; it can see that the words beside an id
 * are others, that an answer ends otherwise, that a value is of another kind, or that the same words have another id now.
 * A heuristic, with its few false alarms; pure. */
#ifndef FLOW_AGAINST_H
#define FLOW_AGAINST_H
#include "flow/flow.h"

/* Adds warnings at places of the newer text: `meaning-changed`, `id-changed`. */
void flow_check_against(const struct flow *f, const struct flow *old, struct problems *ps);
#endif
