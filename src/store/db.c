/* db: SQLite behind a door. */
#include "store/db.h"

#include <assert.h>
#include <errno.h>
#include <sqlite3.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/lock.h"

enum { WAIT_MS = 5000, CHECKPOINT_PAGES = 1000, ROW_BYTES = 64 << 20 };

struct db {
    sqlite3 *sqlite;
    char *path; /* NULL: in memory */
    const char *const *insert_only;
    struct lock lock;
    int wait_ms, wal_pages;
    int rc, os_error; /* of the newest failure */
    bool is_read_only, is_newer, is_writing, is_scrubbing;
};

struct db_query {
    struct db *db;
    sqlite3_stmt *stmt;
};

static const struct {
    int id, value;
} limits[] = {
    {SQLITE_LIMIT_LENGTH, ROW_BYTES},      {SQLITE_LIMIT_SQL_LENGTH, 100000}, {SQLITE_LIMIT_COLUMN, 100},
    {SQLITE_LIMIT_EXPR_DEPTH, 100},        {SQLITE_LIMIT_ATTACHED, 1},        {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000},
    {SQLITE_LIMIT_VARIABLE_NUMBER, 100},   {SQLITE_LIMIT_TRIGGER_DEPTH, 1},   {SQLITE_LIMIT_WORKER_THREADS, 0},
};

