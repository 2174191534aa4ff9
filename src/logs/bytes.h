/* bytes: the few things done to every byte of a log, as fast as memory allows: AVX2 where the machine has it (asked at run
 * time), portable code beside it; both give the same answers. */
#ifndef LOGS_BYTES_H
#define LOGS_BYTES_H
#include <stdbool.h>
#include <stddef.h>

size_t bytes_count(const char *s, size_t n, char c);
/* The next place that may be the status of a failing request, `" 5`: closing quote, blank, 5. NULL: none. */
const char *bytes_find_failing(const char *s, size_t n);
bool bytes_are_fast(void);             /* AVX2 is used */
void bytes_use_portable(bool portable); /* for tests: both ways must agree */
#endif
