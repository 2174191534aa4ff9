/* digest: SHA-256 and how it is written. */
#include "text/digest.h"

#include <sodium.h>
#include <string.h>

_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(struct digest), "struct digest holds libsodium's state");
_Static_assert(DIGEST_SIZE == crypto_hash_sha256_BYTES, "SHA-256 is 32 bytes");

static crypto_hash_sha256_state *state_of(struct digest *d)
{
    return (crypto_hash_sha256_state *)(void *)d->opaque;
}

void digest_init(struct digest *d)
{
    crypto_hash_sha256_init(state_of(d));
}

void digest_add(struct digest *d, const void *p, size_t n)
{
    crypto_hash_sha256_update(state_of(d), p, n);
}

void digest_end(struct digest *d, unsigned char out[DIGEST_SIZE])
{
    crypto_hash_sha256_final(state_of(d), out);
}

void digest_of(const void *p, size_t n, unsigned char out[DIGEST_SIZE])
{
    crypto_hash_sha256(out, p, n);
}

void digest_keyed(const unsigned char key[DIGEST_KEY], const char *kind, const void *p, size_t n, unsigned char out[DIGEST_PRINT])
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, key, DIGEST_KEY, DIGEST_PRINT);
    crypto_generichash_update(&state, (const unsigned char *)kind, strlen(kind) + 1);
    crypto_generichash_update(&state, p, n);
    crypto_generichash_final(&state, out, DIGEST_PRINT);
}

void digest_hex(const unsigned char *p, size_t n, char *out)
{
    sodium_bin2hex(out, 2 * n + 1, p, n);
}

bool digest_unhex(const char *hex, unsigned char *out, size_t n)
{
    size_t got = 0;
    return strlen(hex) == 2 * n && sodium_hex2bin(out, n, hex, 2 * n, NULL, &got, NULL) == 0 && got == n;
}

const char *digest_library_version(void)
{
    return sodium_version_string();
}
