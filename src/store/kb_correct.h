/* kb_correct: typing errors in a search. The words of the index are kept in memory from the first error on, with their
 * letters as bits, so that nearly all are ruled out without a closer look. A zeroed struct is empty. */
#ifndef STORE_KB_CORRECT_H
#define STORE_KB_CORRECT_H
#include "base/arena.h"
#include "store/db.h"
#include "store/kb_query.h"

struct kb_terms {
    struct arena arena;
    struct kb_term {
        const char *text;
        uint32_t letters;
        uint32_t length;
        int64_t articles; /* that have it */
    } *v;
    size_t n, cap; /* a vec */
    bool is_loaded;
};

/* Replaces each word that begins none of the index's words by the nearest one there is: one mistake from four letters
 * on, two from seven. */
bool kb_correct(struct kb_terms *terms, struct db *db, struct kb_words *words, bool *changed, struct err *e);
void kb_terms_release(struct kb_terms *terms); /* also when the index has changed */
#endif
