/* kb_cache: opening, or starting again. */
#include "store/kb_cache.h"

#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/db_open.h"
#include "store/files.h"

/* term is a copy of vocabulary, which counts all its numbers anew at each look.
 * article.rank is words.rowid. It rises with falling importance (the directory, then whether the file says its id), for
 * a search ranks only the first hits there are, in the order of rowid. */
static const char *const steps[] = {
    "CREATE TABLE origin(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;"
    "CREATE TABLE article(rank INTEGER PRIMARY KEY, dir INTEGER NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL,"
    " mtime INTEGER NOT NULL, inode INTEGER NOT NULL, id TEXT NOT NULL, stem TEXT NOT NULL, lang TEXT NOT NULL,"
    " title TEXT NOT NULL, category TEXT, owner TEXT, reviewed TEXT, summary TEXT, problem TEXT, minutes INTEGER NOT NULL,"
    " is_shown INTEGER NOT NULL, UNIQUE(dir, name)) STRICT;"
    "CREATE INDEX article_id ON article(id COLLATE NOCASE);"
    "CREATE INDEX article_stem ON article(stem COLLATE NOCASE);"
    "CREATE VIRTUAL TABLE words USING fts5(title, keywords, headings, body, prefix='1 2 3',"
    " tokenize='unicode61 remove_diacritics 2');"
    "CREATE TABLE term(word TEXT PRIMARY KEY, articles INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, 'row');",
};

static const struct db_schema schema = {
    .what = N_("triage article index"), .application_id = 0x74726b62, .step = steps, .n_steps = 1};

void kb_cache_remove(const char *path)
{
    static const char *const beside[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        struct str name = {0};
        str_addf(&name, "%s%s", path, beside[i]);
        unlink(name.s);
        str_release(&name);
    }
}

static bool open_file(const char *path, struct db **db, struct err *e)
{
    struct db_options o = {.path = path, .create = true, .rebuildable = true};
    if (!db_open(&o, &schema, db, e))
        return false;
    if (!db_is_newer(*db) && !db_is_read_only(*db))
        return true;
    db_close(*db);
    return err_set(e, ERR_INPUT, _("%s was made by a newer triage"), path);
}

bool kb_cache_open(const char *path, struct db **db, bool *in_memory, struct err *e)
{
    static const struct db_options nowhere = {0};
    struct err why = {0};
    *in_memory = false;
    if (path) {
        char *directory = files_directory_of(path);
        bool ok = files_make_directory(directory, 0700, &why);
        mem_free(directory);
        if (ok && open_file(path, db, &why))
            return true;
        if (ok && why.code == ERR_INPUT) {
            kb_cache_remove(path);
            if (open_file(path, db, &why))
                return true;
        }
    }
    *in_memory = true;
    return db_open(&nowhere, &schema, db, e);
}
