/* turn: the operator's turn: what is wished is done, as far as the world allows, and what happens by itself is taken in. */
#ifndef APP_TURN_H
#define APP_TURN_H
#include "app/session.h"

/* Does what is wished, as far as the world allows; a refusal becomes the status, and is false unless the wish is kept to
 * be done later. Wishes about pages, the terminal and
 * leaving are the caller's and are not looked at here. */
bool session_wish(struct session *s, const struct wish *w);
/* The trouble was looked at; again: what is owed to the record is tried once more. */
void session_retry(struct session *s, bool again);
/* Home: the incident is closed, or stays at hand as long as its commands run. */
void session_go_home(struct session *s);
/* Steps the running commands and records what ended; takes in what other terminals recorded. True when something
 * changed. */
bool session_step(struct session *s);
#endif
