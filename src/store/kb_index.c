/* kb_index: searching, finding, listing. */
#include "store/kb_index.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/vec.h"
#include "kb/article.h"
#include "store/db.h"
#include "store/kb_cache.h"
#include "store/kb_correct.h"
#include "store/kb_snippet.h"
#include "store/kb_sync.h"
#include "text/clean.h"

struct kb {
    struct db *db;
    bool in_memory;
    char *cache, *lang;
    char **dir;
    size_t n_dirs;
    markdown_reader *read;
    struct kb_terms terms;
    struct db_query *search, *body, *by_id, *by_name; /* kept, for a search happens at every key */
};

struct entries {
    struct kb_entry *v;
    size_t n, cap; /* a vec */
};

/* ---- opening and keeping up ---- */

static void finish_queries(struct kb *kb)
{
    struct db_query **q[] = {&kb->search, &kb->body, &kb->by_id, &kb->by_name};
    for (size_t i = 0; i < sizeof q / sizeof *q; i++) {
        db_finish(*q[i]);
        *q[i] = NULL;
    }
}

static void close_db(struct kb *kb)
{
    finish_queries(kb);
    kb_terms_release(&kb->terms);
    db_close(kb->db);
    kb->db = NULL;
}

bool kb_open(const struct kb_options *o, struct kb **out, struct err *e)
{
    struct kb *kb = mem_alloc(sizeof *kb);
    kb->cache = o->cache ? mem_strdup(o->cache) : NULL;
    kb->lang = mem_strdup(o->lang);
    kb->read = o->read;
    kb->n_dirs = o->n_dirs;
    kb->dir = mem_array(o->n_dirs, sizeof *kb->dir);
    for (size_t i = 0; i < o->n_dirs; i++)
        kb->dir[i] = mem_strdup(o->dir[i]);
    if (!kb_cache_open(kb->cache, &kb->db, &kb->in_memory, e)) {
        kb_close(kb);
        return false;
    }
    *out = kb;
    return true;
}

void kb_close(struct kb *kb)
{
    if (!kb)
        return;
    close_db(kb);
    for (size_t i = 0; i < kb->n_dirs; i++)
        mem_free(kb->dir[i]);
    mem_free(kb->dir);
    mem_free(kb->cache);
    mem_free(kb->lang);
    mem_free(kb);
}

bool kb_is_in_memory(const struct kb *kb)
{
    return kb->in_memory;
}

const char *kb_dir(const struct kb *kb, size_t dir)
{
    return dir < kb->n_dirs ? kb->dir[dir] : "";
}

static bool bring_up(struct kb *kb, struct err *e)
{
    size_t n;
    struct kb_origin origin = {
        .dir = (const char *const *)kb->dir, .n_dirs = kb->n_dirs, .lang = kb->lang, .read = kb->read};
    bool ok = kb_sync(kb->db, &origin, &n, e);
    if (n)
        kb_terms_release(&kb->terms);
    return ok;
}

/* A damaged file is removed; any other that refuses is left alone, and memory is used. */
static bool start_over(struct kb *kb, struct err *e)
{
    bool damaged = db_failure(kb->db) == DB_IS_DAMAGED;
    close_db(kb);
    if (damaged)
        kb_cache_remove(kb->cache);
    return kb_cache_open(damaged ? kb->cache : NULL, &kb->db, &kb->in_memory, e) && bring_up(kb, e);
}

bool kb_refresh(struct kb *kb, struct err *e)
{
    struct err why = {0};
    if (bring_up(kb, &why))
        return true;
    bool is_busy = db_failure(kb->db) == DB_IS_BUSY;
    if (is_busy || kb->in_memory) {
        *e = why;
        return is_busy; /* somebody else is at it: what is there will do */
    }
    return start_over(kb, e);
}

/* ---- rows to entries ---- */

#define COLUMNS "id, title, category, owner, reviewed, summary, lang, problem, dir, name, minutes, is_shown"
enum { N_COLUMNS = 12 };

