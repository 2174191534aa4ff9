/* The door to SQLite: what is opened, what is refused, and how writers queue. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <ftw.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/db_open.h"

static const char *const steps[] = {
    "CREATE TABLE event(n INTEGER PRIMARY KEY, word TEXT NOT NULL) STRICT;"
    "CREATE TRIGGER keep BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'no'); END",
    "CREATE TABLE extra(n INTEGER) STRICT",
};
static const char *const insert_only[] = {"event", NULL};
static const struct db_schema old_schema = {"test file", 0x54455354, steps, 1, insert_only};
static const struct db_schema new_schema = {"test file", 0x54455354, steps, 2, insert_only};

struct place {
    char dir[64], file[96];
};

static int make_place(void **state)
{
    struct place *p = calloc(1, sizeof *p);
    snprintf(p->dir, sizeof p->dir, "/tmp/triage-db-XXXXXX");
    if (!p || !mkdtemp(p->dir))
        return -1;
    snprintf(p->file, sizeof p->file, "%s/a file?#%%.db", p->dir);
    *state = p;
    return 0;
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *walk)
{
    (void)st, (void)flag, (void)walk;
    return remove(path);
}

static int drop_place(void **state)
{
    struct place *p = *state;
    nftw(p->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(p);
    return 0;
}

static struct db *open_new(const struct place *p, const struct db_schema *schema)
{
    struct db_options o = {.path = p->file, .create = true, .wait_ms = 50};
    struct db *db = NULL;
    struct err e = {0};
    if (!db_open(&o, schema, &db, &e))
        fail_msg("%s", e.text);
    return db;
}

static void add(struct db *db, const char *word)
{
    struct err e = {0};
    struct db_query *q = db_prepare(db, "INSERT INTO event(word) VALUES(?1)", &e);
    assert_non_null(q);
    db_bind_text(q, 1, word);
    assert_true(db_begin(db, &e) && db_do(q, &e) && db_commit(db, &e));
    db_finish(q);
}

static int64_t count(struct db *db)
{
    struct err e = {0};
    bool row = false;
    struct db_query *q = db_prepare(db, "SELECT count(*) FROM event", &e);
    assert_true(q && db_step(q, &row, &e) && row);
    int64_t n = db_int(q, 0);
    db_finish(q);
    return n;
}

static void a_new_file_is_private_and_keeps_what_was_committed(void **state)
{
    struct place *p = *state;
    struct stat st;
    struct db *db = open_new(p, &old_schema);
    add(db, "one");
    db_close(db);
    assert_int_equal(stat(p->file, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    db = open_new(p, &old_schema);
    assert_int_equal(count(db), 1);
    db_close(db);
}

static void an_insert_only_table_takes_no_update_or_delete(void **state)
{
    struct db *db = open_new(*state, &old_schema);
    struct err e = {0};
    add(db, "one");
    assert_false(db_run(db, "UPDATE event SET word='two'", &e));
    assert_false(db_run(db, "DELETE FROM event", &e));
    assert_false(db_run(db, "ATTACH '/tmp/x' AS x", &e));
    assert_int_equal(count(db), 1);
    db_close(db);
}

static void an_older_file_is_brought_up_and_a_newer_one_is_only_read(void **state)
{
    struct place *p = *state;
    struct err e = {0};
    struct db *db = open_new(p, &old_schema);
    add(db, "one");
    db_close(db);
    db = open_new(p, &new_schema);
    assert_true(db_run(db, "INSERT INTO extra VALUES(1)", &e));
    db_close(db);
    db = open_new(p, &old_schema);
    assert_true(db_is_newer(db) && db_is_read_only(db));
    assert_int_equal(count(db), 1);
    assert_false(db_begin(db, &e));
    assert_int_equal(e.code, ERR_DENIED);
    db_close(db);
}

static void refuse(const struct db_options *o, const struct db_schema *schema, int code, const char *words)
{
    struct db *db = NULL;
    struct err e = {0};
    assert_false(db_open(o, schema, &db, &e));
    assert_null(db);
    assert_int_equal(e.code, code);
    if (!strstr(e.text, words))
        fail_msg("'%s' does not say '%s'", e.text, words);
}

static void a_foreign_changed_or_broken_file_is_refused(void **state)
{
    struct place *p = *state;
    struct db_options o = {.path = p->file, .create = true, .wait_ms = 50}, read = {.path = p->file, .read_only = true};
    struct db_schema other = {"other file", 1, steps, 1, NULL};
    struct err e = {0};
    refuse(&read, &old_schema, ERR_ABSENT, "cannot open");
    struct db *db = open_new(p, &old_schema);
    refuse(&o, &other, ERR_INPUT, "another program");
    assert_true(db_run(db, "CREATE VIEW v AS SELECT 1", &e));
    refuse(&o, &old_schema, ERR_INPUT, "'v'");
    assert_true(db_run(db, "DROP VIEW v; DROP TRIGGER keep", &e));
    refuse(&o, &old_schema, ERR_INPUT, "'keep'");
    db_close(db);
    char wal[128];
    snprintf(wal, sizeof wal, "%s-wal", p->file);
    unlink(wal); /* a sound WAL would still be read over the broken file */
    FILE *f = fopen(p->file, "w");
    for (int i = 0; i < 1000; i++)
        fputs("not a database ", f);
    fclose(f);
    refuse(&o, &old_schema, ERR_INPUT, "damaged or not a database");
    struct db_options dir = {.path = p->dir, .create = true};
    refuse(&dir, &old_schema, ERR_INPUT, "not a file");
}

