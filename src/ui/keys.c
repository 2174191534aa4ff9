/* keys: what a key does: while a line is typed, and while none is. */
#include "ui/ask.h"
#include "ui/logs_own.h"
#include "ui/move.h"
#include "ui/screen.h"
#include "ui/step_own.h"
#include "ui/view.h"

/* Keys that work even while typing. */
static bool key_always(struct ui *ui, const struct key *k, struct wish *w)
{
    if (k->kind == PRESS_CTRL && k->cp == 'l')
        w->kind = WISH_REDRAW;
    else if (k->kind == PRESS_CTRL && k->cp == 'z')
        w->kind = WISH_SUSPEND;
    else if (k->kind == PRESS_F1 && ui_page(ui) != PAGE_HELP)
        ui_push(ui, PAGE_HELP);
    else
        return false;
    return true;
}

static bool is_cancel(const struct key *k)
{
    return k->kind == PRESS_ESC || (k->kind == PRESS_CTRL && k->cp == 'c');
}

/* Tab in a form keeps the field and goes to the next one; elsewhere it completes. */
static void key_tab(struct ui *ui, const struct model *m, const struct key *k, struct wish *w)
{
    if (ui->prompt.ask != ASK_FIELD) {
        ask_complete(ui, m);
        return;
    }
    ask_finish(ui, m, w);
    move_act(ui, m, k->kind == PRESS_TAB ? ACTION_next_place : ACTION_previous_place);
    struct wish none = {0};
    if (ui_place(ui)->at.kind == ROW_FIELD)
        view_step.enter(ui, m, ui_place(ui)->at, &none);
}

static bool key_moves_list(struct ui *ui, const struct model *m, const struct key *k)
{
    if (!(ask_rows[ui->prompt.ask].flags & (LISTS | SCROLLS)))
        return false;
    enum action a = k->kind == PRESS_UP          ? ACTION_up
                    : k->kind == PRESS_DOWN      ? ACTION_down
                    : k->kind == PRESS_PAGE_UP   ? ACTION_page_up
                    : k->kind == PRESS_PAGE_DOWN ? ACTION_page_down
                                                 : ACTION_NONE;
    return a != ACTION_NONE && move_act(ui, m, a);
}

static void key_enter(struct ui *ui, const struct model *m, struct wish *w)
{
    bool is_field = ui->prompt.ask == ASK_FIELD && m->step;
    int field = (int)ui->prompt.number;
    ask_finish(ui, m, w);
    if (is_field)
        step_field_kept(ui, m, field, !w->text || !w->text[0]);
}

static void key_typing(struct ui *ui, const struct model *m, const struct key *k, struct wish *w)
{
    unsigned flags = ask_rows[ui->prompt.ask].flags;
    if (k->kind == PRESS_ENTER)
        key_enter(ui, m, w);
    else if (is_cancel(k))
        ask_cancel(ui, m, w);
    else if (k->kind == PRESS_TAB || k->kind == PRESS_BACKTAB)
        key_tab(ui, m, k, w);
    else if (k->kind == PRESS_CTRL && k->cp == 'o' && !(flags & LISTS) && !ui->prompt.is_hidden)
        *w = (struct wish){.kind = WISH_EDITOR, .text = ui_say(ui, 0, str_get(&ui->prompt.text))};
    else if (!key_moves_list(ui, m, k) && prompt_edit(&ui->prompt, k, (flags & MANY_LINES) != 0) && (flags & LISTS))
        ask_changed(ui, m, w);
}

/* A paste never presses keys: it opens a note that holds it. */
static void key_paste(struct ui *ui, const struct model *m, const struct key *k)
{
    if (!m->incident || !action_works_on(ACTION_note, ui_page(ui)))
        return;
    ask_open(ui, ASK_NOTE, NULL, NULL, 0, NULL);
    prompt_edit(&ui->prompt, k, true);
}

static void key_page(struct ui *ui, const struct model *m, const struct key *k, struct wish *w)
{
    enum action a = action_of_key(k, ui_page(ui));
    if (k->kind == PRESS_PASTE)
        key_paste(ui, m, k);
    else if (a == ACTION_point || a == ACTION_unsure)
        move_to_digit(ui, m, (int)(k->cp - '0'));
    else if (a != ACTION_NONE)
        ui_do(ui, m, a, w);
}

static void take_key(struct ui *ui, const struct model *m, const struct key *k, struct wish *w)
{
    if (key_always(ui, k, w))
        return;
    if (screen_is_too_small(ui->rows, ui->columns)) {
        if (k->kind == PRESS_TEXT && k->cp == 'q')
            w->kind = WISH_QUIT;
        return;
    }
    if (ui_is_typing(ui))
        key_typing(ui, m, k, w);
    else
        key_page(ui, m, k, w);
}

static void lend(struct str *copy, const char **text)
{
    struct str fresh = {0};
    if (!*text)
        return;
    str_add(&fresh, *text);
    str_release(copy);
    *copy = fresh;
    *text = str_get(copy);
}

/* In a try what a probe finds is asked instead. */
static void pretend(struct ui *ui, const struct model *m, struct wish *w)
{
    if (w->kind != WISH_RUN_PROBES || !m->trial || !m->trial->probe)
        return;
    w->kind = WISH_NONE;
    ask_open(ui, ASK_PRETEND, m->trial->probe, m->trial->probe, 0, NULL);
}

void ui_key(struct ui *ui, const struct model *m, const struct key *k, struct wish *w)
{
    *w = (struct wish){0};
    ui->is_refused = ui->is_missed = false;
    ui_sync(ui, m);
    take_key(ui, m, k, w);
    pretend(ui, m, w);
    logs_after_key(ui, m, w);
    if (w->kind != WISH_NONE)
        ui->n_marked = 0;
    lend(&ui->lent[0], &w->id);
    lend(&ui->lent[1], &w->text);
    lend(&ui->lent[2], &w->reason);
    lend(&ui->lent[3], &w->when);
}
