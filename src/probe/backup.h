/* backup: what a file looked like before: a copy beside it, its package's own version, or a repository that holds it. */
#ifndef PROBE_BACKUP_H
#define PROBE_BACKUP_H
#include "probe/change_source.h"

struct backup {
    const char *see; /* a command that shows the difference, or the file where there is nothing to compare it with; only its
                      * owner and times where not everybody may read it, for what is seen is recorded */
    const char *undo;   /* a hint, or NULL */
    const char *detail; /* "2 lines", or NULL: not compared, or not text */
};

/* A name that copies have: shop.conf.bak, shop.conf~, shop.conf.dpkg-dist. */
bool backup_is_one(const char *path);
/* compare: count the lines that differ. In the hunt's arena. */
void backup_find(struct change_hunt *h, const char *path, bool compare, struct backup *b);
#endif
