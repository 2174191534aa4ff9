/* clipboard: a text to where the operator can paste it from. */
#ifndef APP_CLIPBOARD_H
#define APP_CLIPBOARD_H
#include "app/session.h"

/* Inside tmux by its buffer, else by OSC 52; and where neither can be, in a file. Says where as the status. */
/* The same; the sentence is returned. */
const char *clipboard_put(const char *text);
void clipboard_copy(struct session *s, const char *text);
#endif
