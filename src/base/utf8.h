/* utf8: code points out of bytes, and how many columns they occupy. Our own decoder, because the C library's depends on
 * the locale: RFC 3629, no surrogates, nothing over U+10FFFF, no overlong forms. Widths follow Unicode's East Asian
 * Width (W and F are two, ambiguous is one) and general categories Mn, Me, Cf (zero). */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes the code point at s (n bytes are there, n >= 1). Returns its length in bytes, or 0 for an invalid or cut
 * sequence (then *cp is the bad byte). */
size_t utf8_decode(const char *s, size_t n, uint32_t *cp);
/* Writes cp to out (room for 4), returns its length; U+FFFD for what is not a scalar value. */
size_t utf8_encode(uint32_t cp, char *out);
bool utf8_valid(const char *s, size_t n);
/* Columns of one code point: 0, 1 or 2; control characters count 0. */
int utf8_width(uint32_t cp);
/* Columns of a text; an invalid byte counts 1. */
size_t utf8_columns(const char *s, size_t n);
/* Bytes of the longest prefix of s that occupies at most `columns` columns and does not cut a combining sequence. */
size_t utf8_fit(const char *s, size_t n, size_t columns);
#endif
