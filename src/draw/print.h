/* print: a card as a file. Pure; appends the whole to out, escaped for its format. */
#ifndef DRAW_PRINT_H
#define DRAW_PRINT_H
#include "draw/card.h"

struct print_format {
    const char *name; /* as in `print -f md` */
    void (*write)(const struct card *card, struct str *out);
};

extern const struct print_format print_md, print_html;
extern const struct print_format *const print_formats[]; /* NULL at the end; the first is the usual one */
const struct print_format *print_find_format(const char *name); /* NULL when there is none */
#endif
