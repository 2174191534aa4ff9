/* outline: where blocks stand. */
#include "text/outline.h"

#include <string.h>

static struct block *push(struct outline *o, enum block_kind kind)
{
    struct block *b = vec_push(&o->block);
    b->kind = kind;
    b->depth = o->n_lists > 0 ? o->n_lists - 1 : 0;
    b->continues = o->n_lists > 0 && kind != BLOCK_ITEM;
    b->quote = o->n_quotes;
    return b;
}

static struct block *push_item(struct outline *o)
{
    struct block *b = push(o, BLOCK_ITEM);
    b->ordinal = o->item_ordinal;
    o->item_waits = false;
    return b;
}

/* An item that starts with something else than a paragraph still shows its marker. */
static void settle_item(struct outline *o)
{
    if (o->item_waits)
        push_item(o);
}

static void end_table(struct outline *o)
{
    o->table++;
    o->n_cells = 0;
}

/* What is not a cell ends a table, even one whose cells are not all there. */
static void settle(struct outline *o)
{
    if (o->n_cells)
        end_table(o);
    settle_item(o);
}

/* ---- containers ---- */

void outline_enter_quote(struct outline *o)
{
    settle(o);
    vec_push(&o->inside);
    o->n_quotes++;
}

void outline_leave_quote(struct outline *o)
{
    o->inside.n--;
    o->n_quotes--;
}

void outline_enter_list(struct outline *o, int start)
{
    settle(o);
    vec_push(&o->inside)->ordinal = start;
    o->n_lists++;
}

void outline_leave_list(struct outline *o)
{
    o->inside.n--;
    o->n_lists--;
}

void outline_enter_item(struct outline *o)
{
    settle(o);
    int *next = &vec_last(&o->inside)->ordinal;
    o->item_ordinal = *next == OUTLINE_BULLET ? 0 : (*next)++;
    o->item_waits = true;
    vec_push(&o->inside)->is_item = true;
}

void outline_leave_item(struct outline *o)
{
    settle(o);
    o->inside.n--;
}

/* ---- blocks ---- */

struct block *outline_add(struct outline *o, enum block_kind kind)
{
    settle(o);
    return push(o, kind);
}

static bool is_shortcode(const struct spans *spans)
{
    if (spans->n != 1 || spans->v->style != SPAN_PLAIN)
        return false;
    const char *s = spans->v->text;
    return (str_starts(s, "{{<") && str_ends(s, ">}}")) || (str_starts(s, "{{%") && str_ends(s, "%}}"));
}

/* "[ ] text" as an item's first words is a task. */
static enum task_state take_task(struct outline *o, struct spans *spans)
{
    const char *s = spans->n && spans->v->style == SPAN_PLAIN ? spans->v->text : "";
    bool open = str_starts(s, "[ ] "), done = str_starts(s, "[x] ") || str_starts(s, "[X] ");
    if (open || done)
        spans->v->text = arena_strdup(o->arena, s + 4);
    return open ? TASK_OPEN : done ? TASK_DONE : TASK_NONE;
}

void outline_add_paragraph(struct outline *o, struct spans spans)
{
    bool in_item = o->inside.n && vec_last(&o->inside)->is_item;
    if (in_item && o->item_waits) {
        struct block *item = push_item(o);
        item->task = take_task(o, &spans);
        item->spans = spans;
    } else if (is_shortcode(&spans)) {
        outline_add(o, BLOCK_HTML)->code = spans.v->text;
    } else {
        bool in_quote = o->inside.n && !in_item;
        outline_add(o, in_quote ? BLOCK_QUOTE : BLOCK_PARAGRAPH)->spans = spans;
    }
}

bool outline_lacks_cells(const struct outline *o)
{
    return o->table < o->tables.n;
}

static struct block *begin_table(struct outline *o)
{
    const struct pipe_table *t = &o->tables.v[o->table];
    settle_item(o);
    struct block *b = push(o, BLOCK_TABLE);
    b->n_rows = t->n_rows;
    b->n_columns = t->n_columns;
    b->align = t->align;
    b->cell = arena_array(o->arena, t->n_rows * t->n_columns, sizeof *b->cell);
    return b;
}

void outline_add_cell(struct outline *o, struct spans spans)
{
    struct block *b = o->n_cells ? vec_last(&o->block) : begin_table(o);
    b->cell[o->n_cells++] = spans;
    if (o->n_cells == b->n_rows * b->n_columns)
        end_table(o);
}

/* ---- texts and links ---- */

const char *outline_text(struct outline *o, const char *s, enum clean_mode mode)
{
    struct str clean = {0};
    clean_add(&clean, s, strlen(s), mode);
    const char *kept = arena_strndup(o->arena, clean.s, clean.n);
    str_release(&clean);
    return kept;
}

int outline_link(struct outline *o, const char *target, const char *title)
{
    const char *to = outline_text(o, target, CLEAN_LINE), *words = outline_text(o, title, CLEAN_LINE);
    const char *key = arena_printf(o->arena, "%s\n%s", to, words);
    uint32_t index = map_find(&o->link_index, key);
    if (index != MAP_ABSENT)
        return (int)index;
    index = (uint32_t)o->link.n;
    *vec_push(&o->link) = (struct link){.target = to, .title = *words ? words : NULL};
    map_set(&o->link_index, key, index);
    return (int)index;
}

static void *kept(struct arena *arena, const void *v, size_t n, size_t size)
{
    void *copy = arena_array(arena, n, size);
    return n ? memcpy(copy, v, n * size) : copy;
}

void outline_take(struct outline *o, struct document *d)
{
    *d = (struct document){.n_blocks = o->block.n, .n_links = o->link.n};
    d->block = kept(o->arena, o->block.v, o->block.n, sizeof *d->block);
    d->link = kept(o->arena, o->link.v, o->link.n, sizeof *d->link);
    vec_release(&o->block);
    vec_release(&o->link);
    vec_release(&o->inside);
    vec_release(&o->tables);
    map_release(&o->link_index);
}
