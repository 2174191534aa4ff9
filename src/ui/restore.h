/* restore: what puts the terminal back after a crash. The one record of this kind in the program, because a signal
 * handler has no other way to find it; restore_now is async-signal-safe. */
#ifndef UI_RESTORE_H
#define UI_RESTORE_H
#include <stddef.h>
#include <termios.h>

/* Remembers that fd is in our hands: its modes before, and the bytes that leave the screen. Bytes past 256 are cut. From
 * then on a crash (SIGSEGV and the like, abort) calls restore_now first, until restore_disarm. In a forked child
 * restore_now does nothing. */
void restore_arm(int fd, const struct termios *modes, const char *bytes, size_t n);
void restore_disarm(void);
void restore_now(void);
#endif
