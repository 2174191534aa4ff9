/* do: the actions that mean the same on every page. A view's own come first. */
#include <string.h>

#include "base/i18n.h"
#include "ui/ask.h"
#include "ui/move.h"
#include "ui/view.h"

/* Some troubles end when they are left, others stay while one reads on. */
static bool leaves_trouble(const struct model *m)
{
    for (size_t i = 0; m->trouble && i < m->trouble->n_choices; i++)
        if (strcmp(m->trouble->choice[i].id, "leave") == 0)
            return true;
    return false;
}

static void do_leave(struct ui *ui, const struct model *m, struct wish *w)
{
    enum page page = ui_page(ui);
    if (page == PAGE_CONFIRM) {
        w->kind = WISH_DECLINED;
    } else if (page == PAGE_TROUBLE && leaves_trouble(m)) {
        *w = (struct wish){.kind = WISH_TROUBLE, .id = "leave"};
    } else if (page == PAGE_HOME || ui->n == 1) {
        if (m->n_live)
            ask_open(ui, ASK_QUIT, NULL, NULL, 0, NULL);
        else
            w->kind = WISH_QUIT;
    } else {
        ui_pop(ui);
        w->kind = page == PAGE_STEP ? WISH_CLOSE : WISH_NONE;
    }
}

static void do_quit(struct ui *ui, const struct model *m, struct wish *w)
{
    if (m->n_live)
        ask_open(ui, ASK_QUIT, NULL, NULL, 0, NULL);
    else
        w->kind = WISH_QUIT;
}

static void do_palette(struct ui *ui, const struct model *m, struct wish *w)
{
    (void)m, (void)w;
    ui_push(ui, PAGE_PALETTE);
    ask_open(ui, ASK_COMMAND, NULL, NULL, 0, NULL);
}

static void do_articles(struct ui *ui, const struct model *m, struct wish *w)
{
    (void)m;
    ui_push(ui, PAGE_SEARCH);
    ask_open(ui, ASK_ARTICLE, NULL, NULL, 0, NULL);
    *w = (struct wish){.kind = WISH_SEARCH, .text = ""};
}

static void do_codes(struct ui *ui, const struct model *m, struct wish *w)
{
    (void)m;
    ui_push(ui, PAGE_CODES);
    ask_open(ui, ASK_CODE, NULL, NULL, 0, NULL);
    *w = (struct wish){.kind = WISH_CODE, .text = ""};
}

static void do_logs(struct ui *ui, const struct model *m, struct wish *w)
{
    (void)m;
    ui_push(ui, PAGE_LOGS);
    w->kind = WISH_LOGS;
}

static void do_export(struct ui *ui, const struct model *m, struct wish *w)
{
    (void)m;
    ui_push(ui, PAGE_EXPORT);
    w->kind = WISH_EXPORT_PAGE;
}

static void do_escalate(struct ui *ui, const struct model *m, struct wish *w)
{
    (void)w;
    ask_open(ui, ASK_ESCALATE, m->flow && m->flow->escalate.to ? m->flow->escalate.to : _("nobody"), NULL, 0, NULL);
}

static void do_search(struct ui *ui, const struct model *m, struct wish *w)
{
    (void)m, (void)w;
    ask_open(ui, ASK_FIND, NULL, NULL, 0, NULL);
}

static void do_go_home(struct ui *ui, const struct model *m, struct wish *w)
{
    (void)m;
    ui_show(ui, PAGE_HOME);
    w->kind = WISH_CLOSE;
}

/* To the command whose output is seen, else the newest that runs. */
static void do_type_to(struct ui *ui, const struct model *m, struct wish *w)
{
    const struct model_live *live = m->n_live ? &m->live[m->n_live - 1] : NULL;
    (void)w;
    for (size_t i = 0; i < m->n_live && m->output && ui_page(ui) == PAGE_OUTPUT; i++)
        if (m->live[i].run == m->output->run)
            live = &m->live[i];
    if (live)
        ask_open(ui, ASK_TYPE, live->id, live->id, live->run, NULL);
}

/* The person's words for a section, as they are now. */
static const char *words_so_far(const struct model *m, const char *section)
{
    const struct incident *inc = m->incident;
    for (size_t i = inc ? inc->events.n : 0; i-- > 0;) {
        const struct event *ev = &inc->events.v[i];
        if (ev->kind == EVENT_described && strcmp(ev->as.described.section, section) == 0)
            return ev->as.described.text;
    }
    return NULL;
}

static const struct {
    enum action action;
    const char *section, *label;
} sections[] = {
    {ACTION_write_summary, "summary", N_("Summary")},       {ACTION_write_impact, "impact", N_("Impact")},
    {ACTION_write_cause, "root_cause", N_("Root cause")},   {ACTION_write_trigger, "trigger", N_("Trigger")},
    {ACTION_write_detection, "detection", N_("Detection")}, {ACTION_write_lessons, "lessons", N_("Lessons")},
};

static bool do_write(struct ui *ui, const struct model *m, enum action a)
{
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        if (sections[i].action == a)
            return ask_open(ui, ASK_WORDS, _(sections[i].label), sections[i].section, 0,
                            words_so_far(m, sections[i].section)),
                   true;
    return false;
}

