/* journal_inside: what the journal's own files share, and nobody else sees. */
#ifndef STORE_JOURNAL_INSIDE_H
#define STORE_JOURNAL_INSIDE_H
#include "store/chain.h"
#include "store/db.h"
#include "store/journal.h"
#include "store/journal_schema.h"
#include "text/redact.h"

#define JOURNAL_SUMMARIES \
    "SELECT id, number, seq, status, severity, title, flow, service, environment, step, step_title, phase, opened_at, since, " \
    "last_at, ended_at, n_deferred, n_running, n_unknown, run_started, exported_seq FROM incident "

/* Every statement the journal ever runs, prepared at first use. */
#define JOURNAL_QUERIES(Q)                                                                                              \
    Q(EVENTS, "SELECT seq, at, recorded_at, actor, host, kind, step, body FROM event "                                   \
              "WHERE incident=?1 AND seq>?2 ORDER BY seq")                                                               \
    Q(ROWS, "SELECT seq, at, recorded_at, actor, host, kind, step, body, salt, body_hash, prev, hash FROM event "        \
            "WHERE incident=?1 ORDER BY seq")                                                                            \
    Q(HASH, "SELECT hash FROM event WHERE incident=?1 AND seq=?2")                                                       \
    Q(VERSION, "PRAGMA data_version")                                                                                    \
    Q(NEWEST_SEQ, "SELECT max(seq) FROM event WHERE incident=?1")                                                        \
    Q(ADD_EVENT, "INSERT INTO event(incident, seq, at, recorded_at, actor, host, kind, step, salt, body, body_hash, "    \
                 "prev, hash) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)")                                       \
    Q(NEXT_NUMBER, "SELECT ifnull(max(number), 0)+1 FROM incident")                                                      \
    Q(ADD_INCIDENT, "INSERT INTO incident(id, number) VALUES(?1,?2)")                                                    \
    Q(SUMMARIZE, "UPDATE incident SET seq=?2, head=?3, status=?4, severity=?5, title=?6, flow=?7, flow_digest=?8, "      \
                 "service=?9, environment=?10, step=?11, step_title=?12, phase=?13, opened_at=?14, since=?15, "          \
                 "last_at=?16, ended_at=?17, n_deferred=?18, n_running=?19, n_unknown=?20, run_started=?21, "            \
                 "exported_seq=max(exported_seq, ?22) WHERE id=?1")                                                      \
    Q(COME, "INSERT OR REPLACE INTO presence(incident, liveness, actor, host, tty, at) VALUES(?1,?2,?3,?4,?5,?6)")        \
    Q(LEAVE, "DELETE FROM presence WHERE incident=?1 AND liveness=?2")                                                   \
    Q(PRESENT, "SELECT actor, host, tty, liveness, at FROM presence WHERE incident=?1 ORDER BY at DESC LIMIT 20")        \
    Q(ASKED, "SELECT at FROM event WHERE incident=?1 AND kind='approval_asked' AND "                                      \
             "seq>(SELECT seq FROM incident WHERE id=?1)-100 ORDER BY seq DESC LIMIT 1")                                  \
    Q(RELAPSED, "SELECT at FROM event e WHERE incident=?1 AND kind='relapsed' AND "                                       \
                "seq>(SELECT seq FROM incident WHERE id=?1)-100 AND NOT EXISTS (SELECT 1 FROM event WHERE incident=?1 AND "\
                "kind='status_set' AND seq>e.seq+1) ORDER BY seq LIMIT 1")                                                \
    Q(BY_NUMBER, "SELECT id, number FROM incident WHERE number=?1")                                                      \
    Q(BY_PREFIX, "SELECT id, number FROM incident WHERE id>=?1 AND id<=?2 LIMIT 2")                                      \
    Q(NEWEST_OPEN, "SELECT id, number FROM incident WHERE status IN ('open', 'mitigated') "                              \
                   "ORDER BY opened_at DESC, number DESC LIMIT 1")                                                       \
    Q(ALL, "SELECT id, number FROM incident ORDER BY number")                                                            \
    Q(LIST, JOURNAL_SUMMARIES "ORDER BY last_at DESC, number DESC LIMIT ?1")                                           \
    Q(LIST_OPEN, JOURNAL_SUMMARIES "WHERE status NOT IN ('resolved', 'closed') ORDER BY last_at DESC, number DESC LIMIT ?1")\
    Q(LIST_ENDED, JOURNAL_SUMMARIES "WHERE status IN ('resolved', 'closed') ORDER BY last_at DESC, number DESC LIMIT ?1")\
    Q(SUMMARY, "SELECT seq, head FROM incident WHERE id=?1")                                                             \
    Q(STRAYS, "SELECT count(*) FROM event WHERE incident NOT IN (SELECT id FROM incident)")                               \
    Q(FLOW, "SELECT flow_digest, number, opened_at FROM incident WHERE flow=?1 AND flow_digest<>'' "                     \
            "ORDER BY opened_at DESC LIMIT 1")                                                                           \
    Q(KEY, "SELECT key FROM secret_key WHERE incident=?1")                                                               \
    Q(ADD_KEY, "INSERT INTO secret_key(incident, key) VALUES(?1,?2)")                                                    \
    Q(FORGET_KEY, "DELETE FROM secret_key WHERE incident=?1")                                                            \
    Q(SECRETS, "SELECT kind, number, print FROM secret WHERE incident=?1 ORDER BY kind, number")                         \
    Q(ADD_SECRET, "INSERT INTO secret(incident, kind, number, print) VALUES(?1,?2,?3,?4)")                               \
    Q(FORGET_SECRETS, "UPDATE secret SET print=NULL WHERE incident=?1")                                                  \
    Q(KEEP_PAST, "INSERT OR REPLACE INTO past(incident, course) VALUES(?1,?2)")                                          \
    Q(DROP_PAST, "DELETE FROM past WHERE incident=?1")                                                                   \
    Q(PAST, "SELECT i.number, i.opened_at, i.service, p.course FROM incident i JOIN past p ON p.incident=i.id "          \
            "WHERE i.flow=?1 AND i.status IN ('resolved', 'closed') ORDER BY i.opened_at DESC LIMIT ?2")                 \
    Q(PASTLESS, "SELECT id, number FROM incident WHERE status IN ('resolved', 'closed') AND "                            \
                "NOT EXISTS (SELECT 1 FROM past WHERE incident=id) ORDER BY last_at DESC, number DESC LIMIT ?2")         \
    Q(PASTLESS_OF, "SELECT id, number FROM (SELECT id, number FROM incident WHERE flow=?1 AND "                          \
                   "status IN ('resolved', 'closed') ORDER BY opened_at DESC LIMIT 200) "                                \
                   "WHERE NOT EXISTS (SELECT 1 FROM past WHERE incident=id) LIMIT ?2")                                   \
    Q(KEEP_ALERT, "INSERT OR IGNORE INTO alerted(key, incident) VALUES(?1,?2)")                                          \
    Q(ALERTED, "SELECT i.number FROM alerted a JOIN incident i ON i.id=a.incident WHERE a.key=?1 AND "                   \
               "i.status NOT IN ('resolved', 'closed') ORDER BY i.opened_at DESC, i.number DESC LIMIT 1")                \
    Q(HAS_BLOB, "SELECT 1 FROM blob WHERE digest=?1")                                                                    \
    Q(ADD_BLOB, "INSERT INTO blob(digest, size, packed) VALUES(?1,?2,?3)")                                               \
    Q(BLOB, "SELECT size, packed FROM blob WHERE digest=?1")                                                             \
    Q(EVENTS_WITH, "SELECT count(*) FROM event WHERE instr(body, ?1)")                                                   \
    Q(DROP_BLOB, "DELETE FROM blob WHERE digest=?1")                                                                     \
    Q(ACTS, "SELECT seq, at, recorded_at, actor, host, kind, step, body FROM event WHERE incident=?1 AND kind='redacted' ORDER BY seq")\
    Q(BLOBS, "SELECT digest, size, packed FROM blob")

