/* sniff: magic numbers, and how much of a text is not text. */
#include "logs/sniff.h"

#include <stdbool.h>
#include <string.h>

enum { HOLE = 64, BINARY_SHARE = 20 }; /* one byte in twenty may be odd */

static const struct magic {
    const char *bytes;
    size_t n;
    enum log_content content;
} magics[] = {
    {"\x1f\x8b\x08", 3, CONTENT_GZIP},
    {"\x28\xb5\x2f\xfd", 4, CONTENT_ZSTD},
    {"\xfd" "7zXZ", 5, CONTENT_XZ},
    {"BZh", 3, CONTENT_BZIP2},
    {"\x04\x22\x4d\x18", 4, CONTENT_LZ4},
    {"PK\x03\x04", 4, CONTENT_ZIP},
    {"LPKSHHRH", 8, CONTENT_JOURNAL},
    {"\xff\xfe", 2, CONTENT_UTF16},
    {"\xfe\xff", 2, CONTENT_UTF16},
};

static const char *const commands[] = {
    [CONTENT_ZSTD] = "zstd -dc",
    [CONTENT_XZ] = "xz -dc",
    [CONTENT_BZIP2] = "bzip2 -dc",
    [CONTENT_LZ4] = "lz4 -dc",
    [CONTENT_ZIP] = "unzip -p",
    [CONTENT_JOURNAL] = "journalctl -o json --file",
    [CONTENT_UTF16] = NULL, /* logs/reader makes UTF-8 of it */
    [CONTENT_BINARY] = NULL,
};

const char *log_content_command(enum log_content content)
{
    return commands[content];
}

/* Escape sequences colour many logs; a form feed or a bell does no harm. */
static bool is_odd(unsigned char c)
{
    return c < 0x07 || (c > 0x0d && c < 0x20 && c != 0x1b);
}

/* Text in UTF-16 without a byte order mark: every other byte NUL. */
static bool is_wide(const char *s, size_t n)
{
    size_t even = 0, odd = 0, pairs = n / 2;
    for (size_t i = 0; i < pairs; i++) {
        even += s[2 * i] == '\0';
        odd += s[2 * i + 1] == '\0';
    }
    return pairs >= 8 && ((even > pairs * 9 / 10 && odd == 0) || (odd > pairs * 9 / 10 && even == 0));
}

static bool is_binary(const char *s, size_t n)
{
    size_t seen = 0, odd = 0;
    for (size_t i = 0; i < n;) {
        size_t run = 0;
        while (i + run < n && s[i + run] == '\0')
            run++;
        if (run < HOLE) {
            odd += run + (run == 0 && is_odd((unsigned char)s[i]));
            seen += run ? run : 1;
        }
        i += run ? run : 1;
    }
    return odd * BINARY_SHARE > seen;
}

enum log_content log_sniff(const char *bytes, size_t n)
{
    if (n > SNIFF_BYTES)
        n = SNIFF_BYTES;
    if (n == 0)
        return CONTENT_EMPTY;
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
        if (n >= magics[i].n && memcmp(bytes, magics[i].bytes, magics[i].n) == 0)
            return magics[i].content;
    return is_wide(bytes, n) ? CONTENT_UTF16 : is_binary(bytes, n) ? CONTENT_BINARY : CONTENT_TEXT;
}
