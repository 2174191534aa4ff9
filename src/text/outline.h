/* outline: a document put together as its lists, items and quotations open and close; it knows where a block stands and
 * what a table still lacks. Knows nothing of any parser. Everything it makes lives in the arena. */
#ifndef TEXT_OUTLINE_H
#define TEXT_OUTLINE_H
#include "base/map.h"
#include "base/vec.h"
#include "text/block.h"
#include "text/clean.h"
#include "text/pipe_table.h"

enum { OUTLINE_BULLET = -1 };

struct outline {
    struct arena *arena;
    VEC(struct block) block;
    VEC(struct link) link;
    struct map link_index; /* "target\ntitle" to its index */

    VEC(struct container {
        bool is_item;
        int ordinal; /* of the item that comes next, in its list */
    }) inside;       /* the lists, items and quotations around this place */
    int n_lists, n_quotes;
    bool item_waits; /* an item began and has no block yet */
    int item_ordinal;

    struct pipe_tables tables; /* that will come, in this order */
    size_t table;              /* the one whose cells come next */
    size_t n_cells;            /* how many of them came */
};

void outline_enter_quote(struct outline *o);
void outline_leave_quote(struct outline *o);
void outline_enter_list(struct outline *o, int start); /* the first number, or OUTLINE_BULLET */
void outline_leave_list(struct outline *o);
void outline_enter_item(struct outline *o);
void outline_leave_item(struct outline *o);

/* A heading, code, HTML or rule at this place; the pointer holds until the next call. */
struct block *outline_add(struct outline *o, enum block_kind kind);
void outline_add_paragraph(struct outline *o, struct spans spans);
bool outline_lacks_cells(const struct outline *o); /* does a table still wait for one? */
void outline_add_cell(struct outline *o, struct spans spans);
/* The index of a link, the same for the same target and title. */
int outline_link(struct outline *o, const char *target, const char *title);
const char *outline_text(struct outline *o, const char *s, enum clean_mode mode); /* cleaned, and kept in the arena */

/* The document so far; the outline is released. */
void outline_take(struct outline *o, struct document *d);
#endif
