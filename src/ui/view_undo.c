/* view_undo: what we changed, newest first, and the way back of each. */
#include "base/i18n.h"
#include "ui/ask.h"
#include "ui/view.h"
#include "ui/words.h"

enum { RUNS_MAX = 64, WHAT_COLUMN = 14 };

static bool can_undo(const struct run *r)
{
    return r->undo && r->undo[0];
}

static size_t changes(const struct model *m, const struct run **list)
{
    size_t n = m->incident ? incident_undo_list(m->incident, list, RUNS_MAX) : 0;
    return n < RUNS_MAX ? n : RUNS_MAX;
}

static void name(const struct ui *ui, const struct model *m, struct str *out, struct str *right)
{
    const struct run *list[RUNS_MAX];
    size_t n = changes(m, list), back = 0;
    (void)ui, (void)right;
    for (size_t i = 0; i < n; i++)
        back += can_undo(list[i]);
    str_addf(out, "%s\t", _("Undo"));
    if (n == 0) {
        str_add(out, _("nothing was changed"));
        return;
    }
    str_addf(out, ngettext("%zu change, newest first", "%zu changes, newest first", (unsigned long)n), n);
    str_add(out, " · ");
    str_addf(out, _("%zu can be taken back"), back);
}

static void put_first_line(struct sheet *s, int column, unsigned style, const char *before, const char *text)
{
    struct str line = {0};
    str_add(&line, before);
    for (; text && *text && *text != '\n'; text++)
        str_add_char(&line, *text);
    sheet_put(s, column, style, str_get(&line));
    str_release(&line);
}

static void build_run(const struct model *m, const struct run *r, struct sheet *s)
{
    struct str text = {0};
    sheet_line(s);
    if (can_undo(r)) {
        sheet_numbered(s, ROW_RUN, r->seq);
    } else {
        sheet_row(s, ROW_RUN, r->seq, -1);
        sheet_put(s, 2, STYLE_BAD, "✗");
    }
    words_clock(m, r->started, &text);
    sheet_put(s, 4, STYLE_DIM, str_get(&text));
    int column = 4 + (int)text.n + 2;
    str_clear(&text);
    str_addf(&text, "%s on %s", r->id, r->host ? r->host : "?");
    sheet_put(s, column, STYLE_BOLD, str_get(&text));
    sheet_end(s, 56);
    sheet_right(s, 56, can_undo(r) ? STYLE_DIM : STYLE_BAD,
                r->outcome == RUN_UNKNOWN && !r->verdict ? _("outcome unknown")
                : can_undo(r)                            ? _("can be undone")
                                                         : _("cannot be undone"));
    if (!s->is_compact) {
        sheet_line(s);
        str_clear(&text);
        str_addf(&text, _("by %s; was: %s"), r->actor ? r->actor : "?",
                 r->before && r->before[0] ? r->before : _("not captured"));
        sheet_put(s, WHAT_COLUMN, STYLE_PLAIN, str_get(&text));
        if (can_undo(r)) {
            sheet_line(s);
            put_first_line(s, WHAT_COLUMN, STYLE_DIM, "$ ", r->undo);
        }
        sheet_space(s);
    }
    str_release(&text);
}

static void build(const struct ui *ui, const struct model *m, struct sheet *s)
{
    const struct run *list[RUNS_MAX];
    size_t n = changes(m, list);
    (void)ui;
    for (size_t i = 0; i < n; i++)
        build_run(m, list[i], s);
    sheet_wrap(s, 2, 74, STYLE_PLAIN,
               n ? _("An undo is a change too: it is shown, asked and recorded like one.")
                 : _("Nothing was changed yet. What an action changes is listed here with its way back."),
               false);
}

static const struct run *chosen(const struct ui *ui, const struct model *m)
{
    struct row_id at = ui_place_const(ui)->at;
    return at.kind == ROW_RUN ? incident_find_run(m->incident, at.key) : NULL;
}

static void enter(struct ui *ui, const struct model *m, struct row_id row, struct wish *w)
{
    const struct run *r = chosen(ui, m);
    if (r && can_undo(r))
        *w = (struct wish){.kind = WISH_UNDO, .number = row.key};
}

static bool act(struct ui *ui, const struct model *m, enum action a, struct wish *w)
{
    const struct run *r = chosen(ui, m);
    if (a == ACTION_defer && r)
        ask_open(ui, ASK_OWNER, m->actor, NULL, r->seq, NULL);
    else if (a == ACTION_copy && r)
        *w = (struct wish){.kind = WISH_COPY, .text = ui_say(ui, 0, can_undo(r) ? r->undo : r->command)};
    else if (a == ACTION_why)
        ui_push(ui, PAGE_WHY);
    else
        return a == ACTION_defer || a == ACTION_copy;
    return true;
}

static const char *enter_label(const struct ui *ui, const struct model *m, struct row_id row)
{
    const struct run *r = chosen(ui, m);
    (void)row;
    return r && can_undo(r) ? _("undo") : NULL;
}

static const enum action *footer(const struct ui *ui, const struct model *m)
{
    static const enum action list[] = {ACTION_why, ACTION_defer, ACTION_copy, ACTION_timeline, ACTION_note, ACTION_NONE};
    static const enum action empty[] = {ACTION_timeline, ACTION_note, ACTION_NONE};
    (void)ui;
    return m->incident && incident_n_undoable(m->incident) ? list : empty;
}

const struct view view_undo = {
    .page = PAGE_UNDO,
    .name = name,
    .build = build,
    .enter = enter,
    .act = act,
    .enter_label = enter_label,
    .footer = footer,
};
