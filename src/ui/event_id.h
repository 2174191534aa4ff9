/* event_id: the id of a request or a trace that an event of the timeline speaks of. Pure. */
#ifndef UI_EVENT_ID_H
#define UI_EVENT_ID_H
#include <stdbool.h>

#include "base/str.h"
#include "incident/event.h"

/* The id that stands in a line, into *out: behind a key or a word that announces one, else a UUID, else the last run of hex
 * digits that is no number. False: none does. */
bool event_id_in(const char *line, struct str *out);
/* Of a fact named for one, of what was pinned, of a note. */
bool event_id(const struct event *ev, struct str *out);
#endif
