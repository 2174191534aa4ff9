/* bytes: the few things done to every byte of a log, as fast as memory allows: AVX2 where the machine has it (asked at run
 * time), portable code beside it; both give the same answers. Nothing is read outside of [s, s + n). */
#ifndef LOGS_BYTES_H
#define LOGS_BYTES_H
#include <stdbool.h>
#include <stddef.h>

/* How often c is there. */
size_t bytes_count(const char *s, size_t n, char c);
/* The next place that may be a failing status: closing quote, blank, a digit from `lowest` ('4' or '5') to 5 (`" 5`); the
 * place of the quote. NULL: none. The newlines before it (or in all) are added to *lines: both in one pass over memory, which
 * asks for what lies some KiB ahead before it gets there, also behind s + n: so the bytes of a large file should lie
 * behind one another. */
const char *bytes_find_status(const char *s, size_t n, char lowest, size_t *lines);

/* What stands in addresses, host names and the names of users: letters, digits, . - : _ @ */
extern const unsigned char bytes_in_name[256];

/* Where a line ends, and where quotes stand in it. */
struct bytes_line {
    size_t n;                /* bytes before its newline, or all */
    unsigned n_name;         /* bytes at its beginning that stand in names; 32 or more: 32 */
    unsigned n_quotes;       /* BYTES_QUOTES + 1: more than there is room for */
    bool is_odd;             /* it has a backslash (which may hide a quote) or an escape (which may hide anything) */
    unsigned quote[16];      /* BYTES_QUOTES, and where the others go without asking */
};
enum { BYTES_QUOTES = 8 };
void bytes_read_line(const char *s, size_t n, struct bytes_line *line);

/* The ways there are. Those above go the best one; tests hold them equal. */
struct bytes_way {
    const char *name;
    size_t (*count)(const char *s, size_t n, char c);
    const char *(*find_status)(const char *s, size_t n, char lowest, size_t *lines);
    void (*read_line)(const char *s, size_t n, struct bytes_line *line);
};
extern const struct bytes_way bytes_portable;
const struct bytes_way *bytes_best(void); /* on this machine */
#endif
