/* article: what stands in the front matter of a Markdown file, and what stands in for it where there is none. All texts
 * are cleaned and live in the arena; `body` borrows the file's bytes. Nothing here fails: a file is an article. */
#ifndef KB_ARTICLE_H
#define KB_ARTICLE_H
#include <stdbool.h>

#include "text/block.h"

struct article {
    const char *id;       /* never NULL; from the file's name where it does not say */
    const char *title;    /* NULL where it does not say, until article_finish */
    const char *category, *owner, *reviewed, *summary; /* NULL when absent */
    const char *keywords; /* "500, internal server error", or NULL */
    const char *lang;     /* "de", from the file's name; "" for none */
    const char *body;     /* the Markdown behind the front matter */
    size_t n_body;
    bool says_id;         /* the id stands in the file */
    const char *problem;  /* why the front matter could not be read as it was meant, or NULL */
};

/* `name` is the file's path inside its directory: "alerts/disk.de.md" has the id "alerts/disk" and the language "de"
 * unless its front matter names an id. Foreign keys are nobody's mistake. */
void article_read(const char *name, const char *text, size_t n, struct arena *arena, struct article *a);
/* Takes the title from the document where the front matter has none: its first heading, else the id. */
void article_finish(struct article *a, const struct document *d, struct arena *arena);
struct front_matter {
    const char *yaml; /* with the line of dashes before it, so that its lines are numbered as the file's are */
    size_t n_yaml;
    const char *body;
    size_t n_body;
};
/* Parts what stands between two lines of dashes at the very start from the rest; false when nothing does. */
bool article_split(const char *text, size_t n, struct front_matter *f);
/* The parts of a file's name: "alerts/disk" and "de" of "alerts/disk.de.md". */
void article_name(const char *name, struct arena *arena, const char **stem, const char **lang);
bool article_is_file(const char *name); /* ends in .md or .markdown */
#endif
