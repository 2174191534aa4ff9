/* fence: a block of code taken apart into commands and what they print. `$ ` prompts are stripped, lines that go on (a
 * backslash, an open quote, a here-document, a loop) stay together, and so do lines that need what one before them set. */
#ifndef RUNBOOK_FENCE_H
#define RUNBOOK_FENCE_H
#include "base/vec.h"
#include "text/block.h"

enum fence_kind { FENCE_OUTPUT, FENCE_COMMAND, FENCE_ASSIGNMENT };

struct fence_piece {
    enum fence_kind kind;
    const char *text;  /* lines, the last one without \n; of an assignment the value without its quotes */
    const char *name;  /* of an assignment: NODE_NAME */
    bool is_inside;    /* a command that was typed in a shell on another machine: "sh-5.1# ls" */
    bool keeps_state;  /* what follows in this block needs it, and was put into it */
};

struct fence {
    VEC(struct fence_piece) piece;
    size_t n_commands; /* commands and assignments */
};

/* The pieces' texts live in the arena. A block that holds no command is no piece at all. Released by fence_release. */
void fence_read(const struct block *b, struct arena *arena, struct fence *f);
void fence_release(struct fence *f);
#endif
