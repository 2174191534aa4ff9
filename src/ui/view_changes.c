/* view_changes: what changed, most suspect first; each stands under the error chart where it happened. */
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "change/change.h"
#include "logs/finding.h"
#include "ui/ask.h"
#include "ui/chart.h"
#include "ui/view.h"
#include "ui/words.h"

enum { RULED_OUT = 'x', CHART_COLUMN = 12, TIME_COLUMN = 4, WHAT_COLUMN = 14, DATED_COLUMN = 21, LABEL_COLUMN = 18, ROOM_RIGHT = 24, NAME_COLUMNS = 34 };

static bool is_by_time(const struct ui *ui)
{
    return ui_place_const(ui)->is_other_way;
}

static void name(const struct ui *ui, const struct model *m, struct str *out, struct str *right)
{
    (void)right;
    str_addf(out, "%s\t", _("Changes"));
    if (!m->changes || !m->changes->list)
        return;
    struct str since = {0};
    words_minute(m, m->changes->list->since, &since);
    str_addf(out, ngettext("%zu since %s", "%zu since %s", (unsigned long)m->changes->n), m->changes->n, str_get(&since));
    str_addf(out, " · %s", is_by_time(ui) ? _("newest first") : _("most suspect first"));
    str_release(&since);
}

static int columns_of(const char *text)
{
    return (int)utf8_columns(text, strlen(text));
}

/* ---- the chart, with the digits of the changes under it --------------------------------------------------------------- */

static char mark_of(const struct model_change *row, size_t i)
{
    return row->ruling ? RULED_OUT : i < 9 ? (char)('1' + i) : '+';
}

/* Right of the labels and of "<3", however long they are in the language at hand. */
static int chart_from(void)
{
    int errors = columns_of(_("errors")), changes = columns_of(_("changes")), label = errors > changes ? errors : changes;
    return label + 5 > CHART_COLUMN ? label + 5 : CHART_COLUMN;
}

/* Column by column, so that ✗ is one of them. */
static void put_marks(const struct model_changes *c, const struct chart *chart, struct sheet *s)
{
    struct str before = {0}, line = {0};
    char mark[CHART_MAX];
    memset(mark, ' ', sizeof mark);
    for (size_t i = c->n; i-- > 0;) { /* the most suspect is seen where several share a column */
        int at = chart_column(chart, c->row[i].change->at);
        if (at >= 0)
            mark[at] = mark_of(&c->row[i], i);
    }
    for (size_t i = 0; i < c->n && !before.n; i++)
        if (c->row[i].change->at < chart->from)
            str_addf(&before, "<%c", mark_of(&c->row[i], i));
    for (int i = 0; i < chart->width; i++)
        str_add(&line, mark[i] == RULED_OUT ? "✗" : (char[]){mark[i], '\0'});
    sheet_line(s);
    sheet_put(s, 2, STYLE_DIM, _("changes"));
    sheet_put(s, chart_from() - 2, STYLE_PLAIN, str_get(&before));
    sheet_put(s, chart_from(), STYLE_BOLD, str_get(&line));
    str_release(&before);
    str_release(&line);
}

static void put_line(struct sheet *s, const char *label, const struct str *text)
{
    sheet_line(s);
    sheet_put(s, 2, STYLE_DIM, label);
    sheet_put(s, chart_from(), STYLE_PLAIN, str_get(text));
    sheet_to_the_letter(s);
}

static void build_chart(const struct model *m, struct sheet *s)
{
    const struct model_changes *c = m->changes;
    struct chart chart;
    struct str bars = {0}, times = {0};
    if (!c->log || !c->log->errors || c->log->from == TIME_NONE || s->is_compact)
        return;
    chart_make(&c->log->series, c->log->from, c->log->to, s->width - chart_from() - 2, 1, &chart);
    chart_line(&chart, 0, &bars);
    chart_axis(&chart, c->onset, m->zone, &times);
    put_line(s, _("errors"), &bars);
    put_marks(c, &chart, s);
    put_line(s, "", &times);
    sheet_space(s);
    str_release(&bars);
    str_release(&times);
}

