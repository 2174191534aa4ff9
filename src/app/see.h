/* see: looking at a change, by the command that it came with. */
#ifndef APP_SEE_H
#define APP_SEE_H
#include "app/session.h"
#include "change/change.h"

/* Starts it, in the step at hand; *run is what shows its output. Refused where it was found on another `host` than this. */
bool see_change(struct session *s, const struct change *change, const char *host, int64_t *run, struct err *e);
#endif
