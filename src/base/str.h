/* str: text that grows. A zeroed struct is an empty string; release gives the memory back and zeroes it again.
 * `s` is never NULL after any str_* call that adds, and always NUL-terminated; it may hold NUL bytes when bytes were
 * added with str_add_n, so `n` is the length. */
#ifndef BASE_STR_H
#define BASE_STR_H
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct str {
    char *s;
    size_t n, cap;
};

void str_add(struct str *t, const char *s);
void str_add_n(struct str *t, const char *s, size_t n);
void str_add_char(struct str *t, char c);
void str_add_repeat(struct str *t, char c, size_t times);
void str_addf(struct str *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void str_addv(struct str *t, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));
void str_clear(struct str *t);             /* length 0, memory kept */
void str_cut(struct str *t, size_t n);     /* at most n bytes remain */
const char *str_get(const struct str *t);  /* never NULL: "" for an empty one */
char *str_take(struct str *t);             /* the caller's; t is empty afterwards; never NULL */
void str_release(struct str *t);

bool str_eq(const char *a, const char *b); /* NULL equals only NULL */
bool str_starts(const char *s, const char *prefix);
bool str_ends(const char *s, const char *suffix);
bool str_blank(const char *s);             /* NULL, "" or white space only */
/* Damerau-Levenshtein distance (optimal string alignment) of two names up to 63 bytes; 64 when longer. */
unsigned str_distance(const char *a, const char *b);
#endif
