/* digest: SHA-256 (FIPS 180-4) and a keyed hash, by libsodium; no other file sees sodium.h. Owns nothing. */
#ifndef TEXT_DIGEST_H
#define TEXT_DIGEST_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DIGEST_SIZE = 32, DIGEST_HEX = 2 * DIGEST_SIZE + 1 };

struct digest { /* one being computed; its content is libsodium's */
    uint64_t opaque[16];
};

void digest_init(struct digest *d);
void digest_add(struct digest *d, const void *p, size_t n);
void digest_end(struct digest *d, unsigned char out[DIGEST_SIZE]);
/* All at once. */
void digest_of(const void *p, size_t n, unsigned char out[DIGEST_SIZE]);

enum { DIGEST_KEY = 32, DIGEST_PRINT = 16 };
/* BLAKE2b with a key (RFC 7693), 16 bytes: of the kind with its NUL and the bytes behind it. */
void digest_keyed(const unsigned char key[DIGEST_KEY], const char *kind, const void *p, size_t n, unsigned char out[DIGEST_PRINT]);

/* n bytes as 2n lower-case digits and a NUL. */
void digest_hex(const unsigned char *p, size_t n, char *out);
/* Exactly 2n digits of either case, nothing else. */
bool digest_unhex(const char *hex, unsigned char *out, size_t n);
const char *digest_library_version(void); /* "1.0.18" */
#endif
