/* One meaning for a key everywhere: the list of actions, every footer and the help against the key table of the design. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "../screens/fixture.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "ui/ask.h"
#include "ui/screen.h"
#include "ui/view.h"

#define ON(page) (1u << PAGE_##page)
#define INCIDENT                                                                                                           \
    (ON(STEP) | ON(OUTPUT) | ON(LOGS) | ON(LISTS) | ON(CHANGES) | ON(CHANGE_LISTS) | ON(CAUSES) | ON(UNDO) | ON(TIMELINE) | ON(LEFT) | ON(EXPORT) | ON(SEARCH) | ON(ARTICLE) |     \
     ON(CODES) | ON(TROUBLE) | ON(WHY))
#define ALL ((1u << N_PAGES) - 1)

/* The key table: a key, and the pages where its one meaning may be used. Articles found and codes are read like articles.
 */
static const struct {
    const char *key, *meaning;
    unsigned pages;
} key_table[] = {
    {"Enter", "do what the mark points at", ALL},
    {"Up", "move", ALL},
    {"Down", "move", ALL},
    {"j", "move", ALL},
    {"k", "move", ALL},
    {"0", "Not sure", ON(HOME) | ON(ALERT) | ON(STEP) | ON(TROUBLE)},
    {"Tab", "next place", ALL},
    {"Shift-Tab", "previous place", ALL},
    {"Space", "page down", ALL},
    {"PgDn", "page down", ALL},
    {"PgUp", "page up", ALL},
    {"Ctrl-D", "page down", ALL},
    {"Ctrl-U", "page up", ALL},
    {"Home", "first", ALL},
    {"End", "last", ALL},
    {"Left", "sideways", ON(OUTPUT) | ON(STEP) | ON(ARTICLE) | ON(LOGS) | ON(CHANGES)},
    {"Right", "sideways", ON(OUTPUT) | ON(STEP) | ON(ARTICLE) | ON(LOGS) | ON(CHANGES)},
    {"/", "search what this page holds",
     ON(HOME) | ON(OUTPUT) | ON(TIMELINE) | ON(ARTICLE) | ON(SEARCH) | ON(CODES) | ON(HELP) | ON(LOGS) | ON(CHANGES)},
    {"f", "filter", ON(TIMELINE) | ON(LOGS) | ON(CHANGES)},
    {"g", "go to a place", ON(STEP) | ON(OUTPUT) | ON(CAUSES) | ON(TIMELINE) | ON(ARTICLE) | ON(LOGS) | ON(CHANGES)},
    {"v", "the same, shown the other way; all of it", ON(STEP) | ON(TIMELINE) | ON(ARTICLE) | ON(LOGS) | ON(CHANGES)},
    {"w", "why", ON(ALERT) | ON(STEP) | ON(CAUSES) | ON(UNDO) | ON(LEFT) | ON(TROUBLE) | ON(LOGS) | ON(CHANGES)},
    {"m", "mark this line", ON(OUTPUT) | ON(TIMELINE) | ON(LOGS)},
    {"p", "pin", ON(OUTPUT) | ON(CAUSES) | ON(TIMELINE) | ON(LOGS) | ON(CHANGES)},
    {"i", "follow this id through every log", ON(LOGS) | ON(TIMELINE)},
    {"+", "zoom the chart", ON(LOGS) | ON(CHANGES)},
    {"-", "zoom the chart", ON(LOGS) | ON(CHANGES)},
    {"l", "page: logs", INCIDENT},
    {"c", "page: changes", INCIDENT},
    {"x", "strike out, with a reason", ON(STEP) | ON(CAUSES) | ON(LEFT) | ON(CHANGES)},
    {"r", "run the probes", ON(STEP)},
    {"o", "it was done elsewhere", ON(STEP)},
    {"d", "defer", ON(STEP) | ON(UNDO) | ON(LEFT)},
    {"b", "back one step", ON(STEP)},
    {"=", "correct a value", ON(ALERT) | ON(STEP) | ON(CAUSES) | ON(TIMELINE) | ON(EXPORT)},
    {"y", "copy", ON(STEP) | ON(OUTPUT) | ON(UNDO) | ON(EXPORT) | ON(ARTICLE) | ON(TROUBLE) | ON(LOGS) | ON(CHANGES)},
    {"c", "page: changes", INCIDENT},
    {"h", "page: causes and facts", INCIDENT},
    {"t", "page: timeline", INCIDENT},
    {"u", "page: undo", INCIDENT},
    {"a", "page: articles", INCIDENT | ON(HOME) | ON(ALERT) | ON(HELP)},
    {"n", "note", INCIDENT},
    {"s", "severity", INCIDENT},
    {"e", "export", INCIDENT | ON(HOME)},
    {"D", "page: what is left to do", INCIDENT},
    {"E", "escalate", INCIDENT},
    {"H", "hand over", INCIDENT},
    {"U", "status update", INCIDENT},
    {":", "every command by name", ALL},
    {"?", "help for this page", ALL},
    {"F1", "help", ALL},
    {"q", "leave this page", ALL},
    {"Esc", "leave this page", ALL},
    {"Ctrl-C", "stop what runs", ON(STEP) | ON(OUTPUT)},
    {"Ctrl-O", "type it in $EDITOR", 0},
    {"Ctrl-L", "draw again", ALL},
    {"Ctrl-Z", "to the shell", ALL},
};

