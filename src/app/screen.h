/* screen: the session on a terminal: keys in, frames out, until the operator leaves. Nothing in it waits but poll. */
#ifndef APP_SCREEN_H
#define APP_SCREEN_H
#include "app/session.h"
#include "ui/term.h"

/* Runs until the operator leaves or the terminal is gone; returns the exit status. The terminal is the caller's. */
int screen_run(struct session *s, struct term *t);
#endif
