/* articles_check: what authors should mend in their articles: front matter, dead links, ids that two files have, and what
 * can only be shown raw. */
#ifndef APP_ARTICLES_CHECK_H
#define APP_ARTICLES_CHECK_H
#include "app/articles.h"
#include "text/problem.h"

/* The files named, directories with all below them; none: every article there is. *n_files says how many were looked
 * at. False where a file cannot be read at all. */
bool articles_check(struct articles *a, char *const *path, size_t n, struct problems *ps, size_t *n_files,
                    struct err *e);
#endif