static void do_second(struct ui *ui, const struct model *m, struct wish *w)
{
    (void)w;
    ui_push(ui, PAGE_SECOND);
    if (m->second && !m->second->hindrance)
        ask_open(ui, ASK_SECOND, NULL, NULL, m->second->ask, NULL);
    ui->wants_empty_queue = true;
}

static void do_undo(struct ui *ui, const struct model *m, struct wish *w)
{
    (void)m;
    ui_push(ui, PAGE_UNDO);
    w->kind = WISH_LOOK_LEFT;
}

/* The http probe that is pointed at; "": the first of the step. */
static const char *probe_pointed_at(const struct ui *ui, const struct model *m)
{
    struct row_id at = ui_place_const(ui)->at;
    bool is_probe = m->step && at.kind == ROW_PROBE && (size_t)at.key < m->step->step->n_probes && m->step->step->probe[at.key].kind == PROBE_HTTP;
    return is_probe ? m->step->step->probe[at.key].id : "";
}

static void do_curl(struct ui *ui, const struct model *m, struct wish *w)
{
    *w = (struct wish){.kind = WISH_CURL, .id = probe_pointed_at(ui, m)};
}

static void do_request(struct ui *ui, const struct model *m, struct wish *w)
{
    (void)w;
    ask_open(ui, ASK_REQUEST, NULL, probe_pointed_at(ui, m), 0, NULL);
}

/* Who takes over reads first what it could be, who says so, and what was ruled out. */
static void do_take_over(struct ui *ui, const struct model *m, struct wish *w)
{
    (void)m;
    ui_push(ui, PAGE_CAUSES);
    w->kind = WISH_TAKE_OVER;
}

typedef void do_fn(struct ui *ui, const struct model *m, struct wish *w);

static do_fn *const doers[N_ACTIONS] = {
    [ACTION_leave] = do_leave,       [ACTION_quit] = do_quit,     [ACTION_palette] = do_palette,
    [ACTION_articles] = do_articles, [ACTION_codes] = do_codes,   [ACTION_export] = do_export,
    [ACTION_escalate] = do_escalate, [ACTION_search] = do_search, [ACTION_go_home] = do_go_home,
    [ACTION_curl] = do_curl,         [ACTION_request] = do_request,
    [ACTION_type_to] = do_type_to,   [ACTION_logs] = do_logs,
    [ACTION_take_over] = do_take_over,
    [ACTION_second] = do_second,     [ACTION_undo] = do_undo,
};

/* Actions that open a page, ask a question, or are a wish as they stand. */
static const struct {
    enum action action;
    enum page page;
} opens[] = {
    {ACTION_changes, PAGE_CHANGES}, {ACTION_causes, PAGE_CAUSES}, {ACTION_timeline, PAGE_TIMELINE},
    {ACTION_left, PAGE_LEFT},     {ACTION_help, PAGE_HELP},
};

static const struct {
    enum action action;
    enum ask ask;
} asks[] = {
    {ACTION_note, ASK_NOTE}, {ACTION_severity, ASK_SEVERITY},   {ACTION_hand_over, ASK_HAND_OVER},
    {ACTION_tell, ASK_TELL}, {ACTION_add_cause, ASK_ADD_CAUSE}, {ACTION_correct, ASK_FACT},
    {ACTION_go_to, ASK_GO},  {ACTION_rule_out, ASK_OUT_WHICH},  {ACTION_add_item, ASK_ITEM},
};

static const struct {
    enum action action;
    struct wish wish;
} wishes[] = {
    {ACTION_stop, {.kind = WISH_CANCEL_RUN}},
    {ACTION_redraw, {.kind = WISH_REDRAW}},
    {ACTION_suspend, {.kind = WISH_SUSPEND}},
    {ACTION_mitigated, {.kind = WISH_STATUS, .id = "mitigated", .reason = ""}},
    {ACTION_resolve, {.kind = WISH_STATUS, .id = "resolved", .reason = ""}},
    {ACTION_close, {.kind = WISH_STATUS, .id = "closed", .reason = ""}},
    {ACTION_reopen, {.kind = WISH_STATUS, .id = "open", .reason = ""}},
};

static bool do_from_tables(struct ui *ui, enum action a, struct wish *w)
{
    for (size_t i = 0; i < sizeof opens / sizeof *opens; i++)
        if (opens[i].action == a)
            return ui_push(ui, opens[i].page), true;
    for (size_t i = 0; i < sizeof asks / sizeof *asks; i++)
        if (asks[i].action == a)
            return ask_open(ui, asks[i].ask, NULL, NULL, 0, NULL), true;
    for (size_t i = 0; i < sizeof wishes / sizeof *wishes; i++)
        if (wishes[i].action == a)
            return *w = wishes[i].wish, true;
    return false;
}

void ui_do(struct ui *ui, const struct model *m, enum action a, struct wish *w)
{
    const struct view *v = view_of(ui_page(ui));

    if (v->act && v->act(ui, m, a, w))
        return;
    if (a == ACTION_do_it) {
        if (v->enter)
            v->enter(ui, m, ui_place(ui)->at, w);
    } else if (doers[a]) {
        doers[a](ui, m, w);
    } else if (!do_from_tables(ui, a, w) && !do_write(ui, m, a)) {
        move_act(ui, m, a);
    }
}
