/* card: a flow as a page for the wall, to be followed without triage: the steps by number, what is looked at, and what
 * follows from what, indented below its condition as the checklists of pilots are: "if this: do that". A list of rows
 * with depths; a format (draw/print.h) only sets them. Every text in it is cleaned; it lives in the arena, which the caller
 * owns with the struct. */
#ifndef DRAW_CARD_H
#define DRAW_CARD_H
#include "draw/chart.h"
#include "text/markdown.h"

enum card_kind {
    CARD_HEAD,    /* title of the page */
    CARD_LANE,    /* a phase */
    CARD_STEP,    /* `mark` is its number, `right` its minutes */
    CARD_TEXT,    /* a paragraph */
    CARD_ITEM,    /* of a list; `mark` is "-" or "3." */
    CARD_TASK,    /* to be ticked */
    CARD_TIP,
    CARD_IF,      /* a condition: what is deeper and below it follows from it */
    CARD_GO,      /* where to go on, or how it ends */
    CARD_DO,      /* what the command below it is for */
    CARD_COMMAND, /* shell text to the letter, lines parted by \n */
    CARD_CODE,    /* the same, of the author's prose */
    CARD_PAIR,    /* `mark` is what, text is its value */
    CARD_FIXES,   /* the table of fixes (struct card) stands here */
};

struct card_row {
    enum card_kind kind;
    int depth; /* 0: of the step */
    const char *mark, *text, *right; /* mark and right may be NULL */
};

struct card_fix {
    const char *number, *title, *against, *minutes, *back; /* "11", ..., "Regression in the last release 90%", "4 + 3 min" */
    const char *chance; /* "31%": that it helps, before anything is known */
};

struct card {
    struct arena arena;
    const char *title;
    VEC(struct card_row) rows;
    VEC(struct card_fix) fixes; /* best first, as long as nothing is known */
};

/* The flow outlives the card. read: how the author's prose is parsed (text/markdown.h). */
void card_build(struct card *card, const struct flow *flow, markdown_reader *read);
void card_release(struct card *card);

/* ---- for the files of the card ---- */
struct card_builder {
    struct card *card;
    const struct flow *flow;
    struct chart chart;
    struct markdown_job *text; /* of each step */
    int depth;
    int fixes_at; /* number of the step where their table stands, 0 for none yet */
};

const char *card_line(struct card_builder *b, const char *s); /* cleaned, or NULL */
struct card_row *card_add(struct card_builder *b, enum card_kind kind, const char *text); /* text is in the arena, clean */
void card_prose(struct card_builder *b, const struct document *d);
void card_look(struct card_builder *b, const struct flow_step *s);   /* what is asked, its probes */
void card_change(struct card_builder *b, const struct flow_step *s); /* its actions */
void card_ways(struct card_builder *b, const struct chart_step *s);
void card_fixes(struct card_builder *b); /* fills card->fixes */
#endif