static unsigned table_pages(const char *key)
{
    unsigned pages = 0;
    bool is_there = false;
    for (size_t i = 0; i < sizeof key_table / sizeof *key_table; i++)
        if (strcmp(key_table[i].key, key) == 0) {
            pages |= key_table[i].pages;
            is_there = true;
        }
    if (strlen(key) == 1 && key[0] >= '1' && key[0] <= '9')
        return ON(HOME) | ON(ALERT) | ON(STEP) | ON(CHANGES) | ON(CAUSES) | ON(UNDO) | ON(LEFT) | ON(EXPORT) | ON(SEARCH) | ON(ARTICLE) | ON(CODES) |
               ON(TROUBLE);
    if (!is_there)
        fail_msg("%s is not in the key table", key);
    return pages;
}

static void every_action_keeps_to_the_key_table(void **state)
{
    (void)state;
    for (int a = 0; a < N_ACTIONS; a++) {
        char list[200], *rest;
        snprintf(list, sizeof list, "%s", action_rows[a].keys);
        for (char *key = strtok_r(list, " ", &rest); key; key = strtok_r(NULL, " ", &rest))
            if (action_rows[a].pages & ~table_pages(key))
                fail_msg("%s uses %s on a page where the table has no such key", action_rows[a].id, key);
    }
}

static void a_key_means_one_thing_on_a_page(void **state)
{
    (void)state;
    for (int page = 0; page < N_PAGES; page++)
        for (int a = 0; a < N_ACTIONS; a++) {
            char list[200], *rest;
            struct key k;
            if (!action_works_on((enum action)a, (enum page)page))
                continue;
            snprintf(list, sizeof list, "%s", action_rows[a].keys);
            for (char *name = strtok_r(list, " ", &rest); name; name = strtok_r(NULL, " ", &rest)) {
                assert_true(key_parse(name, &k));
                if (action_of_key(&k, (enum page)page) != (enum action)a)
                    fail_msg("%s means %s and another action on page %d", name, action_rows[a].id, page);
            }
        }
}

static void only_capitals_and_n_s_e_are_about_the_whole_incident(void **state)
{
    (void)state;
    for (int a = 0; a < N_ACTIONS; a++)
        if (action_rows[a].group == GROUP_INCIDENT)
            assert_non_null(strchr("nseDEHU", action_rows[a].keys[0]));
}

