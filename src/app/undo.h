/* undo: the state that changes left, read again, and taking back more than one of them, a question each. */
#ifndef APP_UNDO_H
#define APP_UNDO_H
#include "app/session.h"

/* WISH_LOOK_LEFT: the `before` of each change in effect is run again, read-only. */
bool undo_look(struct session *s, const struct wish *w, struct err *e);
/* WISH_UNDO_BACK: the newest, then the next, back to that one. */
bool undo_back(struct session *s, const struct wish *w, struct err *e);

/* A change has ended: what it left is read, or the next one is taken back. */
void undo_after(struct session *s, const struct live_run *r);
/* The state of a change has been read, for the page or because it has just ended. */
void undo_looked(struct session *s, const struct live_run *r, const char *now, bool passed);
/* No further one is asked about. */
void undo_stop(struct session *s);
void undo_forget(struct session *s);

const struct looked_state *undo_state_of(const struct session *s, int64_t run); /* NULL: nobody has looked */
bool undo_is_reading(const struct session *s, int64_t run);
#endif
