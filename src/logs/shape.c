/* shape: what the characters of a word tell. */
#include "logs/shape.h"

#include <string.h>
#include <strings.h>

#define D CLASS_DIGIT
#define h CLASS_HEX | CLASS_LOWER
#define H CLASS_HEX | CLASS_UPPER
#define l CLASS_LETTER | CLASS_LOWER
#define L CLASS_LETTER | CLASS_UPPER
#define W CLASS_LETTER | CLASS_LOWER
#define J CLASS_JOIN
#define B CLASS_BLANK
#define O 0
#define W16 W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W
const unsigned char shape_class[256] = {
    B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B,
    B, O, O, O, J, J, O, O, O, O, O, J, O, J, J, J, D, D, D, D, D, D, D, D, D, D, J, O, O, O, O, O,
    J, H, H, H, H, H, H, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, O, J, O, O, J,
    O, h, h, h, h, h, h, l, l, l, l, l, l, l, l, l, l, l, l, l, l, l, l, l, l, l, l, O, O, O, J, B,
    W16, W16, W16, W16, W16, W16, W16, W16,
};
#undef D
#undef h
#undef H
#undef l
#undef L
#undef W
#undef J
#undef B
#undef O
#undef W16

enum {
    HEX_ID = 8,      /* hex letters without a digit that are no English word any more */
    RANDOM_ID = 16,  /* letters of both cases that may be told from CamelCase */
    CONSONANTS = 4,  /* in a row, in most words that can be spoken */
    CAMEL_DIGITS = 3, /* "OAuth2AuthenticationException", "Base64Encoder" */
    CAMEL_LETTERS = 8,
    CAMEL_UPPER = 4, /* in a row: "HTTP2Exception" */
    CAMEL_MIXED = 2, /* where there are small letters before the digits too */
};

static bool is_one_of(const char *s, size_t n, const char *const *words)
{
    for (; *words; words++)
        if (strncasecmp(*words, s, n) == 0 && (*words)[n] == '\0')
            return true;
    return false;
}

static bool is_vowel(char c)
{
    return (unsigned char)c > 127 || memchr("aeiouyAEIOUY", c, 12);
}

static size_t longest_consonants(const char *s, size_t n)
{
    size_t longest = 0;
    for (size_t i = 0, run = 0; i < n; i++) {
        run = is_vowel(s[i]) ? 0 : run + 1;
        longest = run > longest ? run : longest;
    }
    return longest;
}

static bool has_vowel(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (is_vowel(s[i]))
            return true;
    return false;
}

/* Could it be spoken? Then it is rather a word than random letters. */
static bool is_spoken(const char *s, size_t n)
{
    static const char *const unspoken[] = {"vm", "srv", "gw", "mx", "ns", "pg", "ws", "lb", "tcp", "udp", "http", "https",
                                           "grpc", "svc", "rs", "sh", "wkr", "ssh", "tls", "ssl", "dns", "vps", "shard",
                                           "https", "proxy", NULL};
    return is_one_of(s, n, unspoken) || (n >= 3 && has_vowel(s, n) && longest_consonants(s, n) <= CONSONANTS);
}

static bool is_known(const char *s, size_t n)
{
    static const char *const known[] = {"log4j", "log4j2", "k8s", "s3", "http2", "http3", "utf8", "utf16", "sha1", "sha256",
                                        "sha512", "md5", "ipv4", "ipv6", "inet6", "oauth2", "base64", "i18n", "utf8mb4",
                                        "x509", "tls1", "x86", "amd64", "arm64", NULL};
    return is_one_of(s, n, known);
}

static unsigned classes_of(const char *s, size_t n)
{
    unsigned all = 0;
    for (size_t i = 0; i < n; i++)
        all |= shape_of(s[i]);
    return all;
}

/* Letters of both cases that change more often than in CamelCase, and have fewer vowels than a language. */
static bool is_random(const char *s, size_t n)
{
    size_t changes = 0, vowels = is_vowel(s[0]);
    for (size_t i = 1; i < n; i++) {
        changes += ((shape_of(s[i]) ^ shape_of(s[i - 1])) & CLASS_UPPER) != 0;
        vowels += is_vowel(s[i]);
    }
    return (changes * 100 >= n * 32 && vowels * 100 < n * 32) || (changes * 2 >= n && vowels * 100 < n * 38);
}

static enum shape letters(const char *s, size_t n, unsigned all)
{
    if (n >= HEX_ID && !(all & CLASS_LETTER))
        return SHAPE_ID;
    if (n >= RANDOM_ID && (all & CLASS_UPPER) && (all & CLASS_LOWER) && is_random(s, n))
        return SHAPE_ID;
    return SHAPE_WORD;
}

