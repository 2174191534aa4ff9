/* db_open: creation, migration and recognition of our files. What is expected is not written down a second time: the
 * steps are run on an empty database in memory, and the two are compared. */
#include "store/db_open.h"

#include "base/i18n.h"
#include "base/str.h"
#include "store/db_file.h"

/* Some pragmas fail in silence: what they answer is what counts. */
static bool pragma(struct db *db, const char *sql, const char *want, struct err *e)
{
    bool row = false;
    struct db_query *q = db_prepare(db, sql, e);
    bool ok = q && db_step(q, &row, e);
    if (ok && want && !(row && str_eq(db_text(q, 0), want)))
        ok = err_set(e, ERR_IO, _("%s: %s answered '%s', not '%s'"), db_path(db), sql, row ? db_text(q, 0) : "", want);
    db_finish(q);
    return ok;
}

static bool pragma_is(struct db *db, const char *sql, const char *want)
{
    struct err ignored = {0};
    return pragma(db, sql, want, &ignored);
}

static bool set_modes(struct db *db, const struct db_options *o, struct err *e)
{
    const char *mode = o->rollback ? "delete" : "wal";
    bool ok = pragma(db, "PRAGMA mmap_size=0", NULL, e) && pragma(db, "PRAGMA cell_size_check=ON", NULL, e) &&
              pragma(db, "PRAGMA temp_store=MEMORY", NULL, e) &&
              pragma(db, "PRAGMA secure_delete=ON", NULL, e) &&
              pragma(db, o->rebuildable ? "PRAGMA synchronous=NORMAL" : "PRAGMA synchronous=FULL", NULL, e) &&
              pragma(db, "PRAGMA synchronous", o->rebuildable ? "1" : "2", e);
    if (!ok || !o->path || db_is_read_only(db) || pragma_is(db, "PRAGMA journal_mode", mode))
        return ok;
    /* Only a new file gets here, or one that moved to another kind of file system. */
    if (!db_hold(db, e))
        return false;
    ok = pragma(db, o->rollback ? "PRAGMA journal_mode=DELETE" : "PRAGMA journal_mode=WAL", mode, e);
    db_drop(db);
    return ok;
}

#define OBJECTS \
    "SELECT type, name, tbl_name, ifnull(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' " \
    "ORDER BY type, name"

static bool number(struct db *db, const char *sql, int64_t *n, struct err *e)
{
    bool row = false;
    struct db_query *q = db_prepare(db, sql, e);
    bool ok = q && db_step(q, &row, e);
    *n = ok && row ? db_int(q, 0) : 0;
    db_finish(q);
    return ok;
}

struct stamp {
    int64_t application_id, version, n_objects;
};

static bool read_stamp(struct db *db, struct stamp *s, struct err *e)
{
    return number(db, "PRAGMA application_id", &s->application_id, e) &&
           number(db, "PRAGMA user_version", &s->version, e) &&
           number(db, "SELECT count(*) FROM sqlite_schema", &s->n_objects, e);
}

static bool is_blank(const struct stamp *s)
{
    return s->application_id == 0 && s->version == 0 && s->n_objects == 0;
}

/* Three reads are no moment: what looks foreign may be a file that another process is making, so it is looked at again
 * while nobody writes. */
static bool read_settled_stamp(struct db *db, const struct db_schema *schema, struct stamp *s, struct err *e)
{
    if (!read_stamp(db, s, e))
        return false;
    if (is_blank(s) || s->application_id == schema->application_id || db_is_read_only(db))
        return true;
    if (!db_hold(db, e))
        return false;
    bool ok = read_stamp(db, s, e);
    db_drop(db);
    return ok;
}

static bool run_steps(struct db *db, const struct db_schema *schema, int64_t from, struct err *e)
{
    char stamp[100];
    snprintf(stamp, sizeof stamp, "PRAGMA application_id=%d; PRAGMA user_version=%d", schema->application_id,
             schema->n_steps);
    bool ok = true;
    for (int64_t i = from; ok && i < schema->n_steps; i++)
        ok = db_run(db, schema->step[i], e);
    return ok && db_run(db, stamp, e);
}

/* Another process may have done it while this one waited for the lock: look again. */
static bool bring_up(struct db *db, const struct db_schema *schema, struct stamp *s, struct err *e)
{
    if (!db_begin(db, e))
        return false;
    bool ok = read_stamp(db, s, e) &&
              (s->version >= schema->n_steps || !(is_blank(s) || s->application_id == schema->application_id) ||
               run_steps(db, schema, s->version, e)) &&
              read_stamp(db, s, e);
    if (!ok) {
        db_rollback(db);
        return false;
    }
    return db_commit(db, e);
}