/* Cleaned: the file lies where others may have written it. */
static const char *text_at(struct db_query *q, int column, struct arena *arena)
{
    struct str out = {0};
    const char *s = db_text(q, column);
    clean_add(&out, s, strlen(s), CLEAN_LINE);
    const char *kept = arena_strndup(arena, out.s, out.n);
    str_release(&out);
    return kept;
}

static struct kb_entry read_entry(const struct kb *kb, struct db_query *q, struct arena *arena)
{
    struct kb_entry entry = {.snippet = ""};
    const char **text[] = {&entry.id,       &entry.title,   &entry.category, &entry.owner,
                           &entry.reviewed, &entry.summary, &entry.lang,     &entry.problem};
    int column = 0;
    for (; column < (int)(sizeof text / sizeof *text); column++)
        *text[column] = text_at(q, column, arena);
    entry.dir = (size_t)db_int(q, column++);
    entry.path = arena_printf(arena, "%s/%s", kb_dir(kb, entry.dir), db_text(q, column++));
    entry.minutes = (int)db_int(q, column++);
    entry.is_shown = db_int(q, column++) != 0;
    return entry;
}

static bool prepare(struct kb *kb, struct db_query **q, const char *sql, struct err *e)
{
    if (!*q)
        *q = db_prepare(kb->db, sql, e);
    return *q != NULL;
}

static void take(struct entries *list, struct arena *arena, struct kb_found *found)
{
    found->entry = arena_array(arena, list->n, sizeof *found->entry);
    if (list->n)
        memcpy(found->entry, list->v, list->n * sizeof *list->v);
    found->n = list->n;
    vec_release(list);
}

bool kb_list(struct kb *kb, bool with_hidden, struct arena *arena, struct kb_found *found, struct err *e)
{
    struct entries list = {0};
    bool ok, more;
    struct db_query *q = db_prepare(kb->db, "SELECT " COLUMNS " FROM article WHERE is_shown OR ?1 ORDER BY id, dir, name", e);
    *found = (struct kb_found){0};
    if (!q)
        return false;
    db_bind_int(q, 1, with_hidden);
    while ((ok = db_step(q, &more, e)) && more)
        *vec_push(&list) = read_entry(kb, q, arena);
    db_finish(q);
    take(&list, arena, found);
    found->total = found->n;
    return ok;
}

/* ---- by id ---- */

/* "../alerts/disk.md#top" to "disk". */
static const char *name_in(const char *link, struct arena *arena)
{
    char *path = arena_strndup(arena, link, strcspn(link, "#?"));
    for (size_t n = strlen(path); n && path[n - 1] == '/'; n--)
        path[n - 1] = '\0';
    if (str_ends(path, ".html"))
        path[strlen(path) - 5] = '\0';
    const char *slash = strrchr(path, '/'), *stem, *lang;
    article_name(slash ? slash + 1 : path, arena, &stem, &lang);
    return stem;
}

static bool find_one(struct kb *kb, struct db_query *q, const char *value, struct arena *arena, struct kb_entry *entry,
                     bool *is_there, struct err *e)
{
    db_bind_text(q, 1, value);
    bool ok = db_step(q, is_there, e);
    if (ok && *is_there)
        *entry = read_entry(kb, q, arena);
    db_reset(q);
    return ok;
}

#define FIND "SELECT " COLUMNS " FROM article WHERE is_shown AND "

bool kb_find(struct kb *kb, const char *id, struct arena *arena, struct kb_entry *entry, struct err *e)
{
    bool is_there = false;
    if (!prepare(kb, &kb->by_id, FIND "id = ?1 COLLATE NOCASE ORDER BY id <> ?1, dir, name LIMIT 1", e) ||
        !prepare(kb, &kb->by_name, FIND "stem = ?1 COLLATE NOCASE ORDER BY stem <> ?1, dir, name LIMIT 1", e) ||
        !find_one(kb, kb->by_id, id, arena, entry, &is_there, e) ||
        (!is_there && !find_one(kb, kb->by_name, name_in(id, arena), arena, entry, &is_there, e)))
        return false;
    return is_there || err_set(e, ERR_ABSENT, _("article %s is not there; triage kb list shows what is"), id);
}

/* ---- by words ---- */

