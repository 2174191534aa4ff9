/* block: a Markdown document as a flat list of blocks with styled spans, the one form in which prose travels from
 * text/markdown to a screen, a report or the index. Built into an arena by its parser; constant afterwards. Text in it
 * is cleaned (text/clean). It can be packed into bytes and back, to cross from the child that parsed it. */
#ifndef TEXT_BLOCK_H
#define TEXT_BLOCK_H
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

enum block_kind {
    BLOCK_HEADING,   /* level 1 to 6 */
    BLOCK_PARAGRAPH,
    BLOCK_ITEM,      /* a list item's first paragraph; depth, ordinal (0: bullet), task */
    BLOCK_CODE,      /* lines kept to the letter; info is the language */
    BLOCK_QUOTE,     /* a paragraph that stands directly in a quotation */
    BLOCK_TABLE,     /* rows of cells */
    BLOCK_RULE,
    BLOCK_HTML,      /* raw HTML and foreign syntax, shown as written */
};

enum span_style { SPAN_PLAIN = 0, SPAN_STRONG = 1, SPAN_EMPHASIS = 2, SPAN_CODE = 4, SPAN_LINK = 8 }; /* bits */

struct span {
    const char *text; /* no newline but the hard break "\n" */
    unsigned style;
    int link;         /* index into the document's links, -1 */
};

struct spans {
    struct span *v;
    size_t n;
};

enum task_state { TASK_NONE, TASK_OPEN, TASK_DONE };
enum cell_align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT };

struct block {
    enum block_kind kind;
    int level;             /* heading level */
    int depth;             /* how deep in lists: an item of the outermost list is 0 */
    bool continues;        /* a further part of the item above, at its depth; false: in no list, or an item itself */
    int quote;             /* quotations around it. A QUOTE's lists are outside of them, those of all others inside */
    int ordinal;           /* number of an ordered item, 0 for a bullet */
    enum task_state task;
    const char *code;      /* BLOCK_CODE, BLOCK_HTML: the text, lines ended by \n */
    const char *info;
    struct spans spans;    /* heading, paragraph, item, quote */
    struct spans *cell;    /* table: n_rows * n_columns, row by row, the first row is the head */
    enum cell_align *align; /* per column */
    size_t n_rows, n_columns;
};

struct link {
    const char *target; /* as written: a URL, a path, an article id */
    const char *title;  /* may be NULL */
};

struct document {
    struct block *block;
    size_t n_blocks;
    struct link *link;
    size_t n_links;
    const char *warning; /* why it is shown raw or cut, or NULL */
};

/* The whole text of a document, a line a block part, for indexing and for proving that nothing was lost. */
void document_text(const struct document *d, struct str *out);
void document_pack(const struct document *d, struct str *out);
/* Reads what document_pack wrote into the arena; bytes that it did not write are refused. */
bool document_unpack(const void *bytes, size_t n, struct arena *arena, struct document *d, struct err *e);
/* The text as one raw block with a word of why, for what cannot be parsed. */
void document_raw(const char *text, size_t n, const char *why, struct arena *arena, struct document *d);
#endif