/* ---- the list --------------------------------------------------------------------------------------------------------- */

static void put_second(const struct model *m, const struct model_change *row, int column, struct sheet *s)
{
    struct str text = {0};
    if (row->ruling) {
        struct str at = {0};
        words_clock(m, row->ruling->at, &at);
        str_addf(&text, _("ruled out by %s %s: %s"), row->ruling->actor ? row->ruling->actor : "?", str_get(&at),
                 row->ruling->reason ? row->ruling->reason : "");
        str_release(&at);
    } else {
        str_add(&text, change_said(row->change->detail));
        if (row->why && *row->why)
            str_addf(&text, "%s%s", text.n ? "; " : "", row->why);
    }
    if (text.n) {
        sheet_line(s);
        sheet_put(s, column, STYLE_DIM, text.s);
    }
    str_release(&text);
}

/* Of a path that is too long the end is shown: the name is what tells it from others; of a link, where
 * it leads is left out first. Who did it, where there is room. */
static void say_what(const struct model_change *row, int room, struct str *out)
{
    const char *what = row->change->what, *end = *what == '/' && columns_of(what) > room ? strchr(what + 1, '/') : NULL;
    const char *target = end ? strstr(what, " -> ") : NULL;
    char *own = mem_strndup(what, target ? (size_t)(target - what) : strlen(what));
    struct str name = {0}, by = {0};
    end = end && columns_of(own) > room ? strchr(own + 1, '/') : NULL;
    while (end && strchr(end + 1, '/') && columns_of(end) + 3 > room)
        end = strchr(end + 1, '/');
    str_addf(&name, "%s%s", end ? "..." : "", end ? end : own);
    mem_free(own);
    if (row->change->who)
        str_addf(&by, _("%s, by %s"), name.s, row->change->who);
    str_add(out, by.n && columns_of(by.s) <= room ? by.s : name.s);
    str_release(&name);
    str_release(&by);
}

static void put_change(const struct model *m, size_t i, int column, struct sheet *s)
{
    const struct model_change *row = &m->changes->row[i];
    struct str at = {0}, what = {0};
    unsigned style = row->ruling ? STYLE_DIM : STYLE_PLAIN;
    words_clock(m, row->change->at, &at);
    say_what(row, s->width - column - (s->is_compact ? 0 : ROOM_RIGHT), &what);
    sheet_line(s);
    sheet_row(s, ROW_CHANGE, row->change - m->changes->list->list.v, row->ruling || i >= 9 ? -1 : (int)i + 1);
    if (row->ruling)
        sheet_put(s, 2, STYLE_BAD, "✗");
    else if (i < 9)
        sheet_putf(s, 2, STYLE_PLAIN, "%zu", i + 1);
    sheet_put(s, TIME_COLUMN, style, str_get(&at));
    sheet_put(s, column, i == 0 && !row->ruling ? STYLE_BOLD : style, str_get(&what));
    if (!s->is_compact) {
        sheet_end(s, s->width - (*row->distance ? ROOM_RIGHT : 0));
        sheet_right(s, s->width - ROOM_RIGHT + 1, STYLE_DIM, row->distance);
        put_second(m, row, column, s);
    }
    str_release(&at);
    str_release(&what);
}

static bool is_of_today(const struct model *m, int64_t at)
{
    int32_t offset = time_zone_offset(m->zone, m->now);
    struct time_parts a = time_split(at, offset), now = time_split(m->now, offset);
    return a.year == now.year && a.month == now.month && a.day == now.day;
}

static size_t newest_below(const struct model_changes *c, int64_t below, size_t after)
{
    size_t best = c->n;
    for (size_t i = 0; i < c->n; i++) {
        int64_t at = c->row[i].change->at;
        bool is_next = at < below || (at == below && i > after);
        if (is_next && (best == c->n || at > c->row[best].change->at))
            best = i;
    }
    return best;
}

