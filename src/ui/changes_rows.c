/* changes_rows: the list of changes, two lines an entry. */
#include "ui/changes_own.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "change/change.h"
#include "ui/words.h"

enum { TIME_COLUMN = 4, WHAT_COLUMN = 14, DATED_COLUMN = 21, ROOM_RIGHT = 24,
       AROUND = 100 /* rows around ▸ that are spelled out; of the others there are only the lines */ };

static int columns_of(const char *text)
{
    return (int)utf8_columns(text, strlen(text));
}

bool changes_has_second(const struct model_change *row)
{
    return row->ruling || (row->change->detail && *row->change->detail) || (row->why && *row->why);
}

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
        change_tell(row->change->detail, &text);
        if (row->why && *row->why)
            str_addf(&text, "%s%s", text.n ? "; " : "", row->why);
    }
    sheet_line(s);
    sheet_put(s, column, STYLE_DIM, str_get(&text));
    str_release(&text);
}

/* Of a path that is too long the end is shown: the name is what tells it from others; of a link, where
 * it leads is left out first. Who did it, where there is room. */
static void say_what(const struct model_change *row, int room, struct str *out)
{
    struct str told = {0};
    change_tell(row->change->what, &told);
    const char *what = told.s, *end = *what == '/' && columns_of(what) > room ? strchr(what + 1, '/') : NULL;
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
    str_release(&told);
}

static void put_row(const struct model *m, const struct model_change *row, struct sheet *s)
{
    size_t i = (size_t)(row - m->changes->row);
    sheet_line(s);
    sheet_row(s, ROW_CHANGE, row->change - m->changes->list->list.v, row->ruling || i >= 9 ? -1 : (int)i + 1);
}

static void put_change(const struct model *m, const struct model_change *row, int column, struct sheet *s)
{
    size_t i = (size_t)(row - m->changes->row);
    struct str at = {0}, what = {0};
    unsigned style = row->ruling ? STYLE_DIM : STYLE_PLAIN;
    words_clock(m, row->change->at, &at);
    say_what(row, s->width - column - (s->is_compact ? 0 : ROOM_RIGHT), &what);
    put_row(m, row, s);
    if (row->ruling)
        sheet_put(s, 2, STYLE_BAD, "✗");
    else if (i < 9)
        sheet_putf(s, 2, STYLE_PLAIN, "%zu", i + 1);
    sheet_put(s, TIME_COLUMN, style, str_get(&at));
    sheet_put(s, column, i == 0 && !row->ruling ? STYLE_BOLD : style, str_get(&what));
    if (!s->is_compact) {
        sheet_end(s, s->width - (*row->distance ? ROOM_RIGHT : 0));
        sheet_right(s, s->width - ROOM_RIGHT + 1, STYLE_DIM, row->distance);
        if (changes_has_second(row))
            put_second(m, row, column, s);
    }
    str_release(&at);
    str_release(&what);
}

static int64_t day_of(int64_t at, int32_t offset_s)
{
    int64_t local = at + offset_s * TIME_SECOND;
    return local / TIME_DAY - (local % TIME_DAY < 0);
}

/* Dates take room that names could have; all of today need none. */
static int what_column(const struct model *m)
{
    int32_t offset = time_zone_offset(m->zone, m->now);
    for (size_t i = 0; i < m->changes->n; i++)
        if (day_of(m->changes->row[i].change->at, offset) != day_of(m->now, offset))
            return DATED_COLUMN;
    return WHAT_COLUMN;
}

int changes_place(const struct ui *ui, const struct model *m, const struct changes_shown *shown)
{
    struct row_id at = ui_place_const(ui)->at;
    for (size_t i = 0; at.kind == ROW_CHANGE && i < shown->n; i++)
        if (shown->row[i]->change - m->changes->list->list.v == at.key)
            return (int)i;
    return ui_place_const(ui)->ordinal < (int)shown->n ? ui_place_const(ui)->ordinal : (int)shown->n - 1;
}

void changes_build_list(const struct ui *ui, const struct model *m, const struct changes_shown *shown, struct sheet *s)
{
    int column = what_column(m), near = changes_place(ui, m, shown);
    for (size_t i = 0; i < shown->n; i++) {
        if (abs((int)i - near) < AROUND) {
            put_change(m, shown->row[i], column, s);
            continue;
        }
        put_row(m, shown->row[i], s);
        if (!s->is_compact && changes_has_second(shown->row[i]))
            sheet_line(s);
    }
    if (shown->n)
        return;
    sheet_line(s);
    sheet_put(s, 2, STYLE_PLAIN, m->changes->n ? _("None of them is of these; f shows others.") : _("Nothing changed, as far as was looked."));
}
