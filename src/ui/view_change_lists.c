/* view_change_lists: which changes are shown: chosen from what there is, or by words that stand in them. */
#include "base/i18n.h"
#include "ui/ask.h"
#include "ui/changes_own.h"
#include "ui/lists.h"
#include "ui/words.h"

static void name(const struct ui *ui, const struct model *m, struct str *out, struct str *right)
{
    struct str filter = {0};
    (void)m, (void)right;
    changes_filter_said(ui, &filter);
    str_addf(out, "%s\t%s", _("Changes"), _("what is shown"));
    if (filter.n)
        str_addf(out, " · %s", filter.s);
    str_release(&filter);
}

static void put_option(const struct changes_option *o, int64_t key, bool is_place, struct sheet *s)
{
    struct str n = {0};
    sheet_line(s);
    sheet_row(s, ROW_CHOICE, key, -1);
    vec_last(&s->lines)->is_place = is_place;
    if (o->by == CHANGES_WORDS)
        sheet_put(s, 4, STYLE_PLAIN, "+");
    if (o->n)
        words_count(o->n, &n);
    sheet_put_cut(s, o->by == CHANGES_WORDS ? 6 : 4, s->width - (int)n.n - 2, changes_option_label(o));
    sheet_right(s, 4, STYLE_PLAIN, str_get(&n));
    str_release(&n);
}

static void put_left_out(size_t left, struct sheet *s)
{
    struct str n = {0};
    if (!left)
        return;
    words_count(left, &n);
    sheet_line(s);
    sheet_putf(s, 4, STYLE_DIM, ngettext("%s more", "%s more", (unsigned long)left), str_get(&n));
    str_release(&n);
}

static void build(const struct ui *ui, const struct model *m, struct sheet *s)
{
    struct changes_options o;
    const char *last = NULL;
    (void)ui;
    if (!m->changes || !m->changes->list)
        return;
    changes_options_make(m->changes, &o);
    for (size_t i = 0; i < o.n; i++) {
        const char *heading = changes_option_heading(o.v[i].by);
        bool is_first = heading != last;
        if (is_first) {
            sheet_gap(s);
            sheet_line(s);
            sheet_put(s, 2, STYLE_BOLD, heading);
        }
        last = heading;
        put_option(&o.v[i], (int64_t)i, is_first, s);
        if (i + 1 == o.n || o.v[i + 1].by != o.v[i].by)
            put_left_out(o.left_out[o.v[i].by], s);
    }
}

static void enter(struct ui *ui, const struct model *m, struct row_id row, struct wish *w)
{
    struct changes_options o = {.n = 0};
    (void)w;
    if (m->changes)
        changes_options_make(m->changes, &o);
    if (row.kind != ROW_CHOICE || (size_t)row.key >= o.n)
        return;
    ui_pop(ui);
    if (o.v[row.key].by == CHANGES_WORDS)
        ask_open(ui, ASK_CHANGE_WORDS, NULL, NULL, 0, NULL);
    else
        changes_choose(ui, o.v[row.key].by, o.v[row.key].value);
}

const struct view view_change_lists = {
    .page = PAGE_CHANGE_LISTS,
    .name = name,
    .build = build,
    .enter = enter,
    .enter_label = lists_enter_label,
    .label = lists_label,
    .footer = lists_footer,
};
