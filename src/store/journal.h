/* journal: the record of all incidents, one SQLite file that many terminals have open at once. What it stores, how rows
 * are hashed and why it is written as it is, is told in docs/journal.md. The caller owns a struct journal and closes it;
 * a struct incident handed in belongs to the caller, who releases it. One process, one journal: it must not cross fork.
 *
 * An incident is brought up to date by every call that takes one: events of other terminals are read and applied. */
#ifndef STORE_JOURNAL_H
#define STORE_JOURNAL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "incident/state.h"
#include "text/redact.h"
#include "text/redact_load.h"

struct journal;

struct journal_options {
    const char *path;
    bool read_only;              /* never write, not even make the file */
    bool shared;                 /* make it for the group (files 0660, directory 2770); one that lies in such a directory is */
    int wait_ms;                 /* for other writers; 0 is 5,000. Then ERR_BUSY, with who holds it */
    int64_t (*clock)(void *who); /* us UTC; NULL: the system's */
    void *who;
    const struct redact_set *rules; /* a team's own of what is secret, borrowed as long as it is open; NULL for none */
    bool redact_email, redact_addresses;
};

/* Makes the file and its directory where needed. What can only be read is opened for reading, and journal_notice says
 * why: a newer triage made it, or the directory cannot be written. Anything else that is wrong with it is an error. */
bool journal_open(const struct journal_options *o, struct journal **j, struct err *e);
void journal_close(struct journal *j); /* NULL is fine */
const char *journal_path(const struct journal *j);
const char *journal_live_directory(const struct journal *j); /* for liveness_take */
bool journal_is_read_only(const struct journal *j);
bool journal_is_shared(const struct journal *j);
bool journal_is_private(const struct journal *j);    /* nobody but this user can read it */
bool journal_is_new(const struct journal *j);        /* made by this journal_open */
const char *journal_notice(const struct journal *j); /* a sentence about it that the operator should see, or NULL */

/* From now on the value is a secret wherever it appears, in every form that it takes (text/redact.h); it stays in memory. */
void journal_hide(struct journal *j, const char *name, const char *value);
/* The one that it uses, for a preview of what will be taken out. Borrowed. */
struct redactor *journal_redactor(const struct journal *j);

/* Opens an incident: a new id, the next number, `first` (kind opened) as event 1. inc need not be initialised. On
 * refusal inc is empty. */
bool journal_create(struct journal *j, struct incident *inc, struct event *first, struct err *e);

/* Records one more event. In one transaction under the writer's lock: events newer than inc are read and applied, the
 * incident is asked, secrets are taken out, the row is inserted and the summary renewed. Only when COMMIT has returned
 * is it true, and inc has it. Sets ev->seq and ev->recorded_at, and ev->at where that was 0. The caller sets actor, host,
 * step, kind and body.
 * ERR_REFUSED: the state does not admit it; inc shows what others did meanwhile. ERR_BUSY: held by another program; try
 * again. ERR_IO: the disk is full, the spare megabyte too. ERR_DENIED: read-only. In each case nothing was recorded and
 * inc is without it. Texts of inc hold throughout: the event may be made of them. */
bool journal_append(struct journal *j, struct incident *inc, struct event *ev, struct err *e);

/* A turn: what one answer records is there whole or not at all. The events that are appended between the two are one
 * transaction; the writer's lock is held as long, so nothing is awaited or started in between, and no blob is put. An
 * event that the state does not admit leaves the turn as it was; with one that could not be written it is lost. What
 * others did is taken in at the beginning. */
bool journal_begin_turn(struct journal *j, struct incident *inc, struct err *e);
/* False: not asked to keep it, or it could not be; nothing of it was recorded, and inc is as it was at the beginning.
 * *again: it was the disk, which has room now (the spare megabyte): the same turn may be taken once more. */
bool journal_end_turn(struct journal *j, struct incident *inc, bool keep, bool *again, struct err *e);

/* Events of others; *changed says whether there were any. Costs a few microseconds when there are none. */
bool journal_refresh(struct journal *j, struct incident *inc, bool *changed, struct err *e);

/* Reads an incident: "INC-42", "42", the beginning of its id (6 digits or more), or NULL for the newest open one. inc
 * need not be initialised, and is released by the caller in any case. ERR_INPUT: an event is damaged or does not follow
 * from those before it; inc holds all before it, e names it, and the journal takes no more events. */
bool journal_load(struct journal *j, const char *which, struct incident *inc, struct err *e);

