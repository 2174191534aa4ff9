/* frame: a screen as a grid of cells, painted whole by a view, shown by ui/term, or written as text for a test. A frame
 * is its owner's: init, resize at will, release. Every text passes text/clean on its way in, so no cell ever holds a
 * control character; columns are counted by base/utf8. */
#ifndef UI_FRAME_H
#define UI_FRAME_H
#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* What a cell means, not how it looks. Bits: STYLE_BOLD | STYLE_WARN is both. */
enum frame_style {
    STYLE_PLAIN = 0,
    STYLE_BOLD = 1,
    STYLE_DIM = 2,
    STYLE_GOOD = 4, /* green */
    STYLE_BAD = 8,  /* red */
    STYLE_WARN = 16 /* yellow */
};

enum { CELL_BYTES = 14 }; /* one character and two combining marks, four bytes each, and NUL */

struct cell {
    char text[CELL_BYTES]; /* UTF-8; "" is a blank, or the right half of a wide character (width 0) */
    uint8_t width;         /* 1 or 2; 0 for the right half */
    uint8_t style;
};

struct frame {
    struct cell *cell; /* rows * columns */
    int rows, columns;
    int cursor_row, cursor_column; /* the terminal's cursor; row -1: none, letters are keys */
    bool is_ascii;                 /* glyphs are replaced as they are put: the ASCII set */
};

void frame_init(struct frame *f, int rows, int columns, bool is_ascii);
void frame_release(struct frame *f);
void frame_clear(struct frame *f); /* blanks, and no cursor */
/* Puts text into row from column on, before column `end`; what does not fit is cut between characters. Outside the
 * frame nothing is put. Returns the column after the last one written. */
int frame_put(struct frame *f, int row, int column, int end, unsigned style, const char *text);
/* The same for a text whose end would be missed: what does not fit ends in "...", so that nobody takes the part for
 * the whole. */
int frame_put_fit(struct frame *f, int row, int column, int end, unsigned style, const char *text);
int frame_putf(struct frame *f, int row, int column, int end, unsigned style, const char *fmt, ...)
    __attribute__((format(printf, 6, 7)));
/* The same, so that the text ends just before column `end`; it does not go left of `column`. Returns where it began. */
int frame_put_right(struct frame *f, int row, int column, int end, unsigned style, const char *text);
void frame_rule(struct frame *f, int row); /* the one rule, full width */
void frame_clear_row(struct frame *f, int row, int column, int end);
void frame_cursor(struct frame *f, int row, int column);
/* A bar of `width` cells, share 0 to 1 of them high. */
void frame_bar(struct frame *f, int row, int column, int width, double share);
/* The screen as text: each row to its full width, ended by \n; the cursor stands as '_' when show_cursor. */
void frame_dump(const struct frame *f, bool show_cursor, struct str *out);
#endif
