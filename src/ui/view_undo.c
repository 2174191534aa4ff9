/* view_undo: what we changed, newest first, and the way back of each. */
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "incident/undo.h"
#include "ui/ask.h"
#include "ui/view.h"
#include "ui/words.h"

enum { RUNS_MAX = 64, WHAT_COLUMN = 14, STATE_COLUMN = 54, NOW_COLUMN = 40 };

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

static const struct model_undo *looked_at(const struct model *m, const struct run *r)
{
    for (size_t i = 0; i < m->n_undo; i++)
        if (m->undo[i].run == r->seq)
            return &m->undo[i];
    return NULL;
}

static void add_ends(const struct model *m, int64_t at, struct str *out)
{
    struct str clock = {0};
    words_minute(m, at, &clock);
    str_add(out, "\xe2\x9a\x91 ");
    str_addf(out, at > m->now ? _("ends by itself %s") : _("was to end %s: has it?"), str_get(&clock));
    str_release(&clock);
}

/* What stands at the right of a change: the most pressing that is known of it. */
static void put_state(const struct model *m, const struct run *r, struct sheet *s)
{
    const struct model_undo *u = looked_at(m, r);
    enum undo_state state = incident_undo_state(r, u ? u->now : NULL);
    struct str text = {0};
    unsigned style = STYLE_DIM;
    if (r->outcome == RUN_UNKNOWN && !r->verdict)
        style = STYLE_WARN, str_add(&text, _("? outcome unknown"));
    else if (u && u->is_reading)
        str_add(&text, _("looking ..."));
    else if (state == UNDO_CHANGED)
        style = STYLE_WARN, str_addf(&text, _("? changed since, now %.*s"), (int)strcspn(u->now, "\n"), u->now);
    else if (state == UNDO_BACK)
        style = STYLE_GOOD, str_add(&text, _("\xe2\x9c\x93 already back"));
    else if (u && u->is_unknown)
        str_add(&text, _("way back unknown"));
    else if (!can_undo(r))
        style = STYLE_BAD, str_add(&text, _("cannot be undone"));
    else if (r->temporary && r->ends && r->ended)
        style = STYLE_WARN, add_ends(m, r->ended + r->ends, &text);
    else
        str_add(&text, state == UNDO_AS_LEFT ? _("as we left it") : _("can be undone"));
    bool is_long = (int)utf8_columns(str_get(&text), text.n) > s->width - STATE_COLUMN - 2;
    int column = is_long ? NOW_COLUMN : STATE_COLUMN; /* what is there now is worth more than a long host */
    sheet_end(s, column - 2);
    sheet_right(s, column, style, str_get(&text));
    str_release(&text);
}

/* Who, what it was before, and who said yes to it. */
static void put_before(const struct model *m, const struct run *r, struct sheet *s)
{
    const struct approval *yes = incident_find_approval(m->incident, r->approval);
    struct str text = {0};
    sheet_line(s);
    str_addf(&text, _("by %s"), r->actor ? r->actor : "?");
    if (yes && yes->answerer)
        str_addf(&text, _(", yes from %s"), yes->answerer);
    str_addf(&text, _("; was: %s"), r->before && r->before[0] ? r->before : _("not captured"));
    sheet_put(s, WHAT_COLUMN, STYLE_PLAIN, str_get(&text));
    str_release(&text);
}

static void put_details(const struct model *m, const struct run *r, struct sheet *s)
{
    const struct model_undo *u = looked_at(m, r);
    put_before(m, r, s);
    if (r->temporary) {
        sheet_line(s);
        sheet_putf(s, WHAT_COLUMN, STYLE_WARN, _("\xe2\x9a\x91 leaves: %s"), r->temporary);
    }
    if (can_undo(r)) {
        sheet_line(s);
        put_first_line(s, WHAT_COLUMN, STYLE_DIM, "$ ", r->undo);
    }
    if (u && u->waits_for) {
        sheet_line(s);
        sheet_putf(s, WHAT_COLUMN, STYLE_WARN, _("first take back %s, which stands on it"), u->waits_for);
    }
    sheet_space(s);
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
    str_addf(&text, _("%s on %s"), r->id, r->host ? r->host : "?");
    sheet_put(s, column, STYLE_BOLD, str_get(&text));
    put_state(m, r, s);
    if (!s->is_compact)
        put_details(m, r, s);
    str_release(&text);
}

static void build_all(size_t n, struct sheet *s)
{
    if (n < 2)
        return;
    sheet_line(s);
    sheet_numbered(s, ROW_COMMAND, ACTION_undo_all);
    sheet_put(s, 4, STYLE_PLAIN, _("All, newest first, one question each"));
    sheet_space(s);
}

static void build(const struct ui *ui, const struct model *m, struct sheet *s)
{
    const struct run *list[RUNS_MAX];
    size_t n = changes(m, list), back = 0;
    (void)ui;
    for (size_t i = 0; i < n; i++) {
        build_run(m, list[i], s);
        back += can_undo(list[i]);
    }
    build_all(back, s);
    sheet_wrap(s, 2, 74, STYLE_PLAIN,
               n ? _("An undo is a change too: it is shown, asked and recorded like one.")
                 : _("Nothing was changed yet. What an action changes is listed here with its way back."),
               false);
}

/* The oldest that can be taken back: to there, all of them are. */
static int64_t oldest(const struct model *m)
{
    const struct run *list[RUNS_MAX];
    int64_t seq = 0;
    for (size_t i = 0, n = changes(m, list); i < n; i++)
        seq = can_undo(list[i]) ? list[i]->seq : seq;
    return seq;
}

static const struct run *chosen(const struct ui *ui, const struct model *m)
{
    struct row_id at = ui_place_const(ui)->at;
    return at.kind == ROW_RUN ? incident_find_run(m->incident, at.key) : NULL;
}

static void enter(struct ui *ui, const struct model *m, struct row_id row, struct wish *w)
{
    const struct run *r = chosen(ui, m);
    if (row.kind == ROW_COMMAND)
        ui_do(ui, m, (enum action)row.key, w);
    else if (r && can_undo(r))
        *w = (struct wish){.kind = WISH_UNDO, .number = row.key};
}

static bool act(struct ui *ui, const struct model *m, enum action a, struct wish *w)
{
    const struct run *r = chosen(ui, m);
    if (a == ACTION_defer && r)
        ask_open(ui, ASK_OWNER, m->actor, NULL, r->seq, NULL);
    else if (a == ACTION_copy && r)
        *w = (struct wish){.kind = WISH_COPY, .text = ui_say(ui, 0, !str_blank(r->announce) ? r->announce : can_undo(r) ? r->undo : r->command)};
    else if (a == ACTION_undo_all && oldest(m))
        *w = (struct wish){.kind = WISH_UNDO_BACK, .number = oldest(m)};
    else if (a == ACTION_undo_back && r)
        *w = (struct wish){.kind = WISH_UNDO_BACK, .number = r->seq};
    else if (a == ACTION_why)
        ui_push(ui, PAGE_WHY);
    else
        return a == ACTION_defer || a == ACTION_copy;
    return true;
}

static const char *enter_label(const struct ui *ui, const struct model *m, struct row_id row)
{
    const struct run *r = chosen(ui, m);
    if (row.kind == ROW_COMMAND)
        return _("undo all");
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
