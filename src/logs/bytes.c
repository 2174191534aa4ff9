/* bytes: counting and finding, by 32 bytes at a time or by 8. */
#include "logs/bytes.h"

#include <stdint.h>
#include <string.h>

/* ---- portable ---- */

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* 1 in every byte that is zero. The usual shorter formula also marks a 1 above a zero, which would count too much. */
static uint64_t zero_bytes(uint64_t x)
{
    uint64_t low = (x & EACH(0x7f)) + EACH(0x7f);
    return (~(low | x | EACH(0x7f))) >> 7;
}

static uint64_t load(const char *s)
{
    uint64_t x;
    memcpy(&x, s, sizeof x);
    return x;
}

static size_t add_bytes(uint64_t x)
{
    uint64_t pairs = (x & UINT64_C(0x00ff00ff00ff00ff)) + ((x >> 8) & UINT64_C(0x00ff00ff00ff00ff));
    return (size_t)((pairs * UINT64_C(0x0001000100010001)) >> 48);
}

static size_t count_single(const char *s, size_t n, char c)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += s[i] == c;
    return count;
}

static size_t count_portable(const char *s, size_t n, char c)
{
    uint64_t wanted = EACH((unsigned char)c);
    size_t count = 0, i = 0;
    while (n - i >= 8) {
        size_t words = (n - i) / 8 < 255 ? (n - i) / 8 : 255; /* a byte of the sum holds 255 */
        uint64_t sum = 0;
        for (size_t w = 0; w < words; w++, i += 8)
            sum += zero_bytes(load(s + i) ^ wanted);
        count += add_bytes(sum);
    }
    return count + count_single(s + i, n - i, c);
}

static bool is_status(const char *s, char lowest)
{
    return s[0] == '"' && s[1] == ' ' && s[2] >= lowest && s[2] <= '5';
}

static const char *find_portable(const char *s, size_t n, char lowest, size_t *lines)
{
    const char *end = s + n, *at = s;
    while (end - at >= 3 && (at = memchr(at, '"', (size_t)(end - at - 2))) && !is_status(at, lowest))
        at++;
    at = at && end - at >= 3 ? at : NULL;
    *lines += count_portable(s, at ? (size_t)(at - s) : n, '\n');
    return at;
}

const unsigned char bytes_in_name[256] = {
    ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1, ['8'] = 1, ['9'] = 1,
    ['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1, ['E'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1, ['I'] = 1, ['J'] = 1,
    ['K'] = 1, ['L'] = 1, ['M'] = 1, ['N'] = 1, ['O'] = 1, ['P'] = 1, ['Q'] = 1, ['R'] = 1, ['S'] = 1, ['T'] = 1,
    ['U'] = 1, ['V'] = 1, ['W'] = 1, ['X'] = 1, ['Y'] = 1, ['Z'] = 1, ['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1,
    ['e'] = 1, ['f'] = 1, ['g'] = 1, ['h'] = 1, ['i'] = 1, ['j'] = 1, ['k'] = 1, ['l'] = 1, ['m'] = 1, ['n'] = 1,
    ['o'] = 1, ['p'] = 1, ['q'] = 1, ['r'] = 1, ['s'] = 1, ['t'] = 1, ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1,
    ['y'] = 1, ['z'] = 1, ['.'] = 1, [':'] = 1, ['-'] = 1, ['_'] = 1, ['@'] = 1,
};

enum { NAME_MAX_SEEN = 32 };

static unsigned name_length(const char *s, size_t n)
{
    unsigned i = 0;
    while (i < n && i < NAME_MAX_SEEN && bytes_in_name[(unsigned char)s[i]])
        i++;
    return i;
}

static void note_quote(struct bytes_line *line, size_t at)
{
    line->quote[line->n_quotes] = (unsigned)at;
    line->n_quotes += line->n_quotes <= BYTES_QUOTES;
}

/* From `at` on, to the newline. */
static void read_line_from(const char *s, size_t n, size_t at, struct bytes_line *line)
{
    for (; at < n && s[at] != '\n'; at++) {
        if (s[at] == '"')
            note_quote(line, at);
        line->is_odd |= s[at] == '\\' || s[at] == '\x1b';
    }
    line->n = at;
}

static void read_line_portable(const char *s, size_t n, struct bytes_line *line)
{
    line->n_name = name_length(s, n);
    line->n_quotes = 0;
    line->is_odd = false;
    read_line_from(s, n, 0, line);
}

const struct bytes_way bytes_portable = {"portable", count_portable, find_portable, read_line_portable};

/* ---- AVX2 ---- */

#if defined __x86_64__ && defined __GNUC__
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,bmi,popcnt")))
#define AVX2_INLINE static inline __attribute__((always_inline, target("avx2,bmi,popcnt")))

static inline AVX2 __m256i load_32(const char *s)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)s);
}

