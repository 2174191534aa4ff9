/* undo: taking changes back: in which order they may be, and whether what a change left is still there. */
#ifndef INCIDENT_UNDO_H
#define INCIDENT_UNDO_H
#include "incident/state.h"

/* The change that must be taken back before this one, because it was made later with what this one found or left (its names
 * hold a fact of this one's), or is the same action made again; NULL when there is none. One that cannot be taken back
 * stands in nobody's way. */
const struct run *incident_undo_waits_for(const struct incident *inc, const struct run *run);

enum undo_state {
    UNDO_NOT_LOOKED, /* `now` is NULL */
    UNDO_AS_LEFT,
    UNDO_BACK,       /* as it was before the change */
    UNDO_CHANGED,    /* neither: somebody, or something, was there */
    UNDO_UNSURE,     /* not as before, and what was left was not read */
};

/* What its `before` prints now, against what it printed before and right after the change. */
enum undo_state incident_undo_state(const struct run *run, const char *now);
#endif
