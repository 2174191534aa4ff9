/* view_palette: every command by name; its key stands beside it, and where it works when that is not here. */
#include <string.h>

#include "base/i18n.h"
#include "ui/ask.h"
#include "ui/view.h"

enum { KEY_COLUMN = 48, WHERE_COLUMN = 56 };

/* Moving is not a command: nobody types the name of an arrow. */
static bool is_listed(const struct ui *ui, enum action a)
{
    static const enum action moves[] = {
        ACTION_do_it,     ACTION_up,      ACTION_down,          ACTION_next_place,     ACTION_previous_place,
        ACTION_page_down, ACTION_page_up, ACTION_first,         ACTION_last,           ACTION_palette,
        ACTION_point,     ACTION_unsure,  ACTION_sideways_left, ACTION_sideways_right, ACTION_editor};
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
        if (moves[i] == a)
            return false;
    return ask_matches(str_get(&ui->prompt.text), _(action_rows[a].name));
}

static bool works_below(const struct ui *ui, enum action a)
{
    return action_works_on(a, ui_page_below(ui));
}

static void put_command(const struct ui *ui, enum action a, struct sheet *s)
{
    char key[16];
    bool works = works_below(ui, a);
    sheet_line(s);
    sheet_row(s, ROW_COMMAND, a, -1);
    sheet_put(s, 2, works ? STYLE_PLAIN : STYLE_DIM, _(action_rows[a].name));
    action_first_key(a, key);
    if (s->is_compact)
        return;
    sheet_put(s, KEY_COLUMN, STYLE_BOLD, key);
    if (!works)
        sheet_put(s, WHERE_COLUMN, STYLE_DIM, action_works_on(a, PAGE_STEP) ? _("in a step") : _("on another page"));
}

static void build(const struct ui *ui, const struct model *m, struct sheet *s)
{
    int n = 0, all = 0;
    (void)m;
    for (int works = 1; works >= 0; works--)
        for (int a = 0; a < N_ACTIONS; a++) {
            all += works;
            if (works_below(ui, (enum action)a) != (works == 1) || !is_listed(ui, (enum action)a))
                continue;
            put_command(ui, (enum action)a, s);
            n++;
        }
    if (n == 0) {
        sheet_line(s);
        sheet_putf(s, 2, STYLE_DIM, _("no command of %d has this name"), all);
    }
}

static void enter(struct ui *ui, const struct model *m, struct row_id row, struct wish *w)
{
    enum action a = row.kind == ROW_COMMAND ? (enum action)row.key : ACTION_NONE;
    prompt_close(&ui->prompt, false);
    ui_pop(ui);
    if (a != ACTION_NONE && action_works_on(a, ui_page(ui)))
        ui_do(ui, m, a, w);
}

static const char *enter_label(const struct ui *ui, const struct model *m, struct row_id row)
{
    (void)ui, (void)m;
    return row.kind == ROW_COMMAND ? _("do it") : NULL;
}

const struct view view_palette = {.page = PAGE_PALETTE, .build = build, .enter = enter, .enter_label = enter_label};
