/* request_key: 32 or 64 bytes of a path at once, as bits; longer ones, and where there is no AVX2, segment by segment. */
#include "logs/request_key.h"

#include <string.h>

#include "base/mem.h"
#include "logs/shape.h"

enum { PLACES = 2048, SHORT = 32, MIDDLE = 64 };

/* ---- portable ---- */

/* Letters and digits that begin with a digit, or hex digits with one of 0 to 9 among them. */
static bool is_id(const char *s, size_t n)
{
    bool is_hex = true, has_digit = false;
    for (size_t i = 0; i < n; i++) {
        unsigned class = shape_of(s[i]);
        if (!(class & CLASS_ALNUM) || (unsigned char)s[i] > 127)
            return false;
        is_hex &= (class & (CLASS_DIGIT | CLASS_HEX)) != 0;
        has_digit |= (class & CLASS_DIGIT) != 0;
    }
    return n && ((shape_of(s[0]) & CLASS_DIGIT) || (is_hex && has_digit));
}

static void blank_ids(char *s, size_t n)
{
    char *end = s + n;
    while ((s = memchr(s, '/', (size_t)(end - s)))) {
        s++;
        const char *slash = memchr(s, '/', (size_t)(end - s));
        size_t length = (size_t)((slash ? slash : end) - s);
        if (is_id(s, length))
            memset(s, '0', length);
    }
}

static size_t words_for(size_t n)
{
    return 1 + (n < SHORT ? SHORT : n < MIDDLE ? MIDDLE : REQUEST_PATH) / 8;
}

static bool make_portable(struct log_text method, struct log_text path, const char *end, struct request_key *key)
{
    const char *query = path.n ? memchr(path.s, '?', path.n) : NULL;
    size_t n = query ? (size_t)(query - path.s) : path.n;
    uint64_t word = 0;
    (void)end;
    if (n > REQUEST_PATH || method.n > REQUEST_METHOD)
        return false;
    for (size_t i = 0; i < method.n; i++)
        word |= (uint64_t)(unsigned char)method.s[i] << 8 * i;
    key->word[0] = word | (uint64_t)n << 56; /* no method has a byte there */
    key->n = words_for(n);
    char *text = (char *)(key->word + 1);
    memset(text, 0, (key->n - 1) * 8);
    if (n)
        memcpy(text, path.s, n);
    blank_ids(text, n);
    return true;
}

const request_key_way request_key_portable = make_portable;

/* ---- AVX2 ---- */

#if defined __x86_64__ && defined __GNUC__
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,bmi")))
#define AVX2_INLINE static inline __attribute__((always_inline, target("avx2,bmi")))

enum { DIGIT = 128, SLASH = 64, QUERY = 32, HEX = 16, HIGH_LETTER = 8, LOW_LETTER = 4 };

struct marks { /* of 32 or 64 bytes, a bit each */
    uint64_t slash, query, digit, hex, alnum;
};

/* A character is in a class when both its upper and its lower four bits may be. */
AVX2_INLINE __m256i classes_of(__m256i v)
{
    enum { BOTH = HIGH_LETTER | LOW_LETTER };
    const __m256i rows = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(0, 0, SLASH, (char)(DIGIT | QUERY), HEX | LOW_LETTER, HIGH_LETTER, HEX | LOW_LETTER, HIGH_LETTER, 0, 0, 0, 0, 0, 0, 0, 0));
    const __m256i columns = _mm256_broadcastsi128_si256(
        _mm_setr_epi8((char)(DIGIT | HIGH_LETTER), (char)(DIGIT | HEX | BOTH), (char)(DIGIT | HEX | BOTH), (char)(DIGIT | HEX | BOTH),
                      (char)(DIGIT | HEX | BOTH), (char)(DIGIT | HEX | BOTH), (char)(DIGIT | HEX | BOTH), (char)(DIGIT | BOTH),
                      (char)(DIGIT | BOTH), (char)(DIGIT | BOTH), BOTH, LOW_LETTER, LOW_LETTER, LOW_LETTER, LOW_LETTER, SLASH | QUERY | LOW_LETTER));
    const __m256i low = _mm256_set1_epi8(15);
    __m256i row = _mm256_shuffle_epi8(rows, _mm256_and_si256(_mm256_srli_epi16(v, 4), low));
    return _mm256_and_si256(row, _mm256_shuffle_epi8(columns, _mm256_and_si256(v, low)));
}