enum journal_query {
#define Q(name, sql) QUERY_##name,
    JOURNAL_QUERIES(Q)
#undef Q
    N_QUERIES
};

/* What is written must be what is read back: the same limits at both ends. Taking secrets out can make a text five times
 * as long. */
enum { JOURNAL_MAX_TEXT = 4096, JOURNAL_MAX_BODY = 8 << 20, JOURNAL_MAX_BLOB = 8 << 20, JOURNAL_MAX_STORED = 48 << 20 };

struct journal {
    struct db *db;
    struct db_query *query[N_QUERIES];
    struct redactor *redactor;
    struct { /* which numbers the secrets of one incident have; empty where not known */
        struct redact_book of;
        unsigned char id[CHAIN_ID];
        int64_t version;
        bool is_open;
    } book;
    char *path, *live, *spare, *moved; /* moved: a symlink to where the journal went, once it did */
    struct str notice;
    int64_t (*clock)(void *who);
    void *who;
    int wait_ms;
    bool is_shared, is_new, is_damaged, wants_reading;
    int64_t n_commits; /* of this process: PRAGMA data_version counts those of others only */
    struct { /* from journal_begin_turn to journal_end_turn */
        bool is_open, is_full;
        size_t n_events; /* of the incident when it began */
        struct err why;  /* code 0, or what cannot be recorded any more */
    } turn;
    struct { /* what journal_refresh saw last, so that the next one can be cheap */
        unsigned char id[CHAIN_ID];
        int64_t version;
    } seen;
};

