/* articles: the knowledge base as the program has it: its directories, its index in the cache, and strangers' Markdown
 * read in a child. The index is brought up to date at the first question, not before. The caller owns the struct. */
#ifndef APP_ARTICLES_H
#define APP_ARTICLES_H
#include "store/config.h"
#include "store/kb_file.h"
#include "store/kb_index.h"
#include "ui/model.h"

struct articles {
    struct kb *kb;
    const struct config_place *place; /* the directories, by precedence */
    size_t n_places;
    bool is_fresh;
};

/* The config is borrowed until articles_release. */
bool articles_open(struct articles *a, struct config *config, const struct paths *paths, struct err *e);
void articles_release(struct articles *a);
/* Looks again at what is in the directories; what follows does so by itself the first time. */
bool articles_refresh(struct articles *a, struct err *e);

/* The language of the messages, "de_AT", from the environment as gettext reads it; "" for none. */
void articles_language(char language[16]);

/* Answers live in the arena. */
bool articles_search(struct articles *a, const char *words, size_t limit, struct arena *arena, struct model_found *found,
                     struct err *e);
/* By id, by name, by what a link says, without reading it. ERR_ABSENT when there is none. */
bool articles_find(struct articles *a, const char *id, struct arena *arena, struct kb_entry *entry, struct err *e);
bool articles_ships(const struct articles *a, const struct kb_entry *entry); /* it comes with triage */
/* The same, and read; `entry` may be NULL. */
bool articles_read(struct articles *a, const char *id, struct arena *arena, struct model_article *article,
                   struct kb_entry *entry, struct err *e);
/* What its links lead to, as layout_options.link_name wants it: titles of articles, NULL for all else. */
const char *const *articles_link_names(struct articles *a, const struct document *d, struct arena *arena);
#endif