static bool same_rows(struct db_query *a, struct db_query *b, struct str *odd, const char *where, struct err *e)
{
    for (;;) {
        bool row_a, row_b;
        if (!db_step(a, &row_a, e) || !db_step(b, &row_b, e))
            return false;
        if (!row_a && !row_b)
            return true;
        str_clear(odd);
        str_add(odd, db_text(row_a ? a : b, 1));
        bool same = row_a && row_b;
        for (int i = 0; same && i < 4; i++)
            same = db_type(a, i) == DB_TEXT && str_eq(db_text(a, i), db_text(b, i));
        if (!same)
            return err_set(e, ERR_INPUT, _("%s: '%.60s' is not as triage makes it; another program changed the file"),
                           where, str_get(odd));
    }
}

static bool compare(struct db *db, const struct db_schema *schema, struct err *e)
{
    static const struct db_options in_memory = {0};
    struct db *model = NULL;
    struct str odd = {0};
    bool ok = db_connect(&in_memory, &model, e) && run_steps(model, schema, 0, e);
    struct db_query *want = ok ? db_prepare(model, OBJECTS, e) : NULL;
    struct db_query *have = want ? db_prepare(db, OBJECTS, e) : NULL;
    ok = have && same_rows(have, want, &odd, db_path(db), e);
    db_finish(have);
    db_finish(want);
    db_close(model);
    str_release(&odd);
    return ok;
}

/* Nothing that a newer program may have added can run code, but what is read must be stored in the file. */
static bool tables_are_tables(struct db *db, struct err *e)
{
    int64_t n;
    return number(db, "SELECT count(*) FROM sqlite_schema WHERE type='view' OR sql LIKE 'CREATE VIRTUAL%'", &n, e) &&
           (n == 0 || err_set(e, ERR_INPUT, _("%s has views or virtual tables, which no triage makes"), db_path(db)));
}

static bool settle(struct db *db, const struct db_schema *schema, bool *is_newer, struct err *e)
{
    struct stamp s;
    if (!read_settled_stamp(db, schema, &s, e))
        return false;
    bool is_older = s.version < schema->n_steps && (is_blank(&s) || s.application_id == schema->application_id);
    if (is_older && !db_is_read_only(db) && !bring_up(db, schema, &s, e))
        return false;
    if (is_blank(&s))
        return err_set(e, ERR_INPUT, _("%s is empty; it is not a %s"), db_path(db), _(schema->what));
    if (s.application_id != schema->application_id)
        return err_set(e, ERR_INPUT, _("%s is a database of another program, not a %s; name another file"), db_path(db),
                       _(schema->what));
    if (s.version < schema->n_steps)
        return err_set(e, ERR_INPUT, _("%s was made by an older triage; open it once for writing, which brings it up to date"),
                       db_path(db));
    *is_newer = s.version > schema->n_steps;
    return *is_newer ? tables_are_tables(db, e) : compare(db, schema, e);
}

static bool make_ready(struct db *db, const struct db_options *o, const struct db_schema *schema, struct err *e)
{
    bool is_newer = false;
    if (!set_modes(db, o, e))
        return false;
    if (!schema)
        return true;
    db_set_insert_only(db, schema->insert_only);
    if (!settle(db, schema, &is_newer, e))
        return false;
    if (is_newer)
        db_set_newer(db);
    return true;
}

bool db_open(const struct db_options *o, const struct db_schema *schema, struct db **out, struct err *e)
{
    struct db *db = NULL;
    if ((o->path && !db_file_prepare(o, e)) || !db_connect(o, &db, e))
        return false;
    if (!make_ready(db, o, schema, e)) {
        db_close(db);
        return false;
    }
    *out = db;
    return true;
}

bool db_check_integrity(struct db *db, struct err *e)
{
    bool row;
    struct db_query *q = db_prepare(db, "PRAGMA integrity_check(1)", e);
    bool ok = q && db_step(q, &row, e);
    if (ok && !(row && str_eq(db_text(q, 0), "ok")))
        ok = err_set(e, ERR_INPUT, _("%s is damaged: %s"), db_path(db), db_text(q, 0));
    db_finish(q);
    return ok;
}
