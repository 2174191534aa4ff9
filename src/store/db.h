/* db: the doorkeeper of SQLite; no other file sees sqlite3.h. A connection is opened hardened (no triggers, no views,
 * no trusted schema, no mmap, limits, checked pragmas) and belongs to one process: it must not cross fork. Writing is
 * BEGIN IMMEDIATE .. COMMIT under flock on "<path>.lock", and so is every checkpoint: that makes waiting fair and
 * shields SQLite before 3.51.3 from its WAL-reset bug (docs/journal.md). The caller owns the struct db and closes it;
 * queries borrow it and end before it. */
#ifndef STORE_DB_H
#define STORE_DB_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/db_file.h"

struct db;
struct db_query;

/* The bare connection to a file that is there. Others call db_open (store/db_open.h), which does the rest. */
bool db_connect(const struct db_options *o, struct db **db, struct err *e);
void db_close(struct db *db); /* NULL is fine; rolls back what is not committed */
const char *db_path(const struct db *db);
bool db_is_read_only(const struct db *db);
bool db_is_newer(const struct db *db); /* made by a newer program; then read-only too */
void db_set_newer(struct db *db);
/* Tables, NULL-terminated, on which UPDATE and DELETE are refused from now on. Borrowed while the db is open. */
void db_set_insert_only(struct db *db, const char *const *table);
const char *db_library_version(void);  /* "3.40.1" */

/* Under the writer's lock. commit may checkpoint; it gives the lock back whether it succeeds or not (then all is
 * rolled back). rollback outside a transaction does nothing. */
bool db_begin(struct db *db, struct err *e);
bool db_commit(struct db *db, struct err *e);
void db_rollback(struct db *db);
/* The writer's lock alone, for what cannot be in a transaction. */
bool db_hold(struct db *db, struct err *e);
void db_drop(struct db *db);
/* Statements without results or parameters, as many as the text holds. */
bool db_run(struct db *db, const char *sql, struct err *e);
/* All of `from` into `to`, in one transaction; what was in `to` is gone. The caller holds the lock of `from`. */
bool db_copy(struct db *from, struct db *to, struct err *e);
/* A checkpoint under the lock, now; it empties the WAL where nobody reads. */
bool db_checkpoint(struct db *db, struct err *e);

/* Nothing that was deleted is left in the file: it is written anew, and the WAL is emptied where nobody reads. */
bool db_scrub(struct db *db, struct err *e);

/* Why the newest call failed, where the message is not enough. */
enum db_failure { DB_OTHER, DB_IS_BUSY, DB_IS_FULL, DB_IS_DAMAGED, DB_IS_DENIED };
enum db_failure db_failure(const struct db *db);

/* One statement with ?1 ?2 parameters, kept by the caller for reuse. NULL when refused. */
struct db_query *db_prepare(struct db *db, const char *sql, struct err *e);
void db_finish(struct db_query *q); /* NULL is fine */
void db_reset(struct db_query *q);  /* to the start, parameters cleared; a read ends here, so do it soon */
/* Parameters count from 1. What is bound is borrowed until the next reset. */
void db_bind_int(struct db_query *q, int i, int64_t v);
void db_bind_text(struct db_query *q, int i, const char *s); /* NULL binds NULL */
void db_bind_blob(struct db_query *q, int i, const void *p, size_t n);
/* *row says whether there is one; after the last, or for a statement without results, it is false. */
bool db_step(struct db_query *q, bool *row, struct err *e);
/* For INSERT and the like: steps to the end and resets. */
bool db_do(struct db_query *q, struct err *e);

/* Columns count from 0, and hold until the next step or reset. A damaged file can hold any type in any column: ask. */
enum db_type { DB_NULL, DB_INT, DB_REAL, DB_TEXT, DB_BLOB };
enum db_type db_type(struct db_query *q, int col);
int64_t db_int(struct db_query *q, int col);
const char *db_text(struct db_query *q, int col);                  /* never NULL: "" for NULL; may not be UTF-8 */
const void *db_blob(struct db_query *q, int col, size_t *n); /* never NULL; of text too */
/* Asked and read in one: false when it holds another type, or a text with a NUL, behind which anything could hide. */
bool db_read_int(struct db_query *q, int col, int64_t *to);
bool db_read_text(struct db_query *q, int col, const char **to, size_t *n);
#endif