static void a_file_held_by_another_program_says_so_in_time(void **state)
{
    struct place *p = *state;
    struct err e = {0};
    struct db *db = open_new(p, &old_schema), *held = open_new(p, &old_schema);
    assert_true(db_begin(held, &e));
    assert_false(db_begin(db, &e)); /* our own lock: another descriptor of the lock file */
    assert_int_equal(e.code, ERR_BUSY);
    assert_int_equal(db_failure(db), DB_IS_BUSY);
    db_rollback(held);
    memset(&e, 0, sizeof e);
    assert_true(db_run(held, "BEGIN IMMEDIATE", &e)); /* as sqlite3(1) would: past our lock */
    assert_false(db_begin(db, &e));
    assert_int_equal(e.code, ERR_BUSY);
    assert_true(db_run(held, "ROLLBACK", &e));
    assert_true(db_begin(db, &e) && db_commit(db, &e));
    db_close(held);
    db_close(db);
}

/* SQLite's own lock would hide it if ours were missing, and with it the shield. */
static void our_lock_is_held_from_begin_to_commit_under_every_name(void **state)
{
    struct place *p = *state;
    struct err e = {0};
    char lock[128], other[128];
    struct db *db = open_new(p, &old_schema), *by_link = NULL;
    snprintf(lock, sizeof lock, "%s.lock", p->file);
    snprintf(other, sizeof other, "%s/link.db", p->dir);
    assert_int_equal(symlink(p->file, other), 0);
    struct db_options o = {.path = other, .wait_ms = 50};
    assert_true(db_open(&o, &old_schema, &by_link, &e));
    int fd = open(lock, O_RDWR);
    for (int i = 0; i < 2; i++) {
        struct db *writer = i ? by_link : db;
        assert_true(db_begin(writer, &e));
        assert_int_equal(flock(fd, LOCK_EX | LOCK_NB), -1);
        assert_true(db_commit(writer, &e));
        assert_int_equal(flock(fd, LOCK_EX | LOCK_NB), 0);
        assert_false(db_checkpoint(writer, &e)); /* checkpoints wait for it too */
        assert_int_equal(e.code, ERR_BUSY);
        assert_int_equal(flock(fd, LOCK_UN), 0);
    }
    close(fd);
    unlink(other);
    db_close(by_link);
    db_close(db);
}

