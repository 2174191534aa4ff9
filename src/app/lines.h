/* lines: the session as numbered lines on standard input and output, for TERM=dumb, pipes and screen readers. */
#ifndef APP_LINES_H
#define APP_LINES_H
#include "app/session.h"

/* False when what is said does not arrive. */
bool lines_run(struct session *s, struct err *e);
#endif
