/* event_redact: an event without the secrets in its texts, as it may be stored. */
#ifndef STORE_EVENT_REDACT_H
#define STORE_EVENT_REDACT_H
#include "incident/event.h"
#include "text/redact.h"

typedef struct redact_book *event_book(void *who, struct err *e); /* NULL: it cannot be had */

/* `to` is a copy of `from` whose changed texts and lists live in the arena; the others stay borrowed. The value of a
 * secret input is left out whole. The book, which numbers the marks, is asked for at the first secret. False with *e set
 * when there is none: then nothing of `to` may be stored. */
bool event_redact(struct redactor *r, event_book *book, void *who, const struct event *from, struct event *to,
                  struct arena *arena, struct err *e);
#endif
