/* announce: a change in one line that can be pasted into a chat: what, where, why. */
#ifndef APP_ANNOUNCE_H
#define APP_ANNOUNCE_H
#include "app/session.h"

/* The author's `announce:` with its $names filled in, else a line made of what the question says. Secrets are dots. Into
 * the question's arena; p is NULL where the flow no longer has the step. */
const char *announce_make(struct session *s, const struct place *p, struct question *q);
#endif
