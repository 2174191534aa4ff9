/* page: the write-up as a reader sees it, whatever the format: headings, paragraphs, tables, code, in order. Sections
 * (report/section.h) add pieces, a writer prints them. A page owns its pieces and copies of their text, which is clean
 * (it comes from the model) but not escaped: that is the writer's part, in the few places where it prints a text. */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/vec.h"

enum piece_kind {
    PIECE_HEADING,   /* level 1 to 4 */
    PIECE_PARAGRAPH, /* lines of it are broken where the text breaks them */
    PIECE_TO_WRITE,  /* a gap that a person is to fill */
    PIECE_ITEM,      /* of a list: neighbours are one list */
    PIECE_CODE,      /* to the letter */
    PIECE_TABLE,     /* the first row is the head; cells row by row */
};

struct cell {
    const char *text; /* never NULL */
    bool is_code, is_time;
    double bar; /* 0 to 1: drawn beside the text where a format can draw; below 0: none */
};

struct piece {
    enum piece_kind kind;
    int level;
    const char *text;
    size_t n_columns;
    bool has_row_heads; /* the first column names its row */
    VEC(struct cell) cells;
};

struct page {
    struct arena arena;
    VEC(struct piece) pieces;
};

void page_release(struct page *p);

void page_heading(struct page *p, int level, const char *text);
/* Takes the last piece back if it is a heading: nothing came below it. */
void page_drop_bare_heading(struct page *p);
void page_say(struct page *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* A person's words: a paragraph for each that blank lines part. */
void page_quote(struct page *p, const char *text);
void page_to_write(struct page *p, const char *what);
void page_item(struct page *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void page_code(struct page *p, const char *text);

/* A table: its heads, then cells from left to right; after the last column the next cell begins a row. */
void page_table(struct page *p, const char *const *head, size_t n_columns);
void page_cell(struct page *p, const char *text); /* NULL: empty */
void page_cellf(struct page *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void page_cell_code(struct page *p, const char *text);
void page_cell_bar(struct page *p, double share, const char *text);
void page_cell_time(struct page *p, int64_t at); /* 0: empty */
/* A table of names and what they are; page_pair leaves out a pair whose text is NULL or blank. */
void page_pairs(struct page *p, const char *name, const char *text);
void page_pair(struct page *p, const char *label, const char *text);
void page_pairf(struct page *p, const char *label, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void page_pair_code(struct page *p, const char *label, const char *text);

/* "2026-03-01 03:01:12", UTC. Lives as long as the page. */
const char *page_time(struct page *p, int64_t at);
const char *page_length(struct page *p, int64_t length);
const char *page_printf(struct page *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
#endif