/* Sums of eight bytes each, added up. */
static inline AVX2 size_t add_32(__m256i sums)
{
    __m256i fours = _mm256_sad_epu8(sums, _mm256_setzero_si256());
    return (size_t)_mm256_extract_epi64(fours, 0) + (size_t)_mm256_extract_epi64(fours, 1) +
           (size_t)_mm256_extract_epi64(fours, 2) + (size_t)_mm256_extract_epi64(fours, 3);
}

static AVX2 size_t count_avx2(const char *s, size_t n, char c)
{
    const __m256i wanted = _mm256_set1_epi8(c);
    size_t count = 0, i = 0;
    while (n - i >= 128) {
        size_t rounds = (n - i) / 128 < 255 ? (n - i) / 128 : 255;
        __m256i a = _mm256_setzero_si256(), b = a, d = a, e = a;
        for (size_t r = 0; r < rounds; r++, i += 128) { /* what is equal is -1 */
            a = _mm256_sub_epi8(a, _mm256_cmpeq_epi8(load_32(s + i), wanted));
            b = _mm256_sub_epi8(b, _mm256_cmpeq_epi8(load_32(s + i + 32), wanted));
            d = _mm256_sub_epi8(d, _mm256_cmpeq_epi8(load_32(s + i + 64), wanted));
            e = _mm256_sub_epi8(e, _mm256_cmpeq_epi8(load_32(s + i + 96), wanted));
        }
        count += add_32(a) + add_32(b) + add_32(d) + add_32(e);
    }
    _mm256_zeroupper(); /* the compiler forgets it before some calls, and the SSE instructions behind them would be slow */
    return count + count_portable(s + i, n - i, c);
}

/* The processor reads ahead by itself, but stops at the end of every page of 4 KiB. */
enum { AHEAD = 8 << 10 };

/* Always in line: the compiler takes a function that only asks for one that does nothing. */
AVX2_INLINE void ask_for(const char *s)
{
    uintptr_t place = (uintptr_t)s + AHEAD; /* may lie outside of everything: asking does no harm */
    _mm_prefetch((const char *)place, _MM_HINT_T0);
    _mm_prefetch((const char *)(place + 64), _MM_HINT_T0);
}

struct wanted {
    __m256i newline, quote, blank, five, lowest;
    bool is_five_alone; /* nobody asks for 4; known where it is compiled */
};

/* 32 places: all ones where a quote stands, a blank, and the digit. Without the blank, every line that ends in a quote and has
 * one behind it that begins with a 5, as addresses do, would be looked at in vain. */
static inline AVX2 __m256i statuses_32(const char *s, const struct wanted *w)
{
    __m256i third = load_32(s + 2), digit = _mm256_cmpeq_epi8(third, w->five);
    if (!w->is_five_alone)
        digit = _mm256_or_si256(digit, _mm256_cmpeq_epi8(third, w->lowest));
    __m256i quote = _mm256_and_si256(_mm256_cmpeq_epi8(load_32(s), w->quote), _mm256_cmpeq_epi8(load_32(s + 1), w->blank));
    return _mm256_and_si256(quote, digit);
}

/* Of 128 places, and the newlines before it or in all. */
static AVX2 const char *first_status(const char *s, const struct wanted *w, size_t *lines)
{
    size_t before = 0;
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++, s += 32) {
        uint32_t newlines = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(load_32(s), w->newline));
        uint32_t found = (uint32_t)_mm256_movemask_epi8(statuses_32(s, w));
        if (found) {
            newlines &= (UINT32_C(1) << __builtin_ctz(found)) - 1;
            *lines += before + (size_t)__builtin_popcount(newlines);
            return s + __builtin_ctz(found);
        }
        before += (size_t)__builtin_popcount(newlines);
    }
    return NULL;
}

