/* tty: the line to the terminal, without any idea of a screen: its modes as found and as ours, its size, writing all of
 * something, reading keys. The caller owns the struct; the descriptors are borrowed. */
#ifndef UI_TTY_H
#define UI_TTY_H
#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

#include "ui/input.h"

struct tty {
    int in, out;
    struct termios found, ours;
    struct input input;
    bool is_gone; /* the other end is closed, or takes nothing while we are told to end */
    bool (*wants_end)(void); /* asked when a write is interrupted; NULL: nobody ends us */
};

bool tty_init(struct tty *t, int in, int out); /* false: not terminals */
void tty_release(struct tty *t);
void tty_take(struct tty *t);      /* raw, byte by byte */
void tty_give_back(struct tty *t); /* as found */
void tty_size(const struct tty *t, int *rows, int *columns); /* 24x80 when the terminal does not say */
void tty_send(struct tty *t, const char *s, size_t n);
bool tty_key(struct tty *t, struct key *k); /* never waits longer than it takes to tell ESC from a sequence */
void tty_empty_queue(struct tty *t);
#endif
