/* shape: what a word in a log looks like: a plain word, one with a number behind it, or an id. By its characters, and where
 * those do not tell ("req_ab" beside "req_7c") by the words that ids stand behind. Tables, and nothing kept. */
#ifndef LOGS_SHAPE_H
#define LOGS_SHAPE_H
#include <stdbool.h>
#include <stddef.h>

enum shape_class { /* of a byte, as bits */
    CLASS_DIGIT = 1,
    CLASS_HEX = 2,    /* a letter that is a hexadecimal digit too */
    CLASS_LETTER = 4, /* any other letter; a byte over 127 counts as one */
    CLASS_UPPER = 8,
    CLASS_LOWER = 16,
    CLASS_JOIN = 32,  /* stands inside a word: - _ . : / @ % + ~ $ \ */
    CLASS_BLANK = 64, /* control characters too */
};
enum { CLASS_ALNUM = CLASS_DIGIT | CLASS_HEX | CLASS_LETTER };
extern const unsigned char shape_class[256];
#define shape_of(c) (shape_class[(unsigned char)(c)])

enum shape {
    SHAPE_WORD,
    SHAPE_NUMBERED, /* a word and digits behind it: "worker12" */
    SHAPE_ID,       /* a number, with a unit or without; hex; letters and digits mixed; random letters */
};
/* Of letters and digits alone. *word is how many bytes of a numbered one are the word. */
enum shape shape_part(const char *s, size_t n, size_t *word);

size_t shape_digits(const char *s, size_t n); /* how many it begins with */
size_t shape_uuid(const char *s, size_t n);   /* bytes of the UUID it begins with, 0 none */
size_t shape_ip4(const char *s, size_t n);    /* the same of an IPv4 address; nothing but a colon, slash or its end may follow */
bool shape_is_ip6(const char *s, size_t n);   /* the whole is one; without brackets and port */
bool shape_is_mac(const char *s, size_t n);   /* six pairs of hex digits, with colons or hyphens */

/* Letters that may be an id where one is expected: hex digits alone ("cafe"), or no vowel among them ("kqzv"). */
bool shape_is_weak_id(const char *s, size_t n);
/* "req_", "sess-", "cus_": what is behind the joint is an id, unless it is a word such as "timeout". n is of the prefix
 * without its joint. */
bool shape_prefix_has_id(const char *prefix, size_t n, const char *rest, size_t n_rest);
/* A word that an id is often behind ("request cafe failed"). */
bool shape_announces_id(const char *s, size_t n);
/* A key whose value is particular to one event: "user", "request_id", "traceId", "path". */
bool shape_key_varies(const char *s, size_t n);
/* A key that ends in id: what is behind its colon is one too. */
bool shape_key_is_id(const char *s, size_t n);
bool shape_is_month_or_day(const char *s, size_t n); /* "Mar", "Fri" */
#endif
