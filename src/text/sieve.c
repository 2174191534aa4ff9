/* sieve: a byte's two halves each choose a set of buckets; where all four bytes agree on one, the hash of the four is looked
 * up. After Teddy, of Hyperscan (Wang et al., NSDI 2019). */
#include "text/sieve.h"

#include <stdint.h>
#include <string.h>

static void admit(struct sieve *s, size_t place, unsigned bucket, unsigned char c)
{
    unsigned char bit = (unsigned char)(1U << bucket);
    s->low[place][c & 15] |= bit;
    s->high[place][c >> 4] |= bit;
    s->byte[place][c] |= bit;
}

enum { THREE = 0xffffff };

/* Case is folded by one bit, which folds more than letters: it is only a hash. */
static uint32_t fold(const char *s, uint32_t mask)
{
    const unsigned char *b = (const unsigned char *)s;
    uint32_t word = b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
    return (word | 0x20202020) & mask;
}

static uint32_t hash(uint32_t word)
{
    return (word * 2654435761U) >> 17;
}

static bool is_set(const uint64_t *bits, uint32_t i)
{
    return bits[i / 64] >> (i % 64) & 1;
}

static bool is_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void sieve_add(struct sieve *s, unsigned bucket, const char *literal, size_t n, bool is_caseless)
{
    char first[SIEVE_WIDTH] = {0};
    memcpy(first, literal, n < SIEVE_WIDTH ? n : SIEVE_WIDTH);
    uint32_t h = hash(fold(first, n < SIEVE_WIDTH ? THREE : UINT32_MAX));
    (n < SIEVE_WIDTH ? s->three : s->four)[h / 64] |= UINT64_C(1) << (h % 64);
    for (size_t i = 0; i < SIEVE_WIDTH; i++) {
        if (i >= n) {
            for (unsigned c = 0; c < 256; c++)
                admit(s, i, bucket, (unsigned char)c);
            continue;
        }
        unsigned char c = (unsigned char)literal[i];
        admit(s, i, bucket, c);
        if (is_caseless && is_letter(c))
            admit(s, i, bucket, c ^ 0x20);
    }
}

/* Four bytes are there. */
static bool is_known(const struct sieve *s, const char *at)
{
    return is_set(s->four, hash(fold(at, UINT32_MAX))) || is_set(s->three, hash(fold(at, THREE)));
}

/* What would stand behind the text may be anything: a literal of three bytes can end there. */
static unsigned buckets_at(const struct sieve *s, const char *text, size_t n, size_t at)
{
    unsigned found = 0xff;
    for (size_t i = 0; i < SIEVE_WIDTH && at + i < n; i++)
        found &= s->byte[i][(unsigned char)text[at + i]];
    return found;
}

size_t sieve_next_portable(const struct sieve *s, const char *text, size_t n, size_t at, unsigned *buckets)
{
    for (; at + SIEVE_WIDTH <= n; at++) {
        const unsigned char *b = (const unsigned char *)text + at;
        *buckets = s->byte[0][b[0]] & s->byte[1][b[1]];
        if (*buckets && (*buckets &= s->byte[2][b[2]] & s->byte[3][b[3]]) && is_known(s, text + at))
            return at;
    }
    for (; at < n; at++)
        if ((*buckets = buckets_at(s, text, n, at)))
            return at;
    return n;
}

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

#define WITH_AVX2 __attribute__((target("avx2")))

WITH_AVX2 static __m256i both_lanes(const unsigned char half[16])
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)half));
}

WITH_AVX2 static __m256i agree(__m256i bytes, __m256i low, __m256i high)
{
    __m256i nibble = _mm256_set1_epi8(15);
    return _mm256_and_si256(_mm256_shuffle_epi8(low, _mm256_and_si256(bytes, nibble)),
                            _mm256_shuffle_epi8(high, _mm256_and_si256(_mm256_srli_epi16(bytes, 4), nibble)));
}

WITH_AVX2 static __m256i load(const char *at)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)at);
}

/* What the halves let through is asked again by whole bytes: the halves of two bytes may agree on a third. */
WITH_AVX2 static size_t next_avx2(const struct sieve *s, const char *text, size_t n, size_t at, unsigned *buckets)
{
    const __m256i low0 = both_lanes(s->low[0]), low1 = both_lanes(s->low[1]), low2 = both_lanes(s->low[2]),
                  low3 = both_lanes(s->low[3]), high0 = both_lanes(s->high[0]), high1 = both_lanes(s->high[1]),
                  high2 = both_lanes(s->high[2]), high3 = both_lanes(s->high[3]), none = _mm256_setzero_si256();
    for (; at + 32 + SIEVE_WIDTH <= n; at += 32) {
        __m256i found = _mm256_and_si256(
            _mm256_and_si256(agree(load(text + at), low0, high0), agree(load(text + at + 1), low1, high1)),
            _mm256_and_si256(agree(load(text + at + 2), low2, high2), agree(load(text + at + 3), low3, high3)));
        uint32_t places = ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(found, none));
        for (; places; places &= places - 1) {
            size_t place = at + (size_t)__builtin_ctz(places);
            if (is_known(s, text + place) && (*buckets = buckets_at(s, text, n, place)))
                return place;
        }
    }
    return sieve_next_portable(s, text, n, at, buckets);
}

size_t sieve_next(const struct sieve *s, const char *text, size_t n, size_t at, unsigned *buckets)
{
    return __builtin_cpu_supports("avx2") ? next_avx2(s, text, n, at, buckets) : sieve_next_portable(s, text, n, at, buckets);
}
#else
size_t sieve_next(const struct sieve *s, const char *text, size_t n, size_t at, unsigned *buckets)
{
    return sieve_next_portable(s, text, n, at, buckets);
}
#endif
