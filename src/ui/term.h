/* term: the terminal, and the only file that sees curses. One at a time (the crash hooks know one). It paints frames
 * with the least difference in one write, reads keys without blocking, and gives the terminal back as it was found on
 * every way out. The caller polls term_fd for input and notes SIGWINCH itself. */
#ifndef UI_TERM_H
#define UI_TERM_H
#include <stdbool.h>

#include "base/err.h"
#include "ui/frame.h"
#include "ui/key.h"

struct term;

struct term_options {
    bool want_ascii; /* the ASCII set, asked for; it is also taken for TERM=linux and without UTF-8 */
    bool no_colour;  /* asked for; NO_COLOR in the environment does the same */
    int keys;        /* the descriptor that keys are read from: 0, or another terminal's where standard input is no terminal */
    bool mouse;      /* the wheel and clicks come as Up, Down and nothing else; off by default */
};

/* NULL and e: there is no terminal that can be addressed (no tty, TERM=dumb, nothing in terminfo): work in lines. */
struct term *term_open(const struct term_options *options, struct err *e);
void term_close(struct term *t); /* restores the terminal and frees; NULL is allowed */

/* Asked when a write to the terminal waits: true, and what it does not take is left. */
void term_ends_when(struct term *t, bool (*wants_end)(void));
int term_fd(const struct term *t);
bool term_is_ascii(const struct term *t);
void term_size(const struct term *t, int *rows, int *columns);

void term_paint(struct term *t, const struct frame *f); /* nothing is written when nothing changed */
/* The next key that is there, false when there is none now. */
bool term_key(struct term *t, struct key *k);
/* The other end is closed: save what was typed and leave (poll would only spin). */
bool term_is_gone(const struct term *t);
/* Forgets what was typed and not yet read: before a question. */
void term_empty_queue(struct term *t);

void term_on_resize(struct term *t); /* after SIGWINCH: asks for the size and repaints everything next time */
void term_redraw(struct term *t);    /* Ctrl-L: repaints everything next time */
void term_suspend(struct term *t);   /* Ctrl-Z: gives back, stops, and returns when continued */
/* The terminal to a child (an editor, sudo's prompt) and back. */
void term_lend(struct term *t);
void term_take_back(struct term *t);

/* Async-signal-safe: puts the open terminal, if any, back as it was found. A crash does it by itself; this is for the
 * last-words hook. Afterwards only term_close is allowed. In a forked child it does nothing. */
void term_restore_now(void);
const char *term_library_version(void); /* "ncurses 6.4.20221231" */
#endif
