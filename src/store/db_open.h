/* db_open: a database file of ours, opened as it must be or not at all. The caller owns what it gets (db_close). */
#ifndef STORE_DB_OPEN_H
#define STORE_DB_OPEN_H
#include "store/db.h"

/* What a file of ours looks like. The file's user_version counts the steps that were run on it. A new file gets all of
 * them; an older one those it lacks; one with more was made by a newer program and is opened read-only. What is in an
 * existing file must be, to the letter, what the steps make. */
struct db_schema {
    const char *what;               /* "triage journal", for messages; marked for translation */
    int32_t application_id;         /* PRAGMA application_id */
    const char *const *step;        /* SQL, n_steps texts, each may hold several statements */
    int n_steps;
    const char *const *insert_only; /* tables on which UPDATE and DELETE are refused, NULL-terminated; or NULL */
};

/* schema NULL: whatever is there, not checked. */
bool db_open(const struct db_options *o, const struct db_schema *schema, struct db **db, struct err *e);
/* PRAGMA integrity_check; ERR_INPUT with the first complaint. */
bool db_check_integrity(struct db *db, struct err *e);
#endif
