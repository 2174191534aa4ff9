/* redact_book: which number a secret has. It holds no secret, but a keyed hash (BLAKE2b, 16 bytes) of each: with the key in
 * hand a guess can be checked, without it nothing. Zeroed it is empty with a key of zeroes; the caller sets the key before
 * anything is added, and ends it with redact_book_release. */
#ifndef TEXT_REDACT_BOOK_H
#define TEXT_REDACT_BOOK_H
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"

enum { REDACT_KEY = 32, REDACT_PRINT = 16, REDACT_BOOK_MAX = 4096 };

struct redact_entry {
    const char *kind;
    size_t number;                     /* from 1 within its kind */
    unsigned char print[REDACT_PRINT]; /* zeroes where it is not known any more */
    bool is_new;                       /* since the caller last cleared it */
};

struct redact_book {
    unsigned char key[REDACT_KEY];
    VEC(struct redact_entry) entry;
    size_t n_new;
    struct map by_print;
    struct arena arena;
};

/* The number of a secret of this kind; a new one gets the next. 0: the book is full. */
size_t redact_book_number(struct redact_book *book, const char *kind, const char *secret, size_t n);
/* One that was numbered earlier, by another terminal; print NULL: its hash is gone, the number is taken all the same. */
void redact_book_add(struct redact_book *book, const char *kind, size_t number, const unsigned char *print);
void redact_book_settle(struct redact_book *book); /* none is new any more */
void redact_book_release(struct redact_book *book); /* empty afterwards; the key is wiped */
#endif
