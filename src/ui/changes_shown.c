/* changes_shown: which changes are listed, and in which order. */
#include "ui/changes_own.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "change/change.h"
#include "ui/ask.h"

bool changes_by_time(const struct ui *ui)
{
    for (int i = 0; i < ui->n; i++)
        if (ui->stack[i].page == PAGE_CHANGES)
            return ui->stack[i].is_other_way;
    return false;
}

const char *changes_value(const struct change *c, enum changes_by by)
{
    return by == CHANGES_KIND      ? change_kind_name(c->kind)
           : by == CHANGES_SOURCE  ? c->source
           : by == CHANGES_WHO     ? c->who
           : by == CHANGES_SERVICE ? c->service
           : by == CHANGES_HOST    ? c->host
                                   : NULL;
}

const char *changes_word(enum changes_by by, const char *value)
{
    enum change_kind kind;
    return by == CHANGES_KIND && change_kind_parse(value, &kind) ? change_kind_word(kind) : value;
}

static bool holds_any(const char *const *list, const char *words)
{
    for (; list && *list; list++)
        if (ask_matches(words, *list))
            return true;
    return false;
}

bool changes_holds(const struct change *c, const char *words)
{
    struct str told = {0};
    const char *const text[] = {c->what, c->who, c->detail, c->source, c->service, c->host, change_kind_word(c->kind)};
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        if (text[i] && ask_matches(words, text[i]))
            return true;
    change_tell(c->what, &told); /* as it is read */
    str_add(&told, "\n");
    change_tell(c->detail, &told);
    bool is_read = ask_matches(words, str_get(&told));
    str_release(&told);
    return is_read || holds_any(c->file, words) || holds_any(c->part, words);
}

static bool passes(const struct changes_page *p, const struct model_change *row)
{
    switch (p->by) {
    case CHANGES_ALL:
        return true;
    case CHANGES_LEFT:
        return !row->ruling;
    case CHANGES_BEFORE:
        return !row->is_after;
    case CHANGES_WORDS:
        return changes_holds(row->change, str_get(&p->value));
    case CHANGES_KIND:
    case CHANGES_SOURCE:
    case CHANGES_WHO:
    case CHANGES_SERVICE:
    case CHANGES_HOST:
        break;
    }
    return str_eq(changes_value(row->change, p->by), str_get(&p->value));
}

static int newest_first(const void *a, const void *b)
{
    const struct model_change *x = *(const struct model_change *const *)a, *y = *(const struct model_change *const *)b;
    if (x->change->at != y->change->at)
        return x->change->at > y->change->at ? -1 : 1;
    return x < y ? -1 : x > y;
}

void changes_pick(const struct changes_page *page, bool by_time, const struct model_changes *c, struct changes_shown *out)
{
    *out = (struct changes_shown){0};
    if (!c || !c->n)
        return;
    out->row = mem_array(c->n, sizeof(const struct model_change *));
    for (size_t i = 0; i < c->n; i++)
        if (passes(page, &c->row[i]))
            out->row[out->n++] = &c->row[i];
    if (by_time)
        qsort(out->row, out->n, sizeof *out->row, newest_first);
}

void changes_shown_make(const struct ui *ui, const struct model *m, struct changes_shown *out)
{
    changes_pick(&ui->changes, changes_by_time(ui), m->changes, out);
}

void changes_shown_release(struct changes_shown *s)
{
    mem_free(s->row);
    *s = (struct changes_shown){0};
}

void changes_choose(struct ui *ui, enum changes_by by, const char *value)
{
    struct str copy = {0};
    str_add(&copy, value ? value : "");
    str_release(&ui->changes.value);
    ui->changes.value = copy;
    ui->changes.by = by;
    if (ui_page(ui) == PAGE_CHANGES) { /* other rows are looked at from the first on */
        ui_place(ui)->at = (struct row_id){0};
        ui_place(ui)->ordinal = ui_place(ui)->top = 0;
    }
}

void changes_filter_said(const struct ui *ui, struct str *out)
{
    const struct changes_page *p = &ui->changes;
    if (p->by == CHANGES_LEFT)
        str_add(out, _("not ruled out"));
    else if (p->by == CHANGES_BEFORE)
        str_add(out, _("before the onset"));
    else if (p->by == CHANGES_WORDS)
        str_addf(out, _("with \"%s\""), str_get(&p->value));
    else if (p->by == CHANGES_WHO)
        str_addf(out, _("by %s"), str_get(&p->value));
    else if (p->by != CHANGES_ALL)
        str_add(out, changes_word(p->by, str_get(&p->value)));
}

/* As it is, in no language: that is what the record keeps. */
void changes_as_evidence(const struct change *c, struct str *out)
{
    char at[TIME_TEXT];
    time_format_utc(c->at, at);
    str_addf(out, "%s %s", at, c->what);
    if (c->who)
        str_addf(out, ", %s", c->who);
    if (c->detail)
        str_addf(out, " (%s)", c->detail);
}
