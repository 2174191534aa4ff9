/* journal_open: opening the file in the best way it can be opened, and its statements. */
#include "store/journal.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/disk.h"
#include "store/files.h"
#include "store/journal_inside.h"
#include "store/journal_schema.h"
#include "store/spare.h"

enum { MOST_HOPS = 8 };

static int64_t system_clock(void *who)
{
    struct timespec t;
    (void)who;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

struct db_query *journal_query(struct journal *j, enum journal_query which, struct err *e)
{
    static const char *const sql[] = {
#define Q(name, sql) sql,
        JOURNAL_QUERIES(Q)
#undef Q
    };
    if (!j->query[which])
        j->query[which] = db_prepare(j->db, sql[which], e);
    else
        db_reset(j->query[which]);
    return j->query[which];
}

static bool is_shared_directory(const char *dir)
{
    struct stat st;
    return stat(dir, &st) == 0 && (st.st_mode & 02070) == 02070;
}

static char *beside(const char *path, const char *tail)
{
    struct str s = {0};
    str_addf(&s, "%s%s", path, tail);
    return str_take(&s);
}

static void forget_names(struct journal *j)
{
    char **const names[] = {&j->path, &j->live, &j->spare, &j->moved};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        mem_free(*names[i]);
        *names[i] = NULL;
    }
}

static void name_files(struct journal *j, const char *path, const char *dir)
{
    forget_names(j);
    j->path = mem_strdup(path);
    j->live = beside(dir, "/live");
    j->spare = beside(path, ".spare");
    j->moved = beside(path, ".moved");
}

/* Reading needs a -shm file; where the directory cannot be written there may be none, and only a file that nobody has
 * written since its last checkpoint can be read without. */
static bool open_for_reading(struct journal *j, struct db_options *how, struct err *e)
{
    struct err first = {0};
    how->read_only = true;
    how->create = false;
    if (db_open(how, &journal_schema, &j->db, &first))
        return true;
    how->immutable = true;
    if (first.code == ERR_INPUT || first.code == ERR_ABSENT || first.code == ERR_BUSY) {
        *e = first;
        return false;
    }
    return db_open(how, &journal_schema, &j->db, e);
}

static bool open_db(struct journal *j, bool make, bool is_network, struct err *e)
{
    struct err why = {0};
    struct db_options how = {.path = j->path, .create = make, .rollback = is_network, .shared = j->is_shared, .wait_ms = j->wait_ms};
    if (j->wants_reading)
        return open_for_reading(j, &how, e);
    if (db_open(&how, &journal_schema, &j->db, &why))
        return true;
    if (why.code != ERR_DENIED || !files_exist(j->path)) {
        *e = why;
        return false;
    }
    if (!open_for_reading(j, &how, e))
        return false;
    str_addf(&j->notice, _("%s; the journal is open for reading only"), why.text);
    return true;
}

static void note(struct journal *j, bool is_network, const char *kind)
{
    if (db_is_newer(j->db))
        str_addf(&j->notice, _("%s was made by a newer triage; it is open for reading only"), j->path);
    else if (is_network && !db_is_read_only(j->db))
        str_addf(&j->notice, _("%s lies on a network file system (%s), where recording is slower and locks are not always kept; "
                               "a local file is safer: triage --journal FILE"), j->path, kind);
}

/* Spare and live/ lie where the file really is. */
static bool open_real(struct journal *j, const char *path, bool make, struct err *e)
{
    struct disk disk;
    char *dir = files_directory_of(path);
    disk_look(dir, &disk);
    j->is_shared = j->is_shared || is_shared_directory(dir);
    j->is_new = make && !files_exist(path);
    name_files(j, path, dir);
    mem_free(dir);
    if (!open_db(j, make, disk.is_network, e))
        return false;
    note(j, disk.is_network, disk.name);
    if (!db_is_read_only(j->db))
        spare_keep(j->spare, j->is_shared);
    return true;
}

/* The caller's: where the word left beside the file says that it went; NULL when there is none. */
static char *where_it_went(const char *path)
{
    char *moved = beside(path, ".moved"), *to = files_exist(moved) ? files_resolve(moved) : NULL;
    mem_free(moved);
    return to;
}

bool journal_open_at(struct journal *j, const char *path, bool make, struct err *e)
{
    char *real = files_resolve(path), *to = where_it_went(real);
    bool was_moved = to != NULL;
    for (int hops = 0; to && hops < MOST_HOPS; hops++) {
        mem_free(real);
        real = to;
        to = where_it_went(real);
    }
    mem_free(to);
    bool ok = open_real(j, real, make && !was_moved, e);
    if (was_moved && ok)
        str_addf(&j->notice, _("the journal %s was moved to %s"), path, real);
    else if (was_moved)
        err_where(e, _("the journal %s was moved"), path);
    mem_free(real);
    return ok;
}

/* The directory is made before its name is resolved. */
static bool make_directory(const struct journal_options *o, struct err *e)
{
    char *dir = files_directory_of(o->path);
    bool ok = o->read_only || files_make_directory(dir, o->shared ? 02770 : 0700, e);
    mem_free(dir);
    return ok;
}

static struct redactor *make_redactor(const struct journal_options *o)
{
    struct redactor *r = redact_new();
    for (size_t i = 0; o->rules && i < o->rules->rule.n; i++)
        if (!o->rules->rule.v[i].reader)
            redact_add_rule(r, &o->rules->rule.v[i].rule);
    redact_want(r, o->redact_email, o->redact_addresses);
    return r;
}

void journal_hide(struct journal *j, const char *name, const char *value)
{
    redact_hide(j->redactor, name, value);
}

struct redactor *journal_redactor(const struct journal *j)
{
    return j->redactor;
}

bool journal_open(const struct journal_options *o, struct journal **out, struct err *e)
{
    struct journal *j = mem_alloc(sizeof *j);
    j->clock = o->clock ? o->clock : system_clock;
    j->who = o->who;
    j->redactor = make_redactor(o);
    j->wait_ms = o->wait_ms;
    j->is_shared = o->shared;
    j->wants_reading = o->read_only;
    if (!make_directory(o, e) || !journal_open_at(j, o->path, !o->read_only, e)) {
        journal_close(j);
        return false;
    }
    *out = j;
    return true;
}

void journal_let_go(struct journal *j)
{
    for (size_t i = 0; i < N_QUERIES; i++) {
        db_finish(j->query[i]);
        j->query[i] = NULL;
    }
    db_close(j->db);
    j->db = NULL;
}

void journal_close(struct journal *j)
{
    if (!j)
        return;
    journal_let_go(j);
    journal_book_drop(j);
    redact_free(j->redactor);
    str_release(&j->notice);
    forget_names(j);
    mem_free(j);
}

const char *journal_path(const struct journal *j)
{
    return j->path;
}

const char *journal_live_directory(const struct journal *j)
{
    return j->live;
}

bool journal_is_read_only(const struct journal *j)
{
    return db_is_read_only(j->db) || j->is_damaged;
}

bool journal_is_shared(const struct journal *j)
{
    return j->is_shared;
}

bool journal_is_private(const struct journal *j)
{
    struct stat st;
    return stat(j->path, &st) == 0 && st.st_uid == geteuid() && (st.st_mode & 077) == 0;
}

bool journal_is_new(const struct journal *j)
{
    return j->is_new;
}

const char *journal_notice(const struct journal *j)
{
    return j->notice.n ? j->notice.s : NULL;
}

void journal_rest(struct journal *j)
{
    struct err ignored = {0};
    db_checkpoint(j->db, &ignored);
}