/* The inner query stops after so many hits, for ranking is what costs. */
#define SEARCH \
    "SELECT " COLUMNS ", rank, count(*) OVER () FROM (SELECT rowid AS hit, bm25(words, 10, 6, 4, 1) AS score FROM words " \
    "WHERE words MATCH ?1 LIMIT ?2) JOIN article ON rank = hit ORDER BY score, rank LIMIT ?3"
static bool add_snippet(struct kb *kb, const struct kb_words *words, int64_t rank, struct arena *arena,
                        struct kb_entry *entry, struct err *e)
{
    bool row;
    struct str text = {0}, clean = {0};
    if (!prepare(kb, &kb->body, "SELECT body FROM words WHERE rowid = ?1", e))
        return false;
    db_bind_int(kb->body, 1, rank);
    bool ok = db_step(kb->body, &row, e);
    if (ok && row)
        kb_snippet(words, db_text(kb->body, 0), &text);
    db_reset(kb->body);
    clean_add(&clean, str_get(&text), text.n, CLEAN_LINE);
    entry->snippet = arena_strndup(arena, clean.s, clean.n);
    str_release(&text);
    str_release(&clean);
    return ok;
}

static bool read_hits(struct kb *kb, const struct kb_words *words, struct arena *arena, struct kb_found *found,
                      struct err *e)
{
    struct entries list = {0};
    bool ok, more;
    while ((ok = db_step(kb->search, &more, e)) && more) {
        struct kb_entry *entry = vec_push(&list);
        *entry = read_entry(kb, kb->search, arena);
        found->total = (size_t)db_int(kb->search, N_COLUMNS + 1);
        ok = add_snippet(kb, words, db_int(kb->search, N_COLUMNS), arena, entry, e);
        if (!ok)
            break;
    }
    take(&list, arena, found);
    return ok;
}

static bool search_words(struct kb *kb, const struct kb_words *words, bool all_open, size_t limit, struct arena *arena,
                         struct kb_found *found, struct err *e)
{
    struct str match = {0};
    if (!prepare(kb, &kb->search, SEARCH, e))
        return false;
    kb_words_match(words, all_open, &match);
    db_bind_text(kb->search, 1, match.s);
    db_bind_int(kb->search, 2, KB_RANKED);
    db_bind_int(kb->search, 3, (int64_t)limit);
    bool ok = read_hits(kb, words, arena, found, e);
    db_reset(kb->search);
    str_release(&match);
    return ok;
}

/* ---- all together ---- */

static bool search_corrected(struct kb *kb, struct kb_words *words, size_t limit, struct arena *arena,
                             struct kb_found *found, struct err *e)
{
    bool changed, ok = kb_correct(&kb->terms, kb->db, words, &changed, e);
    if (!ok || !changed)
        return ok;
    struct str text = {0};
    kb_words_text(words, &text);
    ok = search_words(kb, words, true, limit, arena, found, e);
    if (found->n) {
        char *clean = clean_line(text.s);
        found->corrected = arena_strdup(arena, clean);
        mem_free(clean);
    }
    str_release(&text);
    return ok;
}

static bool search_once(struct kb *kb, const char *text, size_t limit, struct arena *arena, struct kb_found *found,
                        struct err *e)
{
    struct kb_words words;
    kb_words_read(text, &words);
    *found = (struct kb_found){0};
    if (words.n == 0) {
        bool ok = kb_list(kb, false, arena, found, e);
        found->n = found->n > limit ? limit : found->n;
        return ok;
    }
    return search_words(kb, &words, false, limit, arena, found, e) &&
           (found->n || search_words(kb, &words, true, limit, arena, found, e)) &&
           (found->n || search_corrected(kb, &words, limit, arena, found, e));
}

bool kb_search(struct kb *kb, const char *text, size_t limit, struct arena *arena, struct kb_found *found, struct err *e)
{
    struct err why = {0};
    if (search_once(kb, text, limit, arena, found, &why))
        return true;
    if (db_failure(kb->db) == DB_IS_DAMAGED && !kb->in_memory)
        return start_over(kb, e) && search_once(kb, text, limit, arena, found, e);
    *e = why;
    return false;
}
