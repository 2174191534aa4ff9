/* clipboard: a text to where the operator can paste it from. */
#ifndef APP_CLIPBOARD_H
#define APP_CLIPBOARD_H
#include "app/session.h"

/* Inside tmux by its buffer, else by OSC 52, where a terminal obeys it. The sentence that is returned says which. */
const char *clipboard_put(const char *text);
/* The same, and says so as the status. */
void clipboard_copy(struct session *s, const char *text);
#endif