/* Up to 127 rounds of 128 bytes; *done: how many went by without a hit. */
AVX2_INLINE const char *find_rounds(const char *s, size_t rounds, const struct wanted *w, size_t *lines, size_t *done)
{
    __m256i a = _mm256_setzero_si256(), b = a, hits;
    const char *found = NULL;
    for (*done = 0; *done < rounds; ++*done, s += 128) {
        ask_for(s);
        hits = _mm256_or_si256(_mm256_or_si256(statuses_32(s, w), statuses_32(s + 32, w)),
                               _mm256_or_si256(statuses_32(s + 64, w), statuses_32(s + 96, w)));
        if (__builtin_expect(!_mm256_testz_si256(hits, hits), 0) && (found = first_status(s, w, lines)))
            break;
        a = _mm256_sub_epi8(a, _mm256_cmpeq_epi8(load_32(s), w->newline));
        b = _mm256_sub_epi8(b, _mm256_cmpeq_epi8(load_32(s + 32), w->newline));
        a = _mm256_sub_epi8(a, _mm256_cmpeq_epi8(load_32(s + 64), w->newline));
        b = _mm256_sub_epi8(b, _mm256_cmpeq_epi8(load_32(s + 96), w->newline));
    }
    *lines += add_32(a) + add_32(b);
    return found;
}

AVX2_INLINE const char *find(const char *s, size_t n, char lowest, bool is_five_alone, size_t *lines)
{
    const struct wanted w = {_mm256_set1_epi8('\n'), _mm256_set1_epi8('"'), _mm256_set1_epi8(' '), _mm256_set1_epi8('5'), _mm256_set1_epi8(lowest),
                             is_five_alone};
    const char *end = s + n;
    while (end - s >= 130) {
        size_t rounds = (size_t)(end - s - 2) / 128, done;
        const char *found = find_rounds(s, rounds < 127 ? rounds : 127, &w, lines, &done); /* two are added to a byte each time */
        if (found) {
            _mm256_zeroupper();
            return found;
        }
        s += done * 128;
    }
    _mm256_zeroupper(); /* as above */
    return find_portable(s, (size_t)(end - s), lowest, lines);
}

static AVX2 const char *find_five(const char *s, size_t n, size_t *lines)
{
    return find(s, n, '5', true, lines);
}

static AVX2 const char *find_any(const char *s, size_t n, char lowest, size_t *lines)
{
    return find(s, n, lowest, false, lines);
}

static const char *find_avx2(const char *s, size_t n, char lowest, size_t *lines)
{
    return lowest == '5' ? find_five(s, n, lines) : find_any(s, n, lowest, lines);
}

struct line_marks { /* of 64 bytes, a bit each */
    uint64_t ends, quotes, odd;
};

AVX2_INLINE uint64_t equal_64(__m256i low, __m256i high, char c)
{
    const __m256i wanted = _mm256_set1_epi8(c);
    uint32_t first = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted));
    return first | (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted)) << 32;
}

AVX2_INLINE struct line_marks marks_64(const char *s)
{
    const __m256i backslash = _mm256_set1_epi8('\\'), escape = _mm256_set1_epi8('\x1b');
    __m256i low = load_32(s), high = load_32(s + 32);
    __m256i odd = _mm256_or_si256(_mm256_cmpeq_epi8(low, backslash), _mm256_cmpeq_epi8(low, escape));
    odd = _mm256_or_si256(odd, _mm256_or_si256(_mm256_cmpeq_epi8(high, backslash), _mm256_cmpeq_epi8(high, escape)));
    bool is_odd = !_mm256_testz_si256(odd, odd);
    return (struct line_marks){
        .ends = equal_64(low, high, '\n'),
        .quotes = equal_64(low, high, '"'),
        .odd = __builtin_expect(is_odd, 0) ? equal_64(low, high, '\\') | equal_64(low, high, '\x1b') : 0,
    };
}

/* Up to the newline, whose bit is the lowest of `ends`. */
AVX2_INLINE struct line_marks before_end(struct line_marks m)
{
    uint64_t before = (m.ends - 1) & ~m.ends;
    return (struct line_marks){m.ends, m.quotes & before, m.odd & before};
}

/* The lowest bit, which is none afterwards; at + 64 where there is none. */
AVX2_INLINE unsigned take_lowest(uint64_t *found, unsigned at)
{
    unsigned place = at + (unsigned)_tzcnt_u64(*found);
    *found &= *found - 1;
    return place;
}