static size_t longest_upper(const char *s, size_t n)
{
    size_t longest = 0;
    for (size_t i = 0, run = 0; i < n; i++) {
        run = shape_of(s[i]) & CLASS_UPPER ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

/* "OAuth" 2 "AuthenticationException", "Base" 64 "Encoder". */
static bool is_camel(const char *s, size_t before, size_t digits, size_t n)
{
    const char *after = s + before + digits;
    size_t n_after = n - before - digits;
    return digits <= CAMEL_DIGITS && n - digits >= CAMEL_LETTERS && n_after >= 2 && (shape_of(after[0]) & CLASS_UPPER) &&
           (shape_of(after[1]) & CLASS_LOWER) && !(classes_of(after, n_after) & CLASS_DIGIT) && is_spoken(after, n_after) &&
           longest_upper(s, n) <= (classes_of(s, before) & CLASS_LOWER ? CAMEL_MIXED : CAMEL_UPPER) && !is_random(after, n_after);
}

enum shape shape_part(const char *s, size_t n, size_t *word)
{
    unsigned all = classes_of(s, n);
    if (!(all & CLASS_DIGIT))
        return letters(s, n, all);
    size_t before = 0;
    while (!(shape_of(s[before]) & CLASS_DIGIT))
        before++;
    if (before == 0)
        return SHAPE_ID;
    if (is_known(s, n))
        return SHAPE_WORD;
    size_t digits = shape_digits(s + before, n - before);
    if (!is_spoken(s, before) || !(classes_of(s, before) & CLASS_LETTER))
        return SHAPE_ID;
    *word = before;
    if (before + digits == n)
        return SHAPE_NUMBERED;
    return is_camel(s, before, digits, n) ? SHAPE_WORD : SHAPE_ID;
}

size_t shape_digits(const char *s, size_t n)
{
    size_t i = 0;
    while (i < n && (shape_of(s[i]) & CLASS_DIGIT))
        i++;
    return i;
}

static bool is_hex(char c)
{
    return shape_of(c) & (CLASS_DIGIT | CLASS_HEX);
}

size_t shape_uuid(const char *s, size_t n)
{
    if (n < 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-')
        return 0;
    for (size_t i = 0; i < 36; i++)
        if (s[i] != '-' && !is_hex(s[i]))
            return 0;
    return n > 36 && (shape_of(s[36]) & CLASS_ALNUM) ? 0 : 36;
}

size_t shape_ip4(const char *s, size_t n)
{
    size_t i = 0;
    for (int part = 0; part < 4; part++) {
        size_t digits = shape_digits(s + i, n - i);
        if (digits < 1 || digits > 3 || (part && digits == 3 && s[i] > '2'))
            return 0;
        i += digits;
        if (part < 3 && (i >= n || s[i++] != '.'))
            return 0;
    }
    return i == n || s[i] == ':' || s[i] == '/' ? i : 0;
}

bool shape_is_ip6(const char *s, size_t n)
{
    size_t colons = 0, digits = 0, run = 0;
    bool is_short = false;
    const char *zone = memchr(s, '%', n); /* fe80::1%eth0 */
    size_t end = zone ? (size_t)(zone - s) : n;
    for (size_t i = 0; i < end; i++) {
        is_short |= i && s[i] == ':' && s[i - 1] == ':';
        colons += s[i] == ':';
        digits += (shape_of(s[i]) & CLASS_DIGIT) != 0;
        run = s[i] == ':' ? 0 : run + 1;
        if ((s[i] != ':' && s[i] != '.' && !is_hex(s[i])) || run > 15)
            return false;
    }
    return is_short ? colons <= 8 && (digits || end <= 2 || s[0] == ':') : colons == 7;
}

bool shape_is_mac(const char *s, size_t n)
{
    if (n != 17 || (s[2] != ':' && s[2] != '-'))
        return false;
    for (size_t i = 0; i < n; i++)
        if (i % 3 == 2 ? s[i] != s[2] : !is_hex(s[i]))
            return false;
    return true;
}

bool shape_is_weak_id(const char *s, size_t n)
{
    static const char *const word[] = {"added", "facade", "decade", NULL};
    unsigned all = classes_of(s, n);
    if (n < 2 || (all & CLASS_DIGIT) || !(all & CLASS_ALNUM) || is_one_of(s, n, word))
        return false;
    return !(all & CLASS_LETTER) || (n >= 5 && !has_vowel(s, n));
}
