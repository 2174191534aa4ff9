/* prompt: the one input widget: a line being typed, in place in a form or on row 23. What it asks is one of question.def's
 * questions; what becomes of the answer is ask.c's. Zeroed it is closed; it owns its texts. */
#ifndef UI_PROMPT_H
#define UI_PROMPT_H
#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "ui/frame.h"
#include "ui/key.h"

enum ask {
    ASK_NONE,
#define ASK(id, label, hint, enter, flags) ASK_##id,
#include "ui/question.def"
#undef ASK
    N_ASKS
};

enum { PROMPT_MAX = 256 * 1024 }; /* bytes: as much as a paste */

struct prompt {
    enum ask ask;      /* ASK_NONE: nothing is typed */
    struct str text;   /* UTF-8, as typed */
    size_t at;         /* byte before which the cursor stands */
    struct str about;  /* what it is about: an answer's id, a fact's name */
    struct str label;  /* as shown before the text */
    int64_t number;    /* the same in numbers: a run, an index */
    bool is_hidden;    /* a secret: shown as dots, never kept as a draft */
    struct str kept[2]; /* answers to the questions before this one */
    struct str draft[N_ASKS]; /* what Esc left behind, for next time */
};

void prompt_release(struct prompt *p);
/* Begins to type; a draft from last time stands there again, else preset (may be NULL). */
void prompt_open(struct prompt *p, enum ask ask, const char *label, const char *about, int64_t number, const char *preset);
/* Ends it. Kept: the text stays as a draft. */
void prompt_close(struct prompt *p, bool keep_draft);
void prompt_set(struct prompt *p, const char *text);
/* An editing key; false when it is none. many_lines: a paste keeps its newlines. */
bool prompt_edit(struct prompt *p, const struct key *k, bool many_lines);
/* Paints the text from column to end with the cursor in it, scrolled sideways when it is longer. */
void prompt_paint(const struct prompt *p, struct frame *f, int row, int column, int end);
/* The part of the text that is seen in so many columns, and the cursor's column in it. */
void prompt_window(const struct prompt *p, int columns, struct str *out, int *cursor);
#endif
