/* step_text: what a step says, with its checklist where it stands in the text; cut where there is no room, never dropped. */
#include <string.h>

#include "base/i18n.h"
#include "ui/prose.h"
#include "ui/step_own.h"

enum { SOME_ROWS = 3 }; /* fewer lines of a text than that are no help */

static bool is_task(const struct block *b)
{
    return b->kind == BLOCK_ITEM && b->task != TASK_NONE;
}

/* The loader finds the items by a scan of lines of its own: only where both see the same do they stand in the text. */
static bool agree(const struct model *m)
{
    const struct document *d = m->step->text;
    size_t n = 0;
    for (size_t i = 0; d && i < d->n_blocks; i++)
        n += is_task(&d->block[i]);
    return n > 0 && n == m->step->step->items.n;
}

bool step_has_items_in_text(const struct model *m, const struct sheet *s)
{
    return s->squeeze < 1 && !s->is_compact && agree(m);
}

static const char *words_of(const struct block *b, struct sheet *s)
{
    struct str words = {0};
    for (size_t i = 0; i < b->spans.n; i++)
        str_add(&words, str_eq(b->spans.v[i].text, "\n") ? " " : b->spans.v[i].text);
    const char *kept = sheet_keep(s, "%s", str_get(&words));
    str_release(&words);
    return kept;
}

static void build_with_items(const struct model *m, struct sheet *s)
{
    const struct document *d = m->step->text;
    size_t from = 0, item = 0;
    bool was_task = true; /* no blank line at the very start */
    for (size_t i = 0; i <= d->n_blocks; i++) {
        if (i < d->n_blocks && !is_task(&d->block[i]))
            continue;
        if (from < i) {
            if (item)
                sheet_space(s);
            prose_part(d, from, i, s);
            was_task = false;
        }
        if (i == d->n_blocks)
            break;
        if (!was_task)
            sheet_space(s);
        step_build_item(m, item++, words_of(&d->block[i], s), s);
        from = i + 1;
        was_task = true;
    }
}

/* What is seen of a link here is its words: where it leads stands with the whole text. */
static void build_links(const struct model *m, struct sheet *s)
{
    size_t n = m->step->text ? m->step->text->n_links : 0;
    if (!n || s->is_compact)
        return;
    sheet_line(s);
    sheet_row(s, ROW_COMMAND, ACTION_text, -1);
    sheet_putf(s, 2, STYLE_DIM, ngettext("%zu link: v shows where it leads", "%zu links: v shows where they lead", n), n);
}

void step_build_text(const struct model *m, struct sheet *s)
{
    if (step_has_items_in_text(m, s))
        build_with_items(m, s);
    else
        prose_step(m->step->text, m->step->step->text, s);
    build_links(m, s);
}

void step_build_some_text(const struct model *m, struct sheet *s)
{
    size_t from = s->lines.n;
    if (!m->step->step->text)
        return;
    prose_step(m->step->text, m->step->step->text, s);
    size_t n = s->lines.n - from, room = (size_t)s->text_rows;
    if (n == 0)
        return;
    size_t shown = n <= room ? n : room <= SOME_ROWS ? 0 : room - 1;
    s->lines.n = from + shown;
    if (shown == n)
        return;
    sheet_line(s);
    sheet_row(s, ROW_COMMAND, ACTION_text, -1);
    sheet_putf(s, 2, STYLE_DIM, shown ? ngettext("%zu more line: v shows all", "%zu more lines: v shows all", n - shown)
                                      : ngettext("%zu line of text: v shows it", "%zu lines of text: v shows it", n - shown),
               n - shown);
}
