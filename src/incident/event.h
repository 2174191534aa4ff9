/* event: one thing that happened, as recorded. The kinds and their fields are event.def's; an event borrows every text
 * it points at (from the row it was decoded from, from its writer, or from the arena it was copied into). */
#ifndef INCIDENT_EVENT_H
#define INCIDENT_EVENT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "flow/flow.h"
#include "flow/value.h"

enum event_kind {
#define EVENT(kind, sentence) EVENT_##kind,
#define F(kind, type, field)
#define END(kind)
#include "incident/event.def"
#undef EVENT
#undef F
#undef END
    N_EVENT_KINDS
};

struct fact_pair { /* a fact as an event carries it */
    const char *name;
    struct value value;
};

struct fact_pairs {
    const struct fact_pair *v;
    size_t n;
};

typedef const char *event_TEXT;
typedef int64_t event_COUNT;
typedef int64_t event_LENGTH;
typedef int64_t event_TIME;
typedef double event_NUMBER;
typedef bool event_FLAG;
typedef struct names event_NAMES;
typedef struct fact_pairs event_FACTS;

#define EVENT(kind, sentence) struct event_##kind {
#define F(kind, type, field) event_##type field;
#define END(kind) };
#include "incident/event.def"
#undef EVENT
#undef F
#undef END

struct event {
    int64_t seq;         /* from 1 within its incident, set by the journal */
    int64_t at;          /* when it happened, us UTC; orders nothing */
    int64_t recorded_at; /* when it was written down, set by the journal */
    const char *actor;   /* login of the person, with the operator's name where one was given: "oncall (ann)" */
    const char *host;    /* machine that triage ran on */
    const char *step;    /* the step it belongs to: "scope", in a called flow "database/reach"; NULL for none */
    enum event_kind kind;
    union event_body {
#define EVENT(kind, sentence) struct event_##kind kind;
#define F(kind, type, field)
#define END(kind)
#include "incident/event.def"
#undef EVENT
#undef F
#undef END
    } as;
};

enum field_type { FIELD_TEXT, FIELD_COUNT, FIELD_LENGTH, FIELD_TIME, FIELD_NUMBER, FIELD_FLAG, FIELD_NAMES, FIELD_FACTS };

struct event_field {
    const char *name;
    enum field_type type;
    size_t offset; /* within union event_body */
};

struct event_shape {
    const char *name;     /* storage name, "probe_started" */
    const char *sentence; /* msgid of the timeline's sentence */
    const struct event_field *field;
    size_t n_fields;
};

extern const struct event_shape event_shapes[N_EVENT_KINDS];
bool event_kind_parse(const char *name, enum event_kind *kind);

/* The body as bytes, the only form in which it is stored and hashed: for each field that is set a field number (one
 * byte, from 1), a type byte, a length (four bytes, big endian) and that many bytes; text ends in NUL inside its length.
 * Explained in docs/journal.md. */
void event_encode(const struct event *ev, struct str *out);
/* Reads a body of ev->kind into ev->as. Texts point into the bytes, lists into the arena. Bytes that no encoder wrote
 * are refused, never trusted. */
bool event_decode(const void *bytes, size_t n, struct event *ev, struct arena *arena, struct err *e);
/* A deep copy whose texts live in the arena. */
void event_copy(const struct event *from, struct event *to, struct arena *arena);
/* The same for the body alone: ev->as borrows, and owns nothing but the arena's afterwards. */
void event_copy_body(struct event *ev, struct arena *arena);

/* A text of an answer or a settled outcome: what triage itself wrote there, in English ("Not sure"), comes back in the
 * reader's language, anything else as it is. NULL stays NULL. */
const char *event_word(const char *text);
/* The timeline's sentence, translated, as plain text (not cleaned for a screen). flow gives step titles; may be NULL. */
void event_sentence(const struct event *ev, const struct flow *flow, struct str *out);
/* The same on one line: a note may have many. */
void event_line(const struct event *ev, const struct flow *flow, struct str *out);
#endif
