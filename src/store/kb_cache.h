/* kb_cache: the file of the article index. It holds nothing that is not in the articles, so what is damaged or foreign
 * is thrown away and made anew, and where nothing can be written it lives in memory. */
#ifndef STORE_KB_CACHE_H
#define STORE_KB_CACHE_H
#include "store/db.h"

/* `path` NULL: in memory. Always gives a database with the schema unless even memory refuses; *in_memory says which. */
bool kb_cache_open(const char *path, struct db **db, bool *in_memory, struct err *e);
/* Removes the file and what SQLite keeps beside it; nobody may have it open through `db`. */
void kb_cache_remove(const char *path);
#endif
