/* draft: blocks to steps. A step takes text, then commands; text after commands begins the next one, because it says what to
 * do with what they printed. */
#include "runbook/draft.h"

#include <string.h>

#include "base/utf8.h"
#include "runbook/inline.h"
#include "runbook/prose.h"

enum {
    ROWS = 14,         /* of text and commands that a step should have, on a screen of 24 */
    ROWS_OVER = 1,     /* so many more rather than a step of a line or two */
    COMMAND_ROWS = 2,
    FIELD_ROWS = 3,    /* what is asked for commands, and blank lines around them */
    RESERVED_MOST = 9,
    ROWS_BEHIND = 4    /* a short word behind the last commands stays with them */
};

static struct draft_step *last(struct draft *f)
{
    return vec_last(&f->step);
}

/* ---- steps ---- */

static void add_step(struct draft *f, const char *title)
{
    struct draft_step *s = vec_push(&f->step);
    *s = (struct draft_step){.title = draft_short(title, f->arena), .phase = f->phase};
    s->id = name_new(&f->names, title, NAME_MOST, "step");
    f->n_in_part++;
    if (s->title != title)
        f->lead = title;
}

struct draft_step *draft_begin(struct draft *f, const char *title, enum phase phase, bool as_tasks)
{
    f->part = title;
    f->phase = phase;
    f->as_tasks = as_tasks;
    f->n_in_part = 0;
    f->is_inside = false;
    f->lead = NULL;
    f->lead_block = NULL;
    add_step(f, title);
    return last(f);
}

void draft_call(struct draft *f, const char *id)
{
    last(f)->id = name_new(&f->names, id, NAME_MOST, "step");
}

/* The words of the blocks' last paragraph or numbered item: what leads to what is below. */
static const char *words_before(struct draft *f, size_t from, size_t to)
{
    struct str words = {0};
    for (size_t i = to; i-- > from && !words.n;) {
        const struct block *b = &f->d->block[i];
        if (b->kind == BLOCK_PARAGRAPH || (b->kind == BLOCK_ITEM && b->ordinal))
            inline_words(&b->spans, &words);
    }
    const char *kept = arena_strndup(f->arena, str_get(&words), words.n);
    str_release(&words);
    return kept;
}

/* A further step of the same part, called by what its text says. False: there are too many, all goes into the last one. */
static bool go_on(struct draft *f, size_t from, size_t to)
{
    if (f->step.n >= DRAFT_MOST_STEPS)
        return false;
    const char *title = draft_sentence(words_before(f, from, to), f->arena);
    add_step(f, title ? title : arena_printf(f->arena, "%.100s (%zu)", f->part, f->n_in_part + 1));
    return true;
}

/* ---- text ---- */

void draft_head(struct draft *f, const char *title, const struct block *heading)
{
    f->lead = title;
    f->lead_block = heading && inline_has_link(&heading->spans) ? heading : NULL;
}

void draft_add_markdown(struct draft_step *s, const char *markdown, size_t rows)
{
    if (s->text.n)
        str_add_char(&s->text, '\n');
    str_add(&s->text, markdown);
    s->rows += rows + (s->rows > 0);
}

/* The heading becomes the beginning of the paragraph it belongs to. */
static void run_in(struct draft *f, struct block *b)
{
    struct spans spans = {arena_array(f->arena, b->spans.n + 2, sizeof *spans.v), b->spans.n + 2};
    spans.v[0] = (struct span){.text = arena_printf(f->arena, "%s:", f->lead), .style = SPAN_STRONG, .link = -1};
    spans.v[1] = (struct span){.text = " ", .link = -1};
    if (b->spans.n)
        memcpy(spans.v + 2, b->spans.v, b->spans.n * sizeof *spans.v);
    b->spans = spans;
}

static void add_lead(struct draft *f, struct block *b, struct str *text)
{
    enum { SHORT = 30 };
    struct span span = {.text = f->lead, .style = SPAN_STRONG, .link = -1};
    struct spans spans = {&span, 1};
    bool is_paragraph = b && b->kind == BLOCK_PARAGRAPH && !b->continues && !b->quote;
    if (!f->lead)
        return;
    if (is_paragraph && strlen(f->lead) < SHORT && !f->lead_block) {
        run_in(f, b);
    } else {
        inline_write(f->d, f->lead_block ? &f->lead_block->spans : &spans, true, text);
        str_add(text, "\n\n");
    }
    f->lead = NULL;
    f->lead_block = NULL;
}

static size_t count_items(const struct draft *f, size_t from, size_t to)
{
    size_t n = 0;
    for (size_t i = from; i < to; i++)
        n += prose_may_be_task(&f->d->block[i]);
    return n;
}

/* Of a link the words are seen, and its number. */
static size_t rows_of_words(const struct block *b)
{
    enum { INDENT = 4, NUMBER = 4 };
    struct str words = {0};
    inline_words(&b->spans, &words);
    size_t columns = utf8_columns(str_get(&words), words.n) + (inline_has_link(&b->spans) ? NUMBER : 0);
    str_release(&words);
    size_t width = b->kind == BLOCK_ITEM ? PROSE_WIDTH - INDENT : PROSE_WIDTH;
    return 1 + columns / width;
}

static size_t rows_of(struct draft *f, size_t i)
{
    struct str text = {0};
    const struct block *b = &f->d->block[i];
    if (b->kind == BLOCK_PARAGRAPH || b->kind == BLOCK_ITEM || b->kind == BLOCK_QUOTE)
        return rows_of_words(b);
    prose_write(f->d, i, i + 1, 0, &text);
    size_t rows = prose_rows(str_get(&text));
    str_release(&text);
    return rows;
}