/* NULL with *e set when it cannot be prepared. Reset, with nothing bound. */
struct db_query *journal_query(struct journal *j, enum journal_query which, struct err *e);

/* Opens path (where it was moved to, if it was) into j, whose db is NULL. What is missing is made when `make` says so. */
bool journal_open_at(struct journal *j, const char *path, bool make, struct err *e);
/* Ends all statements and the connection. */
void journal_let_go(struct journal *j);
/* If somebody moved the journal: goes on in the new file. */
bool journal_follow(struct journal *j, struct err *e);
/* db_begin, in the file that the journal is in now. */
bool journal_begin(struct journal *j, struct err *e);

/* Reads one row of EVENTS or ROWS into ev: texts point into the row until its next step, lists into the arena. Types,
 * seq (must be `want`) and body are checked; ERR_INPUT names the incident and event. */
bool journal_read_event(struct db_query *q, int64_t number, int64_t want, struct event *ev, struct arena *arena,
                        struct err *e);
/* Reads and applies what inc lacks. On ERR_INPUT the journal takes no more events. */
bool journal_catch_up(struct journal *j, struct incident *inc, struct err *e);
/* The book of an incident, with what others wrote in it; within a transaction. NULL with *e set when it cannot be read. */
struct redact_book *journal_book(struct journal *j, const unsigned char id[CHAIN_ID], struct err *e);
/* Writes what is new in it; before the commit. */
bool journal_book_keep(struct journal *j, struct err *e);
/* What was written was rolled back, or may have been: it is read anew when it is next needed. */
void journal_book_drop(struct journal *j);
/* Key and hashes are gone, the numbers stay taken. */
bool journal_book_forget(struct journal *j, const unsigned char id[CHAIN_ID], struct err *e);
/* A number that changes when another connection has committed. */
bool journal_version(struct journal *j, int64_t *version, struct err *e);
/* Writes down how it went, when it has ended and this event changed that; within the transaction of that event. */
bool journal_past_keep(struct journal *j, const struct incident *inc, const struct event *ev, struct err *e);
/* Notes the key of an alert; within the transaction of its event. */
bool journal_alert_keep(struct journal *j, const struct incident *inc, const struct event *ev, struct err *e);
/* Reads all of it from the file again: what others have rewritten. Its old texts stay where they are. On refusal inc is as it
 * was. */
bool journal_fold_anew(struct journal *j, struct incident *inc, struct err *e);
/* Which incident is meant; as for journal_load. */
bool journal_find(struct journal *j, const char *which, unsigned char id[CHAIN_ID], int64_t *number, struct err *e);
#endif
