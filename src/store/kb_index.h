/* kb_index: the knowledge base: articles in several directories, found by id or by words as one types. A search sees
 * what the last kb_refresh saw. The caller owns the struct kb and closes it; entries and documents live in the arena
 * that is handed in. A connection does not cross fork.
 *
 * A word finds what begins with it if it is the last one and nothing is typed behind it; if nothing is found, all words
 * do; if still nothing is found, words that occur nowhere are taken for the nearest that do. Only the first
 * KB_RANKED hits in the order of importance are ranked (bm25: title 10, keywords 6, headings 4, text 1). */
#ifndef STORE_KB_INDEX_H
#define STORE_KB_INDEX_H
#include "base/arena.h"
#include "base/err.h"
#include "text/markdown.h"

enum { KB_RANKED = 500 };

struct kb;

struct kb_options {
    const char *const *dir; /* by precedence: user, team, system, built in; a missing one is an empty one */
    size_t n_dirs;
    const char *cache;      /* the index's own file; NULL or not writable: in memory */
    const char *lang;       /* "de_AT", "" for none */
    markdown_reader *read;  /* outlives the kb */
};

struct kb_entry {
    const char *id, *title;
    const char *category, *owner, *reviewed, *summary, *lang; /* "" when absent */
    const char *problem; /* what is wrong with the file, "" for nothing */
    const char *path;
    const char *snippet; /* of a search: the text around the first word found, "" when that is in title or keywords */
    size_t dir;          /* which directory */
    int minutes;
    bool is_shown;       /* false: hidden by another of the same id */
};

struct kb_found {
    struct kb_entry *entry;
    size_t n;
    size_t total;          /* at most KB_RANKED */
    const char *corrected; /* the words that were looked for instead, or NULL */
};

/* Opens the index as it is. The first kb_refresh after that may take a moment for each new article. */
bool kb_open(const struct kb_options *options, struct kb **kb, struct err *e);
/* Brings the index up to date; a damaged cache is made anew, one that cannot be written is left for memory. */
bool kb_refresh(struct kb *kb, struct err *e);
void kb_close(struct kb *kb); /* NULL is fine */
bool kb_is_in_memory(const struct kb *kb);

/* The best first; all by id for words that hold no letter or digit. */
bool kb_search(struct kb *kb, const char *words, size_t limit, struct arena *arena, struct kb_found *found, struct err *e);
/* By id, else by file name, with or without its directory and ending: what a link to an article may say. ERR_ABSENT
 * with a sentence when there is none. */
bool kb_find(struct kb *kb, const char *id, struct arena *arena, struct kb_entry *entry, struct err *e);
/* All by id; hidden ones too if wanted. */
bool kb_list(struct kb *kb, bool with_hidden, struct arena *arena, struct kb_found *found, struct err *e);

/* The directory of an entry, as it was given. */
const char *kb_dir(const struct kb *kb, size_t dir);
#endif
