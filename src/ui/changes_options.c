/* changes_options: by what the changes may be chosen: what they have of each kind, most first. */
#include "ui/changes_own.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/map.h"
#include "base/vec.h"
#include "change/change.h"

static int most_first(const void *a, const void *b)
{
    const struct changes_option *x = a, *y = b;
    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    return strcmp(x->value, y->value);
}

static void add(struct changes_options *o, enum changes_by by, const char *value, size_t n)
{
    if (n && o->n < CHANGES_OPTIONS_MOST)
        o->v[o->n++] = (struct changes_option){by, value, n};
}

/* What they have of one kind, each once. Where it is one and all have it, there is nothing to choose. */
static void add_values(const struct model_changes *c, enum changes_by by, struct changes_options *o)
{
    VEC(struct changes_option) list = {0};
    struct map at = {0};
    for (size_t i = 0; i < c->n; i++) {
        const char *value = changes_value(c->row[i].change, by);
        if (!value || !*value)
            continue;
        uint32_t there = map_find(&at, value);
        if (there == MAP_ABSENT) {
            map_set(&at, value, (uint32_t)list.n);
            *vec_push(&list) = (struct changes_option){by, value, 1};
        } else {
            list.v[there].n++;
        }
    }
    if (list.n)
        qsort(list.v, list.n, sizeof *list.v, most_first);
    bool is_choice = list.n > 1 || (list.n == 1 && list.v[0].n < c->n);
    for (size_t i = 0; is_choice && i < list.n && i < CHANGES_OPTIONS_EACH; i++)
        add(o, by, list.v[i].value, list.v[i].n);
    o->left_out[by] = is_choice && list.n > CHANGES_OPTIONS_EACH ? list.n - CHANGES_OPTIONS_EACH : 0;
    vec_release(&list);
    map_release(&at);
}

void changes_options_make(const struct model_changes *c, struct changes_options *o)
{
    size_t left = 0, before = 0;
    *o = (struct changes_options){.n = 0};
    for (size_t i = 0; i < c->n; i++) {
        left += !c->row[i].ruling;
        before += !c->row[i].is_after;
    }
    add(o, CHANGES_ALL, "", c->n);
    if (left < c->n)
        add(o, CHANGES_LEFT, "", left);
    if (before < c->n)
        add(o, CHANGES_BEFORE, "", before);
    o->v[o->n++] = (struct changes_option){CHANGES_WORDS, "", 0};
    for (int by = CHANGES_KIND; by < CHANGES_WORDS; by++)
        add_values(c, (enum changes_by)by, o);
}

const char *changes_option_label(const struct changes_option *o)
{
    return o->by == CHANGES_ALL      ? _("all of them")
           : o->by == CHANGES_LEFT   ? _("not ruled out")
           : o->by == CHANGES_BEFORE ? _("before the onset")
           : o->by == CHANGES_WORDS  ? _("those with certain words")
                                     : changes_word(o->by, o->value);
}

const char *changes_option_heading(enum changes_by by)
{
    return by == CHANGES_KIND      ? _("Kinds")
           : by == CHANGES_SOURCE  ? _("Sources")
           : by == CHANGES_WHO     ? _("By whom")
           : by == CHANGES_SERVICE ? _("Services")
           : by == CHANGES_HOST    ? _("Hosts")
                                   : _("Show");
}