/* Every page that can be laid over every fixture. */
static void on_every_page(void (*check)(struct ui *ui, const struct model *m))
{
    struct fixture f;
    for (unsigned i = 0; fixture_name(i); i++)
        for (int page = 0; page < N_PAGES; page++) {
            struct frame frame;
            if (page == PAGE_PALETTE || page == PAGE_CONFIRM)
                continue;
            assert_true(fixture_init(&f, fixture_name(i)));
            struct ui *ui = ui_new();
            ui_show(ui, f.model.incident ? PAGE_STEP : PAGE_HOME);
            ui_show(ui, (enum page)page);
            frame_init(&frame, 24, 80, false);
            ui_paint(ui, &f.model, &frame);
            check(ui, &f.model);
            frame_release(&frame);
            ui_free(ui);
            fixture_release(&f);
        }
}

static void footer_keeps_to_the_list(struct ui *ui, const struct model *m)
{
    const struct view *v = view_of(ui_page(ui));
    const enum action *a = v->footer ? v->footer(ui, m) : NULL;
    for (; a && *a != ACTION_NONE; a++) {
        if (!action_works_on(*a, ui_page(ui)))
            fail_msg("the footer of page %d shows %s, which does not work there", ui_page(ui), action_rows[*a].id);
        assert_true(action_rows[*a].keys[0] != '\0');
    }
}

static void every_footer_shows_keys_that_work(void **state)
{
    (void)state;
    on_every_page(footer_keeps_to_the_list);
}

static void last_row(struct ui *ui, const struct model *m, int columns, struct str *out)
{
    struct frame f;
    struct str all = {0};
    frame_init(&f, 24, columns, false);
    ui_paint(ui, m, &f);
    frame_dump(&f, false, &all);
    str_cut(&all, all.n - 1);
    str_add(out, strrchr(all.s, '\n') + 1);
    str_release(&all);
    frame_release(&f);
}

static void footer_keeps_its_right_end(struct ui *ui, const struct model *m)
{
    bool is_typing = ui_is_typing(ui);
    for (int columns = 40; columns <= 200; columns += 20) {
        struct str row = {0};
        last_row(ui, m, columns, &row);
        const char *end = row.s + strlen(row.s) - 2; /* the margin */
        assert_int_equal(utf8_columns(row.s, strlen(row.s)), columns);
        assert_true(end[0] == ' ' && end[1] == ' ' && end[-1] != ' ');
        assert_non_null(strstr(row.s, is_typing ? "F1 " : "q "));
        assert_true(is_typing || ui_page(ui) == PAGE_HELP || strstr(row.s, "? "));
        str_release(&row);
    }
}

static void help_and_leave_never_fall_off(void **state)
{
    (void)state;
    on_every_page(footer_keeps_its_right_end);
}

static void help_has_every_key(struct ui *ui, const struct model *m)
{
    struct frame f;
    struct str text = {0};
    enum page page = ui_page(ui);
    if (page == PAGE_HELP || ui_is_typing(ui))
        return;
    ui_push(ui, PAGE_HELP);
    frame_init(&f, 60, 80, false);
    ui_paint(ui, m, &f);
    frame_dump(&f, false, &text);
    for (int a = 0; a < N_ACTIONS; a++) {
        const struct action_row *row = &action_rows[a];
        bool is_moving = row->group == GROUP_ALWAYS || a == ACTION_sideways_left || a == ACTION_sideways_right;
        if (!is_moving && row->keys[0] && action_works_on((enum action)a, page) && !strstr(text.s, _(row->help)))
            fail_msg("the help of page %d has no %s", page, row->id);
        if (row->group != GROUP_ALWAYS && row->keys[0] && !action_works_on((enum action)a, page) &&
            strcmp(row->help, "articles") != 0) {
            char line[200];
            snprintf(line, sizeof line, "  %.1s       %s ", row->keys, row->help);
            if (strstr(text.s, line))
                fail_msg("the help of page %d shows %s, which does not work there", page, row->id);
        }
    }
    str_release(&text);
    frame_release(&f);
    ui_pop(ui);
}

