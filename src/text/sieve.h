/* sieve: where in a text may one of many short literals begin? By the first four bytes of each, in eight buckets: 32 places
 * at a time where the machine has AVX2 (asked at run time), one by one elsewhere. Both let through the same places: every
 * one where a literal stands, and hardly another. Zeroed, it is empty; it borrows nothing and owns nothing. */
#ifndef TEXT_SIEVE_H
#define TEXT_SIEVE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SIEVE_WIDTH = 4, SIEVE_BUCKETS = 8, SIEVE_BITS = 1 << 15 };

struct sieve {
    unsigned char low[SIEVE_WIDTH][16], high[SIEVE_WIDTH][16]; /* buckets by half a byte */
    unsigned char byte[SIEVE_WIDTH][256];                      /* and by a whole one */
    uint64_t four[SIEVE_BITS / 64], three[SIEVE_BITS / 64];    /* hashes of the beginnings, all in lower case */
};

/* A literal of n bytes, three at least. caseless: both cases of its letters. */
void sieve_add(struct sieve *s, unsigned bucket, const char *literal, size_t n, bool is_caseless);
/* The first place from `at` on where one may begin, n for none; *buckets has a bit for each bucket that it may be of. */
size_t sieve_next(const struct sieve *s, const char *text, size_t n, size_t at, unsigned *buckets);
/* The same, one place at a time: tests hold them equal. */
size_t sieve_next_portable(const struct sieve *s, const char *text, size_t n, size_t at, unsigned *buckets);
#endif
