/* article_check: what an author should mend in an article. Pure: whether a link leads anywhere is asked. */
#ifndef KB_ARTICLE_CHECK_H
#define KB_ARTICLE_CHECK_H
#include "text/block.h"
#include "text/problem.h"

/* Mistakes in the front matter: what YAML does not understand, values that are no texts, an id with odd characters, a
 * date that is none, keys that are nearly one of ours. */
void article_check_front_matter(const char *text, size_t n, struct problems *ps);

/* More than a title and a few words? `text` is the file, with its front matter. */
bool article_says_something(const char *text, size_t n);

enum link_end { LINK_IS_FINE, LINK_IS_DEAD };
typedef enum link_end link_ask(void *of, const char *target, const char **nearest);
/* Links to articles and files that are not there; `nearest` is what may have been meant, or NULL. Links to other
 * machines and inside the page are not asked about. */
void article_check_links(const char *text, size_t n, const struct document *d, link_ask *ask, void *of,
                         struct problems *ps);
#endif
