/* kb_sync: files against rows. */
#include "store/kb_sync.h"

#include <string.h>

#include "base/map.h"
#include "base/str.h"
#include "base/vec.h"

enum { OPTIMISE_PAST = 200, TERMS_STALE = 50 }; /* terms are counted again when one article in so many changed */

struct row {
    int64_t rank;
    struct kb_file file;
    bool is_there; /* its file still is, unchanged */
};

struct sync {
    struct db *db;
    const struct kb_origin *origin;
    struct arena arena;
    struct kb_files files;
    VEC(struct row) row;
    VEC(const struct kb_file *) news; /* files to read */
    struct kb_insert insert;
    struct db_query *delete_article, *delete_words;
    struct err *e;
};

/* ---- where the articles come from ---- */

static char *origin_text(const struct kb_origin *origin)
{
    struct str s = {0};
    str_addf(&s, "%s\n", origin->lang);
    for (size_t i = 0; i < origin->n_dirs; i++)
        str_addf(&s, "%s\n", origin->dir[i]);
    return str_take(&s);
}

static bool origin_is_the_same(struct sync *s, const char *wanted, bool *same)
{
    bool row = false;
    struct db_query *q = db_prepare(s->db, "SELECT value FROM origin WHERE name='dirs'", s->e);
    bool ok = q && db_step(q, &row, s->e);
    *same = ok && row && str_eq(db_text(q, 0), wanted);
    db_finish(q);
    return ok;
}

static bool run_with_text(struct sync *s, const char *sql, const char *text)
{
    struct db_query *q = db_prepare(s->db, sql, s->e);
    if (q)
        db_bind_text(q, 1, text);
    bool ok = q && db_do(q, s->e);
    db_finish(q);
    return ok;
}

/* Rows of other directories or for another language are no use. */
static bool start_again_if_moved(struct sync *s)
{
    bool same;
    char *wanted = origin_text(s->origin);
    bool ok = origin_is_the_same(s, wanted, &same) &&
              (same || (db_run(s->db, "DELETE FROM article; DELETE FROM words", s->e) &&
                        run_with_text(s, "REPLACE INTO origin(name, value) VALUES('dirs', ?1)", wanted)));
    mem_free(wanted);
    return ok;
}

/* ---- what is known ---- */

static void take_row(struct sync *s, struct db_query *q)
{
    *vec_push(&s->row) = (struct row){.rank = db_int(q, 0),
                                      .file = {.dir = (size_t)db_int(q, 1),
                                               .name = arena_strdup(&s->arena, db_text(q, 2)),
                                               .size = db_int(q, 3), .mtime = db_int(q, 4), .inode = db_int(q, 5)}};
}

static bool load_rows(struct sync *s)
{
    bool more = true, ok = true;
    struct db_query *q = db_prepare(s->db, "SELECT rank, dir, name, size, mtime, inode FROM article", s->e);
    while (q && ok && (ok = db_step(q, &more, s->e)) && more)
        take_row(s, q);
    db_finish(q);
    return q && ok;
}

static const char *key_of(struct sync *s, const struct kb_file *f)
{
    return arena_printf(&s->arena, "%zu/%s", f->dir, f->name);
}

static bool is_same(const struct kb_file *a, const struct kb_file *b)
{
    return a->size == b->size && a->mtime == b->mtime && a->inode == b->inode;
}

/* Marks the rows that still hold, and lists the files that have none. */
static void compare(struct sync *s)
{
    struct map known = {0};
    for (size_t i = 0; i < s->row.n; i++)
        map_set(&known, key_of(s, &s->row.v[i].file), (uint32_t)i);
    for (size_t i = 0; i < s->files.n; i++) {
        uint32_t at = map_find(&known, key_of(s, &s->files.v[i]));
        if (at != MAP_ABSENT && is_same(&s->row.v[at].file, &s->files.v[i]))
            s->row.v[at].is_there = true;
        else
            *vec_push(&s->news) = &s->files.v[i];
    }
    map_release(&known);
}

static size_t count_gone(const struct sync *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->row.n; i++)
        n += !s->row.v[i].is_there;
    return n;
}

/* Looks without a lock whether there is anything to do. */
static bool look(struct sync *s, bool *is_current)
{
    bool same;
    char *wanted = origin_text(s->origin);
    bool ok = origin_is_the_same(s, wanted, &same) && load_rows(s);
    mem_free(wanted);
    if (!ok)
        return false;
    compare(s);
    *is_current = same && s->news.n == 0 && count_gone(s) == 0;
    vec_clear(&s->row);
    vec_clear(&s->news);
    return true;
}

/* ---- taking out ---- */

static bool delete_by(struct sync *s, struct db_query *q, int64_t rank)
{
    db_bind_int(q, 1, rank);
    return db_do(q, s->e);
}

static bool delete_gone(struct sync *s)
{
    bool ok = true;
    for (size_t i = 0; ok && i < s->row.n; i++)
        if (!s->row.v[i].is_there)
            ok = delete_by(s, s->delete_words, s->row.v[i].rank) && delete_by(s, s->delete_article, s->row.v[i].rank);
    return ok;
}