static void help_lists_what_works_here_and_nothing_else(void **state)
{
    (void)state;
    on_every_page(help_has_every_key);
}

/* Keys of all kinds on all pages: nothing crashes, and no single key but those of the palette can confirm. */
static void no_key_changes_the_world_unasked(void **state)
{
    struct fixture f;
    struct wish w;
    (void)state;
    for (unsigned i = 0; fixture_name(i); i++) {
        assert_true(fixture_init(&f, fixture_name(i)));
        struct ui *ui = ui_new();
        ui_show(ui, f.model.incident ? PAGE_STEP : PAGE_HOME);
        for (unsigned n = 0, seed = i; n < 3000; n++) {
            seed = seed * 1103515245u + 12345u;
            struct key k = {.kind = (enum key_kind)(seed >> 16) % (PRESS_F1 + 1), .cp = 'a' + (seed >> 8) % 26};
            if ((seed >> 20) % 3)
                k = (struct key){.kind = PRESS_TEXT, .cp = 32 + (seed >> 9) % 95};
            bool was_question = ui_page(ui) == PAGE_CONFIRM;
            ui_key(ui, &f.model, &k, &w);
            assert_true(w.kind != WISH_CONFIRMED || (was_question && k.kind == PRESS_ENTER));
            if (w.kind == WISH_QUIT || w.kind == WISH_CLOSE)
                ui_show(ui, f.model.incident ? PAGE_STEP : PAGE_HOME);
        }
        ui_free(ui);
        fixture_release(&f);
    }
}

/* Windows of any size, and a resize between any two keys. */
static void paints_at_any_size(struct ui *ui, const struct model *m)
{
    static const int sizes[][2] = {{1, 1}, {2, 300}, {11, 39}, {12, 40}, {13, 71}, {19, 72}, {20, 79}, {24, 99}, {25, 100}, {60, 220}};
    struct wish w;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct frame f;
        frame_init(&f, sizes[i][0], sizes[i][1], i % 2);
        ui_paint(ui, m, &f);
        assert_true(f.cursor_row < f.rows && f.cursor_column < f.columns);
        for (int c = 0; c < f.rows * f.columns; c++)
            assert_true(f.cell[c].text[CELL_BYTES - 1] == '\0' && f.cell[c].width <= 2);
        frame_release(&f);
        ui_key(ui, m, &(struct key){.kind = PRESS_DOWN}, &w);
        ui_key(ui, m, &(struct key){.kind = PRESS_END}, &w);
    }
}

static void every_page_paints_at_any_size(void **state)
{
    (void)state;
    on_every_page(paints_at_any_size);
}

static void what_helps_with_a_question_fits_its_line(void **state)
{
    (void)state;
    for (int i = 0; i < N_ASKS; i++) {
        const char *hint = ask_rows[i].hint ? ask_rows[i].hint : ""; /* in another language it may end in dots */
        if (utf8_columns(hint, strlen(hint)) > 76)
            fail_msg("cut at 80 columns: %s", hint);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_action_keeps_to_the_key_table),
        cmocka_unit_test(a_key_means_one_thing_on_a_page),
        cmocka_unit_test(only_capitals_and_n_s_e_are_about_the_whole_incident),
        cmocka_unit_test(every_footer_shows_keys_that_work),
        cmocka_unit_test(help_and_leave_never_fall_off),
        cmocka_unit_test(help_lists_what_works_here_and_nothing_else),
        cmocka_unit_test(no_key_changes_the_world_unasked),
        cmocka_unit_test(every_page_paints_at_any_size),
        cmocka_unit_test(what_helps_with_a_question_fits_its_line),
    };
    fixture_speak();
    return cmocka_run_group_tests_name("action", tests, NULL, NULL);
}
