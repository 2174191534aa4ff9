/* lessons: what the courses of closed incidents amount to for one flow, counted. The counts are recorded when an incident
 * is opened (`learned` in event.def), so that whoever reads its events later reckons with the same; incident/learned.h
 * makes numbers of them. Pure.
 *
 * What the cause was: the one that was pinned last; else, of those that the last fix which helped cures, the likeliest by
 * the author's numbers; else nobody knows, and only its minutes count. By the author's numbers, because what was learned
 * must not confirm itself. Steps, answers and causes that the flow does not have (any more) are left out. */
#ifndef INCIDENT_LESSONS_H
#define INCIDENT_LESSONS_H
#include "incident/course.h"

/* Incidents, the newest: what is older says little of how it is now. Lines of counts, the causes first: it is an event, and
 * must fit into one whatever the incidents held. */
enum { LESSONS_MOST = 200, LESSONS_LINES_MOST = 5000 };

struct lessons;
struct lessons *lessons_new(const struct flow *flow); /* borrowed */
void lessons_free(struct lessons *l); /* NULL is fine */

/* What the course says of steps of this flow. path: that of any step in it, as in incident/path.h ("database/reach" where
 * step `database` called it; the last part may be empty), NULL for the outermost. False: none of it was in this flow. */
bool lessons_add(struct lessons *l, const struct course *c, const char *path);
/* One more incident, opened then, of which something was added. */
void lessons_count(struct lessons *l, int64_t opened_at);
/* The event's body, into the arena; its order is that of the flow. incidents is 0 when there is nothing to tell. */
void lessons_tell(const struct lessons *l, struct arena *arena, struct event_learned *told);

/* The index of the cause that it was, -1: nobody knows. */
int lessons_truth(const struct flow *flow, const struct course *c, const char *path);
/* Does that step give evidence by its answers? Only such answers are counted: the author gave one observation to one step,
 * and a verdict on a fix moves causes by itself. */
bool lessons_takes_answers(const struct flow_step *step);
#endif