static void immutable_reads_a_file_unless_its_newest_part_lies_beside_it(void **state)
{
    struct place *p = *state;
    struct db_options o = {.path = p->file, .immutable = true};
    struct db *db = open_new(p, &old_schema);
    struct err e = {0};
    add(db, "one");
    refuse(&o, &old_schema, ERR_DENIED, "copy both files");
    assert_true(db_run(db, "PRAGMA journal_mode=DELETE", &e));
    db_close(db);
    db = NULL;
    assert_true(db_open(&o, &old_schema, &db, &e));
    assert_int_equal(count(db), 1);
    assert_false(db_begin(db, &e));
    db_close(db);
}

static void a_copy_holds_what_the_original_held(void **state)
{
    struct place *p = *state;
    struct err e = {0};
    char other[128];
    snprintf(other, sizeof other, "%s/copy.db", p->dir);
    struct db_options o = {.path = other, .create = true};
    struct db *db = open_new(p, &old_schema), *copy = NULL;
    add(db, "in the -wal");
    assert_true(db_open(&o, NULL, &copy, &e));
    assert_true(db_hold(db, &e) && db_copy(db, copy, &e));
    db_drop(db);
    db_close(copy);
    assert_true(db_open(&o, &old_schema, &copy, &e));
    assert_int_equal(count(copy), 1);
    add(copy, "two");
    assert_int_equal(count(db), 1);
    db_close(copy);
    db_close(db);
}

/* As on a network file system: no shared memory, and a file that came from elsewhere is turned. */
static void without_a_wal_the_same_is_kept(void **state)
{
    struct place *p = *state;
    struct err e = {0};
    struct db *db = open_new(p, &old_schema);
    add(db, "one");
    db_close(db);
    struct db_options o = {.path = p->file, .create = true, .rollback = true};
    assert_true(db_open(&o, &old_schema, &db, &e));
    add(db, "two");
    assert_int_equal(count(db), 2);
    struct db_query *q = db_prepare(db, "PRAGMA journal_mode", &e);
    bool row;
    assert_true(q && db_step(q, &row, &e) && row);
    assert_string_equal(db_text(q, 0), "delete");
    db_finish(q);
    db_close(db);
    db = open_new(p, &old_schema); /* and back */
    assert_int_equal(count(db), 2);
    db_close(db);
}

static void write_many(const struct place *p)
{
    struct db_options o = {.path = p->file, .create = true};
    struct db *db = NULL;
    struct err e = {0};
    bool ok = db_open(&o, &new_schema, &db, &e);
    for (int i = 0; ok && i < 50; i++)
        ok = db_begin(db, &e) && db_run(db, "INSERT INTO event(word) VALUES('x')", &e) && db_commit(db, &e);
    if (!ok)
        fprintf(stderr, "%s\n", e.text);
    db_close(db);
    _exit(ok ? 0 : 1);
}

static void many_processes_may_create_and_write_at_once(void **state)
{
    struct place *p = *state;
    pid_t child[6];
    for (int i = 0; i < 6; i++)
        if ((child[i] = fork()) == 0)
            write_many(p);
    for (int i = 0; i < 6; i++) {
        int status = 1;
        waitpid(child[i], &status, 0);
        assert_int_equal(status, 0);
    }
    struct db *db = open_new(p, &new_schema);
    struct err e = {0};
    assert_int_equal(count(db), 300);
    assert_true(db_check_integrity(db, &e));
    db_close(db);
}

#define PLACED(f) cmocka_unit_test_setup_teardown(f, make_place, drop_place)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLACED(a_new_file_is_private_and_keeps_what_was_committed),
        PLACED(an_insert_only_table_takes_no_update_or_delete),
        PLACED(an_older_file_is_brought_up_and_a_newer_one_is_only_read),
        PLACED(a_foreign_changed_or_broken_file_is_refused),
        PLACED(a_file_held_by_another_program_says_so_in_time),
        PLACED(our_lock_is_held_from_begin_to_commit_under_every_name),
        PLACED(immutable_reads_a_file_unless_its_newest_part_lies_beside_it),
        PLACED(a_copy_holds_what_the_original_held),
        PLACED(without_a_wal_the_same_is_kept),
        PLACED(many_processes_may_create_and_write_at_once),
    };
    return cmocka_run_group_tests_name("db", tests, NULL, NULL);
}
