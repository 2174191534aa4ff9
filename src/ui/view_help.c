/* view_help: the keys that work here, in three groups, from the one list of actions. */
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "ui/view.h"

enum { LEFT_COLUMN = 2, RIGHT_COLUMN = 44, LEFT_KEYS = 8, RIGHT_KEYS = 4, ROWS_MAX = 96 };

static void name(const struct ui *ui, const struct model *m, struct str *out, struct str *right)
{
    enum page below = ui_page_below(ui);
    (void)right;
    str_addf(out, "%s\t", _("Help"));
    if (below == PAGE_STEP && m->step)
        str_addf(out, _("the keys that work on: %s"), m->step->step->title);
    else
        str_add(out, _("the keys that work on this page"));
}

struct column { /* one side of the page, before both are put beside each other */
    const char *key[ROWS_MAX], *text[ROWS_MAX];
    bool is_heading[ROWS_MAX];
    size_t n;
};

static void add(struct column *c, const char *key, const char *text, bool is_heading)
{
    if (c->n == ROWS_MAX)
        return;
    c->key[c->n] = key;
    c->text[c->n] = text;
    c->is_heading[c->n++] = is_heading;
}

/* The keys as shown: of many digits the first and the last, of two names both. */
static const char *keys_of(const struct action_row *row, struct sheet *s)
{
    char first[16];
    action_first_key((enum action)(row - action_rows), first);
    if (row - action_rows == ACTION_point)
        return _("1 to 9");
    if (row - action_rows == ACTION_leave)
        return "q Esc";
    return sheet_keep(s, "%s", first);
}

/* Moving by arrows needs no line; what is obvious would hide what is not. */
static bool is_obvious(enum action a)
{
    return a == ACTION_up || a == ACTION_down || a == ACTION_previous_place || a == ACTION_page_up || a == ACTION_first ||
           a == ACTION_last || a == ACTION_help || a == ACTION_sideways_left || a == ACTION_sideways_right ||
           a == ACTION_suspend || a == ACTION_do_it || a == ACTION_redraw;
}

static void add_group(struct column *c, enum action_group group, enum page page, const char *heading, struct sheet *s)
{
    bool is_first = true;
    for (int a = 0; a < N_ACTIONS; a++) {
        const struct action_row *row = &action_rows[a];
        if (row->group != group || !row->keys[0] || !action_works_on((enum action)a, page) || is_obvious((enum action)a))
            continue;
        if (is_first) {
            if (c->n && group != GROUP_ALWAYS)
                add(c, NULL, NULL, false);
            add(c, NULL, heading, true);
            if (group == GROUP_HERE)
                add(c, "Enter", _("do what ▸ points at"), false);
        }
        is_first = false;
        add(c, keys_of(row, s), _(row->help), false);
    }
}

/* One entry of a side: its keys, and `keys` columns further what they do. */
static void put_side(struct sheet *s, const struct column *c, size_t i, int column, int keys)
{
    if (i >= c->n || !c->text[i])
        return;
    if (c->is_heading[i]) {
        sheet_put(s, column, STYLE_BOLD, c->text[i]);
        return;
    }
    sheet_put(s, column, STYLE_BOLD, c->key[i]);
    sheet_put(s, column + keys, STYLE_PLAIN, c->text[i]);
}

static void put_column(struct sheet *s, const struct column *c)
{
    for (size_t i = 0; i < c->n; i++) {
        sheet_line(s);
        put_side(s, c, i, LEFT_COLUMN, LEFT_KEYS);
    }
}

static int widest(const struct column *c)
{
    int most = 0;
    for (size_t i = 0; i < c->n; i++) {
        int wide = c->text[i] ? (int)utf8_columns(c->text[i], strlen(c->text[i])) : 0;
        most = wide > most ? wide : most;
    }
    return most;
}

/* Beside each other where the words of the language allow it, else below each other. */
static void put_columns(struct sheet *s, const struct column *left, const struct column *right)
{
    int column = LEFT_COLUMN + LEFT_KEYS + widest(left) + 2;
    column = column < RIGHT_COLUMN ? RIGHT_COLUMN : column;
    if (column + RIGHT_KEYS + widest(right) > s->width) {
        put_column(s, left);
        put_column(s, right);
        return;
    }
    for (size_t i = 0; i < left->n || i < right->n; i++) {
        sheet_line(s);
        put_side(s, left, i, LEFT_COLUMN, LEFT_KEYS);
        put_side(s, right, i, column, RIGHT_KEYS);
    }
}

enum { GAP_UP_TO = 17 }; /* with more lines a screen of 24 has no room for a blank one */

static void build(const struct ui *ui, const struct model *m, struct sheet *s)
{
    enum page page = ui_page_below(ui);
    struct column left = {.n = 0}, right = {.n = 0};
    (void)m;
    add_group(&left, GROUP_HERE, page, page == PAGE_STEP ? _("This step") : _("This page"), s);
    add_group(&left, GROUP_ALWAYS, page, _("Always"), s);
    add_group(&right, GROUP_PAGES, page, _("Pages"), s);
    add_group(&right, GROUP_INCIDENT, page, _("The incident"), s);
    if (right.n < GAP_UP_TO)
        add(&right, NULL, NULL, false);
    add(&right, "", _("No key changes the world"), true);
    add(&right, "", _("without asking first."), true);
    put_columns(s, &left, &right);
}

static const enum action *footer(const struct ui *ui, const struct model *m)
{
    static const enum action list[] = {ACTION_articles, ACTION_palette, ACTION_page_down, ACTION_NONE};
    (void)ui, (void)m;
    return list;
}

const struct view view_help = {.page = PAGE_HELP, .name = name, .build = build, .footer = footer, .is_prose = true};
