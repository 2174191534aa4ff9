/* view_changes: what changed, most suspect first; each stands under the error chart where it happened. */
#include <string.h>

#include "base/i18n.h"
#include "change/change.h"
#include "ui/ask.h"
#include "ui/changes_own.h"
#include "ui/move.h"
#include "ui/words.h"

enum { LABEL_COLUMN = 18, NAME_COLUMNS = 34 };

static void say_count(const struct model *m, const struct changes_shown *shown, struct str *out)
{
    struct str since = {0}, some = {0}, all = {0};
    words_minute(m, m->changes->list->since, &since);
    words_count(shown->n, &some);
    words_count(m->changes->n, &all);
    if (shown->n < m->changes->n)
        str_addf(out, _("%s of %s since %s"), some.s, all.s, str_get(&since));
    else
        str_addf(out, ngettext("%s since %s", "%s since %s", (unsigned long)shown->n), some.s, str_get(&since));
    str_release(&since);
    str_release(&some);
    str_release(&all);
}

static void name(const struct ui *ui, const struct model *m, struct str *out, struct str *right)
{
    struct changes_shown shown;
    (void)right;
    str_addf(out, "%s\t", _("Changes"));
    if (!m->changes || !m->changes->list)
        return;
    changes_shown_make(ui, m, &shown);
    say_count(m, &shown, out);
    if (ui->changes.by != CHANGES_ALL) {
        str_add(out, " · ");
        changes_filter_said(ui, out);
    }
    str_addf(out, " · %s", changes_by_time(ui) ? _("newest first") : _("most suspect first"));
    changes_shown_release(&shown);
}

/* ---- what was not looked at, what to do -------------------------------------------------------------------------------- */

static void put_labelled(struct sheet *s, const char *label, const char *text)
{
    sheet_line(s);
    sheet_put(s, 2, STYLE_DIM, label);
    sheet_wrap(s, sheet_after(s, LABEL_COLUMN), s->width, STYLE_PLAIN, text, true);
}

static void build_missing(const struct model_changes *c, struct sheet *s)
{
    struct str text = {0};
    for (size_t i = 0; i < c->list->missing.n; i++) {
        str_addf(&text, "%s%s: ", i ? " · " : "", c->list->missing.v[i].source);
        change_tell(c->list->missing.v[i].why, &text);
    }
    if (text.n)
        put_labelled(s, _("Not looked at"), text.s);
    str_release(&text);
}

static void build_undo(const struct model_changes *c, struct sheet *s)
{
    if (!c->n || c->row[0].ruling || c->row[0].is_after)
        return;
    if (c->row[0].change->undo)
        put_labelled(s, _("To undo 1"), c->row[0].change->undo);
    else if (c->way_back)
        put_labelled(s, _("To undo 1"), c->way_back);
}

static void build_nothing(const struct model_changes *c, struct sheet *s)
{
    sheet_line(s);
    sheet_put(s, 2, STYLE_PLAIN, _("Nobody has looked for changes yet."));
    sheet_space(s);
    if (c->step)
        sheet_wrap(s, 2, 74, STYLE_PLAIN, sheet_keep(s, _("The step %s does: g on the step goes there, r looks."), c->step), false);
    else
        sheet_wrap(s, 2, 74, STYLE_PLAIN, _("This flow has no step that does. In a shell, triage changes lists them."), false);
}

static int lines_of(const struct changes_shown *shown, bool is_compact)
{
    int lines = 0;
    for (size_t i = 0; i < shown->n; i++)
        lines += 1 + (!is_compact && changes_has_second(shown->row[i]));
    return lines;
}

/* The way back stands under the list where that ends in sight; else over it, so that nobody goes to its end for it. */
static void build(const struct ui *ui, const struct model *m, struct sheet *s)
{
    enum { FOOT_LINES = 3 };
    struct changes_shown shown;
    if (!m->changes)
        return;
    if (!m->changes->list) {
        build_nothing(m->changes, s);
        return;
    }
    changes_shown_make(ui, m, &shown);
    bool is_long = !s->is_compact && lines_of(&shown, s->is_compact) + FOOT_LINES > move_body_length(ui);
    if (is_long) {
        build_undo(m->changes, s);
        sheet_space(s);
    }
    changes_build_list(ui, m, &shown, s);
    sheet_space(s);
    build_missing(m->changes, s);
    if (!is_long)
        build_undo(m->changes, s);
    changes_shown_release(&shown);
}

const struct model_change *changes_row_at(const struct model_changes *c, struct row_id at)
{
    for (size_t i = 0; c && at.kind == ROW_CHANGE && i < c->n; i++)
        if (c->row[i].change - c->list->list.v == at.key)
            return &c->row[i];
    return NULL;
}

/* By suspicion it goes to the end; by time it stays. */
void changes_step_over(struct ui *ui, const struct model *m, const struct model_change *row)
{
    struct changes_shown shown;
    if (changes_by_time(ui))
        return;
    changes_shown_make(ui, m, &shown);
    for (size_t i = 0; i < shown.n; i++) {
        if (shown.row[i] != row)
            continue;
        size_t next = i + 1 < shown.n && !shown.row[i + 1]->ruling ? i + 1 : i - (i > 0);
        ui_place(ui)->at = (struct row_id){ROW_CHANGE, shown.row[next]->change - m->changes->list->list.v};
    }
    changes_shown_release(&shown);
}