static const struct {
    int id, on;
} hardening[] = {
    {SQLITE_DBCONFIG_DEFENSIVE, 1},       {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
    {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},  {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
    {SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0}, {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
    {SQLITE_DBCONFIG_DQS_DML, 0},         {SQLITE_DBCONFIG_DQS_DDL, 0},
    {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1},
};

const char *db_path(const struct db *db)
{
    return db->path ? db->path : ":memory:";
}

static enum db_failure failure_of(int rc, int os_error)
{
    bool is_denied = os_error == EACCES || os_error == EROFS || os_error == EPERM, is_full = os_error == ENOSPC || os_error == EDQUOT || os_error == EFBIG;
    switch (rc & 0xff) {
    case SQLITE_BUSY: case SQLITE_LOCKED: return DB_IS_BUSY;
    case SQLITE_FULL: return DB_IS_FULL;
    case SQLITE_CORRUPT: case SQLITE_NOTADB: case SQLITE_FORMAT: return DB_IS_DAMAGED;
    case SQLITE_PERM: case SQLITE_READONLY: case SQLITE_AUTH: return DB_IS_DENIED;
    case SQLITE_CANTOPEN: return is_denied ? DB_IS_DENIED : DB_OTHER;
    case SQLITE_IOERR: return is_full ? DB_IS_FULL : DB_OTHER;
    default: return DB_OTHER;
    }
}

static bool fail(struct db *db, int rc, struct err *e)
{
    const char *path = db_path(db);
    int why = errno; /* a COMMIT that fails leaves it here, and nothing in sqlite3_system_errno */
    db->rc = rc;
    db->os_error = sqlite3_system_errno(db->sqlite) ? sqlite3_system_errno(db->sqlite) : why;
    switch (failure_of(rc, db->os_error)) {
    case DB_IS_BUSY:
        return lock_say_busy(path, path, e);
    case DB_IS_FULL:
        return err_set(e, ERR_IO, _("the disk of %s is full"), path);
    case DB_IS_DAMAGED:
        return err_set(e, ERR_INPUT, _("%s is damaged or not a database (%s)"), path, sqlite3_errmsg(db->sqlite));
    case DB_IS_DENIED:
        return err_set(e, ERR_DENIED, _("no permission to write %s or its directory (%s)"), path, sqlite3_errmsg(db->sqlite));
    case DB_OTHER:
        break;
    }
    return err_set(e, ERR_IO, "%s: %s (%s)", path, sqlite3_errmsg(db->sqlite), db->os_error ? strerror(db->os_error) : "SQLite");
}

enum db_failure db_failure(const struct db *db)
{
    return failure_of(db->rc, db->os_error);
}

struct db_query *db_prepare(struct db *db, const char *sql, struct err *e)
{
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v3(db->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
    if (rc != SQLITE_OK) {
        fail(db, rc, e);
        return NULL;
    }
    struct db_query *q = mem_alloc(sizeof *q);
    q->db = db;
    q->stmt = stmt;
    return q;
}

void db_finish(struct db_query *q)
{
    if (q)
        sqlite3_finalize(q->stmt);
    mem_free(q);
}

void db_reset(struct db_query *q)
{
    sqlite3_reset(q->stmt);
    sqlite3_clear_bindings(q->stmt);
}

void db_bind_int(struct db_query *q, int i, int64_t v)
{
    sqlite3_bind_int64(q->stmt, i, v);
}

void db_bind_text(struct db_query *q, int i, const char *s)
{
    sqlite3_bind_text(q->stmt, i, s, -1, SQLITE_STATIC);
}

void db_bind_blob(struct db_query *q, int i, const void *p, size_t n)
{
    sqlite3_bind_blob64(q->stmt, i, n ? p : "", n, SQLITE_STATIC);
}

bool db_step(struct db_query *q, bool *row, struct err *e)
{
    errno = 0;
    int rc = sqlite3_step(q->stmt);
    *row = rc == SQLITE_ROW;
    return rc == SQLITE_ROW || rc == SQLITE_DONE || fail(q->db, rc, e);
}

bool db_do(struct db_query *q, struct err *e)
{
    bool row = true, ok = true;
    while (ok && row)
        ok = db_step(q, &row, e);
    db_reset(q);
    return ok;
}

enum db_type db_type(struct db_query *q, int col)
{
    static const enum db_type type[] = {
        [SQLITE_INTEGER] = DB_INT, [SQLITE_FLOAT] = DB_REAL, [SQLITE_TEXT] = DB_TEXT,
        [SQLITE_BLOB] = DB_BLOB,   [SQLITE_NULL] = DB_NULL,
    };
    return type[sqlite3_column_type(q->stmt, col)];
}

int64_t db_int(struct db_query *q, int col)
{
    return sqlite3_column_int64(q->stmt, col);
}

const char *db_text(struct db_query *q, int col)
{
    const unsigned char *s = sqlite3_column_text(q->stmt, col);
    return s ? (const char *)s : "";
}

const void *db_blob(struct db_query *q, int col, size_t *n)
{
    const void *p = sqlite3_column_blob(q->stmt, col);
    *n = p ? (size_t)sqlite3_column_bytes(q->stmt, col) : 0;
    return p ? p : "";
}

/* One value, found once: asking for type, text and length by column finds it three times. One thread has the connection. */
bool db_read_int(struct db_query *q, int col, int64_t *to)
{
    sqlite3_value *v = sqlite3_column_value(q->stmt, col);
    *to = sqlite3_value_int64(v);
    return sqlite3_value_type(v) == SQLITE_INTEGER;
}

bool db_read_text(struct db_query *q, int col, const char **to, size_t *n)
{
    sqlite3_value *v = sqlite3_column_value(q->stmt, col);
    *to = sqlite3_value_type(v) == SQLITE_TEXT ? (const char *)sqlite3_value_text(v) : NULL;
    *n = *to ? (size_t)sqlite3_value_bytes(v) : 0;
    return *to && strlen(*to) == *n;
}

bool db_run(struct db *db, const char *sql, struct err *e)
{
    errno = 0;
    int rc = sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK || fail(db, rc, e);
}

bool db_hold(struct db *db, struct err *e)
{
    if (lock_hold(&db->lock, db_path(db), db->wait_ms, e))
        return true;
    db->rc = SQLITE_BUSY;
    return false;
}

void db_drop(struct db *db)
{
    lock_drop(&db->lock);
}

bool db_begin(struct db *db, struct err *e)
{
    assert(!db->is_writing);
    if (db->is_read_only) {
        db->rc = SQLITE_READONLY;
        return db->is_newer ? err_set(e, ERR_DENIED, _("%s was made by a newer triage; this one only reads it"), db->path)
                            : err_set(e, ERR_DENIED, _("%s is open for reading only"), db->path);
    }
    if (!db_hold(db, e))
        return false;
    if (!db_run(db, "BEGIN IMMEDIATE", e)) {
        lock_drop(&db->lock);
        return false;
    }
    return db->is_writing = true;
}

void db_rollback(struct db *db)
{
    if (!db->is_writing)
        return;
    sqlite3_exec(db->sqlite, "ROLLBACK", NULL, NULL, NULL);
    db->is_writing = false;
    lock_drop(&db->lock);
}

/* A checkpoint that fails costs nothing: the WAL holds everything, and the next one tries again. */
static void checkpoint_when_long(struct db *db)
{
    if (db->wal_pages > CHECKPOINT_PAGES)
        sqlite3_wal_checkpoint_v2(db->sqlite, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

bool db_commit(struct db *db, struct err *e)
{
    assert(db->is_writing);
    if (!db_run(db, "COMMIT", e)) {
        db_rollback(db);
        return false;
    }
    db->is_writing = false;
    checkpoint_when_long(db);
    lock_drop(&db->lock);
    return true;
}

bool db_checkpoint(struct db *db, struct err *e)
{
    if (db->is_read_only)
        return true;
    if (!db_hold(db, e))
        return false;
    sqlite3_busy_timeout(db->sqlite, 0); /* no reader is waited for while the lock is held */
    int rc = sqlite3_wal_checkpoint_v2(db->sqlite, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    sqlite3_busy_timeout(db->sqlite, db->wait_ms);
    lock_drop(&db->lock);
    return rc == SQLITE_OK || rc == SQLITE_BUSY || fail(db, rc, e);
}

bool db_scrub(struct db *db, struct err *e)
{
    if (!db_hold(db, e))
        return false;
    db->is_scrubbing = true;
    bool ok = db_run(db, "VACUUM", e);
    db->is_scrubbing = false;
    lock_drop(&db->lock);
    return ok && db_checkpoint(db, e);
}

/* SQLite asks before it compiles each statement. Even a slip in our own source cannot rewrite an insert-only table. */
static int authorize(void *arg, int action, const char *a, const char *b, const char *c, const char *d)
{
    const struct db *db = arg;
    (void)b, (void)c, (void)d;
    if (action == SQLITE_ATTACH || action == SQLITE_DETACH)
        return db->is_scrubbing ? SQLITE_OK : SQLITE_DENY; /* VACUUM attaches the copy that it makes */
    bool is_change = action == SQLITE_UPDATE || action == SQLITE_DELETE;
    for (const char *const *name = is_change ? db->insert_only : NULL; name && *name; name++)
        if (a && sqlite3_stricmp(*name, a) == 0)
            return SQLITE_DENY;
    return SQLITE_OK;
}

static int on_commit(void *arg, sqlite3 *sqlite, const char *name, int pages)
{
    (void)sqlite, (void)name;
    ((struct db *)arg)->wal_pages = pages;
    return SQLITE_OK;
}

static void harden(struct db *db)
{
    for (size_t i = 0; i < sizeof hardening / sizeof *hardening; i++)
        sqlite3_db_config(db->sqlite, hardening[i].id, hardening[i].on, NULL);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        sqlite3_limit(db->sqlite, limits[i].id, limits[i].value);
    sqlite3_extended_result_codes(db->sqlite, 1);
    sqlite3_busy_timeout(db->sqlite, db->wait_ms);
    sqlite3_wal_hook(db->sqlite, on_commit, db);
    sqlite3_set_authorizer(db->sqlite, authorize, db);
}

static int open_sqlite(struct db *db, bool immutable)
{
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    flags |= db->is_read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    flags |= db->path ? 0 : SQLITE_OPEN_MEMORY;
    flags |= immutable ? SQLITE_OPEN_URI : 0;
    char *uri = immutable ? db_file_uri(db->path) : NULL;
    int rc = sqlite3_open_v2(uri ? uri : db_path(db), &db->sqlite, flags, NULL);
    mem_free(uri);
    return rc;
}

static bool connect(struct db *db, const struct db_options *o, struct err *e)
{
    if (db->path && !db->is_read_only && !db_file_lock(db->path, o->shared, &db->lock, e))
        return false;
    int rc = open_sqlite(db, o->immutable);
    if (!db->sqlite)
        mem_die("out of memory");
    harden(db);
    if (rc == SQLITE_OK && !db->is_read_only && sqlite3_db_readonly(db->sqlite, "main") == 1)
        rc = SQLITE_READONLY; /* opened, but its mode forbids writing */
    return rc == SQLITE_OK || fail(db, rc, e);
}

bool db_connect(const struct db_options *o, struct db **out, struct err *e)
{
    struct db *db = mem_alloc(sizeof *db);
    db->lock.fd = -1;
    db->wait_ms = o->wait_ms ? o->wait_ms : WAIT_MS;
    db->is_read_only = o->read_only || o->immutable;
    db->path = o->path ? db_file_name(o->path) : NULL;
    if (!connect(db, o, e)) {
        db_close(db);
        return false;
    }
    *out = db;
    return true;
}

void db_close(struct db *db)
{
    if (!db)
        return;
    db_rollback(db);
    sqlite3_close_v2(db->sqlite);
    lock_release(&db->lock);
    mem_free(db->path);
    mem_free(db);
}

void db_set_insert_only(struct db *db, const char *const *table)
{
    db->insert_only = table;
}

void db_set_newer(struct db *db)
{
    db->is_newer = db->is_read_only = true;
}

bool db_is_read_only(const struct db *db)
{
    return db->is_read_only;
}

bool db_is_newer(const struct db *db)
{
    return db->is_newer;
}

bool db_copy(struct db *from, struct db *to, struct err *e)
{
    sqlite3_backup *b = sqlite3_backup_init(to->sqlite, "main", from->sqlite, "main");
    int rc = b ? sqlite3_backup_step(b, -1) : sqlite3_errcode(to->sqlite);
    sqlite3_backup_finish(b);
    return rc == SQLITE_DONE || fail(to, rc, e);
}

const char *db_library_version(void)
{
    return sqlite3_libversion();
}
