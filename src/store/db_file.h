/* db_file: which file is to be opened how, and what is done to it before SQLite sees it. Owns nothing but what it hands
 * out. */
#ifndef STORE_DB_FILE_H
#define STORE_DB_FILE_H
#include "store/lock.h"

struct db_options {
    const char *path;  /* NULL: in memory */
    bool create;       /* make the file when it is not there */
    bool read_only;
    bool immutable;    /* read-only, and nobody writes it: needs no -shm, so it works in a directory that cannot be
                          written; refused while a -wal with content lies beside the file */
    bool rollback;     /* rollback journal in place of WAL: network file systems */
    bool rebuildable;  /* a cache: a power cut may lose the newest commits */
    bool shared;       /* files 0660 in place of 0600 */
    int wait_ms;       /* at most this long for other writers; 0 is 5,000 */
};

/* Makes the file when it shall be made, and refuses what cannot be opened as the options want it. Never opens a file
 * that may be in use: closing it again would drop SQLite's locks on it. */
bool db_file_prepare(const struct db_options *o, struct err *e);
/* Opens the writer's lock that belongs to the file. */
bool db_file_lock(const char *path, bool shared, struct lock *lock, struct err *e);
/* The caller's: the one name of the file, through symlinks, so that all who open it take the same lock. It begins with a
 * slash or a dot, and so means nothing special to SQLite. */
char *db_file_name(const char *path);
/* The caller's: the file as a URI that promises SQLite that nobody writes it. */
char *db_file_uri(const char *path);
#endif
