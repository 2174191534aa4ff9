/* kb_query: what one types as an FTS5 expression. Whatever is typed is words: each is quoted, so no character has a
 * meaning to the query language. Pure. */
#ifndef STORE_KB_QUERY_H
#define STORE_KB_QUERY_H
#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

enum { KB_MOST_WORDS = 8, KB_LONGEST_WORD = 64 };

struct kb_words {
    char word[KB_MOST_WORDS][KB_LONGEST_WORD]; /* without quotation marks */
    size_t n;
    bool last_is_open; /* nothing was typed behind the last word: it may be the beginning of one */
};

/* The first words of the text that hold a letter, a digit or anything beyond ASCII; longer ones are cut. */
void kb_words_read(const char *text, struct kb_words *words);
/* Every word must occur; all_open: each may be the beginning of one. */
void kb_words_match(const struct kb_words *words, bool all_open, struct str *out);
void kb_words_text(const struct kb_words *words, struct str *out);
#endif