/* Of 64 bytes from `at` on. Returns how many quotes there are then.
 * Six places are written in any case: how many quotes there are differs from line to line, and a wrong guess of the processor
 * costs more than all of this. */
AVX2_INLINE unsigned note_marks(struct bytes_line *line, unsigned n_quotes, size_t at, uint64_t found)
{
    enum { ANYWAY = 6 };
    unsigned *quote = line->quote + n_quotes, n = n_quotes + (unsigned)__builtin_popcountll(found), from = (unsigned)at;
    _Static_assert(sizeof line->quote / sizeof *line->quote > BYTES_QUOTES + ANYWAY, "room for those that are none");
    quote[0] = take_lowest(&found, from);
    quote[1] = take_lowest(&found, from);
    quote[2] = take_lowest(&found, from);
    quote[3] = take_lowest(&found, from);
    quote[4] = take_lowest(&found, from);
    quote[5] = take_lowest(&found, from);
    for (unsigned i = ANYWAY; __builtin_expect(found != 0, 0) && n_quotes + i <= BYTES_QUOTES; i++)
        quote[i] = take_lowest(&found, from);
    return n > BYTES_QUOTES ? BYTES_QUOTES + 1 : n;
}

/* A bit for every row of ASCII (its upper four bits) that has a character of names in the column of its lower four. */
static inline AVX2 unsigned name_length_32(const char *s)
{
    const __m256i columns = _mm256_broadcastsi128_si256(_mm_setr_epi8(46, 62, 62, 62, 62, 62, 62, 62, 62, 62, 62, 20, 20, 21, 21, 28));
    const __m256i rows = _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 0, 1, 2, 4, 8, 16, 32, 0, 0, 0, 0, 0, 0, 0, 0));
    const __m256i low = _mm256_set1_epi8(15);
    __m256i v = load_32(s);
    __m256i row = _mm256_shuffle_epi8(rows, _mm256_and_si256(_mm256_srli_epi16(v, 4), low));
    __m256i both = _mm256_and_si256(_mm256_shuffle_epi8(columns, _mm256_and_si256(v, low)), row);
    uint32_t others = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(both, _mm256_setzero_si256()));
    return others ? (unsigned)__builtin_ctz(others) : NAME_MAX_SEEN;
}

static AVX2 void read_line_avx2(const char *s, size_t n, struct bytes_line *line)
{
    struct line_marks m = {0};
    uint64_t odd = 0;
    unsigned n_quotes = 0; /* in registers: in memory, each would wait for the one before it */
    size_t at = 0;
    if (n < 64) {
        read_line_portable(s, n, line);
        return;
    }
    line->n_name = name_length_32(s);
    for (; n - at >= 64 && !m.ends; at += 64) {
        m = before_end(marks_64(s + at));
        odd |= m.odd;
        n_quotes = note_marks(line, n_quotes, at, m.quotes);
        line->n = at;
    }
    if (!m.ends && at < n) { /* the last 64 once more, without those that were looked at */
        unsigned done = (unsigned)(64 - (n - at));
        m = marks_64(s + n - 64);
        m = before_end((struct line_marks){m.ends >> done, m.quotes >> done, m.odd >> done});
        odd |= m.odd;
        n_quotes = note_marks(line, n_quotes, at, m.quotes);
        line->n = at;
    }
    line->n = m.ends ? line->n + (size_t)__builtin_ctzll(m.ends) : n;
    line->n_quotes = n_quotes;
    line->is_odd = odd != 0;
}

static const struct bytes_way avx2 = {"AVX2", count_avx2, find_avx2, read_line_avx2};

const struct bytes_way *bytes_best(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") ? &avx2 : &bytes_portable;
}

#else

const struct bytes_way *bytes_best(void)
{
    return &bytes_portable;
}

#endif

size_t bytes_count(const char *s, size_t n, char c)
{
    return bytes_best()->count(s, n, c);
}

const char *bytes_find_status(const char *s, size_t n, char lowest, size_t *lines)
{
    return bytes_best()->find_status(s, n, lowest, lines);
}

void bytes_read_line(const char *s, size_t n, struct bytes_line *line)
{
    bytes_best()->read_line(s, n, line);
}
