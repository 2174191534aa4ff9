/* chain: version, then each column as a letter, a length and its bytes; SHA-256 of that. */
#include "store/chain.h"

#include <string.h>

static const char row_version[] = "triage event 1", body_version[] = "triage body 1"; /* hashed with their NUL */

static void put_big(unsigned char *out, uint64_t bits, int n)
{
    for (int i = 0; i < n; i++)
        out[i] = (unsigned char)(bits >> (8 * (n - 1 - i)));
}

/* The storage class is part of it: a text turned into a blob of the same bytes is a change. */
static void add(struct digest *d, char letter, const void *p, size_t n)
{
    unsigned char head[5] = {(unsigned char)letter};
    put_big(head + 1, n, 4);
    digest_add(d, head, sizeof head);
    digest_add(d, p, n);
}

static void add_int(struct digest *d, int64_t v)
{
    unsigned char bytes[8];
    put_big(bytes, (uint64_t)v, 8);
    add(d, 'i', bytes, sizeof bytes);
}

static void add_text(struct digest *d, const char *s)
{
    if (s)
        add(d, 't', s, strlen(s));
    else
        add(d, '0', "", 0);
}

void chain_hash_body(const unsigned char salt[CHAIN_SALT], const void *body, size_t n, unsigned char out[DIGEST_SIZE])
{
    struct digest d;
    digest_init(&d);
    digest_add(&d, body_version, sizeof body_version);
    add(&d, 'b', salt, CHAIN_SALT);
    add(&d, 'b', body, n);
    digest_end(&d, out);
}

void chain_hash_row(const struct chain_row *row, unsigned char out[DIGEST_SIZE])
{
    struct digest d;
    digest_init(&d);
    digest_add(&d, row_version, sizeof row_version);
    add(&d, 'b', row->incident, CHAIN_ID);
    add_int(&d, row->seq);
    add_int(&d, row->at);
    add_int(&d, row->recorded_at);
    add_text(&d, row->actor);
    add_text(&d, row->host);
    add_text(&d, row->kind);
    add_text(&d, row->step);
    add(&d, 'b', row->body, DIGEST_SIZE);
    add(&d, 'b', row->prev, DIGEST_SIZE);
    digest_end(&d, out);
}