/* Rows of block i where it stands behind others that begin at `from`. */
static size_t rows_behind(struct draft *f, size_t from, size_t i)
{
    bool is_tight = i > from && f->d->block[i].kind == BLOCK_ITEM && f->d->block[i - 1].kind == BLOCK_ITEM;
    return rows_of(f, i) + (i > from && !is_tight);
}

static size_t rows_of_all(struct draft *f, size_t from, size_t to)
{
    size_t rows = from < to ? 0 : 1; /* a heading alone */
    for (size_t i = from; i < to; i++)
        rows += rows_behind(f, from, i);
    return rows;
}

/* Items up to tasks_to are ticked; one that has commands is done by them. */
static void write_text(struct draft *f, size_t from, size_t to, size_t tasks_to)
{
    struct str text = {0};
    tasks_to = f->as_tasks ? tasks_to : 0;
    add_lead(f, from < to ? &f->d->block[from] : NULL, &text);
    prose_write(f->d, from, to, tasks_to, &text);
    if (text.n)
        draft_add_markdown(last(f), str_get(&text), rows_of_all(f, from, to));
    f->n_items += count_items(f, from, tasks_to < to ? tasks_to : to);
    str_release(&text);
}

/* A paragraph that ends with a colon belongs to what is below it. */
static bool leads_on(struct draft *f, size_t i)
{
    const struct spans *spans = &f->d->block[i].spans;
    return spans->n && str_ends(spans->v[spans->n - 1].text, ":");
}

static size_t room_left(struct draft *f)
{
    size_t taken = last(f)->rows + COMMAND_ROWS * last(f)->command.n + f->reserved;
    return taken < ROWS ? ROWS - taken : 0;
}

static bool is_nearly_all(struct draft *f, size_t from, size_t i, size_t to, size_t over)
{
    for (; i < to && over <= ROWS_OVER; i++)
        over += rows_behind(f, from, i);
    return over <= ROWS_OVER;
}

/* Where the blocks have to be parted so that those before it fit; `to` when all do. */
static size_t part_at(struct draft *f, size_t from, size_t to, size_t room)
{
    size_t rows = 0;
    for (size_t i = from; i < to; i++) {
        rows += rows_behind(f, from, i);
        if (rows <= room || i == from)
            continue;
        if (is_nearly_all(f, from, i + 1, to, rows - room))
            return to;
        return i - 1 > from && leads_on(f, i - 1) ? i - 1 : i;
    }
    return to;
}

static void add_text(struct draft *f, size_t from, size_t to, size_t tasks_to)
{
    while (from < to) {
        bool is_begun = last(f)->text.n > 0;
        if (is_begun && rows_of(f, from) > room_left(f) + ROWS_OVER)
            go_on(f, from, part_at(f, from, to, ROWS));
        size_t at = part_at(f, from, to, room_left(f));
        write_text(f, from, at, tasks_to);
        if (at < to && !go_on(f, at, part_at(f, at, to, ROWS)))
            write_text(f, at, to, tasks_to), at = to;
        from = at;
    }
}

/* ---- both ---- */

/* The next block from i on that holds commands; `to` when none does. */
static size_t next_fence(struct draft *f, size_t i, size_t to, struct fence *fence)
{
    for (; i < to; i++) {
        fence_read(&f->d->block[i], f->arena, fence);
        if (fence->n_commands && f->n_commands + fence->n_commands <= DRAFT_MOST_COMMANDS)
            return i;
        fence_release(fence);
    }
    return to;
}

static bool is_short(struct draft *f, size_t from, size_t to)
{
    size_t rows = 1;
    for (size_t i = from; i < to; i++)
        rows += rows_of(f, i) + 1;
    return rows <= ROWS_BEHIND + 1 && rows <= room_left(f);
}

/* The item that the commands at `at` belong to; `at` when they belong to none. */
static size_t owner_of(const struct draft *f, size_t from, size_t at)
{
    for (size_t i = at; i-- > from;)
        if (f->d->block[i].kind == BLOCK_ITEM || !f->d->block[i].continues)
            return prose_may_be_task(&f->d->block[i]) ? i : at;
    return at;
}

static size_t reserve(const struct fence *fence)
{
    size_t rows = COMMAND_ROWS * fence->n_commands + FIELD_ROWS;
    return rows < RESERVED_MOST ? rows : RESERVED_MOST;
}

void draft_add(struct draft *f, size_t from, size_t to)
{
    while (from < to) {
        struct fence fence = {0};
        size_t at = next_fence(f, from, to, &fence);
        bool has_commands = last(f)->command.n > 0;
        if (from < at && has_commands && !(at == to && is_short(f, from, at)))
            go_on(f, from, at);
        f->reserved = at < to ? reserve(&fence) : 0;
        add_text(f, from, at, at < to ? owner_of(f, from, at) : at);
        draft_add_fence(f, &fence);
        fence_release(&fence);
        from = at + 1;
    }
    if (f->lead)
        write_text(f, to, to, to);
}

void draft_release(struct draft *f)
{
    for (size_t i = 0; i < f->step.n; i++) {
        str_release(&f->step.v[i].text);
        vec_release(&f->step.v[i].command);
        vec_release(&f->step.v[i].input);
    }
    vec_release(&f->step);
    values_release(&f->values);
    map_release(&f->names.taken);
}
