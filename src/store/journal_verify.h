/* journal_verify: has anybody touched what was recorded? Reads everything, changes nothing, borrows the journal. */
#ifndef STORE_JOURNAL_VERIFY_H
#define STORE_JOURNAL_VERIFY_H
#include "store/journal.h"

struct journal_finding { /* one incident */
    int64_t number;
    int64_t n_events;     /* that hold */
    char head[65];        /* hash of the last that holds; "" when none does */
    int64_t touched;      /* the first event that does not hold; 0: all do */
    int64_t n_redacted;   /* of them: bodies that were replaced, and an event says by whom and why */
    char why[400];        /* then: what is wrong, a sentence; else "" */
};

/* Of the incident named (as for journal_load), or of all when NULL: each row's types, place, hash and link, each body,
 * whether each event follows from those before it, the outputs they name, and the summary. Calls back for each incident;
 * a bad one is a finding, not an error. False when the file cannot be read. */
bool journal_verify(struct journal *j, const char *which, void (*each)(const struct journal_finding *f, void *who), void *who,
                    struct err *e);
/* All outputs and flow texts; *n_bad of *n are not what was stored. */
bool journal_verify_blobs(struct journal *j, int64_t *n, int64_t *n_bad, struct err *e);
/* Is the file sound as a database (SQLite's integrity_check)? ERR_INPUT says what is not. */
bool journal_verify_file(struct journal *j, struct err *e);
/* Events of no incident: rows that somebody's deletion left behind. */
bool journal_count_strays(struct journal *j, int64_t *n, struct err *e);
/* Is event `seq` of that incident (32 hex digits) there, with that hash (64)? A cut tail shows only here. ERR_INPUT says
 * what differs, ERR_ABSENT that the incident is not in this journal. */
bool journal_verify_mark(struct journal *j, const char *incident, int64_t seq, const char *head, struct err *e);
#endif
