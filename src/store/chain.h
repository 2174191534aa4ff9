/* chain: how a row of the journal becomes a hash that the next row holds. docs/journal.md explains it so that another
 * program can check it. Pure; owns nothing. */
#ifndef STORE_CHAIN_H
#define STORE_CHAIN_H
#include <stddef.h>
#include <stdint.h>

#include "text/digest.h"

enum { CHAIN_ID = 16, CHAIN_SALT = 16 };

struct chain_row { /* all that the hash covers; texts and bytes are borrowed */
    const unsigned char *incident; /* CHAIN_ID bytes */
    int64_t seq, at, recorded_at;
    const char *actor, *host, *kind;
    const char *step;              /* NULL for none */
    unsigned char body[DIGEST_SIZE]; /* chain_hash_body */
    unsigned char prev[DIGEST_SIZE]; /* hash of the row before; zeroes for the first */
};

/* The digest that stands for a body: with it, body and salt can be taken away and the chain still holds. */
void chain_hash_body(const unsigned char salt[CHAIN_SALT], const void *body, size_t n, unsigned char out[DIGEST_SIZE]);
void chain_hash_row(const struct chain_row *row, unsigned char out[DIGEST_SIZE]);
#endif