static void build_list(const struct ui *ui, const struct model *m, struct sheet *s)
{
    const struct model_changes *c = m->changes;
    int column = WHAT_COLUMN;
    for (size_t i = 0; i < c->n; i++)
        if (!is_of_today(m, c->row[i].change->at))
            column = DATED_COLUMN;
    size_t i = is_by_time(ui) ? newest_below(c, INT64_MAX, 0) : 0;
    for (size_t k = 0; k < c->n && i < c->n; k++) {
        put_change(m, i, column, s);
        i = is_by_time(ui) ? newest_below(c, c->row[i].change->at, i) : i + 1;
    }
    if (c->n)
        return;
    sheet_line(s);
    sheet_put(s, 2, STYLE_PLAIN, _("Nothing changed, as far as was looked."));
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
    for (size_t i = 0; i < c->list->missing.n; i++)
        str_addf(&text, "%s%s: %s", i ? " · " : "", c->list->missing.v[i].source,
                 change_said(c->list->missing.v[i].why));
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

static void build(const struct ui *ui, const struct model *m, struct sheet *s)
{
    if (!m->changes)
        return;
    if (!m->changes->list) {
        build_nothing(m->changes, s);
        return;
    }
    build_chart(m, s);
    build_list(ui, m, s);
    sheet_space(s);
    build_missing(m->changes, s);
    build_undo(m->changes, s);
}

const struct model_change *changes_row_at(const struct model_changes *c, struct row_id at)
{
    for (size_t i = 0; c && at.kind == ROW_CHANGE && i < c->n; i++)
        if (c->row[i].change - c->list->list.v == at.key)
            return &c->row[i];
    return NULL;
}

void changes_step_over(struct ui *ui, const struct model_changes *c, size_t row)
{
    size_t next = row + 1 < c->n && !c->row[row + 1].ruling ? row + 1 : row - (row > 0);
    if (!is_by_time(ui))
        ui_place(ui)->at = (struct row_id){ROW_CHANGE, c->row[next].change - c->list->list.v};
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

static void pin(struct ui *ui, const struct model *m, const struct model_change *c, struct wish *w)
{
    struct str text = {0};
    char at[TIME_TEXT];
    (void)m;
    time_format_utc(c->change->at, at);
    str_addf(&text, "%s %s", at, c->change->what);
    if (c->change->who)
        str_addf(&text, ", %s", c->change->who);
    if (c->change->detail)
        str_addf(&text, " (%s)", c->change->detail);
    *w = (struct wish){.kind = WISH_PIN, .text = ui_say(ui, 0, str_get(&text))};
    str_release(&text);
}

/* By name, and with room left on the line for the reason. */
static void ask_why_not(struct ui *ui, const struct model_change *c)
{
    struct str what = {0};
    words_fit(c->change->what, NAME_COLUMNS, &what);
    ask_open(ui, ASK_CHANGE_OUT, str_get(&what), c->id, 0, NULL);
    str_release(&what);
}

static bool act(struct ui *ui, const struct model *m, enum action a, struct wish *w)
{
    const struct model_change *c = chosen(ui, m);
    if (a == ACTION_other_way)
        ui_place(ui)->is_other_way = !ui_place(ui)->is_other_way;
    else if (a == ACTION_why && c)
        ui_push(ui, PAGE_WHY);
    else if (a == ACTION_pin && c)
        pin(ui, m, c, w);
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
    return a == ACTION_other_way ? is_by_time(ui) ? _("by suspicion") : _("by time") : NULL;
}

static const enum action *footer(const struct ui *ui, const struct model *m)
{
    static const enum action list[] = {ACTION_pin, ACTION_rule_out, ACTION_why, ACTION_other_way, ACTION_copy, ACTION_note, ACTION_NONE};
    static const enum action none[] = {ACTION_note, ACTION_causes, ACTION_NONE};
    (void)ui;
    return m->changes && m->changes->n ? list : none;
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
    .has_panel = true,
};
