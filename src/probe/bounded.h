/* bounded: work of the C library that waits as long as it likes (looking up a name, asking a file system that is gone) is done
 * in a child, which may be left behind: a process that waits for a disk cannot be ended. */
#ifndef PROBE_BOUNDED_H
#define PROBE_BOUNDED_H
#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* Calls work(of, fd) in a child that is to write what it found to fd, and adds that to `out`, at most `most` bytes. True: all of it
 * came before `deadline` (of tool_clock). The child is ended when time is up. */
bool bounded_run(void (*work)(void *of, int fd), void *of, int64_t deadline, size_t most, struct str *out);
/* Writes all of it, or ends the process: nobody reads it any more. For work. */
void bounded_write(int fd, const void *bytes, size_t n);
/* Milliseconds until then for poll, 0 when it is over, at most a minute. */
int bounded_left_ms(int64_t deadline);
#endif
