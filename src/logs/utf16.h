/* utf16: text of Windows to UTF-8, as its bytes come. Half a character waits for the rest; half a pair becomes U+FFFD. */
#ifndef LOGS_UTF16_H
#define LOGS_UTF16_H
#include "base/str.h"

struct utf16 { /* zeroed but for is_big: at the beginning of a text */
    bool is_big, has_byte, is_full; /* is_full: something was dropped since the line began */
    unsigned char byte;
    unsigned high; /* the first half of a pair, 0 none */
};

/* By a byte order mark, or because every other byte is NUL. *mark is how long the mark is. False: it is not UTF-16. */
bool utf16_detect(const char *s, size_t n, bool *is_big, size_t *mark);
/* Adds to out, at most until it holds max bytes (the rest is dropped), up to the end of a line and not the end itself.
 * Returns how many bytes were used; *ended: the line's end was one of them. */
size_t utf16_line(struct utf16 *u, const char *s, size_t n, struct str *out, size_t max, bool *ended);
#endif