AVX2_INLINE struct marks marks_32(__m256i v)
{
    __m256i c = classes_of(v);
    uint32_t digit = (uint32_t)_mm256_movemask_epi8(c), hex = (uint32_t)_mm256_movemask_epi8(_mm256_slli_epi16(c, 3));
    uint32_t high = (uint32_t)_mm256_movemask_epi8(_mm256_slli_epi16(c, 4)), low = (uint32_t)_mm256_movemask_epi8(_mm256_slli_epi16(c, 5));
    return (struct marks){
        .slash = (uint32_t)_mm256_movemask_epi8(_mm256_slli_epi16(c, 1)),
        .query = (uint32_t)_mm256_movemask_epi8(_mm256_slli_epi16(c, 2)),
        .digit = digit,
        .hex = digit | hex,
        .alnum = digit | high | low,
    };
}

AVX2_INLINE struct marks marks_64(struct marks low, __m256i second)
{
    struct marks high = marks_32(second);
    return (struct marks){
        .slash = low.slash | high.slash << 32,
        .query = low.query | high.query << 32,
        .digit = low.digit | high.digit << 32,
        .hex = low.hex | high.hex << 32,
        .alnum = low.alnum | high.alnum << 32,
    };
}

/* The runs of `among` that begin at one of `starts` (each the lowest of its run): adding carries through a run. */
AVX2_INLINE uint64_t runs_of(uint64_t among, uint64_t starts)
{
    return among & ~(among + starts);
}

/* The run whose end is the lowest of `ends`. */
AVX2_INLINE uint64_t run_before(uint64_t runs, uint64_t ends)
{
    uint64_t below = (ends & -ends) - 1, others = ~runs & below;
    return others ? below & ~(UINT64_MAX >> __builtin_clzll(others)) : below;
}

/* Segments that begin with a digit: all runs at once, and those that something else ends, few, out of them again. Then those
 * of hex digits that begin with a letter: few are of nothing else, and need a digit. */
AVX2_INLINE uint64_t ids_of(const struct marks *m, uint64_t inside)
{
    uint64_t first = m->slash << 1 & inside, ids = runs_of(m->alnum & inside, first & m->digit);
    uint64_t hexes = runs_of(m->hex & inside, first & m->hex & ~m->digit), stop = m->slash | ~inside;
    uint64_t broken = (ids << 1) & ~ids & ~stop, whole = (hexes << 1) & ~hexes & stop;
    for (; __builtin_expect(broken != 0, 0); broken &= broken - 1)
        ids &= ~run_before(ids, broken);
    for (; __builtin_expect(whole != 0, 0); whole &= whole - 1) {
        uint64_t run = run_before(hexes, whole);
        ids |= run & m->digit ? run : 0;
    }
    return ids;
}

/* All ones in the bytes whose bit is set. */
AVX2_INLINE __m256i bytes_of(uint32_t wanted)
{
    const __m256i which = _mm256_setr_epi8(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3);
    const __m256i bit = _mm256_set1_epi64x((int64_t)UINT64_C(0x8040201008040201));
    __m256i spread = _mm256_shuffle_epi8(_mm256_set1_epi32((int)wanted), which);
    return _mm256_cmpeq_epi8(_mm256_and_si256(spread, bit), bit);
}

AVX2_INLINE void put_32(uint64_t *to, __m256i v, uint32_t inside, uint32_t ids)
{
    __m256i blanked = _mm256_blendv_epi8(v, _mm256_set1_epi8('0'), bytes_of(ids));
    _mm256_storeu_si256((__m256i *)(void *)to, _mm256_and_si256(blanked, bytes_of(inside)));
}

AVX2_INLINE __m256i load_32(const char *s)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)s);
}

/* The n bytes are known to lie within the first 32, or 64. */
AVX2_INLINE void put_path(const char *s, size_t n, const struct marks *m, struct request_key *key)
{
    uint64_t inside = (UINT64_C(1) << n) - 1, ids = ids_of(m, inside);
    key->n = words_for(n);
    put_32(key->word + 1, load_32(s), (uint32_t)inside, (uint32_t)ids);
    if (n >= SHORT)
        put_32(key->word + 1 + SHORT / 8, load_32(s + SHORT), (uint32_t)(inside >> 32), (uint32_t)(ids >> 32));
}

