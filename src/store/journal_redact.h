/* journal_redact: secrets that had been stored are taken out of an incident, by a recorded act (docs/journal.md). It is the
 * one exception to "events are never changed": bodies are replaced, their hashes stay, and an event for each says who did
 * it, why, and what the new body is, so that the chain can still be checked. */
#ifndef STORE_JOURNAL_REDACT_H
#define STORE_JOURNAL_REDACT_H
#include "store/journal.h"
#include "text/redact_tally.h"

struct journal_act {
    const char *pattern; /* what it matches is taken out, of texts and kept outputs; NULL: what today's rules find */
    int64_t of;          /* of this event alone; 0: of all */
    const char *field;   /* with `of`: this field whole, or NULL */
    const char *reason, *actor, *host;
};

struct journal_change { /* what it does to one event */
    int64_t seq;
    const char *kind;    /* of the event */
    const char *fields;  /* "text", "command, output" */
    const char *body;    /* digest of the new body and its salt, once it is done; "" before */
    struct redact_tally tally;
};

struct journal_redacted {
    size_t n_events, n_secrets, n_outputs; /* changed, and taken out of them */
    size_t n_shared;     /* outputs that another incident has too, and that therefore stay there */
    bool is_in_flow;     /* the text of a flow has it too: it must run as it was written, and stays */
    bool is_in_log;      /* somebody has the journal open: old bytes stay in -wal until that is over */
};

/* Calls back for each event that it would change, and changes nothing. inc need not be initialised, and is the caller's to
 * release in any case. */
bool journal_redact_plan(struct journal *j, const char *which, const struct journal_act *act, struct incident *inc,
                         void (*each)(const struct journal_change *change, void *who), void *who, struct journal_redacted *done,
                         struct err *e);
/* Does it: all of it or nothing. inc is as it is afterwards. */
bool journal_redact(struct journal *j, const struct journal_act *act, struct incident *inc, struct journal_redacted *done,
                    struct err *e);
#endif
