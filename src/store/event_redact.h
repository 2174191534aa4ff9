/* event_redact: an event without the secrets in its texts, as it may be stored. */
#ifndef STORE_EVENT_REDACT_H
#define STORE_EVENT_REDACT_H
#include "incident/event.h"
#include "text/redact.h"

/* `to` is a copy of `from` whose changed texts and lists live in the arena; the others stay borrowed. The value of a
 * secret input is left out whole. The book numbers the marks. How many secrets were taken out. */
size_t event_redact(struct redactor *r, struct redact_book *book, const struct event *from, struct event *to,
                    struct arena *arena);
#endif
