/* utf8: decoding, encoding and measuring text. */
#include "base/utf8.h"

#include <string.h>

static bool is_tail(unsigned char c)
{
    return (c & 0xc0) == 0x80;
}

/* Length announced by the first byte, 0 for one that cannot start a sequence; *cp gets its payload bits. */
static size_t announced(unsigned char c, uint32_t *cp)
{
    if (c < 0x80)
        return *cp = c, 1;
    if (c >= 0xc2 && c <= 0xdf)
        return *cp = c & 0x1f, 2;
    if ((c & 0xf0) == 0xe0)
        return *cp = c & 0x0f, 3;
    if (c >= 0xf0 && c <= 0xf4)
        return *cp = c & 0x07, 4;
    return 0;
}

static bool is_scalar(uint32_t cp, size_t length)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    return cp >= least[length] && cp <= 0x10ffff && !(cp >= 0xd800 && cp <= 0xdfff);
}

size_t utf8_decode(const char *s, size_t n, uint32_t *cp)
{
    const unsigned char *u = (const unsigned char *)s;
    uint32_t value = 0;
    size_t length = announced(u[0], &value);
    *cp = u[0];
    if (length <= 1)
        return length;
    if (length > n)
        return 0;
    for (size_t i = 1; i < length; i++) {
        if (!is_tail(u[i]))
            return 0;
        value = value << 6 | (u[i] & 0x3f);
    }
    if (!is_scalar(value, length))
        return 0;
    *cp = value;
    return length;
}

size_t utf8_encode(uint32_t cp, char *out)
{
    if (cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff))
        cp = 0xfffd;
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    size_t n = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = n - 1; i > 0; i--, cp >>= 6)
        out[i] = (char)(0x80 | (cp & 0x3f));
    out[0] = (char)(lead[n] | cp);
    return n;
}

/* Whole words without a high bit are ASCII: what most of most files is. */
static size_t skip_ascii(const char *s, size_t n)
{
    size_t i = 0;
    for (uint64_t word; i + sizeof word <= n; i += sizeof word) {
        memcpy(&word, s + i, sizeof word);
        if (word & UINT64_C(0x8080808080808080))
            break;
    }
    return i;
}

bool utf8_valid(const char *s, size_t n)
{
    uint32_t cp;
    for (size_t i = skip_ascii(s, n), step; i < n; i += step, i += skip_ascii(s + i, n - i))
        if ((step = utf8_decode(s + i, n - i, &cp)) == 0)
            return false;
    return true;
}

/* One step of measuring: bytes taken and columns of what stands at s. */
static size_t measure(const char *s, size_t n, size_t *columns)
{
    uint32_t cp;
    size_t step = utf8_decode(s, n, &cp);
    *columns = step ? (size_t)utf8_width(cp) : 1;
    return step ? step : 1;
}

size_t utf8_columns(const char *s, size_t n)
{
    size_t sum = 0, columns;
    for (size_t i = 0; i < n; sum += columns)
        i += measure(s + i, n - i, &columns);
    return sum;
}

size_t utf8_fit(const char *s, size_t n, size_t columns)
{
    size_t i = 0, used = 0, wide;
    while (i < n) {
        size_t step = measure(s + i, n - i, &wide);
        if (used + wide > columns)
            break;
        used += wide;
        i += step;
    }
    return i;
}