struct journal_present { /* a terminal that opened the incident and has not left it */
    const char *actor, *host, *tty, *liveness; /* tty may be "" */
    int64_t at;
    bool is_live; /* liveness is held; never true for another machine, where it cannot be seen */
};

struct journal_entry { /* one line of the list, from the summary; borrowed during the call */
    unsigned char id[16];
    int64_t number, seq;
    enum incident_status status;
    int severity;             /* 0 not set */
    const char *title, *flow, *service, *environment, *step, *step_title, *phase; /* "" where there is none */
    int64_t opened_at, since, last_at, ended_at; /* us; since 0 unknown; ended_at: resolved or closed, 0 */
    int64_t n_deferred;
    int64_t n_running;        /* intents without an end: running, or lost with their triage */
    int64_t n_unknown;        /* ended unknown and not settled */
    int64_t run_started;      /* the newest of those two kinds, 0 none */
    int64_t exported_seq;     /* how far the newest export went, 0 never */
    const struct journal_present *present;
    size_t n_present;
};

struct journal_filter {
    bool only_open;  /* open and mitigated */
    bool only_ended; /* resolved and closed; with a limit, it costs the same however many there are */
    size_t limit;    /* newest first; 0 is all */
};

/* Calls back for each incident, newest event first. A callback that returns false ends it. */
bool journal_list(struct journal *j, const struct journal_filter *filter,
                  bool (*each)(const struct journal_entry *entry, void *who), void *who, struct err *e);

/* When a second yes was asked for last, among its newest hundred events; 0: not there. */
bool journal_asked_at(struct journal *j, const unsigned char *id, int64_t *at, struct err *e);

/* When it came back, among its newest hundred events, and nobody has set its status since but to open it again at once;
 * 0: it did not. */
bool journal_relapsed_at(struct journal *j, const unsigned char *id, int64_t *at, struct err *e);

/* A number that is another one as soon as anybody, this process too, has recorded something. */
bool journal_changes(struct journal *j, int64_t *n, struct err *e);

/* Outputs and texts, by their SHA-256 (64 hex digits). Outputs are stored without their secrets, so the digest is of what
 * was stored. An exact one is stored to the letter: only for flows, which must run again as they were written. inc: whose
 * secrets have the numbers; NULL: of nobody, they are numbered for this blob alone. */
enum journal_care { JOURNAL_REDACTED, JOURNAL_EXACT };
bool journal_put_blob(struct journal *j, const struct incident *inc, const void *p, size_t n, enum journal_care care,
                      char digest[65], struct err *e);
/* Adds it to out; ERR_ABSENT when there is none. What comes back is what was stored, or an error: it is checked. */
bool journal_get_blob(struct journal *j, const char *digest, struct str *out, struct err *e);

/* The hash of inc's newest event, 64 hex digits. */
bool journal_head(struct journal *j, const struct incident *inc, char head[65], struct err *e);

/* An incident that has ended, as it is counted: incident/course.h reads `course`. Borrowed during the call. */
struct journal_past {
    int64_t number, opened_at;
    const char *service; /* "" where there is none */
    const char *course;
    size_t n;
};
/* Calls back for those that were started with the flow of that id, the newest first, `most` at most. Those whose course is
 * not kept yet are left out. A callback that returns false ends it. */
bool journal_past(struct journal *j, const char *flow_id, size_t most, bool (*each)(const struct journal_past *past, void *who),
                  void *who, struct err *e);
/* Makes the courses that are missing from the events, the newest first, `most` at most, in one transaction: of an older
 * journal, and of what was rewritten. flow_id: of the newest of that flow alone; NULL: of all. *n: how many were made; 0:
 * none is missing. What is damaged is kept as an empty course, and harms nobody. */
bool journal_past_fill(struct journal *j, const char *flow_id, size_t most, size_t *n, struct err *e);

/* The newest text that a flow of this id was started with. */
struct journal_flow {
    char digest[65];
    int64_t number; /* of its incident */
    int64_t at;
};
bool journal_find_flow(struct journal *j, const char *flow_id, struct journal_flow *found, struct err *e); /* ERR_ABSENT */

/* Moves the journal to another file (not there yet), for when its disk is full: copies it under the writer's lock and
 * leaves word beside the old file, <path>.moved, a symlink. Other terminals and later starts find that word and go on in
 * the new file; journal_notice tells them. Lock order, everywhere: the old file's, then the new one's. On refusal j is as
 * it was. */
bool journal_move(struct journal *j, const char *to, struct err *e);

/* A checkpoint that empties the WAL, for when the program ends or idles. Failing costs nothing. */
void journal_rest(struct journal *j);
#endif