/* From ▸ on and round: the words that / looked for may stand in what is not spelled out. */
static struct row_id find(const struct ui *ui, const struct model *m)
{
    struct changes_shown shown;
    struct row_id found = {0};
    bool is_found = false;
    if (!m->changes || !m->changes->list)
        return found;
    changes_shown_make(ui, m, &shown);
    size_t here = shown.n ? (size_t)changes_place(ui, m, &shown) : 0;
    for (size_t i = 1; i <= shown.n && !is_found; i++) {
        const struct model_change *row = shown.row[(here + i) % shown.n];
        is_found = changes_holds(row->change, str_get(&ui->find)) || (row->why && ask_matches(str_get(&ui->find), row->why));
        if (is_found)
            found = (struct row_id){ROW_CHANGE, row->change - m->changes->list->list.v};
    }
    changes_shown_release(&shown);
    return found;
}

/* ---- keys ------------------------------------------------------------------------------------------------------------- */

static const struct model_change *chosen(const struct ui *ui, const struct model *m)
{
    return changes_row_at(m->changes, ui_place_const(ui)->at);
}

static void enter(struct ui *ui, const struct model *m, struct row_id row, struct wish *w)
{
    const struct model_change *c = chosen(ui, m);
    (void)row;
    if (c)
        *w = (struct wish){.kind = WISH_SEE_CHANGE, .id = ui_say(ui, 0, c->id)};
}

static void pin(struct ui *ui, const struct model_change *c, struct wish *w)
{
    struct str text = {0};
    changes_as_evidence(c->change, &text);
    *w = (struct wish){.kind = WISH_PIN, .text = ui_say(ui, 0, str_get(&text))};
    str_release(&text);
}

/* By name, and with room left on the line for the reason. */
static void ask_why_not(struct ui *ui, const struct model_change *c)
{
    struct str what = {0}, told = {0};
    change_tell(c->change->what, &told);
    words_fit(str_get(&told), NAME_COLUMNS, &what);
    str_release(&told);
    ask_open(ui, ASK_CHANGE_OUT, str_get(&what), c->id, 0, NULL);
    str_release(&what);
}

/* What is about the list and its chart, wherever ▸ stands. */
static bool act_on_list(struct ui *ui, const struct model *m, enum action a)
{
    bool has_list = m->changes && m->changes->list;
    if (a == ACTION_other_way)
        ui_place(ui)->is_other_way = !ui_place(ui)->is_other_way;
    else if (a == ACTION_filter && has_list)
        ui_push(ui, PAGE_CHANGE_LISTS);
    else if (a == ACTION_go_to && has_list)
        ask_open(ui, ASK_CHANGE_GO, NULL, NULL, 0, NULL);
    else if (a == ACTION_zoom_in || a == ACTION_zoom_out || a == ACTION_earlier || a == ACTION_later)
        changes_zoom(ui, m, a);
    else
        return a == ACTION_filter || (a == ACTION_search && !has_list);
    return true;
}

static bool act(struct ui *ui, const struct model *m, enum action a, struct wish *w)
{
    const struct model_change *c = chosen(ui, m);
    if (act_on_list(ui, m, a))
        return true;
    if (a == ACTION_why && c)
        ui_push(ui, PAGE_WHY);
    else if (a == ACTION_pin && c)
        pin(ui, c, w);
    else if (a == ACTION_rule_out && c && !c->ruling)
        ask_why_not(ui, c);
    else if (a == ACTION_rule_out && c)
        *w = (struct wish){.kind = WISH_RESTORE, .id = ui_say(ui, 0, c->id), .text = ui_say(ui, 1, c->change->what)};
    else if (a == ACTION_copy && c)
        *w = (struct wish){.kind = WISH_COPY, .text = ui_say(ui, 0, c->change->see ? c->change->see : c->change->what)};
    else
        return a == ACTION_why || a == ACTION_pin || a == ACTION_rule_out || a == ACTION_copy;
    return true;
}

static const char *enter_label(const struct ui *ui, const struct model *m, struct row_id row)
{
    (void)ui, (void)m;
    return row.kind == ROW_CHANGE ? _("look") : NULL;
}

static const char *label(const struct ui *ui, enum action a)
{
    return a == ACTION_other_way ? changes_by_time(ui) ? _("by suspicion") : _("by time") : NULL;
}

static const enum action *footer(const struct ui *ui, const struct model *m)
{
    static const enum action narrow[] = {ACTION_pin, ACTION_rule_out, ACTION_why, ACTION_other_way, ACTION_filter, ACTION_search, ACTION_NONE};
    static const enum action wide[] = {ACTION_pin,    ACTION_rule_out, ACTION_why,     ACTION_other_way, ACTION_filter,
                                       ACTION_search, ACTION_go_to,    ACTION_zoom_in, ACTION_copy,      ACTION_NONE};
    static const enum action none[] = {ACTION_note, ACTION_causes, ACTION_NONE};
    if (!m->changes || !m->changes->n)
        return none;
    return ui->columns >= PANEL_FROM ? wide : narrow;
}

const struct view view_changes = {
    .page = PAGE_CHANGES,
    .name = name,
    .build = build,
    .enter = enter,
    .act = act,
    .enter_label = enter_label,
    .label = label,
    .footer = footer,
    .find = find,
    .head = changes_head_lines,
    .paint = changes_paint_head,
    .has_panel = true,
};