/* ---- which of those with one id is shown ---- */

/* One that can be read before one in another language, then the earlier directory, then the nearer language. */
#define TURNED \
    "SELECT rank, dir, name, size, mtime, inode, is_shown FROM (SELECT *, row_number() OVER (PARTITION BY id ORDER BY " \
    "CASE WHEN lang IN (?1, ?2, '') THEN 0 ELSE 1 END, dir, CASE lang WHEN ?1 THEN 0 WHEN ?2 THEN 1 WHEN '' THEN 2 " \
    "ELSE 3 END, name) = 1 AS wins FROM article) WHERE is_shown <> wins"

static bool hide(struct sync *s, int64_t rank)
{
    struct db_query *q = db_prepare(s->db, "UPDATE article SET is_shown = 0 WHERE rank = ?1", s->e);
    bool ok = q && delete_by(s, q, rank) && delete_by(s, s->delete_words, rank);
    db_finish(q);
    return ok;
}

/* What comes out of hiding has no words in the index, so its file is read again. */
static void read_again(struct sync *s, const struct row *row)
{
    *vec_push(&s->news) = &row->file;
}

static bool turn(struct sync *s, const char *is_shown)
{
    bool ok = true;
    for (size_t i = 0; ok && i < s->row.n; i++) {
        if (is_shown[i]) {
            ok = hide(s, s->row.v[i].rank);
        } else {
            ok = delete_by(s, s->delete_article, s->row.v[i].rank);
            read_again(s, &s->row.v[i]);
        }
    }
    return ok && kb_insert_files(&s->insert, s->news.v, s->news.n);
}

static bool load_turned(struct sync *s, struct str *is_shown)
{
    bool ok, more = true;
    const char *lang = s->origin->lang, *under = strchr(lang, '_');
    struct db_query *q = db_prepare(s->db, TURNED, s->e);
    if (!q)
        return false;
    db_bind_text(q, 1, lang);
    db_bind_text(q, 2, arena_strndup(&s->arena, lang, under ? (size_t)(under - lang) : strlen(lang)));
    while ((ok = db_step(q, &more, s->e)) && more) {
        take_row(s, q);
        str_add_char(is_shown, db_int(q, 6) != 0);
    }
    db_finish(q);
    return ok;
}

static bool settle_shown(struct sync *s)
{
    struct str is_shown = {0};
    vec_clear(&s->row);
    vec_clear(&s->news);
    bool ok = load_turned(s, &is_shown) && turn(s, is_shown.s);
    str_release(&is_shown);
    return ok;
}

/* ---- all of it ---- */

static bool prepare(struct sync *s)
{
    s->delete_article = db_prepare(s->db, "DELETE FROM article WHERE rank = ?1", s->e);
    s->delete_words = db_prepare(s->db, "DELETE FROM words WHERE rowid = ?1", s->e);
    return s->delete_article && s->delete_words && kb_insert_start(&s->insert, s->db, s->origin, s->e);
}

static void finish(struct sync *s)
{
    kb_insert_release(&s->insert);
    db_finish(s->delete_article);
    db_finish(s->delete_words);
    vec_release(&s->files);
    vec_release(&s->row);
    vec_release(&s->news);
    arena_release(&s->arena);
}

/* The list of words, for typing errors, need not know the newest. */
static bool count_terms(struct sync *s, size_t n_changed)
{
    if (n_changed * TERMS_STALE < s->files.n)
        return true;
    return db_run(s->db, "DELETE FROM term; INSERT INTO term SELECT term, doc FROM vocabulary", s->e);
}

/* Under the lock, where another process may have done it meanwhile: everything is looked at again. */
static bool change(struct sync *s, size_t *n_changed)
{
    if (!start_again_if_moved(s) || !load_rows(s))
        return false;
    compare(s);
    *n_changed = s->news.n + count_gone(s);
    return prepare(s) && delete_gone(s) && kb_insert_files(&s->insert, s->news.v, s->news.n) && settle_shown(s) && count_terms(s, *n_changed) &&
           (*n_changed < OPTIMISE_PAST || db_run(s->db, "INSERT INTO words(words) VALUES('optimize')", s->e));
}

bool kb_sync(struct db *db, const struct kb_origin *origin, size_t *n_changed, struct err *e)
{
    struct sync s = {.db = db, .origin = origin, .e = e};
    bool is_current = false;
    *n_changed = 0;
    kb_scan(origin->dir, origin->n_dirs, &s.arena, &s.files);
    bool ok = look(&s, &is_current);
    if (ok && !is_current) {
        ok = db_begin(db, e);
        bool done = ok && change(&s, n_changed);
        if (ok && !done)
            db_rollback(db);
        ok = done && db_commit(db, e) && db_checkpoint(db, e); /* or the log would stay, as large as the index */
    }
    finish(&s);
    return ok;
}
