/* log_window: the bytes of a regular file where the kernel keeps them, one window after the other, without copying them: a
 * copy costs as much as all that is done with them. A file that becomes shorter while it is looked at would end the program
 * (SIGBUS): then zeros stand where bytes were, and log_window_is_torn says so. One at a time in a process. */
#ifndef PROBE_LOG_WINDOW_H
#define PROBE_LOG_WINDOW_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LOG_WINDOW = 1 << 20 };

struct log_window;
/* Borrows fd. NULL: there is one already; read, then. */
struct log_window *log_window_new(int fd);
/* The bytes from there to `end` (the size of the file, or less), at most LOG_WINDOW; they hold until the next call. NULL: they
 * cannot be mapped (an odd file system). */
const char *log_window_at(struct log_window *w, uint64_t at, uint64_t end, size_t *n);
/* Were there zeros in place of bytes, since it was made? */
bool log_window_is_torn(const struct log_window *w);
void log_window_free(struct log_window *w);
#endif
