/* curl_words: shell text to words, as a POSIX shell and $'...' have them, for one command that is not run. */
#ifndef OBSERVE_CURL_WORDS_H
#define OBSERVE_CURL_WORDS_H
#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

struct curl_reading {
    /* The value of a name; NULL: it has none. May be NULL itself: then no name has one. */
    const char *(*value_of)(void *to, const char *name);
    void *to;
    struct str left_out; /* options that change nothing in the request, as they were written: "--retry -o"; the caller's */
};

struct curl_word {
    const char *text;
    const char *source; /* as written, with its $NAMEs; NULL: no value of a name is in it */
};

struct curl_word_list {
    VEC(struct curl_word) list; /* the texts are the arena's, the list is the caller's */
};

bool curl_words_read(const char *text, size_t n, const struct curl_reading *reading, struct arena *arena, struct curl_word_list *words,
                     struct err *e);
#endif