/* Paths of 64 and more: the end of the last run would not be seen. */
AVX2_INLINE bool make_near(uint64_t method, const char *s, size_t n, struct request_key *key)
{
    struct marks m = marks_32(load_32(s));
    size_t query = _tzcnt_u64(m.query | UINT64_C(1) << SHORT), length = n < query ? n : query;
    if (length >= SHORT) {
        m = marks_64(m, load_32(s + SHORT));
        query = _tzcnt_u64(m.query);
        length = n < query ? n : query;
    }
    if (length >= MIDDLE)
        return false;
    key->word[0] = method | (uint64_t)length << 56;
    put_path(s, length, &m, key);
    return true;
}

static AVX2 bool make_avx2(struct log_text method, struct log_text path, const char *end, struct request_key *key)
{
    char room[MIDDLE];
    uint64_t word = 0;
    const char *s = path.s;
    if (method.n > REQUEST_METHOD || (method.n && end - method.s < 8) || !path.n)
        return make_portable(method, path, end, key);
    if (end - s < MIDDLE) {
        size_t n = path.n < MIDDLE ? path.n : MIDDLE;
        memset(room, 0, sizeof room);
        memcpy(room, s, n);
        s = room;
    }
    if (method.n) {
        memcpy(&word, method.s, 8);
        word &= (UINT64_C(1) << 8 * method.n) - 1;
    }
    bool ok = make_near(word, s, path.n, key);
    _mm256_zeroupper();
    return ok || make_portable(method, path, end, key);
}

request_key_way request_key_best(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") ? make_avx2 : make_portable;
}

#else

request_key_way request_key_best(void)
{
    return make_portable;
}

#endif

/* Behind the path stands the rest of the line, mostly; not where a text was put together elsewhere. */
bool request_key_make(const struct log_record *r, struct request_key *key)
{
    struct log_text method = r->field[FIELD_METHOD], path = r->field[FIELD_PATH];
    const char *begin = r->raw.s, *end = begin + r->raw.n;
    bool is_inside = begin && path.s >= begin && path.s <= end && (!method.n || (method.s >= begin && method.s <= end));
    return is_inside ? request_key_best()(method, path, end, key) : make_portable(method, path, path.s, key);
}

/* ---- the table ---- */

void request_seen_init(struct request_seen *seen)
{
    seen->v = mem_array(2 * PLACES, sizeof *seen->v);
}

void request_seen_release(struct request_seen *seen)
{
    mem_free(seen->v);
    *seen = (struct request_seen){0};
}

/* Products that need not wait for one another; their upper bits depend on all. */
static inline uint64_t hash_of(const struct request_key *key)
{
    const uint64_t *w = key->word;
    uint64_t h = w[0] * UINT64_C(0x9e3779b97f4a7c15);
    for (size_t i = 1; i < key->n; i += 4) {
        h += w[i] * UINT64_C(0xd6e8feb86659fd93) + w[i + 1] * UINT64_C(0xa0761d6478bd642f);
        h += w[i + 2] * UINT64_C(0xe7037ed1a0b428db) + w[i + 3] * UINT64_C(0x8ebc6af09c88c6e3);
        h ^= h >> 32;
    }
    return h * UINT64_C(0x9e3779b97f4a7c15);
}

static inline bool is_same(const struct request_entry *e, const struct request_key *key)
{
    const uint64_t *a = e->word, *b = key->word;
    uint64_t other = a[0] ^ b[0];
    for (size_t i = 1; i < key->n; i += 4)
        other |= (a[i] ^ b[i]) | (a[i + 1] ^ b[i + 1]) | (a[i + 2] ^ b[i + 2]) | (a[i + 3] ^ b[i + 3]);
    return other == 0;
}

const struct request_entry *request_seen_find(const struct request_seen *seen, const struct request_key *key, struct request_entry **place)
{
    struct request_entry *first = seen->v + 2 * (hash_of(key) >> 32 & (PLACES - 1));
    *place = first;
    if (is_same(first, key) && first->is_used)
        return first;
    return is_same(first + 1, key) && first[1].is_used ? first + 1 : NULL;
}

void request_seen_keep(struct request_entry *place, const struct request_key *key, uint32_t index)
{
    place[1] = place[0];
    memcpy(place->word, key->word, key->n * sizeof *key->word);
    place->index = index;
    place->is_used = true;
}
