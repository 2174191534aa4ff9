/* kb_sync: the index brought up to date with the directories. What did not change by size, time and inode is not read
 * again; new and changed files are read in batches, each in one transaction with all the rest of the change. */
#ifndef STORE_KB_SYNC_H
#define STORE_KB_SYNC_H
#include "store/kb_insert.h"

/* *n_changed: files that were new, changed or gone. Another process that does the same at this moment is waited for. */
bool kb_sync(struct db *db, const struct kb_origin *origin, size_t *n_changed, struct err *e);
#endif
