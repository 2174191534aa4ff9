/* pages: the pages on their stack, and what a new model does to them. */
#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/ask.h"
#include "ui/changes_own.h"
#include "ui/logs_own.h"
#include "ui/move.h"
#include "ui/screen.h"
#include "ui/view.h"

static const struct view *const views[N_PAGES] = {
    [PAGE_ALERT] = &view_alert,
    [PAGE_HOME] = &view_home,       [PAGE_STEP] = &view_step,       [PAGE_OUTPUT] = &view_output,
    [PAGE_LOGS] = &view_logs,       [PAGE_LISTS] = &view_lists,
    [PAGE_CHANGES] = &view_changes, [PAGE_CHANGE_LISTS] = &view_change_lists,
    [PAGE_CAUSES] = &view_causes,   [PAGE_UNDO] = &view_undo,       [PAGE_TIMELINE] = &view_timeline,
    [PAGE_LEFT] = &view_left,       [PAGE_EXPORT] = &view_export,   [PAGE_SEARCH] = &view_search,
    [PAGE_ARTICLE] = &view_article, [PAGE_CODES] = &view_codes,     [PAGE_TROUBLE] = &view_trouble,
    [PAGE_WHY] = &view_why,         [PAGE_CONFIRM] = &view_confirm, [PAGE_HELP] = &view_help,
    [PAGE_SECOND] = &view_second,
    [PAGE_PALETTE] = &view_palette,
};

const struct view *view_of(enum page page)
{
    return views[page];
}

/* ---- the stack ---- */

struct ui *ui_new(void)
{
    struct ui *ui = mem_alloc(sizeof *ui);
    ui->stack[0].page = PAGE_HOME;
    ui->n = 1;
    ui->rows = 24;
    ui->columns = 80;
    return ui;
}

void ui_free(struct ui *ui)
{
    if (!ui)
        return;
    prompt_release(&ui->prompt);
    for (int i = 0; i < 3; i++)
        str_release(&ui->said[i]);
    for (int i = 0; i < 4; i++)
        str_release(&ui->lent[i]);
    str_release(&ui->trouble);
    str_release(&ui->step_key);
    str_release(&ui->find);
    marks_release(&ui->marks);
    str_release(&ui->changes.value);
    vec_release(&ui->logs.unfolded);
    mem_free(ui);
}

struct place *ui_place(struct ui *ui)
{
    return &ui->stack[ui->n - 1];
}

const struct place *ui_place_const(const struct ui *ui)
{
    return &ui->stack[ui->n - 1];
}

enum page ui_page(const struct ui *ui)
{
    return ui_place_const(ui)->page;
}

enum page ui_page_below(const struct ui *ui)
{
    return ui->n > 1 ? ui->stack[ui->n - 2].page : PAGE_HOME;
}

static int find_page(const struct ui *ui, enum page page)
{
    for (int i = 0; i < ui->n; i++)
        if (ui->stack[i].page == page)
            return i;
    return -1;
}

static void remove_page(struct ui *ui, enum page page)
{
    int i = find_page(ui, page);
    if (i <= 0)
        return;
    memmove(&ui->stack[i], &ui->stack[i + 1], (size_t)(ui->n - i - 1) * sizeof ui->stack[0]);
    ui->n--;
}

/* Help and the like are about the page below them: they are opened anew, never gone back to. */
static bool is_about_below(enum page page)
{
    return page == PAGE_HELP || page == PAGE_PALETTE || page == PAGE_WHY;
}

void ui_push(struct ui *ui, enum page page)
{
    if (is_about_below(page))
        remove_page(ui, page);
    int there = find_page(ui, page);
    str_clear(&ui->find);
    ui->n_marked = 0;
    if (there >= 0) {
        ui->n = there + 1;
        return;
    }
    if (ui->n == STACK_MAX) { /* the oldest page over the step goes */
        memmove(&ui->stack[2], &ui->stack[3], (STACK_MAX - 3) * sizeof ui->stack[0]);
        ui->n--;
    }
    ui->stack[ui->n++] = (struct place){.page = page};
}

void ui_pop(struct ui *ui)
{
    str_clear(&ui->find);
    ui->n_marked = 0;
    if (ui->n > 1)
        ui->n--;
}

void ui_show(struct ui *ui, enum page page)
{
    if (page == PAGE_HOME || page == PAGE_STEP) { /* perhaps another incident: its lines are others */
        ui->n = 1;
        marks_release(&ui->marks);
        changes_choose(ui, CHANGES_ALL, NULL);
        ui->changes.zoom = (struct range){0};
    }
    if (page == PAGE_ARTICLE) /* another article is a new page: its own place, the old one below is gone */
        remove_page(ui, page);
    if (page == PAGE_STEP)
        str_clear(&ui->step_key);
    prompt_close(&ui->prompt, false);
    ui_push(ui, page);
}

bool ui_is_typing(const struct ui *ui)
{
    return ui->prompt.ask != ASK_NONE && ui_page(ui) != PAGE_HELP;
}

const char *ui_draft(const struct ui *ui)
{
    bool is_prose = ask_rows[ui->prompt.ask].flags & EDITOR; /* the name of a step or words to search for are no note */
    return ui->prompt.ask != ASK_NONE && is_prose && !ui->prompt.is_hidden && ui->prompt.text.n ? str_get(&ui->prompt.text) : NULL;
}

void ui_edited(struct ui *ui, const char *text)
{
    if (!text || ui->prompt.ask == ASK_NONE)
        return;
    prompt_set(&ui->prompt, "");
    prompt_edit(&ui->prompt, &(struct key){.kind = PRESS_PASTE, .text = text, .n = strlen(text)},
                (ask_rows[ui->prompt.ask].flags & MANY_LINES) != 0);
}

