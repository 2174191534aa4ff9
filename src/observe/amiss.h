/* amiss: the words for what is wrong, and their sentences. */
#ifndef OBSERVE_AMISS_H
#define OBSERVE_AMISS_H
#include "observe/observation.h"

/* The sentence, with one %s for what was looked at, in the language in force; NULL: the word is not one of ours. */
const char *observe_amiss(enum observe_kind kind, const char *word);
/* The word for errno after trying to connect: "refused", "timeout", "unreachable" ... */
const char *observe_connect_word(int error);
#endif
