/* utf16: RFC 2781. */
#include "logs/utf16.h"

#include "base/utf8.h"

enum { REPLACEMENT = 0xfffd };

bool utf16_detect(const char *s, size_t n, bool *is_big, size_t *mark)
{
    enum { LOOKED_AT = 64 };
    const unsigned char *b = (const unsigned char *)s;
    size_t even = 0, odd = 0, pairs = (n < LOOKED_AT ? n : LOOKED_AT) / 2;
    *mark = 0;
    if (n >= 2 && ((b[0] == 0xff && b[1] == 0xfe) || (b[0] == 0xfe && b[1] == 0xff))) {
        *is_big = b[0] == 0xfe;
        *mark = 2;
        return true;
    }
    for (size_t i = 0; i < pairs; i++) {
        even += !b[2 * i];
        odd += !b[2 * i + 1];
    }
    *is_big = even > odd;
    return pairs >= 8 && (even == 0 || odd == 0) && (even + odd) * 10 > pairs * 9 && even + odd <= pairs;
}

static void add(struct utf16 *u, struct str *out, unsigned cp, size_t max)
{
    char utf8[4];
    size_t n = utf8_encode(cp, utf8);
    if (out->n + n <= max)
        str_add_n(out, utf8, n);
    else
        u->is_full = true;
}

static void take_unit(struct utf16 *u, unsigned unit, struct str *out, size_t max)
{
    bool is_low = unit >= 0xdc00 && unit < 0xe000, is_high = unit >= 0xd800 && unit < 0xdc00;
    if (u->high && is_low) {
        add(u, out, 0x10000 + ((u->high - 0xd800) << 10) + (unit - 0xdc00), max);
        u->high = 0;
        return;
    }
    if (u->high || is_low)
        add(u, out, REPLACEMENT, max);
    u->high = is_high ? unit : 0;
    if (!is_high && !is_low)
        add(u, out, unit, max);
}

size_t utf16_line(struct utf16 *u, const char *s, size_t n, struct str *out, size_t max, bool *ended)
{
    *ended = false;
    for (size_t i = 0; i < n; i++) {
        unsigned byte = (unsigned char)s[i];
        if (!u->has_byte) {
            u->byte = (unsigned char)byte;
            u->has_byte = true;
            continue;
        }
        u->has_byte = false;
        unsigned unit = u->is_big ? (unsigned)u->byte << 8 | byte : byte << 8 | u->byte;
        if (unit == '\n' && !u->high) {
            *ended = true;
            return i + 1;
        }
        take_unit(u, unit, out, max);
    }
    return n;
}
