/* kb_insert: files into the index, read in batches so that one child serves many. */
#ifndef STORE_KB_INSERT_H
#define STORE_KB_INSERT_H
#include "store/db.h"
#include "store/kb_scan.h"
#include "text/markdown.h"

struct kb_origin {
    const char *const *dir; /* by precedence: an id found in an earlier one hides the same id in a later one */
    size_t n_dirs;
    const char *lang;       /* "de_AT"; variants in "de_AT", else "de", else without language are preferred */
    markdown_reader *read;
};

struct kb_insert {
    const struct kb_origin *origin;
    struct db_query *article, *words, *last_rank;
    struct err *e; /* where a refusal goes */
};

/* False with *e set; release it in any case. */
bool kb_insert_start(struct kb_insert *k, struct db *db, const struct kb_origin *origin, struct err *e);
/* Adds the files, shown and searchable, inside the caller's transaction. */
bool kb_insert_files(struct kb_insert *k, const struct kb_file *const *file, size_t n);
void kb_insert_release(struct kb_insert *k);
#endif
