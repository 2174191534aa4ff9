/* event_redact: an event without the secrets in its texts, as it may be stored. */
#ifndef STORE_EVENT_REDACT_H
#define STORE_EVENT_REDACT_H
#include "incident/event.h"
#include "text/redact.h"

struct event_secrets { /* who says what is secret, and which numbers the secrets have */
    void (*find)(void *who, const char *field, const char *s, size_t n, struct redact_list *list);
    struct redact_book *(*book)(void *who, struct err *e); /* asked for at the first secret; NULL: it cannot be had */
    void *who;
};

/* Words of the format, ids of the flow, digests and files of triage: no person and no command ever wrote them. A value that
 * was named as secret and is called like one of them ("main", "exited") is not taken out there: the incident could not
 * be read any more. */
bool event_field_is_word(const char *field);

/* `to` is a copy of `from` whose changed texts and lists live in the arena; the others stay borrowed. The value of a
 * secret input is left out whole. False with *e set when there is no book: then nothing of `to` may be stored. */
bool event_redact(const struct event_secrets *how, const struct event *from, struct event *to, struct arena *arena,
                  struct err *e);
#endif
