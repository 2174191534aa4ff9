/* kb_correct: typing errors in a search. */
#ifndef STORE_KB_CORRECT_H
#define STORE_KB_CORRECT_H
#include "store/db.h"
#include "store/kb_query.h"

/* Replaces each word that begins none of the index's words by the nearest one there is: one mistake from four letters
 * on, two from seven. */
bool kb_correct(struct db *db, struct kb_words *words, bool *changed, struct err *e);
#endif
