/* clipboard: a text to where the operator can paste it from. */
#ifndef APP_CLIPBOARD_H
#define APP_CLIPBOARD_H
#include "app/session.h"

/* Inside tmux by its buffer, else by OSC 52; and where neither can be, in a file. Says where as the status. */
void clipboard_copy(struct session *s, const char *text);
#endif
