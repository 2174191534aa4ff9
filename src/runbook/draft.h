/* draft: a flow in the making: the steps that a runbook's blocks become, each of them about a screen of text and the commands
 * that belong to it. Everything lives in the arena, but what draft_release gives back. */
#ifndef RUNBOOK_DRAFT_H
#define RUNBOOK_DRAFT_H
#include "flow/flow.h"
#include "runbook/section.h"
#include "runbook/value.h"

struct draft_command {
    const char *id, *run;
    bool by_hand, edit;
};

struct draft_step {
    const char *id, *title;
    enum phase phase;
    struct str text; /* Markdown */
    size_t rows;     /* of it on a screen, about */
    VEC(struct draft_command) command;
    VEC(size_t) input;
    const char *tip;
    bool is_fix, is_choice, is_question;
    bool leads_to_verify; /* else to the step below */
};

enum { DRAFT_MOST_STEPS = 2000, DRAFT_MOST_COMMANDS = 4000 };

struct draft {
    struct arena *arena;
    struct document *d; /* its blocks are changed where a heading becomes part of one */
    struct runbook_names names;
    struct runbook_values values;
    VEC(struct draft_step) step;
    size_t n_commands, n_items;
    const char *again; /* the step to go to when it is not gone */
    /* Where it is being written: */
    const char *part;  /* the heading */
    size_t n_in_part;  /* steps made of it */
    enum phase phase;
    bool as_tasks;
    size_t reserved;   /* rows that the commands after the next text will take */
    bool is_inside;    /* an earlier command of this part opened a shell on another machine */
    const char *lead;  /* a heading that goes before the next text, or NULL */
    const struct block *lead_block; /* as it was written, where there are links in it */
};

/* A new step of a part of the runbook. */
struct draft_step *draft_begin(struct draft *f, const char *title, enum phase phase, bool as_tasks);
/* The last step has an id of its own. */
void draft_call(struct draft *f, const char *id);
/* The blocks [from, to) go into the last step, and into new ones where they do not fit. */
void draft_add(struct draft *f, size_t from, size_t to);
/* A heading within a step; its block is what it links with, NULL: nothing. */
void draft_head(struct draft *f, const char *title, const struct block *heading);
/* What a block of code holds, for the last step. */
void draft_add_fence(struct draft *f, const struct fence *fence);
void draft_add_markdown(struct draft_step *s, const char *markdown, size_t rows);
/* All assignments of the document first, so that a command knows those below it too. */
void draft_assign(struct draft *f);
void draft_release(struct draft *f);
/* A title that fits, from words: a sentence of them that does, or NULL. */
const char *draft_sentence(const char *words, struct arena *arena);
/* Words cut to a title, "..." behind what was cut. */
const char *draft_short(const char *words, struct arena *arena);
#endif