const char *ui_say(struct ui *ui, int slot, const char *text)
{
    struct str copy = {0}; /* text may point into the slot */
    str_add(&copy, text ? text : "");
    str_release(&ui->said[slot]);
    ui->said[slot] = copy;
    return str_get(&ui->said[slot]);
}

bool ui_wants_empty_queue(struct ui *ui)
{
    bool wants = ui->wants_empty_queue;
    ui->wants_empty_queue = false;
    return wants;
}

/* ---- after a new model ---- */

static void sync_question(struct ui *ui, const struct model *m)
{
    const struct model_question *q = m->question;
    if (!q) {
        if (ui->question &&
            (ui->prompt.ask == ASK_CHANGE || ui->prompt.ask == ASK_DESTROY || ui->prompt.ask == ASK_ELSEWHERE || ui->prompt.ask == ASK_EDIT ||
             ui->prompt.ask == ASK_ENVIRONMENT))
            prompt_close(&ui->prompt, false);
        ui->question = 0;
        remove_page(ui, PAGE_CONFIRM);
        return;
    }
    if (q->id == ui->question) {
        if (ui_page(ui) == PAGE_CONFIRM && ui->prompt.ask == ASK_NONE)
            ask_question(ui, q); /* back from its dry run, or told that it must wait */
        return;
    }
    ui->question = q->id;
    remove_page(ui, PAGE_CONFIRM);
    ui_push(ui, PAGE_CONFIRM);
    prompt_close(&ui->prompt, true);
    ask_question(ui, q);
    ui->wants_empty_queue = true;
}

/* What is answered is what was read: another request, or none, closes the line that is typed. */
static void sync_second(struct ui *ui, const struct model *m)
{
    if (ui->prompt.ask != ASK_SECOND || (m->second && m->second->ask == ui->prompt.number && !m->second->hindrance))
        return;
    prompt_close(&ui->prompt, false);
}

static void sync_trouble(struct ui *ui, const struct model *m)
{
    if (!m->trouble) {
        str_clear(&ui->trouble);
        remove_page(ui, PAGE_TROUBLE);
        return;
    }
    if (str_eq(str_get(&ui->trouble), m->trouble->id))
        return;
    str_clear(&ui->trouble);
    str_add(&ui->trouble, m->trouble->id);
    remove_page(ui, PAGE_TROUBLE);
    ui_push(ui, PAGE_TROUBLE);
}

/* The newest entry into the present step: another visit is another page. */
static void sync_step(struct ui *ui, const struct model *m)
{
    int i = find_page(ui, PAGE_STEP);
    if (i < 0 || !m->incident)
        return;
    struct str key = {0};
    int64_t seq = m->incident->visits.n ? vec_last(&m->incident->visits)->seq : 0;
    str_addf(&key, "%" PRId64 " %s", seq, m->step ? m->step->path : "");
    if (!str_eq(str_get(&key), str_get(&ui->step_key))) {
        if (ui->prompt.ask == ASK_FIELD || ui->prompt.ask == ASK_WHY_NOT)
            prompt_close(&ui->prompt, false);
        ui->stack[i] = (struct place){.page = PAGE_STEP};
        str_clear(&ui->step_key);
        str_add(&ui->step_key, str_get(&key));
    }
    str_release(&key);
}

static bool needs_incident(enum page page)
{
    return page != PAGE_HOME && page != PAGE_ALERT && page != PAGE_LOGS && page != PAGE_LISTS && page != PAGE_WHY && page != PAGE_CODES && page != PAGE_TROUBLE && page != PAGE_HELP && page != PAGE_PALETTE &&
           page != PAGE_SEARCH && page != PAGE_ARTICLE;
}

static void sync_incident(struct ui *ui, const struct model *m)
{
    if (m->incident)
        return;
    for (int i = ui->n - 1; i > 0; i--)
        if (needs_incident(ui->stack[i].page)) {
            remove_page(ui, ui->stack[i].page);
            if (ui->prompt.ask != ASK_COMMAND && ui->prompt.ask != ASK_ARTICLE)
                prompt_close(&ui->prompt, false);
        }
}

/* It was opened, or left. */
static void sync_alert(struct ui *ui, const struct model *m)
{
    if (m->alert || find_page(ui, PAGE_ALERT) < 0)
        return;
    remove_page(ui, PAGE_ALERT);
    if (ui->prompt.ask == ASK_FACT || ui->prompt.ask == ASK_VALUE)
        prompt_close(&ui->prompt, false);
}

void ui_sync(struct ui *ui, const struct model *m)
{
    struct sheet s;
    sync_incident(ui, m);
    sync_alert(ui, m);
    sync_step(ui, m);
    sync_trouble(ui, m);
    sync_question(ui, m);
    sync_second(ui, m);
    ui->is_bare = m->flow && m->flow->n_causes == 0 && !m->next;
    ui->logs.is_bare = !m->logs || m->logs->empty;
    ui->changes.is_bare = !changes_has_chart(m);
    if (ui_page(ui) == PAGE_ARTICLE && !m->article)
        ui_pop(ui);
    ui_build(ui, m, ui->rows, ui->columns, &s);
    if (ui_page(ui) == PAGE_LOGS)
        logs_settle(ui, m, &s, move_body_length(ui));
    move_settle(ui, m, &s);
    sheet_release(&s);
}

void ui_paint(struct ui *ui, const struct model *m, struct frame *f)
{
    ui->rows = f->rows;
    ui->columns = f->columns;
    ui_sync(ui, m);
    screen_paint(ui, m, f);
}
